import csv
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from dataset_records import Records, make_gold
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.article import Metadatum
from annotator.domain.claim import Claim, Edit, Flag
from annotator.domain.dataset import ClaimRecord, DatasetArticle, LabelRecord
from annotator.domain.review import Comment
from annotator.domain.text import clean
from annotator.formats.csv_format import FORMAT
from annotator.formats.csv_table import Kind, guard, unguard

Make = Callable[..., ClaimRecord]
STARTERS = tuple("=+-@＝＋－＠−")
COLUMNS = Kind("csv", ",").columns
BLANKS = "\"'\u00ad\u200b\u200c\u200d\u2060 \u00a0\u3000"


def written(*records: ClaimRecord) -> bytes:
    out = BytesIO()
    FORMAT.write(Records(records), "", out)
    return out.getvalue()


def rows(*records: ClaimRecord) -> list[dict[str, str]]:
    text = written(*records).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def test_the_decision_alone_stands_in_gold_label(record: Make) -> None:
    [row] = rows(record(labels=(), gold=make_gold("contested", "refuted")))
    assert (row["label"], row["gold_label"]) == ("", "contested")


def with_text(record: Make, text: str) -> ClaimRecord:
    return record(claim=Claim(((0, 5),), text, id="c" * 64))


def test_it_begins_with_the_mark_that_spreadsheets_need_and_ends_lines_as_rfc_4180_says() -> None:
    assert written() == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


def test_a_claim_without_labels_is_one_row_with_empty_label_columns(record: Make) -> None:
    [row] = rows(record())
    assert {name: value for name, value in row.items() if value} == {
        "claim": "c" * 64,
        "article": "a" * 64,
        "title": "Talks",
        "language": "en",
        "text": "Lorna Vey left on Monday.",
        "mode": "content",
        "ranges": "[[0, 9], [25, 34]]",
        "exact": "Lorna Vey … on Monday",
        "rule": "sentence",
        "occurrences": "[]",
        "claim_flags": "[]",
        "edits": "[]",
    }


def test_each_label_is_a_row_of_its_own(record: Make, labelled: LabelRecord) -> None:
    bens = replace(labelled.view.label, member="ben", label="contested", confidence=None)
    ben = LabelRecord(replace(labelled.view, label=bens), ())
    anna_row, ben_row = rows(record(labels=(labelled, ben)))
    assert {name: anna_row[name] for name in COLUMNS[19:30]} == {
        "reviewer": "anna",
        "label": "sourced",
        "complete": "true",
        "missing": "",
        "verdict": "insufficient",
        "confidence": "4",
        "rationale": "One wire.",
        "at": "2026-03-01T10:00:00.000Z",
        "scheme": "f" * 64,
        "citations": "https://example.org/a (supports)",
        "quotes": "left the talks",
    }
    [evidence] = json.loads(anna_row["evidence"])
    assert (evidence["locator"], evidence["accessed"]) == ("p. 2", "2026-03-01")
    assert (ben_row["reviewer"], ben_row["label"], ben_row["confidence"]) == ("ben", "contested", "")
    assert anna_row["claim"] == ben_row["claim"]


def test_remarks_say_whose_they_are(record: Make, labelled: LabelRecord) -> None:
    remark = Comment("m1", "c" * 64, "ben", "Which talks?", "2026-03-02T09:00:00.000Z")
    [row] = rows(record(other_citations=labelled.citations, comments=(remark,), flags=("ben", "cara")))
    assert row["other_citations"] == "anna: https://example.org/a (supports)"
    assert row["comments"] == "ben: Which talks?"
    assert row["flags"] == "ben; cara"


def test_it_says_what_it_has_no_column_for(record: Make, labelled: LabelRecord) -> None:
    others = record(other_citations=labelled.citations)
    done = FORMAT.write(Records([record(), record(labels=(labelled,)), others]), "", BytesIO())
    assert done.words == "Wrote 3 claims with 1 label"
    assert done.left_out == {
        "citations that no label rests on, without all their details (jsonl has them)": 1
    }


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("- a list", "'- a list"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("−5", "'−5"),
        ("  =1+1", "'  =1+1"),
        ("\u3000\u200b=1+1", "'\u3000\u200b=1+1"),
        ("\t=1+1", "' =1+1"),
        ('"=1+1"', '\'"=1+1"'),
        ("'=1+1", "''=1+1"),
        ("so;=1+1", "so;'=1+1"),
        ("so\n=1+1\n+2", "so\n'=1+1\n'+2"),
        ("1-2", "1-2"),
        ("a=b; c-d", "a=b; c-d"),
        ("'twas", "'twas"),
        ("", ""),
    ],
)
def test_a_formula_is_text_to_a_spreadsheet(record: Make, text: str, cell: str) -> None:
    [row] = rows(with_text(record, text))
    assert row["text"] == cell
    assert unguard(cell) == clean(text)


def test_names_titles_and_remarks_are_guarded_too(record: Make, labelled: LabelRecord) -> None:
    article = DatasetArticle("a" * 64, {"title": Metadatum("=1", "x")}, "=2")
    remark = Comment("m1", "c" * 64, "=3", "+4", "")
    named = replace(labelled.view.label, member="@5", rationale="-6")
    label = LabelRecord(replace(labelled.view, label=named), ())
    claim = Claim(((0, 2),), "x", speaker="=7", id="c" * 64)
    [row] = rows(record(article=article, claim=claim, labels=(label,), comments=(remark,), flags=("=8",)))
    names = ("title", "exact", "reviewer", "rationale", "speaker", "comments", "flags")
    assert [row[name] for name in names] == ["'=1", "'=2", "'@5", "'-6", "'=7", "'=3: +4", "'=8"]


@pytest.mark.parametrize(
    "control", ["\0", "\t", "\r", "\x1b[2J", "\x7f", "\x9b", "\u202e", "\u2028", "\ud800"]
)
def test_no_control_character_is_left(record: Make, control: str) -> None:
    [row] = rows(with_text(record, f"a{control}b"))
    assert row["text"] == clean(f"a{control}b")
    assert control not in row["text"]


def test_a_text_with_commas_quotes_and_lines_is_one_cell(record: Make) -> None:
    [row] = rows(with_text(record, 'He said: "No",\nthen left; 漢字'))
    assert row["text"] == 'He said: "No",\nthen left; 漢字'


@given(st.text(st.one_of(st.sampled_from("=+-@'\"; \n\u200b＝"), st.characters(codec="utf-8")), max_size=30))
def test_the_guard_is_undone_exactly_and_leaves_no_formula(text: str) -> None:
    cleaned = clean(text)
    guarded = guard(cleaned)
    assert unguard(guarded) == cleaned
    for piece in guarded.replace("\n", ";").split(";"):
        assert not piece.lstrip(BLANKS).startswith(STARTERS) or piece.startswith("'")


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_the_texts_hold_every_row_parses_back(
    data: st.DataObject, any_records: st.SearchStrategy[list[ClaimRecord]]
) -> None:
    records = data.draw(any_records)
    expected = [(record, label) for record in records for label in record.labels or (None,)]
    found = rows(*records)
    assert len(found) == len(expected)
    for row, (record, label) in zip(found, expected, strict=True):
        cells = {name: unguard(cell) for name, cell in row.items()}
        assert cells["text"] == clean(record.claim.text)
        assert cells["speaker"] == clean(record.claim.speaker or "")
        assert cells["exact"] == clean(" … ".join(record.exact))
        assert cells["rationale"] == clean(label.view.label.rationale if label else "")
        assert cells["reviewer"] == clean(label.view.label.member if label else "")
        assert [Flag(**flag) for flag in json.loads(cells["claim_flags"])] == list(record.claim.flags)
        assert [Edit(**edit) for edit in json.loads(cells["edits"])] == list(record.claim.edits)
        said = (cells["like"], cells["likeness"], cells["folded_into"])
        assert said == (record.like, record.claim.likeness, record.folded_into)
        assert cells["comments"] == clean("\n".join(f"{c.member}: {c.text}" for c in record.comments))

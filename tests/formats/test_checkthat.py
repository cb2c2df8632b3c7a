import csv
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from dataset_records import Records, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_modules import reader

from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord
from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Incoming
from annotator.domain.text import canonical, clean_line
from annotator.formats import format as formats
from annotator.formats.checkthat import FORMAT
from annotator.formats.format import Written
from annotator.formats.unsaid import FURTHER

COLUMNS = ("line_number", "speaker", "text", "claim_number", "normalized_claim", "label")
Read = Callable[..., list[Any]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def of(raw: str | bytes, **options: str) -> list[Any]:
        path = tmp_path / "in.tsv"
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        assert FORMAT.read
        return list(FORMAT.read(formats.Source(path, options)))

    return of


def written(*records: ClaimRecord, **options: str) -> tuple[str, Written]:
    out = BytesIO()
    assert FORMAT.write
    done = FORMAT.write(Records(records, options), "", out)
    return out.getvalue().decode("utf-8"), done


def judged(
    verdict: str | None, label: str = "sourced", text: str = "It rained.", **claim: str
) -> ClaimRecord:
    found = Claim(((0, 9), (25, 34)), text, id="c" * 64, **claim)  # type: ignore[arg-type]
    return make_record(claim=found, gold=make_gold(label, verdict))


def every_outcome() -> list[ClaimRecord]:
    return [
        judged("supported", speaker="Vey"),
        judged(None, "not_checkable"),
        judged("conflicting", "contested"),
        judged("refuted", "contested"),
        judged("insufficient", "insufficient"),
        make_record(),
    ]


def test_verdicts_are_written_as_the_labs_scorer_reads_them() -> None:
    text, done = written(*every_outcome())
    rows = list(csv.DictReader(StringIO(text, newline=""), COLUMNS, delimiter="\t"))
    assert [(row["line_number"], row["claim_number"], row["label"]) for row in rows] == [
        ("1", "1", "TRUE"), ("2", "N/A", "-"), ("3", "2", "HALF-TRUE"), ("4", "3", "FALSE"),
    ]  # fmt: skip
    assert text.splitlines()[0] == "1\tVey\tLorna Vey … on Monday\t1\tIt rained.\tTRUE"
    assert text.splitlines()[1] == "2\tSYSTEM\tLorna Vey … on Monday\tN/A\t-\t-"
    assert done.words == "Wrote 4 claims with 4 labels"
    assert done.left_out == {
        "claims with the verdict insufficient: there is no such label": 1,
        "claims without a label": 1,
        "labels without their evidence, reason and reviewer": 4,
    }


def test_in_the_other_layout_all_but_what_is_not_checkable_is_worth_checking() -> None:
    text, _ = written(*every_outcome(), layout="worthiness")
    assert [line.split("\t")[3] for line in text.splitlines()] == ["1", "0", "1", "1", "1"]


def test_further_votes_are_counted() -> None:
    votes = (make_label("contested", "refuted"), make_label("contested", "refuted", "ben", id="l2"))
    _, done = written(make_record(labels=votes))
    assert done.left_out[FURTHER] == 1


def test_a_layout_that_there_is_not_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        written(layout="tweets")
    assert refused.value.do == "Use one of: factuality, worthiness."


@pytest.mark.parametrize(
    ("text", "cell", "counted"),
    [
        ('"No", she said.', '“No", she said.', ["quotation mark"]),
        ("=1+1", "'=1+1", ["formula"]),
        ("a\tb\r\nc", "a b␍ c", []),
        ("- ", "'- ", ["formula"]),
        ("漢字 👩🏽‍🚀 עברית", "漢字 👩🏽‍🚀 עברית", []),
    ],
)
def test_a_cell_is_one_line_and_no_formula(text: str, cell: str, counted: list[str]) -> None:
    line, done = written(judged("supported", text=text))
    assert line.split("\t")[4] == cell
    assert [word for word in ("quotation mark", "formula") if word in " ".join(done.left_out)] == counted


DEBATE = (
    "1\tVEY\tSo it rained.\tN/A\t-\t-\n"
    "2\tVEY\tIt rained a lot.\t1\tIn 2022 it rained more than ever.\tHALF-TRUE\n"
    "3\tSYSTEM\t(APPLAUSE)\tN/A\n"
    "4\tVEY\tMore than ever!\t1\tIn 2022 it rained more than ever.\tHALF-TRUE\n"
)  # fmt: skip


def test_a_debate_with_checked_claims_is_read(read: Read) -> None:
    first, second, third, _ = read(DEBATE)
    assert (first.claim.text, first.labels, first.article.text) == ("So it rained.", (), "So it rained.")
    assert (second.key, second.claim.speaker) == ("2", "VEY")
    assert second.claim.text == "In 2022 it rained more than ever."
    assert (second.article.text, second.claim.ranges) == ("It rained a lot.", ((0, 16),))
    [label] = second.labels
    assert (label.label, label.value, label.by) == ("contested", "HALF-TRUE", "")
    assert second.extras == {"claim_number": "1"}
    assert third.claim.speaker == ""
    assert [one.key for one in read(DEBATE, rows="claims")] == ["2", "4"]


def test_a_debate_with_what_is_worth_checking_gives_no_labels(read: Read) -> None:
    first, second = read("1\tVEY\tIt rained.\t1\n2\tVEY\tThank you.\t0\n")
    assert (first.labels, first.extras) == ((), {"label": "1"})
    assert second.extras == {"label": "0"}


@pytest.mark.parametrize("worthiness", ["check_worthiness", "claim_worthiness"])
def test_tweets_are_read(read: Read, worthiness: str) -> None:
    first, second, third = read(
        f"topic_id\ttweet_id\ttweet_url\ttweet_text\tclaim\t{worthiness}\n"
        "flood\t71\thttps://example.org/71\tThe dam broke!\t1\t1\n"
        'flood\t72\thttps://example.org/72\t"""So""\nsad."\t0\t0\n'
        "flood\t73\t\tNo test kits?\t0\t1\n"
    )
    assert (first.key, first.claim.text, first.labels) == ("71", "The dam broke!", ())
    assert first.article.known == {"url": "https://example.org/71"}
    assert first.extras == {"topic_id": "flood", "claim": "1", worthiness: "1"}
    assert second.claim.text == '"So"\nsad.'
    assert [(label.label, label.value) for label in second.labels] == [("not_checkable", "claim: 0")]
    assert third.labels[0].flags == ("is worth checking there all the same",)


def test_tweets_without_labels_and_with_quotation_marks_of_their_own_are_read(read: Read) -> None:
    raw = 'topic_id\ttweet_id\ttweet_url\ttweet_text\nflood\t71\thttps://example.org/71\t"So" it broke\n'
    [bad] = read(raw)
    assert bad.what.startswith("is no row: ")
    [found] = read(raw, quotes="no")
    assert (found.claim.text, found.labels) == ('"So" it broke', ())


TWEET = "topic_id\ttweet_id\ttweet_url\ttweet_text\tclaim\n"


@pytest.mark.parametrize(
    ("raw", "field", "what"),
    [
        ("x\tVEY\tIt rained.\t1\n", "line_number", "is not a whole number"),
        ("1\tVEY\t \t1\n", "text", "is empty"),
        ("1\tVEY\tIt rained.\t1\tIt rained.\n", "", "has 5 cells, not 6"),
        ("1\tVEY\tIt rained.\tone\tIt rained.\tTRUE\n", "claim_number", "is not a whole number"),
        ("1\tVEY\tIt rained.\t1\t\tTRUE\n", "normalized_claim", "is empty"),
        ("1\tVEY\tIt rained.\t1\tIt rained.\tMAYBE\n", "label", "is none of TRUE, HALF-TRUE, FALSE"),
        (TWEET + "a\t\thttps://example.org/\tb\t1\n", "tweet_id", "is empty"),
        (TWEET + "a\t1\tnowhere\tb\t1\n", "tweet_url", "is no web address (http:// or https://)"),
        (TWEET + "a\t1\t\tb\tyes\n", "claim", "is neither 0 nor 1"),
    ],
)
def test_a_fault_is_named(read: Read, raw: str, field: str, what: str) -> None:
    [bad] = read(raw)
    assert isinstance(bad, BadRecord)
    assert (bad.field, bad.what) == (field, what)
    assert json.loads(bad.raw)


def test_what_is_not_utf_8_is_refused(read: Read) -> None:
    with pytest.raises(InputError, match=r"in\.tsv is not UTF-8 in line 1"):
        read(b"1\tVEY\tBeh\xf6rde\t1\n")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_the_texts_hold_lines_come_back(
    data: st.DataObject,
    any_records: st.SearchStrategy[list[ClaimRecord]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    given_records = [
        replace(
            record,
            article=replace(record.article, text=canonical(record.article.text) + "x"),
            gold=make_gold("contested", "refuted"),
        )
        for record in data.draw(any_records)
        if clean_line(record.claim.text).strip()
    ]
    records = [record for record in given_records if clean_line("".join(record.exact)).strip()]
    path = tmp_path_factory.mktemp("checkthat") / "in.tsv"
    path.write_text(written(*records)[0], encoding="utf-8")
    assert FORMAT.read
    found = list(FORMAT.read(formats.Source(path)))
    assert len(found) == len(records)
    for number, (one, record) in enumerate(zip(found, records, strict=True), 1):
        assert isinstance(one, Incoming), one
        assert one.key == str(number)
        assert one.claim.text in _cells(record.claim.text)
        [(start, end)] = one.claim.ranges
        assert one.article.text[start:end] == one.article.text
        assert one.article.text in _cells(" … ".join(record.exact))


def _cells(text: str) -> tuple[str, ...]:
    """The text as it may stand in a cell."""
    cell = clean_line(text)
    quoted = f"“{cell[1:]}" if cell.startswith('"') else cell
    return cell, quoted, f"'{cell}", f"'{quoted}"


@pytest.mark.reader
def test_pandas_reads_it_as_the_labs_baselines_do(tmp_path: Path) -> None:
    pandas = reader("pandas")
    path = tmp_path / "out.tsv"
    path.write_text(written(*every_outcome())[0], encoding="utf-8")
    table = pandas.read_csv(path, sep="\t", names=list(COLUMNS))
    checked = table[table["claim_number"].notna()]
    assert list(checked["claim_number"].astype(int)) == [1, 2, 3]
    assert list(checked["label"]) == ["TRUE", "HALF-TRUE", "FALSE"]

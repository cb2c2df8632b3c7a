import csv
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from dataset_records import Records, make_citation, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_modules import reader

from annotator.domain.citation import CitationDraft
from annotator.domain.citation import Source as Cited
from annotator.domain.dataset import ClaimRecord, LabelRecord
from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Incoming
from annotator.domain.suggestion import Suggestion
from annotator.domain.text import canonical, clean
from annotator.formats.csv_format import FORMAT, TSV
from annotator.formats.format import Format, Source

Read = Callable[..., list[Any]]
HOSTILE = '=1+1;\n"quoted",\ttab 漢字 👩🏽‍🚀 עברית e\u0301'


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def of(raw: bytes | str, form: Format = FORMAT, **options: str) -> list[Any]:
        path = tmp_path / "in.csv"
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        assert form.read
        return list(form.read(Source(path, options)))

    return of


def written(*records: ClaimRecord, form: Format = FORMAT) -> bytes:
    out = BytesIO()
    assert form.write
    form.write(Records(records), "", out)
    return out.getvalue()


def reviewed() -> ClaimRecord:
    anna = make_label("verified", "supported", citations=[make_citation()])
    ben = make_label("contested", None, "ben", missing=("a quote",), id="l2")
    return make_record(labels=(anna, ben), gold=make_gold("contested", "refuted"))


@pytest.mark.parametrize("form", [FORMAT, TSV])
def test_our_own_rows_come_back_as_one_claim_with_its_labels(read: Read, form: Format) -> None:
    other = replace(make_record().claim, id="d" * 64)
    first, second = read(written(reviewed(), make_record(claim=other), form=form), form)
    assert isinstance(first, Incoming)
    assert (first.place.number, second.place.number) == (2, 4)
    assert (first.key, first.article.id) == ("c" * 64, "a" * 64)
    assert first.article.known == {"title": "Talks", "language": "en"}
    assert first.claim.ranges == ((0, 9), (25, 34))
    assert first.claim.exact == ("Lorna Vey", "on Monday")
    decision, anna, ben = first.labels
    assert (decision.by, decision.label, decision.flags) == ("olga", "contested", ("decision",))
    assert (anna.by, anna.label, anna.confidence, anna.flags) == (
        "anna",
        "sourced",
        4,
        ("was verified there",),
    )
    assert anna.citations == (
        CitationDraft(
            Cited(url="https://example.org/a", title="Minutes", publisher="Ministry"),
            "supports", "primary", "left the talks", "p. 2", "2026-03-01",
        ),
    )  # fmt: skip
    assert (ben.label, ben.flags) == ("contested", ("was incomplete there",))
    assert second.labels == ()


def test_columns_of_others_are_kept_and_come_out_again(read: Read) -> None:
    rows = list(csv.reader(StringIO(written(make_record()).decode("utf-8-sig"), newline="")))
    out = StringIO(newline="")
    csv.writer(out).writerows([[*rows[0], "desk"], [*rows[1], HOSTILE]])
    [found] = read(out.getvalue())
    assert found.extras == {"rule": "sentence", "desk": HOSTILE}
    given = Suggestion("s1", "c" * 64, "csv", "", "", extras=json.dumps(found.extras))
    [again] = read(written(make_record(suggestions=(given,))))
    assert again.extras["desk"] == HOSTILE
    assert json.loads(again.extras["suggestions"])[0]["format"] == "csv"


SHEET = "Nr,Behauptung,Urteil,Wer,Link,Ressort\n7,The dam was closed.,TRUE,bo,https://example.org/a,water\n"
NAMED = {"text": "Behauptung", "label": "Urteil", "id": "Nr", "reviewer": "Wer", "source": "Link"}


@pytest.mark.parametrize(
    "raw",
    [
        SHEET,
        SHEET.replace(",", ";"),
        SHEET.replace(",", "\t"),
        "sep=;\r\n" + SHEET.replace(",", ";").replace("\n", "\r\n"),
        b"\xef\xbb\xbf" + SHEET.encode(),
        SHEET.replace("\n", "\r"),
        SHEET.replace(",", "\t").encode("utf-16"),
        SHEET + ",,,,,\n",
    ],
)
def test_a_sheet_made_by_hand_is_read_however_it_was_saved(read: Read, raw: bytes | str) -> None:
    [found] = read(raw, **NAMED)
    assert isinstance(found, Incoming)
    assert found.claim.text == "The dam was closed."
    assert (found.key, found.extras) == ("7", {"Ressort": "water"})
    [label] = found.labels
    assert (label.label, label.value, label.by) == ("sourced", "TRUE", "bo")
    assert [(one.source.url, one.stance) for one in label.citations] == [("https://example.org/a", "context")]


def test_columns_with_our_names_need_no_option(read: Read) -> None:
    [found] = read("text,speaker,date,url\nIt rained.,Ann,3 March 2022,https://example.org/x\n")
    assert (found.claim.speaker, found.claim.date) == ("Ann", "2022-03-03")
    assert found.article.known == {"url": "https://example.org/x"}


@pytest.mark.parametrize(
    ("word", "label", "flags"),
    [
        ("Supports", "sourced", ()),
        ("VERIFIED", "sourced", ("was verified there",)),
        ("pants-fire", "contested", ()),
        ("half_true", "contested", ()),
        ("Not Enough Evidence", "insufficient", ()),
        ("NOT_SUPPORTED", "insufficient", ("mixes refuted and unknown",)),
        ("perhaps", "", ()),
    ],
)
def test_words_for_labels_of_others(read: Read, word: str, label: str, flags: tuple[str, ...]) -> None:
    [found] = read(f"text,label\nIt rained.,{word}\n")
    [given] = found.labels
    assert (given.label, given.value, given.flags) == (label, word, flags)


def test_rows_of_one_claim_are_one_and_a_fault_in_one_of_them_is_that_of_the_claim(read: Read) -> None:
    good, bad = read(
        'id,text,label,source\n1,"It\nrained.",true,\n1,"It\nrained.",false,\n'
        "2,It snowed.,true,\n2,It snowed.,true,x\n"
    )
    assert [label.label for label in good.labels] == ["sourced", "contested"]
    assert isinstance(bad, BadRecord)
    assert str(bad) == "in.csv, line 7, field source: is no web address (http:// or https://)."
    assert [row["source"] for row in json.loads(bad.raw)] == ["", "x"]


@pytest.mark.parametrize(
    ("raw", "line", "field", "what"),
    [
        ("id,text\n1,a\n2\n", 3, "", "has 1 cell, and the header 2"),
        ("id,text\n1,a\n2,b,c\n", 3, "", "has 3 cells, and the header 2"),
        ('id,text\n1,"a" b\n2,c\n', 2, "", "is no row: ',' expected after '\"'"),
        ('id,text\n1,"a\n', 2, "", "is no row: unexpected end of data"),
        ("id,text\n1, \n", 2, "text", "is missing"),
        ("id,text\n1,a\n1,b\n", 3, "text", "is not what it is in the rows above with the same id"),
        ("text,date\na,soon\n", 2, "date", "is no date (2026-02-20, 2026-02, 2026)"),
    ],
)
def test_a_row_that_is_wrong_is_named(read: Read, raw: str, line: int, field: str, what: str) -> None:
    bad = next(one for one in read(raw) if isinstance(one, BadRecord))
    assert (bad.place.number, bad.field, bad.what) == (line, field, what)


@pytest.mark.parametrize(
    ("column", "cell", "what"),
    [
        ("ranges", "[[0,9", "is not JSON"),
        ("ranges", "[" * 100_000, "is not JSON"),
        ("ranges", '{"0": 9}', "is not a list"),
        ("ranges", "[[0, NaN]]", "has NaN, which is no JSON"),
        ("mode", "guess", "is none of content, utterance"),
        ("article", "", "is empty, and so the ranges are of no article"),
        ("confidence", "9", "is none of 1, 2, 3, 4, 5"),
        ("complete", "WAHR", "is none of true, false"),
    ],
)
def test_a_cell_of_our_own_that_is_wrong_is_named(read: Read, column: str, cell: str, what: str) -> None:
    record = make_record(labels=(make_label(),))
    [row] = csv.DictReader(StringIO(written(record).decode("utf-8-sig"), newline=""))
    out = StringIO(newline="")
    table = csv.DictWriter(out, list(row))
    table.writeheader()
    table.writerow({**row, column: cell})
    [bad] = read(out.getvalue())
    assert isinstance(bad, BadRecord)
    assert (bad.field, bad.what) == (column, what)


@pytest.mark.parametrize(
    ("raw", "options", "words"),
    [
        ("", {}, "in.csv is empty."),
        (b"PK\x03\x04\x14", {}, "in.csv is a workbook or another packed file, not a text."),
        ("claim,rating\na,b\n", {}, "There is no column 'text'. There are: claim, rating."),
        ("text\na\n", {"label": "Urteil"}, "There is no column 'Urteil'. There are: text."),
        ("text,text\na,b\n", {}, "in.csv has the column 'text' twice."),
        ("text\nBehörde\n".encode("cp1252"), {}, "in.csv is not UTF-8 in line 2."),
        (b"\xff\xfet\x00e\x00x\x00t\x00\n\x00\x00\xd8", {}, "in.csv is not UTF-8 in line 2."),
    ],
)
def test_what_is_no_such_table_is_refused_with_words(
    read: Read, raw: bytes | str, options: dict[str, str], words: str
) -> None:
    with pytest.raises(InputError) as refused:
        read(raw, **options)
    assert refused.value.what == words


@settings(max_examples=40, deadline=None)
@given(data=st.data(), tabs=st.booleans())
def test_whatever_the_texts_hold_they_come_back_with_exact_ranges(
    data: st.DataObject,
    tabs: bool,
    any_records: st.SearchStrategy[list[ClaimRecord]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    form = TSV if tabs else FORMAT
    records = [_storable(record, number) for number, record in enumerate(data.draw(any_records))]
    path = tmp_path_factory.mktemp("csv") / "in.csv"
    path.write_bytes(written(*records, form=form))
    assert form.read
    found = list(form.read(Source(path)))
    assert len(found) == len(records)
    for one, record in zip(found, records, strict=True):
        assert isinstance(one, Incoming), one
        claim = one.claim
        assert (one.key, one.article.id) == (record.claim.id, record.article.id)
        assert (claim.text, claim.ranges) == (_cell(record.claim.text), record.claim.ranges)
        if claim.exact:
            assert claim.exact == record.exact
        assert [label.rationale for label in one.labels] == [_cell(vote.rationale) for vote in record.votes]
        cited = [label.citations[0].quote for label in one.labels]
        assert cited == [clean(vote.citations[0].quote.strip()) for vote in record.votes]


def _cell(text: str) -> str:
    """As a cell comes back: one of blanks alone is empty."""
    return clean(text) if clean(text).strip() else ""


def _storable(record: ClaimRecord, number: int) -> ClaimRecord:
    """The record as the file could hold it: canonical article, dates that are dates, sources with a name."""
    article = replace(record.article, text=canonical(record.article.text), metadata={})
    cited = make_citation(quote=record.claim.text)
    named = (replace(one.view.label, label="sourced") for one in record.labels)
    labels = tuple(
        LabelRecord(replace(one.view, label=label), (cited,))
        for one, label in zip(record.labels, named, strict=True)
    )
    ranges = tuple(pair for pair in record.claim.ranges if pair[1] <= len(article.text)) or ((0, 1),)
    claim = replace(record.claim, date=None, ranges=ranges, id=f"{number:064x}")
    return replace(record, article=article, claim=claim, labels=labels)


def _hostile() -> ClaimRecord:
    record = reviewed()
    return replace(record, claim=replace(record.claim, text=HOSTILE))


@pytest.mark.reader
@pytest.mark.parametrize("form", [FORMAT, TSV])
def test_pandas_reads_the_cells_as_they_are(form: Format, tmp_path: Path) -> None:
    pandas = reader("pandas")
    path = tmp_path / "out"
    path.write_bytes(written(_hostile(), make_record(), form=form))
    table = pandas.read_csv(path, sep="\t" if form is TSV else ",", keep_default_na=False, dtype=str)
    assert list(table["label"]) == ["verified", "contested", ""]
    assert table["text"][0] == "'" + clean(HOSTILE)
    assert json.loads(table["ranges"][0]) == [[0, 9], [25, 34]]
    assert json.loads(table["evidence"][0])[0]["quote"] == "left the talks"


@pytest.mark.reader
@pytest.mark.parametrize("form", [FORMAT, TSV])
def test_duckdb_reads_the_cells_as_they_are(form: Format, tmp_path: Path) -> None:
    duckdb = reader("duckdb")
    path = tmp_path / "out.csv"
    path.write_bytes(written(_hostile(), make_record(), form=form))
    rows = duckdb.sql(f"SELECT claim, text, label FROM read_csv('{path}', all_varchar = true)").fetchall()
    assert [(claim, label or "") for claim, _, label in rows] == [
        ("c" * 64, "verified"), ("c" * 64, "contested"), ("c" * 64, ""),
    ]  # fmt: skip
    assert rows[0][1] == "'" + clean(HOSTILE)

"""CSL-JSON and BibTeX: the sources of a dataset out, and lists of references in."""

import json
import re
import unicodedata
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dataset_records import TRICKY, Records, make_citation, make_gold, make_label, make_record
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from reader_modules import reader

from annotator.domain.citation import Citation, Source
from annotator.domain.dataset import ClaimRecord
from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, IncomingSource
from annotator.domain.references.latex import plain
from annotator.domain.references.reference import one_line
from annotator.domain.text import clean_line
from annotator.formats import format as formats
from annotator.formats.bibtex import FORMAT as BIBTEX
from annotator.formats.bibtex import escaped
from annotator.formats.csl import FORMAT as CSL
from annotator.formats.format import Format, Written

HOSTILE = "100% {of} $5 & #1 a_b ~x ^y \\cite{z} -- ``q'' <i>t</i> 漢字 👩🏽‍🚀 עברית é"
MINUTES = Source(
    url="https://example.org/minutes?a=1&b=%20_x", title="Minutes, 3rd {session}", author="Ann Lee; The City",
    publisher="Ministry of Water", published="2026-02-20", origin="Orsa Wire",
)  # fmt: skip


def cites(*sources: Source, **changes: str) -> ClaimRecord:
    found = [make_citation(id=f"k{at}", source=source, **changes) for at, source in enumerate(sources)]
    return make_record(labels=(make_label(citations=found),))


def written(form: Format, *records: ClaimRecord, **options: str) -> tuple[str, Written]:
    out = BytesIO()
    assert form.write
    done = form.write(Records(records, options), "", out)
    return out.getvalue().decode("utf-8"), done


def items(*records: ClaimRecord, **options: str) -> list[dict[str, Any]]:
    found = json.loads(written(CSL, *records, **options)[0])
    validator().validate(found)
    return list(found)


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(Path(__file__).with_name("csl-item.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


def read(form: Format, path: Path, raw: str | bytes) -> list[Any]:
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    assert form.read
    return list(form.read(formats.Source(path)))


# --- what is written -------------------------------------------------------------------------------


def test_an_item_has_what_is_known_of_the_source_and_its_first_citation() -> None:
    archived = "https://web.archive.org/web/20260301000000/https://example.org/minutes"
    [item] = items(cites(MINUTES, archive_url=archived, archived_at="2026-03-01T00:00:00"))
    assert re.fullmatch(r"lee2026minutes-[0-9a-f]{12}|city2026minutes-[0-9a-f]{12}", item.pop("id"))
    assert item == {
        "type": "webpage",
        "title": "Minutes, 3rd {session}",
        "author": [{"literal": "Ann Lee"}, {"literal": "The City"}],
        "container-title": "Ministry of Water",
        "original-publisher": "Orsa Wire",
        "issued": {"date-parts": [[2026, 2, 20]]},
        "accessed": {"date-parts": [[2026, 3, 1]]},
        "URL": "https://example.org/minutes?a=1&b=%20_x",
        "archive": "web.archive.org",
        "archive_location": archived,
        "custom": {"archived_at": "2026-03-01T00:00:00"},
    }


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("2026", {"date-parts": [[2026]]}),
        ("2026-02", {"date-parts": [[2026, 2]]}),
        ("2025-12-30/2026-01-02", {"date-parts": [[2025, 12, 30], [2026, 1, 2]]}),
        ("2022-23", {"date-parts": [[2022]], "season": 3}),
        ("199X", {"literal": "199X"}),
        ("2019/..", {"literal": "2019/.."}),
    ],
)
def test_dates_keep_their_precision_there_and_back(edtf: str, issued: object, tmp_path: Path) -> None:
    record = cites(replace(MINUTES, published=edtf))
    assert items(record)[0]["issued"] == issued
    for form in (CSL, BIBTEX):
        [found] = read(form, tmp_path / "in", written(form, record)[0])
        assert found.source.published == edtf


@pytest.mark.parametrize(
    ("source", "sort", "entry"),
    [
        (Source(url="https://example.org/a"), "webpage", "online"),
        (Source(url="https://x.com/a/status/1"), "post", "online"),
        (Source(url="https://notx.com/a"), "webpage", "online"),
        (Source(url="https://doi.org/10.1000/1"), "article", "article"),
        (Source(url="https://www.legislation.gov.uk/a"), "legislation", "misc"),
        (Source(reference="Treaty of the dam, 1931"), "treaty", "misc"),
        (Source(reference="Report 14 of the board"), "report", "report"),
        (Source(reference="Telephone call, 3 March"), "personal_communication", "misc"),
        (Source(reference="File 7"), "document", "misc"),
    ],
)
def test_a_sort_is_told_from_what_is_known_and_no_more(source: Source, sort: str, entry: str) -> None:
    [item] = items(cites(source))
    assert item["type"] == sort
    assert written(BIBTEX, cites(source))[0].startswith(f"@{entry}{{")


@pytest.mark.parametrize("form", [CSL, BIBTEX])
def test_a_source_comes_once_and_what_is_left_out_is_counted(form: Format) -> None:
    gold = make_gold(citations=(make_citation(id="k0", source=MINUTES),))
    first = replace(cites(MINUTES, Source(reference="File 7")), gold=gold)
    second = replace(cites(MINUTES), other_citations=(make_citation(id="k9"),))
    text, done = written(form, first, second)
    assert text.count("Minutes, 3rd") == 1
    assert done.words == "Wrote 2 sources of 3 labels on 2 claims"
    assert done.left_out == {
        "citations that no label rests on": 1,
        "further citations of a source, with their own date, archive and locator": 1,
        "stances, quotes and locators, which are ours (--with notes=yes writes them as notes)": 2,
    }


def test_notes_say_stance_quote_and_locator_when_they_are_wanted() -> None:
    text, done = written(CSL, cites(MINUTES), notes="yes")
    assert json.loads(text)[0]["note"] == "supports: “left the talks”, p. 2"
    assert done.left_out == {}
    assert (
        "annotation = {supports: “left the talks”, p. 2}" in written(BIBTEX, cites(MINUTES), notes="yes")[0]
    )


def test_nothing_cited_is_an_empty_list() -> None:
    assert written(CSL, make_record())[0] == "[]\n"
    assert written(BIBTEX, make_record())[0] == ""


def test_an_entry_escapes_what_latex_takes_for_more_than_a_letter() -> None:
    text, _ = written(BIBTEX, cites(Source(url="https://example.org/a_b%20{c}", title=HOSTILE)))
    assert text.splitlines()[1:4] == [
        "  title = {{100\\% \\textbraceleft{}of\\textbraceright{} \\$5 \\& \\#1 a\\_b \\textasciitilde{}x"
        " \\textasciicircum{}y \\textbackslash{}cite\\textbraceleft{}z\\textbraceright{} -{}- `{}`q'{}'"
        " <i>t</i> 漢字 👩🏽‍🚀 עברית é}},",
        "  url = {https://example.org/a_b%20%7Bc%7D},",
        "  urldate = {2026-03-01},",
    ]


# --- there and back --------------------------------------------------------------------------------

WORDS = st.text(
    st.one_of(st.sampled_from("\\{}$&#%_^~-`'\"@=,;<>" + TRICKY), st.characters(codec="utf-8")), max_size=15
)
SOURCES = st.builds(
    Source,
    url=st.sampled_from(["", "https://example.org/a_b?c=%20&d#e", "https://doi.org/10.1000/a_b"]),
    reference=WORDS,
    title=WORDS,
    author=WORDS,
    publisher=WORDS,
    published=st.sampled_from(["", "2026", "2026-02/2026-03", "2022-21", "18XX", "../2019"]),
    origin=WORDS,
)


def tidy(text: str) -> str:
    """As readers of references tidy a field."""
    return one_line(unicodedata.normalize("NFC", clean_line(text)))


@settings(max_examples=150, deadline=None)
@example(source=Source(title="\r", published="2026"))
@given(source=SOURCES)
def test_a_source_comes_back_as_it_was(source: Source, tmp_path_factory: pytest.TempPathFactory) -> None:
    if not tidy(source.name):
        return
    path = tmp_path_factory.mktemp("refs") / "in"
    [found] = read(BIBTEX, path, written(BIBTEX, cites(source))[0])
    assert isinstance(found, IncomingSource), found
    assert (found.source.url, found.source.published) == (source.url, source.published)
    for name in ("publisher", "origin"):
        assert tidy(getattr(found.source, name)) == tidy(getattr(source, name))
    if tidy(source.title):
        assert tidy(found.source.name) == tidy(source.title)
    [item] = items(cites(source))
    [found] = read(CSL, path, json.dumps([item]))
    assert isinstance(found, IncomingSource)
    assert (found.source.url, found.source.published) == (source.url, source.published)


@given(text=WORDS)
def test_escapes_are_undone_by_the_reader_of_pasted_entries(text: str) -> None:
    assert tidy(plain(escaped(text))) == tidy(text)


def test_a_source_that_is_exported_and_imported_is_the_same(tmp_path: Path) -> None:
    for form in (CSL, BIBTEX):
        [found] = read(form, tmp_path / "in", written(form, cites(MINUTES))[0])
        assert found.source == replace(MINUTES, author="Ann Lee, The City")
        assert re.fullmatch(r"[a-z0-9]+-[0-9a-f]{12}", found.key)
        assert "Not kept, since they belong to a citation: accessed." in found.notes


# --- what is read ----------------------------------------------------------------------------------


def test_items_of_others_become_sources(tmp_path: Path) -> None:
    book = {"id": 3, "type": "book", "title": "The dam", "author": [{"family": "Lee", "given": "Ann"}]}
    zotero = {"items": [book, 7, {"id": "x"}]}
    found, number, empty = read(CSL, tmp_path / "in", json.dumps(zotero))
    assert (found.key, found.source) == (
        "3", Source(reference="Ann Lee, The dam", title="The dam", author="Ann Lee"),
    )  # fmt: skip
    assert (number.what, empty.what) == ("is not an object", "has neither title nor address")
    assert str(empty.place) == "in, record 3 (line 1)"


def test_entries_of_others_become_sources_and_a_broken_one_is_named(tmp_path: Path) -> None:
    bib = (
        "% my sources\n@string{x = {y}}\n@article{lee, title={The dam}, url={https://example.org/a}}\n"
        "@book{broken, title={a\n@misc{c, note={3}}\n@misc{d,\n  title = \"Last\"\n}\n"
    )  # fmt: skip
    lee, broken, empty, last = read(BIBTEX, tmp_path / "in.bib", bib)
    assert (lee.key, lee.source.title, lee.place.number) == ("lee", "The dam", 3)
    assert isinstance(broken, BadRecord)
    assert str(broken) == "in.bib, line 4: no closing brace for the one in line 1 of the entry."
    assert (empty.source.reference, last.source.title, last.place.number) == ("3", "Last", 6)


@pytest.mark.parametrize(
    ("form", "raw", "words"),
    [
        (BIBTEX, b"", "in has no BibTeX entry."),
        (BIBTEX, b"@misc{a, title={\xfc}}", "in is not UTF-8 in line 1."),
        (BIBTEX, b"just words", "in has no BibTeX entry."),
        (CSL, b"", "in is empty."),
    ],
)
def test_what_is_no_list_of_references_is_refused(
    form: Format, raw: bytes, words: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refused:
        read(form, tmp_path / "in", raw)
    assert refused.value.what == words


# --- by the readers that people use ----------------------------------------------------------------


def full() -> list[ClaimRecord]:
    dates = ("2026-02-20", "2026", "2025-12/2026-01", "2022-23", "199X", "2019/..", "")
    sources = [
        replace(MINUTES, title=f"{HOSTILE} {number}", published=date) for number, date in enumerate(dates)
    ]
    return [
        cites(*sources),
        cites(Source(reference="Speech in the council")),
        cites(Source(url="https://x.com/1")),
    ]


@pytest.mark.reader
def test_a_citation_processor_renders_every_item() -> None:
    citeproc = reader("citeproc")
    source = reader("citeproc.source.json").CiteProcJSON
    found = items(*full())
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    texts = []
    for item in found:
        shelf = citeproc.CitationStylesBibliography(style, source([item]), citeproc.formatter.plain)
        shelf.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        texts += map(str, shelf.bibliography())
    assert len(texts) == len(found) == 9
    assert all("https://example.org/minutes?a=1&b=%20_x" in text for text in texts[:7])
    assert all("Ann Lee" in text and "March 1, 2026" in text for text in texts[:7])
    assert "Speech in the council" in texts[7]


@pytest.mark.reader
def test_bibtexparser_reads_every_entry() -> None:
    bibtexparser = reader("bibtexparser")
    middlewares = reader("bibtexparser.middlewares")
    text = written(BIBTEX, *full())[0]
    library = bibtexparser.parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    assert not library.failed_blocks
    assert len(library.entries) == 9
    entry: Any = library.entries[0]
    without_braces = HOSTILE.replace("{", "").replace("}", "")  # its decoder has no \\textbraceleft
    assert entry["title"].strip("{}") == f"{without_braces.replace('^', 'ˆ')} 0"
    verbatim: Any = bibtexparser.parse_string(text).entries[0]
    assert verbatim["url"] == MINUTES.url


def test_the_key_says_who_when_and_what_and_is_the_same_anywhere() -> None:
    citation: Citation = make_citation(source=replace(MINUTES, author="Ágnes Ñandú"))
    [item] = items(make_record(labels=(make_label(citations=[citation]),)))
    assert item["id"].startswith("agnes2026minutes-")

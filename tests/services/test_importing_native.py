"""What one file exports another imports: our own formats, references, CheckThat."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.citation import Source as Cited
from annotator.formats import load_formats
from annotator.formats.format import Source
from annotator.services.checking import examine
from annotator.services.export_request import ExportRequest
from annotator.services.exporting import export_to
from annotator.services.importing import Report, importing
from annotator.services.reading import Reading
from annotator.store import sources

Desk = Any
Move = Callable[..., Report]


@pytest.fixture
def labelled(desk: Desk, kit: Any) -> Desk:
    """Anna has verified the first claim, on one citation, and Bert contests it."""
    desk.me.cite(desk.claims[0], kit.draft(title="Minutes", quote="=1; 漢字 👩🏽‍🚀\n“so”"))
    desk.me.label(desk.claims[0], "verified", confidence=4)
    desk.by("bert").label(desk.claims[0], "contested")
    return desk


@pytest.fixture
def empty(kit: Any) -> Desk:
    return kit.open(kit.path(), "cyd", create=True, state="cyd")


@pytest.fixture
def move(labelled: Desk, tmp_path: Path) -> Move:
    """Exports the file of the labelled one and imports it into another."""

    def to(other: Desk, form: str, **options: str) -> Report:
        path = tmp_path / "exported"
        request = ExportRequest(include_incomplete=True, options=options)
        export_to(labelled.store, "anna", form, path, request)
        with importing(load_formats().get(form), Source(path)) as work:
            work.read(other.store)
            assert list(work.bad()) == []
            return work.bring_in(other.me)

    return to


def suggestions(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.sql(
        "SELECT c.text, g.given_by, g.label, g.value, g.confidence, g.flags FROM suggestion AS g"
        " JOIN claim AS c ON c.id = g.claim WHERE g.given_by <> '' ORDER BY g.given_by"
    )


def test_a_file_goes_into_an_empty_one_as_jsonl_with_texts(move: Move, labelled: Desk, empty: Desk) -> None:
    report = move(empty, "jsonl", texts="yes")
    assert report.new_articles == len(labelled.sql("SELECT id FROM article"))
    assert report.new_claims == len(labelled.claims)
    first = labelled.sql("SELECT text FROM claim WHERE id = ?", labelled.claims[0])[0][0]
    assert suggestions(empty) == [
        (first, "anna", "sourced", "verified", 4, '["was verified there", "was incomplete there"]'),
        (first, "bert", "contested", "contested", None, '["was incomplete there"]'),
    ]
    assert empty.sql("SELECT quote, member FROM citation") == [("=1; 漢字 👩🏽‍🚀\n“so”", "import:jsonl")]
    where = "SELECT ranges, text FROM claim ORDER BY text, ranges"
    assert empty.sql(where) == labelled.sql(where)
    assert move(empty, "jsonl", texts="yes").is_nothing
    assert all(finding.good for finding in examine(empty.store))


@pytest.mark.parametrize("form", ["jsonl", "csv", "tsv"])
def test_a_copy_of_the_file_takes_the_rows_as_suggestions_beside_its_claims(
    move: Move, labelled: Desk, kit: Any, form: str
) -> None:
    other = kit.desk("dora")
    report = move(other, form)
    found = report.found.labels
    assert (report.new_articles, found["sourced"], found["contested"]) == (0, 1, 1)
    assert [row[1:4] for row in suggestions(other)] == [
        ("anna", "sourced", "verified"), ("bert", "contested", "contested"),
    ]  # fmt: skip
    assert [row[0] for row in other.sql("SELECT quote FROM citation")] == ["=1; 漢字 👩🏽‍🚀\n“so”"]
    assert all(finding.good for finding in examine(other.store))


@pytest.mark.parametrize("form", ["csl-json", "bibtex"])
def test_references_become_sources_that_are_offered_and_cited_by_nothing(
    move: Move, labelled: Desk, empty: Desk, form: str
) -> None:
    report = move(empty, form)
    assert (report.found.sources, report.new_events) == (1, 1)
    assert report.found.notes == {"Not kept, since they belong to a citation: accessed.": 1}
    [offered] = Reading(empty.store, "cyd").earlier_sources()
    assert offered.source == Cited(url="https://example.org/a", title="Minutes")
    assert empty.sql("SELECT count(*) FROM citation") == [(0,)]
    assert move(empty, form).is_nothing
    assert all(finding.good for finding in examine(empty.store))


def test_a_list_is_offered_behind_what_was_cited_and_each_source_once(
    move: Move, desk: Desk, kit: Any
) -> None:
    other = kit.desk("dora")
    move(other, "csl-json")
    other.me.cite(other.claims[0], kit.draft(url="https://example.org/b"))
    urls = [one.source.url for one in Reading(other.store, "dora").earlier_sources()]
    assert urls == ["https://example.org/b", "https://example.org/a"]
    other.me.cite(other.claims[0], kit.draft(title="Minutes"))
    urls = [one.source.url for one in Reading(other.store, "dora").earlier_sources()]
    assert sorted(urls) == ["https://example.org/a", "https://example.org/b"]


def test_sources_of_imported_claims_take_no_place_from_those_of_a_list(empty: Desk, tmp_path: Path) -> None:
    cited = {"url": "https://example.org/cited", "stance": "supports"}
    lines = [
        {"text": f"It rained {n} mm.", "other_citations": [{**cited, "title": str(n)}]} for n in range(40)
    ]
    (tmp_path / "claims").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    items = [{"id": n, "type": "book", "title": f"Book {n}"} for n in range(3000)]
    (tmp_path / "list").write_text(json.dumps(items), encoding="utf-8")
    for form, name in (("jsonl", "claims"), ("csl-json", "list")):
        with importing(load_formats().get(form), Source(tmp_path / name)) as work:
            work.read(empty.store)
            work.bring_in(empty.me)
    offered = sources.earlier_sources(empty.store.db, 10)
    assert [one.source.title for one in offered[:10]] == [str(n) for n in range(39, 29, -1)]
    assert [one.source.title for one in offered[10:]] == [f"Book {n}" for n in range(2000)]


def test_a_list_that_is_taken_back_is_offered_no_more(move: Move, empty: Desk, tmp_path: Path) -> None:
    move(empty, "bibtex")
    with importing(load_formats().get("bibtex"), Source(tmp_path / "exported")) as work:
        work.read(empty.store)
        assert work.take_back(empty.me) == 1
    assert Reading(empty.store, "cyd").earlier_sources() == []


def test_a_source_at_fault_is_named_and_two_with_one_key(empty: Desk, tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    items = [{"id": "a", "title": "One"}, {"id": "a", "title": "Two"}, {"id": "b"}]
    path.write_text(json.dumps(items), encoding="utf-8")
    with importing(load_formats().get("csl-json"), Source(path)) as work:
        work.read(empty.store)
        assert list(map(str, work.bad())) == [
            "in.json, record 2 (line 1), field id: was used before, in in.json, record 1 (line 1).",
            "in.json, record 3 (line 1): has neither title nor address.",
        ]
        assert work.bring_in(empty.me).found.sources == 1


def test_a_debate_with_the_same_sentence_twice_comes_in(empty: Desk, tmp_path: Path) -> None:
    path = tmp_path / "debate.tsv"
    path.write_text(
        "1\tVEY\tThank you.\tN/A\t-\t-\n2\tVEY\tIt rained a lot.\t1\tIn 2022 it rained.\tFALSE\n"
        "3\tVEY\tThank you.\tN/A\t-\t-\n",
        encoding="utf-8",
    )
    with importing(load_formats().get("checkthat"), Source(path)) as work:
        work.read(empty.store)
        assert list(work.bad()) == []
        report = work.bring_in(empty.me)
    assert (report.new_articles, report.new_claims, report.found.labels["contested"]) == (2, 2, 1)

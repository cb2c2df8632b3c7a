"""What a file knows of sources: bounded questions, answered by indexes."""

import pytest

from annotator.domain.citation import Source
from annotator.store import sources


def test_a_name_is_completed_by_the_most_used_one_in_any_case(desk, kit) -> None:
    for number, publisher in enumerate(["Coast Wire", "Coast Post", "Coast Post", "City Hall", "Zoo_%"]):
        desk.me.cite(desk.claims[0], kit.draft(url=f"https://example.org/{number}", publisher=publisher))
    assert sources.completion(desk.store.db, "publisher", "co") == "Coast Post"
    assert sources.completion(desk.store.db, "publisher", "COAST W") == "Coast Wire"
    assert sources.completion(desk.store.db, "publisher", "c") == "Coast Post"
    assert sources.completion(desk.store.db, "publisher", "zoo_") == "Zoo_%"
    assert sources.completion(desk.store.db, "publisher", "%") == ""
    assert sources.completion(desk.store.db, "publisher", "") == ""
    assert sources.completion(desk.store.db, "origin", "co") == ""


def test_what_was_taken_back_completes_nothing(desk, kit) -> None:
    desk.me.cite(desk.claims[0], kit.draft(author="Ann Lee"))
    assert sources.completion(desk.store.db, "author", "a") == "Ann Lee"
    desk.me.undo()
    assert sources.completion(desk.store.db, "author", "a") == ""


def test_the_publisher_of_a_site_is_the_one_given_last(desk, kit) -> None:
    for number, publisher in enumerate(["Old Name", "New Name", ""]):
        desk.me.cite(desk.claims[0], kit.draft(url=f"https://news.example/{number}", publisher=publisher))
    desk.me.cite(desk.claims[0], kit.draft(url="https://news.example.org/9", publisher="Another"))
    assert sources.publisher_of_site(desk.store.db, "https://news.example/new?x") == "New Name"
    assert sources.publisher_of_site(desk.store.db, "https://unknown.example/") == ""
    assert sources.publisher_of_site(desk.store.db, "news.example/new") == ""


def test_earlier_sources_are_everybodys_the_often_and_lately_cited_first(desk, kit) -> None:
    for claim in desk.claims[:3]:
        desk.me.cite(claim, kit.draft(url="https://example.org/often", kind="primary"))
    desk.by("bert").cite(desk.claims[0], kit.draft(url="https://example.org/once"))
    found = sources.earlier_sources(desk.store.db, 100)
    assert [(e.source.url, e.kind) for e in found] == [
        ("https://example.org/often", "primary"),
        ("https://example.org/once", "secondary"),
    ]
    assert [e.source.url for e in sources.earlier_sources(desk.store.db, 1)] == ["https://example.org/once"]


@pytest.mark.parametrize("names", ["author", "publisher", "origin"])
def test_completing_reads_the_index_alone(desk, names) -> None:
    seen: list[str] = []
    desk.store.db.set_trace_callback(seen.append)
    sources.completion(desk.store.db, names, "x")
    desk.store.db.set_trace_callback(None)
    (query,) = [text for text in seen if "RECURSIVE" in text]
    plan = desk.sql(f"EXPLAIN QUERY PLAN {query}")
    reads = [row[3] for row in plan if "source" in row[3]]
    assert reads
    assert all(f"INDEX source_{names}" in read for read in reads)


@pytest.mark.parametrize("source", [Source(url="https://a.example/"), Source(reference="A book")])
def test_an_equal_source_is_found_by_an_index(desk, source) -> None:
    seen: list[str] = []
    desk.store.db.set_trace_callback(seen.append)
    assert sources.equal_source(desk.store.db, source) == ""
    desk.store.db.set_trace_callback(None)
    plan = desk.sql(f"EXPLAIN QUERY PLAN {seen[-1]}")
    assert any("USING INDEX source_url" in row[3] or "USING INDEX source_in_words" in row[3] for row in plan)

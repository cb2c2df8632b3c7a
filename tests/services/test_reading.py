"""What a reviewer asks of a file: the next open claim, evidence to reuse, ids by their beginning."""

import pytest

from annotator.domain.errors import NotFound
from annotator.services.counting import statistics
from annotator.services.reading import Reading


@pytest.fixture
def order(desk) -> list[tuple[str, str]]:
    """(article, claim) in library order."""
    return desk.sql(
        "SELECT i.article, c.id FROM article_info i JOIN claim c ON c.claim_set = i.shown_set"
        " ORDER BY i.published, i.title, i.article, c.position"
    )


def test_the_next_open_claim_is_found_across_articles_and_around_the_end(desk, order) -> None:
    """Against a plain search, from every place, whatever is labelled."""
    reading = Reading(desk.store, "anna")
    open_ones = set(range(5))
    for labelled in (None, 2, 0, 4, 1, 3):
        if labelled is not None:
            desk.me.label(order[labelled][1], "insufficient")
            open_ones.discard(labelled)
        for here in range(5):
            ahead = [n % 5 for n in range(here + 1, here + 6) if n % 5 in open_ones]
            behind = [n % 5 for n in range(here + 4, here - 1, -1) if n % 5 in open_ones]
            assert reading.next_open(*order[here]) == (order[ahead[0]] if ahead else None)
            assert reading.next_open(*order[here], back=True) == (order[behind[0]] if behind else None)
        first = [n for n in range(5) if n in open_ones]
        assert reading.next_open(order[0][0], "") == (order[first[0]] if first else None)
    assert Reading(desk.store, "bert").next_open(*order[0]) == order[1]


def test_neighbours_follow_the_library(desk) -> None:
    reading = Reading(desk.store, "anna")
    first, second = (row.id for row in reading.library())
    assert (reading.neighbour(first), reading.neighbour(second)) == (second, None)
    assert (reading.neighbour(first, back=True), reading.neighbour(second, back=True)) == (None, first)
    assert reading.neighbour("unknown") is None


@pytest.mark.parametrize(
    "prefix", ["zzzz", "%%%%", "____", "\ud800\ud800\ud800\ud800", "' OR 1=1 --", "é" * 5]
)
def test_a_beginning_that_fits_no_id_is_not_found(desk, prefix: str) -> None:
    reading = Reading(desk.store, "anna")
    with pytest.raises(NotFound, match="There is no claim"):
        reading.find_claim(prefix)
    with pytest.raises(NotFound, match="There is no article"):
        reading.find_article(prefix)


@pytest.mark.parametrize("prefix", ["", "abc"])
def test_a_beginning_of_fewer_than_four_characters_is_too_short(desk, prefix: str) -> None:
    reading = Reading(desk.store, "anna")
    for find in (reading.find_claim, reading.find_article):
        with pytest.raises(NotFound, match=r"is too short for an id\. Give 4 characters of it"):
            find(prefix)


def test_an_id_may_be_given_in_capitals(desk) -> None:
    claim = desk.claims[0]
    assert Reading(desk.store, "anna").find_claim(claim[:12].upper()) == claim


def test_an_id_is_found_by_its_beginning(desk) -> None:
    reading = Reading(desk.store, "anna")
    for claim in desk.claims:
        assert reading.find_claim(claim) == claim
        assert reading.find_claim(claim[:12]) == claim


def test_a_beginning_of_more_than_one_id_is_refused(kit) -> None:
    desk = kit.open(kit.path(), create=True)
    texts = tuple(f"{n}.\n" * 40 for n in range(4))
    desk.claims = kit.seed(desk.store, ("".join(f"Line {n} is so.\n" for n in range(2000)), *texts[:0]))
    by_start: dict[str, list[str]] = {}
    for claim in desk.claims:
        by_start.setdefault(claim[:4], []).append(claim)
    twice = next(start for start, ids in by_start.items() if len(ids) > 1)
    with pytest.raises(NotFound, match="more than one claim"):
        Reading(desk.store, "anna").find_claim(twice)


def test_citations_to_reuse_are_mine_newest_first_and_one_for_each_quote(desk, kit) -> None:
    desk.me.cite(desk.claims[0], kit.draft(title="Harbour log"))
    desk.me.cite(desk.claims[1], kit.draft(title="Harbour log"))
    desk.me.cite(desk.claims[1], kit.draft(url="https://example.org/b", title="Bridge REPORT"))
    desk.by("bert").cite(desk.claims[1], kit.draft(url="https://example.org/c"))
    reading = Reading(desk.store, "anna")
    assert [c.source.title for c in reading.citations_to_reuse()] == ["Bridge REPORT", "Harbour log"]
    assert [c.source.title for c in reading.citations_to_reuse("report bridge")] == ["Bridge REPORT"]
    assert reading.citations_to_reuse("bridge log") == []


def test_what_is_not_there_is_said(desk) -> None:
    reading = Reading(desk.store, "anna")
    for ask in (reading.article, reading.mark, reading.citation):
        with pytest.raises(NotFound):
            ask("nothing")


def test_statistics_count_each_reviewer(desk, kit) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk.me.label(desk.claims[1], "sourced")
    desk.by("bert").label(desk.claims[0], "insufficient")
    desk.by("bert").comment(desk.claims[0], "hm")
    found = statistics(desk.store, "anna")
    assert {
        name: found[name]
        for name in ("article_count", "claim_count", "labelled_claims", "citations", "comments")
    } == {
        "article_count": 2,
        "claim_count": 5,
        "labelled_claims": 2,
        "citations": 0,
        "comments": 1,
    }
    hidden = {"labels_not_shown": 0, "labels_to_carry_over": 0}
    assert found["reviewers"] == {
        "anna": {"role": "lead", "labelled": 2, "complete": 1, "labels": {"sourced": 2}, **hidden},
        "bert": {"role": "reviewer", "labelled": 1, "complete": 1, "labels": {"insufficient": 1}, **hidden},
    }
    assert sum(row["labelled"] for row in found["articles"]) == 2

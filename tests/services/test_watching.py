"""What another connection has done is told once, by the claims it is about; what is one's own is no news."""

import pytest
from imported import Record, put_import

from annotator.services import watching
from annotator.services.watching import News, Watching


@pytest.fixture
def other(kit, desk):
    """Bo on the same file, by a connection of his own."""
    return kit.open(desk.store.path, "bo", state="state of bo")


def test_every_act_of_another_names_its_claim_and_is_told_once(desk, other, kit) -> None:
    watch, (first, second, *_) = Watching(desk.store), desk.claims
    acts = (
        lambda: other.me.label(first, "sourced"),
        lambda: other.me.set_confidence(first, 4),
        lambda: other.me.comment(first, "hm"),
        lambda: other.me.flag(first),
        lambda: other.me.cite(first, kit.draft("refutes")),
        lambda: other.me.undo(),
        lambda: other.me.redo(),
        lambda: other.me.close_citation(
            other.sql("SELECT id FROM citation WHERE state = 'current'")[0][0], "It was withdrawn."
        ),
    )
    for act in acts:
        act()
        assert watch.news() == News((first,))
        assert watch.news() is None
    other.me.fold(second, first)
    other.me.flag(desk.claims[3])
    assert watch.news() == News(tuple(sorted((second, desk.claims[3]))))


def test_ones_own_acts_and_where_another_is_are_no_news(desk, other) -> None:
    watch = Watching(desk.store)
    other.me.leave_place("a", desk.claims[0])
    assert watch.news() is None
    desk.me.label(desk.claims[0], "sourced")
    assert watch.news() is None


def test_an_act_through_another_connection_of_mine_is_news(kit, desk) -> None:
    watch = Watching(desk.store)
    kit.open(desk.store.path).me.flag(desk.claims[2])
    assert watch.news() == News((desk.claims[2],))


def test_very_many_are_not_named(desk, other, monkeypatch) -> None:
    monkeypatch.setattr(watching, "MANY", 2)
    watch = Watching(desk.store)
    for claim in desk.claims[:3]:
        other.me.flag(claim)
    assert watch.news() == News(None)


def test_what_an_import_brings_is_news_of_any_claim(desk, other, kit) -> None:
    """It is shown on the claims that say the same, and these it does not name."""
    watch = Watching(desk.store)
    put_import(other.store, "fever", Record(desk.claims[0], "sourced"))
    assert watch.news() == News(None)
    assert watch.news() is None

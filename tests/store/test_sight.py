"""What a connection shows to one person, and what it asks for that."""

from collections.abc import Iterator
from typing import Any

import pytest

from annotator.domain.round import Round, RoundPlan
from annotator.services.leading import Leading
from annotator.store import Interrupted, Sight, Store, open_to_read


@pytest.fixture
def made(desk: Any) -> Round:
    """A blind round of two claims of five, on each of which bo and anna, who leads, have a label."""
    for member in ("bo", "anna"):
        for claim in desk.claims:
            desk.by(member).label(claim, "insufficient")
    plan = RoundPlan("r1", "labelling", desk.claims[:2], {"bo": [0, 1], "cy": [0, 1]}, 2, True, "1")
    return Leading(desk.store, "anna", desk.place.device).make(plan)


@pytest.fixture
def seen(desk: Any, made: Round) -> Iterator[Store]:
    """As cy sees it."""
    with open_to_read(desk.store.path, sight=Sight("cy")) as store:
        yield store


def labels(store: Store) -> set[tuple[str, str]]:
    return set(store.db.execute("SELECT member, claim FROM label").fetchall())


def test_others_labels_are_kept_back_until_the_round_is_revealed_also_from_who_looks_already(
    desk: Any, made: Round, seen: Store
) -> None:
    everything = {(member, claim) for member in ("anna", "bo") for claim in desk.claims}
    assert labels(seen) == {(member, claim) for member, claim in everything if claim not in desk.claims[:2]}
    Leading(desk.store, "anna", desk.place.device).reveal(made)
    assert labels(seen) == everything


def test_a_duplicate_is_kept_back_like_the_claim_itself(desk: Any, made: Round, seen: Store) -> None:
    desk.me.link(desk.claims[1], desk.claims[4])
    assert {claim for _, claim in labels(seen)} == set(desk.claims[2:4])


def cut_short(store: Store, after: int) -> list[Any]:
    """Ask for much, and end that after so many steps of SQLite's machine."""
    steps = iter(range(after))
    store.db.set_progress_handler(lambda: next(steps, None) is None, 1)
    with store.explaining():
        return store.db.execute("SELECT a.member FROM label AS a, label AS b, label AS c").fetchall()


def test_a_question_is_cut_short_in_words_wherever_it_is(seen: Store) -> None:
    """What the views ask of each claim is a question too: it may be what is interrupted."""
    for after in range(1, 400, 7):
        with pytest.raises(Interrupted):
            cut_short(seen, after)


def test_a_lead_without_claims_of_the_round_sees_all(desk: Any, made: Round) -> None:
    with open_to_read(desk.store.path, sight=Sight("anna")) as store:
        assert len(labels(store)) == 10


def test_the_queue_of_a_round_is_asked_for_by_an_index(desk: Any, made: Round) -> None:
    with open_to_read(desk.store.path, sight=Sight("bo", made.id)) as store:
        asked = "SELECT shown_set FROM article_info WHERE article = 'x'"
        plan = [row[3] for row in store.db.execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert not [step for step in plan if "PRIMARY KEY (round=? AND member=?)" in step]

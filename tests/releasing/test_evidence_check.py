"""In a round of evidence checking one sees what others cited, and not what they said of the claim."""

from collections.abc import Callable
from typing import Any

import pytest

from annotator.domain.round import RoundPlan
from annotator.services.leading import Leading
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, open_to_read, reading


def state_for(team, member: str, round_id: str, claim: int) -> Any:
    store = open_to_read(team.store.path, sight=Sight(member, round_id))
    try:
        return reading.claim_state(store.db, member, team.claims[claim])
    finally:
        store.close()


@pytest.fixture(params=[True, False], ids=["blind", "open"])
def checking(request: pytest.FixtureRequest, team_of: Callable[..., Any]) -> Any:
    """A labelling round that is closed, and one in which dora and emil check its evidence."""
    team = team_of()
    team.play()
    team.by("bert").comment(team.claims[0], "I am sure of it.")
    team.close()
    hands = {"dora": [0, 1], "emil": [0, 1]}
    given = {"overlap": 2, "blind": request.param, "seed": "1"}
    plan = RoundPlan("check", kind="evidence_check", claims=team.claims[:2], hands=hands, **given)
    team.check = Leading(team.store, "anna", team.desk.place.device).make(plan)
    return team


def test_a_checker_sees_what_was_cited_but_nothing_that_was_thought(checking) -> None:
    seen = state_for(checking, "dora", checking.check.id, 0)
    assert [citation.member for citation in seen.citations] == ["bert", "cora"]
    assert [citation.source.publisher for citation in seen.citations] == ["Harbour Office", "The Mayor"]
    assert (seen.mine, seen.others, seen.comments) == ((), (), ())


def test_two_checkers_of_a_blind_round_do_not_see_what_the_other_adds(checking) -> None:
    emil = Reviewing(checking.store, "emil", "device-emil", round_id=checking.check.id)
    emil.cite(checking.claims[1], checking.kit.draft("refutes", url="https://new.example.org/x"))
    seen = [c.member for c in state_for(checking, "dora", checking.check.id, 1).citations]
    assert seen == ([] if checking.check.blind else ["emil"])
    assert len(state_for(checking, "emil", checking.check.id, 1).citations) == 1


def test_a_blind_round_over_the_same_claims_keeps_what_it_hides(checking) -> None:
    hands = {"dora": [0], "gina": [0]}
    given = {"overlap": 2, "blind": True, "seed": "1"}
    plan = RoundPlan("again", kind="labelling", claims=checking.claims[:1], hands=hands, **given)
    Leading(checking.store, "anna", checking.desk.place.device).make(plan)
    for checker in ("dora", "emil"):  # reviewers are bound by every blind round
        assert state_for(checking, checker, checking.check.id, 0).citations == ()


def test_a_lead_s_reason_for_closing_a_citation_is_not_shown(checking) -> None:
    fred = Reviewing(checking.store, "fred", "device-fred")
    fred.cite(checking.claims[1], checking.kit.draft("refutes", url="https://old.example.org/x"))
    (citation,) = checking.desk.sql("SELECT id FROM citation WHERE member = 'fred'")
    Reviewing(checking.store, "anna", "device-anna").close_citation(citation[0], "I think it is wrong.")
    (seen,) = state_for(checking, "dora", checking.check.id, 1).citations
    assert (seen.member, seen.closed) == ("fred", "")

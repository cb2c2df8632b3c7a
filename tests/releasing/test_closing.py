"""A round closes over settled claims, or over what a lead leaves open; opening it again erases nothing."""

import threading
from datetime import UTC, datetime

import pytest

from annotator.domain.closing import NotSettled
from annotator.domain.errors import InputError, NotFound
from annotator.services.closing import Closing
from annotator.services.merging import merge
from annotator.services.opening import open_workplace
from annotator.store import settling
from annotator.store.projections.rounds import state_heads


def states(team) -> list[tuple[str, str, str]]:
    return [(one.what, one.by, one.reason) for one in settling.life(team.store.db, team.made.id)]


def whys(team) -> list[str]:
    return [one.why for one in settling.unsettled(team.store.db, team.round)]


def test_a_round_closes_when_its_claims_are_settled(team) -> None:
    team.settle_all()
    assert team.lead().close(team.round).words == "The round pilot is closed: 5 settled."
    assert team.round.state == "closed"
    team.kit.assert_projections_hold(team.store)


def test_what_is_not_settled_is_listed_with_the_reason(team) -> None:
    team.play()
    team.settle(2, "verified")
    team.by("bert").undo()  # takes back the vote on claim 4
    with pytest.raises(NotSettled, match="3 of 5 claims of the round 'pilot' are not settled") as error:
        team.lead().close(team.round)
    assert [one.number for one in error.value.left] == [2, 3, 4]
    assert whys(team)[0].startswith("settled as verified, but incomplete: needs ")
    assert whys(team)[2] == "one vote (sourced), not settled; 1 still to come"
    assert team.round.state == "open"


def test_the_reasons_tell_votes_apart(team) -> None:
    team.vote(1, bert="sourced", cora="contested")
    team.vote(2, bert="verified", cora="verified")
    assert whys(team)[:4] == [
        "no votes; 2 still to come",
        "votes disagree (1 contested, 1 sourced)",
        "unanimous (2 verified), not settled",
        "no votes; 2 still to come",
    ]


def test_a_lead_says_which_stay_open_and_why(team) -> None:
    team.play()
    with pytest.raises(NotSettled, match="1 of 5"):
        team.lead().close(team.round, {team.claims[4][:12]: "Its votes disagree."})
    done = team.lead().close(team.round, {team.claims[4][:12]: "Its votes disagree."}, "Too little time.")
    assert done.words == "The round pilot is closed: 3 settled; 2 claims left open."
    closed = settling.life(team.store.db, team.made.id)[-1]
    assert closed.left_open == (
        (team.claims[3], "Too little time."),
        (team.claims[4], "Its votes disagree."),
    )


def test_bad_input_changes_nothing(team) -> None:
    team.play()
    lead, claim = team.lead(), team.claims[4]
    with pytest.raises(InputError, match="A reason is needed"):
        lead.close(team.round, {claim: "  "}, "x")
    with pytest.raises(InputError, match="is settled"):
        lead.close(team.round, {team.claims[0]: "x"}, "x")
    with pytest.raises(NotFound):
        lead.close(team.round, {"ffffffffffff": "x"}, "x")
    with pytest.raises(InputError, match="Only a lead can close a round"):
        team.lead("bert").close(team.round, {}, "x")
    with pytest.raises(InputError, match="is open"):
        lead.reopen(team.round, "x")
    assert [step[0] for step in states(team)] == ["made"]


def test_a_claim_of_another_round_or_none_is_not_left_open(team) -> None:
    others = team.kit.seed(team.store, ("A ferry sank.\n",))
    with pytest.raises(NotFound, match="is not in the round 'pilot'"):
        team.lead().close(team.round, {others[0]: "x"}, "x")


def test_reopening_is_a_row(team) -> None:
    team.settle_all()
    team.lead().close(team.round)
    with pytest.raises(InputError, match="A reason is needed"):
        team.lead().reopen(team.round, "")
    team.lead().reopen(team.round, "A source was wrong.")
    assert team.round.state == "open"
    team.lead().close(team.round)
    assert [step[0] for step in states(team)] == ["made", "closed", "reopened", "closed"]
    team.kit.assert_projections_hold(team.store)


def test_a_blind_round_is_revealed_by_closing(team_of) -> None:
    team = team_of(blind=True)
    team.settle_all()
    assert team.round.hides
    team.lead().close(team.round)
    assert not team.round.hides
    assert "could see each other's votes" in team.lead().reopen(team.round, "One more.").words


def test_a_lead_who_labels_in_a_blind_round_is_not_told_its_votes(team_of) -> None:
    team = team_of({"anna": range(5), "cora": range(5)}, blind=True)
    team.vote(0, cora="contested")
    with pytest.raises(NotSettled) as error:
        team.lead().close(team.round)
    assert {one.why for one in error.value.left} == {"not settled; what others said of it is kept from you"}


def test_the_newer_state_wins_whatever_the_clocks_say(team) -> None:
    team.settle_all()
    team.lead().close(team.round)
    slow = Closing(team.store, "anna", "another", now=lambda: datetime(2020, 1, 1, tzinfo=UTC))
    slow.reopen(team.round, "By a slow clock.")
    assert team.round.state == "open"


def test_a_closing_takes_the_place_of_what_it_saw_whatever_that_is_called(team) -> None:
    opened = {"id": "zzz", "round": team.made.id, "state": "open", "reason": "", "left_open": []}
    merge(team.store, [team.kit.forged(team.desk, "eve", ("round.state", opened))])
    team.settle_all()
    team.close()
    assert team.round.state == "closed"
    team.kit.assert_projections_hold(team.store)


def test_of_two_leads_who_close_at_once_the_second_is_told(team) -> None:
    team.settle_all()
    seen, told = team.round, []

    def close(device: str) -> None:
        place = open_workplace(team.store.path, "anna", state=team.kit.folder / device)
        try:
            told.append(Closing(place.store, "anna", place.device).close(seen).words)
        except InputError as error:
            told.append(str(error))
        finally:
            place.close()

    leads = [threading.Thread(target=close, args=(name,)) for name in ("one", "two")]
    for lead in leads:
        lead.start()
    for lead in leads:
        lead.join()
    assert sorted(words[:20] for words in told) == ["The round pilot is c", "anna closed the roun"]
    assert [step[0] for step in states(team)] == ["made", "closed"]


def test_two_closings_made_apart_are_both_kept_and_one_reopening_takes_the_place_of_both(team) -> None:
    team.settle_all()
    other = team.kit.open(team.kit.path(), "anna", create=True, state="other")
    base = team.kit.path("base.pack")
    base.write_bytes(team.desk.pack())
    merge(other.store, [base])
    for desk in (team.desk, other):
        Closing(desk.store, "anna", desk.place.device).close(team.made)
    base.write_bytes(other.pack())
    merge(team.store, [base])
    assert [step[0] for step in states(team)] == ["made", "closed", "closed"]
    team.lead().reopen(team.round, "Again.")
    assert team.round.state == "open"
    assert len(state_heads(team.store.db, team.made.id)) == 1
    team.kit.assert_projections_hold(team.store)


def test_a_segmentation_round_is_settled_by_what_is_merged(team_of) -> None:
    team = team_of(kind="segmentation")
    assert whys(team) == ["its article is not merged"] * 5

"""Settling claims of a round: decisions, what they rest on, who may, and what two leads at once see."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.dispute import SeenVotes
from annotator.domain.errors import InputError, NotFound
from annotator.domain.round import Round, RoundPlan
from annotator.domain.severity import Level
from annotator.services.acting import Acting
from annotator.services.adjudicating import Adjudicating
from annotator.services.leading import Leading
from annotator.services.merging import merge
from annotator.services.reviewing import Reviewing
from annotator.services.undoing import NothingToUndo
from annotator.store import Sight, disputes, open_to_read, projections

HANDS = {"bert": range(5), "cora": range(5), "dora": range(2)}


class Team:
    """A file with a round of five claims; anna leads it."""

    def __init__(self, kit: Any, desk: Any, hands: Any = HANDS, **plan: Any) -> None:
        self.kit, self.desk, self.store = kit, desk, desk.store
        self.claims = desk.claims
        given = {"kind": "labelling", "overlap": 2, "blind": False, "seed": "1"} | plan
        asked = RoundPlan("pilot", claims=self.claims, hands=hands, **given)
        self.round: Round = Leading(self.store, "anna", desk.place.device).make(asked)

    def by(self, member: str) -> Reviewing:
        return Reviewing(self.store, member, f"device-{member}", round_id=self.round.id)

    def lead(self, member: str = "anna") -> Adjudicating:
        return Adjudicating(self.store, member, f"device-{member}", self.round.id)

    def make_lead(self, member: str) -> None:
        with Acting(self.store, "anna", self.desk.place.device).act() as act:
            act.append("member", {"name": member, "role": "lead"})

    def vote(self, claim: int, **labels: str) -> None:
        for member, label in labels.items():
            self.by(member).label(self.claims[claim], label, rationale=f"{member} says {label}")

    def verify(self, member: str, claim: int) -> None:
        """A verified vote with two sources, the way the rule wants it."""
        by = self.by(member)
        by.label(self.claims[claim], "verified")
        for number, kind in ((1, "primary"), (2, "secondary")):
            url = f"https://{member}{number}.example.org/a"
            more = {"url": url, "kind": kind, "archive_url": f"https://archive.example.org/{member}{number}"}
            by.cite(self.claims[claim], self.kit.draft("supports", **more))

    def dossier(self, claim: int) -> Any:
        return disputes.dossier(self.store.db, self.round.id, self.claims[claim])

    def seen(self, claim: int) -> SeenVotes:
        return self.dossier(claim).seen()

    def gold(self) -> list[tuple[Any, ...]]:
        return self.desk.sql(
            "SELECT claim, label, method, complete, verdict, lead FROM gold ORDER BY claim, label"
        )

    def levels(self) -> list[Level]:
        return [one.severity.level for one in disputes.disputes(self.store.db, self.round.id)]


@pytest.fixture
def team(kit, desk) -> Iterator[Team]:
    made = Team(kit, desk)
    yield made
    kit.assert_projections_hold(made.store)


def test_the_three_ways_to_settle_a_claim(team) -> None:
    team.vote(0, bert="sourced", cora="sourced", dora="contested")
    team.vote(1, bert="not_checkable", cora="not_checkable", dora="not_checkable")
    team.vote(2, bert="sourced", cora="contested")
    lead = team.lead()
    assert lead.settle(team.claims[0], "sourced", "Two of three.").words == "settled as sourced, majority"
    assert lead.settle(team.claims[1], "x").words == "settled as not_checkable, unanimous"
    assert (
        lead.settle(team.claims[2], "verified", "Both miss it.").words == "settled as verified, adjudicated"
    )
    assert [row[1:3] for row in sorted(team.gold(), key=lambda row: team.claims.index(row[0]))] == [
        ("sourced", "majority"),
        ("not_checkable", "unanimous"),
        ("verified", "adjudicated"),
    ]
    assert team.desk.sql("SELECT count(*) FROM vote") == [(8,)]


def test_a_decision_rests_on_the_evidence_of_all_votes(team) -> None:
    """Neither of the two has two sources; together they do."""
    for member, kind in (("bert", "primary"), ("cora", "secondary")):
        by = team.by(member)
        by.label(team.claims[0], "verified")
        more = {"url": f"https://{member}.example.org/a", "archive_url": "https://archive.example.org/x"}
        by.cite(team.claims[0], team.kit.draft("supports", kind=kind, **more))
        by.cite(team.claims[1], team.kit.draft("refutes"))  # of no vote
    assert team.levels()[0] is Level.UNSURE
    team.lead().settle(team.claims[0], "verified")
    assert team.gold()[0][1:] == ("verified", "unanimous", 1, "supported", "anna")
    assert team.desk.sql("SELECT count(*) FROM adjudication_citation") == [(2,)]


def test_an_open_refuting_citation_stands_against_verified_until_it_is_closed(team) -> None:
    claim = team.claims[0]
    team.verify("bert", 0)
    team.by("cora").label(claim, "contested", rationale="It was Tuesday.")
    team.by("cora").cite(claim, team.kit.draft("refutes", url="https://other.example.org/x"))
    lead = team.lead()
    lead.settle(claim, "verified", "Cora's source is about another harbour.")
    decided = team.dossier(0).decision
    assert not decided.complete
    assert "refutes" in decided.missing[0]
    [refuting] = team.dossier(0).open_refutes()
    lead.close_citation(refuting.id, "About another harbour.")
    assert team.dossier(0).decision.complete
    assert team.dossier(0).open_refutes() == []
    lead.undo()
    assert not team.dossier(0).decision.complete
    lead.undo()
    assert team.gold() == []
    lead.redo()
    lead.redo()
    assert team.dossier(0).decision.complete


def test_a_reason_is_needed_where_not_all_agree_and_taken_from_the_votes_where_they_do(team) -> None:
    team.vote(0, bert="contested", cora="contested")
    team.vote(1, bert="contested", cora="sourced")
    lead = team.lead()
    lead.settle(team.claims[0], "contested")
    assert team.dossier(0).decision.reason == "bert: bert says contested; cora: cora says contested"
    with pytest.raises(InputError, match="needs a reason"):
        lead.settle(team.claims[1], "contested", "  ")
    with pytest.raises(InputError, match="needs a reason"):
        lead.settle(team.claims[2], "contested")  # nobody has voted
    assert len(team.gold()) == 1
    team.vote(3, bert="sourced")
    lead.settle(team.claims[3], "sourced")  # of one vote, which says the same
    assert team.dossier(3).decision.method == "adjudicated"


def test_all_unanimous_claims_in_one_stroke_and_back(team) -> None:
    team.vote(0, bert="sourced", cora="sourced", dora="sourced")
    team.vote(1, bert="contested", cora="contested")  # dora's is still to come
    team.vote(2, bert="verified", cora="verified")
    team.vote(3, bert="verified", cora="sourced")
    team.vote(4, bert="verified")
    lead = team.lead()
    listed = disputes.disputes(team.store.db, team.round.id)
    agreed = {one.claim: one.votes[0][0] for one in listed if one.votes}
    with pytest.raises(InputError, match="None of these claims is unanimous"):
        lead.settle_unanimous({team.claims[2]: "sourced"})  # not what they agree on by now
    done = lead.settle_unanimous(agreed)
    assert done.words == "settled 2 unanimous claims; 3 claims left out, which changed meanwhile"
    assert {row[0] for row in team.gold()} == {team.claims[0], team.claims[2]}
    assert lead.undo().words == "took back: settling 2 unanimous claims"
    assert team.gold() == []
    assert lead.redo().words == "done again: settling 2 unanimous claims"
    assert len(team.gold()) == 2
    with pytest.raises(InputError, match="None of these claims is unanimous"):
        lead.settle_unanimous(agreed)


def test_asking_for_another_vote_goes_to_who_has_the_least_to_do(team) -> None:
    team.vote(2, bert="sourced", cora="contested")
    lead = team.lead()
    done = lead.ask_for_vote(team.claims[2])
    assert (done.words, done.about) == ("asked one more reviewer for a vote", "dora")
    held = "SELECT member, state FROM assignment WHERE number = 2 ORDER BY member"
    assert team.desk.sql(held) == [("bert", "incomplete"), ("cora", "incomplete"), ("dora", "open")]
    assert team.desk.sql("SELECT why FROM handing WHERE why <> ''") == [("dispute",)]
    with pytest.raises(InputError, match=r"nobody left.*annotator round assign pilot --add WHO"):
        lead.ask_for_vote(team.claims[2])
    assert lead.undo().words == "took back: asking dora for a vote"
    assert len(team.desk.sql(held)) == 2
    team.by("dora").comment(team.claims[2], "I am here.")
    with pytest.raises(InputError, match="bert has voted"):
        lead.ask_for_vote(team.claims[2], "bert")
    with pytest.raises(InputError, match="no reviewer 'zoe'"):
        lead.ask_for_vote(team.claims[2], "zoe")
    with pytest.raises(InputError, match="cannot ask yourself"):
        lead.ask_for_vote(team.claims[2], "anna")
    with pytest.raises(InputError, match="dora has this claim to label already"):
        lead.ask_for_vote(team.claims[1], "dora")


def test_one_outside_of_the_round_is_asked_only_when_its_own_reviewers_are_through(team) -> None:
    with Acting(team.store, "anna", team.desk.place.device).act() as act:
        act.append("member", {"name": "abel", "role": "reviewer"})
    free = [name for name, _ in disputes.free_reviewers(team.store.db, team.round.id, team.claims[2])]
    assert free == ["dora", "abel"]


@pytest.mark.parametrize("blind", [True, False])
def test_only_a_lead_who_is_not_bound_settles(kit, desk, blind) -> None:
    team = Team(kit, desk, {"anna": [0], "bert": [0, 1], "cora": [1]}, blind=blind)
    team.vote(1, bert="sourced", cora="contested")
    with pytest.raises(InputError, match="Only a lead"):
        team.lead("bert").settle(team.claims[1], "sourced", "Mine.")
    if blind:
        with pytest.raises(InputError, match="annotator round reveal pilot"):
            team.lead().settle(team.claims[1], "sourced", "Because.")
        Leading(team.store, "anna", desk.place.device).reveal(team.round)
    team.lead().settle(team.claims[1], "sourced", "Because.")
    assert len(team.gold()) == 1
    kit.assert_projections_hold(team.store)


def test_a_lead_who_labels_nothing_sees_the_votes_of_a_blind_round_and_a_reviewer_does_not(kit, desk) -> None:
    team = Team(kit, desk, blind=True)
    team.vote(0, bert="sourced", cora="contested")
    for member, votes in (("anna", 2), ("bert", 1), ("dora", 0)):
        with open_to_read(team.store.path, sight=Sight(member)) as store:
            found = disputes.dossier(store.db, team.round.id, team.claims[0])
            assert len(found.votes) == votes
            [first, *_] = disputes.disputes(store.db, team.round.id)
            assert sum(count for _, count in first.votes) == votes


def test_what_cannot_be_settled_is_refused_in_words(team) -> None:
    lead = team.lead()
    with pytest.raises(NotFound, match="not in the round"):
        lead.settle("no such claim", "sourced", "Why.")
    with pytest.raises(InputError, match="not a label"):
        lead.settle(team.claims[0], "true", "Why.")
    with pytest.raises(NothingToUndo, match="in this round"):
        lead.undo()
    with Acting(team.store, "anna", team.desk.place.device).act() as act:
        fields = {"round": team.round.id, "state": "closed", "reason": "", "left_open": []}
        act.append("round.state", {**fields, "supersedes": []})
    with pytest.raises(InputError, match="closed"):
        lead.settle(team.claims[0], "sourced", "Why.")


def test_the_second_of_two_leads_is_told_and_may_say_it_once_more(team) -> None:
    team.make_lead("zoe")
    team.vote(0, bert="sourced", cora="contested")
    seen = team.seen(0)
    team.lead("zoe").settle(team.claims[0], "contested", "Cora is right.", seen=seen)
    anna = team.lead()
    with pytest.raises(InputError, match=r"zoe settled this claim as contested .*Cora is right\.") as told:
        anna.settle(team.claims[0], "sourced", "Bert is right.", seen=seen)
    assert "once more" in told.value.do
    done = anna.settle(team.claims[0], "sourced", "Bert is right.", seen=team.seen(0))
    assert done.words == "settled as sourced, adjudicated, in place of contested by zoe"
    assert team.gold()[0][1] == "sourced"
    assert team.desk.sql("SELECT count(*) FROM adjudication") == [(2,)]
    anna.undo()
    assert team.gold()[0][1] == "contested"


def test_a_vote_that_came_meanwhile_is_told_of(team) -> None:
    team.vote(0, bert="sourced", cora="contested")
    seen = team.seen(0)
    team.vote(0, dora="verified")
    with pytest.raises(InputError, match=r"\(dora: verified\)"):
        team.lead().settle(team.claims[0], "sourced", "Bert is right.", seen=seen)
    assert team.gold() == []


def test_what_came_after_the_claim_was_frozen_and_after_it_was_settled_is_told(team) -> None:
    def turn(state: str) -> None:
        with Acting(team.store, "anna", team.desk.place.device).act() as act:
            fields = {"round": team.round.id, "state": state, "reason": "", "left_open": []}
            act.append("round.state", {**fields, "supersedes": []})

    turn("closed")
    Reviewing(team.store, "anna", team.desk.place.device).reword(team.claims[4], "Both are safe by now.")
    turn("open")
    assert team.dossier(4).newer == ("Both are safe by now.",)
    assert team.dossier(4).claim.id == team.claims[4]
    team.by("dora").skip(team.claims[1], "I know the mayor.")
    assert [(one.member, one.skipped) for one in team.dossier(1).holders] == [
        ("bert", ""),
        ("cora", ""),
        ("dora", "I know the mayor."),
    ]
    team.vote(1, bert="sourced", cora="contested")
    team.lead().settle(team.claims[1], "sourced", "Because.")
    for seconds in (30, 12):
        team.by("dora").label(team.claims[1], "contested", seconds=seconds)
    found = team.dossier(1)
    assert found.votes[2].seconds == 42
    assert [vote.view.label.id > found.decision.id for vote in found.votes] == [False, False, True]
    assert found.decision.label == "sourced"


_LEAD = """
import sys, time
from annotator.domain.dispute import SeenVotes
from annotator.domain.errors import InputError
from annotator.services.adjudicating import Adjudicating
from annotator.store import open_to_write
path, member, round_id, claim, label, *votes = sys.argv[1:]
with open_to_write(path) as store:
    lead = Adjudicating(store, member, "device-" + member, round_id)
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        print(lead.settle(claim, label, member + " says so", seen=SeenVotes("", tuple(votes))).words)
    except InputError as error:
        print("told:", error)
"""


def test_two_leads_in_two_processes_at_the_same_moment(team) -> None:
    team.make_lead("zoe")
    team.vote(0, bert="sourced", cora="contested")
    votes = team.seen(0).votes
    started = []
    for member, label in (("anna", "sourced"), ("zoe", "contested")):
        given = [str(team.store.path), member, team.round.id, team.claims[0], label, *votes]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen([sys.executable, "-c", _LEAD, *given], **pipes))
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("\n")
        process.stdin.flush()
    said = sorted(process.communicate(timeout=30)[0] for process in started)
    assert said[0].startswith("settled as ")
    assert said[1].startswith(
        f"told: {team.gold()[0][5]} settled this claim as {team.gold()[0][1]} meanwhile"
    )
    assert team.desk.sql("SELECT count(*) FROM adjudication") == [(1,)]


def test_the_list_says_what_is_at_odds_in_the_order_of_severity(team) -> None:
    team.vote(0, bert="not_checkable", cora="not_checkable", dora="not_checkable")
    team.vote(1, bert="verified", cora="verified")
    team.verify("bert", 2)
    team.vote(2, cora="contested")
    team.vote(3, bert="sourced", cora="insufficient")
    assert team.levels() == [Level.AGREED, Level.UNSURE, Level.VERDICT, Level.LABEL, Level.WAITING]
    listed = disputes.disputes(team.store.db, team.round.id)
    assert [one.number for one in sorted(listed, key=lambda one: one.rank)] == [2, 3, 1, 4, 0]
    assert listed[3].votes == (("insufficient", 1), ("sourced", 1))
    team.lead().settle(team.claims[3], "sourced", "Bert is right.")
    listed = disputes.disputes(team.store.db, team.round.id)
    assert [one.decided for one in listed] == ["", "", "", "sourced", ""]
    assert all(one == disputes.dispute(team.store.db, team.round.id, one.claim) for one in listed)


Step = tuple[str, int, str]
steps = st.lists(
    st.tuples(
        st.sampled_from(("settle", "undo", "redo", "vote", "all", "ask")),
        st.integers(0, 2),
        st.sampled_from(("sourced", "contested", "not_checkable")),
    ),
    max_size=8,
)


@settings(max_examples=8, deadline=None)
@given(steps, steps)
def test_any_order_of_merging_gives_the_same_gold(
    tmp_path_factory, kit_in: Callable[[Path], Any], first: list[Step], second: list[Step]
) -> None:
    """Two leads settle apart, in two copies of one file; then each takes in the other's."""
    kit = kit_in(tmp_path_factory.mktemp("gold"))
    base = Team(kit, kit.desk())
    base.make_lead("zoe")
    base.vote(0, bert="sourced", cora="contested")
    base.vote(1, bert="not_checkable", cora="not_checkable", dora="not_checkable")
    copies = []
    for number, lead in enumerate(("anna", "zoe")):
        path = kit.path()
        path.write_bytes(b"")
        path.unlink()
        base.store.copy_to(path)
        copies.append(kit.open(path, lead, state=f"state{number}"))
    for copy, member, script in zip(copies, ("anna", "zoe"), (first, second), strict=True):
        play(base, copy, member, script)
    packs = [kit.path(f"{number}.pack") for number in range(2)]
    for pack, copy in zip(packs, copies, strict=True):
        pack.write_bytes(copy.pack())
    merge(copies[0].store, [packs[1]])
    merge(copies[1].store, [packs[0]])
    assert projections.snapshot(copies[0].store.db) == projections.snapshot(copies[1].store.db)
    for copy in copies:
        kit.assert_projections_hold(copy.store)
        assert copy.sql("SELECT count(*) FROM gold GROUP BY round, claim HAVING count(*) > 1") == []
    kit.close_all()


def play(base: Team, copy: Any, member: str, script: list[Step]) -> None:
    lead = Adjudicating(copy.store, member, copy.place.device, base.round.id)
    for what, number, label in script:
        claim = base.claims[number]
        try:
            match what:
                case "settle":
                    lead.settle(claim, label, "Because.")
                case "all":
                    lead.settle_unanimous(dict.fromkeys(base.claims, label))
                case "ask":
                    lead.ask_for_vote(claim)
                case "undo":
                    lead.undo()
                case "redo":
                    lead.redo()
                case "vote":
                    voter = Reviewing(copy.store, "bert", f"{member}'s", round_id=base.round.id)
                    voter.label(claim, label)
        except InputError:
            pass


@settings(max_examples=8, deadline=None)
@given(steps)
def test_undoing_all_leaves_no_gold_and_redoing_brings_it_back(
    tmp_path_factory, kit_in: Callable[[Path], Any], script: list[Step]
) -> None:
    kit = kit_in(tmp_path_factory.mktemp("undone"))
    team = Team(kit, kit.desk())
    team.vote(0, bert="sourced", cora="contested")
    team.vote(1, bert="not_checkable", cora="not_checkable", dora="not_checkable")
    play(team, team.desk, "anna", [step for step in script if step[0] not in ("redo", "undo")])
    before, held = team.gold(), team.desk.sql("SELECT member, number FROM assignment ORDER BY 1, 2")
    lead = Adjudicating(team.store, "anna", team.desk.place.device, team.round.id)
    count = 0
    try:
        while True:
            lead.undo()
            count += 1
    except NothingToUndo:
        assert team.gold() == []
    for _ in range(count):
        lead.redo()
    assert team.gold() == before
    assert team.desk.sql("SELECT member, number FROM assignment ORDER BY 1, 2") == held
    kit.assert_projections_hold(team.store)
    kit.close_all()

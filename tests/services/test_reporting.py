"""What a report says of a round is what its file says, for whoever may see it."""

from dataclasses import replace
from typing import Any

import pytest
from round_scene import BEGIN, TEAM, Scene, play

from annotator.domain.errors import InputError
from annotator.domain.round import RoundPlan
from annotator.domain.severity import Level
from annotator.services.leading import Leading
from annotator.services.reporting import report_to


def test_the_figures_are_those_of_a_recount(kit: Any) -> None:
    scene = play(Scene(kit))
    found = scene.report()

    assert [one.reviewer for one in found.reviewers] == sorted(TEAM)
    for one in found.reviewers:
        states = dict(
            scene.desk.sql(
                "SELECT state, count(*) FROM assignment WHERE member = ? GROUP BY state", one.reviewer
            )
        )
        assert {state: count for state in states if (count := getattr(one, state))} == states
        assert one.claims == 15
        taken = scene.desk.sql(
            "SELECT seconds FROM label WHERE member = ? AND seconds IS NOT NULL ORDER BY seconds",
            one.reviewer,
        )
        assert (one.timed, one.seconds) == (len(taken), taken[(len(taken) - 1) // 2][0])
    assert found.votes == scene.desk.sql("SELECT count(*) FROM vote")[0][0] == found.agreement.votes
    assert sum(step.votes for step in found.days) == found.votes
    assert found.days[0].first == BEGIN.date()
    assert found.timing.timed == sum(one.timed for one in found.reviewers)
    assert found.settled == 3
    assert found.settled_complete == scene.desk.sql("SELECT sum(complete) FROM gold")[0][0]
    labels: dict[str, set[str]] = {}
    for claim, label in scene.desk.sql("SELECT claim, label FROM vote"):
        labels.setdefault(claim, set()).add(label)
    differing = {claim for claim, said in labels.items() if len(said) > 1}
    assert {one.dossier.claim.id for one in found.disputed} == differing
    assert sum(settled + left for _, settled, left in found.disputes) == len(differing)


def test_the_severest_come_first_and_those_settled_with_all_votes_are_no_disputes(kit: Any) -> None:
    scene = Scene(kit, hands={"berta": range(20), "dora": range(20)})
    for number, (one, other) in enumerate(
        (("sourced", "verified"), ("verified", "contested"), ("sourced", "sourced"))
    ):
        scene.vote("berta", number, one)
        scene.vote("dora", number, other)

    assert [(one.dossier.number, one.level) for one in scene.report().disputed] == [
        (1, Level.VERDICT),
        (0, Level.LABEL),
    ]
    scene.lead().settle(scene.claims[2], "sourced", "All say so.")
    assert len(scene.report().disputed) == 2
    scene.lead().settle(scene.claims[2], "insufficient", "Looked again.")
    scene.lead().settle(scene.claims[1], "verified", "The register has it.")
    found = scene.report()
    assert {(one.dossier.number, one.dossier.decision is not None) for one in found.disputed} == {
        (0, False),
        (1, True),
        (2, True),
    }


def test_a_claim_that_all_source_although_a_citation_refutes_it_is_disputed(kit: Any) -> None:
    scene = Scene(kit, hands={"berta": range(20), "dora": range(20)})
    for member in ("berta", "dora"):
        scene.vote(member, 4, "sourced")
    scene.cite("dora", 4, 0, "refutes")

    assert [(one.dossier.number, one.level) for one in scene.report().disputed] == [(4, Level.EVIDENCE)]


def test_at_most_fifty_are_told_in_full_and_all_are_counted(kit: Any) -> None:
    lines = "".join(f"Gate {number} of the lock was opened.\n" for number in range(60))
    scene = Scene(kit, (lines,), hands={"berta": range(60), "dora": range(60)})
    for number in range(60):
        scene.vote("berta", number, "sourced")
        scene.vote("dora", number, "contested" if number % 2 else "insufficient")

    found = scene.report()

    assert len(found.disputed) == 50
    assert sum(left for _, _, left in found.disputes) == 60
    assert found.disputed[0].level is max(level for level, *_ in found.disputes)


def test_a_reviewer_of_a_blind_round_is_refused_and_told_how_it_opens(kit: Any) -> None:
    scene = Scene(kit, blind=True)
    scene.vote("berta", 1, "sourced")

    for member in ("berta", "somebody"):
        with pytest.raises(InputError, match="blind"):
            scene.report(member)
    assert scene.report("anna").votes == 1

    Leading(scene.desk.store, "anna", "device-anna").reveal(scene.round)
    assert scene.report("berta").votes == 1


def test_claims_that_another_blind_round_hides_are_left_out_and_counted(kit: Any) -> None:
    scene = play(Scene(kit))
    told = scene.report()
    hidden = told.disputed[0].dossier.claim.id
    again = RoundPlan("again", "labelling", [hidden], {"berta": [0], "dora": [0]}, 2, True, "1")
    Leading(scene.desk.store, "anna", "device-anna", now=scene.now).make(again)

    found = scene.report("berta")

    assert found.kept_back == 1
    assert hidden not in {one.dossier.claim.id for one in found.disputed}
    assert len(found.disputed) == len(told.disputed) - 1
    assert found.votes == found.agreement.votes < told.votes
    assert found.timing.timed < told.timing.timed
    assert scene.report("anna").kept_back == 0


def test_a_later_vote_of_theirs_outside_of_the_round_changes_nothing(kit: Any) -> None:
    scene = play(Scene(kit))
    before = scene.report()
    scene.desk.by("berta").label(scene.claims[1], "not_checkable")

    after = scene.report()

    assert replace(after, round=before.round) == before


def test_it_is_written_whole_or_not_at_all(kit: Any, tmp_path: Any) -> None:
    scene = play(Scene(kit))
    with pytest.raises(InputError, match="is a folder"):
        report_to(scene.desk.store, scene.round, "anna", tmp_path)
    with pytest.raises(InputError, match="annotator file"):
        report_to(scene.desk.store, scene.round, "anna", scene.desk.store.path)
    hiding = Scene(kit, blind=True)
    (tmp_path / "old.html").write_text("old")
    with pytest.raises(InputError, match="blind"):
        report_to(hiding.desk.store, hiding.round, "berta", tmp_path / "old.html")
    assert (tmp_path / "old.html").read_text() == "old"

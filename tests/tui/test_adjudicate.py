"""The screen on which a lead settles the claims of a round."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from textual.events import Key

from annotator.domain.severity import Level
from annotator.services.opening import Workplace
from annotator.store import open_to_write
from annotator.tui.app import AnnotatorApp
from annotator.tui.dossier_text import severity_words
from annotator.tui.screens.adjudicate import AdjudicateScreen, adjudicate_screen
from annotator.tui.screens.history import HistoryScreen
from annotator.tui.screens.settling import Reason, Unanimous

GOLD = "SELECT claim, label, method, reason FROM gold ORDER BY id"


@asynccontextmanager
async def settling(
    ui: Any, team: Any, *, member: str = "anna", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[AnnotatorApp, Any]]:
    """The app on the adjudication screen alone, as `annotator round adjudicate` opens it."""
    place = Workplace(open_to_write(team.path), member, f"device-{member}", team.path.parent / "state")
    app = AnnotatorApp(
        place, config=ui.config, today=lambda: ui.today,
        opens=lambda app: adjudicate_screen(place, app.desk, "pilot"),
    )  # fmt: skip
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot
    place.store.close()


def desk_of(app: AnnotatorApp) -> Any:
    assert isinstance(app.screen, AdjudicateScreen)
    return app.screen.desk


def flat(ui: Any, app: AnnotatorApp) -> str:
    return " ".join(ui.text(app).split())


async def test_the_counts_of_a_dispute_are_whole_on_a_small_screen(ui, team) -> None:
    async with settling(ui, team, size=(80, 24)) as (app, pilot):
        desk = desk_of(app)
        votes = (("sourced", 2), ("contested", 1), ("verified", 1))
        desk.disputes = [replace(one, votes=votes) for one in desk.disputes]
        app.screen.draw_claim()
        await pilot.pause()
        assert "verdicts at odds: sourced 2, contested 1, verified 1 ──" in ui.text(app)


def test_one_vote_does_not_agree_with_itself() -> None:
    assert severity_words(Level.UNSURE, [("sourced", 1)]) == "one vote, not sure or incomplete: sourced 1"
    assert severity_words(Level.UNSURE, [("sourced", 2)]).startswith("agreed, but not sure")


async def test_it_opens_at_the_worst_dispute_with_votes_and_evidence_side_by_side(ui, team) -> None:
    async with settling(ui, team, size=(100, 50)) as (app, _):
        text = ui.text(app)
        lines = text.splitlines()
        assert "pilot" in lines[0]
        assert "0 of 9 settled" in lines[0]
        assert "verdicts at odds: verified 2, contested 1 ──" in text
        [names] = [line for line in lines if "bert" in line and "2 min 5 s" in line]
        assert names.index("bert") < names.index("cora") < names.index("dora")
        [labels] = [line for line in lines if "v verified 4/5 ✓" in line]
        assert "v verified 2/5" in labels
        assert "c contested 5/5 ✓" in labels
        assert "incomplete: needs 1 more" in text
        assert "supports 3 · refutes 1 open: X closes it with a reason" in text
        assert "origin one for all: Port Register (bert, cora)" in flat(ui, app)
        assert "c contested: complete, verdict conflicting" in text
        assert "v verified: has an open citation that refutes it" in text
        assert "− refutes · primary" in text
        assert "“As Skerrow Gazette has it" in text
        assert "Claim 1 of 9: verified 2, contested 1; not settled." in lines[-2]


async def test_columns_stand_below_each_other(ui, team) -> None:
    async with settling(ui, team) as (app, _):
        rules = [
            [at for at, sign in enumerate(line) if sign == "│"]
            for line in ui.text(app).splitlines() if "│" in line
        ]  # fmt: skip
        assert len(rules) == 5
        assert len({tuple(one) for one in rules}) == 1


async def test_a_decision_asks_for_a_reason_and_is_shown_pending_then_saved(ui, team) -> None:
    async with settling(ui, team) as (app, pilot):
        await pilot.press("c")
        assert isinstance(app.screen, Reason)
        assert "Settle as contested" in ui.text(app)
        await pilot.press("enter")
        assert "needs a reason" in ui.text(app)
        await ui.type(pilot, "Two trips, says the paper.")
        await pilot.press("enter")
        assert "contested…" in ui.text(app) or "contested · adjudicated" in ui.text(app)
        await ui.saved(app, pilot)
        assert "Settled as contested, adjudicated." in ui.text(app)
        text = flat(ui, app)
        assert "contested · adjudicated, by anna" in text
        assert "because Two trips, says the paper." in text
        assert "outvoted bert verified, cora verified" in text
        assert "1 of 9 settled, 1 complete" in text
        assert ui.text(app).splitlines()[3].startswith("▌c·")
    assert ui.sql(team.path, GOLD)[0][1:] == ("contested", "adjudicated", "Two trips, says the paper.")
    assert ui.sql(team.path, "SELECT count(*) FROM vote WHERE reviewer = 'bert'") == [(7,)]


async def test_a_reason_that_was_begun_is_kept(ui, team) -> None:
    async with settling(ui, team) as (app, pilot):
        await pilot.press("c")
        await ui.type(pilot, "Two trips")
        await pilot.press("escape")
        assert "What you typed is kept: c opens it again." in flat(ui, app)
        await pilot.press("v")
        assert app.screen.field.value == "Two trips"


async def test_a_unanimous_claim_needs_no_reason(ui, team) -> None:
    async with settling(ui, team) as (app, pilot):
        await pilot.press("j", "j")
        assert "control the known answer is sourced" in flat(ui, app)
        await pilot.press("x")
        await ui.saved(app, pilot)
        assert "Settled as not checkable, unanimous." in ui.text(app)
    assert ui.sql(team.path, GOLD) == [(team.claims[2], "not_checkable", "unanimous", "")]


async def test_n_goes_by_severity_and_j_by_the_round(ui, team) -> None:
    async with settling(ui, team) as (app, pilot):
        seen = [desk_of(app).index]
        for key in "nnnn":
            await pilot.press(key)
            seen.append(desk_of(app).index)
        assert seen == [0, 1, 4, 3, 0]
        await pilot.press("N")
        assert desk_of(app).index == 3
        await pilot.press("j", "j", "j")
        assert desk_of(app).index == 6
        assert desk_of(app).article.title == "東京の橋"
        await pilot.press("j", "j", "j")
        assert "The last claim of this round." in ui.text(app)
        assert "Nobody has voted on this claim yet." in ui.text(app)
        assert "waits for bert, cora" in flat(ui, app)
        await pilot.press("K")
        assert desk_of(app).index == 5
        await pilot.press("J", "J")
        assert "last article of this round" in ui.text(app)


async def test_all_unanimous_ones_after_a_look_in_one_stroke_and_back(ui, team) -> None:
    async with settling(ui, team) as (app, pilot):
        await pilot.press("U")
        assert isinstance(app.screen, Unanimous)
        text = ui.text(app)
        assert "Settle 3 unanimous claims" in text
        assert "x not checkable" in text
        assert "2 incomplete or unsure" in text
        await pilot.press("escape")
        assert not app.desk.saving
        await pilot.press("U", "enter")
        await ui.saved(app, pilot)
        assert "Settled 3 unanimous claims." in ui.text(app)
        assert "3 of 9 settled, 2 complete" in ui.text(app)
        await pilot.press("u")
        await ui.saved(app, pilot)
        assert "Took back: settling 3 unanimous claims." in ui.text(app)
        assert "0 of 9 settled" in ui.text(app)
        await pilot.press("ctrl+r")
        await ui.saved(app, pilot)
        assert "3 of 9 settled" in ui.text(app)
        await pilot.press("U")
        assert "No unanimous claim waits" in ui.text(app)
    assert len(ui.sql(team.path, GOLD)) == 3


async def test_when_all_is_settled_n_says_what_is_left(ui, team) -> None:
    with team.lead("anna") as lead:
        for number in (0, 1, 3, 4):
            lead.settle(team.claims[number], "contested", "So it is.")
    async with settling(ui, team) as (app, pilot):
        assert desk_of(app).index == 0
        await pilot.press("n")
        assert "No dispute is left: U settles 3 unanimous, 2 without a vote." in ui.text(app)


async def test_closing_a_refuting_citation_of_another_makes_verified_complete(ui, team) -> None:
    async with settling(ui, team) as (app, pilot):
        await pilot.press("X")
        await ui.type(pilot, "About the other ferry.")
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
        text = flat(ui, app)
        assert "refutes 1 (0 open, 1 closed)" in text
        assert "v verified: complete, verdict supported" in text
        await pilot.press("X")
        assert "No open citation of a vote refutes this claim." in ui.text(app)
        await pilot.press("u")
        await ui.saved(app, pilot)
        assert "refutes 1 open" in ui.text(app)


async def test_asking_one_more_reviewer(ui, team) -> None:
    async with settling(ui, team) as (app, pilot):
        await pilot.press("n", "d")
        assert "dora" in ui.text(app)
        await pilot.press("enter")
        await ui.saved(app, pilot)
        assert "Asked one more reviewer for a vote: dora." in ui.text(app)
        assert "waits for dora" in flat(ui, app)
        await pilot.press("d")
        assert "There is nobody left to ask" in ui.text(app)
        assert "annotator round assign pilot --add WHO" in flat(ui, app)
        await pilot.press("u")
        await ui.saved(app, pilot)
        assert "waits for" not in ui.text(app)


async def test_another_lead_who_was_quicker_is_told_of_and_what_was_typed_is_kept(ui, team) -> None:
    team.make_lead("zoe")
    async with settling(ui, team, size=(160, 50)) as (app, pilot):
        app._writer._watching = None  # what comes by itself is tested below
        await pilot.press("v")
        with team.lead("zoe") as zoe:
            zoe.settle(team.claims[0], "contested", "The islanders know.")
        await ui.type(pilot, "The log is right.")
        await pilot.press("enter")
        await ui.saved(app, pilot)
        text = flat(ui, app)
        assert "zoe settled this claim as contested meanwhile" in text
        assert "The islanders know." in text
        await pilot.press("v")
        assert app.screen.field.value == "The log is right."
        await pilot.press("enter")
        await ui.saved(app, pilot)
        assert "in place of contested by zoe" in flat(ui, app)
    assert ui.sql(team.path, GOLD)[0][1] == "verified"


async def test_what_another_lead_did_while_a_reason_was_typed_is_told_of_too(ui, team) -> None:
    team.make_lead("zoe")
    async with settling(ui, team, size=(160, 50)) as (app, pilot):
        await pilot.press("v")
        desk = app.screen_stack[0].desk
        with team.lead("zoe") as zoe:
            zoe.settle(team.claims[0], "contested", "The islanders know.")
        await ui.until(lambda: desk.settled == 1, "the news, below the form")
        await ui.type(pilot, "The log is right.")
        await pilot.press("enter")
        await ui.saved(app, pilot)
        assert "zoe settled this claim as contested meanwhile" in flat(ui, app)
        assert "v opens it again" in flat(ui, app)
    assert ui.sql(team.path, GOLD)[0][1] == "contested"


async def test_a_reason_is_kept_when_another_claim_was_turned_to_meanwhile(ui, team) -> None:
    async with settling(ui, team) as (app, pilot):
        await pilot.press("v")
        desk = app.screen_stack[0].desk
        await ui.type(pilot, "The log is right.")
        desk.next_dispute(back=False)  # as the report of an undo turns to where it took effect
        await pilot.press("enter")
        assert "What you typed is kept: v opens it again." in ui.text(app)
        await pilot.press("N", "v")
        assert app.screen.field.value == "The log is right."


async def test_what_others_do_meanwhile_comes_by_itself(ui, team) -> None:
    team.make_lead("zoe")
    async with settling(ui, team, size=(160, 50)) as (app, pilot):
        with team.lead("zoe") as zoe:
            zoe.settle(team.claims[0], "contested", "The islanders know.")
            seen = {2: "not_checkable", 5: "sourced", 6: "verified"}
            zoe.settle_unanimous({team.claims[number]: label for number, label in seen.items()})
        await ui.until(lambda: "4 of 9 settled" in ui.text(app), "the decisions of another lead")
        assert "by zoe" in ui.text(app)
        await pilot.press("n")
        team.vote("dora", 1, "contested")
        await ui.until(
            lambda: "contested 1, insufficient 1, sourced 1" in ui.text(app), "the vote of another"
        )


async def test_a_decision_may_move_on(ui, team) -> None:
    async with settling(ui, team) as (app, pilot):
        await pilot.press("+", "c")
        await ui.type(pilot, "So it is.")
        await pilot.press("enter")
        await ui.saved(app, pilot)
        assert desk_of(app).index == 1


async def test_pages_history_and_comments(ui, team) -> None:
    with team.lead("anna") as lead:
        lead.settle(team.claims[0], "contested", "So it is.")
    async with settling(ui, team) as (app, pilot):
        await pilot.press("k", "k", "k", "k")
        await pilot.press("m")
        await ui.type(pilot, "Better say Friday evening.")
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
        await pilot.press("enter", "end")
        assert "anna: Better say Friday evening." in flat(ui, app)
        await pilot.press("q", "o", "enter")
        assert "https://archive.example/" in ui.text(app)
        await pilot.press("q", "h")
        assert isinstance(app.screen, HistoryScreen)
        assert "settled as contested" in ui.text(app)
        await pilot.press("end", "enter")
        await pilot.press("q", "?")
        assert "Settling the claims of a round" in ui.text(app)


async def test_leaving_ends_the_program_where_it_is_all_there_is_and_else_goes_back(ui, team, path) -> None:
    async with settling(ui, team) as (app, pilot):
        await pilot.press("ctrl+q")
        assert "q leaves the round" in ui.text(app)
        await pilot.press("q")
        await pilot.pause()
        assert app._exit
    async with ui.running(path) as (app, pilot):
        before = app.screen
        await app.push_screen(adjudicate_screen(app.place, app.desk, "pilot"))
        await pilot.press("n", "q")
        assert app.screen is before
        await pilot.press("j")
        assert app.desk.position == 1


@pytest.mark.parametrize("key", ["j", "n"])
async def test_a_held_key_skips_nothing(ui, team, key) -> None:
    async with settling(ui, team) as (app, pilot):
        for _ in range(40):
            app.post_message(Key(key, key))
        await pilot.pause()
        assert desk_of(app).index == {"j": 8, "n": 0}[key]

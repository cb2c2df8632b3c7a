"""The list of rounds, from which everything of a round is reached."""

import pytest

from annotator.tui.screens.adjudicate import AdjudicateScreen
from annotator.tui.screens.agreement import AgreementScreen
from annotator.tui.screens.review import ReviewScreen
from annotator.tui.screens.round_status import RoundStatusScreen
from annotator.tui.screens.rounds import RoundsScreen


async def test_a_lead_without_work_reaches_all_of_a_round_from_the_list(ui, team) -> None:
    async with ui.running(team.path) as (app, pilot):
        await pilot.press("w")
        assert "1 in all, 0 with work of yours" in ui.text(app)
        assert "9 claims, none yours" in ui.text(app)
        screens = {"w": RoundStatusScreen, "percent_sign": AgreementScreen, "A": AdjudicateScreen}
        for key, screen in screens.items():
            await pilot.press("k", key)
            assert "Mark a round first" in ui.text(app), "the whole file is no round"
            await pilot.press("j", key)
            await pilot.pause()
            assert isinstance(app.screen, screen)
            await pilot.press("q")
            await pilot.pause()
            assert isinstance(app.screen, RoundsScreen)
            assert app.screen.chosen.round.name == "pilot", "it stays marked"
        await pilot.press("q")
        assert isinstance(app.screen, ReviewScreen)


async def test_what_is_done_elsewhere_shows_in_the_list(ui, path) -> None:
    made = ui.round(path, {"anna": [0, 2]})
    async with ui.running(path) as (app, pilot):
        await pilot.press("w")
        assert "2 open" in ui.text(app)
        ui.hand(path, made, "round.release", "anna", [2])
        await ui.until(lambda: "1 open" in ui.text(app), "one was taken")


async def test_a_reviewer_is_not_offered_what_leads_do_and_is_told_why(ui, path) -> None:
    ui.round(path, {"anna": [0, 2], "bo": [0]})
    ui.round(path, {"bo": [3]}, name="r2")
    async with ui.running(path) as (app, pilot):
        await pilot.press("w", "j")
        text = ui.text(app)
        assert "Your rounds" in text
        assert "r2" not in text
        assert "A settle" not in text
        await pilot.press("A")
        assert isinstance(app.screen, RoundsScreen)
        assert "Only a lead" in ui.text(app)


@pytest.mark.parametrize("in_a_round", [False, True])
async def test_figures_of_another_round_are_right_while_one_works_in_a_round(
    ui, team, path, *, in_a_round
) -> None:
    """What is shown in a round is that round alone; a screen about another one may not read through that."""
    ui.close_round(path, team.round)
    other = ui.round(path, {"anna": [0]}, name="mine", blind=False)
    async with ui.running(path, round_id=other.id if in_a_round else "") as (app, pilot):
        await pilot.press("w", "up", "up", "down", "percent_sign")
        await ui.until(lambda: app.screen.figures is not None, "the figures")
        figures = app.screen.figures
        assert (figures.agreement.votes, figures.origins.pairs, figures.origins.sharing) == (12, 5, 1)
        await pilot.press("q", "w")
        await ui.until(lambda: app.screen.status is not None, "how far it is")
        assert app.screen.status.counts.assigned == 20
        await pilot.press("j", "enter")
        await pilot.pause()
        assert "The bridge" in ui.text(app)


async def test_a_long_name_leaves_room_and_a_long_refusal_is_told_in_full(ui, path) -> None:
    name = "a name that is rather long for a round of labels and more"
    ui.close_round(path, ui.round(path, {"anna": [0, 2]}, name=name))
    async with ui.running(path) as (app, pilot):
        await pilot.press("w", "j")
        assert "· labelling · closed" in ui.text(app)
        await pilot.press("enter")
        told = " ".join(ui.text(app).split())
        assert f"The round {name!r} is closed." in told
        assert "A lead can open it again: annotator round reopen" in told
        await pilot.press("k")
        assert "A lead can open it again" not in ui.text(app)

"""The screen of a round's agreement: opened at once, counted in a thread, page by page."""

from pathlib import Path

import pytest

from annotator.domain.errors import InputError, NotFound
from annotator.services import agreeing
from annotator.services.opening import Workplace
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens import agreement as module
from annotator.tui.screens.adjudicate import AdjudicateScreen, adjudicate_screen
from annotator.tui.screens.agreement import AgreementScreen, agreement_screen
from annotator.tui.screens.round_status import RoundStatusScreen


@pytest.fixture
def voted(round_file, path: Path) -> Path:
    made = round_file(path, bert=range(4), cora=range(4))
    for member in ("bert", "cora"):
        made.vote(member, 0, "sourced")
        made.vote(member, 1, "sourced" if member == "bert" else "contested")
        made.vote(member, 2, "not_checkable")
    return path


async def opened(ui, app) -> AgreementScreen:
    screen = agreement_screen(app.desk, "pilot")
    await app.push_screen(screen)
    await ui.until(lambda: screen.figures is not None, "the figures")
    return screen


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_pages_are_reached_by_keys(ui, voted: Path, size: tuple[int, int]) -> None:
    async with ui.running(voted, size=size) as (app, pilot):
        await opened(ui, app)
        await pilot.pause()
        first = ui.text(app)
        assert "Agreement of pilot · labelling" in first
        assert "Krippendorff's alpha    0.000" in first
        assert "Left out: not checkable" in first
        await pilot.press("tab")
        labels = ui.text(app)
        assert "What two votes on one claim say" in labels
        assert "░░░ 0" not in labels, "no shade without a pair"
        assert "▓▓▓ 1  67%" in labels
        await pilot.press("3")
        assert "bert      cora              2  0.500  0.000" in ui.text(app)
        await pilot.press("l")
        assert "What the votes rest on" in ui.text(app)
        await pilot.press("l", "l", "h")
        assert "Article by article" in ui.text(app)


async def test_it_opens_before_it_has_counted(ui, voted: Path, monkeypatch) -> None:
    import threading

    may_count = threading.Event()

    def late(*given):
        may_count.wait(5)
        return agreeing.agreement(*given)

    monkeypatch.setattr(module, "agreement", late)
    async with ui.running(voted) as (app, pilot):
        screen = agreement_screen(app.desk, "pilot")
        await app.push_screen(screen)
        await pilot.pause()
        assert "Counting the votes …" in ui.text(app)
        await pilot.press("tab")
        may_count.set()
        await ui.until(lambda: screen.figures is not None, "the figures")
        await pilot.pause()
        assert "Each label against all others" in ui.text(app)


async def test_new_votes_count_when_it_is_asked_again(ui, voted: Path) -> None:
    async with ui.running(voted) as (app, pilot):
        screen = await opened(ui, app)
        before = screen.figures
        [(round_id, claim)] = ui.sql(voted, "SELECT round, claim FROM round_claim WHERE number = 3")
        with open_to_write(voted) as store:
            Reviewing(store, "bert", "device-bert", round_id=round_id).label(claim, "verified")
        await pilot.press("r")
        await ui.until(lambda: screen.figures is not before, "figures of all votes")
        await pilot.pause()
        assert screen.figures.agreement.votes == before.agreement.votes + 1
        assert "5 votes of 2 reviewers count" in ui.text(app)


async def test_counting_again_stays_where_one_reads(ui, voted: Path) -> None:
    async with ui.running(voted, size=(60, 12)) as (app, pilot):
        screen = await opened(ui, app)
        await pilot.pause()
        await pilot.press("j", "j", "j")
        before = ui.text(app)
        figures = screen.figures
        await pilot.press("r")
        await ui.until(lambda: screen.figures is not figures, "the figures again")
        await pilot.pause()
        assert ui.text(app) == before


async def test_without_votes_it_says_why_there_are_no_figures(ui, round_file, path: Path) -> None:
    round_file(path)
    async with ui.running(path) as (app, pilot):
        await opened(ui, app)
        await pilot.pause()
        assert "not defined because there are no votes" in ui.text(app)
        for page in "2345":
            await pilot.press(page)
            assert "nan" not in ui.text(app).lower().replace("anna", "")
        await pilot.press("q")
        assert not isinstance(app.screen, AgreementScreen)


async def test_who_may_not_see_cannot_open_it(ui, round_file, path: Path) -> None:
    round_file(path, blind=True, anna=range(3), bert=range(3))
    async with ui.running(path) as (app, _):
        with pytest.raises(InputError, match="is blind"):
            agreement_screen(app.desk, "pilot")
        with pytest.raises(NotFound):
            agreement_screen(app.desk, "another")


async def test_it_is_a_key_away_from_settling(ui, team) -> None:
    async with ui.running(team.path) as (app, pilot):
        await app.push_screen(adjudicate_screen(app.place, app.desk, "pilot"))
        await ui.type(pilot, "%")
        assert isinstance(app.screen, AgreementScreen)
        await ui.until(lambda: app.screen.figures is not None, "the figures")
        await pilot.press("q")
        assert isinstance(app.screen, AdjudicateScreen)


async def test_it_may_be_the_first_screen_and_leaving_it_ends_the_program(ui, team) -> None:
    place = Workplace(open_to_write(team.path), "anna", "device-1", team.path.parent / "state")
    app = AnnotatorApp(place, opens=lambda app: agreement_screen(app.desk, "pilot"))
    async with app.run_test() as pilot:
        await ui.until(lambda: app.screen.figures is not None, "the figures")
        assert app.screen.figures.name == "pilot"
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running
    place.store.close()


async def test_it_is_opened_from_the_list_of_rounds(ui, round_file, path: Path) -> None:
    round_file(path, anna=range(3), bert=range(3))
    async with ui.running(path) as (app, pilot):
        await ui.type(pilot, "w%")
        assert "Mark a round first" in ui.text(app)
        await pilot.press("down", "%")
        assert isinstance(app.screen, AgreementScreen)
        await ui.until(lambda: app.screen.figures is not None, "the figures")


async def test_a_blind_round_does_not_open_from_the_list_for_its_reviewers(ui, round_file, path) -> None:
    round_file(path, blind=True, anna=range(3), bert=range(3))
    async with ui.running(path, size=(160, 24)) as (app, pilot):
        await ui.type(pilot, "w")
        await pilot.press("down", "%")
        assert not isinstance(app.screen, AgreementScreen)
        assert "is blind" in ui.text(app)


async def test_it_is_opened_from_the_dashboard(ui, team) -> None:
    async with ui.running(team.path) as (app, pilot):
        await app.push_screen(RoundStatusScreen(app.desk, team.round.id))
        await ui.type(pilot, "%")
        assert isinstance(app.screen, AgreementScreen)
        await ui.until(lambda: app.screen.figures is not None, "the figures")


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_of_a_segmentation_round_it_is_on_boundaries(ui, path: Path, cuts, size) -> None:
    async with ui.running(path, size=size) as (app, pilot):
        screen = agreement_screen(app.desk, "cuts")
        await app.push_screen(screen)
        await ui.until(lambda: screen.figures is not None, "the figures")
        await pilot.pause()
        first = ui.text(app)
        assert "Agreement on where claims begin and end" in first
        assert f" F1                      {screen.figures.boundaries.overall.f1}" in first
        assert "Krippendorff" not in first
        assert "2 articles compared, 1 pair of reviewers." in first
        assert screen.figures.boundaries.overall.f1.value < 1
        for page in "2345":
            await pilot.press(page)
            assert "There are no figures on labels and evidence" in ui.text(app)

"""A round while it is open: what leads change meanwhile, and going from one round to another."""

from pathlib import Path

import pytest

from annotator.tui.screens.library import LibraryScreen
from annotator.tui.screens.review import ReviewScreen
from annotator.tui.screens.rounds import RoundsScreen

GUIDELINE = ("how we label", "Label what is said.\n\nNot what is meant.")


@pytest.fixture
def made(ui, path: Path):
    """A blind round of all nine claims: anna has two of the first article and one of the other."""
    return ui.round(path, {"anna": [0, 2, 7], "bo": [0, 1, 2]}, guideline=GUIDELINE)


def top(ui, app) -> str:
    return ui.text(app).splitlines()[0]


async def test_what_others_do_in_a_blind_round_is_not_seen_until_it_is_revealed(ui, path, made) -> None:
    claim = ui.sql(path, "SELECT claim FROM round_claim WHERE number = 0")[0][0]
    async with ui.running(path, round_id=made.id) as (app, pilot):
        with ui.store_of(path) as store:
            ui.in_round(store, "bo", made).label(claim, "insufficient", rationale="bo was here")
        await pilot.pause(1)
        assert "bo was here" not in ui.text(app)
        assert "insufficient ·" not in ui.text(app)
        with ui.leading(path) as leading:
            leading.reveal(made)
        await ui.until(lambda: bool(app.desk.state.others), "bo's label")
        await pilot.pause()
        assert "The round r1 was revealed" in ui.text(app)
        assert "blind" not in top(ui, app)
        assert "insufficient" in ui.text(app)


async def test_when_the_round_closes_the_screen_says_so_and_takes_no_more_labels(ui, path, made) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        await pilot.press("i")
        await ui.saved(app, pilot)
        ui.close_round(path, made)
        await ui.until(lambda: app.desk.round.round.state == "closed", "the news")
        await pilot.pause()
        assert "The round r1 was closed" in ui.text(app)
        assert "· closed" in top(ui, app)
        await pilot.press("j", "i")
        await ui.saved(app, pilot)
        assert "Not saved: The round 'r1' is closed." in ui.text(app)
        assert app.desk.mark.label == ""
        assert "1/3" in top(ui, app)
    assert ui.sql(path, "SELECT count(*) FROM label") == [(1,)]


async def test_work_that_is_handed_to_others_goes_and_what_comes_is_there(ui, path, made) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        ui.hand(path, made, "round.assign", "anna", [3])
        await ui.until(lambda: len(app.desk.marks) == 3, "one more claim")
        await pilot.pause()
        assert "1 more claim is yours now; 4 open." in ui.text(app)
        ui.hand(path, made, "round.release", "anna", [0, 2, 3])
        await ui.until(lambda: app.desk.outdated, "they are gone")
        await pilot.pause()
        assert "3 claims of yours were handed to others; 1 open." in ui.text(app)
        await pilot.press("k")
        assert app.desk.article.title == "東京の橋"
        ui.hand(path, made, "round.release", "anna", [7])
        await ui.until(lambda: app.desk.outdated, "nothing is left")
        await pilot.press("i")
        await ui.saved(app, pilot)
        assert ui.sql(path, "SELECT count(*) FROM vote") == [(1,)], "a label that arrives late still counts"
        await pilot.press("n")
        assert "No claim of the round r1 is yours any more." in ui.text(app)
        await pilot.press("j", "J", "K", "F", "I", "~", "q")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
        ui.hand(path, made, "round.assign", "anna", [0])
        await ui.until(lambda: len(app.screen.list.rows) == 1, "the library has it")
        await pilot.press("enter")
        assert [len(app.desk.marks), app.desk.outdated] == [1, False]


async def test_open_work_is_told_of_at_the_start_and_one_goes_there_and_back(ui, path, made) -> None:
    other = ui.round(path, {"anna": [4, 5]}, name="r2", kind="calibration", blind=False)
    async with ui.running(path) as (app, pilot):
        waiting = "3 claims wait for you in r1, 2 claims wait for you in r2: w goes there."
        assert app.desk.message.text == waiting
        await pilot.press("i", "w")
        assert isinstance(app.screen, RoundsScreen)
        assert "r2 · calibration · open" in ui.text(app)
        await pilot.press("down", "down", "enter")
        await ui.until(lambda: app.desk.round is not None and isinstance(app.screen, ReviewScreen), "r2")
        await pilot.pause()
        assert app.desk.round.round.id == other.id
        assert "r2 · calibration" in top(ui, app)
        assert len(app.screen_stack) == 1
        await pilot.press("i")
        await ui.saved(app, pilot)
        assert ui.sql(path, "SELECT round FROM label ORDER BY id") == [("",), (other.id,)]
        await pilot.press("q", "w", "up", "up", "enter")
        await ui.until(lambda: app.desk.round is None and isinstance(app.screen, ReviewScreen), "the file")
        await pilot.pause()
        assert "2 of 6" in top(ui, app), "my newest label on a claim is one, wherever it was given"
        assert app.desk.position == 0, "where I left the file"
        await pilot.press("w", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)


async def test_a_round_that_has_closed_is_not_gone_to(ui, path, made) -> None:
    ui.close_round(path, made)
    async with ui.running(path) as (app, pilot):
        assert "wait" not in ui.text(app).splitlines()[-2]
        await pilot.press("w", "down", "enter")
        assert isinstance(app.screen, RoundsScreen)
        assert "The round 'r1' is closed." in ui.text(app)


SCHEME = """name = "two"
version = "1"
[[label]]
id = "fine"
key = "p"
colour = "green"
help = "it is"
[[label]]
id = "odd"
key = "d"
colour = "red"
help = "it is not"
"""


async def test_a_round_with_a_scheme_of_its_own_has_its_keys_and_the_file_its_own(ui, path) -> None:
    made = ui.round(path, {"anna": [0]}, scheme=SCHEME)
    async with ui.running(path) as (app, pilot):
        await pilot.press("w", "down", "enter")
        await ui.until(lambda: app.desk.round is not None and isinstance(app.screen, ReviewScreen), "it")
        await pilot.pause()
        await pilot.press("s", "p")
        await ui.saved(app, pilot)
        assert "p fine" in ui.text(app)
        assert app.desk.message.text == "Your queue is done: 1 labelled. The lead sees it."
        assert ui.sql(path, "SELECT round, label, complete FROM label") == [(made.id, "fine", 1)]
        await pilot.press("w", "up", "enter")
        await ui.until(lambda: app.desk.round is None and isinstance(app.screen, ReviewScreen), "the file")
        await pilot.pause()
        assert "s sourced" in ui.text(app)
    async with ui.running(path, round_id=made.id) as (app, _):
        assert "Your queue is done" in ui.text(app)


async def test_what_was_begun_in_a_form_goes_along_to_another_round(ui, path, made) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("m")
        await ui.type(pilot, "half a re")
        await pilot.press("ctrl+g", "w", "down", "enter")
        await ui.until(lambda: app.desk.round is not None and isinstance(app.screen, ReviewScreen), "it")
        await pilot.pause()
        await pilot.press("m")
        await ui.type(pilot, "mark")
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
    assert ui.sql(path, "SELECT text FROM comment") == [("half a remark",)]

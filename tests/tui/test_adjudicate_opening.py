"""Who gets the screen on which a round is settled, and by which keys."""

import pytest
from textual.events import Key

from annotator.domain.errors import InputError
from annotator.domain.scheme_reading import default_scheme
from annotator.services.opening import Workplace
from annotator.store import open_to_write
from annotator.tui.app import AnnotatorApp
from annotator.tui.command_table import commands
from annotator.tui.commands import ADJUDICATE
from annotator.tui.screens.adjudicate import adjudicate_screen, open_round


async def test_only_who_may_settle_gets_the_screen(ui, path, round_file) -> None:
    team = round_file(path, blind=True, anna=[0], bert=[0, 1], cora=[1])
    for member, words in (("anna", "blind"), ("bert", "Only a lead")):
        with open_to_write(path) as store:
            place = Workplace(store, member, "device", path.parent / "state")
            with pytest.raises(InputError, match=words):
                adjudicate_screen(place, ui.app(path).desk, team.round.id)


def test_every_label_has_its_command() -> None:
    here = [c for c in commands(default_scheme()) if ADJUDICATE in c.where]
    keys = [key for command in here for key in command.keys]
    assert len(keys) == len(set(keys))
    assert {label.key for label in default_scheme().labels} <= set(keys)


async def test_from_another_screen_it_lies_upon_that_or_why_not_is_said(ui, path, team) -> None:
    async with ui.running(path) as (app, pilot):
        review = app.screen
        assert open_round(app, "no such round") is None
        assert "There is no round" in app.desk.message.text
        await open_round(app, "pilot")
        app.post_message(Key("c", "c"))
        await ui.type(pilot, "So it is.")
        for key in ("enter", "q"):  # left before it can be saved
            app.post_message(Key(key, key if len(key) == 1 else None))
        await ui.until(lambda: app.screen is review, "the review")
        await pilot.press("j")
        assert app.desk.position == 1
    assert ui.sql(path, "SELECT label, reason FROM gold") == [("contested", "So it is.")]


async def test_leaving_with_something_typed_asks_once_more(ui, team) -> None:
    place = Workplace(open_to_write(team.path), "anna", "device-1", team.path.parent / "state")
    app = AnnotatorApp(place, opens=lambda app: adjudicate_screen(place, app.desk, "pilot"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await ui.type(pilot, "Half a")
        await pilot.press("escape", "q")
        assert "Not saved: a reason. q again drops it." in ui.text(app)
        await pilot.press("q")
        await pilot.pause()
        assert app._exit
    place.store.close()

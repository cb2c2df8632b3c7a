"""Every command of the table can be reached on a screen of its kind: by its keys, and with a mouse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import OptionList

from annotator.domain.scheme_reading import default_scheme
from annotator.store.rounds import rounds_named
from annotator.tui.app import AnnotatorApp
from annotator.tui.bars import key_at
from annotator.tui.command_table import commands
from annotator.tui.commands import ADJUDICATE, AGREEMENT, DASHBOARD, MERGE, Command
from annotator.tui.screens.adjudicate import adjudicate_screen
from annotator.tui.screens.agreement import agreement_screen
from annotator.tui.screens.citation import CitationForm
from annotator.tui.screens.commanded import Commanded
from annotator.tui.screens.merge import merge_screen
from annotator.tui.screens.round_status import RoundStatusScreen

WAYS = {
    "review": (),
    "adjudicate": (),
    "agreement": (),
    "library": ("q",),
    "caret": ("V",),
    "history": ("h",),
    "form": ("m",),
    "citation": ("a",),
    "dashboard": (),
    "list": ("r",),
    "roundlist": ("w",),
    "help": ("?",),
    "merge": (),
}
"""Keys that lead from a fresh review screen to a screen of each kind; those of a round are opened by name."""
BY_POINTING = {
    "form.previous": "a click into the field",
    "list.page.down": "the wheel",
    "list.page.up": "the wheel",
    "citation.complete": "typing on",
    "citation.unfill": "its key in the footer, when there is something to take back",
    "citation.offer.next": "a click on the offer",
    "citation.offer.previous": "a click on the offer",
    "citation.offer.take": "a click on the offer",
    "list.down": "the wheel, and a click on the row",
    "list.up": "the wheel, and a click on the row",
    "rounds.down": "the wheel, and a click on the row",
    "rounds.up": "the wheel, and a click on the row",
    "rounds.leave": "the key of list.leave in the footer",
    "help.down": "the wheel",
    "help.up": "the wheel",
    "help.page.down": "the wheel",
    "help.page.up": "the wheel",
    "help.first": "the wheel",
    "help.last": "the wheel",
}
"""What the mouse does otherwise than by a key in the footer or an entry of the palette."""
TABLE = commands(default_scheme())
CHARACTERS = {"space": " ", "tab": "\t", "enter": "\r"}


def key_event(key: str) -> Key:
    """As a terminal sends it: a printable character goes by it, any other key by its name."""
    return Key(key, key if len(key) == 1 else CHARACTERS.get(key))


def spied(screen: Commanded) -> list[tuple[str, object]]:
    """What the screen's commands call from now on, instead of doing it."""
    ran: list[tuple[str, object]] = []
    for command in screen.commands():
        name = f"action_{command.action}"
        assert callable(getattr(screen, name, None)), f"{command.id}: the screen has no {name}"
        setattr(screen, name, _recorder(ran, command.action))
    return ran


def _recorder(ran: list[tuple[str, object]], action: str) -> Callable[..., None]:
    return lambda *given: ran.append((action, *given))


def call_of(command: Command) -> tuple[object, ...]:
    return (command.action,) if command.argument is None else (command.action, command.argument)


def make_round(kind: str, request: pytest.FixtureRequest) -> None:
    """The round that a kind of screens is about."""
    request.getfixturevalue("cuts" if kind == MERGE else "team")


async def at_screen(ui, pilot: Pilot[None], kind: str) -> Commanded:
    if kind == ADJUDICATE:
        await pilot.app.push_screen(adjudicate_screen(pilot.app.place, pilot.app.desk, "pilot"))
    if kind == DASHBOARD:
        (found,) = rounds_named(pilot.app.place.store.db, "pilot")
        await pilot.app.push_screen(RoundStatusScreen(pilot.app.desk, found.id))
    if kind == AGREEMENT:
        await pilot.app.push_screen(agreement_screen(pilot.app.desk, "pilot"))
    if kind == MERGE:
        await pilot.app.push_screen(merge_screen(pilot.app.place, pilot.app.desk, "cuts"))
    await pilot.press(*WAYS[kind])
    await pilot.pause()
    assert isinstance(pilot.app.screen, Commanded)
    assert any(kind in command.where for command in pilot.app.screen.commands())
    return pilot.app.screen


def test_every_kind_of_screen_is_walked() -> None:
    assert {kind for command in TABLE for kind in command.where} == set(WAYS)


@pytest.mark.parametrize("kind", WAYS)
async def test_every_key_of_every_command_runs_it(ui, path: Path, kind: str, monkeypatch, request) -> None:
    make_round(kind, request)
    async with ui.running(path) as (app, pilot):
        screen = await at_screen(ui, pilot, kind)
        ran = spied(screen)
        monkeypatch.setattr(app.desk, "refused", lambda command: False)  # its claims are frozen in the round
        if isinstance(screen, CitationForm):
            monkeypatch.setattr(screen, "_applies", lambda command: True)
        for command in (command for command in screen.commands() if kind in command.where):
            for key in command.keys:
                ran.clear()
                app.post_message(key_event(key))
                await pilot.pause()
                assert ran == [call_of(command)], f"{key} does not run {command.id}"


@pytest.mark.parametrize("kind", WAYS)
async def test_every_command_can_be_had_with_the_mouse(ui, path: Path, kind: str, request) -> None:
    """By a click on its key in the footer, by a click in the palette, or by pointing at the thing itself."""
    make_round(kind, request)
    async with ui.running(path, size=(300, 40)) as (app, pilot):
        screen = await at_screen(ui, pilot, kind)
        offered = {command.id for command in screen.commands() if command.id != "palette"}
        in_palette = offered if any(command.id == "palette" for command in screen.commands()) else set()
        ran = spied(screen)
        clicked = await _click_footer(app, pilot, screen, ran)
        left = {command.id for command in screen.commands()} - clicked - in_palette - set(BY_POINTING)
        assert left <= {"palette"}, left
        assert not (set(BY_POINTING) & clicked)


async def _click_footer(
    app: AnnotatorApp, pilot: Pilot[None], screen: Commanded, ran: list[tuple[str, object]]
) -> set[str]:
    """Click every key that the footer shows; the commands that ran."""
    bar = screen.query_one("#keys")
    done = set()
    for command in screen.commands():
        x = next(
            (x for x in range(bar.size.width) if key_at(bar.pieces, x) == command.shown_keys.split()[0]), -1
        )
        if x < 0:
            continue
        ran.clear()
        await pilot.click("#keys", offset=(x + 1, 0))
        assert ran == [call_of(command)], f"a click on its key does not run {command.id}"
        done.add(command.id)
    return done


async def test_a_click_in_the_palette_runs_a_command_that_has_no_place_in_the_footer(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.click("#status")
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)
        await ui.type(pilot, "next article")
        options = app.screen.query_one(OptionList)
        await ui.until(
            lambda: options.option_count > 0 and "next article" in str(options.options[0].prompt), "its entry"
        )
        await pilot.pause(0.3)
        where = options.content_region
        await pilot.click(offset=(where.x + 3, where.y))
        await ui.until(lambda: app.desk.article.title == "東京の橋", "the other article")


async def test_the_palette_is_in_reach_of_the_mouse_too(ui, path: Path) -> None:
    async with ui.running(path, size=(160, 40)) as (app, pilot):
        bar = app.screen.query_one("#keys")
        x = next(x for x in range(bar.size.width) if key_at(bar.pieces, x) == "Ctrl+p")
        await pilot.click("#keys", offset=(x + 1, 0))
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)

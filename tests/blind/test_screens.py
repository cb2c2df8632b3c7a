"""No screen shows, to one who is bound by a blind round, what another did to its claims; not while the round
is made under an open screen, either."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import idle
import pytest
from textual.events import Key

from annotator.domain.round import RoundPlan
from annotator.services.leading import Leading
from annotator.services.opening import Workplace
from annotator.store import open_to_write
from annotator.tui.app import AnnotatorApp
from annotator.tui.commands import HISTORY, LIBRARY, REVIEW

idle.use_it()
LEADS_AWAY = ("back", "quit", "library_open")
PATIENCE = 20.0


class Walk:
    """Goes through the screens of an app, and gathers all that stood on them."""

    def __init__(self, app: AnnotatorApp, pilot: Any) -> None:
        self.app, self.pilot = app, pilot
        self.seen = ""
        self.kinds: set[str] = set()

    async def press(self, *keys: str) -> None:
        """All at once; what stands there in the end is looked at."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))
        await self.pilot.pause()
        await until(lambda: not self.app.desk.saving, self)
        self.look()

    def look(self) -> None:
        self.kinds.add(type(self.app.screen).__name__)
        strips = self.app.screen._compositor.render_strips()
        self.seen += "\n".join("".join(part.text for part in strip) for strip in strips) + "\n"

    async def each_claim(self, key: str) -> None:
        """Press a key at every claim of both articles, and go back."""
        for article in ("K", "J"):
            await self.press(article, "k", "k", "k")
            for _ in range(3):
                await self.press(key)
                await self.back(1)
                await self.press("j")

    async def back(self, depth: int) -> None:
        """Leave whatever was opened."""
        for _ in range(4):
            if len(self.app.screen_stack) <= depth:
                break
            await self.press("enter" if type(self.app.screen).__name__ == "Choosing" else "escape")
        await self.press("escape")

    async def each_key(self, where: str, depth: int) -> None:
        """Every command that the screen has, one of each row of like ones; in forms `be` is typed."""
        table = [c for c in self.app.table if where in c.where and c.action not in LEADS_AWAY]
        for key in {command.row or command.id: command.keys[0] for command in table}.values():
            await self.press(key)
            if len(self.app.screen_stack) > depth:
                await self.press("b", "e", "tab", "b", "e")
                await asyncio.sleep(0.02)
                self.look()
            await self.back(depth)


@asynccontextmanager
async def walking(path: Path, who: str) -> AsyncIterator[Walk]:
    place = Workplace(open_to_write(path), who, "9" * 32, path.parent / "state")
    app = AnnotatorApp(place, today=lambda: date(2026, 3, 1))
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.pause()
        walk = Walk(app, pilot)
        walk.look()
        yield walk


async def search_all(walk: Walk) -> None:
    await walk.press("/", *"besides")
    await until(walk.app.screen._up_to_date.is_set, walk)
    await walk.pilot.pause()
    walk.look()
    await walk.press("escape", "escape")


@pytest.mark.parametrize("who", ["ann", "cyd", "zoe", "lou"])
async def test_no_screen_shows_what_others_did(blind: Any, who: str) -> None:
    async with walking(blind.path, who) as walk:
        await walk.each_claim("h")
        await walk.each_claim("enter")
        await search_all(walk)
        assert not blind.secrets.found_in(walk.seen)
        assert not re.search(r"\b(bob|dan)\b", walk.seen)


async def test_no_command_of_any_screen_shows_what_others_did(blind: Any) -> None:
    async with walking(blind.path, "ann") as walk:
        await walk.press("K", "k", "k", "k")
        await walk.each_key(REVIEW, 1)
        await walk.press("h")
        await walk.each_key(HISTORY, 2)
        await walk.press("escape", "q")
        await walk.each_key(LIBRARY, 2)
        assert {"HistoryScreen", "SearchScreen", "LibraryScreen", "CitationForm"} <= walk.kinds
        assert not blind.secrets.found_in(walk.seen)


async def test_the_screens_show_it_afterwards(lifted: Any) -> None:
    async with walking(lifted.path, "ann") as walk:
        await walk.each_claim("h")
        await walk.each_claim("enter")
        await search_all(walk)
        found = set(lifted.secrets.found_in(walk.seen).values())
    assert {"bob's rationale in the round", "bob's wording, made other words of"} <= found
    assert {"an import's rationale on its twin", "an import's by on a claim of the round"} <= found, found


async def until(condition: Callable[[], bool], walk: Walk) -> None:
    end = asyncio.get_running_loop().time() + PATIENCE
    while not condition():
        assert asyncio.get_running_loop().time() < end, "it never came"
        await walk.pilot.pause(0.01)


async def test_a_round_that_is_made_revealed_and_closed_under_an_open_screen(kit: Any) -> None:
    desk = kit.desk("lea")
    claim = desk.claims[0]
    desk.by("bob").label(claim, "contested")
    desk.by("bob").comment(claim, "What do you think?")
    leading = Leading(desk.store, "lea", desk.place.device)

    def shown(walk: Walk) -> bool:
        walk.seen = ""
        walk.look()
        return "bob" in walk.seen

    async with walking(desk.store.path, "ann") as walk:
        await walk.press("K", "k", "k", "k")
        if walk.app.desk.claim != claim:
            await walk.press("J", "k", "k")
        assert walk.app.desk.claim == claim
        await until(lambda: shown(walk), walk)
        plan = RoundPlan("blind", "labelling", [claim], {"ann": [0], "bob": [0]}, 2, True, "1")
        made = leading.make(plan)
        await until(lambda: not shown(walk), walk)
        leading.reveal(made)
        await until(lambda: shown(walk), walk)

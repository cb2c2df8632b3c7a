"""Every screen there is, opened by the command table, in every size and with hostile text in every place."""

import html
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.screen import Screen

from annotator.domain.citation import CitationDraft, Source
from annotator.domain.round import RoundPlan
from annotator.domain.scheme_reading import parse_scheme
from annotator.domain.text import clean_line
from annotator.services.adjudicating import Adjudicating
from annotator.services.leading import Leading
from annotator.services.opening import begin
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, open_to_read, open_to_write
from annotator.tui.commands import ADJUDICATE, CARET, DASHBOARD, HISTORY, LIBRARY, MERGE, REVIEW
from annotator.tui.screens.adjudicate import adjudicate_screen
from annotator.tui.screens.agreement import agreement_screen
from annotator.tui.screens.commanded import Commanded
from annotator.tui.screens.merge import merge_screen

NASTY = (
    "\x1b]52;c;ZXZpbA==\x07 \x1b[2J \x9b31m \x90q\x9c \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\ "
    "\u202eabc\u2066 \ufeff\u2028\u200b\u2060 [b]bold[/b] [/b] [/] [link=x]y[/link] [@click=app.bell]x[/] "
    "$primary {x} 東👩‍👩‍👧e\u0301שלום"
)
ANY_TEXT = NASTY + " \x00 \ud800"
SIZES = ((80, 24), (100, 30), (160, 50), (300, 100), (40, 10))
IN_ROUNDS = "test_no_screen_of_a_round_lets_a_hostile_text_through_in_any_size"
NOT_BY_KEY = (
    dict.fromkeys(("AdjudicateScreen", "CitationScreen", "DossierScreen", "Reason", "Unanimous"), IN_ROUNDS)
    | {"AgreementScreen": "test_figures_of_hostile_reviewers_are_harmless_in_any_size"}
    | {"Skipping": "test_in_a_round_with_hostile_names_and_reasons_no_screen_lets_them_through"}
    | {"MergeScreen": "test_the_merge_of_claims_lets_no_hostile_text_through_in_any_size"}
    | dict.fromkeys(
        ("RoundStatusScreen", "HandingOver"),
        "test_the_dashboard_lets_no_hostile_name_through_in_any_size",
    )
)
"""Screens that no key of the review or the library opens, each with where it is tested instead."""


@pytest.fixture
def hostile(ui: Any, kit: Any, tmp_path: Path) -> Path:
    """A file whose every text wants to drive the terminal."""
    path = tmp_path / "hostile.db"
    quoted = NASTY.replace("\\", "\\\\").replace('"', '\\"')
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in quoted)
    labels = "".join(
        f'[[label]]\nid = "{name}"\nkey = "{key}"\ncolour = "red"\nhelp = "{shown}"\n'
        for name, key in (("odd", "s"), ("even", "c"))
    )
    scheme = parse_scheme(f'name = "odd"\nversion = "1"\n{labels}', name="odd.toml")
    place = kit.open(path, create=True).place
    begin(place, scheme=scheme, guideline=(NASTY, f"{NASTY}\n{NASTY}"))
    text = "".join(f"{number} {NASTY} is {number}.\n\n" for number in "12345")
    claims = [
        ui.claim(text, line, speaker=NASTY, date=NASTY, mode="utterance") for line in text.split("\n\n")[:5]
    ]
    claims[1] = ui.claim(text, text.split("\n\n")[1], like=0, likeness="similar")
    ui.put_article(path, text, NASTY, claims)
    ui.put_article(path, f"Another {NASTY}.\n", f"Another {NASTY}", [])
    for member in ("anna", clean_line(NASTY)):
        reviewing = Reviewing(place.store, member, "device-1")
        claim = claims_of(place.store)[0]
        reviewing.label(claim, "odd", rationale=ANY_TEXT)
        for number in (1, 2):
            source = Source(f"https://example.org/{number}", "", ANY_TEXT, ANY_TEXT, ANY_TEXT, "", ANY_TEXT)
            reviewing.cite(claim, CitationDraft(source, "refutes", quote=ANY_TEXT, locator=ANY_TEXT))
        reviewing.comment(claim, ANY_TEXT)
    for claim in claims_of(place.store)[3:5]:
        Reviewing(place.store, "anna", "device-1").drop(claim)
    return path


def claims_of(store: Any) -> list[str]:
    return [row[0] for row in store.db.execute("SELECT id FROM claim ORDER BY position, id").fetchall()]


def screens_there_are() -> set[str]:
    """Every kind of screen that is of use by itself: those without one that builds on them."""

    def leaves(kind: type) -> Iterator[type]:
        for below in kind.__subclasses__():
            yield from leaves(below) if below.__subclasses__() else (below,)

    return {kind.__name__ for kind in leaves(Commanded) if kind.__module__.startswith("annotator.")}


def assert_harmless(screen: Screen[Any]) -> None:
    strips = screen._compositor.render_strips()
    for strip in strips:
        line = "".join(segment.text for segment in strip)
        assert clean_line(line) == line
        styles = [segment.style for segment in strip if segment.style]
        assert not any("@click" in style.meta or style.link for style in styles)


def assert_harmless_picture(screen: Screen[Any]) -> None:
    picture = html.unescape(screen.app.export_screenshot())
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2028"} & set(picture)


def fills(screen: Screen[Any], size: tuple[int, int]) -> bool:
    """Whether the screen has been laid out for a size, and every line of it is as wide."""
    strips = screen._compositor.render_strips()
    return [strip.cell_length for strip in strips] == [size[0]] * size[1]


class Walk:
    """Goes through the screens of a running app, and looks at each."""

    def __init__(self, ui: Any, app: Any, pilot: Any) -> None:
        self.ui, self.app, self.pilot = ui, app, pilot
        self.seen: set[str] = set()

    async def look(self) -> None:
        kind = type(self.app.screen).__name__
        assert_harmless(self.app.screen)
        if kind not in self.seen:
            self.seen.add(kind)
            assert_harmless_picture(self.app.screen)
            for size in SIZES[::-1]:
                await self.pilot.resize_terminal(*size)
                await self.ui.until(partial(fills, self.app.screen, size), f"{kind} fills {size}")
                assert_harmless(self.app.screen)

    async def press(self, key: str) -> None:
        """Quicker than the pilot's own, and it waits for the disk."""
        self.app.post_message(Key(key, key if len(key) == 1 else None))
        await self.pilot.pause()
        if self.app.desk.saving:
            await self.ui.saved(self.app, self.pilot)

    async def do(self, key: str, depth: int) -> None:
        """Press a key, look at what comes, and go back to where it was pressed."""
        await self.press(key)
        await self.look()
        if len(self.app.screen_stack) == depth:
            await self.press("escape")
        while len(self.app.screen_stack) > depth:
            if type(self.app.screen).__name__ == "Choosing":
                await self.pilot.press("enter")
                await self.look()
            await self.pilot.press("escape")
            await self.pilot.pause()


LEADING_AWAY = ("back", "quit", "library_open", "adjudicate_leave", "merge_leave")


def first_keys(app: Any, where: str) -> list[str]:
    """One key for each command, and for each row of like ones; without those that lead away."""
    table = [c for c in app.screen.table if where in c.where and c.action not in LEADING_AWAY]
    rows = {command.row or command.id: command.keys[0] for command in table}
    return list(rows.values())


async def test_no_screen_lets_a_hostile_text_through_in_any_size(ui: Any, hostile: Path) -> None:
    """A command of the table that opens a screen is found here by itself, a screen without one is named."""
    async with ui.running(hostile, size=SIZES[0]) as (app, pilot):
        walk = Walk(ui, app, pilot)
        await walk.look()
        for key in first_keys(app, REVIEW):
            await ui.type(pilot, "Kkkk")
            await walk.do(key, depth=1)
        for key in first_keys(app, CARET):
            await ui.type(pilot, "V")
            await walk.do(key, depth=1)
        await pilot.press("escape", "h")
        for key in first_keys(app, HISTORY):
            await ui.type(pilot, "" if len(app.screen_stack) > 1 else "h")
            await walk.do(key, depth=2)
        await pilot.press("escape", "q")
        await walk.look()
        for key in first_keys(app, LIBRARY):
            await walk.do(key, depth=2)
        assert screens_there_are() <= walk.seen | set(NOT_BY_KEY)


@pytest.fixture
def hostile_round(hostile: Path) -> Path:
    """The same, with a round over its claims, voted on by members with hostile names."""
    with open_to_write(hostile) as store:
        claims, names = claims_of(store)[:3], [f"{number}{clean_line(NASTY)}" for number in range(4)]
        hands = dict.fromkeys(names, range(len(claims)))
        plan = RoundPlan(NASTY, "labelling", claims, hands, overlap=4, blind=False, seed=NASTY)
        made = Leading(store, "anna", "device-1").make(plan)
        for number, name in enumerate(names):
            by = Reviewing(store, name, "device-1", round_id=made.id)
            by.label(claims[0], ("odd", "even")[number % 2], rationale=ANY_TEXT)
            by.label(claims[1], "odd", rationale=ANY_TEXT)
            source = Source("https://example.org/x", "", ANY_TEXT, ANY_TEXT, ANY_TEXT, "", ANY_TEXT)
            by.cite(claims[0], CitationDraft(source, "refutes", quote=ANY_TEXT, locator=ANY_TEXT))
            by.skip(claims[2], ANY_TEXT)
        Adjudicating(store, "anna", "device-1", made.id).settle(claims[0], "odd", ANY_TEXT)
    return hostile


async def test_no_screen_of_a_round_lets_a_hostile_text_through_in_any_size(
    ui: Any, hostile_round: Path
) -> None:
    async with ui.running(hostile_round, size=SIZES[0]) as (app, pilot):
        [name] = ui.sql(hostile_round, "SELECT id FROM round")[0]
        await app.push_screen(adjudicate_screen(app.place, app.desk, name))
        walk = Walk(ui, app, pilot)
        await walk.look()
        for key in first_keys(app, ADJUDICATE):
            await ui.type(pilot, "kkkkk")
            await walk.do(key, depth=2)
        assert {kind for kind, where in NOT_BY_KEY.items() if where == IN_ROUNDS} <= walk.seen


async def test_figures_of_hostile_reviewers_are_harmless_in_any_size(ui: Any, hostile_round: Path) -> None:
    async with ui.running(hostile_round, size=SIZES[0]) as (app, pilot):
        [name] = ui.sql(hostile_round, "SELECT id FROM round")[0]
        for page in "12345":
            screen = agreement_screen(app.desk, name)
            await app.push_screen(screen)
            await ui.until(lambda screen=screen: screen.figures is not None, "the figures")
            await ui.type(pilot, page)
            await Walk(ui, app, pilot).look()
            await pilot.press("q")


async def test_the_merge_of_claims_lets_no_hostile_text_through_in_any_size(ui: Any, hostile: Path) -> None:
    with open_to_write(hostile) as store:
        claims = [row[0] for row in store.db.execute("SELECT id FROM standing_claim ORDER BY position, id")]
        names = [f"{number}{clean_line(NASTY)}" for number in range(4)]
        hands = dict.fromkeys(names, range(len(claims)))
        plan = RoundPlan(NASTY, "segmentation", claims, hands, overlap=4, blind=False, seed=NASTY)
        made = Leading(store, "anna", "device-1").make(plan)
        for number, name in enumerate(names):
            by = Reviewing(store, name, "device-1", round_id=made.id)
            by.prepare()
            with open_to_read(hostile, sight=Sight(name, made.id)) as mine:
                marks = next(
                    found.marks for row in Reading(mine, name).library()
                    if (found := Reading(mine, name).article(row.id)).marks
                )  # fmt: skip
            by.reword(marks[0].claim.id, f"{number} {ANY_TEXT}", speaker=ANY_TEXT)
    async with ui.running(hostile, size=SIZES[0]) as (app, pilot):
        await app.push_screen(merge_screen(app.place, app.desk, made.id))
        walk = Walk(ui, app, pilot)
        await walk.look()
        for key in first_keys(app, MERGE):
            await ui.type(pilot, "kkkkk")
            await walk.do(key, depth=2)
        assert "MergeScreen" in walk.seen


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (20, 5), (40, 10), (300, 100)])
async def test_a_terminal_may_begin_in_any_size(ui: Any, hostile: Path, size: tuple[int, int]) -> None:
    async with ui.running(hostile, size=size) as (app, pilot):
        await pilot.press("j", "a")
        await ui.type(pilot, "é東")
        await pilot.press("escape", "q")
        assert_harmless(app.screen)


async def test_in_a_round_with_hostile_names_and_reasons_no_screen_lets_them_through(
    ui: Any, hostile: Path
) -> None:
    guideline = (NASTY, f"{NASTY}\n{NASTY}")
    made = ui.round(hostile, {"anna": [0, 1, 2]}, name=clean_line(NASTY), guideline=guideline)
    ui.round(hostile, {"anna": [2]}, name=f"x{clean_line(NASTY)}")
    with ui.store_of(hostile) as store:
        ui.in_round(store, "anna", made).skip(claims_of(store)[0], ANY_TEXT)
    async with ui.running(hostile, size=SIZES[0], round_id=made.id) as (app, pilot):
        walk = Walk(ui, app, pilot)
        await walk.look()
        for key in ("z", "G", "w", "enter", "e"):
            await ui.type(pilot, "Kkkk")
            await walk.do(key, depth=1)
        await pilot.press("q")
        await walk.look()
        assert {"Skipping", "GuidelineScreen", "RoundsScreen", "LibraryScreen"} <= walk.seen


async def test_the_dashboard_lets_no_hostile_name_through_in_any_size(ui: Any, hostile: Path) -> None:
    nasty = clean_line(NASTY)
    with open_to_write(hostile) as store:
        lead = Leading(store, "anna", "device-1")
        hands = {"anna": [1, 2], nasty: [0, 1, 2], f"{nasty} the second": [0]}
        plan = RoundPlan(nasty, "labelling", claims_of(store)[:3], hands, 2, False, "1")
        made = lead.make(plan)
        Reviewing(store, nasty, "device-1", round_id=made.id).skip(claims_of(store)[0], ANY_TEXT)
    async with ui.running(hostile, size=SIZES[0], opens=ui.dashboard(made.id)) as (app, pilot):
        await ui.until(lambda: app.screen.status is not None, "the dashboard has read")
        walk = Walk(ui, app, pilot)
        await walk.look()
        leave = next(c for c in app.table if c.id == "dashboard.leave").keys[0]
        for key in first_keys(app, DASHBOARD):
            if key == leave:
                continue
            await walk.press("j")
            await walk.press(key)
            await walk.look()
            if len(app.screen_stack) > 1:
                await walk.press("escape")
        assert {"RoundStatusScreen", "HandingOver", "Page"} <= walk.seen

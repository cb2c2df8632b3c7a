"""How each screen looks, at 80x24 and at 160x50."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from annotator.domain.citation import CitationDraft, Source
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.finding import Finding

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((160, 50), id="160x50")]
Flow = Callable[[Pilot[None]], Awaitable[None]]


@pytest.fixture
def looks(ui, snap_compare, request) -> Callable[[Path, tuple[int, int], str], bool]:
    """Press keys (and wait for the disk) on a file, then compare the picture."""

    def compare(path: Path, size: tuple[int, int], *flow: str) -> bool:
        app = ui.app(path)

        async def run(pilot: Pilot[None]) -> None:
            await follow(ui, app, pilot, flow)

        return snap_compare(app, terminal_size=size, run_before=run)

    return compare


async def follow(ui, app: AnnotatorApp, pilot: Pilot[None], flow: tuple[str, ...]) -> None:
    await pilot.pause()
    for step in flow:
        if step.startswith("="):
            await ui.type(pilot, step[1:])
        elif step.startswith("<"):
            app.post_message(Paste(step[1:]))
            await pilot.pause()
        else:
            await pilot.press(*step.split())
        await ui.matches(app)
        if app.desk.saving:
            await ui.saved(app, pilot)
        if isinstance(app.screen, Finding):
            await ui.until(app.screen._up_to_date.is_set, "the answer")
    app.desk.message = None
    await pilot.pause()


CITED = (
    "s", "a", "=https://example.org/ferry/fire", "tab tab", "=No ferry has sailed since the fire, the office "
    "said on Friday evening, and none will before the engine is repaired.", "tab tab s tab p", "ctrl+s",
    "a", "tab", "=Letter of the owner, 21 February 2026", "tab", "=The ship sailed at noon.", "tab tab r",
    "ctrl+s",
    "4", "t", "=The harbour office keeps the log.", "ctrl+s", "f", "m", "=Ask the crew", "ctrl+s",
)  # fmt: skip


@pytest.fixture(scope="module")
def _cited() -> list[bytes]:
    """Kept for the module."""
    return []


@pytest.fixture
def cited(ui, path: Path, _cited: list[bytes]) -> Path:
    """The file in which CITED was typed, once for all."""

    async def type_it() -> None:
        async with ui.running(path) as (app, pilot):
            await follow(ui, app, pilot, CITED)

    if not _cited:
        asyncio.run(type_it())
        with closing(sqlite3.connect(path)) as db:
            _cited.append(db.serialize())  # with what is still in the log beside it
    copy = path.with_name("cited.db")
    copy.write_bytes(_cited[0])
    return copy


@pytest.mark.parametrize("size", SIZES)
def test_review_of_a_new_article(looks, path: Path, size) -> None:
    assert looks(path, size, "J", "K")


@pytest.mark.parametrize("size", SIZES)
def test_review_with_labels_and_citations(looks, path: Path, size) -> None:
    assert looks(path, size, *CITED, "j s j v j i j x k k k k")


def test_review_of_a_text_in_wide_characters(looks, path: Path) -> None:
    assert looks(path, (80, 24), "J", "s", "j")


@pytest.mark.parametrize("size", SIZES)
def test_review_with_a_folded_claim_and_a_similar_one(looks, pier: Path, size) -> None:
    assert looks(pier, size, "j j")


@pytest.mark.parametrize("size", SIZES)
def test_review_with_a_filter(looks, path: Path, size) -> None:
    flow = ("s j c j c 2 j j j c J j c f k k K", "\\ c enter", "j", "v", "k")
    assert looks(path, size, *flow)


def test_filter_form(looks, path: Path) -> None:
    assert looks(path, (80, 24), "\\ n tab right tab tab tab", "=1-2")


@pytest.mark.parametrize("size", SIZES)
def test_library(looks, path: Path, size) -> None:
    assert looks(path, size, "s j j i", "q", "j")


def test_empty_library(looks, empty: Path) -> None:
    assert looks(empty, (80, 24))


@pytest.mark.parametrize("size", SIZES)
def test_citation_form_with_what_is_wrong(looks, path: Path, size) -> None:
    assert looks(
        path,
        size,
        "a",
        "=example.org",
        "tab tab",
        "=Nobody was on board.",
        "tab tab tab p tab space",
        "ctrl+s",
    )


ENTRY = (
    "@misc{a, title={Log of the harbour office}, author={Brandt, Ilse and Lee, Ann},"
    " publisher={Harbour Office},"
    " year=2026, month=feb, url={https://example.org/log}, volume=3}"
)


@pytest.mark.parametrize("size", SIZES)
def test_citation_form_with_earlier_sources_on_offer(looks, cited: Path, size) -> None:
    assert looks(cited, size, "k", "j", "a", "=f", "=i", "down up")


@pytest.mark.parametrize("size", SIZES)
def test_citation_form_filled_from_bibtex(looks, path: Path, size) -> None:
    assert looks(path, size, "a", f"<{ENTRY}")


def test_citation_form_asking_for_the_stance(looks, path: Path) -> None:
    assert looks(path, (80, 24), "a", "<https://example.org/a?utm_source=b", "ctrl+s")


@pytest.mark.parametrize("size", SIZES)
def test_reuse_asking_for_the_stance(looks, cited: Path, size) -> None:
    assert looks(cited, size, "k", "j", "r", "=ferry", "enter")


@pytest.mark.parametrize("size", SIZES)
def test_help(looks, path: Path, size) -> None:
    assert looks(path, size, "?")


def test_search(looks, cited: Path) -> None:
    assert looks(cited, (80, 24), "k", "/", "=the ship", "down")


def test_review_at_what_was_found(looks, path: Path) -> None:
    assert looks(path, (80, 24), "/", "=new sh", "enter")


def test_go_to(looks, path: Path) -> None:
    assert looks(path, (80, 24), "g", "=ship")


def test_note(looks, path: Path) -> None:
    assert looks(path, (80, 24), "c", "t", "=Two offices differ.")


@pytest.fixture
def told(path: Path, monkeypatch) -> Iterator[Path]:
    """The file with a claim that three people worked on, an act a minute, by a clock in UTC."""
    minutes = count()
    begun = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    with open_to_write(path) as store:
        anna, bert, carla = (
            Reviewing(store, name, f"{name}-1", now=lambda: begun + timedelta(minutes=next(minutes)))
            for name in ("anna", "bert", "carla-luisa-maria")
        )
        claim = store.db.execute("SELECT id FROM claim WHERE text = 'Nobody was hurt.'").fetchone()[0]
        source = Source("https://example.org/fire", title="Fire on board", publisher="Coast Wire")
        anna.cite(claim, CitationDraft(source, "supports", quote="None of the 212 on board was hurt."))
        anna.label(claim, "verified", confidence=4, rationale="The harbour office has the list.")
        carla.comment(claim, "“Nobody” is nobody on board: a fireman was treated later.")
        second = bert.reword(claim, "Nobody on board was hurt on Friday.", reason="who").claim
        carla.flag(second)
        third = anna.move_edge(second, "end", "word", -1).claim
        anna.undo()
        bert.label(second, "contested")
        bert.reword(second, "Nobody on board was hurt by the fire: 火災による負傷者はいない。", reason="name")
        carla.label(third, "insufficient")
    yield path
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("size", SIZES)
def test_history_of_a_claim(looks, told: Path, size) -> None:
    assert looks(told, size, "j j", "h", "j")


@pytest.mark.parametrize("size", SIZES)
def test_history_with_two_revisions_compared(looks, told: Path, size) -> None:
    assert looks(told, size, "j j", "h", "j", "space", "end")

"""The dashboard of a round: what it shows, how it follows the file, what its keys do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.round import Round, RoundPlan
from annotator.services.leading import Leading
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write
from annotator.tui.app import AnnotatorApp
from annotator.tui.commands import DASHBOARD
from annotator.tui.screens.adjudicate import AdjudicateScreen
from annotator.tui.screens.merge import MergeScreen
from annotator.tui.status_rows import shares
from annotator.tui.widgets.lines import Drawn


def make(path: Path, lead: str = "anna", names: tuple[str, ...] = ("bob", "carol"), **more: Any) -> Round:
    """A round of all claims of a file, which everybody has."""
    with open_to_write(path) as store:
        claims = [row[0] for row in store.db.execute("SELECT id FROM claim ORDER BY claim_set, position")]
        hands = {name: list(range(len(claims))) for name in names}
        fields: dict[str, Any] = {"kind": "labelling", "overlap": 2, "blind": True, "seed": "1", **more}
        return Leading(store, lead, f"device-{lead}").make(
            RoundPlan("spring", claims=claims, hands=hands, **fields)
        )


def inside(path: Path, member: str, found: Round, act: Callable[[Reviewing, list[str]], object]) -> None:
    """Somebody else does something in the round, on a connection of their own."""
    with open_to_write(path) as store:
        claims = [row[0] for row in store.db.execute("SELECT claim FROM round_claim ORDER BY number")]
        act(Reviewing(store, member, f"device-{member}", round_id=found.id), claims)


def line(ui: Any, app: AnnotatorApp, name: str) -> str:
    """The row of a reviewer, without the sign of the marked one."""
    return next(one[1:] for one in ui.text(app).splitlines() if one[1:].strip().startswith(name))


async def until_read(ui: Any, app: AnnotatorApp) -> None:
    await ui.until(lambda: bool(getattr(app.screen, "status", None)), "the dashboard has read")


async def test_it_shows_everybody_and_follows_what_others_do(ui: Any, path: Path) -> None:
    found = make(path)
    async with ui.running(path, opens=ui.dashboard(found.id)) as (app, pilot):
        await until_read(ui, app)
        await pilot.pause()
        text = ui.text(app)
        assert " spring · labelling, blind, under way" in text
        assert " 0 of 18 labelled; 18 open, 0 skipped, 0 flagged" in text
        assert "Until the last label: cannot be told yet, as it needs" in text
        assert line(ui, app, "carol").split()[2:] == ["0", "0", "9", "0", "0", "–", "–"]

        def act(carol: Reviewing, claims: list[str]) -> None:
            carol.label(claims[0], "not_checkable", rationale="x", seconds=30)
            carol.label(claims[1], "contested", seconds=30)
            carol.skip(claims[2], "needs Japanese")
            carol.flag(claims[3])

        inside(path, "carol", found, act)

        await ui.until(lambda: "2 of 18 labelled, 1 of them incomplete" in ui.text(app), "the news")
        await pilot.pause()
        row = line(ui, app, "carol").split()
        assert row[2:9] == ["1", "1", "6", "1", "1", "120", "2"]
        assert {"━", "╍", "s", "·"} <= set(row[1])
        assert line(ui, app, "bob").split()[1] == "·" * len(line(ui, app, "bob").split()[1])


async def test_without_news_nothing_is_drawn(ui: Any, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = make(path)
    async with ui.running(path, opens=ui.dashboard(found.id)) as (app, pilot):
        await until_read(ui, app)
        await pilot.pause(0.2)
        drawn: list[object] = []
        monkeypatch.setattr(Drawn, "refresh", lambda self, *regions, **options: drawn.append(regions))
        await pilot.pause(1.0)
        assert drawn == []
        inside(path, "bob", found, lambda bob, claims: bob.flag(claims[0]))
        await ui.until(lambda: bool(drawn), "news are drawn")


async def test_keys_go_through_many_reviewers_and_say_who_is_marked(ui: Any, path: Path) -> None:
    found = make(path, names=tuple(f"reviewer {number:02}" for number in range(50)))
    async with ui.running(path, opens=ui.dashboard(found.id)) as (app, pilot):
        await until_read(ui, app)
        await pilot.pause()
        assert "reviewer 49" not in ui.text(app)
        await pilot.press("end")
        assert "reviewer 49: 0 of 9 labelled" in ui.text(app)
        await pilot.press("k", "k", "j")
        assert "reviewer 48: 0 of 9 labelled" in ui.text(app)
        await pilot.press("pageup", "home")
        assert "reviewer 00: 0 of 9 labelled" in ui.text(app)
        inside(path, "reviewer 07", found, lambda one, claims: one.flag(claims[0]))
        await pilot.press("j")
        await ui.until(lambda: "1 flagged" in ui.text(app), "the news")
        await pilot.pause()
        assert "reviewer 01: 0 of 9 labelled" in ui.text(app)


async def test_enter_lists_what_somebody_has_not_done(ui: Any, path: Path) -> None:
    found = make(path)

    def act(bob: Reviewing, claims: list[str]) -> None:
        bob.skip(claims[1], "needs Japanese")
        bob.flag(claims[0])

    inside(path, "bob", found, act)
    async with ui.running(path, opens=ui.dashboard(found.id)) as (app, pilot):
        await until_read(ui, app)
        await pilot.press("enter")
        text = ui.text(app)
        assert "Not done by bob" in text
        assert " Flagged  1 claim" in text
        assert "needs Japanese" in text
        assert " Open  8 claims" in text
        await pilot.press("q")
        assert " spring" in ui.text(app)


async def test_open_work_is_handed_over_to_whom_one_names(ui: Any, path: Path) -> None:
    found = make(path)
    async with ui.running(path, opens=ui.dashboard(found.id)) as (app, pilot):
        await until_read(ui, app)
        await pilot.press("H")
        assert "bob has 9 open claims." in ui.text(app)
        await ui.type(pilot, "eve, frank")
        await pilot.press("enter")
        await ui.until(lambda: "Handed over: eve got" in ui.text(app), "it is told")
        await ui.until(lambda: "eve: 0 of" in ui.text(app) or " eve " in ui.text(app), "eve has a row")
        given = ui.sql(path, "SELECT member, count(*) FROM assignment GROUP BY member ORDER BY member")
        assert dict(given)["eve"] + dict(given)["frank"] == 9
        assert "bob" not in dict(given)


async def test_who_is_no_lead_hands_nothing_over_and_is_told(ui: Any, path: Path) -> None:
    found = make(path, lead="lea", names=("anna", "bob"))
    async with ui.running(path, opens=ui.dashboard(found.id)) as (app, pilot):
        await until_read(ui, app)
        await pilot.pause()
        text = ui.text(app)
        assert "you see your own row, and totals" in text
        assert "0 of 18 labelled" in text
        assert "bob" not in text
        await pilot.press("H")
        assert "Only a lead can hand out work" in ui.text(app), "before anything is typed"
        assert ui.sql(path, "SELECT count(*) FROM handing") == [(2,)]


async def test_control_items_are_told_of_the_marked_reviewer(ui: Any, path: Path) -> None:
    with open_to_write(path) as store:
        first = store.db.execute("SELECT id FROM claim ORDER BY claim_set, position").fetchone()[0]
    found = make(path, controls={first: "contested"})
    inside(path, "bob", found, lambda bob, claims: bob.label(claims[0], "contested"))
    async with ui.running(path, opens=ui.dashboard(found.id)) as (app, pilot):
        await until_read(ui, app)
        await pilot.pause()
        assert "── control items: 1 of 1 right ──" in ui.text(app)
        await pilot.press("j")
        assert "control items" not in ui.text(app)


async def test_q_ends_the_program_that_only_watches(ui: Any, path: Path) -> None:
    found = make(path)
    async with ui.running(path, opens=ui.dashboard(found.id)) as (app, pilot):
        await until_read(ui, app)
        await pilot.press("ctrl+c")
        assert "q leaves the dashboard" in ui.text(app)
        await pilot.press("q")
        await ui.until(lambda: not app.is_running, "it has ended")


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=5), st.integers(0, 60))
def test_a_bar_is_full_and_hides_nothing_there_is(parts: list[int], width: int) -> None:
    cells = shares(parts, width)
    there = sum(part > 0 for part in parts)
    assert sum(cells) == (width if there else 0)
    assert all(not cell for cell, part in zip(cells, parts, strict=True) if not part)
    if width >= there:
        assert all(cell > 0 for cell, part in zip(cells, parts, strict=True) if part)


async def test_the_list_of_rounds_leads_to_it_and_it_back(ui: Any, path: Path) -> None:
    make(path, lead="lea", names=("anna", "bob"))
    async with ui.running(path) as (app, pilot):
        await pilot.press("w", "home", "w")
        assert "Mark a round" in ui.text(app)
        await pilot.press("down", "w")
        await until_read(ui, app)
        await pilot.pause()
        assert " spring · labelling, blind, under way" in ui.text(app)
        assert " Until your own work is done" in ui.text(app)
        await pilot.press("q")
        assert "Your rounds" in ui.text(app)


async def test_a_segmentation_round_has_no_surplus_and_agrees_on_boundaries(ui: Any, cuts: Any) -> None:
    async with ui.running(cuts.path, size=(120, 30), opens=ui.dashboard(cuts.round)) as (app, pilot):
        await until_read(ui, app)
        await pilot.pause()
        assert "18 of 18" in ui.text(app)
        assert " surplus" not in ui.text(app).replace("flagged  surplus", "")
        assert "-" not in ui.text(app)
        await pilot.press("%")
        await ui.until(lambda: "where claims begin and end" in ui.text(app), "figures on boundaries")


async def test_the_lead_goes_on_to_settling_and_comes_back(ui: Any, path: Path) -> None:
    found = make(path)
    for name in ("bob", "carol"):
        inside(path, name, found, lambda by, claims: by.label(claims[0], "not_checkable", rationale="x"))
    async with ui.running(path, opens=ui.dashboard(found.id)) as (app, pilot):
        await until_read(ui, app)
        dashboard = app.screen
        await pilot.press("A")
        await ui.until(lambda: isinstance(app.screen, AdjudicateScreen), "the screen for settling")
        await pilot.press("x")
        await ui.saved(app, pilot)
        await pilot.press("q")
        await ui.until(lambda: app.screen is dashboard, "the dashboard")
        await ui.until(lambda: dashboard.status.settled == 1, "what was settled")
    assert ui.sql(path, "SELECT label FROM gold") == [("not_checkable",)]


async def test_in_a_segmentation_round_the_lead_goes_on_to_merging(ui: Any, path: Path) -> None:
    found = make(path, kind="segmentation")
    async with ui.running(path, opens=ui.dashboard(found.id)) as (app, pilot):
        await until_read(ui, app)
        await pilot.press("A")
        await ui.until(lambda: isinstance(app.screen, MergeScreen), "the screen for merging")
        await pilot.press("q")
        await ui.until(lambda: app.screen.WHERE == DASHBOARD, "the dashboard")


async def test_who_may_not_settle_is_told_so_on_the_dashboard(ui: Any, path: Path) -> None:
    found = make(path, lead="lea", names=("anna", "bob"))
    async with ui.running(path, opens=ui.dashboard(found.id)) as (app, pilot):
        await until_read(ui, app)
        await pilot.press("A")
        assert "Only a lead" in ui.text(app)

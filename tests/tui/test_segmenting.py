"""A segmentation round through the screens: corrected apart, merged by the lead, labelled."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from annotator.domain.worktime import WorkClock
from annotator.services.opening import Workplace
from annotator.services.round_status import StatusReading
from annotator.store import open_to_read, open_to_write
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.merge import merge_screen

BOTH = {"anna": list(range(9)), "bo": list(range(9))}


@asynccontextmanager
async def at_work(
    ui: Any,
    path: Path,
    member: str,
    round_id: str,
    opens: Callable[[AnnotatorApp], Any] | None = None,
) -> AsyncIterator[tuple[AnnotatorApp, Any]]:
    place = Workplace(open_to_write(path), member, f"device-{member}", path.parent / "state")
    app = AnnotatorApp(place, round_id=round_id, config=ui.config, today=lambda: ui.today, opens=opens)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        yield app, pilot
    place.store.close()


async def test_seconds_of_work_are_stored_when_one_is_done_with_an_article(ui: Any, path: Path) -> None:
    made = ui.round(path, BOTH, name="cuts", kind="segmentation")
    async with at_work(ui, path, "anna", made.id) as (app, pilot):
        now = [100.0]
        app.desk.clock = WorkClock(lambda: now[0])

        async def press(key: str, pause: float) -> None:
            now[0] += pause
            await pilot.press(key)
            await ui.saved(app, pilot)

        for key, pause in (("j", 5), ("j", 7), ("D", 20), ("k", 500), ("Z", 4)):
            await press(key, pause)
        first = app.desk.article.id
        assert ui.sql(path, "SELECT article, done, seconds FROM segmented") == [(first, 1, 31)]
        for key, pause in (("Z", 9), ("n", 1), ("Z", 6)):
            await press(key, pause)
    told = ui.sql(path, "SELECT done, seconds FROM segmented ORDER BY id")
    assert told[:2] == [(1, 31), (0, 9)], "what was worked since"
    with open_to_read(path) as store:
        found = StatusReading(store, "anna").read(made.id, ui.today)
    assert found is not None
    assert [one.work.seconds for one in found.reviewers] == [47]


async def test_two_correct_apart_the_lead_merges_and_a_round_labels_what_is_merged(
    ui: Any, path: Path
) -> None:
    made = ui.round(path, BOTH, name="cuts", kind="segmentation")
    async with at_work(ui, path, "anna", made.id) as (app, pilot):
        assert "cuts · segmentation · blind" in ui.text(app)
        assert len(app.desk.marks) == 6
        assert "e wording  S split  M merge  A add  D drop  Z article done" in ui.text(app)
        assert "s sourced" not in ui.text(app), "nobody labels here"
        assert "correct the claim where it is wrong; Z: done with the article" in ui.text(app)
        await pilot.press("j", "j", "D")
        await ui.saved(app, pilot)
        assert len(app.desk.marks) == 5
        await pilot.press("s")
        await ui.saved(app, pilot)
        assert "claims are corrected, not labelled" in ui.text(app)
        await pilot.press("z")
        assert "Here claims are corrected: D drops one that is none." in ui.text(app)
        await pilot.press("Z")
        await ui.saved(app, pilot)
        assert "Done with the article." in ui.text(app)
        assert "6/9" in ui.text(app)
        await pilot.press("D")
        await ui.saved(app, pilot)
        assert "You said that you are done with this article" in ui.text(app)
        await pilot.press("n", "Z")
        await ui.saved(app, pilot)
        assert "You are done with all your articles in the round cuts: the lead sees it." in ui.text(app)
    async with at_work(ui, path, "bo", made.id) as (app, pilot):
        assert len(app.desk.marks) == 6, "what anna dropped stands here"
        await pilot.press("j", "j", "j", "{")
        await ui.saved(app, pilot)
        await pilot.press("Z", "J", "Z")
        await ui.saved(app, pilot)
        assert "9/9" in ui.text(app)
        await pilot.press("q")
        assert "6 of 6" in ui.text(app)

    def merging(app: AnnotatorApp) -> Any:
        return merge_screen(app.place, app.desk, "cuts")

    async with at_work(ui, path, "lea", "", merging) as (app, pilot):
        assert "0 of 2 decided" in ui.text(app)
        await pilot.press("1", "n", "2")
        await ui.saved(app, pilot)
        await pilot.press("f", "J", "f")
        await ui.saved(app, pilot)
        assert "merged claims are shown" in ui.text(app)
    shown = (
        "SELECT c.id FROM article_info AS i JOIN claim AS c ON c.claim_set = i.shown_set"
        " ORDER BY i.published, c.position"
    )
    claims = [row[0] for row in ui.sql(path, shown)]
    assert len(claims) == 8
    labels = ui.round(path, {"anna": list(range(8))}, name="labels", claims=claims, overlap=1)
    async with at_work(ui, path, "anna", labels.id) as (app, pilot):
        assert len(app.desk.marks) == 5
        await pilot.press("s")
        await ui.saved(app, pilot)
        assert "1/8" in ui.text(app)


async def test_a_released_article_and_one_that_is_handed_over_meanwhile(ui: Any, path: Path) -> None:
    made = ui.round(path, {"anna": [0, 1, 2, 3, 4, 5]}, name="cuts", kind="segmentation")
    async with at_work(ui, path, "anna", made.id) as (app, pilot):
        await pilot.press("Z")
        await ui.saved(app, pilot)
        ui.hand(path, made, "round.assign", "anna", [6, 7, 8])
        await ui.until(lambda: "6/9" in ui.text(app), "the news of more work")
        await ui.saved(app, pilot)
        await pilot.press("J")
        assert len(app.desk.marks) == 3
        await pilot.press("D")
        await ui.saved(app, pilot)
        assert len(app.desk.marks) == 2


async def test_outside_of_such_a_round_no_article_is_done_as_a_whole(ui: Any, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("Z")
        assert "Only in a segmentation round" in ui.text(app)

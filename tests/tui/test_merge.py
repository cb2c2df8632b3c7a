"""The screen on which a lead merges the claims of a segmentation round."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from annotator.services.opening import Workplace
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.merge import MergeScreen, merge_screen


@asynccontextmanager
async def merging(
    ui: Any, cuts: Any, *, size: tuple[int, int] = (80, 24), unfinished: bool = False
) -> AsyncIterator[tuple[AnnotatorApp, Any]]:
    """The app on this screen alone, as `annotator round merge-claims` opens it."""
    place = Workplace(open_to_write(cuts.path), "anna", "device-1", cuts.path.parent / "state")
    app = AnnotatorApp(
        place, config=ui.config, today=lambda: ui.today,
        opens=lambda app: merge_screen(place, app.desk, "cuts", unfinished=unfinished),
    )  # fmt: skip
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot
    place.store.close()


async def test_it_opens_at_the_first_difference_with_all_sides_beside_each_other(ui: Any, cuts: Any) -> None:
    async with merging(ui, cuts) as (app, _):
        assert isinstance(app.screen, MergeScreen)
        text = ui.text(app)
        lines = text.splitlines()
        assert lines[0].startswith(" cuts · article 1 of 2 · Island Ferry")
        assert "0 of 3 decided" in lines[0]
        assert "Claims 3 of 6" in text
        [names] = [line for line in lines if "ben" in line and "cleo" in line and "before" in line]
        assert names.index("1 ben") < names.index("2 cleo") < names.index("b before the round")
        assert "Claims 3 of 6: to decide. 3 left." in lines[-2]


async def test_decisions_are_saved_one_by_one_and_frozen(ui: Any, cuts: Any) -> None:
    async with merging(ui, cuts, size=(160, 50)) as (app, pilot):
        await pilot.press("2")
        assert "taken: cleo" in ui.text(app)
        await ui.saved(app, pilot)
        await pilot.press("n", "1")
        await ui.saved(app, pilot)
        await pilot.press("f")
        await ui.saved(app, pilot)
        assert "1 group of claims in the article" in ui.text(app)
        await pilot.press("n", "b")
        await ui.saved(app, pilot)
        assert "3 of 3 decided" in ui.text(app)
        await pilot.press("f")
        await ui.saved(app, pilot)
        assert "merged claims are shown" in ui.text(app)
    assert "Nobody was hurt." in cuts.shown()
    assert len(cuts.shown()) == 7
    assert ui.sql(cuts.path, "SELECT count(*) FROM segment_decision WHERE state = 'current'") == [(3,)]


async def test_undo_turns_to_what_it_takes_back(ui: Any, cuts: Any) -> None:
    async with merging(ui, cuts) as (app, pilot):
        await pilot.press("x")
        await ui.saved(app, pilot)
        assert "taken: nothing" in ui.text(app)
        await pilot.press("n", "n", "u")
        await ui.saved(app, pilot)
        assert "Claims 3 of 6" in ui.text(app)
        assert "Took back: 1 decision on what is merged." in ui.text(app)
        assert "0 of 3 decided" in ui.text(app)
        await pilot.press("ctrl+r")
        await ui.saved(app, pilot)
        assert "1 of 3 decided" in ui.text(app)


async def test_n_goes_on_to_the_next_article_and_says_when_all_is_decided(ui: Any, cuts: Any) -> None:
    async with merging(ui, cuts) as (app, pilot):
        for _ in range(3):
            await pilot.press("1", "n")
            await ui.saved(app, pilot)
        assert "article 2 of 2" in ui.text(app)
        await pilot.press("B")
        await ui.saved(app, pilot)
        await pilot.press("n")
        assert "Everything is decided: f shows the merged claims." in ui.text(app)
        await pilot.press("K", "J", "k")
        assert "article 2 of 2" in ui.text(app)


async def test_the_taken_claim_is_worded_otherwise(ui: Any, cuts: Any) -> None:
    async with merging(ui, cuts) as (app, pilot):
        await pilot.press("e")
        assert "Take one claim first" in ui.text(app)
        await pilot.press("2", "e")
        await ui.type(pilot, "Once, ")
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
        assert "taken: cleo, reworded" in ui.text(app)
    ((text,),) = ui.sql(cuts.path, "SELECT text FROM segment_decision WHERE state = 'current'")
    assert text.startswith("Once, ") or text.endswith("Once,")


async def test_what_a_reviewer_changes_meanwhile_is_shown_and_nothing_is_frozen_over_it(
    ui: Any, cuts: Any
) -> None:
    async with merging(ui, cuts) as (app, pilot):
        await pilot.press("1")
        await ui.saved(app, pilot)
        with open_to_write(cuts.path) as store:
            by = Reviewing(store, "cleo", "device-cleo", round_id=cuts.round)
            by.finish(cuts.articles[0], done=False)
            by.drop(cuts.own("cleo", 0)[2])
        assert isinstance(app.screen, MergeScreen)
        desk = app.screen.desk
        await ui.until(lambda: desk.work.unfinished == ["cleo"], "the news")
        await pilot.press("j")
        assert "Not done yet: cleo." in ui.text(app)
        await pilot.press("f")
        await ui.saved(app, pilot)
        assert "Not done with the article" in ui.text(app)


async def test_leaving_ends_the_program_once_all_is_saved(ui: Any, cuts: Any) -> None:
    async with merging(ui, cuts) as (app, pilot):
        await pilot.press("1", "q")
        await ui.until(lambda: not app.is_running or app._exit, "the end")
    assert ui.sql(cuts.path, "SELECT count(*) FROM segment_decision") == [(1,)]


async def test_a_wording_is_kept_when_the_form_is_left_and_whatever_comes_meanwhile(
    ui: Any, cuts: Any
) -> None:
    async with merging(ui, cuts) as (app, pilot):
        await pilot.press("2", "e")
        await ui.type(pilot, "Once, ")
        with open_to_write(cuts.path) as store:
            Reviewing(store, "cleo", "device-cleo", round_id=cuts.round).finish(cuts.articles[0], done=False)
        desk = app.screen_stack[0].desk
        await ui.until(lambda: desk.work.unfinished == ["cleo"], "the news")
        await pilot.press("ctrl+g")
        assert "What you typed is kept: e opens it again." in ui.text(app)
        await pilot.press("q")
        assert "Not saved: a wording. q again drops it." in ui.text(app)
        await pilot.press("e")
        assert "Once, " in app.screen.area.text
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
        assert "taken: cleo, reworded" in ui.text(app)


async def test_upon_another_screen_it_is_left_once_all_is_saved_and_that_one_hears_again(
    ui: Any, cuts: Any
) -> None:
    async with ui.running(cuts.path) as (app, pilot):
        before = app.desk.changed
        await app.push_screen(merge_screen(app.place, app.desk, "cuts"))
        await pilot.press("1", "q")
        await pilot.pause()
        assert not isinstance(app.screen, MergeScreen)
        assert app.desk.changed == before
    assert ui.sql(cuts.path, "SELECT count(*) FROM segment_decision") == [(1,)]


async def test_before_anybody_has_begun_nothing_is_called_agreed_or_decided(ui: Any, cuts: Any) -> None:
    made = ui.round(cuts.path, {"ben": range(3)}, "cuts2", kind="segmentation", overlap=1, blind=False)
    with ui.store_of(cuts.path) as store:
        place = Workplace(store, "lea", "device-lea", cuts.path.parent / "state")
        app = AnnotatorApp(place, config=ui.config, opens=lambda app: merge_screen(place, app.desk, made.id))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "nobody has begun" in ui.text(app)
            assert "Nothing is to be decided so far. Not done yet: ben." in ui.text(app)
            await pilot.press("1")
            assert "0 reviewers here: there is no number 1." in ui.text(app)


async def test_who_scrolls_the_article_is_left_there_by_what_others_do(ui: Any, cuts: Any) -> None:
    async with merging(ui, cuts, size=(60, 14)) as (app, pilot):
        article, desk = app.screen.article, app.screen.desk
        await pilot.press("pagedown", "pagedown")
        there = article.scroll_y
        with open_to_write(cuts.path) as store:
            Reviewing(store, "cleo", "device-cleo", round_id=cuts.round).finish(cuts.articles[0], done=False)
        await ui.until(lambda: desk.work.unfinished == ["cleo"], "the news")
        await pilot.pause()
        assert article.scroll_y == there
        await pilot.press("j", "k")
        assert article.scroll_y < there


async def test_what_is_saved_late_takes_nobody_back_who_has_gone_on(ui: Any, cuts: Any) -> None:
    async with merging(ui, cuts) as (app, pilot):
        for _ in range(2):
            await pilot.press("1", "n")
            await ui.saved(app, pilot)
        jobs: list[Any] = []
        submit = app.desk._submit
        app.desk._submit = lambda job, report: jobs.append((job, report))
        await pilot.press("1", "n")
        assert "article 2 of 2" in ui.text(app)
        for job, report in jobs:
            submit(job, report)
        await ui.saved(app, pilot)
        assert "article 2 of 2" in ui.text(app)

"""Reviewing in a round: my queue alone, skipping, seconds of work, what leads change meanwhile."""

from pathlib import Path

import pytest

from annotator.domain.worktime import WorkClock
from annotator.tui.screens.library import LibraryScreen
from annotator.tui.screens.review import ReviewScreen
from annotator.tui.screens.skipping import Skipping

GUIDELINE = ("how we label", "Label what is said.\n\nNot what is meant.")


@pytest.fixture
def made(ui, path: Path):
    """A blind round of all nine claims: anna has two of the first article and one of the other."""
    return ui.round(path, {"anna": [0, 2, 7], "bo": [0, 1, 2]}, guideline=GUIDELINE)


def top(ui, app) -> str:
    return ui.text(app).splitlines()[0]


async def test_the_screen_shows_my_queue_alone_and_begins_at_its_first_open_claim(ui, path, made) -> None:
    with ui.reviewing(path, "anna") as reviewing:
        reviewing.leave_place(*ui.sql(path, "SELECT article, claim FROM assignment WHERE number = 7")[0])
    async with ui.running(path, round_id=made.id) as (app, pilot):
        assert [len(app.desk.marks), app.desk.position] == [2, 0]
        assert top(ui, app).split("  ")[0].strip() == "r1 · labelling · blind"
        assert "0/3" in top(ui, app)
        await pilot.press("j", "j")
        assert app.desk.position == 1
        await pilot.press("J")
        assert len(app.desk.marks) == 1
        await pilot.press("q")
        assert isinstance(app.screen, LibraryScreen)
        assert [row.claims for row in app.screen.list.rows] == [2, 1]
        assert "r1 · labelling · blind" in top(ui, app)
    place = ui.sql(path, "SELECT claim FROM place WHERE member = 'anna'")
    assert place == ui.sql(path, "SELECT claim FROM round_claim WHERE number = 7")


async def test_a_claim_is_skipped_by_a_number_taken_back_and_skipped_in_own_words(ui, path, made) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        first = app.desk.claim
        await pilot.press("z")
        assert isinstance(app.screen, Skipping)
        await pilot.press("2")
        await ui.saved(app, pilot)
        assert app.desk.position == 1, "it goes on to the next open claim"
        assert "0/3, 1 skipped" in top(ui, app)
        assert "z  1" in ui.text(app)
        assert ui.sql(path, "SELECT claim, reason FROM skip") == [(first, "not my field")]
        await pilot.press("u")
        await ui.saved(app, pilot)
        assert app.desk.claim == first
        assert "skipped" not in top(ui, app)
        await pilot.press("z", "enter")
        assert isinstance(app.screen, Skipping)
        assert "Say why" in ui.text(app)
        await ui.type(pilot, "so 2 of it\n")
        assert isinstance(app.screen, ReviewScreen), "a number is a reason only where nothing is typed"
        await ui.saved(app, pilot)
        reasons = ui.sql(path, "SELECT reason FROM skip WHERE state = 'current'")
        assert reasons == [("so 2 of it",)]


async def test_a_form_of_reasons_is_left_without_a_skip(ui, path, made) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        await pilot.press("z", "x", "ctrl+g")
        assert isinstance(app.screen, ReviewScreen)
    assert ui.sql(path, "SELECT count(*) FROM skip") == [(0,)]


async def test_a_reason_to_skip_that_was_begun_is_kept_and_a_number_takes_the_place_of_one_before(
    ui, path, made
) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        await pilot.press("z", "x", "ctrl+g")
        assert "What you typed is kept: z opens it again." in ui.text(app)
        await pilot.press("z")
        assert app.screen.field.value == "x"
        await ui.type(pilot, " 2\n")
        await ui.saved(app, pilot)
        assert not app.desk.drafts
        await pilot.press("k", "z", "3")
        await ui.saved(app, pilot)
    rows = ui.sql(path, "SELECT reason, state FROM skip ORDER BY id")
    assert [reason for reason, _ in rows] == ["x 2", "needs another language"]


async def test_a_skipped_claim_is_passed_over_and_labelled_after_all(ui, path, made) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        await pilot.press("z", "1")
        await ui.saved(app, pilot)
        await pilot.press("i", "n", "i")
        await ui.saved(app, pilot)
        done = "Your queue is done: 2 labelled, 1 skipped (n goes there). The lead sees it."
        assert app.desk.message.text == done
        await pilot.press("n")
        assert app.desk.position == 0
        assert "You skipped this one: unclear wording" in " ".join(app.desk.message.text.split())
        assert "unclear wording" in ui.text(app)
        await pilot.press("i")
        await ui.saved(app, pilot)
        assert "3/3" in top(ui, app)
        assert "skipped" not in top(ui, app)
        await pilot.press("n")
        assert "Your queue is done: 3 labelled. The lead sees it." in ui.text(app)


async def test_undo_and_redo_walk_the_feed_of_the_round(ui, path, made) -> None:
    with ui.reviewing(path, "anna") as reviewing:
        outside = ui.sql(path, "SELECT claim FROM round_claim WHERE number = 1")[0][0]
        reviewing.label(outside, "insufficient")
    async with ui.running(path, round_id=made.id) as (app, pilot):
        await pilot.press("i", "u", "u")
        await ui.saved(app, pilot)
        assert "nothing of yours to undo" in ui.text(app)
        assert ui.sql(path, "SELECT round, state FROM label ORDER BY id") == [
            ("", "current"),
            (made.id, "retracted"),
        ]
        await pilot.press("ctrl+r")
        await ui.saved(app, pilot)
        assert "1/3" in top(ui, app)


async def test_claims_are_frozen_and_that_is_said_before_anything_is_typed(ui, path, made) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        for key in "e[]{}|SMADBL=":
            await pilot.press(key)
            assert isinstance(app.screen, ReviewScreen), key
            assert app.screen.caret is None
            assert "Frozen in the round r1: m proposes a change, in a comment" in ui.text(app), key
        await pilot.press("V", "[")
        assert "Frozen in the round r1" in ui.text(app)
        await pilot.press("q", "m")
        await ui.type(pilot, "Better: it sank.")
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
    assert ui.sql(path, "SELECT text FROM comment") == [("Better: it sank.",)]


async def test_outside_of_the_round_a_frozen_claim_says_so_at_once_and_another_is_changed(
    ui, path, made
) -> None:
    ui.close_round(path, ui.round(path, {"bo": [3]}, name="r2"))
    async with ui.running(path) as (app, pilot):
        await pilot.press("e")
        assert "Frozen in the round r1" in ui.text(app)
        assert isinstance(app.screen, ReviewScreen)


async def test_a_claim_is_shown_as_it_was_frozen_when_it_stands_no_more(ui, path) -> None:
    made = ui.round(path, {"anna": [0, 2]})
    ui.close_round(path, made)
    with ui.reviewing(path, "lea") as reviewing:
        claims = [row[0] for row in ui.sql(path, "SELECT claim FROM round_claim ORDER BY number")]
        reviewing.drop(claims[0])
        reviewing.reword(claims[2], "Nobody at all was hurt.")
    ui.close_round(path, made, "open")
    async with ui.running(path, round_id=made.id) as (app, pilot):
        assert [mark.claim.id for mark in app.desk.marks] == [claims[0], claims[2]]
        await pilot.press("i", "n", "i")
        await ui.saved(app, pilot)
        assert "Your queue is done: 2 labelled" in ui.text(app)
    assert ui.sql(path, "SELECT claim FROM vote ORDER BY id") == [(claims[0],), (claims[2],)]


async def test_seconds_of_work_are_stored_with_the_label_and_pauses_are_cut_out(ui, path, made) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        now = [100.0]
        app.desk.clock = WorkClock(lambda: now[0])

        async def press(key: str, pause: float) -> None:
            now[0] += pause
            await pilot.press(key)

        await press("pagedown", 5)
        await press("pagedown", 7)
        await press("j", 20)
        await press("k", 3)
        await press("pagedown", 500)
        await press("i", 4)
        await ui.saved(app, pilot)
        assert ui.sql(path, "SELECT seconds FROM label") == [(31,)]
        assert "116/h, 31 s each" in top(ui, app)
        await press("q", 10)
        await press("k", 50)
        await press("enter", 50)
        await press("3", 2)
        await ui.saved(app, pilot)
        assert ui.sql(path, "SELECT seconds FROM label ORDER BY id") == [(31,), (12,)]
        assert "43 s each" in top(ui, app)


async def test_the_guideline_of_the_round_is_a_page(ui, path, made) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        await pilot.press("G")
        shown = ui.text(app)
        assert "Guideline: how we label, version 1, as frozen into r1" in shown
        assert "Not what is meant." in shown
        await pilot.press("q", "q", "G")
        assert "Not what is meant." in ui.text(app)


async def test_without_a_guideline_that_is_said(ui, path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("G")
        assert "There is no guideline in this file" in ui.text(app)
    made = ui.round(path, {"anna": [1]})
    async with ui.running(path, round_id=made.id) as (app, pilot):
        await pilot.press("G")
        assert "The round r1 has no guideline." in ui.text(app)


async def test_skipping_is_for_rounds_and_says_so(ui, path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("z")
        assert "Claims are skipped in a round only; w lists yours." in ui.text(app)
        await pilot.press("w")
        assert "No round of this file has work for you" in ui.text(app)


async def test_searching_going_and_filtering_stay_in_the_queue(ui, path, made) -> None:
    others = ui.sql(path, "SELECT claim FROM round_claim WHERE number = 5")[0][0]
    with ui.reviewing(path, "anna") as reviewing:
        reviewing.comment(others, "a remark of mine")
    async with ui.running(path, round_id=made.id) as (app, pilot):
        await pilot.press("g")
        await ui.type(pilot, "nobody")
        await pilot.press("enter")
        await pilot.pause()
        assert app.desk.mark.claim.text == "Nobody was hurt."
        for words, said in (("passengers", None), ("a remark of mine", "That claim is not among yours")):
            await pilot.press("/")
            await ui.type(pilot, words)
            await pilot.press("enter")
            await ui.until(lambda: isinstance(app.screen, ReviewScreen), "a hit is taken")
            await pilot.pause()
            assert len(app.desk.marks) == 2
            assert said is None or said in app.desk.message.text
        await pilot.press("\\", "o", "ctrl+s")
        await ui.until(lambda: app.desk.matches is not None and app.desk.looked, "the filter")
        await pilot.pause()
        assert len(app.desk.matches) == 3
        await pilot.press("j", "j", "j")
        assert app.desk.message.text == "The last match."


async def test_the_help_leaves_out_what_a_round_has_not(ui, path, made) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        await pilot.press("?")
        lines = ["".join(text for text, _ in line) for line in app.screen.text._lines]
        assert not [line for line in lines if "Drop what is no claim" in line]
        assert [line for line in lines if "Skip a claim of the round" in line]


async def test_a_claim_that_has_a_label_is_not_skipped_and_the_next_one_can_be_for_the_same_reason(
    ui, path, made
) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        await pilot.press("i")
        await ui.saved(app, pilot)
        await pilot.press("z")
        assert isinstance(app.screen, ReviewScreen)
        assert "This claim has your label; u takes back what you did last." in ui.text(app)
        await pilot.press("n", "z", "5")
        await ui.saved(app, pilot)
        await pilot.press(".")
        await ui.saved(app, pilot)
    reasons = ui.sql(path, "SELECT reason FROM skip WHERE state = 'current'")
    assert reasons == [("text is broken",), ("text is broken",)]

"""Reviewing in a round: my queue alone, skipping, seconds of work, what leads change meanwhile."""

from pathlib import Path

import pytest

from annotator.domain.worktime import WorkClock
from annotator.tui.screens.library import LibraryScreen
from annotator.tui.screens.review import ReviewScreen
from annotator.tui.screens.rounds import RoundsScreen
from annotator.tui.screens.skipping import Skipping

GUIDELINE = ("how we label", "Label what is said.\n\nNot what is meant.")


@pytest.fixture
def made(ui, path: Path):
    """A blind round of all nine claims: anna has two of the first article and one of the other."""
    return ui.round(path, {"anna": [0, 2, 7], "bo": [0, 1, 2]}, guideline=GUIDELINE)


def close(path: Path, made, ui) -> None:
    with ui.leading(path) as leading, leading.act() as act:
        fields = {"round": made.id, "state": "closed", "reason": "done", "left_open": [], "supersedes": []}
        act.append("round.state", fields)


def hand(path: Path, made, ui, kind: str, reviewer: str, numbers: list[int]) -> None:
    with ui.leading(path) as leading, leading.act() as act:
        fields = {"round": made.id, "reviewer": reviewer, "numbers": numbers, "why": "late"}
        act.append(kind, fields)


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
    close(path, ui.round(path, {"bo": [3]}, name="r2"), ui)
    async with ui.running(path) as (app, pilot):
        await pilot.press("e")
        assert "Frozen in the round r1" in ui.text(app)
        assert isinstance(app.screen, ReviewScreen)


async def test_a_claim_is_shown_as_it_was_frozen_when_it_stands_no_more(ui, path) -> None:
    made = ui.round(path, {"anna": [0, 2]})
    close(path, made, ui)
    with ui.reviewing(path, "lea") as reviewing:
        claims = [row[0] for row in ui.sql(path, "SELECT claim FROM round_claim ORDER BY number")]
        reviewing.drop(claims[0])
        reviewing.reword(claims[2], "Nobody at all was hurt.")
    with ui.leading(path) as leading, leading.act() as act:
        fields = {"round": made.id, "state": "open", "reason": "", "left_open": [], "supersedes": []}
        act.append("round.state", fields)
    async with ui.running(path, round_id=made.id) as (app, pilot):
        assert [mark.claim.id for mark in app.desk.marks] == [claims[0], claims[2]]
        await pilot.press("i", "n", "i")
        await ui.saved(app, pilot)
        assert "Your queue is done: 2 labelled" in ui.text(app)
    assert ui.sql(path, "SELECT claim FROM vote ORDER BY id") == [(claims[0],), (claims[2],)]


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
        close(path, made, ui)
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
        hand(path, made, ui, "round.assign", "anna", [3])
        await ui.until(lambda: len(app.desk.marks) == 3, "one more claim")
        await pilot.pause()
        assert "1 more claim is yours now; 4 open." in ui.text(app)
        hand(path, made, ui, "round.release", "anna", [0, 2, 3])
        await ui.until(lambda: app.desk.outdated, "they are gone")
        await pilot.pause()
        assert "3 claims of yours were handed to others; 1 open." in ui.text(app)
        await pilot.press("k")
        assert app.desk.article.title == "東京の橋"
        hand(path, made, ui, "round.release", "anna", [7])
        await ui.until(lambda: app.desk.outdated, "nothing is left")
        await pilot.press("i")
        await ui.saved(app, pilot)
        assert ui.sql(path, "SELECT count(*) FROM vote") == [(1,)], "a label that arrives late still counts"
        await pilot.press("n")
        assert "No claim of the round r1 is yours any more." in ui.text(app)
        await pilot.press("j", "J", "K", "F", "I", "~", "q")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
        hand(path, made, ui, "round.assign", "anna", [0])
        await ui.until(lambda: len(app.screen.list.rows) == 1, "the library has it")
        await pilot.press("enter")
        assert [len(app.desk.marks), app.desk.outdated] == [1, False]


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
    close(path, made, ui)
    async with ui.running(path) as (app, pilot):
        assert "wait" not in ui.text(app).splitlines()[-2]
        await pilot.press("w", "down", "enter")
        assert isinstance(app.screen, RoundsScreen)
        assert "The round 'r1' is closed." in ui.text(app)


async def test_skipping_is_for_rounds_and_says_so(ui, path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("z")
        assert "Claims are skipped in a round only; w lists yours." in ui.text(app)
        await pilot.press("w")
        assert "No round of this file has work for you" in ui.text(app)


async def test_searching_going_and_filtering_stay_in_the_queue(ui, path, made) -> None:
    async with ui.running(path, round_id=made.id) as (app, pilot):
        await pilot.press("g")
        await ui.type(pilot, "nobody")
        await pilot.press("enter")
        await pilot.pause()
        assert app.desk.mark.claim.text == "Nobody was hurt."
        await pilot.press("/")
        await ui.type(pilot, "ferry")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert len(app.desk.marks) == 2
        for word in ("passengers", "1964", "ministry"):
            await pilot.press("/")
            await ui.type(pilot, word)
            await pilot.press("enter")
            await pilot.pause()
            if not isinstance(app.screen, ReviewScreen):
                await pilot.press("escape")
            assert len(app.desk.marks) in (1, 2)
        await pilot.press("\\")
        await pilot.press("ctrl+s")
        await pilot.pause()


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
        await pilot.press("i", "z")
        await ui.saved(app, pilot)
        assert isinstance(app.screen, ReviewScreen)
        assert "This claim has your label; u takes back what you did last." in ui.text(app)
        await pilot.press("n", "z", "5")
        await ui.saved(app, pilot)
        await pilot.press(".")
        await ui.saved(app, pilot)
    reasons = ui.sql(path, "SELECT reason FROM skip WHERE state = 'current'")
    assert reasons == [("text is broken",), ("text is broken",)]


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

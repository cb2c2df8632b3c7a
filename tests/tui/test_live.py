"""Two screens on one file: each sees what the other does, and nothing is overwritten unseen."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from annotator.services.opening import Workplace
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write
from annotator.tui.app import AnnotatorApp

SECOND, TURN = 1.0, 0.02


def screen_of(ui, path: Path, member: str, device: str) -> AnnotatorApp:
    place = Workplace(open_to_write(path), member, device, path.parent / f"state of {device}")
    return AnnotatorApp(place, today=lambda: ui.today)


async def within_a_second(condition: Callable[[], bool], pilot: Pilot[None], what: str) -> None:
    """A second of the screen's own: so many turns of its loop, which on a busy machine take longer."""
    for _ in range(round(SECOND / TURN)):
        if condition():
            break
        await asyncio.sleep(TURN)
    assert condition(), f"not within a second: {what}"
    await pilot.pause()


async def test_two_reviewers_see_each_others_acts_without_a_key(ui, path: Path, kit) -> None:
    anna, bo = screen_of(ui, path, "anna", "device-1"), screen_of(ui, path, "bo", "device-2")
    async with anna.run_test(size=(160, 50)) as pilot, bo.run_test(size=(160, 50)) as other:
        await pilot.pause()
        await other.press("c", "m")
        await ui.type(other, "Two offices differ.")
        await other.press("ctrl+s")
        bo.desk.act(lambda r: r.cite(bo.desk.claim, kit.draft("refutes", title="A denial")), bo.desk.claim)
        await ui.saved(bo, other)
        await within_a_second(lambda: "A denial" in ui.text(anna), pilot, "the citation")
        text = ui.text(anna)
        assert "Two offices differ." in text
        assert [(view.label.member, view.label.label) for view in anna.desk.state.others] == [
            ("bo", "contested")
        ]
        await pilot.press("s", "j", "j", "f")
        await ui.saved(anna, pilot)
        await within_a_second(lambda: "sourced" in ui.text(bo).split("This claim")[1], other, "her label")
        await other.press("~")
        assert "This is the only claim on which reviewers disagree." in ui.text(bo)
        await other.press("u")
        await ui.saved(bo, other)
        await pilot.press("k", "k")
        await within_a_second(lambda: "A denial" not in ui.text(anna), pilot, "the undo")


async def test_what_others_do_leaves_alone_what_is_typed_pending_and_scrolled(ui, path: Path) -> None:
    anna, bo = screen_of(ui, path, "anna", "device-1"), screen_of(ui, path, "bo", "device-2")
    async with anna.run_test(size=(80, 24)) as pilot, bo.run_test(size=(80, 24)) as other:
        await pilot.pause()
        await pilot.press("j", "pagedown", "m")
        await ui.type(pilot, "half a rem")
        scrolled = anna.screen_stack[0].article_view.scroll_y
        await other.press("j", "v")
        await ui.saved(bo, other)
        await within_a_second(lambda: bool(anna.desk.state.others), pilot, "his label")
        await ui.type(pilot, "ark")
        await pilot.press("ctrl+s")
        await ui.saved(anna, pilot)
        assert anna.screen.article_view.scroll_y == scrolled
    assert ui.sql(path, "SELECT text FROM comment") == [("half a remark",)]


async def test_a_screen_of_the_same_reviewer_counts_and_marks_what_another_one_did(ui, path: Path) -> None:
    anna, again = screen_of(ui, path, "anna", "device-1"), screen_of(ui, path, "anna", "device-1")
    async with anna.run_test(size=(80, 24)) as pilot, again.run_test(size=(80, 24)) as other:
        await pilot.pause()
        await other.press("s", "j", "j", "f")
        await ui.saved(again, other)
        await within_a_second(lambda: anna.desk.marks[2].flagged, pilot, "the flag")
        assert anna.desk.labelled == 1
        assert "1 of 6" in ui.text(anna)
        assert "▌s  1" in ui.text(anna)
        assert "[!]" in ui.text(anna)


async def test_what_is_nothing_to_see_draws_nothing(ui, path: Path) -> None:
    anna = screen_of(ui, path, "anna", "device-1")
    async with anna.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        drawn: list[object] = []
        anna.desk.heard = lambda numbers: drawn.append(list(numbers))
        await asyncio.sleep(0.5)
        assert drawn == []
        with open_to_write(path) as store:
            last = ui.sql(path, "SELECT id FROM claim ORDER BY id")
            elsewhere = [c for (c,) in last if anna.desk.place_of(c) is None]
            Reviewing(store, "bo", "device-2").label(elsewhere[0], "sourced")
        await ui.until(lambda: bool(drawn), "the news")
        assert drawn == [[]]


async def test_a_stale_confidence_is_refused_in_words_and_a_stale_label_is_told(ui, path: Path) -> None:
    anna, again = screen_of(ui, path, "anna", "device-1"), screen_of(ui, path, "anna", "device-1")
    async with anna.run_test(size=(160, 24)) as pilot, again.run_test(size=(160, 24)) as other:
        await pilot.press("s")
        await ui.saved(anna, pilot)
        await within_a_second(lambda: again.desk.marks[0].label == "sourced", other, "the label")
        anna._writer._watching = again._writer._watching = None  # nobody is told in time
        await other.press("c")
        await ui.saved(again, other)
        await pilot.press("4")
        await ui.saved(anna, pilot)
        assert "Not saved: Your label on this claim is contested by now" in ui.text(anna)
        assert anna.desk.marks[0].label == "contested"
        await other.press("v")
        await ui.saved(again, other)
        await pilot.press("i")
        await ui.saved(anna, pilot)
        assert "Labelled insufficient in place of verified, from another screen of yours." in ui.text(anna)
        await other.press("c")
        await ui.saved(again, other)
        await pilot.press("c")
        await ui.saved(anna, pilot)
        assert "Labelled contested." in ui.text(anna)
        await pilot.press("i")
        await ui.saved(anna, pilot)
        await other.press("f")
        await ui.saved(again, other)
        await pilot.press("f")
        await ui.saved(anna, pilot)
        assert "Flagged already." in ui.text(anna)
    assert ui.sql(path, "SELECT label, confidence FROM label WHERE state = 'current'") == [
        ("insufficient", None)
    ]
    assert ui.sql(path, "SELECT raised FROM flag WHERE state = 'current'") == [(1,)]


async def test_a_stale_rationale_is_a_choice_and_a_citation_that_is_gone_is_said(ui, path: Path, kit) -> None:
    anna, again = screen_of(ui, path, "anna", "device-1"), screen_of(ui, path, "anna", "device-1")
    async with anna.run_test(size=(160, 24)) as pilot, again.run_test(size=(160, 24)) as other:
        anna.desk.act(lambda r: r.cite(anna.desk.claim, kit.draft("refutes")), anna.desk.claim)
        await pilot.press("c", "t")
        await ui.type(pilot, "mine")
        await within_a_second(
            lambda: again.desk.refuting() != [] and bool(again.desk.state.mine), other, "it"
        )
        await other.press("t")
        await ui.type(other, "the other")
        await other.press("ctrl+s")
        await ui.saved(again, other)
        await pilot.press("ctrl+s")
        await ui.saved(anna, pilot)
        assert "Your rationale was changed meanwhile" in ui.text(anna)
        assert ui.sql(path, "SELECT rationale FROM label WHERE state = 'current'") == [("the other",)]
        await pilot.press("t")
        assert "mine" in ui.text(anna)
        await pilot.press("ctrl+s")
        await ui.saved(anna, pilot)
        assert ui.sql(path, "SELECT rationale FROM label WHERE state = 'current'") == [("mine",)]
        await pilot.press("X")
        await ui.type(pilot, "It was withdrawn.")
        await other.press("X")
        await ui.type(other, "They say so no more.")
        await other.press("ctrl+s")
        await ui.saved(again, other)
        await pilot.press("ctrl+s")
        await ui.saved(anna, pilot)
        assert "This citation is closed already: They say so no more." in ui.text(anna)

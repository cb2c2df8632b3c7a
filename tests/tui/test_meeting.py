"""Where features meet: changes of claims under a filter, in caret mode, while others write, at the end."""

import asyncio
from pathlib import Path

import pytest
from textual.events import Key, Resize
from textual.geometry import Size

from annotator.domain.claim_filter import ClaimFilter
from annotator.domain.errors import FileRefused
from annotator.services.reviewing import Reviewing

KEYS = {"[": "left_square_bracket", "]": "right_square_bracket"}


async def press(ui, app, pilot, keys: str) -> None:
    """One after the other, each once what the key before has done is saved."""
    for key in keys.split():
        await pilot.press(KEYS.get(key, key))
        await ui.saved(app, pilot)


async def filtered(ui, app, pilot, word: str) -> None:
    """List the claims that have a word."""
    app.desk.set_filter(ClaimFilter(words=(word,)))
    await ui.matches(app)
    await pilot.pause()


def bar(ui, app) -> str:
    return ui.text(app).splitlines()[-2]


async def test_a_match_whose_edge_is_moved_stays_the_match_and_undo_puts_the_old_one_back(
    ui, path: Path
) -> None:
    async with ui.running(path) as (app, pilot):
        await filtered(ui, app, pilot, "ship")
        before = app.desk.claim
        await press(ui, app, pilot, "[")
        assert app.desk.claim != before
        await press(ui, app, pilot, "j k")
        assert "Match 1 of 2, claim 4 of 6:" in bar(ui, app)
        await press(ui, app, pilot, "u f")
        assert (app.desk.claim, app.desk.at_match, app.desk.matches.index) == (before, True, 0)
        assert app.desk.match_mark(0)[1]


async def test_matches_are_split_merged_and_dropped_without_losing_the_place(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await filtered(ui, app, pilot, "ship")
        before = app.desk.claim
        await press(ui, app, pilot, "S 3 w S")
        assert app.desk.at_match
        await press(ui, app, pilot, "M")
        assert app.desk.at_match
        await press(ui, app, pilot, "D")
        assert app.desk.match_mark(0)[1] is False
        await press(ui, app, pilot, "k j")
        assert "Match 2 of 2, claim 4 of 5:" in bar(ui, app)
        await press(ui, app, pilot, "k")
        assert "The first match." in bar(ui, app)
        await press(ui, app, pilot, "u u u")
        assert (app.desk.claim, app.desk.at_match, app.desk.matches.index) == (before, True, 0)


async def test_a_match_that_is_merged_into_the_one_before_it_is_passed_over(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await filtered(ui, app, pilot, "the")
        count = len(app.desk.matches)
        await press(ui, app, pilot, "M j")
        assert app.desk.matches.index == 2
        assert len(app.desk.matches) == count
        await press(ui, app, pilot, "k")
        assert app.desk.matches.index == 0


async def test_a_claim_added_under_a_filter_takes_no_row_of_another(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await filtered(ui, app, pilot, "ship")
        before = app.desk.claim
        await press(ui, app, pilot, "V v e A")
        assert app.desk.claim != before
        assert app.desk.match_mark(0)[0].claim.id == before


async def test_anothers_change_leaves_the_caret_and_what_is_selected(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        last = app.desk.marks[5].claim.id
        await press(ui, app, pilot, "V v 3 w")
        caret = app.screen.caret
        with ui.reviewing(path, "bo") as bo:
            bo.drop(last)
        await ui.until(lambda: len(app.desk.marks) == 5, "bo's drop")
        await pilot.pause()
        assert app.screen.caret == caret
        await press(ui, app, pilot, "v")
        assert app.desk.mark.label == ""


async def test_the_size_of_a_layout_that_comes_late_is_not_the_terminals(ui, path: Path) -> None:
    """Textual lets the newest size in the queue of a screen replace the others, its own last one too."""
    async with ui.running(path, size=(80, 24)) as (app, pilot):
        await pilot.resize_terminal(40, 12)
        for size in (Size(40, 12), Size(80, 24)):
            app.screen.post_message(Resize(size, size))
        await pilot.pause()
        lines = app.screen._compositor.render_strips()
        assert [line.cell_length for line in lines] == [40] * 12


async def test_the_caret_is_in_sight_after_a_resize(ui, path: Path) -> None:
    async with ui.running(path, size=(80, 24)) as (app, pilot):
        await press(ui, app, pilot, "V G")
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        view = app.screen.article_view
        assert view.region.contains_point(view.place_at(app.screen.caret.at))


async def test_a_claim_that_stands_no_more_is_said_to_until_one_goes_on(ui, path: Path) -> None:
    async with ui.running(path, size=(100, 24)) as (app, pilot):
        await press(ui, app, pilot, "j j")
        with ui.reviewing(path, "bo") as bo:
            bo.drop(app.desk.claim)
        await ui.until(lambda: app.desk.outdated, "bo's change")
        await press(ui, app, pilot, "s")
        assert "Labelled sourced, on a claim that stands no more." in bar(ui, app)
        await press(ui, app, pilot, "a ctrl+g")
        assert "Claim 3 of 6, which stands no more: sourced" in bar(ui, app)
        await press(ui, app, pilot, "n")
        assert "of 5: no label yet" in bar(ui, app)
        assert len(app.desk.marks) == 5


async def test_no_link_is_made_to_a_claim_that_was_dropped_meanwhile(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await press(ui, app, pilot, "L D L")
        assert "does not stand any more" in bar(ui, app)
        await press(ui, app, pilot, "L ] j L")
        assert [linked.claim.text for linked in app.desk.state.linked] == [app.desk.marks[0].claim.text]
    assert ui.sql(path, "SELECT count(*) FROM link") == [(1,)]


async def test_commands_of_the_palette_wait_for_a_change_too(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        command = next(one for one in app.screen.commands() if one.keys == ("]",))
        for _ in range(3):
            await app.screen.run_command(command)
        await ui.saved(app, pilot)
        assert app.desk.mark.claim.text.endswith("engine room, the harbour office.")


@pytest.mark.parametrize("keys", ["]]]]]]", "s]s]s]"])
async def test_the_end_comes_though_changes_were_typed_ahead(ui, path: Path, keys: str) -> None:
    """A key that waited for a writer that was closed would have kept the program for ever."""
    async with ui.running(path) as (app, pilot):
        for key in keys:
            app.post_message(Key("right_square_bracket" if key == "]" else key, key))
        app._end_by_signal()
        for key in keys:
            app.post_message(Key("right_square_bracket" if key == "]" else key, key))
        await asyncio.wait_for(pilot._wait_for_screen(), 20)
        assert not app.desk.saving


async def test_a_writer_that_ends_by_a_fault_is_waited_for_no_more(ui, path: Path) -> None:
    app = ui.app(path)

    def gone() -> None:
        raise RuntimeError("gone")

    async def fail() -> None:
        async with app.run_test() as pilot:
            await pilot.pause()
            app._writer._watching.news = gone
            await ui.until(lambda: not app._writer.open, "the end of the writer")
            app.post_message(Key("right_square_bracket", "]"))
            await asyncio.wait_for(app.settled(), 5)

    with pytest.raises(RuntimeError, match="gone"):
        await fail()


async def test_changes_that_cannot_be_stored_hold_up_no_key(ui, path: Path, monkeypatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise FileRefused("The disk is full.", do="Make room.")

    async with ui.running(path, size=(120, 24)) as (app, pilot):
        before = app.desk.claim
        monkeypatch.setattr(Reviewing, "move_edge", full)
        await ui.type(pilot, "]]]j")
        await ui.saved(app, pilot)
        assert app.desk.position == 1
        await press(ui, app, pilot, "k ]")
        assert "Not saved: The disk is full." in bar(ui, app)
        assert app.desk.claim == before

"""Caret mode on the review screen: counts, selections, searching, and getting out again."""

from pathlib import Path

from textual.events import Paste


async def test_counts_work_in_caret_mode_and_digits_are_confidence_outside(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("V", "1", "2", "w")
        assert ui.ferry[app.screen.caret.at :].startswith("Friday")
        await pilot.press("b", "0", "q", "s", "4")
        await ui.saved(app, pilot)
    assert ui.sql(path, "SELECT confidence FROM label WHERE state = 'current'") == [(4,)]


async def test_a_selection_in_two_pieces_is_shown_counted_and_copied(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("V", "v", "e", "+", "w", "w", "v", "e")
        assert "7 characters selected, 1 piece put aside." in ui.text(app)
        texts = [ui.ferry[low:high] for low, high in app.screen.selected_ranges()]
        assert texts == ["The", "between"]
        await pilot.press("y")
        assert app.clipboard == "The between"


async def test_leaving_drops_the_selection_first(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("V", "v", "l", "escape")
        assert app.screen.caret is not None
        assert app.screen.selected_ranges() == ()
        await pilot.press("ctrl+g")
        assert app.screen.caret is None
        await pilot.press("j")
        assert app.desk.position == 1


async def test_searching_goes_from_place_to_place_and_around(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("V", "/")
        await ui.type(pilot, "SHIP")
        assert "Search in the article: SHIP" in ui.text(app)
        await pilot.press("enter")
        assert ui.ferry[app.screen.caret.at :].startswith("ship, built")
        assert "Place 1 of 2" in ui.text(app)
        await pilot.press("n", "n", "N")
        assert ui.ferry[app.screen.caret.at :].startswith("ship in 2019")


async def test_a_pasted_search_is_cleaned_and_what_is_not_there_is_said(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("V", "/")
        app.post_message(Paste("no\x1b[2J such\nthing"))
        await pilot.pause()
        await pilot.press("enter")
        assert "“no␛[2J such thing” does not stand in this article." in ui.text(app)
        before = app.screen.caret
        await pilot.press("/", "x", "backspace", "y", "escape")
        assert app.screen.caret == before


async def test_another_article_ends_caret_mode(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("J", "s", "K", "V")
        await ui.saved(app, pilot)
        app.screen.desk.undo()
        await ui.saved(app, pilot)
        assert app.desk.article.title == "東京の橋"
        assert app.screen.caret is None

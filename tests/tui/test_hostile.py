"""Text that wants to drive the terminal is shown, on every screen, as what it is."""

import html
from pathlib import Path

from textual.app import App

from annotator.domain.citation import CitationDraft, Source
from annotator.domain.claim import Flag
from annotator.domain.text import clean_line

NASTY = (
    "\x1b]52;c;ZXZpbA==\x07 \x1b[2J \x9b31m \x90q\x9c \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\ "
    "\u202eabc\u2066 \ufeff \u2028 [b]bold[/b] [/] [southern Kuril Islands] [@click=app.bell]x[/] "
    "\x00 \x7f \ud800 $primary {x}"
)
KEPT = ("[b]bold[/b] [/] [southern Kuril Islands]", "␛]52;c;ZXZpbA==␇")


def assert_harmless(app: App[None]) -> str:
    """No character that moves a cursor reaches a strip of the screen, or its picture; what it shows."""
    strips = app.screen._compositor.render_strips()
    text = "\n".join("".join(segment.text for segment in strip) for strip in strips)
    for line in text.split("\n"):
        assert clean_line(line) == line
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    assert not any("@click" in style.meta or style.link for style in styles)
    picture = html.unescape(app.export_screenshot())
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2028"} & set(picture)
    return text


async def test_no_screen_lets_a_hostile_text_through(ui, tmp_path: Path) -> None:
    path = tmp_path / "hostile.db"
    text = f"Title\n\nBefore {NASTY} after.\n".replace("\ud800", "").replace("\x00", "")
    words = text.split("\n")[2]
    nasty = NASTY.replace("\ud800", "").replace("\x00", "")
    ui.put_article(path, text, nasty, [ui.claim(text, words, speaker=nasty, date=nasty, mode="utterance")])
    async with ui.running(path, size=(200, 50)) as (app, pilot):
        source = Source(url="https://example.org/", title=NASTY, author=NASTY, publisher=NASTY, origin=NASTY)
        draft = CitationDraft(source, "refutes", quote=NASTY, locator=NASTY)
        app.desk.act(lambda reviewing: reviewing.cite(app.desk.claim, draft), app.desk.claim)
        await pilot.press("c")
        app.desk.act(lambda reviewing: reviewing.comment(app.desk.claim, NASTY), app.desk.claim)
        await ui.saved(app, pilot)
        shown = assert_harmless(app)
        assert all(kept in shown for kept in KEPT)
        app.desk.say(NASTY, "bad")
        app.screen.status.redraw()
        await pilot.pause()
        assert_harmless(app)
        for keys in (
            ["o"],
            ["ctrl+g", "r"],
            ["enter"],
            ["ctrl+g", "ctrl+g", "X"],
            ["ctrl+g", "t"],
            ["ctrl+g", "m"],
        ):
            await pilot.press(*keys)
            assert_harmless(app)
        await pilot.press("ctrl+g", "enter")
        assert KEPT[1] in assert_harmless(app)
        await pilot.press("q", "?")
        assert_harmless(app)
        await pilot.press("q", "ctrl+p")
        await pilot.pause(0.2)
        assert_harmless(app)
        await pilot.press("escape", "q")
        assert KEPT[1] in assert_harmless(app)


async def test_what_is_found_is_shown_as_what_it_is(ui, tmp_path: Path) -> None:
    path = tmp_path / "hostile.db"
    nasty = NASTY.replace("\ud800", "").replace("\x00", "")
    text = f"Before {nasty} after [/b].\n"
    ui.put_article(path, text, nasty, [ui.claim(text, text.strip())])
    async with ui.running(path, size=(200, 50)) as (app, pilot):
        app.desk.act(lambda reviewing: reviewing.comment(app.desk.claim, f"{NASTY} bold"), app.desk.claim)
        await ui.saved(app, pilot)
        for opens, typed in (("/", "bold [/b] [2J \x1b"), ("g", "bold islands")):
            await pilot.press(opens)
            await ui.type(pilot, typed)
            await ui.until(app.screen._up_to_date.is_set, "the answer")
            await pilot.pause()
            shown = assert_harmless(app)
            assert app.screen.rows.count
            assert all(kept in shown for kept in KEPT), shown
            await ui.type(pilot, f" {nasty} nowhere")
            await ui.until(app.screen._up_to_date.is_set, "the answer")
            await pilot.pause()
            assert_harmless(app)
            await pilot.press("ctrl+g")


async def test_flagged_words_and_a_claim_that_is_like_it_are_shown_as_what_they_are(
    ui, tmp_path: Path
) -> None:
    path = tmp_path / "hostile.db"
    text = f"Before {NASTY} after.\n".replace("\ud800", "").replace("\x00", "")
    line = text.rstrip("\n")
    flags = tuple(
        Flag("loaded", text.index(kept), text.index(kept) + len(kept)) for kept in ("\x1b]52", "[b]")
    )
    like = ui.claim(text, line, f"{line} Again.", like=0, likeness="similar", flags=flags)
    ui.put_article(path, text, "Title", [ui.claim(text, line), like])
    async with ui.running(path, size=(200, 50)) as (app, pilot):
        await pilot.press("j")
        shown = assert_harmless(app)
        assert "loaded term: “␛]52” · loaded term: “[b]”" in shown
        await pilot.press("enter")
        assert f"similar to 1: Before {KEPT[1]}" in " ".join(assert_harmless(app).split())


async def test_a_schemes_own_words_are_text_too(ui, path: Path, kit) -> None:
    from annotator.domain.scheme_reading import parse_scheme
    from annotator.services.opening import begin

    scheme = parse_scheme(
        'name = "odd"\nversion = "1"\n[[label]]\nid = "odd"\nkey = "s"\ncolour = "red"\n'
        'help = "[/b] [@click=app.bell]x[/] \\u001b[2J"\n',
        name="odd.toml",
    )
    place = kit.open(path).place
    begin(place, scheme=scheme, guideline=None)
    async with ui.running(path, size=(100, 300)) as (app, pilot):
        await pilot.press("s")
        await ui.saved(app, pilot)
        assert_harmless(app)
        await pilot.press("ctrl+p")
        await ui.type(pilot, "odd")
        await pilot.pause(0.2)
        assert_harmless(app)
        await pilot.press("escape", "?")
        assert "[/b] [@click=app.bell]x[/] ␛[2J" in assert_harmless(app)


async def test_wide_and_joined_characters_keep_their_places(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("J", "j", "s")
        await ui.saved(app, pilot)
        marked = "".join(
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.bgcolor == app.palette.style("current:sourced").bgcolor
        )
        assert marked == "市は2025年に修理を終えた。"
        await pilot.press("j")
        assert "👩‍👩‍👧 carries trams." in ui.text(app)

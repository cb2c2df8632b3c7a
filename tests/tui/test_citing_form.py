"""The citation form without typing: pasting, earlier sources, completing, citing again; keys are counted."""

from pathlib import Path

import pytest
from textual.events import Key, Paste

from annotator.tui.screens.citation import CitationForm
from annotator.tui.screens.review import ReviewScreen
from annotator.tui.widgets.fields import LONGEST_LINE, LONGEST_TEXT

ENTRY = """@misc{fire2026,
  title = {A Fire at {S}ea}, author = {Lee, Ann and Bo Ode}, publisher = {Coast Wire},
  year = 2026, month = feb, url = {https://news.example/fire}, volume = 3
}"""
FIRE = "https://news.example/fire"


class Keys:
    """Presses keys, pastes, and counts both."""

    def __init__(self, pilot) -> None:
        self.pilot = pilot
        self.count = 0

    async def press(self, *keys: str) -> None:
        self.count += len(keys)
        await self.pilot.press(*keys)

    async def paste(self, text: str) -> None:
        self.count += 1
        self.pilot.app.post_message(Paste(text))
        await self.pilot.pause()


def said(ui, app) -> str:
    """The screen in one line: sentences go on in the next one."""
    return " ".join(ui.text(app).split())


async def cited(ui, app, pilot, *, title: str = "", number: int = 0, **fields: str) -> None:
    """A citation made by the desk, to have an earlier one."""
    from annotator.domain.citation import CitationDraft, Source
    from annotator.tui.acting_desk import Typed

    url = fields.pop("url", f"https://news.example/{number}")
    draft = CitationDraft(
        Source(url=url, title=title, **fields), "supports", "primary", quote="As it stood.", locator="p. 3"
    )
    app.desk.cite(app.desk.claim, draft, Typed("", {}, "a"))
    await ui.saved(app, pilot)


async def test_a_citation_from_a_url_on_the_clipboard_takes_four_keys(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        keys = Keys(pilot)
        await keys.press("a")
        await keys.paste(f"{FIRE}?utm_source=mail")
        await keys.press("ctrl+s", "r")
        await ui.saved(app, pilot)
        assert isinstance(app.screen, ReviewScreen)
        assert keys.count == 4
    found = ui.sql(path, "SELECT url, stance, accessed FROM current_citation")
    assert found == [(FIRE, "refutes", "2026-03-01")]


async def test_a_label_with_the_last_citation_again_takes_two_keys(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await cited(ui, app, pilot, title="The log_book", publisher="Coast Wire")
        await pilot.press("j")
        keys = Keys(pilot)
        await keys.press("s", "R")
        await ui.saved(app, pilot)
        assert keys.count == 2
        (again,) = app.desk.my_citations()
        assert (again.source.title, again.stance, again.quote, again.locator) == (
            "The log_book", "supports", "As it stood.", "p. 3",
        )  # fmt: skip
        assert "Cited again, supports: The log_book." in ui.text(app)
        await pilot.press("u")
        await ui.saved(app, pilot)
        assert app.desk.my_citations() == []
        assert app.desk.state.label is not None
    assert ui.sql(path, "SELECT count(*) FROM source") == [(1,)]


async def test_citing_again_says_when_there_is_nothing_to_cite(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("R")
        await ui.saved(app, pilot)
        assert "You have not cited anything yet." in ui.text(app)
        await cited(ui, app, pilot)
        await pilot.press("R")
        await ui.saved(app, pilot)
        assert "is on this claim already" in ui.text(app)


async def test_an_earlier_source_of_anyone_comes_back_by_two_letters(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await cited(ui, app, pilot, title="Fire report", publisher="Harbour Office", number=1)
        await cited(ui, app, pilot, title="Crew list", publisher="Union", number=2)
        await pilot.press("j", "a")
        keys = Keys(pilot)
        await keys.press("h", "o")
        assert "▌ Fire report  Harbour Office" in ui.text(app)
        assert "Crew list" not in ui.text(app)
        await keys.press("enter")
        assert app.screen.entry.at == "quote"
        assert "+Publisher      Harbour Office" in ui.text(app)
        await ui.type(pilot, "No ferry.")
        await pilot.press("ctrl+s", "p")
        await ui.saved(app, pilot)
    found = ui.sql(path, "SELECT quote, stance, kind FROM current_citation ORDER BY id")
    assert found[-1] == ("No ferry.", "partly_supports", "primary")
    assert ui.sql(path, "SELECT count(*) FROM source") == [(2,)]


async def test_another_offer_is_marked_by_the_arrows_and_typing_on_narrows(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        for number, title in enumerate(["Fire one", "Fire two", "Fire three"]):
            await cited(ui, app, pilot, title=title, number=number)
        await pilot.press("a")
        await ui.type(pilot, "fire")
        await pilot.press("down", "down", "down", "up")
        assert "▌ Fire two" in ui.text(app)
        await ui.type(pilot, " on")
        assert "▌ Fire one" in ui.text(app)
        assert "Fire two" not in ui.text(app)
        await ui.type(pilot, "xx")
        assert "Fire one" not in ui.text(app)
        await pilot.press("enter")
        assert app.screen.entry.at == "reference"


async def test_a_bibtex_entry_fills_the_form_and_one_key_takes_it_back(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        before = app.screen.values()
        app.post_message(Paste(ENTRY))
        await pilot.pause()
        text = ui.text(app)
        assert "Ctrl+z take back" in text
        assert "Filled in from the BibTeX entry: URL, title, author, publisher" in text
        assert "No place for: volume." in said(ui, app)
        assert "+Author         Ann Lee, Bo Ode" in text
        assert "+Published      2026-02" in text
        assert app.screen.entry.at == "quote"
        await ui.type(pilot, "Typed later")
        await pilot.press("ctrl+z")
        assert app.screen.values() == {**before, "quote": "Typed later"}
        assert "Ctrl+z take back" not in ui.text(app)


async def test_what_was_typed_before_is_kept_and_said(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        app.screen.go("title")
        await ui.type(pilot, "My title")
        app.screen.go("url")
        app.post_message(Paste(ENTRY))
        await pilot.pause()
        assert "Kept as you typed it: title." in said(ui, app)
        values = app.screen.values()
        assert (values["title"], values["url"]) == ("My title", FIRE)


async def test_taking_back_a_tidied_address_gives_it_as_it_was_pasted(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        app.post_message(Paste(f"{FIRE}?utm_source=mail"))
        await pilot.pause()
        assert "Taken off the address: utm_source." in ui.text(app)
        await pilot.press("ctrl+z")
        assert app.screen.values()["url"] == f"{FIRE}?utm_source=mail"


async def test_ctrl_z_in_the_quote_is_the_fields_own_when_nothing_was_filled(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a", "tab", "tab")
        await ui.type(pilot, "word")
        await pilot.press("ctrl+z")
        assert app.screen.values()["quote"] == ""


async def test_a_paste_is_plain_text_where_it_is_not_a_source(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        await ui.type(pilot, "https://x.example/")
        app.post_message(Paste(FIRE))
        await pilot.pause()
        assert app.screen.values()["url"] == f"https://x.example/{FIRE}"
        await pilot.press("tab", "tab")
        app.post_message(Paste(ENTRY))
        await pilot.pause()
        assert app.screen.values()["quote"] == ENTRY


async def test_in_an_empty_form_a_source_is_read_in_any_field(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a", "tab", "tab")
        app.post_message(Paste("doi:10.1000/182"))
        await pilot.pause()
        assert app.screen.values()["url"] == "https://doi.org/10.1000/182"


async def test_an_archived_copy_pasted_into_its_field_gives_its_time(ui, path: Path) -> None:
    copy = f"https://web.archive.org/web/20260221101112/{FIRE}"
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        await ui.type(pilot, FIRE)
        app.screen.go("archive_url")
        app.post_message(Paste(copy))
        await pilot.pause()
        values = app.screen.values()
        assert (values["url"], values["archive_url"], values["archived_at"]) == (
            FIRE, copy, "2026-02-21T10:11:12",
        )  # fmt: skip


async def test_what_is_broken_is_told_with_its_line_and_fills_nothing(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        before = app.screen.values()
        app.post_message(Paste("@misc{a,\n title = {x}"))
        await pilot.pause()
        assert "its closing brace is missing in line 2. Nothing was filled in." in said(ui, app)
        assert app.screen.values() == before


async def test_of_several_entries_one_is_chosen(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        app.post_message(Paste(ENTRY + ENTRY.replace("Fire", "Ship")))
        await pilot.pause()
        assert "2 entries were pasted" in ui.text(app)
        assert app.screen.values()["title"] == ""
        await pilot.press("down", "enter")
        assert app.screen.values()["title"] == "A Ship at Sea"


async def test_names_are_completed_from_the_file_by_the_right_arrow_or_end(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await cited(ui, app, pilot, publisher="Coast Wire", origin="Harbour Office", author="Ann Lee")
        await pilot.press("a")
        app.screen.go("publisher")
        await ui.type(pilot, "co")
        assert "coast Wire" in ui.text(app)
        await pilot.press("right")
        assert app.screen.values()["publisher"] == "Coast Wire"
        app.screen.go("origin")
        await ui.type(pilot, "HA")
        await pilot.press("end", "ctrl+z")
        assert app.screen.values()["origin"] == "HA"
        await ui.type(pilot, "x")
        assert "our Office" not in ui.text(app)
        app.screen.go("author")
        await ui.type(pilot, "Bo Ode, a")
        await pilot.press("right")
        assert app.screen.values()["author"] == "Bo Ode, Ann Lee"


async def test_the_publisher_of_a_site_is_a_guess_that_is_not_filled_in_by_itself(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        app.post_message(Paste("https://www.news.example/a"))
        await pilot.pause()
        app.screen.go("publisher")
        await pilot.pause()
        assert "news.example  (→ takes it)" in ui.text(app)
        assert app.screen.values()["publisher"] == ""
        await pilot.press("right")
        assert app.screen.values()["publisher"] == "news.example"
        await pilot.press("ctrl+g")
        await cited(ui, app, pilot, publisher="News Daily")
        await pilot.press("j", "a")
        app.post_message(Paste(FIRE))
        await pilot.pause()
        app.screen.go("publisher")
        await pilot.pause()
        assert "News Daily  (→ takes it)" in ui.text(app)


async def test_any_key_but_a_stance_goes_on_with_the_form_that_asked_for_it(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        app.post_message(Paste(FIRE))
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert "What does it do?" in ui.text(app)
        await pilot.press("tab", "s")
        assert isinstance(app.screen, CitationForm)
        assert app.screen.values()["stance"] == ""


@pytest.mark.parametrize(
    ("field", "most"), [("url", LONGEST_LINE), ("title", LONGEST_LINE), ("quote", LONGEST_TEXT)]
)
async def test_a_megabyte_in_a_field_is_cut_and_that_is_said(ui, path: Path, field: str, most: int) -> None:
    text = "The ferry 🚢 stopped.\n" * 50_000
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        app.screen.go(field)
        app.post_message(Paste(text))
        await pilot.pause()
        assert "characters came, and a field takes" in ui.text(app)
        assert most - 1 <= len(app.screen.values()[field]) <= most
        app.post_message(Paste("more"))
        await pilot.pause()
        assert len(app.screen.values()[field]) <= most
        await pilot.press("backspace", "x")
        assert app.screen.values()[field].endswith("x")


async def test_a_megabyte_in_a_comment_is_cut_and_that_is_said(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("m")
        app.post_message(Paste("x\n" * 500_000))
        await pilot.pause()
        assert "1,000,000 characters came, and a field takes 20,000" in ui.text(app)
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
    assert ui.sql(path, "SELECT length(text) FROM comment") == [(LONGEST_TEXT - 1,)]


TYPED = ["é", "e\u0301", "東京", "👩\u200d👩\u200d👧", "🇫🇷", "❤\ufe0f", "שלום", "क्षि", "ñ", "ß"]


@pytest.mark.parametrize("field", ["title", "quote"])
async def test_every_script_is_typed_as_it_is(ui, path: Path, field: str) -> None:
    text = " ".join(TYPED)
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        app.screen.go(field)
        for character in text:
            app.post_message(Key("space" if character == " " else character, character))
        await pilot.pause()
        assert app.screen.values()[field] == text


async def test_the_form_is_shown_anew_each_time_and_keeps_nothing_of_the_last(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        app.post_message(Paste(ENTRY))
        await pilot.pause()
        await pilot.press("ctrl+s", "s")
        await ui.saved(app, pilot)
        await pilot.press("j", "a")
        assert "A Fire at Sea" not in ui.text(app)
        assert "take back" not in ui.text(app)
        assert app.screen.entry.at == "url"
        await ui.type(pilot, "x")
        assert app.screen.values()["url"] == "x"


async def test_fields_are_chosen_by_the_mouse_too(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        rows = app.screen.rows
        names = [(field.name, part) for field, part in app.screen.entry.rows()]
        await pilot.click("#rows", offset=(30, names.index(("title", 0))))
        assert app.screen.entry.at == "title"
        await ui.type(pilot, "Clicked")
        await pilot.click("#rows", offset=(17 + len("○ supports  "), names.index(("stance", 0))))
        values = app.screen.values()
        assert (values["title"], values["stance"]) == ("Clicked", "partly_supports")
        assert rows.has_focus


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_the_field_one_types_in_lies_beside_its_label_and_is_seen_to_its_end(
    ui, path: Path, size
) -> None:
    async with ui.running(path, size=size) as (app, pilot):
        await pilot.press("a")
        for name in ("url", "archived_at", "quote"):
            app.screen.go(name)
            await ui.type(pilot, "x" * 200 + "END")
            lines = ui.text(app).splitlines()
            label = next(each.label for each, _ in app.screen.entry.rows() if each.name == name)
            row = next(number for number, line in enumerate(lines) if line[1:].startswith(label))
            shown = "".join(line[16:] for line in lines[row : row + 3])
            assert "END" in shown
            assert lines[row][:16].strip() == label


async def test_a_terminal_made_smaller_and_larger_while_typing_keeps_the_field(ui, path: Path) -> None:
    async with ui.running(path, size=(160, 50)) as (app, pilot):
        await pilot.press("a")
        app.screen.go("archived_at")
        await ui.type(pilot, "2026")
        for size in ((60, 12), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await ui.type(pilot, "-")
            row = next(line for line in ui.text(app).splitlines() if "Archived at" in line)
            assert "2026-" in row
        assert app.screen.values()["archived_at"] == "2026---"

"""Forms and lists by keys: citing, reusing, changing, closing, notes; nothing typed is lost."""

from pathlib import Path

import pytest
from textual.events import Key, Paste

from annotator.tui.screens.citation import CitationForm
from annotator.tui.screens.listing import Choosing, Reusing
from annotator.tui.screens.note import Note
from annotator.tui.screens.review import ReviewScreen


async def cite(ui, pilot, *, url: str, quote: str, stance: str) -> None:
    """Fill the form by keys alone."""
    await pilot.press("a")
    await ui.type(pilot, url)
    await pilot.press("tab", "tab")
    await ui.type(pilot, quote)
    await pilot.press("tab", "tab", stance, "ctrl+s")


async def test_a_citation_is_made_by_keys_and_counts(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("s")
        await cite(ui, pilot, url="https://example.org/fire", quote="No ferry since noon.", stance="s")
        await ui.saved(app, pilot)
        assert isinstance(app.screen, ReviewScreen)
        assert "sourced · complete" in ui.text(app)
        assert "+ supports · secondary · https://example.org/fire" in ui.text(app)
    found = ui.sql(path, "SELECT stance, kind, quote, accessed, url FROM current_citation")
    assert found == [
        ("supports", "secondary", "No ferry since noon.", "2026-03-01", "https://example.org/fire")
    ]


async def test_keys_typed_ahead_land_in_the_fields_they_were_meant_for(ui, path: Path) -> None:
    keys = [*"sa", *"https://example.org/1", "tab", "tab", *"They said so.", "enter", "x"]
    keys += ["tab", "enter", "s", "tab", "p", "tab", "y", "tab", *"the log", "ctrl+s"]
    keys += ["j", "c", "m", *"ask", "ctrl+s", "j", "v"]
    async with ui.running(path) as (app, pilot):
        for key in keys:
            app.post_message(Key({" ": "space"}.get(key, key), key if len(key) == 1 else None))
        await ui.until(lambda: bool(app.desk.marks[2].label), "the third claim's label")
        await ui.saved(app, pilot)
    found = ui.sql(path, "SELECT url, quote, stance, kind, sole_authority FROM current_citation ORDER BY at")
    assert found == [("https://example.org/1", "They said so.\nx", "supports", "primary", "the log")]
    labels = ui.sql(path, "SELECT label FROM current_label ORDER BY at")
    assert labels == [("sourced",), ("contested",), ("verified",)]
    assert ui.sql(path, "SELECT text FROM comment") == [("ask",)]


async def test_what_is_wrong_is_said_under_the_field_and_nothing_is_lost(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await cite(ui, pilot, url="example.org", quote="No ferry.", stance="z")
        assert isinstance(app.screen, CitationForm)
        text = ui.text(app)
        assert "No web address: begin with https://" in text
        assert "Choose one: ← and →" in text
        assert "No ferry." in text
        assert app.screen.entry.at == "url"
        await pilot.press("home")
        await ui.type(pilot, "https://")
        await pilot.press("tab", "tab", "tab", "tab", "r", "ctrl+s")
        await ui.saved(app, pilot)
        assert app.desk.my_citations()[0].stance == "refutes"


async def test_a_form_that_is_left_keeps_what_was_typed(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        await ui.type(pilot, "https://example.org/half")
        await pilot.press("ctrl+g")
        assert "a citation: a goes on with it" in ui.text(app)
        await pilot.press("j", "k", "a")
        assert "New citation, begun earlier" in ui.text(app)
        assert "https://example.org/half" in ui.text(app)
        await pilot.press("escape", "q", "q")
        assert "q again drops it" in ui.text(app)
        assert app.is_running
        await pilot.press("q")
    assert app.return_code == 0


async def test_a_form_without_changes_is_left_without_a_word(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a", "escape")
        assert app.desk.drafts == {}
        assert "kept" not in ui.text(app)


async def test_the_tick_of_sole_authority_shows_for_primary_sources_with_its_reason(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        assert "Sole authority" not in ui.text(app)
        app.screen.go("kind")
        await pilot.press("p")
        assert "Sole authority" in ui.text(app)
        assert "because" not in ui.text(app)
        await pilot.press("tab", "y", "tab")
        await ui.type(pilot, "the register itself")
        assert app.screen.values()["sole_authority"] == "the register itself"


async def test_pasted_text_is_one_clean_line_in_a_field_and_clean_lines_in_a_quote(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a")
        app.post_message(Paste("https://example.org/\n  \x1b]52;c;eA==\x07 x\r\n"))
        await pilot.pause()
        await pilot.press("tab", "tab")
        app.post_message(Paste("one\x1b[2J\r\ntwo\u202e\x9b"))
        await pilot.pause()
        values = app.screen.values()
        assert values["url"] == "https://example.org/ ␛]52;c;eA==␇ x"
        assert values["quote"] == "one␛[2J\ntwo\ufffd\ufffd"


async def test_an_earlier_citation_is_found_and_used_again_with_another_stance(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await cite(ui, pilot, url="https://example.org/fire", quote="No ferry since noon.", stance="s")
        await ui.saved(app, pilot)
        await cite(ui, pilot, url="https://example.org/crew", quote="Nobody asked us.", stance="r")
        await ui.saved(app, pilot)
        await pilot.press("j", "r")
        assert isinstance(app.screen, Reusing)
        await ui.type(pilot, "noon")
        assert "Nobody asked us." not in ui.text(app)
        await pilot.press("enter")
        assert "What does it do?" in ui.text(app)
        await pilot.press("ctrl+g")
        for key in ("enter", "c", "j", "s"):
            app.post_message(Key(key, key))
        await ui.until(lambda: bool(app.desk.marks[2].label), "the keys behind the list")
        await ui.saved(app, pilot)
        await pilot.press("k")
        assert [(c.stance, c.quote) for c in app.desk.my_citations()] == [("context", "No ferry since noon.")]


async def test_reuse_without_earlier_citations_says_what_to_do(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("r", "enter", "down")
        assert "You have not cited anything yet" in ui.text(app)
        await pilot.press("ctrl+g")
        assert isinstance(app.screen, ReviewScreen)


async def test_a_citation_is_opened_and_changed_and_of_several_one_is_chosen(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await cite(ui, pilot, url="https://example.org/fire", quote="No ferry.", stance="s")
        await ui.saved(app, pilot)
        await pilot.press("o")
        assert "Change a citation" in ui.text(app)
        app.screen.go("publisher")
        await ui.type(pilot, "Coast Wire")
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
        assert [c.source.publisher for c in app.desk.my_citations()] == ["Coast Wire"]
        await cite(ui, pilot, url="https://example.org/crew", quote="Denied.", stance="r")
        await ui.saved(app, pilot)
        await pilot.press("o")
        assert isinstance(app.screen, Choosing)
        await pilot.press("down", "enter")
        assert app.screen.values()["quote"] == "Denied."


async def test_a_refuting_citation_is_closed_with_a_reason(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("X")
        assert "No open citation of yours refutes this claim." in ui.text(app)
        await cite(ui, pilot, url="https://example.org/crew", quote="Denied.", stance="r")
        await ui.saved(app, pilot)
        await pilot.press("X")
        assert isinstance(app.screen, Note)
        await ui.type(pilot, "They took it back.")
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
        assert app.desk.my_citations()[0].closed == "They took it back."


async def test_rationale_and_comment_are_written_in_a_note(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("t")
        assert "Label the claim first" in ui.text(app)
        await pilot.press("c", "t")
        await ui.type(pilot, "Two offices differ.")
        await pilot.press("ctrl+s", "m")
        await ui.type(pilot, "Ask again")
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
        await pilot.press("t")
        assert "Two offices differ." in ui.text(app)
    assert ui.sql(path, "SELECT rationale FROM label WHERE state = 'current'") == [("Two offices differ.",)]
    assert ui.sql(path, "SELECT text FROM comment") == [("Ask again",)]


async def test_a_citation_that_could_not_be_saved_is_still_in_the_form(ui, path: Path, monkeypatch) -> None:
    from annotator.domain.errors import FileRefused

    async with ui.running(path) as (app, pilot):

        def full(*_: object, **__: object) -> None:
            raise FileRefused("The disk is full.")

        monkeypatch.setattr("annotator.services.reviewing.Reviewing.cite", full)
        await cite(ui, pilot, url="https://example.org/fire", quote="No ferry.", stance="s")
        await ui.saved(app, pilot)
        assert "Not saved: The disk is full. What you typed is kept" in ui.text(app)
        await pilot.press("a")
        assert app.screen.values()["quote"] == "No ferry."


async def test_a_form_opened_on_one_claim_cites_that_claim_wherever_the_desk_went(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        first = app.desk.claim
        await pilot.press("a")
        await ui.type(pilot, "https://example.org/a")
        app.desk.open(app.desk.article.id, app.desk.marks[3].claim.id)
        app.screen.go("stance")
        await pilot.press("s", "ctrl+s")
        await ui.saved(app, pilot)
        assert len(app.desk.reading.state(first).citations) == 1
        assert app.desk.my_citations() == []


async def test_an_empty_comment_is_told_in_the_form_and_an_empty_rationale_is_none(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("m", "space", "ctrl+s")
        assert isinstance(app.screen, Note)
        assert "The comment is empty" in ui.text(app)
        await ui.type(pilot, "ask")
        assert "The comment is empty" not in ui.text(app)
        await pilot.press("ctrl+s", "s", "t")
        await ui.type(pilot, "why")
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
        await pilot.press("t", "backspace", "backspace", "backspace", "ctrl+s")
        await ui.saved(app, pilot)
        assert app.desk.state.label.label.rationale == ""
        assert [comment.text.strip() for comment in app.desk.state.comments] == ["ask"]


async def test_an_untouched_or_emptied_form_is_no_draft(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a", "space", "ctrl+g", "m", "x", "ctrl+g", "m", "backspace", "ctrl+g")
        assert app.desk.drafts == {}
        await pilot.press("q", "q")
    assert app.return_code == 0


async def test_leaving_names_what_is_not_saved(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("m", "x", "ctrl+g", "s", "t", "x", "ctrl+g", "a", "x", "ctrl+g")
        await pilot.press("j", "m", "x", "ctrl+g", "q", "q")
        words = "Not saved: 2 comments, a rationale, a citation. q again drops them."
        assert words in ui.text(app)
        assert app.is_running


async def test_an_error_goes_when_its_field_is_put_right(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await cite(ui, pilot, url="", quote="No ferry.", stance="z")
        assert "Give an address here" in ui.text(app)
        assert "Choose one:" in ui.text(app)
        await pilot.press("tab")
        await ui.type(pilot, "A letter")
        assert "Give an address here" not in ui.text(app)
        assert "↑ Choose one:" in ui.text(app)
        await pilot.press("tab", "tab", "tab", "s")
        assert "↑" not in ui.text(app)


@pytest.mark.parametrize(("size", "lines"), [((80, 24), 2), ((40, 24), 4), ((38, 24), 5), ((160, 24), 1)])
async def test_a_choice_whose_words_do_not_all_fit_goes_on_in_the_next_line(ui, path, size, lines) -> None:
    async with ui.running(path, size=size) as (app, pilot):
        await pilot.press("\\")
        rows = ui.text(app).splitlines()
        assert next(y for y, row in enumerate(rows) if row.startswith(" Incomplete")) == 1 + lines
        for words in ("not checkable", "insufficient", "verified"):
            y = next(y for y, row in enumerate(rows) if f"○ {words}" in row)
            assert "…" not in rows[y]
            await pilot.click(offset=(rows[y].index(words), y))
            rows = ui.text(app).splitlines()
            assert f"● {words}" in rows[y]
            assert "● any" not in "".join(rows[1 : 1 + lines])


@pytest.mark.parametrize("back", ["q", "f1", "escape"])
async def test_help_opens_in_a_form_and_leads_back_to_what_is_being_typed(ui, path: Path, back: str) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("a", "tab", "tab")
        await ui.type(pilot, "No ferry?")
        assert "F1 help" in ui.text(app)
        await pilot.press("f1")
        assert "Help" in ui.text(app).splitlines()[0]
        assert "In forms" in ui.text(app).splitlines()[1]
        await pilot.press(back)
        assert isinstance(app.screen, CitationForm)
        await ui.type(pilot, " None.")
        await pilot.pause()
        assert app.screen.values()["quote"] == "No ferry? None."


async def test_help_opens_in_a_list_and_leads_back_to_it(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("r", "ctrl+o")
        assert "In lists to choose from" in ui.text(app).splitlines()[1]
        await pilot.press("q")
        await ui.type(pilot, "ferry?")
        await pilot.pause()
        assert app.screen.filter.value == "ferry?"

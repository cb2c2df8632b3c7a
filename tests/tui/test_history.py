"""The history of a claim on the screen: what is in it, comparing two revisions, going back to one."""

import time
from pathlib import Path

import pytest

from annotator.domain.citation import CitationDraft, Source
from annotator.services.reviewing import Reviewing
from annotator.settings.config import Config
from annotator.store import open_to_write
from annotator.tui.screens.history import HistoryScreen
from annotator.tui.screens.review import ReviewScreen

OLD = "Nobody was hurt."
NEW = "Nobody on the ferry was hurt."
NASTY = "\x1b[2J [/b] \u202eabc [@click=app.bell]x[/]"


@pytest.fixture
def acting(path: Path):
    """Acts as somebody on the file; gives the service and the id of the claim that nobody was hurt."""
    store = open_to_write(path)

    def by(member: str) -> Reviewing:
        return Reviewing(store, member, f"device-{member}")

    claim = store.db.execute("SELECT id FROM claim WHERE text = ?", (OLD,)).fetchone()[0]
    yield by, claim
    store.close()


@pytest.fixture
def worked(acting):
    """A claim with a label, a citation, a comment, two revisions of two people and an act taken back."""
    by, claim = acting
    anna, bert = by("anna"), by("bert")
    source = Source("https://example.org/fire", title="Fire on board", publisher="Coast Wire")
    anna.cite(claim, CitationDraft(source, "supports", quote="None of them was hurt."))
    anna.label(claim, "sourced", confidence=4, rationale="The log says so.")
    bert.comment(claim, "Who counted them?")
    made = bert.reword(claim, NEW, reason="pronoun").claim
    anna.label(made, "contested")
    anna.undo()
    anna.leave_place(anna.db.execute("SELECT id FROM article ORDER BY id").fetchone()[0], made)
    return claim, made


def lines(ui, app) -> list[str]:
    return ui.text(app).splitlines()


def differing(app) -> list[str]:
    """The pieces of the screen that are marked as differing."""
    style = app.palette.style("differing")
    strips = app.screen._compositor.render_strips()
    return [seg.text for strip in strips for seg in strip if seg.style == style]


def flat(app) -> str:
    """What stands on the screen, with one space for many."""
    strips = app.screen._compositor.render_strips()
    return " ".join(" ".join("".join(segment.text for segment in strip) for strip in strips).split())


async def open_history(app, pilot, words: str) -> None:
    """Go to the claim of these words, and press the key."""
    numbers = [n for n, mark in enumerate(app.desk.marks) if mark.claim.text == words]
    assert numbers, words
    app.desk.go(numbers[0])
    app.screen.opened()
    await pilot.press("h")
    await pilot.pause()
    assert isinstance(app.screen, HistoryScreen)


async def test_every_act_is_a_line_with_who_and_when_and_what_became_of_it(ui, path: Path, worked) -> None:
    ui.config = Config(date_format=Config().date_format.__class__("%d.%m.%Y"))
    async with ui.running(path, size=(130, 40)) as (app, pilot):
        await open_history(app, pilot, NEW)
        shown = lines(ui, app)[1:7]
        today = time.strftime("%d.%m.%Y")
        for line, number, who, what, became in zip(
            shown, "221111", ("anna", "bert", "bert", "anna", "anna", "splitter"),
            (
                "label contested", f"reworded: pronoun  {NEW}", "comment: Who counted them?",
                "label sourced, confidence 4: The log says so.",
                "cited, supports: Coast Wire · Fire on board", f"made by by hand 1  {OLD}",
            ),
            ("taken back", "current", "", "", "", "superseded"), strict=True,
        ):  # fmt: skip
            assert line.lstrip("▌ ").startswith(number)
            assert f" {who} " in line
            assert what in line
            assert line.rstrip().endswith(became)
            assert (today in line) == (who != "splitter")


async def test_times_are_those_of_the_clock_on_the_wall(ui, path: Path, worked, monkeypatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    try:
        async with ui.running(path) as (app, pilot):
            await open_history(app, pilot, NEW)
            at = app.screen.history.entries[0].at
            utc = int(at[11:13]) * 60 + int(at[14:16])
            hours, minutes = divmod((utc + 345) % 1440, 60)
            assert f" {hours:02}:{minutes:02}  anna" in lines(ui, app)[1]
    finally:
        monkeypatch.undo()
        time.tzset()


async def test_what_is_chosen_is_shown_in_full(ui, path: Path, worked) -> None:
    async with ui.running(path, size=(100, 40)) as (app, pilot):
        await open_history(app, pilot, NEW)
        assert "To revision 2" in ui.text(app)
        await pilot.press("j")
        assert differing(app) == ["on", "the", "ferry"]
        assert "Revision 2" in flat(app)
        assert "made of revision 1" in flat(app)
        assert "cut from Nobody was hurt." in flat(app)
        await pilot.press("down", "down")
        assert "rationale The log says so." in flat(app)
        await pilot.press("j")
        assert "quote None of them was hurt." in flat(app)
        await pilot.press("k", "home")
        assert app.screen.history.position == 0
        await pilot.press("end", "up")
        assert "Entry 5 of 6, revision 1: cited, supports: Coast Wire" in ui.text(app)


async def test_two_revisions_are_compared_with_the_words_that_differ_marked(ui, path: Path, worked) -> None:
    async with ui.running(path, size=(100, 40)) as (app, pilot):
        await open_history(app, pilot, NEW)
        await pilot.press("space")
        assert "Only revisions can be compared; this was done to revision 2." in ui.text(app)
        await pilot.press("j", "space")
        assert "Revision 2 is marked" in ui.text(app)
        assert lines(ui, app)[2].startswith("▌*2")
        await pilot.press("end")
        text = flat(app)
        assert "Revision 1 and revision 2" in text
        assert text.index(f"revision 1 {OLD}") < text.index(f"revision 2 {NEW}")
        assert differing(app) == ["on", "the", "ferry"]
        assert "the same words of the article; speaker, date and mode" in text
        await pilot.press("home", "j", "space")
        assert "No revision is marked any more." in ui.text(app)
        await pilot.press("end")
        assert "Revision 1 and" not in ui.text(app)


async def test_going_back_is_one_act_that_is_shown_at_once_and_can_be_undone(ui, path: Path, worked) -> None:
    claim, made = worked
    async with ui.running(path) as (app, pilot):
        await open_history(app, pilot, NEW)
        await pilot.press("end", "enter")
        await ui.saved(app, pilot)
        assert isinstance(app.screen, ReviewScreen)
        assert "Went back." in ui.text(app)
        assert app.desk.mark.claim.text == OLD
        assert app.desk.claim not in (claim, made)
        await pilot.press("u")
        await ui.saved(app, pilot)
        assert app.desk.claim == made
        await pilot.press("ctrl+r")
        await ui.saved(app, pilot)
        assert app.desk.mark.claim.text == OLD


async def test_where_one_cannot_go_back_it_is_said_and_nothing_is_written(ui, path: Path, worked) -> None:
    async with ui.running(path, size=(100, 30)) as (app, pilot):
        await open_history(app, pilot, NEW)
        events = ui.sql(path, "SELECT count(*) FROM event")
        for keys, said in (
            (["enter"], "One can go back to a revision only; this was done to revision 2."),
            (["j", "enter"], "The claim is what this revision says."),
        ):
            await pilot.press(*keys)
            assert said in ui.text(app)
            assert isinstance(app.screen, HistoryScreen)
        await pilot.press("end", "enter")
        await ui.saved(app, pilot)
        await pilot.press("h", "end", "enter")
        assert "That would change nothing: the claim says just this." in ui.text(app)
        await pilot.press("q")
        assert isinstance(app.screen, ReviewScreen)
        assert ui.sql(path, "SELECT count(*) FROM event") == [(events[0][0] + 1,)]


async def test_a_claim_that_somebody_changed_meanwhile_is_not_overwritten(
    ui, path: Path, worked, acting
) -> None:
    by, _ = acting
    async with ui.running(path, size=(100, 30)) as (app, pilot):
        await open_history(app, pilot, NEW)
        theirs = by("bert").reword(app.desk.claim, "Two were hurt.").claim
        await pilot.press("end", "enter")
        await ui.saved(app, pilot)
        assert "Not saved: bert changed this claim at" in ui.text(app)
        assert app.desk.claim == theirs
        heads = ui.sql(path, "SELECT id FROM revision WHERE state = 'current' ORDER BY id DESC LIMIT 1")
        assert heads == [(theirs,)]


async def test_an_act_that_is_under_way_is_there_when_it_is_saved(ui, path: Path, worked) -> None:
    async with ui.running(path) as (app, pilot):
        app.desk.go(next(n for n, mark in enumerate(app.desk.marks) if mark.claim.text == NEW))
        await ui.type(pilot, "vh")
        await ui.saved(app, pilot)
        assert "label verified" in ui.text(app).splitlines()[1]
        assert "7 entries" in ui.text(app)


async def test_what_another_does_meanwhile_comes_by_itself(ui, path: Path, worked, acting) -> None:
    by, _ = acting
    _, made = worked
    async with ui.running(path) as (app, pilot):
        await open_history(app, pilot, NEW)
        await pilot.press("j")
        by("bert").comment(made, "Look again.")
        await ui.until(lambda: "comment: Look again." in ui.text(app), "the comment of another")
        assert "7 entries" in ui.text(app)
        assert app.screen.history.entry.claim == made
        assert lines(ui, app)[3].startswith("▌ 2")


async def test_a_click_chooses_an_entry(ui, path: Path, worked) -> None:
    async with ui.running(path) as (app, pilot):
        await open_history(app, pilot, NEW)
        await pilot.click("#entries", offset=(20, 4))
        assert app.screen.history.position == 4
        assert "quote None of them was hurt." in flat(app)


async def test_hostile_text_and_wide_characters_stay_text(ui, path: Path, acting) -> None:
    by, claim = acting
    mallory = by(f"mal{NASTY}".replace("\x1b", "").replace("\u202e", "")[:30])
    mallory.label(claim, "contested", rationale=NASTY)
    source = Source("https://example.org/x", title=NASTY, publisher=NASTY)
    mallory.cite(claim, CitationDraft(source, "refutes", quote=NASTY))
    mallory.comment(claim, NASTY)
    mallory.reword(claim, f"東京の橋は {NASTY} に開通した。", reason=NASTY)
    async with ui.running(path, size=(80, 24)) as (app, pilot):
        app.desk.go(2)
        app.screen.opened()
        await pilot.press("h")
        seen = ""
        for _ in range(5):
            text = ui.text(app)
            seen += text
            assert not {"\x1b", "\u202e"} & set(text)
            assert "[/b]" in text
            widths = {strip.cell_length for strip in app.screen._compositor.render_strips()}
            assert widths == {80}
            await pilot.press("space", "j")
        assert "wording         東京の橋は" in seen


async def test_a_long_history_opens_at_once_and_a_held_key_draws_little(ui, path: Path, acting) -> None:
    by, claim = acting
    anna = by("anna")
    for number in range(60):
        claim = anna.reword(claim, f"{OLD[:-1]} in year {number}.").claim
    async with ui.running(path) as (app, pilot):
        app.desk.go(2)
        app.screen.opened()
        await pilot.press("h")
        assert "61 entries" in ui.text(app)
        drawn = []
        make = app.screen.rows.row_line
        app.screen.rows.row_line = lambda *row: drawn.append(row) or make(*row)
        await pilot.press("j")
        assert len(drawn) <= 2
        await pilot.press("end")
        assert "made by by hand" in ui.text(app)
        assert len(drawn) <= 2 + 24

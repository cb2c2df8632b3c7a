"""Articles that were split anew, on the screen: where one is, labels from before, and carrying them over."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.article import ReadArticle, Region
from annotator.domain.claim import Claim, ClaimSet
from annotator.services.resplitting import Resplitting, aside, look, read_again
from annotator.store import open_to_write
from annotator.tui.claim_text import claim_lines
from annotator.tui.panel import panel_lines
from annotator.tui.position import position_words

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((160, 50), id="160x50")]


@pytest.fixture
def resplit(ui) -> Callable[..., None]:
    """Split the ferry's article anew: without its first two claims, the third worded otherwise, the fifth
    cut from other ranges, and one more at the end."""

    def split(read: ReadArticle) -> ClaimSet:
        words = (
            ("Nobody was hurt.", "No one was hurt in the fire."),
            ("The ship, built in 1988, carries 40,000 passengers a year.", ""),
            ("Its owner had announced a new ship in 2019", ""),
            ("none was ordered", ""),
        )
        claims = [ui.claim(read.text, *pair) for pair in words]
        claims[2] = Claim((*claims[2].ranges, *claims[3].ranges), claims[2].text)
        regions = [Region("body", 0, len(read.text))]
        return ClaimSet.build(
            article=read.id, splitter="by hand", version="2", regions=regions, claims=claims
        )

    def do(path: Path, *, member: str = "anna", carry: bool = False) -> None:
        ferry = ReadArticle(ui.ferry, b"", "", "").id
        with open_to_write(path) as store, aside() as sets:
            changes = list(look(store, [ferry], [split(read_again(store, ferry))], sets))
            assert Resplitting(store, member, "device-1").show(changes, sets, carry=carry).articles == 1

    return do


def panel(app) -> str:
    """What stands in a roomy panel."""
    return "\n".join("".join(text for text, _ in line) for line in panel_lines(app.desk, 100, 50))


async def label_third_to_fifth(ui, path: Path) -> None:
    """As it was before: sourced with a citation, contested, verified; and left off at the fourth."""
    async with ui.running(path) as (app, pilot):
        await pilot.press("j", "j", "s", "a")
        await ui.type(pilot, "https://example.org/hurt")
        await pilot.press("tab", "tab")
        await ui.type(pilot, "No one.")
        await pilot.press("tab", "tab", "s", "ctrl+s")
        await ui.saved(app, pilot)
        await pilot.press("j", "c", "j", "v", "k")
        await ui.saved(app, pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_labels_from_before_are_shown_and_carried_over_by_one_key(
    ui, path: Path, resplit, size
) -> None:
    await label_third_to_fifth(ui, path)
    resplit(path)
    async with ui.running(path, size=size) as (app, pilot):
        text = ui.text(app)
        assert "This article was split anew; > carries your label over (3 wait)." in text
        assert app.desk.mark.claim.text.startswith("The ship, built")
        for sign in ("←s", "←c", "←v"):
            assert sign in text
        await pilot.press("k")
        assert "before    sourced" in ui.text(app)
        assert "1 citation · before the text was split anew" in ui.text(app)
        assert "> carries it over" in ui.text(app)
        assert "worded then: Nobody was hurt." in ui.text(app)
        await pilot.press("greater_than_sign")
        await ui.saved(app, pilot)
        assert "Carried over: sourced." in ui.text(app)
        assert "▌s" in ui.text(app)
        assert "No one." in ui.text(app)
        await pilot.press("j", "greater_than_sign", "j")
        await ui.saved(app, pilot)
        assert "the same words then, cut from other places of the text" in panel(app)
        await pilot.press("greater_than_sign", "j", "greater_than_sign")
        await ui.saved(app, pilot)
        assert "Nothing to take over here: no label from before, no suggestion." in ui.text(app)
        assert "3 of 4" in ui.text(app)
    carried = ui.sql(
        path,
        "SELECT n.label, o.label FROM label AS n JOIN label AS o ON o.id = n.copied_from"
        " WHERE n.state = 'current' AND o.state = 'current' ORDER BY n.id",
    )
    assert carried == [("sourced", "sourced"), ("contested", "contested"), ("verified", "verified")]


async def test_the_keys_own_frame_shows_the_label_as_pending(ui, path: Path, resplit) -> None:
    await label_third_to_fifth(ui, path)
    resplit(path)
    async with ui.running(path) as (app, pilot):
        jobs = []
        app.desk._submit = lambda job, report: jobs.append((job, report))
        await pilot.press("k", "greater_than_sign")
        assert "▌s…" in ui.text(app)
        assert "saving…" in ui.text(app)
        assert "label     sourced… · complete" in panel(app)
        for job, report in jobs:
            app._writer.submit(job, report)
        await ui.saved(app, pilot)
        assert "▌s✓" in ui.text(app)


async def test_a_carried_label_is_taken_back_by_one_key_and_can_be_carried_again(
    ui, path: Path, resplit
) -> None:
    await label_third_to_fifth(ui, path)
    resplit(path)
    async with ui.running(path) as (app, pilot):
        await pilot.press("k", "greater_than_sign", "j", "u")
        await ui.saved(app, pilot)
        assert "Took back: carrying 1 label over." in ui.text(app)
        assert (app.desk.position, app.desk.mark.earlier) == (0, "sourced")
        await pilot.press("greater_than_sign")
        await ui.saved(app, pilot)
        assert app.desk.mark.label == "sourced"


async def test_a_failed_carrying_brings_the_old_state_back(ui, path: Path, resplit, monkeypatch) -> None:
    from annotator.domain.errors import FileRefused

    def full(*_: object) -> None:
        raise FileRefused("review.db: the disk is full.")

    await label_third_to_fifth(ui, path)
    resplit(path)
    monkeypatch.setattr("annotator.services.reviewing.Reviewing.carry_over", full)
    async with ui.running(path) as (app, pilot):
        await pilot.press("k", "greater_than_sign")
        await ui.saved(app, pilot)
        assert "Not saved: review.db: the disk is full." in ui.text(app)
        assert (app.desk.mark.label, app.desk.mark.earlier) == ("", "sourced")
        assert "before    sourced" in ui.text(app)


async def test_undo_of_splitting_anew_shows_the_old_claims_and_stays_where_one_was(
    ui, path: Path, resplit
) -> None:
    await label_third_to_fifth(ui, path)
    resplit(path, carry=True)
    async with ui.running(path) as (app, pilot):
        assert [mark.label for mark in app.desk.marks] == ["", "contested", "", ""]
        await pilot.press("j", "u")
        await ui.saved(app, pilot)
        assert "Took back: splitting 1 article anew and carrying 1 label over." in ui.text(app)
        assert [mark.label for mark in app.desk.marks] == ["", "", "sourced", "contested", "verified", ""]
        assert app.desk.position == 4
        await pilot.press("ctrl+r")
        await ui.saved(app, pilot)
        assert app.desk.message.text.startswith("Done again: splitting 1 article anew and carrying")
        assert [mark.label for mark in app.desk.marks] == ["", "contested", "", ""]
        assert app.desk.position == 2


async def test_undo_of_a_label_on_a_claim_that_is_not_shown_says_so(ui, path: Path, resplit) -> None:
    await label_third_to_fifth(ui, path)
    resplit(path, member="bert")
    async with ui.running(path) as (app, pilot):
        await pilot.press("u")
        await ui.saved(app, pilot)
        assert app.desk.message.text == "Took back: label verified, on a claim that is not shown now."
        assert app.desk.position == 2
        assert [mark.earlier for mark in app.desk.marks] == ["sourced", "contested", "", ""]


async def test_a_screen_that_is_open_meanwhile_labels_what_it_shows_and_says_it_at_the_next_open(
    ui, path: Path, resplit
) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("j", "j", "j")
        shown = app.desk.claim
        resplit(path, member="bert")
        await pilot.press("s")
        await ui.saved(app, pilot)
        assert (app.desk.claim, app.desk.mark.label) == (shown, "sourced")
        assert ui.sql(path, "SELECT claim FROM label") == [(shown,)]
        await pilot.press("greater_than_sign")
        assert "no label from before" in ui.text(app)
        await pilot.press("q", "enter")
        assert "This article was split anew; > carries your label over (1 wait)." in ui.text(app)
        assert (app.desk.position, app.desk.mark.earlier) == (1, "sourced")
        await pilot.press("j")
        assert "split anew" not in ui.text(app).splitlines()[-2]
        await pilot.press("J", "K")
        assert "This article was split anew" not in ui.text(app)


async def test_next_open_goes_on_in_the_new_claims(ui, path: Path, resplit) -> None:
    async with ui.running(path) as (app, pilot):
        resplit(path, member="bert")
        await pilot.press("n")
        assert len(app.desk.marks) == 4
        assert "This article was split anew; its claims are others now." in ui.text(app)


async def test_the_claims_own_page_and_the_sentence_tell_of_the_label_before(ui, path: Path, resplit) -> None:
    await label_third_to_fifth(ui, path)
    resplit(path)
    async with ui.running(path) as (app, pilot):
        await pilot.press("k")
        assert position_words(app.desk) == (
            "Claim 1 of 4: no label yet, sourced before the text was split anew, 0 citations."
        )
        page = "\n".join("".join(text for text, _ in line) for line in claim_lines(app.desk, 100))
        assert "label before" in page
        assert "sourced · 1 citation · before the text was split anew: > carries it over" in page
        assert "worded then: Nobody was hurt." in page
        await pilot.press("greater_than_sign")
        await ui.saved(app, pilot)
        page = "\n".join("".join(text for text, _ in line) for line in claim_lines(app.desk, 100))
        assert "carried over from an earlier claim" in page
        for width in (30, 78):
            await pilot.press("j" if width == 30 else "k")
            for height in range(1, 12):
                assert len(panel_lines(app.desk, width, height)) <= height


async def test_a_hostile_wording_from_before_moves_no_cursor(ui, path: Path, tmp_path: Path) -> None:
    """A set that a pack brought may have any wording."""
    made = tmp_path / "hostile.db"
    evil = "\x1b[2J[bold]Nobody\x07 was hurt"
    text = "Nobody was hurt.\n"
    article = ui.put_article(made, text, "T", [ui.claim(text, "Nobody was hurt.", evil)])
    async with ui.running(made) as (app, pilot):
        await pilot.press("s")
        await ui.saved(app, pilot)

    def split(read: ReadArticle) -> ClaimSet:
        claims = [ui.claim(text, "Nobody was hurt.")]
        return ClaimSet.build(article=read.id, splitter="h", version="2", regions=[], claims=claims)

    with open_to_write(made) as store, aside() as sets:
        changes = list(look(store, [article], [split(read_again(store, article))], sets))
        Resplitting(store, "anna", "device-1").show(changes, sets)
    async with ui.running(made) as (app, pilot):
        shown = ui.text(app)
        assert "worded then:" in shown
        assert "[bold]Nobody" in shown
        assert "\x1b" not in shown
        assert "\x07" not in shown

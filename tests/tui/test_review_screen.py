"""The review screen by keys: labels, moving, undo, coming back, failures, odd moments."""

from pathlib import Path

import pytest
from textual.events import Key

from annotator.domain.errors import FileRefused
from annotator.store import open_to_write
from annotator.tui.screens.help import HelpScreen
from annotator.tui.screens.library import LibraryScreen
from annotator.tui.screens.review import ReviewScreen


async def test_labels_by_one_key_each_are_on_disk(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("s", "j", "c", "j", "v", "j", "i", "j", "x", "5")
        await ui.saved(app, pilot)
    found = ui.sql(path, "SELECT label, confidence FROM label WHERE state = 'current' ORDER BY id")
    assert found == [
        ("sourced", None),
        ("contested", None),
        ("verified", None),
        ("insufficient", None),
        ("not_checkable", 5),
    ]


async def test_the_keys_own_frame_shows_pending_and_the_commits_shows_saved(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        jobs = []
        app.desk._submit = lambda job, report: jobs.append((job, report))
        await pilot.press("s")
        assert "▌s…" in ui.text(app)
        assert "saving…" in ui.text(app)
        assert "Labelled sourced…" in ui.text(app)
        for job, report in jobs:
            app._writer.submit(job, report)
        await ui.saved(app, pilot)
        assert "▌s  1" in ui.text(app)
        assert "Labelled sourced." in ui.text(app)
        assert "needs 1 more citation that supports or attributes it" in ui.text(app)


async def test_a_failed_commit_brings_the_old_label_back_until_the_next_key(
    ui, path: Path, monkeypatch
) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("s")
        await ui.saved(app, pilot)

        def full(*_: object, **__: object) -> None:
            raise FileRefused("review.db: the disk is full.", do="Free some room, and try again.")

        monkeypatch.setattr("annotator.services.reviewing.Reviewing.label", full)
        await pilot.press("v")
        await ui.saved(app, pilot)
        assert "▌s  1" in ui.text(app)
        assert "Not saved: review.db: the disk is full." in ui.text(app)
        await pilot.press("j")
        assert "the disk is full" not in ui.text(app)


async def test_undo_and_redo_work_across_articles_and_a_restart(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("s", "J", "c")
        await ui.saved(app, pilot)
    async with ui.running(path) as (app, pilot):
        assert app.desk.article.title == "東京の橋"
        await pilot.press("u")
        await ui.saved(app, pilot)
        await pilot.press("u")
        await ui.saved(app, pilot)
        assert app.desk.article.title == "Island Ferry Stops After Engine Fire"
        assert "Took back: label sourced." in ui.text(app)
        assert app.desk.marks[0].label == ""
        await pilot.press("ctrl+r")
        await ui.saved(app, pilot)
        assert app.desk.marks[0].label == "sourced"
    assert ui.sql(path, "SELECT label FROM label WHERE state = 'current'") == [("sourced",)]


async def test_reopening_goes_to_where_the_reviewer_left_off(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("J", "j", "j")
        place = (app.desk.article.id, app.desk.claim)
    async with ui.running(path) as (app, pilot):
        assert (app.desk.article.id, app.desk.claim) == place
        assert "3 of 3" in ui.text(app)


async def test_a_new_reviewer_is_at_once_in_the_work(ui, path: Path) -> None:
    async with ui.running(path) as (app, _):
        assert isinstance(app.screen, ReviewScreen)
        assert "Claim 1 of 6: no label yet, 0 citations." in ui.text(app)


async def test_an_article_that_was_named_is_opened(ui, path: Path) -> None:
    (_, bridge) = (row.id for row in ui.app(path).desk.reading.library())
    async with ui.running(path, article=bridge) as (app, _):
        assert app.desk.article.id == bridge


async def test_back_to_the_library_and_into_another_article(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("s")
        await ui.saved(app, pilot)
        await pilot.press("q")
        assert isinstance(app.screen, LibraryScreen)
        assert "1 of 6" in ui.text(app)
        await pilot.press("j", "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert "The bridge" in ui.text(app)
        await pilot.press("q", "q")
    assert app.return_code == 0


async def test_a_file_without_articles_says_what_to_do(ui, empty: Path) -> None:
    async with ui.running(empty) as (app, pilot):
        assert "No articles yet" in ui.text(app)
        assert "annotator ingest FILE" in ui.text(app)
        await pilot.press("j", "k", "enter", "?", "q", "q")
    assert app.return_code == 0


async def test_an_article_without_claims_says_so(ui, tmp_path: Path) -> None:
    path = tmp_path / "bare.db"
    ui.put_article(path, "Only a line.\n", "", [])
    async with ui.running(path) as (app, pilot):
        await pilot.press("s", "j", "a", "t", "m", "f", "o", "X", "y", "r", "n", "J", "3")
        assert "no claims to label" in ui.text(app)


async def test_keys_before_the_first_layout_count(ui, path: Path) -> None:
    app = ui.app(path)
    async with app.run_test() as pilot:
        for key in ("s", "j", "c", "pagedown", "n"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await ui.saved(app, pilot)
        assert [mark.label for mark in app.desk.marks[:2]] == ["sourced", "contested"]


@pytest.mark.parametrize("size", [(160, 50), (44, 16), (300, 90), (80, 24)])
async def test_any_size_shows_the_claim_and_survives_the_change(
    ui, path: Path, size: tuple[int, int]
) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("j", "j")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        await pilot.press("j", "k", "s", "pagedown", "pageup")
        assert "Nobody was hurt." in ui.text(app)


async def test_a_tiny_terminal_does_no_harm(ui, path: Path) -> None:
    async with ui.running(path, size=(8, 3)) as (app, pilot):
        await pilot.press("j", "s", "pagedown", "a", "ctrl+g", "r", "ctrl+g", "?", "q", "q")
        await pilot.resize_terminal(80, 24)
        await ui.until(lambda: "1 of 9 claims labelled" in ui.text(app), "the library in its new size")


async def test_a_theme_changes_every_line(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        before = {
            segment.style.bgcolor for strip in app.screen._compositor.render_strips() for segment in strip
        }
        app.theme = "light"
        await pilot.pause()
        after = {
            segment.style.bgcolor for strip in app.screen._compositor.render_strips() for segment in strip
        }
        assert not before & after


async def test_the_margin_and_the_words_of_the_article_show_the_label(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("j", "j", "v", "j")
        await ui.saved(app, pilot)
        (line,) = [
            line for line in ui.text(app).splitlines() if "Nobody was hurt" in line and "/" not in line
        ][:1]
        assert "v" in line[:5]


async def test_a_click_goes_to_a_claim(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.click("#claims", offset=(10, 2))
        assert app.desk.position == 2
        await pilot.press("k", "k")
        await pilot.click("#article", offset=(8, 2))
        assert app.desk.mark is not None


async def test_copying_takes_the_claim_and_its_citations(ui, path: Path, kit) -> None:
    async with ui.running(path) as (app, pilot):
        app.desk.act(lambda r: r.cite(app.desk.claim, kit.draft("refutes", title="A denial")), app.desk.claim)
        await ui.saved(app, pilot)
        await pilot.press("y")
        assert app.clipboard.startswith("The ferry between Port Ellan")
        assert '- refutes (secondary): A denial, "As it stands."' in app.clipboard


async def test_help_tells_the_keys_and_the_evidence_rules(ui, path: Path) -> None:
    async with ui.running(path, size=(100, 400)) as (app, pilot):
        await pilot.press("?")
        assert isinstance(app.screen, HelpScreen)
        text = ui.text(app)
        assert "Take back your newest act, wherever it was." in text
        assert "no citation that refutes it may be open" in text
        await pilot.press("j", "k", "q")
        assert isinstance(app.screen, ReviewScreen)


async def test_the_palette_offers_our_commands_and_runs_them(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("ctrl+p")
        await ui.type(pilot, "next article")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await ui.until(lambda: app.desk.article.title == "東京の橋", "the other article")


async def test_leaving_waits_for_what_is_not_saved_and_stays_when_it_fails(
    ui, path: Path, monkeypatch
) -> None:
    async with ui.running(path) as (app, pilot):

        def full(*_: object, **__: object) -> None:
            raise FileRefused("The disk is full.")

        jobs = []
        submit, app.desk._submit = app.desk._submit, lambda job, report: jobs.append((job, report))
        await pilot.press("s", "q", "q")
        assert app.is_running
        monkeypatch.setattr("annotator.services.reviewing.Reviewing.label", full)
        app.desk._submit = submit
        for job, report in jobs:
            submit(job, report)
        await ui.saved(app, pilot)
        await pilot.pause()
        assert app.is_running
        assert "The disk is full." in ui.text(app)
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_keys_that_end_other_programs_only_say_how_to_leave(ui, path: Path, key: str) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press(key)
        assert "q goes back; in the library it ends the program." in ui.text(app)
        await pilot.press("j", "m")
        await ui.type(pilot, "ask")
        await pilot.press(key)
        assert "ask" in ui.text(app)
        await pilot.press("ctrl+g", "q", key)
        assert "q goes back; in the library it ends the program." in ui.text(app)
        await pilot.press("?", key, "q", "enter", "ctrl+p")
        await pilot.pause(0.2)
        await pilot.press(key, "escape")
        await pilot.pause(0.2)
        assert app.is_running
        assert not app._notifications


async def test_enter_shows_all_of_a_claim(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        assert "Enter shows all" in ui.text(app)
        await pilot.press("s", "enter")
        text = ui.text(app)
        assert "Claim 1 of 6" in text
        assert "needs 1 more citation that supports or attributes it" in text
        await pilot.press("enter")
        assert isinstance(app.screen, ReviewScreen)


async def test_from_the_library_into_the_same_article_leads_back_to_the_same_claim(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("s", "j", "j", "j", "q", "enter")
        assert app.desk.position == 3
        await pilot.press("q", "j", "enter")
        assert app.desk.position == 0


async def test_the_place_is_remembered_though_one_moves_on_and_on(ui, path: Path) -> None:
    async with ui.running(path) as (_, pilot):
        for _ in range(8):
            await pilot.press("j", "k")
            await pilot.pause(0.1)
        assert ui.sql(path, "SELECT count(*) FROM place") == [(1,)]


async def test_the_guideline_stands_in_the_help(ui, path: Path) -> None:
    with open_to_write(path) as store, store.writing():
        store.db.execute(
            "INSERT INTO guideline (id, name, text) VALUES ('g', 'House rules', 'Read it twice.')"
        )
    async with ui.running(path, size=(100, 400)) as (app, pilot):
        await pilot.press("?")
        assert "Guideline: House rules" in ui.text(app)
        assert "Read it twice." in ui.text(app)


async def test_the_fold_key_folds_takes_out_and_says_when_there_is_nothing_to_fold_into(
    ui, pier: Path
) -> None:
    async with ui.running(pier) as (app, pilot):
        await pilot.press("j", "equals_sign")
        await ui.saved(app, pilot)
        assert "Taken out of the fold." in ui.text(app)
        await pilot.press("j", "equals_sign")
        await ui.saved(app, pilot)
        assert "Folded." in ui.text(app)
        assert [line.split()[-1] for line in ui.text(app).splitlines() if "pier" in line and "~1" in line]
        await pilot.press("j", "equals_sign")
        assert "There is nothing to fold this claim into" in ui.text(app)
        await pilot.press("n")
        assert app.desk.position == 0
        await pilot.press("n")
        assert app.desk.position == 1
        await pilot.press("u")
        await ui.saved(app, pilot)
        assert (app.desk.position, app.desk.marks[2].folded_into) == (2, "")
    claims = ui.sql(pier, "SELECT id FROM claim ORDER BY position")
    decided = ui.sql(pier, "SELECT claim, target, folded, state FROM folding ORDER BY id")
    assert decided == [
        (*claims[1], *claims[0], 0, "current"),
        (*claims[2], *claims[0], 1, "retracted"),
    ]
    assert ui.sql(pier, "SELECT count(*) FROM folded") == [(0,)]

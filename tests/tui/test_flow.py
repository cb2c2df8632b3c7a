"""Going through the whole file: filters, the next claim of a sort, repeating, labels that move on."""

from pathlib import Path

from annotator.domain.claim_filter import ClaimFilter
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write
from annotator.tui.matches import BLOCK
from annotator.tui.screens.filter import FilterForm


def claims(ui, path: Path) -> list[str]:
    """All claims in library order."""
    return [row[0] for row in ui.sql(
        path, "SELECT c.id FROM article_info AS i JOIN claim AS c ON c.claim_set = i.shown_set"
        " ORDER BY i.published, i.title, c.position")]  # fmt: skip


def by(path: Path, member: str, *acts) -> None:
    """Another reviewer does something to the file."""
    with open_to_write(path) as store:
        reviewing = Reviewing(store, member, "device-2")
        for act in acts:
            act(reviewing)


async def listed(ui, app, pilot, count: int) -> None:
    await ui.until(
        lambda: app.desk.matches is not None and app.desk.matches.complete and len(app.desk.matches) == count,
        f"{count} matches",
    )
    await pilot.pause()


async def test_a_filter_lists_the_matches_of_the_whole_file_and_stays_in_sight(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("s", "j", "j", "c", "J", "j", "c", "K")
        await ui.saved(app, pilot)
        await pilot.press("\\", "c", "enter")
        await listed(ui, app, pilot, 2)
        text = ui.text(app)
        assert "filter: contested" in text
        assert "in 2 articles" in text
        assert "Backspace no filter" in text
        assert app.desk.claim == claims(ui, path)[2]
        await pilot.press("j")
        assert app.desk.article.title == "東京の橋"
        assert app.desk.claim == claims(ui, path)[7]
        assert "市は2025年に修理を終えた。" in ui.text(app)
        await pilot.press("j")
        assert "The last match." in ui.text(app)
        await pilot.press("k")
        assert app.desk.claim == claims(ui, path)[2]
        await pilot.press("J")
        assert app.desk.claim == claims(ui, path)[7]
        await pilot.press("backspace")
        assert "filter:" not in ui.text(app)
        assert app.desk.claim == claims(ui, path)[7]
        await pilot.press("j")
        assert app.desk.position == 2


async def test_the_ground_does_not_move_under_the_fingers(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("\\", "o", "enter")
        await listed(ui, app, pilot, 9)
        await pilot.press("s")
        await ui.saved(app, pilot)
        await ui.until(lambda: "no match now" in ui.text(app), "the row says that it matches no more")
        assert "1 of 9" in ui.text(app)
        await pilot.press("j", "v", "k", "u")
        await ui.saved(app, pilot)
        assert ui.text(app).count("no match now") == 1
        await pilot.press("\\", "enter")
        await listed(ui, app, pilot, 8)
        assert "no match now" not in ui.text(app)


async def test_every_part_of_a_filter(ui, path: Path) -> None:
    ids = claims(ui, path)
    by(path, "anna", lambda r: r.label(ids[0], "contested", confidence=2), lambda r: r.flag(ids[1]),
       lambda r: r.label(ids[7], "insufficient", confidence=4))  # fmt: skip
    by(path, "bo", lambda r: r.label(ids[0], "verified"), lambda r: r.flag(ids[3]))
    wanted = {
        ClaimFilter(label="contested"): [0],
        ClaimFilter(label="open"): [1, 2, 3, 4, 5, 6, 8],
        ClaimFilter(label="verified", reviewer="bo"): [0],
        ClaimFilter(label="verified"): [],
        ClaimFilter(flagged=True): [1],
        ClaimFilter(flagged=True, reviewer="bo"): [3],
        ClaimFilter(incomplete=True): [0],
        ClaimFilter(disagreement=True): [0],
        ClaimFilter(confidence=(2, 4)): [0, 7],
        ClaimFilter(confidence=(3, 5)): [7],
        ClaimFilter(words=("SHIP",)): [3, 4],
        ClaimFilter(words=("ship", "2019")): [4],
        ClaimFilter(words=("%",)): [],
        ClaimFilter(words=("修理",)): [7],
    }
    async with ui.running(path) as (app, pilot):
        for claim_filter, numbers in wanted.items():
            app.desk.clear_filter()
            app.desk.set_filter(claim_filter)
            if not numbers:
                await ui.until(lambda: app.desk._looking is None, "the end of the search")
                assert app.desk.message is not None
                assert app.desk.message.text.startswith("No claim in this file is ")
                continue
            await listed(ui, app, pilot, len(numbers))
            found = [app.desk.matches.row_now(n).mark.claim.id for n in range(len(app.desk.matches))]
            assert [ids.index(claim) for claim in found] == numbers, claim_filter
        await pilot.press("backspace")


async def test_a_filter_is_filled_in_and_what_is_wrong_in_it_is_said(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("\\", "tab", "tab", "tab", "tab")
        await ui.type(pilot, "7")
        await pilot.press("enter")
        assert isinstance(app.screen, FilterForm)
        assert "write a number from 1 to 5" in ui.text(app)
        await pilot.press("backspace", "tab")
        await ui.type(pilot, "ferry")
        await pilot.press("enter")
        await listed(ui, app, pilot, 2)
        assert "filter: “ferry”" in ui.text(app)
        await pilot.press("\\")
        assert "ferry" in ui.text(app)
        await pilot.press("ctrl+g")
        assert app.desk.matches is not None


async def test_the_form_of_the_filter_shows_every_label_and_its_keys_do_what_it_says(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("v", "j", "x", "\\")
        lines = ui.text(app).split("\n")
        assert len(lines) == 24
        for words in ("any", "open", "sourced", "contested", "verified", "insufficient", "not checkable"):
            assert any(f"{sign} {words}" in line for line in lines for sign in "○●"), words
        assert "…" not in ui.text(app)
        assert "Enter lists them" in lines[0]
        assert "Ctrl+s list them" in lines[-1]
        await pilot.press("n")
        await pilot.press("ctrl+s")
        await listed(ui, app, pilot, 1)
        assert "filter: not checkable" in ui.text(app)


async def test_a_filter_without_matches_leaves_the_list_as_it_was(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("\\", "v", "enter")
        await ui.until(lambda: "No claim in this file is verified." in ui.text(app), "that there is none")
        assert app.desk.matches is None
        await pilot.press("j")
        assert app.desk.position == 1


async def test_a_click_goes_to_a_match(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("\\", "o", "enter")
        await listed(ui, app, pilot, 9)
        await pilot.click("#matches", offset=(10, 3))
        assert app.desk.claim == claims(ui, path)[3]


async def test_a_long_list_is_read_in_windows_and_is_the_same_as_the_file(ui, tmp_path: Path) -> None:
    path = tmp_path / "long.db"
    for article in range(4):
        lines = [f"Sentence {number} of article {article} stands here." for number in range(300)]
        text = "\n".join(lines) + "\n"
        ui.put_article(path, text, f"Title {article}", [ui.claim(text, line) for line in lines])
    ids = claims(ui, path)
    async with ui.running(path) as (app, pilot):
        await pilot.press("\\", "o", "enter")
        await listed(ui, app, pilot, 1200)
        matches = app.desk.matches
        for number in (0, BLOCK - 1, BLOCK, 700, 1199, 3):
            assert app.desk.go_match(number)
            app.screen.opened()
            await pilot.pause()
            assert app.desk.claim == ids[number]
            assert f"Sentence {number % 300} of article {number // 300}" in ui.text(app)
        assert not app.desk.go_match(1200)
        assert len(matches._blocks) <= 6
        assert (matches.articles, matches.article_start(back=False)) == (4, 300)


async def test_next_flagged_incomplete_and_disagreement_go_around_all_articles(ui, path: Path) -> None:
    ids = claims(ui, path)
    by(path, "anna", lambda r: r.flag(ids[1]), lambda r: r.flag(ids[7]), lambda r: r.label(ids[3], "sourced"),
       lambda r: r.label(ids[8], "sourced"), lambda r: r.label(ids[4], "insufficient"))  # fmt: skip
    by(path, "bo", lambda r: r.label(ids[4], "sourced"), lambda r: r.label(ids[3], "sourced"))
    async with ui.running(path) as (app, pilot):
        for key, numbers in (("F", (1, 7, 1)), ("I", (3, 8, 3)), ("~", (4,))):
            for number in numbers:
                await pilot.press(key)
                assert app.desk.claim == ids[number], key
        await pilot.press("~")
        assert "This is the only claim on which reviewers disagree." in ui.text(app)
        for key in ("F", "f", "F", "f"):
            await pilot.press(key)
            await ui.saved(app, pilot)
        assert [ids.index(app.desk.claim)] == [1]
        await pilot.press("F")
        assert "There is no flagged claim." in ui.text(app)


async def test_each_next_says_when_there_is_none(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        for key, words in (
            ("F", "There is no flagged claim."),
            ("I", "There is no claim whose label is incomplete."),
            ("~", "There is no claim on which reviewers disagree."),
        ):
            await pilot.press(key)
            assert words in ui.text(app)
        await pilot.press("s", "I")
        assert "This is the only claim whose label is incomplete." in ui.text(app)


async def test_repeat_does_the_last_act_again(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press(".")
        assert "Nothing to repeat yet" in ui.text(app)
        await pilot.press("c", "4", ".")
        assert "That was done here: label contested, confidence 4." in ui.text(app)
        await pilot.press("j", ".")
        await ui.saved(app, pilot)
        assert "Repeated: labelled contested, confidence 4." in ui.text(app)
        await pilot.press("f", "j", ".", "j", "f", ".", "J", "f", "f", "k", "j", "k")
        await ui.saved(app, pilot)
    ids = claims(ui, path)
    labels = ui.sql(path, "SELECT claim, label, confidence FROM label WHERE state = 'current' ORDER BY id")
    assert labels == [(ids[0], "contested", 4), (ids[1], "contested", 4)]
    flags = ui.sql(path, "SELECT claim FROM flag WHERE state = 'current' AND raised = 1 ORDER BY id")
    assert flags == [(ids[1],), (ids[2],), (ids[3],)]


async def test_repeat_after_an_undo_does_it_again_where_it_was(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("s", "u")
        await ui.saved(app, pilot)
        await pilot.press(".")
        await ui.saved(app, pilot)
        assert app.desk.marks[0].label == "sourced"


async def test_repeat_uses_a_citation_again_and_folds_only_what_can_be(ui, pier: Path, kit) -> None:
    async with ui.running(pier) as (app, pilot):
        app.desk.act(lambda r: r.cite(app.desk.claim, kit.draft("supports")), app.desk.claim)
        await ui.saved(app, pilot)
        await pilot.press("j", "j", "r", "enter", "c")
        await ui.saved(app, pilot)
        await pilot.press("j", ".")
        await ui.saved(app, pilot)
        assert [citation.stance for citation in app.desk.my_citations()] == ["context"]
        await pilot.press("k", "=", "j", ".")
        assert "There is nothing to fold this claim into" in ui.text(app)
        await ui.saved(app, pilot)
    assert ui.sql(pier, "SELECT count(DISTINCT source), count(*) FROM citation") == [(1, 3)]


async def test_labels_move_on_and_undo_leads_back(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("+")
        assert "A label moves on to the next open claim." in ui.text(app)
        await pilot.press("s", "c", "v")
        assert app.desk.position == 3
        assert "moves on" in ui.text(app)
        await ui.saved(app, pilot)
        await pilot.press("u")
        await ui.saved(app, pilot)
        assert (app.desk.position, app.desk.marks[2].label) == (2, "")
        assert "Took back: label verified." in ui.text(app)
        await pilot.press("x", "x", "x", "x")
        await ui.saved(app, pilot)
        assert app.desk.article.title == "東京の橋"
        await pilot.press("u")
        await ui.saved(app, pilot)
        assert (app.desk.article.title[:6], app.desk.position) == ("Island", 5)
        await pilot.press("+", "s")
        assert app.desk.position == 5
    found = ui.sql(path, "SELECT label FROM label WHERE state = 'current' ORDER BY id")
    assert found == [("sourced",), ("contested",), *[("not_checkable",)] * 3, ("sourced",)]


async def test_with_a_filter_labels_move_on_to_the_next_match(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("+", "j", "f", "j", "j", "f", "k")
        await ui.saved(app, pilot)
        app.desk.set_filter(ClaimFilter(flagged=True))
        await listed(ui, app, pilot, 2)
        assert app.desk.position == 3
        await pilot.press("k", "s")
        assert app.desk.position == 3
        await ui.saved(app, pilot)


async def test_no_key_does_harm_while_a_filter_is_on(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("\\", "o", "enter")
        await listed(ui, app, pilot, 9)
        for key in "fsvjnNJKuFI~.+=>":
            await pilot.press(key, "j", key, "k")
        await pilot.press("q", "j", "enter", "j", "k", "pagedown", "backspace", "backspace", "j")
        await ui.saved(app, pilot)
        assert app.is_running
        assert "No filter is on" not in ui.text(app)

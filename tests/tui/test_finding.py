"""Search and go to, by keys: what is found, what Enter opens, how one gets back."""

from pathlib import Path

import pytest
from textual.events import Key

from annotator.store import Interrupted, open_to_read, open_to_write
from annotator.tui.latest import Answer, Latest
from annotator.tui.screens.goto import GotoScreen
from annotator.tui.screens.library import LibraryScreen
from annotator.tui.screens.review import ReviewScreen
from annotator.tui.screens.search import SearchScreen, pieces_around


async def type_and_wait(ui, app, pilot, text: str) -> None:
    await ui.type(pilot, text)
    await ui.until(app.screen._up_to_date.is_set, "the answer")
    await pilot.pause()


def found_words(app) -> list[str]:
    """What is drawn as found, piece by piece."""
    strips = app.screen._compositor.render_strips()
    return [s.text for strip in strips for s in strip if s.style and s.style.underline and s.style.bold]


async def test_what_is_typed_is_found_and_enter_opens_the_review_at_the_claim(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("/")
        assert isinstance(app.screen, SearchScreen)
        await type_and_wait(ui, app, pilot, "pass")
        assert " claim 4  Island Ferry Stops After Engine Fire" in ui.text(app)
        assert found_words(app) == ["passengers", "passengers"]
        assert "2 found." in ui.text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert app.desk.position == 3
        assert found_words(app) == ["passengers"]
        await pilot.press("s")  # no move: the words stay
        await ui.saved(app, pilot)
        assert found_words(app) == ["passengers"]
        await pilot.press("j")
        assert found_words(app) == []


async def test_enter_right_behind_the_letters_takes_what_they_find(ui, path: Path) -> None:
    async with ui.running(path) as (app, _):
        for key in ("slash", *"union", "enter"):
            app.post_message(Key(key, "/" if key == "slash" else key if len(key) == 1 else None))
        await ui.until(lambda: isinstance(app.screen, ReviewScreen) and app.desk.position == 5, "the claim")


async def test_a_hit_in_an_article_scrolls_to_its_words(ui, tmp_path: Path) -> None:
    made = tmp_path / "long.db"
    filler = "".join(f"Line {number} says nothing of note.\n\n" for number in range(200))
    text = f"First line.\n\n{filler}The pontoon sank at last.\n\nLast line.\n"
    claims = [ui.claim(text, "First line."), ui.claim(text, "Line 150 says nothing of note."),
              ui.claim(text, "Last line.")]  # fmt: skip
    ui.put_article(made, "Another.\n", "Another", [ui.claim("Another.", "Another.")], "2020")
    ui.put_article(made, text, "A long one", claims)
    async with ui.running(made) as (app, pilot):
        for _ in range(2):  # from another article, then within it
            await pilot.press("/")
            await type_and_wait(ui, app, pilot, "pontoon")
            await pilot.press("enter")
            await pilot.pause()
            assert "The pontoon sank at last." in ui.text(app)
            assert found_words(app) == ["pontoon"]
            assert app.desk.mark.claim.text == "Line 150 says nothing of note."
            await pilot.press("k")
            assert app.desk.position == 0


async def test_remarks_and_citations_are_found_and_open_at_their_claim(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("j", "j", "m")
        await ui.type(pilot, "Ask the ship's doctor")
        await pilot.press("ctrl+s")
        await ui.saved(app, pilot)
        await pilot.press("J", "/")
        await type_and_wait(ui, app, pilot, "doctor")
        assert "comment by anna on claim 3" in ui.text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert (app.desk.article.title[:6], app.desk.position) == ("Island", 2)


async def test_from_the_library_a_hit_opens_its_article(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("q", "/")
        await type_and_wait(ui, app, pilot, "1964")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert (app.desk.article.title, app.desk.position) == ("東京の橋", 0)
        assert found_words(app) == ["1964"]
        await pilot.press("q", "g")
        assert isinstance(app.screen, GotoScreen)
        await type_and_wait(ui, app, pilot, "engine")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert app.desk.article.title.startswith("Island")


@pytest.mark.parametrize("keys", ["ctrl+g", "escape"])
@pytest.mark.parametrize(("opens", "screen"), [("/", SearchScreen), ("g", GotoScreen)])
async def test_leaving_changes_nothing(ui, path: Path, opens: str, screen: type, keys: str) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("j", opens)
        assert isinstance(app.screen, screen)
        await type_and_wait(ui, app, pilot, "bridge")
        await pilot.press(keys)
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert app.desk.position == 1
        await pilot.press("q", opens, keys)
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)


async def test_nothing_found_says_what_was_looked_for_and_enter_stays(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("/")
        await type_and_wait(ui, app, pilot, "NEAR( [/b] title:")
        assert "Nothing has all of: NEAR( [/b] title:" in ui.text(app)
        await pilot.press("enter")
        assert isinstance(app.screen, SearchScreen)
        await pilot.press("ctrl+u")
        await type_and_wait(ui, app, pilot, "*")
        assert "signs alone are not searched" in ui.text(app)
        await pilot.press("ctrl+g", "g")
        await type_and_wait(ui, app, pilot, "xyzzy")
        assert "No claim here and no article fits: xyzzy" in ui.text(app)
        await pilot.press("enter")
        assert isinstance(app.screen, GotoScreen)


async def test_the_last_search_is_there_again_to_be_typed_over(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("/")
        await type_and_wait(ui, app, pilot, "ship")
        await pilot.press("enter")
        await pilot.press("/")
        await ui.until(app.screen._up_to_date.is_set, "the answer")
        assert app.screen.field.value == "ship"
        await type_and_wait(ui, app, pilot, "hurt")
        assert app.screen.field.value == "hurt"


async def test_a_number_goes_to_that_claim_and_letters_to_an_article(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("g")
        await type_and_wait(ui, app, pilot, "5")
        await pilot.press("enter")
        await pilot.pause()
        assert app.desk.position == 4
        await pilot.press("g")
        await type_and_wait(ui, app, pilot, "橋")
        await pilot.press("enter")
        await pilot.pause()
        assert app.desk.article.title == "東京の橋"


async def test_rows_are_gone_through_by_keys_and_taken_by_a_click(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("/")
        await type_and_wait(ui, app, pilot, "the")
        rows = app.screen.rows
        await pilot.press("down", "down", "up")
        assert rows.position == 1
        await pilot.press("pagedown")
        assert rows.position == rows.count - 1
        await pilot.press("pageup")
        assert rows.position == 0
        await pilot.click("#hits", offset=(10, 2))
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)


async def test_an_empty_library_says_so(ui, empty: Path) -> None:
    async with ui.running(empty) as (app, pilot):
        await pilot.press("/")
        assert "There are no articles yet." in ui.text(app)
        await pilot.press("g")
        assert isinstance(app.screen, LibraryScreen)


def away(path: Path) -> None:
    path.rename(path.with_suffix(".away"))


async def test_a_file_that_is_gone_is_told_of(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        away(path)
        await pilot.press("/")
        await pilot.pause(0.2)
        assert "There is no file" in ui.text(app)
        await pilot.press("ctrl+g")
        assert isinstance(app.screen, ReviewScreen)


def test_only_the_newest_question_is_answered(tmp_path: Path) -> None:
    """One that runs is ended by the next: a query that would never end gives way."""
    import threading

    path = tmp_path / "a.db"
    open_to_write(path, create=True).close()
    running, answers, answered = threading.Event(), [], threading.Event()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    def answerer(store):
        def answer(question: str) -> str:
            if question == "endless":
                running.set()
                with store.explaining():
                    store.db.execute(endless).fetchall()
            return question.upper()

        return answer

    def deliver(answer: Answer[str]) -> None:
        answers.append(answer)
        if answer.given:
            answered.set()

    reader = open_to_read(path)
    asking = Latest(reader, answerer, deliver)
    asking._thread.daemon = True  # so that a failure is told of
    asking.start()
    asking.ask("endless")
    assert running.wait(10)
    asking.ask("next")
    assert answered.wait(10)
    assert [(answer.question, answer.given) for answer in answers] == [("endless", None), ("next", "NEXT")]
    assert isinstance(answers[0].error, Interrupted)
    running.clear()
    asking.ask("endless")
    assert running.wait(10)
    asking.close()
    asking._thread.join(10)
    assert not asking._thread.is_alive()
    reader.close()


def test_a_context_is_cut_so_that_what_was_found_is_seen() -> None:
    text = "word " * 30 + "needle and so on"
    pieces = pieces_around(text, [(150, 156)], 40, "text")
    assert "".join(piece for piece, _ in pieces) == "…word word word word needle and so on"
    assert ("needle", "found") in pieces
    short = pieces_around("a needle", [(2, 8)], 40, "text")
    assert [piece for piece in short if piece[0]] == [("a ", "text"), ("needle", "found")]

"""Changing claims by keys on the review screen: each key one act, one key takes it back."""

from pathlib import Path

import pytest

SAME = {"[": "left_square_bracket", "]": "right_square_bracket", "{": "left_curly_bracket",
        "}": "right_curly_bracket", "|": "vertical_line"}  # fmt: skip
FIRST = (
    "The ferry between Port Ellan and the island of Skerrow stopped on Friday after a fire in its engine room"
)


def words(app) -> list[str]:
    """The article's words of the current claim, range by range."""
    return [app.desk.article.text[start:end] for start, end in app.desk.mark.claim.ranges]


def said(ui, app) -> str:
    """The screen's words, wherever their lines end."""
    return " ".join(ui.text(app).replace("saved · anna", "").split())


async def press(ui, app, pilot, keys: str) -> None:
    await pilot.press(*(SAME.get(key, key) for key in keys.split()))
    await ui.saved(app, pilot)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("]", FIRST + ", the"),
        ("] ] ]", FIRST + ", the harbour office"),
        ("[", "Wire) - " + FIRST),
        ("{", FIRST.removeprefix("The ")),
        ("}", FIRST.removesuffix(" room")),
        ("| ]", FIRST + ", the harbour office said."),
        ("| | }", FIRST.removesuffix("m")),
        ("| | | }", FIRST.removesuffix(" room")),
    ],
)
async def test_edges_move_by_word_sentence_and_character(ui, path: Path, keys: str, found: str) -> None:
    async with ui.running(path) as (app, pilot):
        await press(ui, app, pilot, keys)
        assert words(app) == [found]


async def test_keys_typed_at_once_move_an_edge_one_after_the_other_and_one_key_takes_each_back(
    ui, path: Path
) -> None:
    async with ui.running(path) as (app, pilot):
        before = app.desk.claim
        await ui.type(pilot, "]]]]{s")
        await ui.saved(app, pilot)
        assert words(app) == [FIRST.removeprefix("The ") + ", the harbour office said"]
        assert app.desk.marks[0].label == "sourced"
        for _ in range(6):
            await press(ui, app, pilot, "u")
        assert app.desk.claim == before
        assert words(app) == [FIRST]
        assert len(app.desk.marks) == 6
    assert ui.sql(path, "SELECT claim FROM label WHERE state = 'current'") == []


async def test_a_label_stays_with_what_it_was_given_to_and_is_carried_over_by_one_key(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await press(ui, app, pilot, "v ]")
        assert app.desk.marks[0].label == ""
        assert "before the claim was changed" in ui.text(app)
        await press(ui, app, pilot, ">")
        assert app.desk.marks[0].label == "verified"


async def test_a_claim_is_split_at_the_caret_and_merged_again(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("j", "j", "j", "S")
        assert "Put the caret where the second part begins; S splits there." in said(ui, app)
        await press(ui, app, pilot, "5 w S")
        assert app.screen.caret is None
        assert words(app) == ["The ship, built in"]
        assert [mark.claim.text for mark in app.desk.marks[3:5]] == [
            "The ship, built in.",
            "1988, carries 40,000 passengers a year.",
        ]
        await press(ui, app, pilot, "M")
        assert words(app) == ["The ship, built in 1988, carries 40,000 passengers a year."]
        await press(ui, app, pilot, "u u")
        assert [mark.claim.text for mark in app.desk.marks[3:4]] == [
            "The ship, built in 1988, carries 40,000 passengers a year."
        ]


async def test_a_claim_is_not_split_where_one_part_would_have_no_words(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("j", "j", "S")
        await press(ui, app, pilot, "S")
        assert "both parts need some" in said(ui, app)
        assert len(app.desk.marks) == 6


async def test_a_claim_is_merged_with_one_that_is_no_neighbour(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("j", "j", "V", "slash")
        await ui.type(pilot, "owner")
        await press(ui, app, pilot, "enter M")
        assert words(app) == ["Nobody was hurt.", "Its owner had announced a new ship in 2019"]
        assert app.desk.mark.claim.text == "Nobody was hurt. Its owner had announced a new ship in 2019"
        assert len(app.desk.marks) == 5


async def test_a_claim_is_added_from_a_selection_in_pieces(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("A")
        assert "v begins a selection" in ui.text(app)
        await pilot.press("slash")
        await ui.type(pilot, "but none")
        await pilot.press("enter", "v", "3", "e", "plus", "slash")
        await ui.type(pilot, "who heads")
        await press(ui, app, pilot, "enter v 3 e A")
        assert words(app) == ["but none was", "who heads the"]
        await press(ui, app, pilot, "s u u")
        assert len(app.desk.marks) == 6


async def test_the_caret_sets_an_edge(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await press(ui, app, pilot, "V w [")
        assert words(app) == [FIRST.removeprefix("The ")]
        await press(ui, app, pilot, "V 3 e ]")
        assert words(app) == ["ferry between Port"]


async def test_a_claim_is_dropped_and_brought_back(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await press(ui, app, pilot, "j j D")
        assert len(app.desk.marks) == 5
        assert app.desk.to_label == 5
        await press(ui, app, pilot, "D")
        await pilot.press("B")
        assert "dropped by anna  Nobody was hurt." in ui.text(app)
        await press(ui, app, pilot, "enter")
        assert words(app) == ["Nobody was hurt."]
        await press(ui, app, pilot, "B")
        assert len(app.desk.marks) == 6
        await press(ui, app, pilot, "B")
        assert "No claim of this article was dropped." in ui.text(app)


async def test_the_wording_is_changed_with_its_reason_and_the_label_carried_over(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await press(ui, app, pilot, "j j s e")
        assert "Article: “Nobody was hurt.”" in ui.text(app)
        await ui.type(pilot, " On the ferry.")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Why is it changed?" in ui.text(app)
        await ui.type(pilot, "p")
        await press(ui, app, pilot, "ctrl+s")
        assert app.desk.mark.claim.text == "Nobody was hurt. On the ferry."
        assert app.desk.mark.label == "sourced"
        assert words(app) == ["Nobody was hurt."]
        await press(ui, app, pilot, "u")
        assert app.desk.mark.claim.text == "Nobody was hurt."
    assert ui.sql(path, "SELECT action, reason FROM revision") == [("wording", "pronoun")]


async def test_a_wording_that_cannot_be_is_told_of_and_kept(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("e", "tab", "tab", "tab")
        await ui.type(pilot, "soon")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "“2026-02-20soon” is not a date" in ui.text(app)
        await pilot.press("ctrl+g")
        assert "What you typed is kept: e opens it again." in ui.text(app)
        await pilot.press("e")
        assert "2026-02-20soon" in ui.text(app)


@pytest.mark.parametrize(
    ("made", "left"),
    [
        ("", ""),
        ("s", "; your label stays with the old wording, in the history"),
        ("s j c k", "; your 2 labels stay with the old wordings, in the history"),
    ],
)
async def test_merging_says_what_of_mine_stays_behind_and_nothing_of_others(ui, path, made, left) -> None:
    async with ui.running(path, size=(160, 24)) as (app, pilot):
        with ui.reviewing(path, "bo") as bo:
            bo.label(app.desk.claim, "contested")
        await press(ui, app, pilot, f"{made} M")
        assert f"Merged{left}." in said(ui, app)
        await press(ui, app, pilot, "u")
        assert len(app.desk.marks) == 6


async def test_splitting_says_what_of_mine_stays_behind(ui, path: Path, kit) -> None:
    async with ui.running(path, size=(160, 24)) as (app, pilot):
        await pilot.press("j", "j", "j", "v")
        with ui.reviewing(path, "bo") as bo:
            bo.cite(app.desk.claim, kit.draft("supports", title="Of another"))
        for title in ("One", "Two"):
            app.desk.act(lambda r, title=title: r.cite(app.desk.claim, kit.draft(title=title)), "")
        await ui.saved(app, pilot)
        await press(ui, app, pilot, "S 5 w S")
        words = "Split; your label and 2 citations stay with the old wording, in the history."
        assert words in said(ui, app)


async def test_a_change_that_changes_nothing_is_no_failure_and_leaves_no_draft(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await press(ui, app, pilot, "e ctrl+s")
        assert "Nothing changed." in said(ui, app)
        assert "Not saved" not in said(ui, app)
        assert app.desk.message.tone == "plain"
        assert not app.desk.drafts
        assert "…" not in ui.text(app).split("\n")[-3]
    assert ui.sql(path, "SELECT count(*) FROM revision") == [(0,)]


async def test_two_claims_are_said_to_be_the_same_and_no_longer(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        await pilot.press("L")
        assert "Go to the claim that says the same" in ui.text(app)
        await press(ui, app, pilot, "J L")
        assert "same as in “Island Ferry Stops After Engine Fire”" in said(ui, app)
        await press(ui, app, pilot, "K L J L")
        assert app.desk.state.linked == ()


async def test_what_another_changed_meanwhile_becomes_a_choice(ui, path: Path) -> None:
    """A change is made on what one saw; when that is not what stands, nothing is written, and it is shown."""
    async with ui.running(path) as (app, pilot):
        claim = app.desk.claim
        with ui.reviewing(path, "bo") as bo:
            bo.reword(claim, "The ferry stopped.")
        await pilot.press("e", "end")
        await ui.type(pilot, " Indeed.")
        await pilot.press("tab", "o")
        await press(ui, app, pilot, "ctrl+s")
        assert "bo changed this claim" in said(ui, app)
        assert app.desk.mark.claim.text == "The ferry stopped."
        await pilot.press("e")
        assert "Now: The ferry stopped." in ui.text(app)
        await press(ui, app, pilot, "ctrl+s")
        assert app.desk.mark.claim.text.endswith("Indeed.")
    assert ui.sql(path, "SELECT member FROM revision WHERE state = 'current'") == [("anna",), ("bo",)][::-1]


async def test_rivals_are_shown_side_by_side_until_one_is_dropped(ui, path: Path) -> None:
    async with ui.running(path) as (app, pilot):
        claim = app.desk.claim
        await press(ui, app, pilot, "]")
        with ui.reviewing(path, "bo") as bo:
            bo.reword(claim, "The ferry stopped.", rival=True)
        await ui.until(lambda: len(app.desk.marks) == 7, "the other's claim is listed")
        await pilot.pause()
        assert "or instead" in ui.text(app)
        await press(ui, app, pilot, "D")
        assert len(app.desk.marks) == 6
        assert app.desk.mark.rivals == ()

"""Imported suggestions on the review screen: shown as nobody's label, and taken over by one key."""

from pathlib import Path

import pytest
from imported import Record, put_import

from annotator.domain.already_checked import CheckHint
from annotator.domain.article import ReadArticle, Region
from annotator.domain.citation import CitationDraft, Source
from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.claim_filter import ClaimFilter
from annotator.services.ingesting import put
from annotator.services.searching import Searching
from annotator.store import open_to_write
from annotator.tui.suggestion_words import check_words

WIKI = CitationDraft(
    Source("https://wiki.example/Skerrow", title="Skerrow", publisher="Islands Wiki"), "supports",
    quote="The ferry stopped on 20 February 2026 after a fire in its engine room.", accessed="2026-02-25",
)  # fmt: skip
DENIAL = CitationDraft(
    Source("https://owner.example/statement", title="A statement", publisher="Skerrow Lines"), "refutes",
    "secondary", quote="The ship never stopped.", accessed="2026-02-26",
)  # fmt: skip


@pytest.fixture
def imported(ui, path: Path) -> Path:
    """The first claim with one suggestion, the second with two, the third with none that is a label; of the
    fourth an import says nothing but where it is from."""
    query = "SELECT c.id FROM claim AS c JOIN article_info AS i ON i.shown_set = c.claim_set"
    rows = ui.sql(path, f"{query} ORDER BY i.published, c.position")
    first, second, third, fourth = (row[0] for row in rows[:4])
    records = [
        Record(
            first, "sourced", "SUPPORTS", "ana", 4,
            "The page on the island has the day and the fire.", [WIKI], ("mixes refuted and unknown",),
        ),
        Record(second, "sourced", "SUPPORTS", "ana", citations=[WIKI]),
        Record(second, "contested", "REFUTES", "bo", rationale="The owner denies it.", citations=[DENIAL]),
        Record(third, "", "Half true", "cy"),
        Record(fourth),
    ]  # fmt: skip
    with open_to_write(path) as store:
        put_import(store, "fever", *records)
    return path


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_suggestion_is_told_in_words_and_counts_as_no_label(ui, imported: Path, size) -> None:
    async with ui.running(imported, size=size) as (app, _):
        text = " ".join(ui.text(app).split())
        assert "suggested sourced (SUPPORTS) by import:fever, ana, confidence 4" in text
        assert "no label" in text
        assert "0 of 6" in text
        assert "> take over" in text
        assert ui.text(app).count("▌*") >= 1
        if size[0] > 100:
            assert "mixes refuted and unknown" in text
            assert "The page on the island has the day and the fire." in text
            assert "+ supports · secondary · Islands Wiki · Skerrow" in text
            assert "> takes it over" in text


async def test_imports_without_a_label_are_told_once_and_last(ui, path: Path) -> None:
    query = "SELECT c.id FROM claim AS c JOIN article_info AS i ON i.shown_set = c.claim_set"
    ((first,), (second,), *_) = ui.sql(path, f"{query} ORDER BY i.published, c.position")
    with open_to_write(path) as store:
        put_import(store, "jsonl", Record(first, key="1"), Record(first, key="2"), Record(second))
        put_import(store, "csv", Record(first), Record(first, by="cy"))
        put_import(store, "fever", Record(first, "sourced"))
    async with ui.running(path, size=(160, 50)) as (app, pilot):
        text = " ".join(ui.text(app).split())
        assert text.count("imported from jsonl, without a label") == 1
        assert text.count("imported from csv, without a label") == 2
        assert "imported from csv, without a label, cy" in text
        assert text.index("sourced by import:fever") < text.index("imported from")
        await pilot.press("h")
        assert "imported from jsonl, without a label" in ui.text(app)
        assert "imported: imported" not in ui.text(app)
        await pilot.press("escape", "enter")
        assert " ".join(ui.text(app).split()).count("imported from jsonl, without a label") == 1
    async with ui.running(path, size=(80, 24)) as (app, pilot):
        assert "suggested sourced by import:fever · and 3 more" in " ".join(ui.text(app).split())
        await pilot.press("j")
        assert "imported from jsonl, without a label" in ui.text(app)
        assert "suggested" not in ui.text(app)


async def test_one_key_takes_it_over_and_one_takes_it_back(ui, imported: Path) -> None:
    async with ui.running(imported, size=(160, 50)) as (app, pilot):
        await pilot.press("greater_than_sign")
        assert app.desk.mark.label == "sourced"
        await ui.saved(app, pilot)
        assert app.desk.message.text == "Labelled sourced, as import:fever suggests."
        (mine,) = app.desk.state.citations
        assert (mine.member, mine.quote) == ("anna", WIKI.quote)
        assert app.desk.state.label.label.rationale == "The page on the island has the day and the fire."
        assert app.desk.state.label.label.confidence is None
        assert "complete" in ui.text(app)
        assert "suggested" in ui.text(app)
        assert "> takes it over" not in ui.text(app)
        await pilot.press("greater_than_sign")
        assert "does not take your label's place" in app.desk.message.text
        await pilot.press("enter")
        assert "taken over from what an import suggested" in ui.text(app)
        await pilot.press("q", "u")
        await ui.saved(app, pilot)
        assert app.desk.message.text == "Took back: taking a suggestion over."
        assert (app.desk.mark.label, app.desk.state.citations) == ("", ())
    assert ui.sql(imported, "SELECT count(*) FROM citation WHERE member = 'anna' AND state = 'current'") == [
        (0,)
    ]


async def test_of_several_one_is_chosen(ui, imported: Path) -> None:
    async with ui.running(imported) as (app, pilot):
        await pilot.press("j", "greater_than_sign")
        text = ui.text(app)
        assert "Which suggestion to take over" in text
        assert "contested (REFUTES) by import:fever, bo · The owner denies it." in text
        assert not [
            line for line in text.splitlines() if line.rstrip().endswith("·")
        ]  # where no reason is given
        await pilot.press("escape")
        assert app.desk.mark.label == ""
        await pilot.press("greater_than_sign", "down", "enter")
        await ui.saved(app, pilot)
        assert app.desk.mark.label == "contested"
        assert [one.stance for one in app.desk.state.citations] == ["refutes"]


async def test_what_is_no_label_is_said_in_words(ui, imported: Path) -> None:
    async with ui.running(imported) as (app, pilot):
        await pilot.press("j", "j")
        assert "“Half true” (no label here) by import:fever, cy" in ui.text(app)
        assert "> take over" not in ui.text(app)
        await pilot.press("greater_than_sign")
        assert app.desk.message.text == (
            "What import:fever says, “Half true”, is no label that could be taken over. "
            "Label the claim yourself."
        )
        assert app.desk.mark.label == ""


async def test_taking_over_is_repeated_where_it_is_clear_what_is_meant(ui, imported: Path) -> None:
    async with ui.running(imported) as (app, pilot):
        await pilot.press("greater_than_sign", "j", "full_stop")
        await ui.saved(app, pilot)
        assert app.desk.mark.label == ""
        assert "Different labels are suggested here" in app.desk.message.text


async def test_the_filter_lists_what_is_suggested(ui, imported: Path) -> None:
    async with ui.running(imported) as (app, pilot):
        app.desk.set_filter(ClaimFilter(suggested=True, label="open"))
        await ui.until(lambda: app.desk.looked, "what the filter finds")
        await pilot.pause()
        assert "filter: open, suggested" in ui.text(app)
        assert len(app.desk.matches) == 3
        await pilot.press("greater_than_sign")
        await ui.saved(app, pilot)
        assert "no match now" in ui.text(app)
        await pilot.press("backslash")
        assert "Suggested" in ui.text(app)
        await pilot.press("enter")
        await ui.until(lambda: app.desk.looked, "what the filter finds")
        assert (app.desk.matches.filter, len(app.desk.matches)) == (
            ClaimFilter(suggested=True, label="open"),
            2,
        )


async def test_the_history_and_the_search_tell_of_it(ui, imported: Path) -> None:
    async with ui.running(imported, size=(160, 50)) as (app, pilot):
        await pilot.press("h")
        text = ui.text(app)
        assert "import:fever" in text
        assert "imported: sourced (SUPPORTS), ana, confidence 4" in text
        await pilot.press("down", "down", "escape")
        found = Searching(app.desk.reading.store).search("denies", ["suggestion"])
        assert [(hit.member, hit.number) for hit in found.hits] == [("import:fever", 2)]
        assert Searching(app.desk.reading.store).search("half true").hits[0].kind == "suggestion"


CHECKED = "The ship, built in 1988, carries about 40,000 passengers a year"


def test_a_label_elsewhere_is_said_in_words() -> None:
    hint = CheckHint("c" * 64, "It rained.", "import:fever", "", "", "", "sourced")
    assert check_words(hint) == "labelled elsewhere: sourced by import:fever"


@pytest.fixture
def checked(ui, imported: Path) -> Path:
    """The file with a fact-check of the ferry's fourth claim, imported."""
    claims = [Claim(((0, len(CHECKED)),), CHECKED)]
    read = ReadArticle(CHECKED, CHECKED.encode(), "import:claimreview", "1", {})
    made = ClaimSet.build(
        article=read.id, splitter="import:claimreview", version="1",
        regions=[Region("body", 0, len(CHECKED))], claims=claims,
    )  # fmt: skip
    source = Source("https://checks.example/ship", publisher="Island Checks", published="2024-02-09")
    cited = CitationDraft(source, "context", "fact_check")
    with open_to_write(imported) as store:
        with store.writing():
            put(store, read, made)
        record = Record(made.claims[0].id, "contested", "Mostly false", citations=[cited])
        put_import(store, "claimreview", record)
    return imported


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_what_was_checked_already_comes_without_a_key(ui, checked: Path, size) -> None:
    async with ui.running(checked, size=size) as (app, pilot):
        if CHECKED in app.desk.article.text:
            await pilot.press("J")
        await pilot.press("k", "k", "k", "j", "j", "j")
        assert app.desk.mark.claim.text.startswith("The ship")
        await ui.until(lambda: bool(app.desk.checks), "the hint")
        await pilot.pause()
        text = " ".join(ui.text(app).split())
        assert "hint already checked: Island Checks: Mostly false" in text
        if size[0] > 100:
            assert f"of the claim: {CHECKED}" in text
            assert "https://checks.example/ship" in text
        assert app.desk.mark.label == ""
        assert app.desk.takeable == []
        await pilot.press("j")
        assert app.desk.checks == ()
        await pilot.press("k", "enter")
        assert "already checked: Island Checks: Mostly false" in " ".join(ui.text(app).split())


async def test_what_others_do_meanwhile_has_it_looked_for_again(ui, checked: Path) -> None:
    async with ui.running(checked) as (app, pilot):
        if CHECKED in app.desk.article.text:
            await pilot.press("J")
        await pilot.press("k", "k", "k", "j", "j", "j")
        await ui.until(lambda: bool(app.desk.checks), "the hint")
        app.desk.take_news(None)
        assert app.desk.checks == ()
        await ui.until(lambda: bool(app.desk.checks), "the hint again")


@pytest.mark.parametrize("size", [pytest.param((80, 24), id="80x24"), pytest.param((160, 50), id="160x50")])
@pytest.mark.parametrize(
    "keys",
    [(), ("j",), ("greater_than_sign",), ("j", "j", "j")],
    ids=["one", "two", "taken", "unlabelled"],
)
def test_how_it_looks(ui, imported: Path, snap_compare, size, keys) -> None:
    app = ui.app(imported)

    async def run(pilot) -> None:
        await pilot.press(*keys)
        await ui.saved(app, pilot)
        app.desk.message = None

    assert snap_compare(app, terminal_size=size, run_before=run)

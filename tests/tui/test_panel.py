"""The panel's words, and how it makes do with little room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.scheme_reading import default_scheme
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write
from annotator.tui.bars import key_line, position_words, progress
from annotator.tui.commands import REVIEW, commands
from annotator.tui.desk import Desk
from annotator.tui.drawing import cells
from annotator.tui.panel import panel_lines
from annotator.tui.words import rule_words


@pytest.fixture
def work(path: Path, kit) -> Iterator[tuple[Desk, Reviewing]]:
    """The ferry's first claim: verified, with three citations, a rationale, a flag and a comment."""
    with open_to_write(path) as store:
        reviewing = Reviewing(store, "anna", "device-1")
        desk = Desk(Reading(store, "anna"), lambda job, report: None)
        desk.open(desk.reading.library()[0].id)
        reviewing.label(desk.claim, "verified", confidence=4, rationale="Two offices say so. " * 8)
        for number in range(3):
            reviewing.cite(
                desk.claim, kit.draft("supports", title=f"Report {number}", quote="No ferry sailed. " * 12)
            )
        reviewing.flag(desk.claim)
        reviewing.comment(desk.claim, "Ask the harbour office.")
        desk.open(desk.article.id, desk.claim)
        yield desk, reviewing


def text_of(lines) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def test_a_roomy_panel_tells_everything(work) -> None:
    desk, _ = work
    text = "\n".join(text_of(panel_lines(desk, 70, 60)))
    for words in (
        "said by the harbour office · about 2026-02-20 · content: is it so?",
        "verified · confidence 4 of 5 · incomplete",
        "needs 1 more primary source",
        "+ supports · secondary",
        "Report 2",
        "for a second look",
        "anna: Ask the harbour office.",
    ):
        assert words in text


@pytest.mark.parametrize("height", range(1, 40))
@pytest.mark.parametrize("width", [30, 78])
def test_the_panel_never_outgrows_its_room(work, width: int, height: int) -> None:
    desk, _ = work
    assert len(panel_lines(desk, width, height)) <= height


def test_a_panel_that_is_too_small_says_that_there_is_more(work) -> None:
    desk, _ = work
    lines = text_of(panel_lines(desk, 78, 7))
    assert "verified" in "".join(lines)
    assert lines[-1].strip().startswith("… ")


def test_a_closed_citation_and_what_others_say_are_shown(work, kit) -> None:
    desk, reviewing = work
    reviewing.cite(desk.claim, kit.draft("refutes", title="Denial"))
    denial = reviewing.db.execute("SELECT id FROM citation WHERE stance = 'refutes'").fetchone()[0]
    reviewing.close_citation(denial, "It was taken back.")
    Reviewing(reviewing.store, "bob", "device-2").label(desk.claim, "contested")
    desk.go(0)
    text = "\n".join(text_of(panel_lines(desk, 70, 60)))
    assert "− refutes, closed · secondary" in text
    assert "closed: It was taken back." in text
    assert "bob       contested (incomplete)" in text


def test_the_position_is_one_sentence(work) -> None:
    desk, _ = work
    assert position_words(desk) == "Claim 1 of 6: verified, incomplete, 3 citations, flagged."


def test_a_bar_is_full_only_when_all_is_done() -> None:
    drawn = {done: "".join(text for text, _ in progress(done, 1000, 10)) for done in (0, 1, 999, 1000)}
    assert drawn == {0: "─" * 10, 1: "━" + "─" * 9, 999: "━" * 9 + "─", 1000: "━" * 10}


@pytest.mark.parametrize("width", [20, 80, 160])
def test_the_line_of_keys_fits_and_always_has_help(width: int) -> None:
    line = key_line(commands(default_scheme()), REVIEW, width)
    assert cells(line) <= width
    assert "".join(text for text, _ in line).endswith(" ? help ")


def test_evidence_rules_are_said_in_words() -> None:
    words = {label.id: rule_words(label) for label in default_scheme().labels}
    assert words["contested"] == [
        "complete with 1 citation that refutes it, with a quote, of an origin other than the claimant",
        "needs a rationale",
    ]
    assert words["verified"][0].startswith(
        "complete with 2 independent sources and 1 primary source, each with an archive link; or 1 primary"
    )
    assert words["insufficient"] == ["complete at once"]

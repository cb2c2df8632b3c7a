"""The panel's words, and how it makes do with little room."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.citation import CitationDraft, Source
from annotator.domain.claim import FLAG_KINDS, Claim, Flag
from annotator.domain.scheme_reading import default_scheme
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write
from annotator.tui.bars import (
    claim_row,
    key_line,
    progress,
    status_line,
    status_rest,
    title_line,
)
from annotator.tui.claim_text import claim_lines
from annotator.tui.command_table import commands
from annotator.tui.commands import CARET, REVIEW, WHERE_WORDS
from annotator.tui.desk import Desk
from annotator.tui.drawing import cells
from annotator.tui.help_text import help_lines
from annotator.tui.panel import panel_lines
from annotator.tui.position import position_words
from annotator.tui.words import FLAG_WORDS, flag_words, rule_words


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


@pytest.mark.parametrize("width", [30, 78])
def test_the_panel_never_outgrows_its_room(work, width: int) -> None:
    desk, _ = work
    heights = range(1, 40)
    assert [height for height in heights if len(panel_lines(desk, width, height)) > height] == []


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
    start = "Claim 1 of 6: verified, flagged, 3 citations"
    missing = desk.state.label.standing.missing
    assert len(missing) > 1
    assert position_words(desk) == f"{start}, incomplete: {'; '.join(missing)}."
    short = f"{start}, incomplete: {missing[0]}, and {len(missing) - 1} more."
    assert position_words(desk, len(short)) == short
    cut = position_words(desk, len(short) - 30)
    assert cut.startswith(f"{start}, incomplete: {missing[0][:12]}")
    assert cut.endswith("….")
    assert len(cut) <= len(short) - 30


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


def test_the_wording_has_the_room_that_evidence_leaves(work) -> None:
    desk, _ = work
    desk.go(0)
    lines = text_of(panel_lines(desk, 60, 10))
    assert [line.strip() for line in lines[:3]] == [
        "The ferry between Port Ellan and the island of Skerrow",
        "stopped on Friday after a fire in its engine room",
        "said by the harbour office · about 2026-02-20 · content:…",
    ]
    assert ["+ supports" in line for line in lines[6:9]] == [True, True, True]


def test_two_citations_are_seen_beside_a_long_wording(work, kit) -> None:
    desk, reviewing = work
    claim = desk.marks[4].claim.id
    reviewing.label(claim, "sourced")
    for number in range(2):
        reviewing.cite(claim, kit.draft("supports", title=f"Report {number}", quote="So it is. " * 30))
    desk.open(desk.article.id, claim)
    mark = desk.marks[4]
    desk.marks[4] = replace(mark, claim=replace(mark.claim, text="A long wording of a claim. " * 40))
    lines = text_of(panel_lines(desk, 78, 8))
    assert len(lines) == 8
    assert lines[3].endswith("…")
    assert ["Report 0" in line or "Report 1" in line for line in lines[-2:]] == [True, True]


def test_a_label_line_that_is_too_long_goes_on_below(work, kit) -> None:
    desk, reviewing = work
    claim = desk.marks[4].claim.id
    reviewing.label(claim, "contested", confidence=4, rationale="The owner denies it.")
    reviewing.cite(claim, kit.draft("refutes", publisher="Owner"))
    desk.open(desk.article.id, claim)
    text = text_of(panel_lines(desk, 50, 40))
    at = next(number for number, line in enumerate(text) if "contested" in line)
    assert text[at] == " label     contested · confidence 4 of 5"
    assert text[at + 1].strip().startswith("complete")


def test_an_utterance_that_the_article_attributes_needs_no_evidence(work) -> None:
    desk, reviewing = work
    claim = desk.marks[5].claim.id
    reviewing.label(claim, "sourced")
    desk.open(desk.article.id, claim)
    text = "\n".join(text_of(panel_lines(desk, 70, 20)))
    assert "evidence  the article itself attributes it to Ilse Brandt" in text
    assert "none yet" not in text


def test_the_claims_own_page_cuts_nothing(work) -> None:
    desk, reviewing = work
    reviewing.cite(desk.claim, CitationDraft(
        Source(url="https://example.org/log", title="Log"), "supports", "primary",
        quote="First line.\nSecond line.", locator="page 7", accessed="2026-02-21",
        archive_url="https://archive.example/log", sole_authority="The log is the record.",
    ))  # fmt: skip
    desk.go(0)
    lines = text_of(claim_lines(desk, 60))
    text = " ".join(" ".join(lines).split())
    for words in (
        desk.marks[0].claim.text, "about 2026-02-20", "confidence 4 of 5", "Two offices say so. " * 7,
        "No ferry sailed. " * 11, "quote First line. Second line.", "where in it page 7",
        "archive URL https://archive.example/log", "sole authority The log is the record.",
        "comment anna: Ask the harbour office.",
    ):  # fmt: skip
        assert words in text
    assert not any(line.endswith("…") for line in lines)
    assert max(len(line) for line in lines) <= 60


def test_long_names_of_labels_keep_apart_from_their_help() -> None:
    scheme = default_scheme()
    named = replace(scheme.labels[0], id="opinion_or_forecast_of_a_party_to_it", help="Says what may be.")
    scheme = replace(scheme, labels=(named,))
    lines = text_of(help_lines(commands(scheme), scheme, [("House rules", "One.\n\nTwo.")], 80))
    at = next(number for number, line in enumerate(lines) if line.startswith("  s opinion"))
    assert lines[at] == "  s opinion or forecast of a      Says what may be."
    assert lines[at + 1].startswith("  party to it")
    assert lines[-4:] == [" Guideline: House rules", "  One.", "", "  Two."]


def test_a_long_message_goes_on_in_the_line_of_keys(work) -> None:
    desk, _ = work
    desk.say("Not saved: review.db: the disk is full. What you typed is kept: a opens it again.", "bad")
    first, rest = ("".join(text for text, _ in make(desk, 60)) for make in (status_line, status_rest))
    assert first.startswith(" Not saved: review.db: the disk is full.")
    assert f"{first.split('  ')[0].strip()} {rest.strip()}" == desk.message.text


@pytest.fixture
def pier_desk(pier: Path) -> Iterator[Desk]:
    """The desk with the pier's article on it."""
    with open_to_write(pier) as store:
        desk = Desk(Reading(store, "anna"), lambda job, report: None)
        desk.open(desk.reading.library()[0].id)
        yield desk


def differing(lines) -> list[str]:
    return [text for line in lines for text, role in line if role == "differing"]


def test_what_the_splitter_flagged_is_said_in_words(pier_desk: Desk) -> None:
    pier_desk.go(2)
    said = "causal link: “because” · pronoun: “they” · loaded term: “regime”"
    assert f" {said}" in text_of(panel_lines(pier_desk, 78, 40))
    assert said in " ".join(" ".join(text_of(claim_lines(pier_desk, 60))).split())
    pier_desk.go(0)
    assert "pronoun" not in "".join(text_of(panel_lines(pier_desk, 78, 40)))


def test_flagged_quotations_have_one_pair_of_marks_and_long_ones_are_cut() -> None:
    text = "He spoke of a “safe” pier, [the old one by the northern breakwater] and so on."
    flags = [("scare_quotes", "“safe”"), ("editorial", "[the old one by the northern breakwater]")]
    found = [Flag(kind, text.index(words), text.index(words) + len(words)) for kind, words in flags]
    claim = Claim(((0, len(text)),), text, flags=(*found, found[0]))
    assert flag_words(claim, text) == "scare quotes: “safe” · editorial insertion: “[the old one by the nor…”"


def test_every_kind_of_flag_has_words() -> None:
    assert set(FLAG_WORDS) == set(FLAG_KINDS)


def test_the_words_that_tell_a_claim_from_the_one_it_is_like_are_marked(pier_desk: Desk) -> None:
    pier_desk.go(1)
    lines = panel_lines(pier_desk, 78, 40)
    assert differing(lines) == ["has"]
    assert text_of(lines)[2] == " folded    into 1: The pier burned down on Friday."
    pier_desk.go(2)
    lines = panel_lines(pier_desk, 78, 40)
    told = text_of(lines)
    assert next(line for line in told if line.startswith(" similar")) == (
        " similar   to 1: The pier burned down on Friday."
    )
    assert differing(lines)[0] == "old"
    assert differing(lines)[-1] == "Friday"
    pier_desk.go(0)
    assert differing(panel_lines(pier_desk, 78, 40)) == []


@pytest.mark.parametrize("width", [24, 30, 78])
def test_a_panel_with_flags_and_a_like_claim_keeps_to_its_room(pier_desk: Desk, width: int) -> None:
    pier_desk.go(2)
    heights = range(1, 20)
    assert [height for height in heights if len(panel_lines(pier_desk, width, height)) > height] == []


def test_position_and_page_say_what_a_claim_is_folded_into_or_like(pier_desk: Desk) -> None:
    pier_desk.go(1)
    assert position_words(pier_desk) == "Claim 2 of 4: folded into 1; no label yet, 0 citations."
    page = [" ".join(line.split()) for line in text_of(claim_lines(pier_desk, 60))]
    assert "folded into 1: The pier burned down on Friday." in page
    pier_desk.go(2)
    assert position_words(pier_desk) == "Claim 3 of 4: similar to 1; no label yet, 0 citations."
    page = [" ".join(line.split()) for line in text_of(claim_lines(pier_desk, 60))]
    assert "similar to 1: The pier burned down on Friday." in page


def test_the_list_has_a_sign_behind_a_folded_and_a_similar_claim(pier_desk: Desk) -> None:
    rows = ["".join(text for text, _ in claim_row(pier_desk, number, 50)) for number in range(4)]
    assert [row[1:3] for row in rows] == ["· ", "= ", "· ", "· "]
    assert [row.split()[-1] for row in rows] == ["Friday.", "=1", "~1", "why."]
    assert {cells(claim_row(pier_desk, number, 50)) for number in range(4)} == {50}
    assert "".join(text for text, _ in title_line(pier_desk, 120)).count("0 of 3 labelled") == 1


def test_help_begins_with_the_keys_of_where_one_was() -> None:
    scheme = default_scheme()
    usual = text_of(help_lines(commands(scheme), scheme, (), 80))
    in_caret = text_of(help_lines(commands(scheme), scheme, (), 80, CARET))
    assert in_caret[0] == f" {WHERE_WORDS[CARET]}"
    assert sorted(usual) == sorted(in_caret)

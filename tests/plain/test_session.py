"""The conversation: what a line does, what is said, what is on disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.scheme_reading import default_scheme
from annotator.settings.config import read_config
from annotator.store import open_to_read
from annotator.tui.command_table import commands
from annotator.tui.commands import REVIEW

Saying = Callable[..., Any]
CITE = ("a https://example.org/log", "", "", "The cranes failed.", "", "p. 3", "s", "+")
CANNOT = frozenset(["page_down", "page_up", "palette"])
"""Actions that only a screen has; the others have to answer."""


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_to_read(path) as store:
        return list(store.db.execute(sql).fetchall())


def test_a_claim_is_told_in_sentences(talk: Saying) -> None:
    said = talk("j").flat
    assert "Article: A title. Harbour Post, 2026-02-20. " in said
    assert "Claim 2 of 2: no label yet, 0 citations. The engineer said both were safe." in said
    assert "Speaker: The engineer. The question is whether it was said." in said
    assert said.endswith("Everything is saved.")


def test_what_is_saved_is_said_with_the_new_state(talk: Saying, path: Path) -> None:
    said = talk("c", "4", "t It contradicts the log.", "f", "m Ask the port").flat
    assert "Saved: Labelled contested. Claim 1 of" in said
    assert "contested, flagged, 0 citations, incomplete: needs 1 more citation that refutes it" in said
    assert "Saved: Commented." in said
    assert rows(path, "SELECT label, confidence, rationale FROM current_label") == [
        ("contested", 4, "It contradicts the log.")
    ]
    assert rows(path, "SELECT text FROM comment") == [("Ask the port",)]


def test_a_citation_is_asked_for_field_by_field(talk: Saying, path: Path) -> None:
    talk("s", *CITE)
    cited = "SELECT url, quote, locator, stance, kind, accessed FROM current_citation"
    assert rows(path, cited) == [
        ("https://example.org/log", "The cranes failed.", "p. 3", "supports", "secondary", "2026-03-01")
    ]


def test_lines_that_are_pasted_stay_one_quote(talk: Saying, path: Path) -> None:
    talk("a", "https://example.org/", "", "One line.", "s", "", "", "sup", "+")
    assert rows(path, "SELECT quote FROM current_citation") == [("One line.\ns",)]
    assert rows(path, "SELECT * FROM current_label") == []


def test_a_primary_record_is_asked_about(talk: Saying, path: Path) -> None:
    talk("a", "", "The log of the port", "", "", "1", "primary", "y", "It is the act itself.", "+")
    assert rows(path, "SELECT reference, kind, sole_authority FROM current_citation") == [
        ("The log of the port", "primary", "It is the act itself.")
    ]


def test_a_form_that_is_left_is_kept_and_taken_up_again(talk: Saying, path: Path) -> None:
    left = talk("a", "https://example.org/kept", "", "The quote", "", ".", "q", "q", person=True)
    assert "What you typed is kept: a opens it again." in left.out
    assert "Not saved: a citation. q again drops it." in left.out
    lines = ("a", "https://example.org/kept", "", "The quote", "", ".", "a", "", "", "", "", "s", "+")
    again = talk(*lines)
    assert (again.code, again.error) == (0, "")
    assert rows(path, "SELECT url, quote FROM current_citation") == [
        ("https://example.org/kept", "The quote")
    ]


def test_a_form_that_ends_in_the_middle_says_what_is_lost(talk: Saying, path: Path) -> None:
    ended = talk("s", "a", "https://example.org/")
    assert ended.code == 1
    assert "Not saved: a citation. All else is saved." in ended.out
    assert rows(path, "SELECT label FROM current_label") == [("sourced",)]
    comment = talk("m", "A remark that")
    assert (comment.code, "Not saved: a comment." in comment.out) == (1, True)


def test_a_person_is_asked_again_and_a_script_is_stopped(talk: Saying, path: Path) -> None:
    answers = ("a", "example.org", "https://example.org/", "", "", "", "nothing", "r", "?", "", "+", "s")
    person = talk(*answers, person=True)
    assert "No web address" in person.out
    assert "nothing is none of them." in person.out
    assert "primary: the record itself" in person.flat
    assert rows(path, "SELECT url, stance FROM current_citation") == [("https://example.org/", "refutes")]
    assert rows(path, "SELECT label FROM current_label") == [("sourced",)]
    script = talk("a", "example.org", "v")
    assert script.error.startswith("Line 1, 'a': No web address")
    assert rows(path, "SELECT label FROM current_label") == [("sourced",)]


def test_what_was_there_outlives_an_answer_that_is_refused(talk: Saying, path: Path) -> None:
    cited = "SELECT url, locator FROM current_citation"
    talk("a https://example.org/log", "", "", "It ran.", "", "", "s", "+")
    changed = talk("o", "example.org", "nowhere", "", "", "", "p. 9", "+", person=True)
    assert changed.flat.count("begin with https:// or http://. A lone full stop leaves.") == 2
    assert rows(path, cited) == [("https://example.org/log", "p. 9")]
    left = talk("o", "example.org", ".", "o", "", "", "", "p. 10", "+", person=True)
    assert "Not saved" not in left.out
    assert rows(path, cited) == [("https://example.org/log", "p. 10")]
    talk("o", "", "", "", "p. 11", "", "", "", "example.org", "+", person=True)
    assert rows(path, cited) == [("https://example.org/log", "p. 11")]


def test_a_refused_answer_where_nothing_was_is_kept_for_the_next_time(talk: Saying) -> None:
    assert "What you typed is kept: a opens it again." in talk("a", "example.org", ".", person=True).out


def test_what_is_wrong_between_fields_is_asked_for_again(talk: Saying, path: Path) -> None:
    asked = talk("a", "+", "", "By letter", "+", "s", person=True).out
    assert "URL: Give an address here, or a reference in words below." in asked
    assert rows(path, "SELECT reference, stance FROM current_citation") == [("By letter", "supports")]


def test_a_citation_is_changed_closed_and_used_again(talk: Saying, path: Path) -> None:
    talk("a https://example.org/log", "", "", "It ran.", "", "", "r", "+")
    talk("o", "", "", "", "p. 9", "+")
    assert rows(path, "SELECT locator, quote FROM current_citation") == [("p. 9", "It ran.")]
    talk("X", "The log was forged.", "")
    assert rows(path, "SELECT closed FROM current_citation") == [("The log was forged.",)]
    listed = talk("j", "r ran", "1", "context")
    assert "1, refutes (secondary): p. 9" in listed.flat
    assert rows(path, "SELECT locator, stance FROM current_citation") == [
        ("p. 9", "refutes"),
        ("p. 9", "context"),
    ]
    assert "Nothing of yours holds these words." in talk("r nowhere").error


def test_what_was_cited_last_is_cited_again(talk: Saying, path: Path) -> None:
    assert "You have not cited anything yet" in talk("R").error
    talk("a https://example.org/a", "", "", "It closed.", "", "", "s", "+")
    assert "Cited again, supports: https://example.org/a." in talk("j", "R").flat
    assert rows(path, "SELECT quote FROM current_citation") == [("It closed.",)] * 2


def test_undo_and_redo_reach_other_articles(talk: Saying, path: Path) -> None:
    said = talk("s", "J", "u").flat
    assert "Saved: Took back: label sourced. Article:" in said
    assert rows(path, "SELECT * FROM current_label") == []
    talk("redo")
    assert len(rows(path, "SELECT * FROM current_label")) == 1


def test_it_goes_on_where_the_reviewer_left_off(talk: Saying) -> None:
    talk("g 2")
    assert "Claim 2 of 2" in talk().out


def test_numbers_lead_to_claims_and_articles(talk: Saying) -> None:
    first = talk("article 1").flat
    other = talk("article 2").flat
    assert first != other
    assert "has no claim 9" in talk("g 9").error
    assert "from 1 to 2" in talk("article 3").error
    listed = talk("articles", "claims").out.splitlines()
    assert [line[:3] for line in listed if line[:3] in ("1, ", "2, ", "3, ")].count("1, ") == 2


def test_a_line_that_is_no_command_stops_a_script_and_not_a_person(talk: Saying, path: Path) -> None:
    script = talk("s", "nexx open", "c")
    assert script.error.startswith("Line 2, 'nexx open': nexx open is no command. Did you mean next open?")
    assert "Nothing after it was done" in script.error
    assert rows(path, "SELECT label FROM current_label") == [("sourced",)]
    person = talk("see", "s this", "c", person=True)
    assert "see is no command." in person.out
    assert "takes no words behind it. Nothing was done." in person.out
    assert rows(path, "SELECT label FROM current_label") == [("contested",)]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["k"], "The first claim"),
        (["3"], "Label the claim first"),
        (["t because"], "Label the claim first"),
        (["u"], "nothing of yours to undo"),
        (["redo"], "nothing to redo"),
        (["="], "nothing to fold"),
        ([">"], "no label from before"),
        (["o"], "No citation of yours"),
        (["X"], "No open citation"),
        (["m", ""], "Nothing was written"),
        (["guideline"], "no guideline"),
        (["g"], "needs the number"),
        (["pagedown"], "is for the full screen only"),
    ],
)
def test_what_cannot_be_done_says_why_and_writes_nothing(
    talk: Saying, path: Path, lines: list[str], words: str
) -> None:
    assert words in talk(*lines).error
    assert rows(path, "SELECT count(*) FROM event") == [(0,)]


@pytest.mark.parametrize("command", [c for c in commands(default_scheme()) if REVIEW in c.where])
def test_every_command_of_the_screen_answers(talk: Saying, command: Any) -> None:
    """By its key and by its name; those that are not to be had here say so."""
    for typed in (command.keys[0], command.name):
        said = talk(typed, person=True).out
        assert "is no command" not in said
        if command.action in CANNOT:
            assert "is for the full screen only" in said


def test_help_lists_what_can_be_typed(talk: Saying) -> None:
    said = talk("?", "labels").flat
    for words in ("s: Label the claim sourced.", "redo: Do again", "g 12: Go to claim 12", "q: Leave"):
        assert words in said
    assert "v, verified: independent evidence" in said
    assert "palette" not in said


def test_all_of_a_claim_can_be_read(talk: Saying) -> None:
    said = talk("c", "t Two logs differ.", "m Call them.", *CITE, "full", "y", "context", "text").flat
    assert 'Citation 1: supports (secondary): p. 3, "The cranes failed.", https://example.org/log' in said
    assert "Your label: contested, incomplete, needs 1 more" in said
    assert "Rationale: Two logs differ. Citation 1" in said
    assert "Comment by anna: Call them." in said
    assert "The claim stands in the article as: " in said


def test_an_empty_file_says_what_to_do(kit: Any, talk_on: Saying) -> None:
    made = kit.close(kit.open(kit.path(), create=True))
    assert "annotator ingest" in talk_on(made, []).error


def test_it_takes_the_users_own_keys_and_dates(talk: Saying, path: Path) -> None:
    file = path.with_name("config.toml")
    file.write_text('date_format = "%d.%m.%Y"\n[keys]\n"undo" = "p"\n')
    said = talk("s", "p", "?", config=read_config(file)).flat
    assert "Harbour Post, 20.02.2026. " in said
    assert "Saved: Took back: label sourced." in said
    assert "p: Take back your newest act" in said
    assert rows(path, "SELECT * FROM current_label") == []


def test_an_act_is_repeated_and_the_next_of_a_sort_is_found(talk: Saying, path: Path) -> None:
    said = talk("c", "4", "j", ".", "f", "k", "F", "I").flat
    assert "Saved: Repeated: labelled contested, confidence 4. Claim 2 of 2: contested" in said
    assert said.count("Claim 2 of 2: contested, flagged") >= 2


def texts(path: Path) -> list[str]:
    """The claims that stand, of the first article."""
    sql = (
        "SELECT c.text FROM article_info AS i JOIN standing_claim AS c ON c.claim_set = i.shown_set"
        " ORDER BY i.published, i.title, i.article, c.position, c.start_offset"
    )
    return [text for (text,) in rows(path, sql)]


def test_a_claim_is_worded_otherwise_and_its_label_stays(talk: Saying, path: Path) -> None:
    before = texts(path)
    said = talk("s", "e The cranes failed twice.", "clearer", "", "", "yes").flat
    assert "Saved: Reworded, label carried over: sourced." in said
    assert texts(path) == ["The cranes failed twice.", *before[1:]]
    assert rows(path, "SELECT reason FROM revision") == [("clearer",)]
    talk("u")
    assert texts(path) == before


def test_a_claim_is_dropped_and_brought_back(talk: Saying, path: Path) -> None:
    before = texts(path)
    said = talk("D", "D", "B", "1").flat
    assert "Saved: Dropped." in said
    assert "dropped" not in said.split("Saved: Brought back.")[1]
    assert texts(path) == [before[0], *before[2:]]


def test_claims_are_merged_and_their_edges_moved(talk: Saying, path: Path) -> None:
    before = texts(path)
    assert "Saved: Merged. Claim 1 of 1:" in talk("M").flat
    assert len(texts(path)) == len(before) - 1
    assert "Saved: End moved." in talk("}").flat


def test_what_is_searched_for_is_gone_to(talk: Saying) -> None:
    said = talk("/ engineer safe", "1", "s").flat
    assert "1: claim 2, in A title: The engineer said both were safe." in said
    assert "Saved: Labelled sourced. Claim 2 of 2:" in said
    assert "Nothing in this file has all of: zzz" in talk("search zzz", person=True).flat


def test_what_cannot_be_changed_is_said(talk: Saying, path: Path) -> None:
    said = talk("B", "j", "M", "e", "", "", "", "", "\\", person=True).flat
    assert "No claim of this article was dropped." in said
    assert "no other claim to merge this one with" in said
    assert "Nothing changed." in said
    assert "is for the full screen only" in said

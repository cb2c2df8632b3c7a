"""The history of a claim as the services tell it, and how its entries are said."""

from datetime import UTC, datetime

import pytest

from annotator.domain.date_format import DateFormat
from annotator.domain.history import HistoryEntry
from annotator.services.reading import Reading
from annotator.store import open_to_read
from annotator.tui.history_words import entry_words, state_words, when_words

HARBOUR, MAYOR = "The harbour closed on Monday.", "The mayor said the cranes had failed."


@pytest.fixture
def desk(kit):
    return kit.desk()


def told(desk, claim: str) -> list[str]:
    """The history in words, oldest first."""
    entries = Reading(desk.store, "anna").history(claim)
    return [", ".join(filter(None, (entry_words(entry), state_words(entry)))) for entry in entries]


def test_each_entry_says_what_was_done_and_what_became_of_it(kit, desk) -> None:
    claim, other = desk.claims[:2]
    acts = desk.me
    acts.cite(claim, kit.draft("refutes", title="A log", publisher="Harbour Post"))
    (cited,) = Reading(desk.store, "anna").state(claim).citations
    acts.label(claim, "contested", confidence=2, rationale="Two logs.")
    acts.label(claim, "sourced")
    acts.close_citation(cited.id, "It was corrected.")
    acts.flag(claim)
    acts.flag(claim)
    acts.link(claim, other)
    acts.unlink(claim, other)
    acts.comment(claim, "Ask.")
    acts.undo()
    acts.drop(claim)
    acts.restore(claim)
    assert told(desk, claim) == [
        "made by lines 1, current",
        "cited, refutes: Harbour Post · A log",
        "label contested, confidence 2: Two logs., superseded",
        "label sourced, confidence 2: Two logs.",
        "closed the citation of Harbour Post · A log: It was corrected.",
        "flagged, superseded",
        "flag taken down",
        f"linked to: {MAYOR}, superseded",
        f"no longer linked to: {MAYOR}",
        "comment: Ask., taken back",
        "dropped, superseded",
        "brought back",
    ]


def test_folds_and_links_name_the_other_claim_from_either_side(desk) -> None:
    claim, other = desk.claims[:2]
    desk.me.link(claim, other)
    desk.me.fold(other, claim)
    desk.me.unfold(other)
    assert told(desk, claim)[1:] == [f"linked to: {MAYOR}"]
    assert told(desk, other)[1:] == [
        f"linked to: {HARBOUR}",
        f"folded into: {HARBOUR}, superseded",
        f"taken out of the fold: {HARBOUR}",
    ]


def test_a_claim_has_the_history_of_all_that_it_was_made_of(desk) -> None:
    claim, other = desk.claims[:2]
    second = desk.me.reword(claim, "The harbour of Ost closed.", reason="name").claim
    desk.me.label(other, "sourced")
    third = desk.by("bert").merge(second, other).claim
    entries = Reading(desk.store, "anna").history(third)
    assert [(entry.claim, entry.member, state_words(entry)) for entry in entries[2:]] == [
        (second, "anna", "superseded"),
        (other, "anna", ""),
        (third, "bert", "current"),
    ]
    assert {entry.claim for entry in entries[:2]} == {claim, other}
    assert set(entries[-1].parents) == {second, other}
    assert told(desk, other) == ["made by lines 1, superseded", "label sourced", "merged, current"]


def test_a_held_key_makes_a_history_longer_and_not_its_questions(desk) -> None:
    """As many statements for forty revisions as for four."""
    counts = []
    claim = desk.claims[0]
    for made in (4, 36):
        for number in range(made):
            claim = desk.me.reword(claim, f"Closed {made} {number}.").claim
        with open_to_read(desk.store.path) as store:
            statements: list[str] = []
            store.db.set_trace_callback(statements.append)
            assert len(Reading(store, "anna").history(claim)) > made
            store.db.set_trace_callback(None)
            counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("at", ["", "soon", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_what_is_no_time_is_said_as_it_is(at: str) -> None:
    entry = HistoryEntry("id", "comment", "claim", "mallory", at, "current", "", "text")
    assert when_words(entry) == at


def test_a_time_is_said_in_the_configured_form() -> None:
    noon = datetime(2026, 2, 20, 12, tzinfo=UTC)
    entry = HistoryEntry("id", "comment", "claim", "anna", noon.isoformat(), "current", "", "text")
    local = noon.astimezone()
    assert when_words(entry) == f"{local:%Y-%m-%d %H:%M}"
    assert when_words(entry, DateFormat("%d.%m.%Y")) == f"{local:%d.%m.%Y %H:%M}"

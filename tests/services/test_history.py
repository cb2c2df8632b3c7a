"""The history of a claim as the services tell it, and how its entries are said."""

import pytest

from annotator.domain.date_format import DateFormat
from annotator.domain.history import HistoryEntry
from annotator.services.reading import Reading
from annotator.tui.history_words import entry_words, state_words, when_words


@pytest.fixture
def told(kit):
    """A desk, and the history of its first claim in words, oldest first."""
    desk = kit.desk()

    def words(claim: str | None = None) -> list[str]:
        entries = Reading(desk.store, "anna").history(claim or desk.claims[0])
        return [f"{entry_words(entry)} ({state_words(entry)})" for entry in entries]

    return desk, words


def test_labels_say_how_sure_citations_whose_and_links_to_what(kit, told) -> None:
    desk, words = told
    claim, other = desk.claims[:2]
    acts = kit.reviewing(desk)
    cited = acts.cite(claim, kit.draft("refutes", title="A log", publisher="Harbour Post"))
    acts.label(claim, "contested", confidence=2, rationale="Two logs.")
    acts.flag(claim)
    acts.fold(other, claim)
    acts.link(claim, other)
    assert words()[0] == "made by lines 1 (current)"
    assert cited.claim == claim
    assert words()[1:] == [
        "cited, refutes: Harbour Post · A log ()",
        "label contested, confidence 2: Two logs. ()",
        "flagged ()",
        "linked to: The mayor said the cranes had failed. ()",
    ]
    assert words(other)[1:] == [
        "folded into: The harbour closed on Monday. ()",
        "linked to: The harbour closed on Monday. ()",
    ]

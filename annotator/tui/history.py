"""The history of one claim as its screen shows it: entries, one of them chosen, perhaps a revision marked.

Revisions are numbered in the order in which they were made, the splitter's first; an act has the number of
the revision that it was done to. The newest entry comes first: what is asked for is most often what happened
last, and it stands on the first line however long the history is.
"""

from collections.abc import Sequence

from annotator.domain.history import HistoryEntry
from annotator.domain.revision import revisable
from annotator.domain.text import clean_line
from annotator.tui.desk import Desk
from annotator.tui.drawing import Piece, apart, cells
from annotator.tui.history_words import entry_words, state_words, when_words, who_words
from annotator.tui.wrapping import clip

MARKED = "*"
"""The sign of the revision that others are compared with."""
_NAME, _LONG_NAME = 12, 20
"""Cells of who did it, on a narrow and on a wide screen."""
_WIDE = 110
_NOBODY = "splitter"


class History:
    """What is shown of the claim that lies on the desk now, whatever it turns to meanwhile."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.claim = desk.claim
        self.text = desk.article.text
        """Of the article."""
        self.entries: Sequence[HistoryEntry] = ()
        self.made: dict[str, HistoryEntry] = {}
        """The entry of each revision by the id of the claim that it made, in order."""
        self._numbers: dict[str, int] = {}
        self._who = 0
        self.position = 0
        self.marked = ""
        """The id of the marked revision."""
        self.read()

    def read(self) -> bool:
        """Read it anew; the same entry stays chosen. False when it is as it was."""
        chosen = self.entries[self.position].id if self.entries else ""
        found = self.desk.reading.history(self.claim)
        if found[::-1] == self.entries:
            return False
        self.entries = found[::-1]
        self.made = {entry.claim: entry for entry in found if entry.revision is not None}
        self._numbers = {claim: number for number, claim in enumerate(self.made, 1)}
        self._who = max(cells([(who, "")]) for who in {entry.member or _NOBODY for entry in found})
        self.position = next((n for n, entry in enumerate(self.entries) if entry.id == chosen), 0)
        return True

    @property
    def entry(self) -> HistoryEntry:
        """The chosen one; there always is one, for somebody or something made the claim."""
        return self.entries[self.position]

    def revision_words(self, claim: str) -> str:
        """ "revision 2", as a claim of the history is called."""
        number = self._numbers.get(claim)
        return f"revision {number}" if number else "a revision that is not in this file"

    @property
    def compared(self) -> tuple[HistoryEntry, HistoryEntry] | None:
        """The marked revision and the chosen one, the older first, when they are two."""
        if not self.marked or self.entry.revision is None or self.entry.claim == self.marked:
            return None
        one, other = sorted((self.marked, self.entry.claim), key=lambda claim: self._numbers[claim])
        return self.made[one], self.made[other]

    def mark(self) -> str:
        """Mark the chosen revision, or take its mark away; what to say of it."""
        if self.entry.revision is None:
            return f"Only revisions can be compared; this was done to {self._to()}."
        if self.marked == self.entry.claim:
            self.marked = ""
            return "No revision is marked any more."
        self.marked = self.entry.claim
        words = self.revision_words(self.marked).capitalize()
        return f"{words} is marked: go to another one to see both."

    def refusal(self) -> str:
        """Why the claim cannot become once more what the chosen entry says; "" when it can."""
        revision, stands = self.entry.revision, self.made.get(self.claim)
        if revision is None:
            return f"One can go back to a revision only; this was done to {self._to()}."
        if self.entry.claim == self.claim:
            return "The claim is what this revision says."
        if stands is not None and stands.revision is not None:
            same = revisable(revision) == revisable(stands.revision)
            return "That would change nothing: the claim says just this." if same else ""
        return ""

    def row(self, number: int, width: int) -> list[Piece]:
        """One entry in a line: mark, revision, when, who, what, and at the right what became of it."""
        entry = self.entries[number]
        room = min(self._who, _LONG_NAME if width >= _WIDE else _NAME)
        dates = self.desk.config.date_format
        when = clip(clean_line(when_words(entry, dates)), dates.width + 6).ljust(dates.width + 6)
        who = clip(clean_line(entry.member or _NOBODY), room)
        known = self._numbers.get(entry.claim, "?")
        digits = len(str(len(self._numbers)))
        holds = entry.state == "current"
        is_made = entry.revision is not None
        role = "muted" if not holds else "strong" if is_made else "text"
        left: list[Piece] = [
            (MARKED if is_made and entry.claim == self.marked else " ", "key"),
            (f"{known:>{digits}}  ", "strong" if is_made and holds else "muted"),
            (f"{when}  {who}{' ' * (room - cells([(who, '')]))}  ", "muted"),
            (entry_words(entry, dates), role),
        ]
        if entry.revision is not None:
            left.append((f"  {entry.revision.text}", "text" if holds else "muted"))
        return apart(left, [(f" {state_words(entry)} ", "muted")], width)

    def status(self) -> str:
        """Where one is, in one sentence that says everything."""
        entry = self.entry
        dates = self.desk.config.date_format
        when = f", {when_words(entry, dates)}" if entry.member else ""
        kind = self.revision_words(entry.claim)
        state = state_words(entry)
        parts = [
            f"{kind}: {entry_words(entry, dates)}",
            f"by {who_words(entry)}{when}" if entry.member else "",
        ]
        words = ", ".join(part for part in (*parts, state) if part)
        return f"Entry {self.position + 1} of {len(self.entries)}, {words}."

    def heading(self) -> str:
        """What the lower part is about."""
        pair = self.compared
        if pair is not None:
            one, other = (self.revision_words(entry.claim) for entry in pair)
            return f"{one.capitalize()} and {other}"
        words = self.revision_words(self.entry.claim)
        return words.capitalize() if self.entry.revision is not None else f"To {words}"

    def _to(self) -> str:
        return self.revision_words(self.entry.claim)

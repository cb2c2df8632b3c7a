"""Searching the file: what has the words, in its context, as one types; one hit is taken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.domain.search import ELLIPSIS, Found, Hit
from annotator.domain.search_words import Query
from annotator.domain.text import Range
from annotator.services.searching import Searching
from annotator.store import Store
from annotator.tui.drawing import Line, Piece, cells
from annotator.tui.screens.finding import Finding
from annotator.tui.widgets.row_list import RowList
from annotator.tui.words import what_it_is

HINT = 'words of any text here; "in quotes" a phrase'
LEAD = 24
"""Cells of a context before what was found, where it does not fit as a whole."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The hit that was taken, of what search."""

    hit: Hit
    query: Query
    typed: str


class Hits(RowList):
    """Hits of two lines each: what it is and where, and the words in their context."""

    ROW = 2

    def __init__(self) -> None:
        super().__init__(widget_id="hits")
        self.hits: Sequence[Hit] = ()

    def show(self, hits: Sequence[Hit], empty: str) -> None:
        self.hits = hits
        self.show_rows(len(hits), empty)

    def row_line(self, number: int, part: int, width: int) -> Line:
        hit = self.hits[number]
        if part == 1:
            return [("   ", "text"), *pieces_around(hit.context.text, hit.context.marks, width - 3, "text")]
        where = f" {what_it_is(hit)}  "
        room = width - cells([(where, "")])
        return [
            (where, "muted"),
            *pieces_around(hit.title or "Untitled article", hit.title_marks, room, "strong"),
        ]


def pieces_around(text: str, marks: Sequence[Range], width: int, role: str) -> list[Piece]:
    """A text with marks, cut at its beginning where its first mark would not be seen else."""
    low = 0
    if marks and cells([(text[: marks[0][1]], "")]) >= width:
        low = max(marks[0][0] - LEAD, 0)
        low = max(low - max(width - 1 - cells([(text[low:], "")]), 0), 0)  # as much as there is room for
        space = text.find(" ", low, marks[0][0])
        low = space + 1 if space >= 0 else low
    pieces: list[Piece] = [(ELLIPSIS if low else "", role)]
    end = low
    for start, stop in marks:
        pieces += [(text[end:start], role), (text[start:stop], "found")]
        end = stop
    return [*pieces, (text[end:], role)]


class SearchScreen(Finding[Found, Taken | None]):
    """Articles, claims, citations, rationales and comments that have all the words."""

    def __init__(self, store: Store, typed: str = "") -> None:
        self.hits = Hits()
        super().__init__("Search", HINT, store, self.hits, typed)
        self._query: Query | None = None

    def answerer(self, store: Store) -> Callable[[str], Found]:
        searching = Searching(store)
        return lambda typed: searching.search(typed, growing=True)

    def show_answer(self, given: Found) -> tuple[str, str]:
        self._query = given.query
        nothing = ""
        if given.query.phrases and not given.hits:
            nothing = f"Nothing has all of: {given.query.text}"
        elif given.query.text and not given.query.phrases:
            nothing = "There is no word in this: signs alone are not searched."
        self.hits.show(given.hits, nothing)
        count = len(given.hits)
        if given.more:
            return f"The best {count}; there is more: another word narrows it down.", "muted"
        return (f"{count} found." if count else ""), "muted"

    def choose(self) -> None:
        if self.hits.hits and self._query is not None:
            hit = self.hits.hits[self.hits.position]
            self.dismiss(Taken(hit, self._query, self.field.value))

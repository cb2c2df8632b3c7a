"""Where the reviewer is, in one sentence that tells a listener everything; and where to begin.

Without Textual: the status line of the screen and plain mode say the same.
"""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from annotator.domain.text import clean_line
from annotator.tui.commands import label_name
from annotator.tui.reading_desk import ReadingDesk
from annotator.tui.suggestion_words import suggested_labels
from annotator.tui.wrapping import clip

LEAST = 16
"""Cells of what is missing that say something."""


def position_words(desk: ReadingDesk, room: int = 0) -> str:
    """ "Claim 3 of 12: contested, flagged, 2 citations, incomplete: needs a rationale."

    Where that is wider than `room` cells (0: any width will do), all but the first of what is missing is
    counted, then the first is cut, and then left out: what comes before it stays.
    """
    if desk.mark is None:
        return "No claims in this article."
    view = desk.state.label
    start = f"{desk.place_words()}: {_alike(desk)}{', '.join(_parts(desk))}"
    if view is None:
        return f"{start}."
    if not view.rule_known:
        return f"{start}, its scheme is not in this file."
    if view.standing.complete:
        return f"{start}, complete."
    start += ", incomplete"
    left = room - cell_len(start) - len(": .")
    missing = [clean_line(words) for words in _missing(view.standing.missing)]
    fitting = [words for words in missing if not room or cell_len(words) <= left]
    if not fitting and left >= LEAST:
        fitting = [clip(view.standing.missing[0], left)]
    return f"{start}: {fitting[0]}." if fitting else f"{start}."


def begin(desk: ReadingDesk, article: str | None) -> bool:
    """Lay the article to begin with on the desk: the one that is named, else where the reviewer left off,
    else the first with work. False when there is none. Raises NotFound."""
    place = desk.reading.place()
    if article is not None:
        desk.open(article, place[1] if place and place[0] == article else "")
        return True
    place = place or desk.reading.next_open("", "") or desk.reading.first_place()
    if place is not None:
        desk.open(*place)
    return place is not None


def _alike(desk: ReadingDesk) -> str:
    other = desk.alike(desk.position)
    if other is None or desk.mark is None:
        return ""
    return f"{'folded into' if desk.mark.folded_into else 'similar to'} {other + 1}; "


def _parts(desk: ReadingDesk) -> Iterator[str]:
    """The label, and what there is besides it, in the order of weight."""
    view, earlier = desk.state.label, desk.state.earlier
    skipped = desk.skipped_because
    if desk.correcting and view is None:
        yield "to be corrected where it is wrong"
    else:
        open_words = f"no label yet{suggested_labels(desk.state.suggestions)}"
        yield label_name(view.label.label) if view else f"skipped, {skipped}" if skipped else open_words
    if earlier is not None:
        yield f"{label_name(earlier.view.label.label)} before the text was split anew"
    if desk.state.flagged:
        yield "flagged"
    count = len(desk.state.citations)
    if count or not desk.correcting:
        yield f"{count} {'citation' if count == 1 else 'citations'}"


def _missing(missing: Sequence[str]) -> Iterator[str]:
    """What is missing: all of it, then the first with the number of the others."""
    yield "; ".join(missing)
    if len(missing) > 1:
        yield f"{missing[0]}, and {len(missing) - 1} more"

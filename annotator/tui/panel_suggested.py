"""The part of the panel that says what imported records say of the claim: in words, in no label's colour."""

from annotator.domain.review import SuggestionView
from annotator.tui.desk import Desk
from annotator.tui.drawing import Piece
from annotator.tui.panel_evidence import cited
from annotator.tui.panel_lines import INDENT, Lines, flow, headed, under
from annotator.tui.suggestion_words import (
    by_words,
    check_words,
    has_words,
    in_order,
    suggestion_words,
    what_words,
)


def suggested(desk: Desk, width: int, quoted: int = 0, *, roomy: bool) -> Lines:
    """Every suggestion with its rationale and citations, quotes in at most `quoted` lines (0: in full);
    unless there is room, one line for all."""
    views = in_order(desk.state.suggestions)
    if not views:
        return []
    if not roomy:
        more = f" · and {len(views) - 1} more" if len(views) > 1 else ""
        return [[*_head(views[0], first=True), (f"{suggestion_words(views[0].suggestion)}{more}", "muted")]]
    lines: Lines = []
    for number, view in enumerate(views):
        lines += _suggestion(desk, view, width, quoted, first=number == 0)
    for citation in desk.state.imported:
        lines += cited(desk, citation, width, quoted, heading="", whose=citation.member, roomy=True)
    if desk.takeable:
        which = "one of them" if len(desk.takeable) > 1 else "it"
        lines += under(f"{desk.key('carry')} takes {which} over", width, "warn")
    return lines


def checked(desk: Desk, width: int, *, roomy: bool) -> Lines:
    """Fact-checks of claims nearly like this one, each with the wording that was checked; unless there is
    room, one line for all."""
    hints, dates = desk.checks, desk.config.date_format
    if not roomy and hints:
        more = f" · and {len(hints) - 1} more" if len(hints) > 1 else ""
        return [[(" hint".ljust(INDENT), "faint"), (f"{check_words(hints[0], dates)}{more}", "muted")]]
    lines: Lines = []
    for number, hint in enumerate(hints):
        lines += headed("" if number else "hint", check_words(hint, dates), width, "text", 0)
        lines += under(f"of the claim: {hint.wording}", width, "muted", 2)
    return lines


def _suggestion(desk: Desk, view: SuggestionView, width: int, quoted: int, *, first: bool) -> Lines:
    said = view.suggestion
    head: list[Piece] = [
        *_head(view, first=first),
        (what_words(said), "text"),
        (by_words(said), "muted"),
    ]
    lines = flow([*head, *((f" · {flag}", "warn") for flag in said.flags)], width)
    if view.wording:
        lines += under(f"worded there: {view.wording}", width, "muted", quoted)
    if said.rationale:
        lines += under(said.rationale, width, "muted", quoted)
    for citation in view.citations:
        lines += cited(desk, citation, width, quoted, heading="", roomy=True)
    return lines


def _head(view: SuggestionView, *, first: bool) -> list[Piece]:
    suggests = first and has_words(view.suggestion)
    return [((" suggested" if suggests else "").ljust(INDENT), "faint")]

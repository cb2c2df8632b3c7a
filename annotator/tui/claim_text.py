"""All that is known of one claim, for a page that is scrolled; nothing is cut."""

from collections.abc import Sequence

from annotator.domain.citation import Citation
from annotator.domain.review import LabelView
from annotator.domain.text import Range
from annotator.tui.commands import label_name
from annotator.tui.desk import Desk
from annotator.tui.drawing import Line
from annotator.tui.panel import evidence_words
from annotator.tui.panel_evidence import STANCE_SIGNS
from annotator.tui.suggestion_words import check_words, has_words, in_order, suggestion_words
from annotator.tui.words import citation_words, earlier_words, flag_words, twin_words
from annotator.tui.wrapping import wrap_marked, wrap_words

_COLUMN = 17
"""Where the text behind a name begins."""
_SOURCE = ("title", "author", "publisher", "published", "origin", "url", "reference")
_FIELDS = ("locator", "accessed", "archive_url", "archived_at", "sole_authority", "closed")
_DATES = {"published", "accessed", "archived_at"}
_NAMES = {"url": "URL", "archive_url": "archive URL", "closed": "closed because", "locator": "where in it"}


def claim_lines(desk: Desk, width: int) -> list[Line]:
    """Every line of the page, at most `width` cells wide; none without a claim."""
    if desk.mark is None:
        return []
    claim, state = desk.mark.claim, desk.state
    mode = "utterance: was it said?" if claim.mode == "utterance" else "content: is it so?"
    lines: list[Line] = [[(f" {line}", "strong")] for line in wrap_words(claim.text, width - 2)]
    lines += [
        (),
        *named("speaker", claim.speaker or "", width),
        *named("about", desk.date(claim.date or ""), width),
    ]
    lines += named("mode", mode, width)
    lines += _related(desk, width)
    lines += named("note", flag_words(claim, desk.article.text), width)
    if state.flagged:
        lines += named("flagged", "for a second look", width, "warn")
    lines += _earlier(desk, width)
    for view in state.mine:
        lines += [(), *_label(desk, view, width)]
    if not state.mine:
        lines += [(), *named("label", "none yet", width)]
    lines += _suggested(desk, width)
    if not state.citations:
        lines += [(), *named("evidence", evidence_words(desk), width)]
    for citation in state.citations:
        lines += [(), *citation_lines(desk, citation, width)]
    for view in state.others:
        lines += [(), *named("reviewer", view.label.member, width), *_label(desk, view, width)]
    for comment in state.comments:
        lines += [(), *named("comment", f"{comment.member}: {comment.text}", width)]
    history = f"{desk.key('claim.history')}, in the review, shows all that was done to it, by whom and when"
    return [*lines, (), *named("history", history, width, "muted")]


def _related(desk: Desk, width: int) -> list[Line]:
    """The claims that it is like, beside, or the same as."""
    assert desk.mark is not None
    lines: list[Line] = []
    other = desk.alike(desk.position)
    if other is not None:
        words = f"{other + 1}: {desk.marks[other].claim.text}"
        lines += named("folded into" if desk.mark.folded_into else "similar to", words, width)
    for rival in desk.mark.rivals:
        number = desk.place_of(rival)
        if number is not None:
            lines += named("or instead", f"{number + 1}: {desk.marks[number].claim.text}", width, "warn")
    for linked in desk.state.linked:
        lines += named("same as", f"{linked.claim.text} (“{linked.title}”)", width)
    return lines


def _earlier(desk: Desk, width: int) -> list[Line]:
    before = desk.state.earlier
    if before is None:
        return []
    carry = f"{desk.key('carry')} carries it over"
    words = f"{label_name(before.view.label.label)} · {earlier_words(before)}: {carry}"
    return [(), *named("label before", words, width, "warn"), *named("", twin_words(before), width)]


def _suggested(desk: Desk, width: int) -> list[Line]:
    lines: list[Line] = []
    for view in in_order(desk.state.suggestions):
        head = "suggested" if has_words(view.suggestion) else ""
        lines += [(), *named(head, suggestion_words(view.suggestion), width, "muted")]
        lines += named("worded there", view.wording, width, "muted")
        lines += named("rationale", view.suggestion.rationale, width, "muted")
        for citation in view.citations:
            lines += citation_lines(desk, citation, width)
    for citation in desk.state.imported:
        lines += [(), *citation_lines(desk, citation, width)]
    if desk.takeable:
        lines += named("", f"{desk.key('carry')}, in the review, takes a suggestion over", width, "warn")
    for hint in desk.checks:
        lines += [(), *named("hint", check_words(hint, desk.config.date_format), width)]
        lines += named("of the claim", hint.wording, width, "muted")
    return lines


def _label(desk: Desk, view: LabelView, width: int) -> list[Line]:
    label, judged = view.label, view.standing
    lines = named("label", label_name(label.label), width, f"label:{label.label}")
    if label.copied_from:
        lines += named("", copied_words(desk, label.copied_from), width, "muted")
    if not view.rule_known:
        lines += named("", "its scheme is not in this file", width, "warn")
    elif judged.complete:
        lines += named("", "complete", width, "good")
    for sentence in judged.missing:
        lines += named("", sentence, width, "warn")
    lines += named("verdict", label_name(judged.verdict or ""), width)
    lines += named("confidence", f"{label.confidence} of 5" if label.confidence else "", width)
    return [*lines, *named("rationale", label.rationale, width)]


def copied_words(desk: Desk, origin: str) -> str:
    """Where a label was taken from."""
    if any(view.suggestion.id == origin for view in desk.state.suggestions):
        return "taken over from what an import suggested"
    return "carried over from an earlier claim, or from a suggestion that is kept back now"


def citation_lines(desk: Desk, citation: Citation, width: int) -> list[Line]:
    """Everything that is known of a citation."""
    words = f"{STANCE_SIGNS[citation.stance]} {citation_words(citation)}"
    lines = named("evidence", words, width, "bad" if citation.stance == "refutes" else "strong")
    lines += named("by", "" if citation.member == desk.member else citation.member, width)
    lines += named("quote", citation.quote, width)
    for holder, names in ((citation.source, _SOURCE), (citation, _FIELDS)):
        for name in names:
            value = desk.date(getattr(holder, name)) if name in _DATES else getattr(holder, name)
            lines += named(_NAMES.get(name, name.replace("_", " ")), value, width)
    return lines


def named(name: str, text: str, width: int, role: str = "text") -> list[Line]:
    """A name, and its text in lines beside it; nothing for an empty text."""
    parts = [part for part in text.splitlines() if part.strip()]
    wrapped = [line for part in parts for line in wrap_words(part, width - _COLUMN - 1)]
    heads = [f" {name}".ljust(_COLUMN), *[" " * _COLUMN] * (len(wrapped) - 1)]
    return [[(head, "faint"), (line, role)] for head, line in zip(heads, wrapped, strict=False)]


def named_marked(name: str, text: str, marked: Sequence[Range], width: int, role: str = "text") -> list[Line]:
    """The same, with the marked ranges of the text standing out."""
    lines = wrap_marked(text, marked, width - _COLUMN - 1)
    heads = [f" {name}".ljust(_COLUMN), *[" " * _COLUMN] * (len(lines) - 1)]
    return [
        [(head, "faint"), *((piece, "differing" if differs else role) for piece, differs in line)]
        for head, line in zip(heads, lines, strict=False)
    ]

"""All that is known of one claim, for a page that is scrolled; nothing is cut."""

from annotator.domain.citation import Citation
from annotator.domain.review import LabelView
from annotator.tui.commands import label_name
from annotator.tui.desk import Desk
from annotator.tui.drawing import Line
from annotator.tui.panel import STANCE_SIGNS, evidence_words
from annotator.tui.words import citation_words, earlier_words, flag_words, twin_words
from annotator.tui.wrapping import wrap_words

_COLUMN = 17
"""Where the text behind a name begins."""
_SOURCE = ("title", "author", "publisher", "published", "origin", "url", "reference")
_FIELDS = ("locator", "accessed", "archive_url", "archived_at", "sole_authority", "closed")
_DATES = {"published", "accessed", "archived_at"}
_NAMES = {"url": "URL", "archive_url": "archive URL", "closed": "closed because"}


def claim_lines(desk: Desk, width: int) -> list[Line]:
    """Every line of the page, at most `width` cells wide; none without a claim."""
    if desk.mark is None:
        return []
    claim, state = desk.mark.claim, desk.state
    mode = "utterance: was it said?" if claim.mode == "utterance" else "content: is it so?"
    lines: list[Line] = [[(f" {line}", "strong")] for line in wrap_words(claim.text, width - 2)]
    lines += [
        (),
        *_named("speaker", claim.speaker or "", width),
        *_named("about", desk.date(claim.date or ""), width),
    ]
    lines += _named("mode", mode, width)
    lines += _related(desk, width)
    lines += _named("note", flag_words(claim, desk.article.text), width)
    if state.flagged:
        lines += _named("flagged", "for a second look", width, "warn")
    lines += _earlier(desk, width)
    for view in state.mine:
        lines += [(), *_label(view, width)]
    if not state.mine:
        lines += [(), *_named("label", "none yet", width)]
    if not state.citations:
        lines += [(), *_named("evidence", evidence_words(desk), width)]
    for citation in state.citations:
        lines += [(), *_citation(desk, citation, width)]
    for view in state.others:
        lines += [(), *_named("reviewer", view.label.member, width), *_label(view, width)]
    for comment in state.comments:
        lines += [(), *_named("comment", f"{comment.member}: {comment.text}", width)]
    return lines


def _related(desk: Desk, width: int) -> list[Line]:
    """The claims that it is like, beside, or the same as."""
    assert desk.mark is not None
    lines: list[Line] = []
    other = desk.alike(desk.position)
    if other is not None:
        words = f"{other + 1}: {desk.marks[other].claim.text}"
        lines += _named("folded into" if desk.mark.folded_into else "similar to", words, width)
    for rival in desk.mark.rivals:
        number = desk.place_of(rival)
        if number is not None:
            lines += _named("or instead", f"{number + 1}: {desk.marks[number].claim.text}", width, "warn")
    for linked in desk.state.linked:
        lines += _named("same as", f"{linked.claim.text} (“{linked.title}”)", width)
    return lines


def _earlier(desk: Desk, width: int) -> list[Line]:
    before = desk.state.earlier
    if before is None:
        return []
    carry = f"{desk.key('carry')} carries it over"
    words = f"{label_name(before.view.label.label)} · {earlier_words(before)}: {carry}"
    return [(), *_named("label before", words, width, "warn"), *_named("", twin_words(before), width)]


def _label(view: LabelView, width: int) -> list[Line]:
    label, judged = view.label, view.standing
    lines = _named("label", label_name(label.label), width, f"label:{label.label}")
    if label.copied_from:
        lines += _named("", "carried over from before the text was split anew", width, "muted")
    if not view.rule_known:
        lines += _named("", "its scheme is not in this file", width, "warn")
    elif judged.complete:
        lines += _named("", "complete", width, "good")
    for sentence in judged.missing:
        lines += _named("", sentence, width, "warn")
    lines += _named("verdict", label_name(judged.verdict or ""), width)
    lines += _named("confidence", f"{label.confidence} of 5" if label.confidence else "", width)
    return [*lines, *_named("rationale", label.rationale, width)]


def _citation(desk: Desk, citation: Citation, width: int) -> list[Line]:
    words = f"{STANCE_SIGNS[citation.stance]} {citation_words(citation)}"
    lines = _named("evidence", words, width, "bad" if citation.stance == "refutes" else "strong")
    lines += _named("by", "" if citation.member == desk.member else citation.member, width)
    lines += _named("quote", citation.quote, width)
    for holder, names in ((citation.source, _SOURCE), (citation, _FIELDS)):
        for name in names:
            value = desk.date(getattr(holder, name)) if name in _DATES else getattr(holder, name)
            lines += _named(_NAMES.get(name, name.replace("_", " ")), value, width)
    return lines


def _named(name: str, text: str, width: int, role: str = "text") -> list[Line]:
    """A name, and its text in lines beside it; nothing for an empty text."""
    parts = [part for part in text.splitlines() if part.strip()]
    wrapped = [line for part in parts for line in wrap_words(part, width - _COLUMN - 1)]
    heads = [f" {name}".ljust(_COLUMN), *[" " * _COLUMN] * (len(wrapped) - 1)]
    return [[(head, "faint"), (line, role)] for head, line in zip(heads, wrapped, strict=False)]

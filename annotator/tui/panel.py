"""The panel under the claims: one claim, its label with what is missing, its citations, remarks.

Lines are made for a width and a height. When not everything fits, wordings get shorter first and
a last line says what is left out and which key shows it.
"""

from collections.abc import Sequence

from annotator.domain.citation import Citation
from annotator.domain.review import LabelView
from annotator.tui.commands import label_name
from annotator.tui.desk import Desk
from annotator.tui.drawing import Piece, cells
from annotator.tui.words import citation_words, claim_facts, labels_words, missing_words, source_words
from annotator.tui.wrapping import wrap_words

Lines = list[list[Piece]]
_INDENT = 11
"""Where the text behind a heading begins."""
STANCE_SIGNS = {"supports": "+", "partly_supports": "±", "refutes": "−", "context": "·", "attributes": "»"}


def panel_lines(desk: Desk, width: int, height: int) -> Lines:
    """The lines of the panel, at most `height`."""
    mark = desk.mark
    if mark is None:
        return [[(" This article has no claims to label. J goes to the next one.", "muted")]][:height]
    for roomy in (True, False):
        lines = _lines(desk, width, roomy=roomy)
        if len(lines) <= height:
            return lines
    return _cut(lines, height)


def _lines(desk: Desk, width: int, *, roomy: bool) -> Lines:
    assert desk.mark is not None
    claim = desk.mark.claim
    lines: Lines = [[(f" {line}", "strong")] for line in wrap_words(claim.text, width - 2, 0 if roomy else 2)]
    facts = wrap_words(claim_facts(claim), width - 2, 0 if roomy else 1)
    lines += [[(f" {line}", "muted")] for line in facts]
    labels, rationale = _label_lines(desk, width, roomy=roomy), _rationale(desk, width, roomy=roomy)
    citations, remarks = _citation_lines(desk, width, roomy=roomy), _remarks(desk, width, roomy=roomy)
    if roomy:
        return [*lines, [], *labels, *rationale, [], *citations, *([[], *remarks] if remarks else [])]
    return [*lines, *labels, *citations, *rationale, *remarks]


def _label_lines(desk: Desk, width: int, *, roomy: bool) -> Lines:
    state = desk.state
    if not state.mine:
        return _headed("no label", labels_words(desk.scheme.labels), width, "muted", 0 if roomy else 2)
    lines: Lines = []
    if len(state.mine) > 1:
        lines.append([(" Two devices left a label of yours: press the key of the right one.", "warn")])
    for view in state.mine:
        lines += _label_view(desk, view, width, roomy=roomy)
    return lines


def _rationale(desk: Desk, width: int, *, roomy: bool) -> Lines:
    view = desk.state.label
    if view is None or not view.label.rationale:
        return []
    return _headed("rationale", view.label.rationale, width, "text", 0 if roomy else 1)


def _label_view(desk: Desk, view: LabelView, width: int, *, roomy: bool) -> Lines:
    label, judged = view.label, view.standing
    head: list[Piece] = [
        (" label".ljust(_INDENT), "faint"),
        (label_name(label.label), f"label:{label.label}"),
        ("…" if desk.unsaved(label.claim) else "", f"label:{label.label}"),
    ]
    if label.confidence:
        sure = f"confidence {label.confidence} of 5" if roomy else f"{label.confidence}/5"
        head.append((f" · {sure}", "muted"))
    if not view.rule_known:
        return [[*head, (" · its scheme is not in this file", "warn")]]
    if judged.complete:
        verdict = f" · verdict {judged.verdict}" if judged.verdict else ""
        return [[*head, (" · complete", "good"), (verdict, "muted")]]
    head.append((" · incomplete", "warn"))
    if roomy:
        lines: Lines = [head]
        for sentence in judged.missing:
            lines += _under(sentence, width, "warn")
        return lines
    missing = missing_words(judged.missing)
    if cells(head) + cells([(missing, "")]) + 3 <= width:
        return [[*head, (f": {missing}", "warn")]]
    return [head, *_under(missing, width, "warn", 2)]


def _citation_lines(desk: Desk, width: int, *, roomy: bool) -> Lines:
    citations = desk.state.citations
    lines = _begun(desk)
    if not citations:
        return lines or [
            [(" evidence".ljust(_INDENT), "faint"), ("none yet: a adds a citation, r reuses one", "muted")]
        ]
    for number, citation in enumerate(citations):
        lines += _citation(desk, citation, width, first=number == 0, roomy=roomy)
    return lines


def _begun(desk: Desk) -> Lines:
    """What was begun in a form and not saved, with the key that goes on with it."""
    forms = [(f"cite:{desk.claim}", "a citation: a"), (f"rationale:{desk.claim}", "a rationale: t")]
    forms += [(f"comment:{desk.claim}", "a comment: m")]
    forms += [(f"change:{citation.id}", "a change of a citation: o") for citation in desk.my_citations()]
    forms += [(f"close:{citation.id}", "closing a citation: X") for citation in desk.refuting()]
    begun = [words for key, words in forms if key in desk.drafts]
    return [[(" begun".ljust(_INDENT), "warn"), (f"{words} goes on with it", "warn")] for words in begun]


def _citation(desk: Desk, citation: Citation, width: int, *, first: bool, roomy: bool) -> Lines:
    whose = "" if citation.member == desk.member else f" · by {citation.member}"
    sign = STANCE_SIGNS[citation.stance]
    role = "muted" if citation.closed else "bad" if citation.stance == "refutes" else "text"
    quote = f"“{citation.quote}”" if citation.quote else ""
    head: list[Piece] = [
        ((" evidence" if first else "").ljust(_INDENT), "faint"),
        (f"{sign} {citation_words(citation)}", role),
        (f" · {source_words(citation)}{whose}", "muted"),
    ]
    if not roomy:
        return [[*head, (f" {quote}", "text")]]
    lines: Lines = [head]
    if cells(head) > width:
        lines = [head[:-1], *_under(head[-1][0].removeprefix(" · "), width, "muted", 3, indent=_INDENT + 2)]
    if quote:
        lines += _under(quote, width, "text", 3, indent=_INDENT + 2)
    if citation.closed:
        lines += _under(f"closed: {citation.closed}", width, "muted", 2, indent=_INDENT + 2)
    return lines


def _remarks(desk: Desk, width: int, *, roomy: bool) -> Lines:
    lines: Lines = []
    if desk.state.flagged and roomy:
        lines.append(
            [(" flagged".ljust(_INDENT), "warn"), ("for a second look: f takes the flag away", "muted")]
        )
    for view in desk.state.others:
        incomplete = "" if view.standing.complete else " (incomplete)"
        text = f"{label_name(view.label.label)}{incomplete}"
        lines += _headed(view.label.member[: _INDENT - 2], text, width, "muted", 1)
    for comment in desk.state.comments:
        lines += _headed("comment", f"{comment.member}: {comment.text}", width, "text", 0 if roomy else 1)
    return lines


def _headed(heading: str, text: str, width: int, role: str, limit: int) -> Lines:
    """A heading at the left, and its text in lines beside it."""
    lines = _under(text, width, role, limit)
    return [[(f" {heading}".ljust(_INDENT), "faint"), (lines[0][1][0], role)], *lines[1:]] if lines else []


def _under(text: str, width: int, role: str, limit: int = 0, *, indent: int = _INDENT) -> Lines:
    wrapped = wrap_words(text, width - indent - 1, limit)
    return [[(" " * indent, "text"), (line, role)] for line in wrapped]


def _cut(lines: Lines, height: int) -> Lines:
    if height < 1:
        return []
    left: Sequence[object] = lines[height - 1 :]
    more: list[Piece] = [
        (" " * _INDENT, "text"),
        (f"… {len(left)} more lines: a taller window or o shows them", "muted"),
    ]
    return [*lines[: height - 1], more]

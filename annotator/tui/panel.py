"""The panel under the claims: one claim, its label with what is missing, its citations, remarks.

Lines are made for a width and a height. When not everything fits, evidence and remarks get one
line each and the wording gets the rest; a last line says which key shows what is left out.
"""

from collections.abc import Sequence

from annotator.domain.citation import Citation
from annotator.domain.review import LabelView
from annotator.tui.commands import label_name
from annotator.tui.desk import Desk
from annotator.tui.drawing import Piece, cells
from annotator.tui.words import (
    citation_words,
    claim_facts,
    earlier_words,
    flag_words,
    labels_words,
    missing_words,
    source_words,
    twin_words,
)
from annotator.tui.wrapping import wrap_marked, wrap_words

Lines = list[list[Piece]]
_INDENT = 11
"""Where the text behind a heading begins."""
_QUOTED = 3
"""Lines of a quote where quotes cannot be shown in full."""
_LEAST_WORDING = 2
"""Lines of the wording that are shown whatever else there is."""
STANCE_SIGNS = {"supports": "+", "partly_supports": "±", "refutes": "−", "context": "·", "attributes": "»"}


def panel_lines(desk: Desk, width: int, height: int) -> Lines:
    """The lines of the panel, at most `height`."""
    if desk.mark is None:
        return [
            [
                (
                    f" This article has no claims to label. {desk.key('article.next')} goes to the next one.",
                    "muted",
                )
            ]
        ][:height]
    for parted, quoted in ((True, 0), (False, 0), (False, _QUOTED)):
        lines = _roomy(desk, width, quoted, parted=parted)
        if len(lines) <= height:
            return lines
    return _tight(desk, width, height)


def _roomy(desk: Desk, width: int, quoted: int, *, parted: bool) -> Lines:
    """Everything, a quote in at most `quoted` lines (0: in full), with or without empty lines."""
    labels = [
        *_earlier(desk, width, 0),
        *_label_lines(desk, width, roomy=True),
        *_rationale(desk, width, roomy=True),
    ]
    parts = [
        [*_wording(desk, width), *_facts(desk, width, 0), *_alike(desk, width, 0)],
        labels,
        _citation_lines(desk, width, quoted, roomy=True),
        _remarks(desk, width, roomy=True),
    ]
    gap: Lines = [[]] if parted else []
    return [line for number, part in enumerate(parts) if part for line in (*(gap if number else []), *part)]


def _tight(desk: Desk, width: int, height: int) -> Lines:
    """What counts most in one line each; the wording has the room that is left by it."""
    more = [*_rationale(desk, width, roomy=False), *_remarks(desk, width, roomy=False)]
    citations = _citation_lines(desk, width, roomy=False)
    needed = [*_earlier(desk, width, 0), *_label_lines(desk, width, roomy=True), *citations]
    lines = [*_wording(desk, width), *_facts(desk, width, 0), *_alike(desk, width, 0), *needed, *more]
    if len(lines) <= height:
        return lines
    facts = [*_facts(desk, width, 1), *_alike(desk, width, 1)]
    needed = [*_earlier(desk, width, 1), *_label_lines(desk, width, roomy=False), *citations]
    room = height - len(facts) - len(needed) - bool(more)
    lines = [*_wording(desk, width, max(room, _LEAST_WORDING)), *facts, *needed, *more]
    return lines if len(lines) <= height else _cut(lines, height, desk.key("claim.full"))


def _wording(desk: Desk, width: int, limit: int = 0) -> Lines:
    assert desk.mark is not None
    marked = desk.differing()[0]
    return [
        [(" ", "strong"), *((piece, "differing" if differs else "strong") for piece, differs in line)]
        for line in wrap_marked(desk.mark.claim.text, marked, width - 2, limit)
    ]


def _facts(desk: Desk, width: int, limit: int) -> Lines:
    """Speaker, date and mode; then, quietly, what the splitter flagged."""
    assert desk.mark is not None
    claim = desk.mark.claim
    told = [claim_facts(claim, desk.config.date_format), flag_words(claim, desk.article.text)]
    return [
        [(f" {line}", "muted")] for words in told if words for line in wrap_words(words, width - 2, limit)
    ]


def _alike(desk: Desk, width: int, limit: int) -> Lines:
    """The claim that this one is folded into or like, with the words marked that this one lacks."""
    assert desk.mark is not None
    number = desk.alike(desk.position)
    if number is None:
        return []
    heading, verb = ("folded", "into") if desk.mark.folded_into else ("similar", "to")
    before = f"{verb} {number + 1}: "
    shift = len(before)
    text = before + desk.marks[number].claim.text
    marked = [(start + shift, end + shift) for start, end in desk.differing()[1]]
    wrapped = wrap_marked(text, marked, width - _INDENT - 1, limit)
    heads = [f" {heading}".ljust(_INDENT), *[" " * _INDENT] * (len(wrapped) - 1)]
    return [
        [(head, "faint"), *((piece, "differing" if differs else "muted") for piece, differs in line)]
        for head, line in zip(heads, wrapped, strict=True)
    ]


def _earlier(desk: Desk, width: int, limit: int) -> Lines:
    """The label from before the article was split anew, and how its claim differed from this one."""
    earlier = desk.state.earlier
    if earlier is None:
        return []
    label = earlier.view.label.label
    lines = _flow(
        [
            (" before".ljust(_INDENT), "faint"),
            (label_name(label), f"label:{label}"),
            (f" · {earlier_words(earlier)}", "muted"),
            (f" · {desk.key('carry')} carries it over", "warn"),
        ],
        width,
    )
    return [*lines, *_under(twin_words(earlier), width, "muted", limit)]


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
        return _flow([*head, (" · its scheme is not in this file", "warn")], width)
    if judged.complete:
        verdict = f" · verdict {judged.verdict}" if judged.verdict else ""
        return _flow([*head, (" · complete", "good"), (verdict, "muted")], width)
    head.append((" · incomplete", "warn"))
    if roomy:
        lines = _flow(head, width)
        for sentence in judged.missing:
            lines += _under(sentence, width, "warn")
        return lines
    missing = missing_words(judged.missing)
    if cells(head) + cells([(missing, "")]) + 3 <= width:
        return [[*head, (f": {missing}", "warn")]]
    return [*_flow(head, width), *_under(missing, width, "warn", 2)]


def _flow(pieces: list[Piece], width: int) -> Lines:
    """Pieces in one line; what has no room goes on below, without the dot that parted it."""
    lines: Lines = [pieces[:2]]
    for text, role in pieces[2:]:
        if cells(lines[-1]) + cells([(text, role)]) < width:
            lines[-1].append((text, role))
        else:
            lines += _under(text.removeprefix(" · "), width, role)
    return lines


def _citation_lines(desk: Desk, width: int, quoted: int = 0, *, roomy: bool) -> Lines:
    citations = desk.state.citations
    lines = _begun(desk)
    if not citations:
        return lines or _headed("evidence", evidence_words(desk), width, "muted", 0 if roomy else 2)
    for number, citation in enumerate(citations):
        first = number == 0
        lines += _citation(desk, citation, width, quoted, first=first, roomy=roomy)
    return lines


def evidence_words(desk: Desk) -> str:
    """What is said in place of citations where there are none."""
    view, claim = desk.state.label, desk.mark.claim if desk.mark else None
    rule = desk.scheme.label(view.label.label) if view else None
    attributed = rule is not None and any(way.attributed_in_article and not way.needs for way in rule.ways)
    if view and claim and attributed and view.standing.complete and claim.speaker:
        return f"the article itself attributes it to {claim.speaker}"
    return f"none yet: {desk.key('citation.add')} adds a citation, {desk.key('citation.reuse')} reuses one"


def _begun(desk: Desk) -> Lines:
    """What was begun in a form and not saved, with the key that goes on with it."""
    forms = [
        (f"cite:{desk.claim}", "a citation", "citation.add"),
        (f"rationale:{desk.claim}", "a rationale", "rationale"),
        (f"comment:{desk.claim}", "a comment", "comment"),
        *((f"change:{own.id}", "a change of a citation", "citation.open") for own in desk.my_citations()),
        *((f"close:{own.id}", "closing a citation", "citation.close") for own in desk.refuting()),
    ]
    begun = [f"{words}: {desk.key(command)}" for key, words, command in forms if key in desk.drafts]
    return [[(" begun".ljust(_INDENT), "warn"), (f"{words} goes on with it", "warn")] for words in begun]


def _citation(desk: Desk, citation: Citation, width: int, quoted: int, *, first: bool, roomy: bool) -> Lines:
    whose = "" if citation.member == desk.member else f" · by {citation.member}"
    sign = STANCE_SIGNS[citation.stance]
    role = "muted" if citation.closed else "bad" if citation.stance == "refutes" else "text"
    quote = f"“{citation.quote}”" if citation.quote else ""
    head: list[Piece] = [
        ((" evidence" if first else "").ljust(_INDENT), "faint"),
        (f"{sign} {citation_words(citation)}", role),
        (f" · {source_words(citation, desk.config.date_format)}{whose}", "muted"),
    ]
    if not roomy:
        return [[*head, (f" {quote}", "text")]]
    lines: Lines = [head]
    if cells(head) > width:
        lines = [
            head[:-1],
            *_under(head[-1][0].removeprefix(" · "), width, "muted", quoted, indent=_INDENT + 2),
        ]
    if quote:
        lines += _under(quote, width, "text", quoted, indent=_INDENT + 2)
    if citation.closed:
        lines += _under(f"closed: {citation.closed}", width, "muted", quoted, indent=_INDENT + 2)
    return lines


def _remarks(desk: Desk, width: int, *, roomy: bool) -> Lines:
    lines: Lines = []
    if desk.state.flagged and roomy:
        lines.append(
            [
                (" flagged".ljust(_INDENT), "warn"),
                (f"for a second look: {desk.key('flag')} takes the flag away", "muted"),
            ]
        )
    for view in desk.state.others:
        incomplete = "" if view.standing.complete else " (incomplete)"
        text = f"{label_name(view.label.label)}{incomplete}"
        lines += _headed(view.label.member[: _INDENT - 2], text, width, "muted", 0 if roomy else 1)
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


def _cut(lines: Lines, height: int, full: str) -> Lines:
    if height < 1:
        return []
    left: Sequence[object] = lines[height - 1 :]
    more: list[Piece] = [
        (" " * _INDENT, "text"),
        (f"… {len(left)} more {'line' if len(left) == 1 else 'lines'}: {full} shows all", "muted"),
    ]
    return [*lines[: height - 1], more]

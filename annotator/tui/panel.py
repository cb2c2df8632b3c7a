"""The panel under the claims: one claim, its label with what is missing, its citations, remarks.

Lines are made for a width and a height. When not everything fits, evidence and remarks get one
line each and the wording gets the rest; a last line says which key shows what is left out.
"""

from collections.abc import Sequence

from annotator.domain.review import LabelView
from annotator.tui.commands import label_name
from annotator.tui.desk import Desk
from annotator.tui.drawing import Piece, cells
from annotator.tui.panel_claim import about, earlier, wording
from annotator.tui.panel_evidence import cited
from annotator.tui.panel_lines import INDENT, Lines, flow, headed, under
from annotator.tui.panel_suggested import checked, suggested
from annotator.tui.words import labels_words, missing_words

_QUOTED = 3
"""Lines of a quote where quotes cannot be shown in full."""
_LEAST_WORDING = 2
"""Lines of the wording that are shown whatever else there is."""


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
        *earlier(desk, width, 0),
        *_label_lines(desk, width, roomy=True),
        *_rationale(desk, width, roomy=True),
    ]
    parts = [
        [*wording(desk, width), *about(desk, width, 0)],
        labels,
        [*suggested(desk, width, quoted, roomy=True), *checked(desk, width, roomy=True)],
        _citation_lines(desk, width, quoted, roomy=True),
        _remarks(desk, width, roomy=True),
    ]
    gap: Lines = [[]] if parted else []
    return [line for number, part in enumerate(parts) if part for line in (*(gap if number else []), *part)]


def _tight(desk: Desk, width: int, height: int) -> Lines:
    """What counts most in one line each; the wording has the room that is left by it."""
    imported = [*suggested(desk, width, roomy=False), *checked(desk, width, roomy=False)]
    more = [*_rationale(desk, width, roomy=False), *_remarks(desk, width, roomy=False)]
    if desk.state.mine:
        more, imported = [*more, *imported], []
    citations = _citation_lines(desk, width, roomy=False)
    needed = [*earlier(desk, width, 0), *_label_lines(desk, width, roomy=True), *imported, *citations]
    lines = [
        *wording(desk, width),
        *about(desk, width, 0),
        *needed,
        *more,
    ]
    if len(lines) <= height:
        return lines
    told = about(desk, width, 1)
    needed = [*earlier(desk, width, 1), *_label_lines(desk, width, roomy=False), *imported, *citations]
    room = height - len(told) - len(needed) - bool(more)
    lines = [*wording(desk, width, max(room, _LEAST_WORDING)), *told, *needed, *more]
    return lines if len(lines) <= height else _cut(lines, height, desk.key("claim.full"))


def _label_lines(desk: Desk, width: int, *, roomy: bool) -> Lines:
    state = desk.state
    if not state.mine and desk.is_skipped(desk.claim):
        words = desk.skipped_because or "…"
        return headed("skipped", f"{words}. A label still counts.", width, "muted", 0 if roomy else 2)
    if not state.mine and desk.correcting:
        words = f"correct the claim where it is wrong; {desk.key('article.done')}: done with the article"
        return headed("to do", words, width, "muted", 0 if roomy else 2)
    if not state.mine:
        return headed("no label", labels_words(desk.scheme.labels), width, "muted", 0 if roomy else 2)
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
    return headed("rationale", view.label.rationale, width, "text", 0 if roomy else 1)


def _label_view(desk: Desk, view: LabelView, width: int, *, roomy: bool) -> Lines:
    label, judged = view.label, view.standing
    head: list[Piece] = [
        (" label".ljust(INDENT), "faint"),
        (label_name(label.label), f"label:{label.label}"),
        ("…" if desk.unsaved(label.claim) else "", f"label:{label.label}"),
    ]
    if label.confidence:
        sure = f"confidence {label.confidence} of 5" if roomy else f"{label.confidence}/5"
        head.append((f" · {sure}", "muted"))
    if not view.rule_known:
        return flow([*head, (" · its scheme is not in this file", "warn")], width)
    if judged.complete:
        verdict = f" · verdict {judged.verdict}" if judged.verdict else ""
        return flow([*head, (" · complete", "good"), (verdict, "muted")], width)
    head.append((" · incomplete", "warn"))
    if roomy:
        lines = flow(head, width)
        for sentence in judged.missing:
            lines += under(sentence, width, "warn")
        return lines
    missing = missing_words(judged.missing)
    if cells(head) + cells([(missing, "")]) + 3 <= width:
        return [[*head, (f": {missing}", "warn")]]
    return [*flow(head, width), *under(missing, width, "warn", 2)]


def _citation_lines(desk: Desk, width: int, quoted: int = 0, *, roomy: bool) -> Lines:
    citations = desk.state.citations
    lines = _begun(desk)
    if not citations and desk.correcting:
        return lines  # evidence is for a label
    if not citations:
        return lines or headed("evidence", evidence_words(desk), width, "muted", 0 if roomy else 2)
    for number, citation in enumerate(citations):
        whose = "" if citation.member == desk.member else citation.member
        heading = "" if number else "evidence"
        lines += cited(desk, citation, width, quoted, heading=heading, whose=whose, roomy=roomy)
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
    return [[(" begun".ljust(INDENT), "warn"), (f"{words} goes on with it", "warn")] for words in begun]


def _remarks(desk: Desk, width: int, *, roomy: bool) -> Lines:
    lines: Lines = []
    if desk.state.flagged and roomy:
        lines.append(
            [
                (" flagged".ljust(INDENT), "warn"),
                (f"for a second look: {desk.key('flag')} takes the flag away", "muted"),
            ]
        )
    for view in desk.state.others:
        incomplete = "" if view.standing.complete else " (incomplete)"
        text = f"{label_name(view.label.label)}{incomplete}"
        lines += headed(view.label.member[: INDENT - 2], text, width, "muted", 0 if roomy else 1)
    for comment in desk.state.comments:
        lines += headed("comment", f"{comment.member}: {comment.text}", width, "text", 0 if roomy else 1)
    return lines


def _cut(lines: Lines, height: int, full: str) -> Lines:
    if height < 1:
        return []
    left: Sequence[object] = lines[height - 1 :]
    more: list[Piece] = [
        (" " * INDENT, "text"),
        (f"… {len(left)} more {'line' if len(left) == 1 else 'lines'}: {full} shows all", "muted"),
    ]
    return [*lines[: height - 1], more]

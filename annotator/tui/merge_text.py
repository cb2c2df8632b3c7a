"""The claims of a group side by side: what each reviewer has, and what there was before."""

from annotator.domain.differing import differing
from annotator.domain.segmenting import BASE, Group, Segment
from annotator.domain.text import Range
from annotator.tui.columns import column_width, side_by_side
from annotator.tui.drawing import Line
from annotator.tui.merging_desk import MergingDesk
from annotator.tui.panel_lines import Lines
from annotator.tui.wrapping import wrap_marked, wrap_words


def group_lines(desk: MergingDesk, width: int, height: int = 0) -> Lines:
    """All of it, or what of it fits into so many lines, the last of which then says how to see the rest."""
    group = desk.group
    if group is None:
        return [[(" There are no claims in this article.", "muted")]]
    sides = desk.sides
    column = column_width(len(sides), width)
    lines = side_by_side([_side(desk, group, side, column) for side in sides], width)
    if height and len(lines) > height:
        rest = f" … {desk.under.key('merge.full')} shows all"
        return [*lines[: height - 1], [(rest, "muted")]]
    return lines


def side_key(desk: MergingDesk, side: str) -> str:
    """The key that takes what a side has, which stands for it in the margin of the article."""
    if side == BASE:
        return desk.under.key("take.base")
    number = desk.reviewers.index(side) + 1
    return desk.under.key(f"take.{number}") if number <= 9 else "+"


def _side(desk: MergingDesk, group: Group, side: str, width: int) -> Lines:
    decision = desk.decision(group)
    take = set(decision.take) if decision is not None else set()
    name = "before the round" if side == BASE else side
    done = "" if side == BASE or desk.work.reviewers.get(side) else " · not done"
    lines: Lines = [[(side_key(desk, side), "key"), (f" {name}", "strong"), (done, "warn")]]
    segments = group.of(side)
    if not segments:
        return [*lines, [("nothing", "muted")]]
    other = _compared_with(desk, group, side)
    for segment in segments:
        taken = segment.claim.id in take or (group.agreed and side != BASE)
        text = decision.text if decision is not None and decision.text and taken else ""
        lines += _claim(segment, other, width, taken=taken, text=text)
    return lines


def _compared_with(desk: MergingDesk, group: Group, side: str) -> str:
    """The words of the side that this one is told apart from: the first other one that says otherwise."""
    mine = group.said_by(side)
    others = [other for other in desk.sides if other != side and group.of(other)]
    other = next((o for o in others if group.said_by(o) != mine), None)
    return " ".join(segment.claim.text for segment in group.of(side if other is None else other))


def _claim(segment: Segment, other: str, width: int, *, taken: bool, text: str) -> Lines:
    claim = segment.claim
    marked: list[Range] = differing(claim.text, other)[0]
    sign: Line = [("✓ " if taken else "· ", "good" if taken else "faint")]
    lines: Lines = []
    for number, pieces in enumerate(wrap_marked(claim.text, marked, width - 2)):
        head = sign if not number else [("  ", "text")]
        lines.append([*head, *((piece, "differing" if differs else "text") for piece, differs in pieces)])
    if text:
        lines += [[("  ", "text"), (line, "good")] for line in wrap_words(f"reworded: {text}", width - 2)]
    return [*lines, *([("  ", "text"), (line, "muted")] for line in wrap_words(_facts(segment), width - 2))]


def _facts(segment: Segment) -> str:
    """Mode, speaker and date where there are, and where in the article it was cut from."""
    claim = segment.claim
    parts = [f"{claim.speaker or 'somebody'} said so"] if claim.mode == "utterance" else []
    if claim.mode == "content" and claim.speaker:
        parts.append(f"speaker {claim.speaker}")
    if claim.date:
        parts.append(f"about {claim.date}")
    return " · ".join([*parts, ", ".join(f"{start}–{end}" for start, end in claim.ranges)])

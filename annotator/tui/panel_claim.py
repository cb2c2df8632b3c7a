"""The part of the panel that is about the claim itself: its wording, what it is like, what it was before."""

from annotator.tui.commands import label_name
from annotator.tui.desk import Desk
from annotator.tui.panel_lines import INDENT, Lines, flow, headed, under
from annotator.tui.words import claim_facts, earlier_words, flag_words, twin_words
from annotator.tui.wrapping import wrap_marked, wrap_words


def wording(desk: Desk, width: int, limit: int = 0) -> Lines:
    assert desk.mark is not None
    marked = desk.differing()[0]
    return [
        [(" ", "strong"), *((piece, "differing" if differs else "strong") for piece, differs in line)]
        for line in wrap_marked(desk.mark.claim.text, marked, width - 2, limit)
    ]


def about(desk: Desk, width: int, limit: int) -> Lines:
    """Who says it and when, and the claims it is like or the same as; each in so many lines (0: all)."""
    parts = (_facts, _alike, _rivals, _links)
    return [line for part in parts for line in part(desk, width, limit)]


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
    wrapped = wrap_marked(text, marked, width - INDENT - 1, limit)
    heads = [f" {heading}".ljust(INDENT), *[" " * INDENT] * (len(wrapped) - 1)]
    return [
        [(head, "faint"), *((piece, "differing" if differs else "muted") for piece, differs in line)]
        for head, line in zip(heads, wrapped, strict=True)
    ]


def earlier(desk: Desk, width: int, limit: int) -> Lines:
    """The label from before the article was split anew, and how its claim differed from this one."""
    earlier = desk.state.earlier
    if earlier is None:
        return []
    label = earlier.view.label.label
    lines = flow(
        [
            (" before".ljust(INDENT), "faint"),
            (label_name(label), f"label:{label}"),
            (f" · {earlier_words(earlier)}", "muted"),
            (f" · {desk.key('carry')} carries it over", "warn"),
        ],
        width,
    )
    return [*lines, *under(twin_words(earlier), width, "muted", limit)]


def _rivals(desk: Desk, width: int, limit: int) -> Lines:
    """The claims that others made of what this one was made of too: which one it is waits to be settled."""
    assert desk.mark is not None
    lines: Lines = []
    for rival in desk.mark.rivals:
        number = desk.place_of(rival)
        if number is not None:
            text = f"{number + 1}: {desk.marks[number].claim.text}"
            lines += headed("or instead", text, width, "warn", limit)
    if lines:
        words = f"{desk.key('claim.drop')} drops the one that is not wanted"
        lines += under(words, width, "muted", limit)
    return lines


def _links(desk: Desk, width: int, limit: int) -> Lines:
    """The claims that are said to be the same, with the article of each that is another's."""
    lines: Lines = []
    for linked in desk.state.linked:
        number = desk.place_of(linked.claim.id)
        where = f"in “{linked.title}”" if number is None else f"claim {number + 1}"
        lines += headed("same as", f"{where}: {linked.claim.text}", width, "muted", limit)
    return lines

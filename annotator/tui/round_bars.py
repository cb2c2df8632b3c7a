"""The lines that tell of a round: its name and kind, how far one is, how quickly."""

from annotator.domain.text import clean_line
from annotator.services.my_round import MyRound, RoundWork
from annotator.tui.bars import progress, title_line
from annotator.tui.desk import Desk
from annotator.tui.drawing import Line, Piece, apart, cells
from annotator.tui.wrapping import clip

LEAST_TITLE = 12
"""Cells of an article's title that say something."""
_NAME = 24
"""Cells of a round's name where there is little room."""


def top_line(desk: Desk, width: int) -> list[Piece]:
    """The review screen's: of the article, and in a round of that first."""
    if desk.round is None:
        return title_line(desk, width)
    return _round_line(desk.round, desk.article.title or "Untitled article", width)


def library_top(work: RoundWork, articles: int, width: int) -> list[Piece]:
    """The library's in a round."""
    return _round_line(work, f"{articles} {'article' if articles == 1 else 'articles'}", width)


def _round_line(work: RoundWork, about: str, width: int) -> list[Piece]:
    """`r1 · labelling · blind  Title …  12/40, 3 skipped · 31/h, 95 s each ━━──`."""
    found = work.round
    name = clip(clean_line(found.name), _NAME if width < 120 else width // 3)
    kind = found.kind.replace("_", " ") + (" · blind" if found.hides else "")
    kind += " · closed" if found.state == "closed" else ""
    left: list[Piece] = [(f" {name}", "title"), (f" · {kind}", "muted")]
    counts: list[Piece] = [(f"{work.labelled}/{work.total}", "strong")]
    if skipped := work.count("skipped"):
        counts.append((f", {skipped} skipped", "muted"))
    if width >= 120 and (incomplete := work.count("incomplete")):
        counts.append((f", {incomplete} incomplete", "warn"))
    if work.pace is not None:
        hourly = f"{work.pace.hourly}/h" if width < 120 else f"{work.pace.hourly} claims an hour"
        counts.append((f" · {hourly}, {work.pace.median} s each", "muted"))
    bar: list[Piece] = [(" ", "text"), *progress(work.labelled, work.total)] if width >= 100 else []
    right: list[Piece] = [*counts, *bar, (" ", "text")]
    room = width - cells(left) - cells(right) - 4
    if room >= LEAST_TITLE:
        left.append((f"  {clip(clean_line(about), room)}", "text"))
    return apart(left, right, width)


def round_row(mine: MyRound, width: int) -> Line:
    """A round in the list: name, kind, state, progress, what is open."""
    found = mine.round
    kind = found.kind.replace("_", " ")
    state = "closed" if found.state == "closed" else "blind" if found.hides else "open"
    left: list[Piece] = [
        (
            f" {clip(clean_line(found.name), max(width // 3, 1))}",
            "strong" if found.state == "open" else "text",
        ),
        (f" · {kind} · {state}", "muted"),
    ]
    if not mine.total:
        return apart(
            left,
            [(f"{found.claims} {'claim' if found.claims == 1 else 'claims'}, none yours ", "muted")],
            width,
        )
    labelled = mine.done + mine.incomplete
    waits = f"{mine.open} open" if mine.open else "done"
    skipped = f", {mine.skipped} skipped" if mine.skipped else ""
    if width >= 100:
        skipped += f", {mine.incomplete} incomplete" if mine.incomplete else ""
    role = "warn" if mine.open and found.state == "open" else "muted"
    right: list[Piece] = [
        (f"{waits}{skipped}  ", role), *progress(labelled, mine.total),
        (f"{labelled:>5}/{mine.total:<5}", "muted"),
    ]  # fmt: skip
    return apart(left, right, width)

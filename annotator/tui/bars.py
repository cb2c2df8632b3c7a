"""The single lines of the screens: title, headings, status, keys, and the rows of lists."""

from collections.abc import Collection, Sequence

from annotator.domain.date_format import ISO, DateFormat
from annotator.domain.review import ArticleRow, ClaimMark
from annotator.domain.text import clean_line
from annotator.tui.commands import Command, shown_key
from annotator.tui.desk import Desk
from annotator.tui.drawing import Piece, apart, cells
from annotator.tui.filtered_desk import filter_words
from annotator.tui.position import position_words
from annotator.tui.reading_desk import Message
from annotator.tui.suggestion_words import SUGGESTED
from annotator.tui.wrapping import clip, wrap_words

FOLDED = "="
"""The letter of a folded claim, and the sign before the number of the one it is folded into."""
SKIPPED = "z"
"""The letter of a claim of a round that was skipped."""
CORRECTING = ("article.done", "claim.split", "claim.merge", "claim.add", "claim.drop", "claim.reword")
"""The commands that a segmentation round is for."""
EARLIER = "←"
"""The sign before the letter of a label from before the article was split anew."""
TONES = {"plain": "bar", "good": "bar:good", "bad": "bar:bad"}


def progress(done: int, total: int, width: int = 10) -> list[Piece]:
    """A bar of `width` cells; it is full only when all is done, and empty only when nothing is."""
    filled = 0 if not total else done * width // total
    if 0 < done < total:
        filled = max(1, min(filled, width - 1))
    return [("━" * filled, "good"), ("─" * (width - filled), "rule")]


def title_line(desk: Desk, width: int) -> list[Piece]:
    """The article's title, who published it and when, and how far it is labelled."""
    article = desk.article
    published = desk.date(article.published)
    about = "".join(f" · {part}" for part in (article.publisher, published) if part)
    done, total = desk.labelled, desk.to_label
    counts = f"{done} of {total} labelled " if width >= 100 else f"{done} of {total} "
    right: list[Piece] = [(counts, "muted"), *progress(done, total), (" ", "text")]
    room = width - cells(right) - 2
    title = article.title or "Untitled article"
    shown: list[Piece] = [(f" {title}", "title")]
    if cells([*shown, (about, "")]) > room:
        about = f" · {published}" if published else ""
    shown = [(clip(clean_line(f" {title}"), max(room - cells([(about, "")]), 10)), "title")]
    return apart([*shown, (about, "muted")], right, width)


def heading(words: str, right: str, width: int) -> list[Piece]:
    """A thin rule that names what stands under it."""
    left = f"── {words} "
    end = f" {right} ──" if right else ""
    rule = "─" * max(width - cells([(left, ""), (end, "")]), 0)
    return [("── ", "rule"), (f"{words} ", "muted"), (rule, "rule"), *_right_end(right)]


def _right_end(words: str) -> list[Piece]:
    return [(f" {words} ", "muted"), ("──", "rule")] if words else []


def status_line(desk: Desk, width: int, here: Sequence[Piece] = ()) -> list[Piece]:
    """Where I am in words (`here`, on screens without a claim or with more of one), or what just happened;
    whether all is saved; who I am."""
    right = _saved(desk)
    if desk.message is None:
        shown = here or [(f" {position_words(desk, width - cells(right) - 2)}", "bar")]
        return apart(shown, right, width, gap="bar")
    first, _ = message_lines(desk.message, width - cells(right))
    return apart(first, right, width, gap="bar")


def status_rest(desk: Desk, width: int) -> list[Piece]:
    """What of the message the status line has no room for; it takes the place of the keys."""
    if desk.message is None:
        return []
    return message_lines(desk.message, width - cells(_saved(desk)))[1]


def _saved(desk: Desk) -> list[Piece]:
    saved: Piece = ("saving…", "bar:warn") if desk.saving else ("saved", "bar:muted")
    moving: list[Piece] = [("moves on · ", "bar:muted")] if desk.advance else []
    return [*moving, saved, (f" · {desk.member} ", "bar:muted")]


def message_lines(message: Message, width: int) -> tuple[list[Piece], list[Piece]]:
    """A message's first line, for so many cells, and the rest of it."""
    words = " ".join(clean_line(message.text).split())
    first = next(iter(wrap_words(words, width - 2)), "")
    rest = words[len(first) :].lstrip()
    role = TONES[message.tone]
    return [(f" {first}", role)], [(f" {rest}", role)] if rest else []


def key_line(
    table: Sequence[Command], where: str, width: int, now: Collection[str] = (), more: Collection[str] = ()
) -> list[Piece]:
    """The most needed keys, those of the commands that apply `now` first, as many as fit; help always.

    `more` are commands whose keys come last, where there is room.
    """
    of_screen = [command for command in table if where in command.where]
    here = [command for command in of_screen if command.id in now]
    here += [command for command in of_screen if command.footer and command.id not in now]
    here += [command for command in of_screen if command.id in more]
    helping = [command for command in here if command.id == "help"]
    kept: list[Piece] = []
    for command in [*(c for c in here if c.id != "help"), *helping]:
        one = _key_pieces(command)
        rest = 0 if command in helping else sum(cells(_key_pieces(c)) for c in helping)
        if cells(kept) + cells(one) + rest <= width:
            kept += one
    return kept


def key_at(pieces: Sequence[Piece], x: int) -> str:
    """The key, as it is shown, that stands at cell `x` of a line of keys, or whose name does; or ""."""
    key, left = "", 0
    for text, role in pieces:
        if role == "bar:key":
            key = text.strip()
        left += cells([(text, role)])
        if x < left:
            return key
    return ""


def keys_now(desk: Desk) -> Sequence[str]:
    """The commands that there is an occasion for at the current claim."""
    if desk.correcting:
        return CORRECTING
    occasions = {
        "carry": desk.state.earlier is not None or bool(desk.takeable),
        "citation.close": bool(desk.refuting()),
        "claim.fold": bool(desk.marks) and desk.alike(desk.position) is not None,
        "filter.clear": desk.matches is not None,
        "filter": desk.matches is not None,
    }
    return [command for command, applies in occasions.items() if applies and command not in desk.left_out]


def _key_pieces(command: Command) -> list[Piece]:
    return [(f" {shown_key(command.keys[0])}", "bar:key"), (f" {command.name} ", "bar:muted")]


def claim_row(desk: Desk, number: int, width: int) -> list[Piece]:
    """A claim in the list: its label's letter, `…` while not saved, `✓` when complete, the wording.

    `=1` stands behind one that is folded into claim 1, which is dim, `~1` behind one that is like it,
    `←s` behind one whose label from before the article was split anew can be carried over.
    """
    mark, digits = desk.marks[number], len(str(len(desk.marks)))
    other = desk.alike(number)
    sign = "" if other is None else f" {FOLDED if mark.folded_into else '~'}{other + 1}"
    return _mark_row(desk, mark, f"{number + 1:>{digits}}", sign, width, current=number == desk.position)


def match_row(desk: Desk, number: int, width: int) -> list[Piece]:
    """The same in a filtered list, with its number there: what matches no more is dim, and says so.

    `…` stands for a row that is being read.
    """
    found = desk.match_mark(number)
    matches = desk.matches
    digits = len(str(len(matches))) if matches is not None else 0
    if found is None or matches is None:
        return [(f"     {number + 1:>{digits}}  …", "faint")]
    mark, still = found
    sign = ("" if still else " no match now") + (f" {FOLDED}" if mark.folded_into else "")
    current = number == matches.index and mark.claim.id == desk.claim
    return _mark_row(desk, mark, f"{number + 1:>{digits}}", sign, width, current=current, dim=not still)


def matches_heading(desk: Desk, width: int) -> list[Piece]:
    """The filter, and how much matches it: `filter: contested, incomplete ── 5 of 37 in 12 articles`."""
    assert desk.matches is not None
    count, articles = len(desk.matches), desk.matches.articles
    more = "" if desk.matches.complete else " …"
    right = f"{desk.matches.index + 1} of {count}{more}"
    if width >= 60:
        right += f" in {articles} {'article' if articles == 1 else 'articles'}"
    words = clip(clean_line(f"filter: {filter_words(desk.matches.filter)}"), max(width - len(right) - 10, 10))
    return heading(words, right, width)


def unlabelled(mark: ClaimMark) -> str:
    """The letter of a claim that has no label."""
    return FOLDED if mark.folded_into else SUGGESTED if mark.suggested else "·"


def _mark_row(
    desk: Desk, mark: ClaimMark, number: str, sign: str, width: int, *, current: bool, dim: bool = False
) -> list[Piece]:
    rule = desk.scheme.label(mark.label) if mark.label else None
    letter = rule.key if rule else "?" if mark.label else unlabelled(mark)
    if not mark.label and desk.is_skipped(mark.claim.id):
        letter, dim = SKIPPED, True
    wording = "muted" if mark.folded_into or dim else "strong" if current else "text"
    role = f"label:{mark.label}" if mark.label else "faint"
    after = "…" if desk.unsaved(mark.claim.id) else "✓" if mark.label and mark.complete else " "
    left: list[Piece] = [
        ("▌" if current else " ", "key"),
        (f"{letter}{after}", role),
        (f" {number} ", "strong" if current else "muted"),
        ("“" if mark.claim.mode == "utterance" else " ", "muted"),
        (" ".join(mark.claim.text.split()), wording),
    ]
    right: list[Piece] = [("[!]", "warn")] if mark.flagged else []
    if mark.earlier:
        before = desk.scheme.label(mark.earlier)
        right.append((f" {EARLIER}{before.key if before else '?'}", f"label:{mark.earlier}"))
    if sign:
        right.append((sign, "muted"))
    return apart(left, [*right, (" ", "text")], width)


def article_row(row: ArticleRow, width: int, *, current: bool, dates: DateFormat = ISO) -> list[Piece]:
    """An article in the library: title, publisher, date, progress."""
    counts = f"{row.labelled:>4} of {row.claims:<4}"
    published = dates.show(row.published).ljust(dates.width)
    right: list[Piece] = [
        (f"{published}  ", "muted"), *progress(row.labelled, row.claims), (counts, "muted")
    ]  # fmt: skip
    if width >= 110:
        lacking = f"{row.incomplete} incomplete" if row.incomplete else ""
        right = [*right, (f"{lacking:>16} ", "warn")]
    left: list[Piece] = [
        ("▌" if current else " ", "key"),
        (f" {row.title or 'Untitled article'}", "strong" if current else "text"),
        (f" · {row.publisher}" if row.publisher and width >= 110 else "", "muted"),
    ]
    return apart(left, right, width)

"""The lines of the citation form: what stands in each field, what is wrong in it, what is on offer."""

from collections.abc import Mapping, Sequence

from annotator.domain.vocabulary import KINDS, STANCES
from annotator.tui.drafting import KIND, LINES, STANCE, TICK, Field
from annotator.tui.drawing import Line, Piece, cells
from annotator.tui.entry import Entry
from annotator.tui.words import KIND_HELP, KIND_WORDS, STANCE_HELP, STANCE_KEYS, STANCE_WORDS
from annotator.tui.wrapping import wrap_words

LABEL = 16
"""Cells before the values."""

Options = Sequence[tuple[str, str]]
OPTIONS: Mapping[str, Options] = {
    STANCE: [(stance, STANCE_WORDS[stance].split()[0]) for stance in STANCES],
    KIND: [(kind, KIND_WORDS[kind]) for kind in KINDS],
    TICK: [("", "no"), ("yes", "yes, this record is itself the thing claimed")],
}
"""The choices of a field by its sort: value and words."""


def entry_line(entry: Entry, y: int, width: int) -> Line:
    """Line `y` of the form; offers cover what stands under the field that one is in."""
    rows = entry.rows()
    offered = y - offers_begin(entry) if entry.offers else -1
    if 0 <= offered < len(entry.offers):
        return _offer(entry, offered)
    if y >= len(rows):
        return ()
    field, part = rows[y]
    if part < 0:
        return [(" " * (LABEL - 1), "text"), (f"↑ {entry.problems[field.name]}", "bad")]
    return [*_label(entry, field, part), *_value(entry, field, part, width - LABEL)]


def offers_begin(entry: Entry) -> int:
    """The line under the field that one is in, and under what is wrong in it."""
    return first_line(entry, entry.at) + entry.field.height + (entry.at in entry.problems)


def first_line(entry: Entry, name: str) -> int:
    """The number of a field's first line."""
    return next((y for y, (field, _) in enumerate(entry.rows()) if field.name == name), 0)


def _label(entry: Entry, field: Field, part: int) -> list[Piece]:
    """`+` stands before what was filled in."""
    if part:
        return [(" " * LABEL, "text")]
    sign = "+" if field.name in entry.filled else " "
    role = "bad" if field.name in entry.problems else "strong" if field.name == entry.at else "muted"
    words = f"{field.label:<{LABEL - 1}}"
    return [(sign, "good"), (words, role)]


def _value(entry: Entry, field: Field, part: int, width: int) -> list[Piece]:
    value = entry.values[field.name]
    if field.name == entry.at and field.sort not in OPTIONS:
        return []  # the editor lies there
    if field.sort in OPTIONS:
        return _choice(OPTIONS[field.sort], value, current=field.name == entry.at)
    if field.sort == LINES:
        lines = [
            piece
            for line in value.split("\n")[: field.height]
            for piece in wrap_words(line, width - 1) or [""]
        ]
        more = "…" if part == field.height - 1 and len(lines) > field.height else ""
        return [(lines[part] if part < len(lines) else "", "text"), (more, "muted")]
    return [(value, "text")]


def _choice(options: Options, value: str, *, current: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for option, words in options:
        chosen = option == value
        role = "strong" if chosen or current else "muted"
        pieces += [("●" if chosen else "○", "key" if chosen or current else "muted"), (f" {words}  ", role)]
    return pieces


def _offer(entry: Entry, number: int) -> Line:
    offer = entry.offers[number]
    marked = number == entry.marked
    return [
        (" " * (LABEL - 2), "text"), ("▌ " if marked else "│ ", "key" if marked else "faint"),
        (offer.name, "strong"), (f"  {offer.about}", "muted"),
    ]  # fmt: skip


def choice_at(field: Field, x: int) -> str | None:
    """The option that stands at a cell of the value; None when there is none."""
    left = 0
    for option, words in OPTIONS[field.sort]:
        left += cells([(f"● {words}  ", "")])
        if 0 <= x < left:
            return option
    return None


def chosen_by(field: Field, value: str, key: str, character: str | None) -> str | None:
    """What a key chooses: the next, the one before, or the one that begins with a letter."""
    options = OPTIONS[field.sort]
    values = [option for option, _ in options]
    at = values.index(value) if value in values else None
    if key in ("right", "space"):
        return values[0 if at is None else (at + 1) % len(values)]
    if key == "left":
        return values[len(values) - 1 if at is None else at - 1]
    return next((option for option, words in options if words[0] == character), None)


def hint_lines(entry: Entry, width: int, height: int, *, onward: str, asking: bool) -> list[list[Piece]]:
    """What the field wants, or what its choice means; the question for the stance when that alone lacks.

    `onward` is the key to the next field, as it is written for people.
    """
    field = entry.field
    if asking:
        pieces: list[Piece] = [(" What does it do?", "strong")]
        for key, stance in STANCE_KEYS.items():
            pieces += [(f"  {key}", "key"), (f" {STANCE_WORDS[stance].split()[0]}", "text")]
        return [pieces, [(" The letter saves the citation.", "muted")]]
    if field.sort in (STANCE, KIND):
        helps: Mapping[str, str] = STANCE_HELP if field.sort == STANCE else KIND_HELP
        chosen = helps.get(entry.values[field.name], "")
        words = f"← → or the first letter. {chosen[:1].upper()}{chosen[1:]}"
    else:
        words = field.hint.format(next=onward)
    return [[(f" {line}", "muted")] for line in wrap_words(words, width - 2, height)]

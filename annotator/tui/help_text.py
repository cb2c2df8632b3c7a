"""The help page: keys by screen, what the marks mean, and the evidence rule of every label."""

from collections.abc import Collection, Sequence
from itertools import zip_longest

from annotator.domain.scheme import Scheme
from annotator.tui.commands import WHERE_WORDS, Command, first_keys, key_rows, label_name
from annotator.tui.drawing import Line, cells
from annotator.tui.guideline_text import guideline_lines
from annotator.tui.words import KIND_HELP, KIND_WORDS, STANCE_HELP, STANCE_WORDS, rule_words
from annotator.tui.wrapping import wrap_words

_LEFT = 20
"""Cells of the left column: of keys, names and signs."""
_WIDEST_LEFT = 32
"""What long names may make of it; longer ones are wrapped."""
Entry = tuple[str, str, str]
"""What stands at the left, its role, and the words beside it."""
_MARKS = (
    ("·", "a claim without a label"),
    ("*", "a claim without a label of which an imported record says something: {carry} takes it over"),
    ("s", "a letter: its label, in the list and at the left of the line where it begins"),
    ("s…", "not on disk yet; the dots go when it is"),
    ("s✓", "the label is complete: its evidence rule is met"),
    ("←s", "labelled so before the claim was changed or split anew: {carry} carries the label over"),
    ("z", "skipped, in a round: it is left to others, and can still be labelled"),
    ("=  =2", "folded into an earlier claim, and into which"),
    ("~2", "like an earlier claim, and which: {fold} folds it into that"),
    ("[!]", "flagged for a second look"),
    ("“", "the claim is that somebody said it (an utterance), not that it is so"),
    ("+", "at the left of a line: more claims begin on it than there is room for"),
    ("or instead", "what another made of the same claim: {drop} drops the one that is wrong"),
    ("same as", "a claim that was said to be the same: {link} on one, then on the other, parts them"),
    ("no match now", "the filter found it, and it has changed since: it stays where it is"),
    ("▌", "where you are"),
)


def help_lines(
    table: Sequence[Command],
    scheme: Scheme,
    guidelines: Sequence[tuple[str, str]],
    width: int,
    here: str = "",
    without: Collection[str] = (),
) -> list[Line]:
    """Every line of the page, at most `width` cells wide, with the keys of where one was first.

    Guidelines are pairs of name and text; `without` are ids of commands that cannot be used now.
    """
    lines: list[Line] = []
    for where, words in sorted(WHERE_WORDS.items(), key=lambda kind: kind[0] != here):
        keys = [(row.keys, "key", row.help) for row in key_rows(table, where) if row.id not in without]
        lines += _section(words, keys, width)
    keys_of = first_keys(table)
    named = {
        "carry": keys_of["carry"],
        **{name: keys_of[f"claim.{name}"] for name in ("fold", "drop", "link")},
    }
    marks = [(sign, "strong", words.format(**named)) for sign, words in _MARKS]
    lines += _section("Marks", marks, width)
    lines += _section("Labels, and when they are complete", _labels(scheme), width)
    stances = [(words, "strong", STANCE_HELP[stance]) for stance, words in STANCE_WORDS.items()]
    lines += _section("Stances of citations", stances, width)
    kinds = [(words, "strong", KIND_HELP[kind]) for kind, words in KIND_WORDS.items()]
    lines += _section("Kinds of sources", kinds, width)
    for name, text in guidelines:
        lines += _guideline(name, text, width)
    return lines[1:]


def _labels(scheme: Scheme) -> list[Entry]:
    entries: list[Entry] = []
    for rule in scheme.labels:
        entries.append((f"{rule.key} {label_name(rule.id)}", f"label:{rule.id}", rule.help))
        entries += [("", "muted", sentence) for sentence in rule_words(rule)]
    return entries


def _guideline(name: str, text: str, width: int) -> list[Line]:
    """Its text under its name."""
    title = ([(f" {line}", "title")] for line in wrap_words(f"Guideline: {name}", width - 2))
    return [(), *title, *guideline_lines(text, width)]


def _section(title: str, entries: Sequence[Entry], width: int) -> list[Line]:
    widest = max((cells([(left, role)]) for left, role, _ in entries), default=0)
    column = min(max(_LEFT, widest + 2), max(_LEFT, min(_WIDEST_LEFT, width // 2)))
    lines: list[Line] = [(), [(f" {title}", "title")]]
    for entry in entries:
        lines += _entry(entry, column, width)
    return lines


def _entry(entry: Entry, column: int, width: int) -> list[Line]:
    left, role, words = entry
    lefts = wrap_words(left, column - 2)
    rights = wrap_words(words, width - column - 3) or [""]
    lines: list[Line] = []
    for name, line in zip_longest(lefts, rights, fillvalue=""):
        gap = " " * (column - cells([(name, role)]))
        lines.append([(f"  {name}{gap}", role), (line, "text" if left else "muted")])
    return lines

"""The help page: keys by screen, what the marks mean, and the evidence rule of every label."""

from collections.abc import Sequence

from annotator.domain.scheme import Scheme
from annotator.tui.commands import WHERE_WORDS, Command, key_rows, label_name
from annotator.tui.drawing import Line
from annotator.tui.words import KIND_HELP, KIND_WORDS, STANCE_HELP, STANCE_WORDS, rule_words
from annotator.tui.wrapping import wrap_words

_KEYS = 20
"""Cells of the column of keys."""
_MARKS = (
    ("·", "a claim without a label"),
    ("s", "a letter: its label, in the list and at the left of the line where it begins"),
    ("s…", "not on disk yet; the dots go when it is"),
    ("s✓", "the label is complete: its evidence rule is met"),
    ("[!]", "flagged for a second look"),
    ("“", "the claim is that somebody said it (an utterance), not that it is so"),
    ("▌", "where you are"),
)


def help_lines(table: Sequence[Command], scheme: Scheme, width: int) -> list[Line]:
    """Every line of the page, at most `width` cells wide."""
    lines: list[Line] = []
    for where, words in WHERE_WORDS.items():
        lines += _title(words)
        for row in key_rows(table, where):
            lines += _entry(row.keys, row.help, width, "key")
    lines += _title("Marks")
    for sign, words in _MARKS:
        lines += _entry(sign, words, width, "strong")
    lines += _title("Labels, and when they are complete")
    for rule in scheme.labels:
        head = _entry(f"{rule.key} {label_name(rule.id)}", rule.help, width, f"label:{rule.id}")
        lines += head
        for sentence in rule_words(rule):
            lines += _entry("", sentence, width, "text", "muted")
    lines += _title("Stances of citations")
    for stance, words in STANCE_WORDS.items():
        lines += _entry(words, STANCE_HELP[stance], width, "strong")
    lines += _title("Kinds of sources")
    for kind, words in KIND_WORDS.items():
        lines += _entry(words, KIND_HELP[kind], width, "strong")
    return lines[1:]


def _title(words: str) -> list[Line]:
    return [(), [(f" {words}", "title")]]


def _entry(left: str, right: str, width: int, role: str, text_role: str = "text") -> list[Line]:
    wrapped = wrap_words(right, width - _KEYS - 3) or [""]
    first: Line = [(f"  {left:<{_KEYS}}", role), (wrapped[0], text_role)]
    return [first, *([(" " * (_KEYS + 2), "text"), (line, text_role)] for line in wrapped[1:])]

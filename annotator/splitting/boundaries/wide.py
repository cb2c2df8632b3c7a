"""Where sentences start in scripts with stops of their own: Japanese, Chinese, Hindi, Arabic, Armenian ...

These stops end a sentence whatever stands behind them, white space or not. Inside a pair of brackets
they do not, unless the pair is so far apart that it holds a text of its own.
"""

import re
from typing import NamedTuple

LONGEST_BRACKET = 300
"""Code points between the brackets of one pair."""
_DEEPEST = 8

_PAIRS = {"「": "」", "『": "』", "（": "）", "《": "》", "〈": "〉", "【": "】", "〔": "〕", "“": "”"}
_CLOSERS = frozenset(_PAIRS.values())
_HAN = "[^\0-\u2e7f\ufffd]"
"""Chinese characters, kana and whatever is as wide; written this way it compiles fast."""
_STOPS = "。｡！？।॥؟۔։።፧።။។᠃᠉⸮"
_FULL = frozenset("。｡")
_FRIENDLY = r"(?<=[\u3041-\u3096])[☆★♪♫♡♥]"
"""A friendly mark that takes the place of a stop, behind the ending of a verb."""
_TELLING = re.compile(rf"{_HAN}|[{_STOPS}]")
_EVENT = re.compile(
    rf"(?:[{_STOPS}]|(?<={_HAN})[!?．]|{_FRIENDLY})[{_STOPS}!?．☆★♪♫♡♥]*+(?:\[\d{{1,3}}\])*+"
    rf"|[{''.join(_PAIRS)}{''.join(_CLOSERS)}]"
)
_GOES_ON = re.compile(r"[とっ、，,」』）)%％]")
"""Behind a cry that a sentence quotes without marks."""
_PARTICLE = re.compile(r"[\u3041-\u3096、，,。！？」』）]")
"""Behind a quotation that ends in a stop."""


class _Bracket(NamedTuple):
    start: int
    closer: str
    inside: list[int]
    """Ends behind stops, which count if the bracket is never closed."""


def wide_starts(line: str) -> list[int]:
    """Offsets behind the stops that end a sentence, in order."""
    return sorted(_ends(line)) if not line.isascii() and _TELLING.search(line) else []


def _ends(line: str) -> list[int]:
    ends: list[int] = []
    opened: list[_Bracket] = []
    for event in _EVENT.finditer(line):
        at, mark = event.start(), event.group()
        while opened and (opened[0].start < at - LONGEST_BRACKET or len(opened) > _DEEPEST):
            ends += opened.pop(0).inside
        if mark in _PAIRS:
            opened.append(_Bracket(at, _PAIRS[mark], []))
        elif mark not in _CLOSERS:
            if mark[0] in _FULL or not _GOES_ON.match(line, event.end()):
                (opened[-1].inside if opened else ends).append(event.end())
        elif any(bracket.closer == mark for bracket in opened):
            inside = _close(opened, mark)
            if inside and inside[-1] == at and not opened and _ends_behind(line, at):
                ends.append(at + 1)
        elif ends and ends[-1] == at:
            ends[-1] = at + 1
    for bracket in opened:
        ends += bracket.inside
    return ends


def _close(opened: list[_Bracket], mark: str) -> list[int]:
    """Take the bracket that the mark closes, and what was opened in it, from the list."""
    inside: list[int] = []
    while True:
        bracket = opened.pop()
        inside = inside or bracket.inside
        if bracket.closer == mark:
            return inside


def _ends_behind(line: str, closer: int) -> bool:
    """Whether the sentence ends behind a closing mark that follows a stop."""
    behind = line[closer + 1 : closer + 2]
    if not behind or behind.isspace():
        return True
    return line[closer - 1] in _FULL and not _PARTICLE.match(behind)

"""Finding the times of a wording, by the forms of English and by written dates."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from annotator.domain.edtf import find_dates
from annotator.splitting.dates.forms import FORMS, Form
from annotator.splitting.dates.joining import WINDOW, Found, joined
from annotator.splitting.dates.reading import Said
from annotator.splitting.dates.resolving import Anchor
from annotator.splitting.dates.words import MONTHS, WEEKDAYS, month_number

_WORD = re.compile(r"[^\W\d_]+|\d+")
_GLUE = frozenset("-/._@#$€£\\0123456789,")
"""What in front of a word makes it a part of something longer."""
_PARTS = ("mid-", "Mid-", "early-", "late-")
_LOOKALIKES = dict.fromkeys(map(ord, "\u0130\u0131\u017f\u212a"), "_")
"""Letters that a pattern without case takes for i, s and k."""
_WILL = re.compile(r"\b(?:will|shall|won['’]t|(?:is|are|am)\s+going\s+to)\b|['’]ll\b", re.IGNORECASE)
PLANNED = re.compile(
    r"\b(?:would|due|plan(?:s|ned|ning)?|intend(?:s|ed)?|expect(?:s|ed)?|scheduled|(?:is|are|was|were)\s+to)\b",
    re.IGNORECASE,
)
"""Words of a plan, whose time nobody can decide on."""
_BOUND = re.compile(r"\b(?:by|until|till|before)\s+(?:the\s+)?$", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(
    r"\b(?:said|says|told|tells|announced|warned|added|promised|decided|agreed|voted|ruled|reported|wrote"
    r"|confirmed|insisted|stated|revealed|that|who|which|when|if|because|after|before)\b",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"\W*(?:(?:early|late|later|earlier)\s+)?(?:(?:on|in|over|by|from|until)\s+)?(?:the\s+)?", re.IGNORECASE
)
_EXTENDED = re.compile(
    r"\b(?:the\s+)?(?:(?:early|mid|late|earlier|later)[\s-]+(?:in\s+)?(?:the\s+)?"
    r"|(?:(?:first|second|third|last|very)\s+)?(?:end|start|beginning|middle|rest|month|year|days|(?P<week>week))"
    r"\s+of\s+(?:the\s+)?)['’]?$|\bthe\s+['’]?$",
    re.IGNORECASE,
)


def find(wording: str, published: str) -> list[Found]:
    """The times in order, none overlapping another, each as long as it can be."""
    at = Anchor.of(published)
    if not wording.isascii():
        wording = wording.translate(_LOOKALIKES)
    wills = [found.start() for found in _WILL.finditer(wording)]
    every = chain(_by_forms(wording, at, wills), _written(wording, at, wills))
    kept: list[Found] = []
    for found in sorted(every, key=lambda one: (one.start, -one.end, one.weak)):
        if not kept or found.start >= kept[-1].end:
            kept.append(_extended(wording, found, kept[-1].end if kept else 0))
    return joined(wording, kept, at) if kept else kept


def _table() -> dict[str, tuple[Form, ...]]:
    words = {word for form in FORMS for word in form.opens}
    return {word: tuple(form for form in FORMS if word in form.opens) for word in sorted(words)}


_STOPPED = tuple(f"{name}." for name in MONTHS)
"""A month with the stop that ends the sentence, not an abbreviation."""
_FORMS = _table()
_NO_FORM: tuple[Form, ...] = ()


def _by_forms(wording: str, at: Anchor, wills: list[int]) -> Iterator[Found]:
    for word in _WORD.finditer(wording):
        said = word.group()
        forms = _FORMS.get("#" if said.isdecimal() else said.lower(), _NO_FORM)
        if not forms or not _stands_alone(wording, word.start()):
            continue
        before = wording[max(0, word.start() - WINDOW) : word.start()]
        for form in forms:
            found = form.pattern.match(wording, word.start())
            if found is not None and not (form.unless and form.unless.search(before)):
                weak = form.before is not None and form.before.search(before) is None
                tense = _tense(wording, form, found, wills)
                yield _read(form, found, at, tense=tense, weak=weak)


def _stands_alone(wording: str, start: int) -> bool:
    if not start or (wording[start - 1] not in _GLUE and not wording[start - 1].isalnum()):
        return True
    return wording.endswith(_PARTS, 0, start)


def _read(form: Form, found: re.Match[str], at: Anchor, *, tense: str, weak: bool) -> Found:
    said: Said = {name: (words or "").lower() for name, words in found.groupdict().items()}
    yearless = not said.get("year")
    suffix = said.get("which") or (tense if yearless else "")
    untold = tense == "open" and not said.get("which") and yearless
    return Found(
        found.start(),
        found.end(),
        f"{form.rule}-{suffix}" if suffix else form.rule,
        None if untold else form.read(said, at, tense == "future"),
        relative=form.relative and yearless,
        weak=weak,
        month=month_number(said["month"].capitalize()) if form.rule == "month" else None,
        weekday=WEEKDAYS.index(said["weekday"]) if form.rule == "weekday" else None,
    )


def _tense(wording: str, form: Form, found: re.Match[str], wills: list[int]) -> str:
    """Whether the time lies behind, ahead, or may do either: "by Sunday", "plans to vote on Sunday"."""
    if not form.tensed or _future(wording, found.start(), found.end(), wills):
        return form.tensed and "future"
    before = wording[max(0, found.start() - WINDOW) : found.start()]
    unclear = form.tensed == "past" and (PLANNED.search(before) or _BOUND.search(before))
    return "open" if unclear else form.tensed


def _future(wording: str, start: int, end: int, wills: list[int]) -> bool:
    """Whether "will" stands before the time, or behind a time that opens the sentence, in its clause."""
    behind = bisect_left(wills, start)
    if behind and _OTHER_CLAUSE.search(wording, wills[behind - 1], start) is None:
        return True
    if behind == len(wills) or _FRONT.fullmatch(wording, 0, start) is None:
        return False
    return _OTHER_CLAUSE.search(wording, end, wills[behind]) is None


def _written(wording: str, at: Anchor, wills: list[int]) -> Iterator[Found]:
    """What `find_dates` finds; a year alone is left to the forms."""
    for written in find_dates(wording):
        words = wording[written.start : written.end]
        stop = words.endswith(_STOPPED)
        place = (written.start, written.end - stop)
        if written.year is not None and written.month is not None:
            yield Found(*place, "date", written.edtf)
        elif written.year is None and written.month and written.day:
            future = _future(wording, *place, wills)
            edtf = at.named_day(written.month, written.day, future=future)
            rule = "date-future" if future else "date-nearest"
            yield Found(*place, rule, edtf, relative=True, month=written.month, day=written.day)
        elif not words.isdecimal():
            ambiguous = "/" in words or "-" in words
            yield Found(
                *place, "date-ambiguous" if ambiguous else "year", None if ambiguous else written.edtf
            )


def _extended(wording: str, found: Found, floor: int) -> Found:
    """ "early", "the end of" and such belong to the time, and leave its precision what it was."""
    if found.weak:
        return found
    front = _EXTENDED.search(wording, max(floor, found.start - WINDOW), found.start)
    if front is None:
        return found
    week = Anchor.of(found.edtf or "").week(0) if front["week"] else None
    return replace(found, start=front.start(), edtf=week or found.edtf)

"""Datelines: what opens a paragraph to say where and by whom it was filed, as in "TOKYO (Kyodo) - ".

Readers take place, agency and date from them; splitting keeps them out of claims. Both must see the
same ranges, so the rules stand here once, as those on metadata lines and furniture do.
"""

import re
from dataclasses import dataclass

from annotator.domain.edtf import MONTHS


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and by whom a text was filed."""

    start: int
    end: int
    """Half-open range up to where the sentence begins, its leading spaces included."""
    place: str
    """As written: "TOKYO", "KYIV, Ukraine"; empty where only the agency is named."""
    agency: str | None
    date: str | None
    """As written, often without a year: "March 3" (see `edtf.parse_date`)."""


MOST_DATELINES = 3
"""That may stand one behind the other."""
LONGEST_DATELINE = 120
"""In code points; no agency writes a longer one."""

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
UPPER = "[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁІЇЄҐЎĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ]"
_PARTICLE = r"(?:de|del|di|du|da|la|le|el|al|am|an der|on|upon|of|sur|the)"
# Atomic groups (?>...) throughout: hostile lines must not make the search backtrack.
_CAPS_WORD = rf"(?>{UPPER}{{2,}}(?:['’.-]{UPPER}+)*\.?|{UPPER}['’]{UPPER}{{2,}})"
_CAPS_PLACE = rf"(?>{_CAPS_WORD}(?: (?:{_PARTICLE} )?{_CAPS_WORD}){{0,4}})"
_WORD = rf"(?>{UPPER}[^\W\d_]*(?:['’-][^\W\d_]+)*\.?)"
_NAME = rf"(?>{_WORD}(?: (?:{_PARTICLE} )?{_WORD}){{0,4}})"
_INITIALS = rf"(?:{UPPER}\.){{2,3}}"
_REGION = rf"(?:, (?!{_WORD} \d)(?:{_INITIALS}|{_NAME}))?"
_AGENCY = rf"(?P<agency>{UPPER}[\w&.,'’ /-]{{0,38}}[\w.]|[a-zа-яё]{{2,6}})"
_QUOTED = rf"[«„“\"]?{_AGENCY}[»“”\"]?"
_DATE = (
    r"(?P<date>\d{1,2}\.? [^\W\d_]{3,12}\.?(?:,? \d{4})?(?: г\.| года)?"
    rf"|{_WORD} \d{{1,2}}(?:, \d{{4}})?)"
)
_CLOSING = r"[】］〕\]）)]"
_DASH = r"(?:[—–―‐‑−_:]|--?|\.-)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # TOKYO (Kyodo) - ; Москва, 3 марта (Интерфакс) - ; Berlin (dpa) -
        rf"(?P<place>(?>{_NAME}(?:/{_NAME})*{_REGION}))"
        rf"(?:[,.] {_DATE})?[,.]? ?\({_QUOTED}\) ?[.,]?{_DASH} *",
        # MOSCOW, March 3. /TASS/. ; МОСКВА, 3 мар — РИА Новости.
        rf"(?P<place>{_CAPS_PLACE}{_REGION})(?:[,.] {_DATE})?[,.]? /{_AGENCY}/(?:\.| ?{_DASH}) *{_DASH}? *",
        rf"(?P<place>{_CAPS_PLACE}{_REGION}), {_DATE} ?[—–-] ?"
        r"«?(?P<agency>[А-ЯЁ][^\W\d_]{2,}(?: [А-ЯЁ][^\W\d_]*){0,2}|[A-Z]{3,}(?: [A-Z][a-z]+)?)»?\. +",
        # 【東京＝共同】 ; (서울=연합뉴스) 김철수 기자 = ; ［ロンドン　３日　ロイター］ -
        rf"[【［〔\[（(](?P<place>[^\W\d_]{{1,20}})[＝=](?P<agency>[^\W\d_]{{1,20}}){_CLOSING}"
        r"(?: ?[^\W\d_]{2,4} (?:기자|특파원) =)? ?[-–—]? *",
        r"[【［](?P<place>[^\W\d_]{1,20})[ \u3000](?P<date>\d{1,2}日)[ \u3000]"
        r"(?P<agency>[^\W\d_]{1,20})[】］] ?-? *",
        # «Bruxelles, le 3 mars» – ; [Nairobi, 3 March 2026] ; 新华社北京3月3日电（记者 李明）
        rf"[«\[](?P<place>{_NAME}),? (?:le |am )?{_DATE}[»\]] ?[-–—]? *",
        r"(?P<agency>[\u4e00-\u9fff]{2,5}社)(?P<place>[\u4e00-\u9fff]{2,6})(?P<date>\d{1,2}月\d{1,2}日)电"
        r"(?:（[^（）]{1,20}）)? *",
        # (Reuters) -
        rf"\({_QUOTED}\) ?(?:[—–―‐‑−]|--?) +(?=[\"“«‘']?{UPPER})",
        # GENEVA, March 3 — ; LONDON –
        rf"(?P<place>{_CAPS_PLACE}(?:/{_CAPS_PLACE})*{_REGION})(?:, {_DATE})?"
        r" ?(?:[—–―]|--| [-‐‑−](?= )) *",
        # OSTMARK.
        rf"(?P<place>{UPPER}{{4,20}}(?:[ /-]{UPPER}{{2,20}})?)\. +(?={UPPER}[^\W\d_]*[ ,])",
        # 【速報】, which says neither where nor by whom
        r"[【［〔][^\s【】［］〔〕]{1,20}[】］〕] *",
    )
)
_BARE_FORMS = _FORMS[-3:]
_NOT_PLACES = re.compile(
    r"(?:FILE|LIVE|WATCH|UPDATED?|BREAKING|EXCLUSIVE|ANALYSIS|OPINION|VIDEO|PHOTOS?|EXPLAINER|FACTBOX"
    r"|CORRECT(?:ED|ION)|NOTE|PS|EDITORIAL|COMMENT|REVIEW|INTERVIEW|ADVERTISEMENT|AP|AFP|EU|UN|US|UK)\.?"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)|[。！？]")
_WORDS = re.compile(r"[^\W\d_]+")
_LOWER_START = re.compile(r"[\"'“‘«„(\[]?[a-zа-яё]")


def find_dateline(text: str, start: int = 0, end: int | None = None) -> Dateline | None:
    """The dateline of the paragraph that begins at `start`, or None.

    Offsets are code points of `text`; spaces before the dateline are not part of it. Only a
    sentence in mixed case follows a dateline: "TRUMP – WE WILL WIN" is a headline. A place without
    agency counts in capitals only, and before a whole sentence.
    """
    limit = len(text) if end is None else end
    while start < limit and text[start] in " \u00a0\n":
        start += 1
    newline = text.find("\n", start, limit)
    line_end = limit if newline < 0 else newline
    opening = text[start : min(line_end, start + LONGEST_DATELINE)].translate(_SPACES)
    for form in _FORMS:
        found = form.match(opening)
        if found is None:
            continue
        behind = start + found.end()
        said = found.groupdict()
        place, date = said.get("place") or "", said.get("date")
        bare = form in _BARE_FORMS and date is None
        if _NOT_PLACES.fullmatch(place) or (date and not _is_day(date)):
            continue
        if _opens_sentence(text[behind:line_end], bare=bare):
            return Dateline(start, behind, place, said.get("agency"), date)
    return None


def find_datelines(text: str, start: int = 0, end: int | None = None) -> list[Dateline]:
    """Those that stand one behind the other where the paragraph begins, as a copied one has them.

    At most `MOST_DATELINES`.
    """
    found: list[Dateline] = []
    while len(found) < MOST_DATELINES and (dateline := find_dateline(text, start, end)):
        found.append(dateline)
        start = dateline.end
    return found


def _is_day(date: str) -> bool:
    return date.endswith("日") or any(word in MONTHS for word in _WORDS.findall(date.lower()))


def _opens_sentence(rest: str, *, bare: bool) -> bool:
    if rest.isupper() or not any(character.isalpha() for character in rest):
        return False
    return not bare or (_SENTENCE_END.search(rest) is not None and _LOWER_START.match(rest) is None)

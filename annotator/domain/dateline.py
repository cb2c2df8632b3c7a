"""Lines that are about an article instead of telling it: datelines and scraped metadata lines.

Readers take place, agency, date, author from them; splitting keeps them out of claims. Both must
see the same ranges, so the rules stand here once. A dateline opens a paragraph, as in
"TOKYO (Kyodo) - "; a metadata line stands alone near the top: "Published: 3 March 2026 | World".
"""

import re
from dataclasses import dataclass

from annotator.domain.edtf import WrittenDate, find_dates


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and by whom a text was filed."""

    start: int
    end: int
    """Half-open range up to where the sentence begins, its leading spaces included."""
    place: str
    """As written: "TOKYO", "KYIV, Ukraine"."""
    agency: str | None
    date: str | None
    """As written, often without a year: "March 3" (see `edtf.parse_date`)."""


@dataclass(frozen=True, slots=True)
class MetadataLine:
    """A line that only says when, by whom or in which section the article appeared."""

    start: int
    end: int
    """Half-open range of the line without its newline."""
    published: str | None = None
    """EDTF."""
    updated: str | None = None
    """EDTF."""
    section: str | None = None
    author: str | None = None
    """Names joined by "; "."""


# --- datelines ---------------------------------------------------------------------------------

MOST_DATELINES = 3
LONGEST_DATELINE = 120
"""In code points; no agency writes a longer one."""

_UPPER = "[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁІЇЄҐЎĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ]"
_PARTICLE = r"(?:de|del|di|du|da|la|le|el|al|am|an der|on|upon|of|sur|the)"
# Atomic groups (?>...) throughout: hostile lines must not make the search backtrack.
_CAPS_WORD = rf"(?>{_UPPER}{{2,}}(?:['’.-]{_UPPER}+)*\.?|{_UPPER}['’]{_UPPER}{{2,}})"
_CAPS_PLACE = rf"(?>{_CAPS_WORD}(?: (?:{_PARTICLE} )?{_CAPS_WORD}){{0,4}})"
_WORD = rf"(?>{_UPPER}[^\W\d_]*(?:['’-][^\W\d_]+)*\.?)"
_NAME = rf"(?>{_WORD}(?: (?:{_PARTICLE} )?{_WORD}){{0,4}})"
_INITIALS = rf"(?:{_UPPER}\.){{2,3}}"
_REGION = rf"(?:, (?!{_WORD} \d)(?:{_INITIALS}|{_NAME}))?"
_AGENCY = rf"(?P<agency>{_UPPER}[\w&.,'’ /-]{{0,38}}[\w.]|[a-zа-яё]{{2,6}})"
_DATE = (
    r"(?P<date>\d{1,2}\.? [^\W\d_]{3,12}\.?(?:,? \d{4})?(?: г\.| года)?"
    rf"|{_WORD} \d{{1,2}}(?:, \d{{4}})?)"
)
_DASH = r"(?:—|–|―|--?|_|:|\.-)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # TOKYO (Kyodo) - ; Москва, 3 марта (Интерфакс) - ; Berlin (dpa) -
        rf"(?P<place>(?>{_NAME}(?:/{_NAME})*{_REGION}))"
        rf"(?:[,.] {_DATE})?[,.]? ?\({_AGENCY}\) ?[.,]?{_DASH} *",
        # MOSCOW, March 3. /TASS/. ; МОСКВА, 3 мар — РИА Новости.
        rf"(?P<place>{_CAPS_PLACE}{_REGION})(?:[,.] {_DATE})?[,.]? /{_AGENCY}/\. *{_DASH}? *",
        rf"(?P<place>{_CAPS_PLACE}{_REGION}), {_DATE} ?[—–-] ?"
        r"(?P<agency>[А-ЯЁ][^\W\d_]{2,}(?: [А-ЯЁ][^\W\d_]*){0,2}|[A-Z]{3,}(?: [A-Z][a-z]+)?)\. +",
        # GENEVA, March 3 — ; LONDON –
        rf"(?P<place>{_CAPS_PLACE}(?:/{_CAPS_PLACE})*{_REGION})(?:, {_DATE})?"
        r" ?(?:—|–|―|--| -(?= )) *",
    )
)
_BARE_FORM = _FORMS[-1]
_NOT_PLACES = re.compile(
    r"(?:LIVE|WATCH|UPDATED?|BREAKING|EXCLUSIVE|ANALYSIS|OPINION|VIDEO|PHOTOS?|EXPLAINER|FACTBOX"
    r"|CORRECT(?:ED|ION)|NOTE|EDITORIAL|COMMENT|REVIEW|INTERVIEW|ADVERTISEMENT|AP|AFP|EU|UN|US|UK)\.?"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)")
_LOWER_START = re.compile(r"[\"'“‘«„(\[]?[a-zа-яё]")


def find_dateline(text: str, start: int = 0, end: int | None = None) -> Dateline | None:
    """The dateline of the paragraph that begins at `start`, or None.

    Offsets are code points of `text`; spaces before the dateline are not part of it. Only a
    sentence in mixed case follows a dateline: "TRUMP – WE WILL WIN" is a headline. A place without
    agency counts in capitals only, and before a whole sentence.
    """
    limit = len(text) if end is None else end
    while start < limit and text[start] in " \n":
        start += 1
    newline = text.find("\n", start, limit)
    line_end = limit if newline < 0 else newline
    for form in _FORMS:
        found = form.match(text, start, min(line_end, start + LONGEST_DATELINE))
        if found is None or _NOT_PLACES.fullmatch(found["place"]):
            continue
        parts = found.groupdict()
        if _opens_sentence(text[found.end() : line_end], bare=form is _BARE_FORM and not parts["date"]):
            return Dateline(start, found.end(), found["place"], parts.get("agency"), parts["date"])
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


def _opens_sentence(rest: str, *, bare: bool) -> bool:
    if not any(character.islower() for character in rest):
        return False
    return not bare or (_SENTENCE_END.search(rest) is not None and _LOWER_START.match(rest) is None)


# --- metadata lines ----------------------------------------------------------------------------

NEAR_TOP = 12
"""Lines with something on them that are looked at, from the start."""
LONGEST_METADATA = 160
"""In code points; a longer line is told by somebody."""

_PUBLISHED = (
    r"date(?:line)?|published|posted|first published|publication date|released|created"
    r"|veröffentlicht|datum|stand|publié|publiée|publicado|fecha|опубликовано|дата"
)
_UPDATED = (
    r"updated|last updated|modified|last modified|aktualisiert|mis à jour|mise à jour"
    r"|actualizado|обновлено"
)
_LABEL = re.compile(
    rf"(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED}))(?!\w)\s*[:–-]?\s*", re.IGNORECASE
)
_WEEKDAY_OR_ARTICLE = re.compile(r"(?:(?:on|at|am|le|el|den)\s+)?(?:[^\W\d_]{2,10}\.?,?\s*)?")
_ZONE = r"(?:\s?\(?(?:[A-Z]{1,5}(?:[+-]\d{1,2})?|[+-]\d\d:?\d\d|Uhr)\)?)?"
_HALF = r"[AaPp]\.?[Mm]\.?"
_CLOCK = rf"\d{{1,2}}(?:[:.h]\d\d(?::\d\d(?:\.\d+)?)?(?:\s?{_HALF})?|\s?{_HALF}|\d\d){_ZONE}"
_TIME_BEFORE = re.compile(rf"\(?{_CLOCK}\)?,?\s+(?:on\s+|am\s+)?")
_TIME_AFTER = re.compile(rf"(?:T|,?\s*(?:at|um|à|a las|в|[–-])?\s*\(?)(?:{_CLOCK})\)?(?!\w)")
_SEPARATOR = re.compile(
    rf"\s*(?:[|•·●;\t]|\s/\s)\s*|,?\s+(?=(?:{_UPDATED})\b)|(?<=\d)\s+[–—-]\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_SECTION_LABEL = re.compile(r"(?:section|category|topic|rubrik|ressort|рубрика)\s*:\s*", re.IGNORECASE)
_SECTION = re.compile(rf"{_UPPER}[\w&'’-]*(?:[ ,/]+(?:and |& )?{_UPPER}?[\w&'’-]*){{0,3}}")
_READING_TIME = re.compile(r"(?:\d{1,3}[- ]min(?:ute)?s?\.? read|reading time:? .{1,20})", re.IGNORECASE)
_BY = re.compile(r"(?:By|BY|Von|Par|Por|Автор|Author|Written by)\s*:?\s+")
_GIVEN = rf"{_UPPER}[\w.'’-]*"
_PERSON = rf"{_GIVEN}(?: (?:(?:von|van|de|der|den|bin|al|el|la|di|da|dos) ){{0,3}}{_GIVEN}){{1,4}}"
_PEOPLE = re.compile(rf"({_PERSON})(?:(?:, | and | und | et | y | & |, and )({_PERSON})){{0,4}}")
_BETWEEN_PEOPLE = re.compile(r", and | and | und | et | y | & |, ")


def find_metadata_lines(text: str, start: int = 0, end: int | None = None) -> list[MetadataLine]:
    """The metadata lines near the top of `text[start:end]`, in order; offsets are code points."""
    limit = len(text) if end is None else end
    found: list[MetadataLine] = []
    looked = 0
    while start < limit and looked < NEAR_TOP:
        newline = text.find("\n", start, limit)
        line_end = limit if newline < 0 else newline
        if text[start : min(line_end, start + LONGEST_METADATA)].strip():
            looked += 1
            line = _read_line(text, start, line_end)
            if line is not None:
                found.append(line)
        start = line_end + 1
    return found


def _read_line(text: str, start: int, end: int) -> MetadataLine | None:
    if end - start > LONGEST_METADATA:
        return None
    said: dict[str, str] = {}
    sections: list[str] = []
    telling = False
    for part in _SEPARATOR.split(text[start:end].strip()):
        if not part or _READING_TIME.fullmatch(part):
            telling = telling or bool(part)
        elif fields := _read_byline(part) or _read_date(part) or _read_section(part):
            telling = True
            said = fields | said
        elif _SECTION.fullmatch(part) and len(part) <= 40:
            sections.append(part)
        else:
            return None
    if not telling or len(sections) > 1:
        return None
    if sections:
        said.setdefault("section", sections[0])
    return MetadataLine(start, end, **said)


def _read_section(part: str) -> dict[str, str] | None:
    label = _SECTION_LABEL.match(part)
    section = part[label.end() :] if label else ""
    return {"section": section} if _SECTION.fullmatch(section) else None


def _read_byline(part: str) -> dict[str, str] | None:
    """ "By Jane Doe and John Roe", perhaps followed by a comma and a date."""
    label = _BY.match(part)
    people = _PEOPLE.match(part, label.end()) if label else None
    if people is None:
        return None
    author = "; ".join(_BETWEEN_PEOPLE.split(people.group()))
    rest = part[people.end() :]
    if not rest:
        return {"author": author}
    dated = _read_date(rest.lstrip(", ")) if rest.startswith((",", " ")) else None
    return {"author": author, **dated} if dated else None


def _read_date(part: str) -> dict[str, str] | None:
    """A date with or without label, time and section, and nothing else on it."""
    label = _LABEL.match(part)
    begin = label.end() if label else 0
    before = _TIME_BEFORE.match(part, begin)
    begin = before.end() if before else begin
    for written in find_dates(part, begin):
        rest = _after_time(part, written)
        labelled = label is not None
        if not _leads_in(part[begin : written.start]) or not written.edtf:
            return None
        if not labelled and written.day is None:
            return None
        field = "updated" if label and label["updated"] else "published"
        said = {field: written.edtf}
        numeric = part[written.start : written.end].replace("-", "").isdigit()
        if rest and (labelled or numeric) and _SECTION.fullmatch(rest) and len(rest) <= 40:
            return said | {"section": rest}
        return said if not rest else None
    return None


def _leads_in(words: str) -> bool:
    return _WEEKDAY_OR_ARTICLE.fullmatch(words) is not None


def _after_time(part: str, written: WrittenDate) -> str:
    time = _TIME_AFTER.match(part, written.end)
    return part[time.end() if time else written.end :].strip(" ,–-")

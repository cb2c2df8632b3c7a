"""Metadata lines: what stands alone near the top of a scraped article, "Published: 3 March 2026 | World"."""

import re
from dataclasses import dataclass

from annotator.domain.dateline import UPPER
from annotator.domain.edtf import WrittenDate, find_dates


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
_SECTION = re.compile(rf"{UPPER}[\w&'’-]*(?:[ ,/]+(?:and |& )?{UPPER}?[\w&'’-]*){{0,3}}")
_READING_TIME = re.compile(r"(?:\d{1,3}[- ]min(?:ute)?s?\.? read|reading time:? .{1,20})", re.IGNORECASE)
_BY = re.compile(r"(?:By|BY|Von|Par|Por|Автор|Author|Written by)\s*:?\s+")
_GIVEN = rf"{UPPER}[\w.'’-]*"
_PERSON = rf"{_GIVEN}(?: (?:(?:von|van|de|der|den|bin|al|el|la|di|da|dos) ){{0,3}}{_GIVEN}){{1,4}}"
_PEOPLE = re.compile(rf"({_PERSON})(?:(?:, | and | und | et | y | & |, and )({_PERSON})){{0,4}}")
_OF_A_HOUSE = re.compile(
    r"\b(?:Press|News|Times|Post|Tribune|Herald|Agency|Service|Media|Network|Staff|Correspondent|Reporter"
    r"|Writer|Editor)\b"
)
""" "By Jane Doe, Associated Press"."""
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
    author = "; ".join(p for p in _BETWEEN_PEOPLE.split(people.group()) if not _OF_A_HOUSE.search(p))
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

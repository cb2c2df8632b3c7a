"""BibTeX and BibLaTeX entries."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.edtf import MONTHS
from annotator.domain.references.dois import take_doi
from annotator.domain.references.latex import address_in, plain
from annotator.domain.references.reference import Filling, Pasted, Reference, iso_date, one_line

_BEGINS = re.compile(r"(?:%[^\n]*\n\s*)*@\s*[A-Za-z]+\s*[{(]")
_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_NAME = re.compile(r"[\s,]*([^\s,={}()\"#]+)\s*=\s*")
_WORD = re.compile(r"[^\s,={}()\"#]+")
_SPACE = re.compile(r"\s*")
_SPACE_OR_COMMA = re.compile(r"[\s,]*")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_BRACES_AND_QUOTE = re.compile(r"\\.|[{}\"]", re.DOTALL)
_AND = re.compile(r"\\.|[{}]|\s(?:and|AND)(?=\s)", re.DOTALL)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NO_SOURCE = ("comment", "preamble", "string")
_CONTAINERS = ("journal", "journaltitle", "newspaper", "booktitle")
_PUBLISHERS = ("publisher", "institution", "organization", "school")
_IN_WORDS = ("volume", "number", "pages", "edition", "address", "location", "type")
_PASSED_OVER = frozenset(
    ["abstract", "keywords", "file", "language", "langid", "issn", "isbn", "urlkey", "timestamp", "owner"]
)


class _Broken(Exception):
    """What is wrong, and at which character."""

    def __init__(self, words: str, at: int) -> None:
        super().__init__(words)
        self.at = at


@dataclass(frozen=True, slots=True)
class _Entry:
    sort: str
    fields: Mapping[str, str]
    """Raw LaTeX by lower-case name."""


def looks_like_bibtex(text: str) -> bool:
    return _BEGINS.match(text) is not None


def read_bibtex(text: str) -> Pasted:
    """All entries of a text; those before a broken one count when there are any."""
    entries: list[_Entry] = []
    at = 0
    try:
        while (found := _ENTRY.search(text, at)) is not None:
            entry, at = _entry(text, found)
            if entry.sort not in _NO_SOURCE:
                entries.append(entry)
    except _Broken as broken:
        line = text.count("\n", 0, broken.at) + 1
        return Pasted(problem=f"That is BibTeX with a fault: {broken} in line {line}.")
    references = tuple(map(_reference, entries))
    if not references:
        return Pasted(problem="That is BibTeX without an entry.")
    return Pasted(references)


# --- reading: one pass, a position that only grows ---------------------------------------------------


def _entry(text: str, found: re.Match[str]) -> tuple[_Entry, int]:
    sort, at = found[1].lower(), found.end()
    if sort in _NO_SOURCE:
        return _Entry(sort, {}), _closing(text, at, found.start()) if found[2] == "{" else at
    end = "}" if found[2] == "{" else ")"
    comma = text.find(",", at)
    if comma < 0 or "=" in text[at:comma]:
        raise _Broken("the entry has no key and comma at its beginning", found.start())
    at = comma
    fields: dict[str, str] = {}
    while (name := _NAME.match(text, at)) is not None:
        value, at = _value(text, name.end(), name[1])
        fields.setdefault(name[1].lower(), value)
    at = _behind(_SPACE_OR_COMMA, text, at)
    if text[at : at + 1] != end:
        missing = "its closing brace is missing" if at >= len(text) else "there is no “name = value”"
        raise _Broken(missing, min(at, len(text)))
    return _Entry(sort, fields), at + 1


def _value(text: str, at: int, name: str) -> tuple[str, int]:
    """The value behind `name =`: braces, quotes, words, joined by `#`."""
    parts: list[str] = []
    while True:
        first = text[at : at + 1]
        if first == "{":
            end = _closing(text, at + 1, at)
            parts.append(text[at + 1 : end - 1])
        elif first == '"':
            end = _closing_quote(text, at + 1, at)
            parts.append(text[at + 1 : end - 1])
        elif (word := _WORD.match(text, at)) is not None:
            end = word.end()
            parts.append(word[0])
        else:
            raise _Broken(f"the field “{one_line(name)[:40]}” has no value", at)
        behind = _behind(_SPACE, text, end)
        if text[behind : behind + 1] != "#":
            return "".join(parts), behind
        at = _behind(_SPACE, text, behind + 1)


def _behind(what: re.Pattern[str], text: str, at: int) -> int:
    """The position behind what may stand at `at`."""
    found = what.match(text, at)
    return found.end() if found else at


def _closing(text: str, at: int, opened: int) -> int:
    """Behind the brace that closes the one before `at`."""
    depth = 1
    for found in _BRACES.finditer(text, at):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    raise _Broken("no closing brace for the one", opened)


def _closing_quote(text: str, at: int, opened: int) -> int:
    depth = 0
    for found in _BRACES_AND_QUOTE.finditer(text, at):
        if found[0] == '"' and depth <= 0:
            return found.end()
        depth += {"{": 1, "}": -1}.get(found[0], 0)
    raise _Broken("no closing quotation mark for the one", opened)


# --- what the fields mean --------------------------------------------------------------------------


def _reference(entry: _Entry) -> Reference:
    raw = entry.fields
    filling = Filling("BibTeX entry")
    title, subtitle = plain(raw.get("title", "")), plain(raw.get("subtitle", ""))
    reference = plain(raw.get("reference", ""))
    whole = f"{title}: {subtitle}" if title and subtitle else title
    filling.text("title", whole if whole != reference else "")
    filling.text("reference", reference)
    filling.text("author", names(raw.get("author", "") or raw.get("editor", "")))
    for name in (*_CONTAINERS, *_PUBLISHERS):
        filling.text("publisher", plain(raw.get(name, "")))
    filling.text("origin", plain(raw.get("origpublisher", "")))
    _dates(filling, raw)
    _addresses(filling, raw)
    words = [
        plain(raw.get(name, "")) for name in ("note", "howpublished") if not address_in(raw.get(name, ""))
    ]
    told = [f"{name} {plain(raw[name])}" for name in _IN_WORDS if raw.get(name)]
    known = filling.fields
    filling.in_words([
        *(known.get(name, "") for name in ("author", "title", "publisher")), *told, *words,
        known.get("published", ""),
    ])  # fmt: skip
    for name in raw:
        if (name in _IN_WORDS and "url" in known) or name not in _KNOWN:
            filling.leave(name)
    return filling.done()


_KNOWN = frozenset(
    (*_CONTAINERS, *_PUBLISHERS, *_IN_WORDS, *_PASSED_OVER, "title", "subtitle", "author", "editor", "date",
     "year", "month", "day", "urldate", "url", "doi", "howpublished", "note", "eprint", "archiveprefix",
     "eprinttype", "primaryclass", "archiveurl", "archivedate", "key", "origpublisher", "reference",
     "annotation")
)  # fmt: skip


def _addresses(filling: Filling, raw: Mapping[str, str]) -> None:
    url = raw.get("url", "")
    if url:
        filling.address("url", address_in(url) or url)
    for name in ("howpublished", "note"):
        filling.address("url", address_in(raw.get(name, "")))
    doi = raw.get("doi", "")
    if doi:
        take_doi(filling, plain(doi))
    registry = (raw.get("archiveprefix") or raw.get("eprinttype") or "").strip("{} ").lower()
    if registry == "arxiv" and raw.get("eprint"):
        filling.address("url", f"https://arxiv.org/abs/{plain(raw['eprint']).strip()}")
    filling.address("archive_url", address_in(raw.get("archiveurl", "")))
    filling.archived(plain(raw.get("archivedate", "")))


def _dates(filling: Filling, raw: Mapping[str, str]) -> None:
    filling.accessed(plain(raw.get("urldate", "")))
    if raw.get("date"):
        filling.published(plain(raw["date"]))
        return
    year = plain(raw.get("year", "")).strip()
    if not year:
        return
    if not _YEAR.fullmatch(year):
        filling.note(f"“{one_line(year)[:60]}” is no year.")
        return
    month, day = _month_and_day(plain(raw.get("month", "")), plain(raw.get("day", "")).strip())
    found = iso_date(int(year), month, day)
    if raw.get("month") and month is None:
        filling.note(f"“{one_line(raw['month'])[:60]}” is no month.")
    if not found:
        filling.note(f"There is no day {one_line(f'{day} {month} {year}')}.")
    filling.published(found or year)


def _month_and_day(month: str, day: str) -> tuple[int | None, int | None]:
    """Of `mar`, `March`, `3`, and of the day that some write beside the month: `mar # "~20"`."""
    number, found = None, int(day) if _is_number(day) else None
    for word in month.replace("~", " ").replace(",", " ").split()[:3]:
        bare = word.strip(".").lower()
        if bare in MONTHS:
            number = MONTHS[bare]
        elif bare[:3] in MONTHS and _is_number(bare[3:]):
            number, found = MONTHS[bare[:3]], found or int(bare[3:])
        elif _is_number(bare):
            if number is None and len(month.split()) == 1:
                number = int(bare) if 1 <= int(bare) <= 12 else None
            else:
                found = found or int(bare)
    return number, found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2 and int(text) > 0


def names(field: str) -> str:
    """ "Lee, Ann and {The City} and others": "Ann Lee, The City, et al."."""
    people: list[str] = []
    depth = start = 0
    for found in _AND.finditer(field):
        if found[0] in ("{", "}"):
            depth += 1 if found[0] == "{" else -1
        elif depth <= 0 and not found[0].startswith("\\"):
            people.append(field[start : found.start()])
            start = found.end()
    people.append(field[start:])
    return ", ".join(name for name in map(_person, people) if name)


def _person(written: str) -> str:
    stripped = written.strip()
    if stripped.lower() == "others":
        return "et al."
    if stripped.startswith("{") and stripped.endswith("}") and stripped.count("{") == 1:
        return one_line(plain(stripped))
    parts = [one_line(plain(part)) for part in stripped.split(",")]
    if len(parts) == 1:
        return parts[0]
    last, given = parts[0], parts[-1]
    between = f", {parts[1]}" if len(parts) > 2 and parts[1] else ""
    return f"{given} {last}{between}".strip()

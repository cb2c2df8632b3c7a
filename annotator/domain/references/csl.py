"""CSL-JSON items, as Zotero, Crossref and citation.js give them: an object, or a list of them.

https://docs.citationstyles.org/en/stable/specification.html
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from annotator.domain.references.dois import take_doi
from annotator.domain.references.reference import Filling, Pasted, Reference, iso_date, one_line

_MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|span|sc)(?:\s[^<>]*)?>", re.IGNORECASE)
_TELLING = ("title", "URL", "DOI", "author", "issued", "container-title", "publisher")
"""An object with one of these is taken for an item."""
_IN_WORDS = ("volume", "issue", "page", "number", "edition", "publisher-place")
_KNOWN = frozenset(
    (*_TELLING, *_IN_WORDS, "id", "type", "accessed", "editor", "locator", "archive_url", "note", "abstract",
     "language", "ISSN", "ISBN", "source", "original-publisher", "archive", "archive_location", "custom",
     "title-short", "citation-key", "citation-label", "shortTitle")
)  # fmt: skip


def looks_like_json(text: str) -> bool:
    return text.startswith(("{", "["))


def read_csl(text: str) -> Pasted:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        if text[1:].lstrip()[:1] not in ('"', "{", "}", "]"):
            return Pasted()  # words in brackets
        return Pasted(
            problem=f"That is JSON with a fault: {error.msg} in line {error.lineno}, column {error.colno}."
        )
    except (RecursionError, ValueError):  # too deep; a number of thousands of digits
        return Pasted(problem="That is JSON, but no CSL item.")
    items = found if isinstance(found, list) else [found]
    good = [item for item in items if isinstance(item, dict) and any(name in item for name in _TELLING)]
    if not good:
        return Pasted(
            problem=f"That is JSON, but no CSL item: none has {', '.join(_TELLING[:-1])} or publisher."
        )
    return Pasted(tuple(map(read_item, good)))


def read_item(item: Mapping[str, Any]) -> Reference:
    """The reference of one item; what it cannot be read of is passed over."""
    filling = Filling("CSL-JSON item")
    custom = item.get("custom")
    told = custom if isinstance(custom, dict) else {}
    title, reference = _text(item, "title"), _text(told, "reference")
    filling.text("title", title if title != reference else "")
    filling.text("reference", reference)
    filling.text("author", _names(item.get("author")) or _names(item.get("editor")))
    filling.text("publisher", _text(item, "container-title"))
    filling.text("publisher", _text(item, "publisher"))
    filling.text("origin", _text(item, "original-publisher"))
    filling.text("locator", _text(item, "locator"))
    filling.address("url", _text(item, "URL"))
    doi = _text(item, "DOI")
    if doi:
        take_doi(filling, doi)
    filling.address("archive_url", _text(item, "archive_location"))
    filling.archived(_text(told, "archived_at"))
    filling.published(_date(item.get("issued"), filling))
    filling.accessed(_date(item.get("accessed"), filling))
    known = filling.fields
    filling.in_words([
        *(known.get(name, "") for name in ("author", "title", "publisher")),
        *(f"{name} {_text(item, name)}" for name in _IN_WORDS if _text(item, name)),
        known.get("published", ""),
    ])  # fmt: skip
    for name in item:
        if name not in _KNOWN or (name in _IN_WORDS and "url" in known):
            filling.leave(name)
    return filling.done()


def _text(item: Mapping[str, Any], name: str) -> str:
    """A text or number; Crossref gives lists, of which the first counts."""
    value = item.get(name)
    if isinstance(value, list):
        value = value[0] if value else ""
    return one_line(_MARKUP.sub("", _word(value)))


def _word(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _names(value: Any) -> str:
    people = value if isinstance(value, list) else []
    return ", ".join(name for name in map(_name, people) if name)


def _name(person: Any) -> str:
    if not isinstance(person, dict):
        return one_line(_word(person))
    literal = _text(person, "literal") or _text(person, "name")
    order = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return literal or " ".join(part for name in order if (part := _text(person, name)))


def _date(value: Any, filling: Filling) -> str:
    """EDTF of a CSL date: parts of one or two days, a season, or words."""
    if not isinstance(value, dict):
        return _word(value)
    parts = value.get("date-parts")
    ends = [_point(point) for point in parts[:2]] if isinstance(parts, list) else []
    if not ends or not ends[0]:
        words = _text(value, "raw") or _text(value, "literal")
        if parts and not words:
            filling.note("A date in it cannot be read.")
        return words
    if value.get("circa"):
        filling.note("The date is about that time (circa).")
    season = _word(value.get("season"))
    if len(ends) == 1 and season in ("1", "2", "3", "4") and len(ends[0]) == len("2026"):
        return f"{ends[0]}-2{season}"
    return "/".join(end for end in ends if end)


def _point(parts: Any) -> str:
    """EDTF of [2026, 2, 20], [2026, 2] or [2026]; "" for what is none."""
    if not isinstance(parts, list):
        return ""
    numbers = [_word(part) for part in parts[:3]]
    if not numbers or not all(n.isascii() and n.isdigit() and len(n) <= 4 for n in numbers):
        return ""
    year, month, day = [*map(int, numbers), None, None][:3]
    return iso_date(year or 0, month, day)

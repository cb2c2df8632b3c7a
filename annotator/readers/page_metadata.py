"""What a page says of itself: JSON-LD, meta elements, title, language, canonical link.

Read by us instead of an extraction library, because each value must name where it stood and no
date may be guessed. `tree` is an lxml element; any type but its own methods is kept out of here.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from annotator.domain.article import Metadata, Metadatum
from annotator.domain.edtf import parse_date
from annotator.domain.text import canonical, clean_line

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "published": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "parsely-pub-date",
    ),
    "publisher": ("og:site_name", "publisher", "dc.publisher", "application-name"),
    "author": ("author", "article:author", "dc.creator", "byl", "parsely-author"),
    "language": ("og:locale", "content-language", "dc.language"),
    "url": ("og:url",),
}
"""Names of meta elements by field, the ones believed first in front."""
_ARTICLE_TYPE = re.compile(r"(?:\w*News)?Article|(?:Live)?BlogPosting|Report", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].{0,20})?")
_URL = re.compile(r"https?://\S{1,900}", re.IGNORECASE)
DEEPEST = 20
"""Levels of JSON-LD that are looked into."""


def metadata_of_page(tree: Any) -> Metadata:
    """Metadata with origins: JSON-LD of an article first, then meta elements, then the rest."""
    found: dict[str, Metadatum] = {}
    for field, value, origin in _statements(tree):
        good = _checked(field, value)
        if good:
            found.setdefault(field, Metadatum(good, origin))
    return found


def headings(tree: Any) -> list[str]:
    """Texts of the page's main headings (h1), empty ones and repetitions left out."""
    texts = (_line("".join(element.itertext())) for element in tree.iter("h1"))
    return list(dict.fromkeys(text for text in texts if text))


def _statements(tree: Any) -> Iterator[tuple[str, str, str]]:
    """(field, value, origin) in order of trust."""
    yield from _from_json(tree)
    yield from _from_meta(tree)
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            yield "url", element.get("href") or "", "canonical link"
    for element in tree.iter("html"):
        yield "language", element.get("lang") or "", "html lang"
    for heading in headings(tree)[:1]:
        yield "title", heading, "h1"
    for element in tree.iter("title"):
        yield "title", element.text or "", "title element"
        break
    yield from _from_times(tree)


def _from_meta(tree: Any) -> Iterator[tuple[str, str, str]]:
    said: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = next(
            (element.get(key) for key in ("property", "name", "itemprop", "http-equiv") if element.get(key)),
            "",
        )
        said.setdefault(name.lower(), []).append(element.get("content") or "")
    for field, names in _META.items():
        for name in names:
            values = [value for value in map(_line, said.get(name, [])) if value]
            joined = "; ".join(dict.fromkeys(values)) if field == "author" else "".join(values[:1])
            yield field, joined, f"meta {name}"


def _from_times(tree: Any) -> Iterator[tuple[str, str, str]]:
    """A `time` element counts when it says that it is the date of publication."""
    for element in tree.iter("time"):
        marked = f"{element.get('itemprop') or ''} {element.get('pubdate') or ''}".lower()
        if "datepublished" in marked or element.get("pubdate") is not None:
            yield "published", element.get("datetime") or element.text or "", "time element"


def _from_json(tree: Any) -> Iterator[tuple[str, str, str]]:
    for element in tree.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue  # a page's broken JSON-LD says nothing; the meta elements remain
        for article in _articles(data, DEEPEST):
            yield "title", _text(article.get("headline")), "JSON-LD headline"
            yield "published", _text(article.get("datePublished")), "JSON-LD datePublished"
            yield "author", _names(article.get("author")), "JSON-LD author"
            yield "publisher", _names(article.get("publisher")), "JSON-LD publisher"
            yield "language", _text(article.get("inLanguage")), "JSON-LD inLanguage"
            yield "url", _text(article.get("url")), "JSON-LD url"
            yield "place", _text(article.get("dateline")), "JSON-LD dateline"


def _articles(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Objects of an article type, in lists and graphs."""
    if depth == 0:
        return
    if isinstance(data, list):
        for item in data:
            yield from _articles(item, depth - 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        named = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE_TYPE.fullmatch(kind) for kind in named):
            yield data
        yield from _articles(data.get("@graph"), depth - 1)
        yield from _articles(data.get("mainEntity"), depth - 1)


def _names(value: Any) -> str:
    items = value if isinstance(value, list) else [value]
    names = (_text(item.get("name") if isinstance(item, dict) else item) for item in items)
    return "; ".join(dict.fromkeys(name for name in names if name))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _line(value: str) -> str:
    return " ".join(clean_line(canonical(value)).split())


def _checked(field: str, value: str) -> str | None:
    """The value as its field wants it, or None when it is not one."""
    line = _line(value)
    if field == "published":
        return parse_date(line)
    if field == "language":
        code = _LANGUAGE.fullmatch(line)
        return code[1].lower() if code else None
    if field == "url" or (field == "author" and _URL.match(line)):
        return line if field == "url" and _URL.fullmatch(line) else None
    return line or None

"""Values of JSON-LD, which has many forms for one thing: a text may stand in a list or be an object with a
name or `@value`, a node may be its address, terms may be written out as IRIs. They are taken alike."""

import re
from collections.abc import Mapping
from typing import Any

from annotator.domain.citation import is_url
from annotator.domain.edtf import is_point

_PREFIX = re.compile(r"\A(?:https?://schema\.org/|schema:)(?=\w)")


def plain(value: Any) -> Any:
    """The same with the terms of schema.org by their short names."""
    if isinstance(value, dict):
        return {_PREFIX.sub("", name): _plain_type(name, plain(inner)) for name, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def _plain_type(name: str, value: Any) -> Any:
    if name != "@type":
        return value
    found = [_PREFIX.sub("", one) if isinstance(one, str) else one for one in listed(value)]
    return found if isinstance(value, list) else found[0]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def path_to(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def node_of(value: Any) -> Mapping[str, Any]:
    """The first node of what may be a list, or a name alone; empty when there is none."""
    for one in listed(value):
        if isinstance(one, dict):
            return one
        if isinstance(one, str) and one.strip():
            return {"url" if is_url(one) else "name": one}
    return {}


def text_of(value: Any) -> str:
    """The first text of what may be a list, a number, or a node with a text or name; empty without one."""
    for one in listed(value):
        if isinstance(one, str) and one.strip():
            return one
        if isinstance(one, int | float) and not isinstance(one, bool):
            return f"{one:g}" if isinstance(one, float) else str(one)
        if isinstance(one, dict):
            found = next(filter(None, (text_of(one.get(name)) for name in ("@value", "name", "text"))), "")
            if found:
                return found
    return ""


def address_of(value: Any) -> str:
    """The first address of what may be a list, or a node."""
    for one in listed(value):
        found = text_of(one.get("url") or one.get("@id")) if isinstance(one, dict) else text_of(one)
        if is_url(found):
            return found.strip()
    return ""


def words_of(rating: Mapping[str, Any]) -> str:
    """The rating in words, else as a number with its scale."""
    words = text_of(rating.get("alternateName")) or text_of(rating.get("name"))
    value = text_of(rating.get("ratingValue"))
    if words or not value:
        return words
    worst, best = text_of(rating.get("worstRating")), text_of(rating.get("bestRating"))
    return f"{value} of {worst or '?'} to {best or '?'}" if worst or best else value


def day_of(text: str) -> str:
    """The day of a date or time (ISO 8601, RFC 3339); empty when it is none."""
    day = text.strip().partition("T")[0].partition(" ")[0]
    return day if is_point(day) else ""

"""The `key: value` lines between `---` at the head of a Markdown file: a strict bit of YAML."""

import re

from annotator.domain.article import Metadata, Metadatum
from annotator.domain.edtf import is_edtf, parse_date

ORIGIN = "front matter"
LONGEST = 200
"""Lines within which front matter must end."""

_FIELDS = {
    "title": "title",
    "headline": "title",
    "date": "published",
    "published": "published",
    "place": "place",
    "location": "place",
    "publisher": "publisher",
    "source": "publisher",
    "site": "publisher",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "language": "language",
    "lang": "language",
    "url": "url",
    "link": "url",
    "canonical_url": "url",
}
_CLOSING = ("---", "...")
_PAIR = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """Metadata and the rest of the text; all of the text when it does not begin with front matter.

    Lines that are no pair, list item, comment or indented continuation mean that there is none.
    """
    lines = text.split("\n", LONGEST + 1)
    if lines[0].rstrip() != "---":
        return {}, text
    end = next((i for i, line in enumerate(lines[1:LONGEST], 1) if line.rstrip() in _CLOSING), 0)
    pairs = _parse(lines[1:end])
    if not pairs:
        return {}, text
    return _metadata(pairs), "\n".join(lines[end + 1 :])


def _parse(lines: list[str]) -> dict[str, list[str]]:
    """Values by key; empty when a line is not understood."""
    pairs: dict[str, list[str]] = {}
    key = None
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if pair := _PAIR.fullmatch(line.rstrip()):
            key = pair[1].lower()
            pairs[key] = _values(pair[2] or "")
        elif key and (item := _ITEM.fullmatch(line.rstrip())):
            pairs[key].append(_unquote(item[1]))
        elif not (key and line[0] in " \t"):
            return {}
    return pairs


def _values(written: str) -> list[str]:
    value = written.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_unquote(part) for part in value[1:-1].split(",") if part.strip()]
    return [_unquote(value)] if value else []


def _unquote(written: str) -> str:
    value = written.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        return inner.replace("''", "'") if value[0] == "'" else inner.replace('\\"', '"')
    return value


def _metadata(pairs: dict[str, list[str]]) -> Metadata:
    found: dict[str, Metadatum] = {}
    for key, values in pairs.items():
        field = _FIELDS.get(key)
        value = _value(field, values) if field else None
        if field and value:
            found.setdefault(field, Metadatum(value, ORIGIN))
    return found


def _value(field: str, values: list[str]) -> str | None:
    joined = "; ".join(value for value in values if value)
    if field == "published":
        return joined if is_edtf(joined) else parse_date(joined)
    if field == "language":
        code = _LANGUAGE.fullmatch(joined)
        return code[1].lower() if code else None
    return joined or None

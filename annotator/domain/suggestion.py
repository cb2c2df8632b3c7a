"""A suggestion: a record of another dataset that was imported, and the label that it gives, if any."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

IMPORT = "import:"
"""What the name of an imported dataset's feed, citations and claim sets begins with."""


NEVER_SUGGESTED = "verified"
"""No import can give it, whatever a record says: nobody of the team has checked its evidence."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def importer(format_id: str) -> str:
    """Who suggests what comes in that format: "import:fever"."""
    return f"{IMPORT}{format_id}"


def extras_json(extras: Mapping[str, Any]) -> str:
    """A record's fields that have no place here, as `Suggestion.extras` holds them; half characters as JSON
    escapes them. Raises ValueError for what is not JSON, or is nested too deeply."""
    if not extras:
        return ""
    try:
        text = json.dumps(
            dict(extras), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
        )
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def are_extras(text: str) -> bool:
    """Whether a text is what `extras_json` can give: empty, or a JSON object."""
    if not text:
        return True
    try:
        return isinstance(json.loads(text, parse_constant=_refuse), dict)
    except (ValueError, RecursionError):
        return False


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def is_importer(member: str) -> bool:
    """Whether an act is an imported dataset's, and nobody's of the team."""
    return member.startswith(IMPORT)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an imported record says of a claim. It is nobody's label, and never `verified`."""

    id: str
    claim: str
    format: str
    """Id of the format that it came in."""
    key: str
    """The record's own id in its file, or empty."""
    label: str
    """Id of a label in the default scheme; empty when the record has none, or none that can be told."""
    value: str = ""
    """The label in the record's own words, or empty."""
    by: str = ""
    """Who gave it, where the record says so."""
    confidence: int | None = None
    rationale: str = ""
    citations: tuple[str, ...] = ()
    """Ids of the citations that came with it."""
    extras: str = ""
    """JSON object: the record's fields that have no place here, on its first suggestion; else empty."""
    flags: tuple[str, ...] = ()
    """Words of warning about how the label was told, as "mixes refuted and unknown"."""

"""What the body of each kind of event holds; the one description of it, and its check.

A body may hold more (later versions add fields), never less and never another type.
"""

from collections.abc import Callable, Mapping
from typing import Any

from annotator.domain.label import MAX_CONFIDENCE, MIN_CONFIDENCE
from annotator.domain.revision import are_edits, are_ranges, is_mode, is_position
from annotator.domain.suggestion import NEVER_SUGGESTED, are_extras

TEXT, TEXTS, TRUTH, CONFIDENCE = "text", "list of texts", "true or false", "1 to 5"
RANGES, EDITS, POSITION, MODE = "list of ranges", "list of edits", "position", "mode"
NUMBER, NUMBERS, PAIRS = "number", "list of numbers", "list of pairs of texts"
ROUND_STATE = "open or closed"
SUGGESTED, EXTRAS = "label that can be suggested", "JSON object or empty text"

COMMON: Mapping[str, str] = {"app": TEXT, "at": TEXT, "nonce": TEXT}
"""Every body: version of the program, wall clock (for display only), 128 random bits."""

COMMON_OPTIONAL: Mapping[str, str] = {"act": TEXT, "claim": TEXT}
"""Id of the first event of the act that this one is a part of; the claim that it is about."""

REQUIRED: Mapping[str, Mapping[str, str]] = {
    "member": {"name": TEXT, "role": TEXT},
    "scheme": {"name": TEXT, "text": TEXT},
    "guideline": {"name": TEXT, "text": TEXT},
    "source": {},
    "citation": {"claim": TEXT, "source": TEXT, "stance": TEXT, "kind": TEXT},
    "citation.close": {"citation": TEXT, "reason": TEXT},
    "label": {"claim": TEXT, "label": TEXT, "scheme": TEXT, "citations": TEXTS},
    "comment": {"claim": TEXT, "text": TEXT},
    "flag": {"claim": TEXT, "raised": TRUTH},
    "suggestion": {
        **dict.fromkeys(("claim", "format", "key", "value", "by", "rationale"), TEXT),
        "label": SUGGESTED,
        "extras": EXTRAS,
        **dict.fromkeys(("citations", "flags"), TEXTS),
    },
    "fold": {"claim": TEXT, "into": TEXT, "folded": TRUTH},
    "claim_set.show": {"article": TEXT, "set": TEXT, "instead_of": TEXT},
    "claim.revise": {
        **dict.fromkeys(("article", "claim_set", "text", "action", "reason"), TEXT),
        "position": POSITION,
        "parents": TEXTS,
        "ranges": RANGES,
        "mode": MODE,
        "edits": EDITS,
    },
    "claim.drop": {"claim": TEXT, "dropped": TRUTH},
    "claim.link": {"claim": TEXT, "other": TEXT, "linked": TRUTH},
    "round": {
        **dict.fromkeys(("name", "kind", "seed", "scheme", "guideline", "settings"), TEXT),
        "overlap": NUMBER,
        "blind": TRUTH,
        "reviewers": TEXTS,
    },
    "round.claims": {"round": TEXT, "first": NUMBER, "claims": TEXTS},
    "round.assign": {"round": TEXT, "reviewer": TEXT, "numbers": NUMBERS, "why": TEXT},
    "round.release": {"round": TEXT, "reviewer": TEXT, "numbers": NUMBERS, "why": TEXT},
    "round.state": {"round": TEXT, "state": ROUND_STATE, "reason": TEXT, "left_open": PAIRS},
    "round.reveal": {"round": TEXT},
    "round.control": {"round": TEXT, "answers": PAIRS},
    "skip": {"round": TEXT, "claim": TEXT, "reason": TEXT},
    "segmented": {"round": TEXT, "article": TEXT, "done": TRUTH},
    "segment.decide": {"round": TEXT, "article": TEXT, "grouping": TEXT, "take": TEXTS},
    "adjudicate": {
        **dict.fromkeys(("round", "claim", "label", "scheme", "method", "reason"), TEXT),
        "citations": TEXTS,
    },
    "retract": {"targets": TEXTS},
}
OPTIONAL: Mapping[str, Mapping[str, str]] = {
    "source": dict.fromkeys(
        ("url", "reference", "title", "author", "publisher", "published", "origin"), TEXT
    ),
    "citation": {
        **dict.fromkeys(
            (
                "quote",
                "locator",
                "accessed",
                "archive_url",
                "archived_at",
                "sole_authority",
                "copied_from",
            ),
            TEXT,
        ),
        "supersedes": TEXTS,
    },
    "label": {
        "confidence": CONFIDENCE,
        "rationale": TEXT,
        "copied_from": TEXT,
        "seconds": NUMBER,
        "supersedes": TEXTS,
    },
    "flag": {"supersedes": TEXTS},
    "suggestion": {"confidence": CONFIDENCE},
    "fold": {"supersedes": TEXTS},
    "claim_set.show": {"supersedes": TEXTS},
    "claim.revise": {"speaker": TEXT, "cue": TEXT, "date": TEXT},
    "claim.drop": {"supersedes": TEXTS},
    "claim.link": {"supersedes": TEXTS},
    "round.state": {"supersedes": TEXTS},
    "skip": {"supersedes": TEXTS},
    "segmented": {"seconds": NUMBER, "supersedes": TEXTS},
    "segment.decide": {"text": TEXT, "supersedes": TEXTS},
    "adjudicate": {"supersedes": TEXTS},
}


def check_body(kind: str, body: Mapping[str, Any]) -> None:
    """Raise ValueError, naming the field, when a body of a known kind is not well formed."""
    required, optional = _SHAPES[kind]
    for field, sort in required:
        if field not in body:
            raise ValueError(f"{kind}: the field {field!r} is missing")
        if not _GOOD[sort](body[field]):
            raise ValueError(f"{kind}: the field {field!r} is not a {sort}")
    for field, sort in optional:
        if field in body and not _GOOD[sort](body[field]):
            raise ValueError(f"{kind}: the field {field!r} is not a {sort}")


_SHAPES = {
    kind: (
        tuple({**COMMON, **fields}.items()),
        tuple({**COMMON_OPTIONAL, **OPTIONAL.get(kind, {})}.items()),
    )
    for kind, fields in REQUIRED.items()
}


def _is_number(value: Any) -> bool:
    """A whole number that a file can hold."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 31


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(item, str) for item in value)


_GOOD: Mapping[str, Callable[[Any], bool]] = {
    TEXT: lambda value: isinstance(value, str),
    TEXTS: lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    TRUTH: lambda value: isinstance(value, bool),
    NUMBER: _is_number,
    NUMBERS: lambda value: isinstance(value, list) and all(map(_is_number, value)),
    PAIRS: lambda value: isinstance(value, list) and all(map(_is_pair, value)),
    ROUND_STATE: lambda value: value in ("open", "closed"),
    SUGGESTED: lambda value: isinstance(value, str) and value != NEVER_SUGGESTED,
    EXTRAS: lambda value: isinstance(value, str) and are_extras(value),
    RANGES: are_ranges,
    EDITS: are_edits,
    POSITION: is_position,
    MODE: is_mode,
    CONFIDENCE: lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and MIN_CONFIDENCE <= value <= MAX_CONFIDENCE
    ),
}

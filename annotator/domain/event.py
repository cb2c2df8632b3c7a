"""The log: feeds, events, and the digests that chain them.

An event's digest covers a format tag, the feed, its number, its id, the digest of the event
before, the envelope version, its kind and the exact bytes of its body. The first event's `prev`
is the digest of the feed's header, so that a changed header is found too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from annotator.domain.ids import digest

ENVELOPE = 1
"""The version of the envelope below; bodies only gain fields, a changed meaning is a new kind."""

Audience = Literal["all", "lead"]
Body = Mapping[str, Any]

KNOWN_KINDS = frozenset(
    {
        "member",
        "scheme",
        "guideline",
        "source",
        "citation",
        "citation.close",
        "label",
        "comment",
        "flag",
        "suggestion",
        "fold",
        "claim_set.show",
        "claim.revise",
        "claim.drop",
        "claim.link",
        "round",
        "round.claims",
        "round.assign",
        "round.release",
        "round.state",
        "round.reveal",
        "round.control",
        "skip",
        "segmented",
        "segment.decide",
        "adjudicate",
        "retract",
    }
)
"""Kinds this version understands; others are kept, counted and passed on."""

ACTS = KNOWN_KINDS - {
    *("member", "scheme", "guideline", "retract"),
    *("round", "round.claims", "round.state", "round.reveal", "round.control"),
}
"""Kinds that undo can take back."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One writer's numbered events: a member on a device (in a round, or none)."""

    id: str
    member: str
    device: str
    round: str = ""
    audience: Audience = "all"

    @property
    def head(self) -> str:
        """What the first event's `prev` must be."""
        return digest("annotator-feed-1", self.id, self.member, self.device, self.round, self.audience)


@dataclass(frozen=True, slots=True)
class Event:
    """One human act (or a part of one), as it is stored and exchanged."""

    feed: str
    seq: int
    """1, 2, 3 ... without a gap within the feed."""
    id: str
    prev: str
    digest: str
    v: int
    kind: str
    body: str
    """Canonical JSON, kept byte for byte."""
    data: Body = field(default_factory=dict, compare=False)
    """The body, read."""


def event_digest(feed: str, seq: int, event_id: str, prev: str, v: int, kind: str, body: str) -> str:
    """Hex SHA-256 of the envelope's fields and the body's bytes."""
    return digest("annotator-event-1", feed, str(seq), event_id, prev, str(v), kind, body)


def seal(feed: str, seq: int, event_id: str, prev: str, kind: str, body: str, data: Body) -> Event:
    """A new event of this version with its digest."""
    sealed = event_digest(feed, seq, event_id, prev, ENVELOPE, kind, body)
    return Event(feed, seq, event_id, prev, sealed, ENVELOPE, kind, body, data)


def read_body(body: str) -> Body:
    """The body as a mapping; raises ValueError when it is not a JSON object."""
    try:
        data = json.loads(body)
    except RecursionError:
        raise ValueError("an event body is nested too deeply") from None
    if not isinstance(data, dict):
        raise ValueError("an event body must be a JSON object")
    return data

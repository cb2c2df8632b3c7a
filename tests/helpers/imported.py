"""What an import leaves in a file: a feed of `import:<format>` with what records say and cite."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.citation import CitationDraft, source_fields
from annotator.domain.event import Event, Feed, seal
from annotator.domain.ids import canonical_json, derived_event_id, digest
from annotator.domain.suggestion import importer
from annotator.services.carrying import kept_fields
from annotator.store import Store, log, projections
from annotator.store.projections import Touched


@dataclass(frozen=True)
class Record:
    """What one record says of a claim."""

    claim: str
    label: str = ""
    value: str = ""
    by: str = ""
    confidence: int | None = None
    rationale: str = ""
    citations: Sequence[CitationDraft] = ()
    flags: tuple[str, ...] = ()
    key: str = ""
    extras: dict[str, Any] = field(default_factory=dict)
    more: Sequence[CitationDraft] = ()
    """Citations that the label does not rest on."""


def put_import(store: Store, format_id: str, *records: Record) -> list[str]:
    """Append an import's feed; the ids of the suggestions, one a record."""
    nonce = digest("test", format_id, *(repr(record) for record in records))
    feed = Feed(nonce[:32], importer(format_id), "import")
    writing = _Writing(feed, nonce)
    suggestions = [_put(writing, format_id, record) for record in records]
    with store.writing() as db:
        log.put_feed(db, feed, "remote")
        log.put_events(db, writing.events, "2026-01-01T00:00:00.000Z")
        touched = Touched()
        projections.apply(db, writing.events, feed.member, touched)
        projections.settle(db, touched)
    return suggestions


class _Writing:
    def __init__(self, feed: Feed, nonce: str) -> None:
        self.feed, self.nonce = feed, nonce
        self.events: list[Event] = []

    def append(self, kind: str, fields: dict[str, Any], act: str) -> str:
        seq = len(self.events) + 1
        data = {**fields, "app": "import/test/1", "at": "", "nonce": f"{self.nonce}{seq}"}
        if act:
            data["act"] = act
        prev = self.events[-1].digest if self.events else self.feed.head
        event_id = derived_event_id(seq, self.nonce)
        self.events.append(seal(self.feed.id, seq, event_id, prev, kind, canonical_json(data), data))
        return event_id


def _put(writing: _Writing, format_id: str, record: Record) -> str:
    act, cited = "", []
    for draft in (*record.citations, *record.more):
        source = writing.append("source", source_fields(draft.source), act)
        act = act or source
        fields = {"claim": record.claim, "source": source, "stance": draft.stance, **kept_fields(draft)}
        cited.append(writing.append("citation", fields, act))
    fields = {
        "claim": record.claim, "format": format_id, "key": record.key, "label": record.label,
        "value": record.value, "by": record.by, "rationale": record.rationale,
        "citations": cited[: len(record.citations)],
        "flags": list(record.flags), "extras": canonical_json(record.extras) if record.extras else "",
    }  # fmt: skip
    if record.confidence is not None:
        fields["confidence"] = record.confidence
    return writing.append("suggestion", fields, act)

"""The feed of an import and its events: made of the records alone, without clock, chance or what is in the
file, so that two machines that import one file make the same ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.citation import CitationDraft, source_fields
from annotator.domain.drafting import draft_fields
from annotator.domain.event import Event, Feed, seal
from annotator.domain.ids import canonical_json, derived_event_id, digest
from annotator.domain.incoming import Incoming, IncomingLabel, IncomingSource
from annotator.domain.suggestion import extras_json, importer

DEVICE = "import"
"""What stands in the feed of an import in place of a device."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What was imported: it, and nothing else, decides what comes in."""

    format: str
    version: str
    contents: str
    """Digest of the file, or of the files of the folder."""
    options: Mapping[str, str]
    anchors: str
    """Digest of the addresses that records are anchored at, with the articles that were found there."""

    @property
    def feed(self) -> Feed:
        """One feed for it on every machine."""
        named = digest(
            "annotator-import-1",
            self.format,
            self.version,
            self.contents,
            canonical_json(dict(self.options)),
            self.anchors,
        )
        return Feed(named[:32], importer(self.format), DEVICE)


class ImportFeed:
    """Makes the events of a feed one after the other."""

    def __init__(self, origin: Origin, seq: int = 0, prev: str = "") -> None:
        """It begins, or goes on after the event with that number and digest."""
        self.feed = origin.feed
        self.format = origin.format
        self._app = f"import/{origin.format}/{origin.version}"
        self._seq, self._prev = seq, prev or self.feed.head

    def events(self, records: Iterable[tuple[Incoming | IncomingSource, str]]) -> Iterator[Event]:
        """The events of records in order, each given with the id of its claim."""
        for record, claim in records:
            made = _Act(self, digest("annotator-import-record-1", _utf8(record.raw)))
            if isinstance(record, IncomingSource):
                yield made.event("source", source_fields(record.source))
            else:
                yield from made.events(record, claim)

    def retracting(self, targets: Sequence[str]) -> Iterator[Event]:
        """Events that take these back, which may be retractions themselves."""
        act = _Act(self, digest("annotator-import-retract-1", *targets))
        for first in range(0, len(targets), 500):
            yield act.event("retract", {"targets": list(targets[first : first + 500])})

    def seal(self, kind: str, fields: Mapping[str, Any], nonce: str, act: str) -> Event:
        """The next event."""
        self._seq += 1
        event_id = derived_event_id(self._seq, digest("annotator-import-event-1", self.feed.id, nonce))
        data = {**fields, "app": self._app, "at": "", "nonce": nonce, **({"act": act} if act else {})}
        made = seal(self.feed.id, self._seq, event_id, self._prev, kind, canonical_json(data), data)
        self._prev = made.digest
        return made


class _Act:
    """The events of one record, or of one taking back."""

    def __init__(self, feed: ImportFeed, nonce: str) -> None:
        self._feed = feed
        self._nonce = nonce
        self._count = 0
        self._first = ""
        self._cited: dict[CitationDraft, str] = {}
        self._sources: dict[Any, str] = {}

    def event(self, kind: str, fields: Mapping[str, Any]) -> Event:
        made = self._feed.seal(kind, fields, f"{self._nonce[:48]}{self._count:016x}", self._first)
        self._count += 1
        self._first = self._first or made.id
        return made

    def events(self, record: Incoming, claim: str) -> Iterator[Event]:
        """Its citations, each after its source and once, and a suggestion for each label; one without a label
        where the record gives none."""
        yield from self._cite(record.citations, claim)
        labels = record.labels or (IncomingLabel("", "", citations=record.citations),)
        extras = extras_json(record.extras)
        for number, label in enumerate(labels):
            yield from self._cite(label.citations, claim)
            cited = [self._cited[draft] for draft in dict.fromkeys(label.citations)]
            fields: dict[str, Any] = {
                "claim": claim,
                "format": self._feed.format,
                "key": record.key,
                "label": label.label,
                "value": label.value,
                "by": label.by,
                "rationale": label.rationale,
                "citations": cited,
                "flags": list(label.flags),
                "extras": extras if number == 0 else "",
            }
            if label.confidence is not None:
                fields["confidence"] = label.confidence
            yield self.event("suggestion", fields)

    def _cite(self, drafts: Iterable[CitationDraft], claim: str) -> Iterator[Event]:
        for draft in drafts:
            if draft in self._cited:
                continue
            if draft.source not in self._sources:
                source = self.event("source", source_fields(draft.source))
                self._sources[draft.source] = source.id
                yield source
            fields = {"claim": claim, "source": self._sources[draft.source], **draft_fields(draft)}
            citation = self.event("citation", fields)
            self._cited[draft] = citation.id
            yield citation


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

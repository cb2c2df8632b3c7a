"""What a format reads: records of another dataset, before they are in the file.

Offsets are code points of `IncomingArticle.text` as it stands in the record: what takes them in makes the
text canonical and moves them with it. Nothing here says anything of the file that they go to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.citation import CitationDraft, Source
from annotator.domain.claim import Mode
from annotator.domain.packed import Packed
from annotator.domain.text import Range


@dataclass(frozen=True, slots=True)
class Place(Packed):
    """Where a record stands in its file, for people."""

    file: str
    """Name of the file."""
    number: int
    """From 1; 0 for the file as a whole."""
    unit: str = "line"
    """What is counted: "line", "record"."""
    line: int = 0
    """Where a record that is no line begins; 0 where lines mean nothing."""

    def __str__(self) -> str:
        if not self.number:
            return self.file
        within = f" (line {self.line})" if self.line else ""
        return f"{self.file}, {self.unit} {self.number}{within}"


@dataclass(frozen=True, slots=True)
class IncomingArticle(Packed):
    """The article that a claim is from. With neither text, id nor address the claim's own words are it."""

    text: str = ""
    """As it stands in the record; may be given once for all records with the same `id`."""
    id: str = ""
    """Of an article of this program, which is in the file already or comes with the import."""
    known: Mapping[str, str] = field(default_factory=dict)
    """By metadata field: `published` EDTF, `language` ISO 639-1, `author` names joined by "; "."""
    anchored_at: str = ""
    """Address of the article that must be in the file already: for annotations of a page by quotes."""


@dataclass(frozen=True, slots=True)
class Quote(Packed):
    """Words that a claim's range is found by, in an article that is known otherwise."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    """Where they should begin, in code points: the occurrence there is meant, and no other."""


@dataclass(frozen=True, slots=True)
class IncomingClaim(Packed):
    """A claim; without `ranges` and `quotes` it is the whole of its article, or `text` is searched there."""

    text: str
    """The readable wording; may be empty where there are ranges or quotes: then their words."""
    ranges: tuple[Range, ...] = ()
    exact: tuple[str, ...] = ()
    """The words that stand in those ranges, where the record says so: they are checked."""
    quotes: tuple[Quote, ...] = ()
    mode: Mode = "content"
    speaker: str = ""
    cue: str = ""
    date: str = ""
    """EDTF."""


@dataclass(frozen=True, slots=True)
class IncomingLabel(Packed):
    """A label that a record gives."""

    label: str
    """Id in the default scheme, never `verified`; empty when it cannot be told: then `value` says it."""
    value: str
    """In the record's own words."""
    by: str = ""
    confidence: int | None = None
    rationale: str = ""
    citations: tuple[CitationDraft, ...] = ()
    """What it rests on."""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming(Packed):
    """One record that is well formed."""

    place: Place
    raw: str
    """The record, as canonical JSON or as the text of its line: what its digest is made of."""
    claim: IncomingClaim
    article: IncomingArticle = field(default_factory=IncomingArticle)
    key: str = ""
    """Its own id, or empty; one that comes twice in a file is a fault."""
    labels: tuple[IncomingLabel, ...] = ()
    citations: tuple[CitationDraft, ...] = ()
    """Those that no label of it rests on."""
    extras: Mapping[str, Any] = field(default_factory=dict)
    """Its fields that have no place above, as JSON has them; they come out again in the same format."""


@dataclass(frozen=True, slots=True)
class IncomingSource(Packed):
    """One record that is a source and no more, of a list of references: cited by nothing yet, and there to be
    reused."""

    place: Place
    raw: str
    """As in `Incoming`."""
    source: Source
    key: str = ""
    """Its own id, or empty; one that comes twice in a file is a fault."""
    notes: tuple[str, ...] = ()
    """Sentences: what of the record has no place in a source."""


@dataclass(frozen=True, slots=True)
class BadRecord(Packed):
    """One record that is not."""

    place: Place
    field: str
    """Which field is at fault, as a path: "evidence[0][1]"; empty for the record as a whole."""
    what: str
    """What is wrong with it, without a stop: "is not a list"."""
    raw: str
    """As it stood in the file, to be written to the file of bad records."""

    def __str__(self) -> str:
        where = f"{self.place}, field {self.field}" if self.field else str(self.place)
        return f"{where}: {self.what}."

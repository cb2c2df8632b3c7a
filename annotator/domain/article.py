"""What a reader hands over: an article's canonical text, its metadata, the bytes it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from annotator.domain.ids import bytes_digest, canonical_json, digest
from annotator.domain.text import Range

RegionKind = Literal["headline", "dateline", "body", "duplicate", "boilerplate"]
REGION_KINDS: tuple[RegionKind, ...] = ("headline", "dateline", "body", "duplicate", "boilerplate")

METADATA_FIELDS = (
    "title",
    "published",
    "place",
    "publisher",
    "author",
    "language",
    "url",
)
"""What a capture may say of its article. `published` is EDTF (`2026-02-20`, `2026-02`, `2026`),
`language` a lower-case ISO 639-1 code, `author` names joined by "; "."""

BEGINNING = 60
"""Characters of the text that stand for a missing title."""


@dataclass(frozen=True, slots=True)
class Metadatum:
    """One metadata value and where it was read."""

    value: str
    origin: str
    """A few words for people: "first line", "dateline", "og:title", "front matter" ..."""


Metadata = Mapping[str, Metadatum]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of an article's text with a kind; regions do not overlap."""

    kind: RegionKind
    start: int
    end: int
    duplicate_of: Range | None = None
    """For kind `duplicate`: the range of which this one is a further copy."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One reading of one source: what `readers` give and `ingesting` stores."""

    text: str
    """Canonical (see `domain.text.canonical`)."""
    original: bytes
    """The bytes as they came."""
    reader: str
    reader_version: str
    metadata: Metadata = field(default_factory=dict)
    name: str = ""
    """Where it came from, for messages (a path); not stored."""

    @property
    def id(self) -> str:
        return article_id(self.text)

    @property
    def capture_id(self) -> str:
        return capture_id(
            self.id, bytes_digest(self.original), self.reader, self.reader_version, self.metadata
        )


def article_id(text: str) -> str:
    """SHA-256 of (format tag, canonical text): the same text is the same article everywhere."""
    return digest("annotator-article-1", text)


def metadata_json(metadata: Metadata) -> str:
    """Canonical JSON of `{field: [value, origin]}`."""
    if not metadata:
        return "{}"
    return canonical_json({name: [item.value, item.origin] for name, item in metadata.items()})


def capture_id(article: str, original: str, reader: str, version: str, metadata: Metadata) -> str:
    """Digest of one reading: article, digest of the bytes, reader with version, metadata."""
    return digest("annotator-capture-1", article, original, reader, version, metadata_json(metadata))


def beginning(text: str) -> str:
    """The first words of a text, for one without a title."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return line if len(line) <= BEGINNING else line[: BEGINNING - 1].rstrip() + "…"

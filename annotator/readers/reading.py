"""The one way from bytes to a `ReadArticle`: refuse, choose a reader, read, make canonical."""

from annotator.domain.article import METADATA_FIELDS, Metadata, Metadatum, ReadArticle
from annotator.domain.errors import InputError
from annotator.domain.text import canonical, clean_line
from annotator.readers.binary import refuse_binary
from annotator.readers.reader import Reader, Reading
from annotator.readers.registry import Registry, load_readers

__all__ = ["Reader", "Reading", "read_bytes"]

LONGEST_VALUE = 1000
"""Code points that are kept of a metadata value."""


def read_bytes(raw: bytes, *, name: str, suffix: str | None, registry: Registry | None = None) -> ReadArticle:
    """Read one article; `suffix` (".txt") chooses the reader, None or "" lets the bytes choose.

    Raises `InputError` for empty, binary, undecodable or textless input and unknown suffixes,
    `MissingExtra` when the reader needs a package that is not installed. `name` is for messages.
    """
    said = clean_line(name)
    known = registry or load_readers()
    refuse_binary(raw, said)
    reader = known.by_suffix(suffix) if suffix else known.sniff(raw)
    if reader is None:
        raise known.refuse(said, suffix or "")
    reading = reader.read(raw, said)
    text = canonical(reading.text)
    if not text.strip("\N{REPLACEMENT CHARACTER}").strip():
        raise InputError(f"{said}: there is no text in it.", safe="Nothing was taken from it.")
    return ReadArticle(
        text=text,
        original=raw,
        reader=reader.name,
        reader_version=reader.version(),
        metadata=_canonical_metadata(reading.metadata),
        name=name,
    )


def _canonical_metadata(metadata: Metadata) -> Metadata:
    """Known fields in their order, each value one clean line, empty ones left out."""
    tidy: dict[str, Metadatum] = {}
    for field in METADATA_FIELDS:
        item = metadata.get(field)
        value = " ".join(clean_line(canonical(item.value)).split())[:LONGEST_VALUE] if item else ""
        if item and value:
            tidy[field] = Metadatum(value, clean_line(item.origin))
    return tidy

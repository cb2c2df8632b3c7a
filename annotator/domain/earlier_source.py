"""A source that was cited before."""

from dataclasses import dataclass

from annotator.domain.citation import Source


@dataclass(frozen=True, slots=True)
class EarlierSource:
    """A source with what its newest citation says of it."""

    source: Source
    kind: str
    archive_url: str
    archived_at: str


def texts_of(source: Source) -> tuple[str, ...]:
    """What a source is found by."""
    address = source.url.partition("://")[2].removeprefix("www.")
    return (source.title, source.reference, source.publisher, source.origin, source.author, address)

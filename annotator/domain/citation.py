"""Sources, and the citations that point to them."""

from dataclasses import dataclass, fields
from urllib.parse import urlsplit

from annotator.domain.errors import FieldError
from annotator.domain.packed import Packed
from annotator.domain.vocabulary import Kind, Stance


@dataclass(frozen=True, slots=True)
class Source(Packed):
    """What citations point to; the field names are close to CSL's. Empty text means unknown."""

    url: str = ""
    reference: str = ""
    """A source without a URL, in words: a book, a document, a telephone call."""
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    """EDTF."""
    origin: str = ""
    """Who first published it; copies of one wire have one origin."""

    @property
    def effective_origin(self) -> str:
        """The origin given, else the publisher, else the site, else the author, else the reference."""
        return self.origin or self.publisher or site_of(self.url) or self.author or self.reference

    @property
    def name(self) -> str:
        """A short name for lists."""
        return self.title or self.reference or self.url


@dataclass(frozen=True, slots=True)
class CitationDraft(Packed):
    """A citation as a reviewer gives it, before it is an event."""

    source: Source
    stance: Stance
    kind: Kind = "secondary"
    quote: str = ""
    """The exact words of the source."""
    locator: str = ""
    """Page, paragraph or time code."""
    accessed: str = ""
    """ISO date on which the reviewer saw it."""
    archive_url: str = ""
    archived_at: str = ""
    """ISO date or time of the archive's copy."""
    sole_authority: str = ""
    """Why this one record is the thing claimed; empty when it is not claimed to be."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One piece of evidence for one claim, from one source revision."""

    id: str
    claim: str
    member: str
    source_id: str
    source: Source
    stance: Stance
    kind: Kind
    quote: str
    locator: str
    accessed: str
    archive_url: str
    archived_at: str
    sole_authority: str
    copied_from: str = ""
    """The citation that was reused to make this one."""
    closed: str = ""
    """Why a `refutes` is no longer open."""


def site_of(url: str) -> str:
    """The host of a URL without `www.`, or empty."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def check_url(url: str, field: str) -> str:
    """The URL stripped, or empty; only http and https with a host are taken.

    Raises FieldError.
    """
    stripped = url.strip()
    if not stripped:
        return ""
    try:
        parts = urlsplit(stripped)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or any(character.isspace() for character in stripped):
        raise FieldError(
            field,
            f"{stripped!r} is not a web address.",
            do="Give one that begins with http:// or https://, or use the reference field for other sources.",
        )
    return stripped


def is_url(text: str) -> bool:
    """Whether `check_url` takes the text, and it is not empty."""
    try:
        return bool(check_url(text, "url"))
    except FieldError:
        return False


def source_fields(source: Source) -> dict[str, str]:
    """The fields that are not empty, as an event body holds them."""
    return {name: value for name in _SOURCE_FIELDS if (value := getattr(source, name))}


_SOURCE_FIELDS = tuple(field.name for field in fields(Source))

"""The sources that a dataset cites, each once, with a key for lists of references, and what sort it is of."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from annotator.domain.citation import Citation, Source, site_of, source_fields
from annotator.domain.dataset import ClaimRecord
from annotator.domain.ids import canonical_json, digest

AGAIN = "further citations of a source, with their own date, archive and locator"
UNUSED = "citations that no label rests on"
_DIGITS = 12
"""Of the digest in a key: two sources with one key would need 16 million that begin alike."""
_WORD = re.compile(r"[a-z0-9]+")
_YEAR = re.compile(r"\d{4}")
_SITES = {
    "post": ("twitter.com", "x.com", "bsky.app", "facebook.com", "instagram.com", "threads.net", "t.me",
             "vk.com", "tiktok.com", "mastodon.social"),
    "legislation": ("eur-lex.europa.eu", "legislation.gov.uk", "legifrance.gouv.fr", "gesetze-im-internet.de",
                    "boe.es", "federalregister.gov"),
    "treaty": ("treaties.un.org",),
}  # fmt: skip
_FIRST_WORDS = {
    "speech": "speech",
    "address": "speech",
    "treaty": "treaty",
    "convention": "treaty",
    "law": "legislation",
    "act": "legislation",
    "report": "report",
    "book": "book",
    "interview": "interview",
    "letter": "personal_communication",
    "email": "personal_communication",
    "telephone": "personal_communication",
    "phone": "personal_communication",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A source, with the first citation of it."""

    key: str
    source: Source
    citation: Citation
    sort: str
    """A type of CSL."""
    doi: str


@dataclass
class SourceList:
    """Gives each source once, and counts what is left out; it remembers the keys, some 100 bytes each."""

    left_out: Counter[str]
    claims: int = 0
    labels: int = 0

    def __post_init__(self) -> None:
        self._seen: set[str] = set()

    def __len__(self) -> int:
        return len(self._seen)

    def of(self, record: ClaimRecord) -> Iterator[Cited]:
        """The sources of a claim's judgements that no earlier one cites."""
        self.claims += 1
        self.labels += record.judgement_count
        cited = {citation.id: citation for one in record.judgements for citation in one.citations}
        self.left_out[UNUSED] += sum(citation.id not in cited for citation in record.other_citations)
        for citation in cited.values():
            key = key_of(citation.source)
            if key in self._seen:
                self.left_out[AGAIN] += 1
                continue
            self._seen.add(key)
            doi = _doi(citation.source.url)
            yield Cited(key, citation.source, citation, _sort(citation.source, doi), doi)


def key_of(source: Source) -> str:
    """Readable, and the same for the same source anywhere: "ministry2026minutes-1a2b3c4d5e6f"."""
    who = _first_word(source.author or source.publisher or site_of(source.url))
    year = _YEAR.match(source.published)
    what = _first_word(source.title or source.reference)
    told = f"{who}{year[0] if year else ''}{what}" or "source"
    found = digest("annotator-source-key-1", canonical_json(source_fields(source)))
    return f"{told}-{found[:_DIGITS]}"


def _first_word(text: str) -> str:
    """The first word of at least three letters, else the first, in ASCII and lower case; or empty."""
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode("ascii").lower()
    words = _WORD.findall(plain)
    return next((word for word in words if len(word) > 3), words[0] if words else "")[:20]


def _doi(url: str) -> str:
    return unquote(urlsplit(url).path.lstrip("/")) if site_of(url) in ("doi.org", "dx.doi.org") else ""


def _sort(source: Source, doi: str) -> str:
    """What can be told from the fields; without more, a web page or a document."""
    site = site_of(source.url)
    for sort, sites in _SITES.items():
        if any(site == one or site.endswith(f".{one}") for one in sites):
            return sort
    if doi:
        return "article"
    words = _WORD.findall(source.reference[:200].lower())
    if words and words[0] in _FIRST_WORDS:
        return _FIRST_WORDS[words[0]]
    return "webpage" if source.url else "document"

"""What a splitter is: the record that a package registers under `annotator.splitters`."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from annotator.domain.article import Region, article_id
from annotator.domain.claim import Claim, ClaimSet


@dataclass(frozen=True, slots=True)
class Split:
    """What a splitter makes of one article."""

    regions: tuple[Region, ...]
    """In order of their place; they do not overlap."""
    claims: tuple[Claim, ...]


@runtime_checkable
class Splitter(Protocol):
    """One way of splitting. The same text and arguments must give the same claims anywhere."""

    @property
    def name(self) -> str:
        """Recorded with every claim set, like the version."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same text could give other claims."""
        ...

    @property
    def model(self) -> str:
        """Digest of the splitter's model, empty without one."""
        ...

    def split(self, text: str, *, published: str = "", language: str = "") -> Split:
        """Regions and claims of a canonical text.

        `published` is EDTF, what relative dates are resolved against; `language` is ISO 639-1.
        Both may be empty.
        """
        ...


def make_claim_set(text: str, splitter: Splitter, *, published: str = "", language: str = "") -> ClaimSet:
    """The claim set of a canonical text, with its ids; the language is recorded as an option."""
    split = splitter.split(text, published=published, language=language)
    return ClaimSet.build(
        article=article_id(text),
        splitter=splitter.name,
        version=splitter.version,
        model=splitter.model,
        options={"language": language} if language else {},
        published=published,
        regions=split.regions,
        claims=split.claims,
    )

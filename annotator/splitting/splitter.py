"""What a splitter is: the record that a package registers under `annotator.splitters`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from annotator.domain.article import Region, article_id
from annotator.domain.claim import Claim, ClaimSet, Granularity
from annotator.domain.errors import InputError


@dataclass(frozen=True, slots=True)
class Split:
    """What a splitter makes of one article."""

    regions: tuple[Region, ...]
    """In order of their place; they do not overlap."""
    claims: tuple[Claim, ...]
    warnings: tuple[str, ...] = ()
    """What a person should know of this split, a sentence each; foreign words in them are cleaned."""
    answers: str = ""
    """Digest of what a model answered, where the same text may get another answer next time: the
    claims follow from the text, the arguments and these answers."""


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
        """Digest of the splitter's model, or its name where that is all one can know; empty without one."""
        ...

    def split(self, text: str, *, published: str = "", language: str = "") -> Split:
        """Regions and claims of a canonical text.

        `published` is EDTF, what relative dates are resolved against; `language` is ISO 639-1.
        Both may be empty.
        """
        ...


@runtime_checkable
class Grained(Splitter, Protocol):
    """A splitter that can be asked for larger or smaller claims; `split` takes one argument more."""

    @property
    def granularities(self) -> tuple[Granularity, ...]:
        """What it can be asked for, first what it does unasked."""
        ...

    def split(
        self, text: str, *, published: str = "", language: str = "", granularity: Granularity = ...
    ) -> Split:
        """As `Splitter.split`, with claims of this size."""
        ...


@runtime_checkable
class Configurable(Protocol):
    """What may be registered in place of a splitter: it makes one for what stands behind its name."""

    def configured(self, argument: str) -> Splitter:
        """The splitter for `name:argument`, its default for an empty argument.

        Raises AnnotatorError when there is none.
        """
        ...


def make_claim_set(
    text: str,
    splitter: Splitter,
    *,
    published: str = "",
    language: str = "",
    granularity: Granularity | None = None,
    warn: Callable[[str], None] | None = None,
) -> ClaimSet:
    """The claim set of a canonical text, with its ids.

    The options record the language, the granularity unless it is what the splitter does unasked, and
    the answers where a model gave them. `warn` gets each warning. Raises InputError for a granularity
    that the splitter does not take.
    """
    options = {"language": language}
    if granularity is None:
        split = splitter.split(text, published=published, language=language)
    elif isinstance(splitter, Grained) and granularity in splitter.granularities:
        split = splitter.split(text, published=published, language=language, granularity=granularity)
        options["granularity"] = "" if granularity == splitter.granularities[0] else granularity
    else:
        raise InputError(
            f"The splitter {splitter.name!r} makes no claims of the granularity {granularity!r}."
        )
    options["answers"] = split.answers
    if warn is not None:
        for warning in split.warnings:
            warn(warning)
    return ClaimSet.build(
        article=article_id(text),
        splitter=splitter.name,
        version=splitter.version,
        model=splitter.model,
        options={name: value for name, value in options.items() if value},
        published=published,
        regions=split.regions,
        claims=split.claims,
    )

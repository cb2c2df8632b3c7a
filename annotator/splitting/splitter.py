"""What a splitter is: the record that a package registers under `annotator.splitters`."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from annotator.domain.article import Region, article_id
from annotator.domain.claim import Claim, ClaimSet, Granularity
from annotator.domain.claim_faults import fault_of
from annotator.domain.errors import InputError
from annotator.domain.text import Range, clean_line


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
    sentences: tuple[Range, ...] = ()
    """Those that were looked at, in order, for people who ask why; none where the splitter knows none."""


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
class Asking(Splitter, Protocol):
    """A splitter that asks somebody else, whose time or money it is: one article at a time unless wished."""

    @property
    def asks(self) -> str:
        """Whom, for people: "the model gpt-4o-mini"."""
        ...


@runtime_checkable
class Configurable(Protocol):
    """What may be registered in place of a splitter: it makes one for what stands behind its name."""

    def configured(self, argument: str) -> Splitter:
        """The splitter for `name:argument`, its default for an empty argument.

        Raises AnnotatorError when there is none.
        """
        ...


def check_granularity(splitter: Splitter, wanted: Granularity | None) -> None:
    """Raises InputError for one that the splitter cannot be asked for; None asks for nothing."""
    if wanted is None:
        return
    if not isinstance(splitter, Grained):
        raise InputError(
            f"The splitter {splitter.name!r} takes no granularity, but {wanted!r} was given.",
            do="Leave it out, or choose another splitter.",
        )
    if wanted not in splitter.granularities:
        raise InputError(
            f"The splitter {splitter.name!r} makes no claims of the granularity {wanted!r}.",
            do=f"It can make: {', '.join(splitter.granularities)}.",
        )


def recorded_granularity(splitter: Splitter, wanted: Granularity | None) -> str:
    """As the options of a claim set hold it: empty for what the splitter does unasked."""
    usual = splitter.granularities[0] if isinstance(splitter, Grained) else None
    return "" if wanted is None or wanted == usual else wanted


def split_text(
    text: str,
    splitter: Splitter,
    *,
    published: str = "",
    language: str = "",
    granularity: Granularity | None = None,
) -> tuple[Split, ClaimSet]:
    """What the splitter makes of a canonical text, and that as a claim set with its ids.

    The options record the language, the granularity unless it is what the splitter does unasked, and
    the answers where a model gave them. Raises InputError for a granularity that it does not take, and
    when what it made does not fit the text.
    """
    check_granularity(splitter, granularity)
    if granularity is not None and isinstance(splitter, Grained):
        split = splitter.split(text, published=published, language=language, granularity=granularity)
    else:
        split = splitter.split(text, published=published, language=language)
    options = {
        "language": language,
        "granularity": recorded_granularity(splitter, granularity),
        "answers": split.answers,
    }
    made = ClaimSet.build(
        article=article_id(text),
        splitter=splitter.name,
        version=splitter.version,
        model=splitter.model,
        options={name: value for name, value in options.items() if value},
        published=published,
        regions=split.regions,
        claims=split.claims,
    )
    fault = fault_of(made, text) or ("has a wording with control characters." if _is_unclean(made) else "")
    if fault:
        raise InputError(
            f"What the splitter {splitter.name!r} made {fault}",
            safe="Nothing was taken from it.",
            do="Tell its makers, or choose another splitter.",
        )
    return split, made


def _is_unclean(made: ClaimSet) -> bool:
    return any(clean_line(claim.text) != claim.text for claim in made.claims)

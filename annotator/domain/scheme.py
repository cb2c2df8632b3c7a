"""A scheme: the label set of a project with its keys, colours and evidence rules.

Schemes are data (TOML); `default_scheme.toml` beside this file is the built-in one and shows
every field. `scheme_reading` reads and checks them, `evidence` applies their rules.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from annotator.domain.vocabulary import Kind, Stance, Verdict

NeedField = Literal["quote", "accessed", "archive", "sole_authority"]


@dataclass(frozen=True, slots=True)
class Need:
    """So many citations of a sort."""

    count: int
    stances: tuple[Stance, ...]
    say: str
    """What one such citation is called when it is missing."""
    say_many: str
    kinds: tuple[Kind, ...] = ()
    """Empty: any kind."""
    not_kinds: tuple[Kind, ...] = ()
    distinct_origins: bool = False
    other_than_claimant: bool = False
    fields: tuple[NeedField, ...] = ()
    """What each such citation must carry."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to make a label complete: every need is met."""

    needs: tuple[Need, ...] = ()
    attributed_in_article: bool = False
    """Also needs the claim to be an utterance with a named speaker: the article attributes it."""


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """Which verdict a complete label gives."""

    with_support: Verdict
    without_support: Verdict
    support: Literal["any", "independent"]
    """Whether support from the claimant counts as support."""


@dataclass(frozen=True, slots=True)
class LabelRule:
    """One label of a scheme."""

    id: str
    key: str
    """The key that sets it, and the letter that stands for it."""
    colour: str
    help: str
    decides: bool = True
    """False for the non-labels: nothing was decided about the claim."""
    needs_rationale: bool = False
    no_open_refutes: bool = False
    ways: tuple[Way, ...] = ()
    """Any one of them suffices; none at all: complete at once."""
    verdict: VerdictRule | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """The label set of a project."""

    name: str
    version: str
    labels: tuple[LabelRule, ...]
    text: str
    """The TOML it was read from, byte for byte."""

    @property
    def digest(self) -> str:
        return scheme_digest(self.text)

    def label(self, label_id: str) -> LabelRule | None:
        return next((label for label in self.labels if label.id == label_id), None)


@lru_cache(maxsize=64)
def scheme_digest(text: str) -> str:
    """Digest of a scheme's TOML text."""
    from annotator.domain.ids import digest  # here, since who only asks for the keys pays for no hashing

    return digest("annotator-scheme-1", text)

"""Splitters turn an article into regions and claims; which there are is the registry's.

`sentences`, `claims`, `claim_ranges`, `units`, `judge` and `group` are short ways to what the built-in
splitter does, for scripts and for scoring. The models are read when the first sentence is asked for.
"""

from annotator.domain.claim import Claim, Granularity
from annotator.domain.text import Range
from annotator.splitting.boundaries import sentences
from annotator.splitting.english.discourse import units
from annotator.splitting.folding import group, judge
from annotator.splitting.plain import SPLITTER
from annotator.splitting.registry import Registry, load_splitters
from annotator.splitting.splitter import (
    Asking,
    Grained,
    Split,
    Splitter,
    check_granularity,
    recorded_granularity,
    split_text,
)

__all__ = [
    "Asking",
    "Grained",
    "Registry",
    "Split",
    "Splitter",
    "check_granularity",
    "claim_ranges",
    "claims",
    "fine_ranges",
    "group",
    "judge",
    "load_splitters",
    "recorded_granularity",
    "sentences",
    "split_text",
    "units",
]


def claims(text: str, published: str | None = None, granularity: Granularity = "clause") -> list[Claim]:
    """The claims of a canonical text; `published` is EDTF, for dates like "on Friday"."""
    return list(SPLITTER.split(text, published=published or "", granularity=granularity).claims)


def claim_ranges(text: str, granularity: Granularity = "clause") -> list[list[Range]]:
    """The ranges of each content claim, and of an utterance that has no content claim."""
    found = claims(text, granularity=granularity)
    return [list(claim.ranges) for claim in found if claim.mode == "content" or claim.partner is None]


def fine_ranges(text: str) -> list[list[Range]]:
    """`claim_ranges` with the fine grain."""
    return claim_ranges(text, "fine")

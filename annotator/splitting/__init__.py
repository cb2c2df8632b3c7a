"""Splitters turn an article into regions and claims; which there are is the registry's.

`sentences`, `claims` and `claim_ranges` are short ways to the built-in splitter, for scripts and
for scoring. `nupunkt` is imported when the first sentence is asked for.
"""

from annotator.domain.claim import Claim
from annotator.domain.text import Range
from annotator.splitting.boundaries import sentences
from annotator.splitting.plain import SPLITTER
from annotator.splitting.registry import Registry, load_splitters
from annotator.splitting.splitter import Split, Splitter, make_claim_set

__all__ = [
    "Registry",
    "Split",
    "Splitter",
    "claim_ranges",
    "claims",
    "load_splitters",
    "make_claim_set",
    "sentences",
]


def claims(text: str, published: str | None = None) -> list[Claim]:
    """The claims of a canonical text; `published` is EDTF, for dates like "on Friday"."""
    return list(SPLITTER.split(text, published=published or "").claims)


def claim_ranges(text: str) -> list[list[Range]]:
    """The ranges of each content claim, and of an utterance that has no content claim."""
    return [list(claim.ranges) for claim in claims(text) if claim.mode == "content" or claim.partner is None]

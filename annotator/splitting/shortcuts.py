"""Short ways to what the built-in splitter does, for scripts and for scoring."""

from annotator.domain.claim import Claim, Granularity
from annotator.domain.text import Range
from annotator.splitting.plain import SPLITTER


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

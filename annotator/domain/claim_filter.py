"""A filter over the claims of a whole file."""

from dataclasses import dataclass
from typing import Literal

from annotator.domain.errors import FieldError
from annotator.domain.label import MAX_CONFIDENCE, MIN_CONFIDENCE

Sort = Literal["flagged", "incomplete", "disagreement"]
"""Sorts of claims that one goes to next; each is a part of a filter too."""
OPEN = "open"
"""Stands where a label's id does: no label yet."""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What a claim must fulfil, all of it; a fresh one is fulfilled by every claim."""

    label: str = ""
    """A label's id, or OPEN, or "" for any."""
    reviewer: str = ""
    """Whose label, flag and confidence are meant; "" is the one who asks."""
    flagged: bool = False
    incomplete: bool = False
    disagreement: bool = False
    """Two reviewers' labels differ."""
    confidence: tuple[int, int] | None = None
    """From and to, both included."""
    words: tuple[str, ...] = ()
    """Each stands in the claim's wording, in capital or small letters."""
    suggested: bool = False
    """An imported record says something of it."""

    def __bool__(self) -> bool:
        return self != ClaimFilter(reviewer=self.reviewer)

    @property
    def asks_label(self) -> bool:
        """Whether only claims with a label can match."""
        return self.label not in ("", OPEN) or self.incomplete or self.confidence is not None


def read_confidence(text: str) -> tuple[int, int] | None:
    """`2`, `2-4` or nothing, as a person writes it. Raises FieldError."""
    tidy = text.replace(" ", "").replace("–", "-")
    if not tidy:
        return None
    low, _, high = tidy.partition("-")
    numbers = [int(part) if part.isascii() and part.isdecimal() else 0 for part in (low, high or low)]
    if not MIN_CONFIDENCE <= numbers[0] <= numbers[1] <= MAX_CONFIDENCE:
        raise FieldError("confidence", f"write a number from {MIN_CONFIDENCE} to {MAX_CONFIDENCE}, or 2-4.")
    return numbers[0], numbers[1]

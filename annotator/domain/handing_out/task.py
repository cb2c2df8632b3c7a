"""What is handed out: one claim of a round, and how much work it is expected to be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """One claim of a round."""

    number: int
    """Its number in the round; no two claims have the same."""
    article: str
    """Id of its article. Claims of one article stand one after another."""
    weight: int
    """Expected work, 1 or more, in tenths of a second as `expected_work` counts it, or in any other unit."""


def expected_work(claim: int, article: int, claims: int) -> int:
    """Tenths of a second that a claim is expected to take a reviewer.

    Of the claim's and its article's length in characters, and the number of claims of that article in the
    round, which share the reading of it: 24 characters a second (238 words a minute: Brysbaert 2019, "How
    many words do we read per minute?"). To judge a claim, 30 seconds and 0.3 more for each character, as a
    longer claim says more that has to be checked. These two are our guess; handing out needs only that
    they are right in proportion to one another.
    """
    return 300 + 3 * claim + article * 5 // (12 * claims)

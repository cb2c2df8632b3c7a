"""Chance that is the same on every machine and in every version of Python: SHA-256 of a seed and a name.

`random` promises its sequence only for `random()` itself, and not for `sample` and `shuffle`.
"""

from annotator.domain.ids import digest


def rank(seed: int, *names: str) -> str:
    """64 hex digits; sorting names by it puts them in an order that another seed changes."""
    return digest("annotator-rank-1", str(seed), *names)


def draw(seed: int, below: int, *names: str) -> int:
    """A whole number from 0 up to `below`, that not included; all equally likely (to one in 2^192)."""
    return int(rank(seed, *names), 16) % below

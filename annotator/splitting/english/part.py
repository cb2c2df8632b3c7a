"""Some words of a clause as a claim of its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a clause as a claim of its own."""

    words: list[int]
    rule: str
    copied: tuple[int, ...] = ()
    copula: tuple[int, str] | None = None
    """The word before which the wording needs "is" or "are", and which."""

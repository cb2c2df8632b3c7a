"""Open claims that pass from one reviewer to another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.handing_out.task import Task

Numbers = Mapping[str, Collection[int]]
"""Numbers of claims by reviewer."""


@dataclass(frozen=True, slots=True)
class Move:
    """Claims by their numbers, in the order of the round."""

    giver: str
    taker: str
    numbers: tuple[int, ...]


def in_order(given: Mapping[tuple[str, str], Collection[int]], tasks: Sequence[Task]) -> tuple[Move, ...]:
    """Moves of what is given by (giver, taker), by name, without empty ones."""
    place = {task.number: place for place, task in enumerate(tasks)}
    return tuple(
        Move(giver, taker, tuple(sorted(numbers, key=place.__getitem__)))
        for (giver, taker), numbers in sorted(given.items())
        if numbers
    )

"""Giving the open claims of somebody who is absent to others."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.errors import InputError
from annotator.domain.handing_out.moves import Move, Numbers, in_order
from annotator.domain.handing_out.parts import cut
from annotator.domain.handing_out.task import Task
from annotator.domain.ranking import rank


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What becomes of an absent reviewer's open claims."""

    moves: tuple[Move, ...]
    left: tuple[int, ...]
    """Claims that nobody can take, as all takers have or had them."""


def hand_over(
    tasks: Sequence[Task], held: Numbers, had: Numbers, absent: str, takers: Sequence[str], *, seed: int
) -> HandedOver:
    """Give the open claims of an absent reviewer to `takers`, by their open work.

    `held` and `had` as for `join`. Runs of an article stay together when the same people can take them;
    the runs that the fewest can take go first, then by weight, each to the one with the least open work.
    Raises InputError without takers, or when the absent one is among them.
    """
    if not takers:
        raise InputError(f"There is nobody to take over what {absent} has open.")
    if absent in takers:
        raise InputError(f"{absent} cannot take over from {absent}.")
    order = sorted(set(takers), key=lambda name: rank(seed, "taker", name))
    seen = {name: set(held.get(name, ())) | set(had.get(name, ())) for name in order}
    weight = {task.number: task.weight for task in tasks}
    load = {name: sum(weight[number] for number in set(held.get(name, ()))) for name in order}
    mine = set(held.get(absent, ()))
    runs = list(_runs([task for task in tasks if task.number in mine], seen))
    runs.sort(key=lambda each: (len(each[1]), -sum(task.weight for task in each[0])))
    taken: dict[tuple[str, str], list[int]] = {}
    left: set[int] = set()
    for run, able in runs:
        numbers = [task.number for task in run]
        if not able:
            left.update(numbers)
            continue
        taker = min(able, key=lambda name: load[name])
        load[taker] += sum(task.weight for task in run)
        taken.setdefault((absent, taker), []).extend(numbers)
    return HandedOver(in_order(taken, tasks), tuple(task.number for task in tasks if task.number in left))


def _runs(
    tasks: Sequence[Task], seen: Mapping[str, Collection[int]]
) -> Iterator[tuple[Sequence[Task], tuple[str, ...]]]:
    """Runs of an article that the same people can take, of half a fair share at most, and those people."""
    most = max(sum(task.weight for task in tasks) // (2 * len(seen)), 1)
    for part in cut(tasks, most, 0):
        start = part.start
        able = _able(tasks[start].number, seen)
        for place in range(part.start + 1, part.end):
            now = _able(tasks[place].number, seen)
            if now != able:
                yield tasks[start:place], able
                start, able = place, now
        yield tasks[start : part.end], able


def _able(number: int, seen: Mapping[str, Collection[int]]) -> tuple[str, ...]:
    return tuple(name for name, numbers in seen.items() if number not in numbers)

"""The work in a round: its claims by their expected work, and what of them is handed out as one."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.handing_out import Task, expected_work
from annotator.domain.round import RoundKind


@dataclass(frozen=True, slots=True)
class Work:
    """Claims of a round in their order, and its units: the claims, in a segmentation round whole articles."""

    tasks: Sequence[Task]
    """A claim each, by its number in the round."""
    units: Sequence[Task]
    """What is handed out; numbered from 0."""
    claims: Sequence[Sequence[int]]
    """By unit: the numbers of its claims."""

    def numbers(self, units: Iterable[int]) -> list[int]:
        """The claims of these units."""
        return [number for unit in units for number in self.claims[unit]]

    def units_with(self, held: Mapping[str, Collection[int]]) -> dict[str, set[int]]:
        """By reviewer: the units of which they have a claim."""
        unit_of = {number: unit for unit, numbers in enumerate(self.claims) for number in numbers}
        return {
            name: {unit_of[number] for number in numbers if number in unit_of}
            for name, numbers in held.items()
        }


def work_of(kind: RoundKind, tasks: Sequence[Task], controls: Collection[int] = ()) -> Work:
    """Units of a round of that kind; control items are in none, as they go to everybody."""
    if kind != "segmentation":
        ordinary = [task for task in tasks if task.number not in controls]
        units = [Task(unit, task.article, task.weight) for unit, task in enumerate(ordinary)]
        return Work(tasks, units, [(task.number,) for task in ordinary])
    claims: dict[str, list[int]] = {}
    weights: Counter[str] = Counter()
    for task in tasks:
        claims.setdefault(task.article, []).append(task.number)
        weights[task.article] += task.weight
    wholes = [Task(unit, article, weights[article]) for unit, article in enumerate(claims)]
    return Work(tasks, wholes, list(claims.values()))


def weighed(claims: Sequence[tuple[int, str, int]], texts: Mapping[str, int]) -> list[Task]:
    """Tasks of claims as (number, article, code points), given the code points of the articles."""
    in_round = Counter(article for _, article, _ in claims)
    return [
        Task(number, article, expected_work(length, texts.get(article, 0), in_round[article]))
        for number, article, length in claims
    ]

"""Who would get what, in figures."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.domain.handing_out.task import Task


@dataclass(frozen=True, slots=True)
class Portion:
    """What one reviewer gets."""

    reviewer: str
    claims: int
    articles: int
    weight: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What everybody gets, by name."""

    portions: tuple[Portion, ...]
    pairs: tuple[int, int] | None
    """The fewest and the most claims that two reviewers share; None where there are no two."""


def summed_up(tasks: Sequence[Task], handed: Mapping[str, Collection[int]]) -> Summary:
    """Figures of what `hand_out` gave, or of any numbers of the tasks by reviewer."""
    portions, masks = [], []
    for reviewer, numbers in sorted(handed.items()):
        has = set(numbers)
        mine = [task for task in tasks if task.number in has]
        articles = len({task.article for task in mine})
        portions.append(Portion(reviewer, len(mine), articles, sum(task.weight for task in mine)))
        masks.append(int("".join("01"[task.number in has] for task in tasks) or "0", 2))
    shared = [(one & other).bit_count() for one, other in combinations(masks, 2)]
    return Summary(tuple(portions), (min(shared), max(shared)) if shared else None)

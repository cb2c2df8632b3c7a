"""Giving somebody who joins late a fair part of what others have open."""

from collections.abc import Iterator, Sequence

from annotator.domain.errors import InputError
from annotator.domain.handing_out.moves import Move, Numbers, in_order
from annotator.domain.handing_out.task import Task
from annotator.domain.ranking import rank


def join(
    tasks: Sequence[Task], held: Numbers, had: Numbers, newcomers: Sequence[str], *, seed: int
) -> tuple[Move, ...]:
    """What newcomers are given, so that open work is balanced again; nobody else's work changes hands.

    `tasks` are the claims of the round in order, `held` the open ones of each reviewer who is there (also
    of a newcomer who has some), `had` those that each has done, skipped or given away. Whoever has more
    than the new mean gives what is too much: in runs, as long as can be and late in their list, as they
    began at its front. Then single claims, from those with the most, until a newcomer has the mean or
    another claim would only turn the difference round. Never a claim that the newcomer has or had. Raises
    InputError when there is no newcomer, or one is named twice.
    """
    if not newcomers:
        raise InputError("There is nobody to join.")
    if twice := sorted(name for name in set(newcomers) if newcomers.count(name) > 1):
        raise InputError(f"{twice[0]} is named twice as a newcomer.")
    work = _OpenWork(tasks, held, had, newcomers)
    givers = sorted(set(held) - set(newcomers), key=lambda name: rank(seed, "giver", name))
    takers = sorted(newcomers, key=lambda name: rank(seed, "newcomer", name))
    for taker in takers:
        for giver in sorted(givers, key=lambda name: -work.load[name]):
            work.give_runs(giver, taker)
    for taker in takers:
        while any(work.give_one(giver, taker) for giver in sorted(givers, key=lambda name: -work.load[name])):
            pass
    return in_order(work.given, tasks)


class _OpenWork:
    """What everybody has open, while it changes hands."""

    def __init__(self, tasks: Sequence[Task], held: Numbers, had: Numbers, newcomers: Sequence[str]) -> None:
        mine = {name: set(numbers) for name, numbers in held.items()}
        self.open = {name: [task for task in tasks if task.number in has] for name, has in mine.items()}
        self.load = dict.fromkeys(newcomers, 0)
        self.load |= {name: sum(task.weight for task in has) for name, has in self.open.items()}
        self.mean = sum(self.load.values()) // len(self.load)
        self.barred = {name: mine.get(name, set()) | set(had.get(name, ())) for name in newcomers}
        self.given: dict[tuple[str, str], list[int]] = {}

    def give_runs(self, giver: str, taker: str) -> None:
        """Runs that weigh no more than the giver has too much and the taker lacks: the longest first."""
        most = min(self.load[giver] - self.mean, self.mean - self.load[taker])
        runs = sorted(self._runs(giver, taker), key=lambda run: -min(_weight(run), most))
        for run in runs:
            end: list[Task] = []
            while run and run[-1].weight <= most:
                most -= run[-1].weight
                end.append(run.pop())
            self._give(giver, taker, end)

    def give_one(self, giver: str, taker: str) -> bool:
        """Whether a claim was given: the last one that leaves the giver with no less than the taker."""
        lacks = self.load[taker] < self.mean
        for task in reversed(self.open[giver]) if lacks else ():
            fits = self.load[taker] + task.weight <= self.load[giver] - task.weight
            if fits and task.number not in self.barred[taker]:
                self._give(giver, taker, [task])
                return True
        return False

    def _runs(self, giver: str, taker: str) -> Iterator[list[Task]]:
        """The runs of the giver's list that the taker can take, the last one first."""
        run: list[Task] = []
        for task in reversed(self.open[giver]):
            if task.number not in self.barred[taker]:
                run.append(task)
            elif run:
                yield run[::-1]
                run = []
        if run:
            yield run[::-1]

    def _give(self, giver: str, taker: str, given: Sequence[Task]) -> None:
        numbers = {task.number for task in given}
        self.open[giver] = [task for task in self.open[giver] if task.number not in numbers]
        self.load[giver] -= _weight(given)
        self.load[taker] += _weight(given)
        self.barred[taker] |= numbers
        self.given.setdefault((giver, taker), []).extend(numbers)


def _weight(tasks: Sequence[Task]) -> int:
    return sum(task.weight for task in tasks)

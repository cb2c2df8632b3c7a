"""Which group of reviewers gets which part of a round."""

from collections.abc import Sequence


class Groups:
    """Groups for the parts of a round, one part after another; reviewers are told by their place.

    A part goes to people who have little work, and of those to people who have little in common. Loads
    never lie further apart than `room`, which is the weight of the heaviest part or more: nobody is given
    a part that would bring them more than that above the least load there is, and those with the least
    work can always take it.
    """

    def __init__(self, reviewers: int, room: int) -> None:
        self.loads = [0] * reviewers
        self.shared = [[0] * reviewers for _ in range(reviewers)]
        """Weight that each pair has in common; of one with themselves it says nothing."""
        self._room = room

    def choose(self, weight: int, overlap: int) -> list[int]:
        """`overlap` reviewers for a part of this weight, which is added to their loads."""
        loads = self.loads
        by_load = sorted(range(len(loads)), key=loads.__getitem__)
        limit = min(loads[by_load[0]] + self._room - weight, loads[by_load[overlap - 1]] + weight)
        free = [one for one in by_load if loads[one] <= limit]
        group = self._little_in_common(free, overlap) if len(free) > overlap else by_load[:overlap]
        for one in group:
            loads[one] += weight
            row = self.shared[one]
            for other in group:
                row[other] += weight
        return group

    def replace(self, group: list[int], out: int, by: int, weight: int) -> None:
        """Give the place of one in the group of a part of this weight to another."""
        group[group.index(out)] = by
        self.loads[out] -= weight
        self.loads[by] += weight
        for mate in group:
            if mate != by:
                for person, change in ((out, -weight), (by, weight)):
                    self.shared[mate][person] += change
                    self.shared[person][mate] += change

    def _little_in_common(self, free: Sequence[int], overlap: int) -> list[int]:
        """The one with the least work, then again and again who shares least with those chosen."""
        chosen = [free[0]]
        common = dict.fromkeys(free[1:], 0)
        while len(chosen) < overlap:
            row = self.shared[chosen[-1]]
            for one in common:
                common[one] += row[one]
            best = min(common, key=common.__getitem__)
            del common[best]
            chosen.append(best)
        return chosen

"""Krippendorff's alpha, nominal and ordinal, and its bootstrap interval.

Source: Krippendorff, K. (2011), "Computing Krippendorff's Alpha-Reliability",
https://repository.upenn.edu/asc_papers/43 (section C for nominal, D for ordinal data with votes missing).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, combinations
from math import lcm
from operator import mul

from annotator.domain.agreement.bootstrap import resamples
from annotator.domain.agreement.figure import Figure, Interval
from annotator.domain.agreement.tally import Pattern, Value, values_of, why_no_pair

NO_VARIATION = "all votes say the same, so that there is no variation (raw agreement is 1.0)"


class _Coincidences:
    """Alpha as a function of how often each pattern occurs: a resample costs no more than the patterns.

    A pair of values in a pattern of m votes coincides with weight 1 / (m - 1); all weights are taken
    times their common denominator, which keeps the sums in whole numbers: no rounding, no order of summing.
    """

    def __init__(self, patterns: Sequence[Pattern[Value]], *, ordinal: bool) -> None:
        counts = [Counter(pattern) for pattern in patterns]
        values = values_of(patterns)
        self._ordinal = ordinal
        self._scale = lcm(*(len(pattern) - 1 for pattern in patterns))
        self._votes = [[count[value] for count in counts] for value in values]
        weights = [self._scale // (len(pattern) - 1) for pattern in patterns]
        self._pairs = list(combinations(range(len(values)), 2)) if ordinal else []
        self._coincidences = [
            list(map(mul, weights, map(mul, self._votes[i], self._votes[j]))) for i, j in self._pairs
        ]
        if not ordinal:
            differing = [
                (len(p) ** 2 - sum(n * n for n in count.values())) // 2
                for p, count in zip(patterns, counts, strict=True)
            ]
            self._coincidences = [list(map(mul, weights, differing))]

    def alpha(self, times: Sequence[int]) -> float | None:
        """1 - observed / expected disagreement when each pattern occurs so often; None without variation."""
        totals = [sum(map(mul, times, column)) for column in self._votes]
        observed = [sum(map(mul, times, column)) for column in self._coincidences]
        votes = sum(totals)
        if self._ordinal:
            # The distance of two values: the votes from one to the other, those at both ends counted half.
            doubled = [2 * below - own for below, own in zip(accumulate(totals), totals, strict=True)]
            distances = [(doubled[j] - doubled[i]) ** 2 for i, j in self._pairs]
            expected = sum(
                totals[i] * totals[j] * d for (i, j), d in zip(self._pairs, distances, strict=True)
            )
            seen = sum(map(mul, observed, distances))
        else:
            expected = (votes * votes - sum(map(mul, totals, totals))) // 2
            seen = observed[0]
        chance = self._scale * expected
        return (chance - (votes - 1) * seen) / chance if chance else None


def alpha(patterns: Mapping[Pattern[Value], int], *, ordinal: bool = False) -> Figure:
    """Krippendorff's alpha of patterns of votes and the number of claims that have each.

    1 is perfect agreement, 0 what chance would give, less than 0 worse than that. Claims with fewer than two
    votes are left out, as the formula wants it.
    """
    pairable = {pattern: claims for pattern, claims in patterns.items() if len(pattern) > 1 and claims}
    if not pairable:
        return Figure(None, why_no_pair(patterns))
    value = _Coincidences(list(pairable), ordinal=ordinal).alpha(list(pairable.values()))
    return Figure(None, NO_VARIATION) if value is None else Figure(value)


def alpha_interval(
    patterns: Mapping[Pattern[Value], int], *, ordinal: bool = False, draws: int = 1000, seed: int = 1
) -> Interval:
    """The 95 % percentile interval of alpha (Efron and Tibshirani 1993, An Introduction to the Bootstrap,
    chapter 13), the same for the same seed.

    What is resampled: claims with at least two votes, as many as there are, with replacement, each with all
    of its votes. So it tells how alpha varies with other claims and the same reviewers.
    """
    pairable = {
        pattern: claims for pattern, claims in sorted(patterns.items()) if len(pattern) > 1 and claims
    }
    claims = list(pairable.values())
    if not claims:
        return Interval(None, None, why_no_pair(patterns))
    if sum(claims) == 1:
        return Interval(None, None, "only one claim has votes of two reviewers")
    coincidences = _Coincidences(list(pairable), ordinal=ordinal)
    found = [coincidences.alpha(times) for times in resamples(claims, draws, seed)]
    defined = sorted(value for value in found if value is not None)
    if not defined:
        return Interval(None, None, NO_VARIATION)
    tail = len(defined) * 25 // 1000
    return Interval(defined[tail], defined[-1 - tail], left_out=draws - len(defined))

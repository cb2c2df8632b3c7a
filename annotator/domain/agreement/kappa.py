"""Raw agreement and the kappas, which differ in what they take chance to be."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from annotator.domain.agreement.figure import Figure, above_chance
from annotator.domain.agreement.tally import Pattern, Value, why_no_pair


def _observed(patterns: Mapping[Pattern[Value], int]) -> Fraction | None:
    """The share of agreeing pairs among the pairs of votes on a claim, the mean over claims with two."""
    agreeing, claims = Fraction(0), 0
    for pattern, times in patterns.items():
        votes = len(pattern)
        if votes > 1:
            same = sum(n * (n - 1) for n in Counter(pattern).values())
            agreeing += Fraction(times * same, votes * (votes - 1))
            claims += times
    return agreeing / claims if claims else None


def raw_agreement(patterns: Mapping[Pattern[Value], int]) -> Figure:
    """The mean over claims of the share of their pairs of votes that agree, chance not looked at."""
    observed = _observed(patterns)
    return Figure(None, why_no_pair(patterns)) if observed is None else Figure(float(observed))


def fleiss_kappa(patterns: Mapping[Pattern[Value], int]) -> Figure:
    """Fleiss' kappa: chance is that two votes agree when all are drawn from the labels as they are used.

    Fleiss, J. L. (1971), "Measuring nominal scale agreement among many raters", Psychological Bulletin 76,
    needs the same number of votes on each claim. Otherwise: Gwet, K. L. (2014), Handbook of Inter-Rater
    Reliability, 4th ed., chapter 2: agreement is the mean over claims with two votes or more; a label's
    prevalence is the mean over all claims, those with one vote included, of the share of their votes that it
    got. Each claim counts once, however many voted; with equal numbers that is the classic figure. It is also
    what irrCAC gives, in R and in Python, so that people can compare. Where most claims have one vote it can
    fall below -1.
    """
    observed = _observed(patterns)
    if observed is None:
        return Figure(None, why_no_pair(patterns))
    shares: dict[Value, Fraction] = {}
    for pattern, times in patterns.items():
        for value, votes in Counter(pattern).items():
            shares[value] = shares.get(value, Fraction(0)) + Fraction(times * votes, len(pattern))
    chance = sum((share * share for share in shares.values()), Fraction(0)) / sum(patterns.values()) ** 2
    return above_chance(observed, chance, "all votes say the same, so that chance alone would agree")


def randolph_kappa(patterns: Mapping[Pattern[Value], int], labels: int) -> Figure:
    """Randolph's free-marginal kappa: chance is 1 / labels, whatever the labels' use.

    `labels` is how many a reviewer could choose from. Randolph, J. J. (2005), "Free-marginal multirater
    kappa", https://eric.ed.gov/?id=ED490661. Agreement is the mean over claims, as for Fleiss' kappa.
    """
    observed = _observed(patterns)
    if observed is None:
        return Figure(None, why_no_pair(patterns))
    if labels < 2:
        return Figure(None, "the scheme leaves no choice between labels")
    return above_chance(observed, Fraction(1, labels), "")


def cohen_kappa(cells: Mapping[tuple[Value, Value], int]) -> Figure:
    """Cohen's kappa of two reviewers: chance follows from how often each of them uses each label.

    `cells` holds what the first and the second said of the claims that both voted on, with how many they are.
    Cohen, J. (1960), "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20.
    """
    claims = sum(cells.values())
    if not claims:
        return Figure(None, "they have no claim in common")
    first: Counter[Value] = Counter()
    second: Counter[Value] = Counter()
    for (one, two), times in cells.items():
        first[one] += times
        second[two] += times
    same = Fraction(sum(times for (one, two), times in cells.items() if one == two), claims)
    chance = Fraction(sum(times * second[value] for value, times in first.items()), claims**2)
    return above_chance(
        same, chance, "both gave all their common claims the same one label (raw agreement is 1.0)"
    )

"""The way in: votes to a second opinion with a table of the reviewers' reliability.

It stands beside the votes for whoever adjudicates, and settles nothing. Both models are our own: they need
the standard library only, and give the same figures on every machine (docs/decisions/aggregation.md).
"""

from collections import Counter
from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from annotator.domain.aggregation.ballots import Ballots, Estimate, collect
from annotator.domain.aggregation.dawid_skene import dawid_skene
from annotator.domain.aggregation.mace import mace

Method = Literal["dawid-skene", "mace"]
METHODS: tuple[Method, ...] = get_args(Method)
_PLACES = 4
_ALONE = "not defined because none of their votes stands beside another's"


class Verdict(NamedTuple):
    """What a method makes of the votes for one unit."""

    label: str | None
    """The most probable label; None where two are equally probable, to the places given."""
    probability: float
    """Of that label, or of each that ties; 0 to 1."""


class Reliability(NamedTuple):
    """How far a method trusts one reviewer."""

    value: float | None
    """0 to 1, see the method; None where it is not defined."""
    votes: int
    shared: int
    """How many of the votes stand beside another reviewer's vote."""
    undefined: str
    """Why there is no value, "not defined because ..."; empty where there is one."""


class Opinion(NamedTuple):
    """A second opinion on all units."""

    method: Method
    units: dict[str, Verdict]
    """Every unit that has a vote, sorted; empty where the opinion is not defined."""
    reviewers: dict[str, Reliability]
    """Every reviewer who voted, sorted."""
    undefined: str
    """Why there is no opinion, "not defined because ..."; empty where there is one."""


def second_opinion(method: Method, votes: Mapping[str, Mapping[str, str]], *, seed: int) -> Opinion:
    """What `method` makes of the votes, which are unit to reviewer to label.

    The order of the mappings and the reviewers' names do not matter. Only MACE uses the seed. Figures are
    rounded to 4 places and are never NaN. With two reviewers neither method can know who is right where they
    differ; it takes three with votes in common.
    """
    ballots = collect(
        (unit, reviewer, label) for unit, given in votes.items() for reviewer, label in given.items()
    )
    why = _undefined(ballots)
    if why:
        return Opinion(method, {}, _reliabilities(votes, {}, why), why)
    estimate = dawid_skene(ballots) if method == "dawid-skene" else mace(ballots, seed=seed)
    trust = dict(zip(ballots.reviewers, estimate.reliability, strict=True))
    return Opinion(method, _verdicts(ballots, estimate), _reliabilities(votes, trust, _ALONE), "")


def _undefined(ballots: Ballots) -> str:
    if not ballots.units:
        return "not defined because there are no votes"
    if len(ballots.reviewers) == 1:
        return "not defined because only one reviewer voted"
    if all(len(ballot) == 1 for ballot in ballots.ballots):
        return "not defined because no two reviewers voted on the same claim"
    if len(ballots.labels) == 1:
        return "not defined because all votes are for one label"
    return ""


def _verdicts(ballots: Ballots, estimate: Estimate) -> dict[str, Verdict]:
    by_ballot = {}
    for ballot, shares in estimate.shares.items():
        rounded = [round(share, _PLACES) for share in shares]
        top = max(rounded)
        label = ballots.labels[rounded.index(top)] if rounded.count(top) == 1 else None
        by_ballot[ballot] = Verdict(label, top)
    return {unit: by_ballot[ballot] for unit, ballot in zip(ballots.units, ballots.ballot_of, strict=True)}


def _reliabilities(
    votes: Mapping[str, Mapping[str, str]], trust: Mapping[str, float], why: str
) -> dict[str, Reliability]:
    """The table; `why` stands where there is no trust to tell, or nothing that it could rest on."""
    cast = Counter(reviewer for given in votes.values() for reviewer in given)
    shared = Counter(reviewer for given in votes.values() if len(given) > 1 for reviewer in given)
    return {
        name: Reliability(round(trust[name], _PLACES), cast[name], shared[name], "")
        if name in trust and shared[name]
        else Reliability(None, cast[name], shared[name], why)
        for name in sorted(cast)
    }

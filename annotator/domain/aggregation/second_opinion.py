"""The way in: votes to a second opinion with a table of the reviewers' reliability.

It stands beside the votes for whoever adjudicates, and settles nothing. Both models are our own: they need
the standard library only, and give the same figures everywhere (docs/decisions/aggregation.md).
"""

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Literal, NamedTuple, get_args

from annotator.domain.aggregation.ballots import Ballots, Estimate, collect
from annotator.domain.aggregation.dawid_skene import dawid_skene
from annotator.domain.aggregation.mace import mace

Method = Literal["dawid-skene", "mace"]
METHODS: tuple[Method, ...] = get_args(Method)
_PLACES = 4
_MODELS: dict[Method, Callable[[Ballots, int], Estimate]] = {
    "dawid-skene": lambda ballots, _: dawid_skene(ballots),
    "mace": lambda ballots, seed: mace(ballots, seed=seed),
}
_ALONE = "not defined because none of their votes stands beside another's"
_ONE_OTHER = "not defined because only one other reviewer voted on the same claims"
_ENOUGH = 2
"""Others beside whom a reviewer must have voted: where two differ, no model can tell who of them is right
(Dawid-Skene stays at even, and MACE believes one of them by lot)."""


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
    rounded to 4 places and are never NaN.
    """
    ballots = collect(
        (unit, reviewer, label) for unit, given in votes.items() for reviewer, label in given.items()
    )
    others = _others(votes)
    why = _undefined(ballots, others)
    if why:
        nothing = dict.fromkeys(others, (None, why))
        return Opinion(method, {}, _table(votes, nothing), why)
    estimate = _MODELS[method](ballots, seed)
    trust = {
        name: (round(value, _PLACES), "")
        if others[name] >= _ENOUGH
        else (None, _ONE_OTHER if others[name] else _ALONE)
        for name, value in zip(ballots.reviewers, estimate.reliability, strict=True)
    }
    return Opinion(method, _verdicts(ballots, estimate), _table(votes, trust), "")


def _others(votes: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """Per reviewer how many others voted on a claim of theirs, as far as it is below `_ENOUGH`."""
    beside: dict[str, set[str]] = {}
    for given in votes.values():
        some = list(islice(given, _ENOUGH + 1))
        for reviewer in given:
            beside.setdefault(reviewer, set()).update(some)
    return {name: len(others - {name}) for name, others in beside.items()}


def _undefined(ballots: Ballots, others: Mapping[str, int]) -> str:
    if not ballots.units:
        return "not defined because there are no votes"
    if len(ballots.reviewers) == 1:
        return "not defined because only one reviewer voted"
    if all(len(ballot) == 1 for ballot in ballots.ballots):
        return "not defined because no two reviewers voted on the same claim"
    if max(others.values()) < _ENOUGH:
        return "not defined because nobody voted beside two others: it takes three to tell who is right"
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


def _table(
    votes: Mapping[str, Mapping[str, str]], trust: Mapping[str, tuple[float | None, str]]
) -> dict[str, Reliability]:
    cast = Counter(name for given in votes.values() for name in given)
    shared = Counter(name for given in votes.values() if len(given) > 1 for name in given)
    return {
        name: Reliability(value, cast[name], shared[name], why)
        for name, (value, why) in sorted(trust.items())
    }

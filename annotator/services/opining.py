"""A second opinion on the votes of a round, beside them: it settles nothing, a lead does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from annotator.domain.aggregation.second_opinion import METHODS as MODELS
from annotator.domain.aggregation.second_opinion import Method as Model
from annotator.domain.aggregation.second_opinion import Reliability, Verdict, second_opinion
from annotator.domain.majority import Majority, majority
from annotator.domain.round import Round
from annotator.services.voting import Labels, votes_of
from annotator.store import Store, round_votes

Method = Literal["majority", Model]
METHODS: tuple[Method, ...] = ("majority", *MODELS)
_SEED = 1
_PLACES = 4
_ALONE = "not defined because none of their votes stands beside another's where one label has the most"


@dataclass(frozen=True)
class ClaimOpinion:
    """What there is on one claim."""

    claim: str
    text: str
    """Its wording; empty when it is not in this file."""
    votes: tuple[tuple[str, str], ...]
    """Reviewer and label."""
    majority: Majority
    opinion: Verdict | None
    """None where the method has none."""
    gold: str | None
    """What a lead decided; None for nothing yet."""

    @property
    def differs(self) -> tuple[str, ...]:
        """What the opinion is at odds with: "gold", "majority". Where two labels tie it is with neither."""
        if self.opinion is None or self.opinion.label is None:
            return ()
        others = {"gold": self.gold, "majority": self.majority.label}
        return tuple(name for name, label in others.items() if label and label != self.opinion.label)


@dataclass(frozen=True)
class Opinions:
    """A second opinion on a round."""

    method: Method
    claims: tuple[ClaimOpinion, ...]
    """Those with votes, in the order of the round."""
    reviewers: Mapping[str, Reliability]
    """By name. Of the majority: the share of votes that are for it, where another voted too."""
    undefined: str
    """Why there is no opinion, "not defined because ..."; empty where there is one."""
    kept_back: int
    """Claims left out because another, blind round keeps their votes from who looks."""

    def record(self, found: Round) -> dict[str, Any]:
        """All of it for JSON; docs/agreement.md tells of each."""
        return {
            "round": found.id,
            "name": found.name,
            "method": self.method,
            "undefined": self.undefined,
            "kept_back": self.kept_back,
            "claims": [
                {
                    "claim": one.claim,
                    "text": one.text,
                    "votes": dict(one.votes),
                    "majority": one.majority._asdict(),
                    "opinion": one.opinion._asdict() if one.opinion else None,
                    "gold": one.gold,
                    "differs": one.differs,
                }
                for one in self.claims
            ],
            "reviewers": {name: trust._asdict() for name, trust in self.reviewers.items()},
        }


def opinions(store: Store, found: Round, method: Method, member: str) -> Opinions:
    """What a method (one of METHODS) makes of the votes of a round, for a member who may see them.

    All labels count. Majority is linear in votes; the models go through them some dozen to some hundred
    times. Raises InputError for a round that hides its votes from the member.
    """
    with store.reading() as db:
        votes = votes_of(db, found, member)
        gold = round_votes.gold(db, found.id)
        wordings = round_votes.wordings(db, found.id)
    labels = {
        claim: {reviewer: vote.label for reviewer, vote in given.items()}
        for claim, given in votes.cast.items()
    }
    most = majority(labels)
    if method == "majority":
        by_most = {
            claim: Verdict(one.label, round(one.votes_for / one.votes, _PLACES))
            for claim, one in most.items()
        }
        opined, trust = by_most, _for_the_majority(labels, most)
        undefined = "" if labels else "not defined because there are no votes"
    else:
        made = second_opinion(method, labels, seed=_SEED)
        opined, trust, undefined = made.units, made.reviewers, made.undefined
    return Opinions(
        method,
        tuple(
            ClaimOpinion(
                claim,
                wordings.get(claim, ""),
                tuple(given.items()),
                most[claim],
                opined.get(claim),
                gold.get(claim),
            )
            for claim, given in labels.items()
        ),
        trust,
        undefined,
        votes.kept_back,
    )


def _for_the_majority(labels: Labels, most: Mapping[str, Majority]) -> dict[str, Reliability]:
    cast: dict[str, list[int]] = {}
    for claim, given in labels.items():
        for reviewer, label in given.items():
            counts = cast.setdefault(reviewer, [0, 0, 0, 0])  # votes, shared, where there is one, for it
            counts[0] += 1
            if len(given) > 1:
                counts[1] += 1
                if most[claim].label is not None:
                    counts[2] += 1
                    counts[3] += label == most[claim].label
    return {
        name: Reliability(
            round(right / decided, _PLACES) if decided else None, votes, shared, "" if decided else _ALONE
        )
        for name, (votes, shared, decided, right) in sorted(cast.items())
    }

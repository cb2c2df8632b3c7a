"""A team that has worked on a round, ready to be closed and released."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from annotator.domain.round import Round, RoundPlan
from annotator.services.adjudicating import Adjudicating
from annotator.services.closing import Closing
from annotator.services.leading import Leading
from annotator.services.reviewing import Reviewing
from annotator.store import rounds

HANDS = {"bert": range(5), "cora": range(5)}


class Team:
    """A file with a round of five claims in two articles; anna leads it, bert and cora label."""

    def __init__(self, kit: Any, desk: Any, hands: Any = HANDS, **plan: Any) -> None:
        self.kit, self.desk, self.store, self.claims = kit, desk, desk.store, desk.claims
        given = {"kind": "labelling", "overlap": 2, "blind": False, "seed": "7", "settings": {"sample": 5}}
        asked = RoundPlan(plan.pop("name", "pilot"), claims=self.claims, hands=hands, **{**given, **plan})
        self.made: Round = Leading(self.store, "anna", desk.place.device).make(asked)

    @property
    def round(self) -> Round:
        """As it is now."""
        found = rounds.round_by_id(self.store.db, self.made.id)
        assert found is not None
        return found

    def by(self, member: str) -> Reviewing:
        return Reviewing(self.store, member, f"device-{member}", round_id=self.made.id)

    def lead(self, member: str = "anna") -> Closing:
        return Closing(self.store, member, f"device-{member}")

    def vote(self, claim: int, **labels: str) -> None:
        for member, label in labels.items():
            self.by(member).label(self.claims[claim], label, rationale=f"{member} says {label}")

    def source(self, member: str, claim: int, **given: str) -> None:
        """A vote `sourced` that is complete."""
        self.by(member).label(self.claims[claim], "sourced", rationale="=found it")
        self.by(member).cite(self.claims[claim], self.kit.draft("supports", **given))

    def settle(self, claim: int, label: str, reason: str = "So it is.") -> None:
        Adjudicating(self.store, "anna", "device-anna", self.made.id).settle(
            self.claims[claim], label, reason
        )

    def settle_all(self, claims: Iterable[int] = range(5), label: str = "not_checkable") -> None:
        for claim in claims:
            self.settle(claim, label)

    def play(self) -> None:
        """All is labelled: three claims settled, one settled and incomplete, one without a decision."""
        self.source("bert", 0, url="https://example.org/a", publisher="Harbour Office")
        self.source("cora", 0, url="https://example.org/b", publisher="The Mayor")
        self.vote(1, bert="not_checkable", cora="insufficient")
        self.vote(2, bert="not_checkable", cora="not_checkable")
        self.vote(3, bert="verified", cora="verified")
        self.vote(4, bert="contested", cora="sourced")
        self.settle(0, "sourced")
        self.settle(1, "insufficient", "Nobody\ncan | know.")
        self.settle(2, "not_checkable")
        self.settle(3, "verified")

    def close(self) -> None:
        self.lead().close(self.round, {}, "We ran out of time.")


@pytest.fixture
def team(kit: Any, desk: Any) -> Team:
    return Team(kit, desk)


@pytest.fixture
def team_of(kit: Any) -> Callable[..., Team]:
    """Makes a team in a file of its own."""

    def make(hands: Any = HANDS, **plan: Any) -> Team:
        return Team(kit, kit.desk(), hands, **plan)

    return make

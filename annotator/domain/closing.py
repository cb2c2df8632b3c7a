"""Closing a round: what of it is settled, and the history of its openings."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.errors import InputError
from annotator.domain.round import RoundKind, RoundState


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A claim of a round that a lead has to settle, or to leave open, before the round closes."""

    number: int
    """Its place in the round, from 0."""
    claim: str
    text: str
    """Empty when the claim has not come here yet."""
    why: str
    """In plain words."""


@dataclass(frozen=True, slots=True)
class RoundEvent:
    """One step in the life of a round."""

    id: str
    what: str
    """`made`, `revealed`, `closed` or `reopened`."""
    by: str
    at: str
    """By that person's clock."""
    reason: str = ""
    left_open: tuple[tuple[str, str], ...] = ()
    """Claims that it was closed over, each with the reason."""

    @property
    def state(self) -> RoundState:
        return "closed" if self.what == "closed" else "open"


class NotSettled(InputError):
    """A round cannot close over these claims unless a lead says why."""

    def __init__(self, name: str, left: Sequence[Unsettled], claims: int, kind: RoundKind) -> None:
        settle = "Merge their articles (annotator round merge-claims)"
        if kind != "segmentation":
            settle = "Settle them (annotator round adjudicate)"
        super().__init__(
            f"{len(left)} of {claims} claims of the round {name!r} are not settled.",
            safe="Nothing was changed.",
            do=f"{settle}, or say which stay open and why: --leave-open CLAIM"
            " --reason WORDS, or for all of them --leave-all-open --reason WORDS.",
        )
        self.left = tuple(left)


def why_unsettled(
    votes: Sequence[tuple[str, int]], waiting: int, missing: Sequence[str] | None, label: str = ""
) -> str:
    """Why a claim is not settled, in words.

    `votes` are labels with how many are for each, `waiting` the reviewers who have it and did not vote yet,
    `missing` what the decision `label` lacks, None where there is no decision.
    """
    if missing is not None:
        return f"settled as {label}, but incomplete: {'; '.join(missing)}"
    still = f"; {waiting} still to come" if waiting else ""
    if not votes:
        return f"no votes{still}"
    counted = ", ".join(f"{count} {name}" for name, count in votes)
    if len(votes) > 1:
        return f"votes disagree ({counted}){still}"
    if votes[0][1] == 1:
        return f"one vote ({votes[0][0]}), not settled{still}"
    return f"unanimous ({counted}), not settled{still}"

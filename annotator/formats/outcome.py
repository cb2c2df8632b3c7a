"""What other formats are told of a claim: one judgement and its outcome, or why there is none.

They know verdicts, not our labels. The table is that of docs/formats.md.
"""

from collections import Counter
from dataclasses import replace
from typing import Literal

from annotator.domain.dataset import ClaimRecord, Judgement
from annotator.domain.label import NOT_CHECKABLE

Outcome = Literal["supported", "refuted", "conflicting", "insufficient", "not_checkable"]
OUTCOMES: tuple[Outcome, ...] = ("supported", "refuted", "conflicting", "insufficient", "not_checkable")

NO_LABEL = "claims without a label"
DIFFERING = "claims whose reviewers differ, with no decision (settle them in a round, or name one with --by)"
NO_VERDICT = "labels without a verdict, since their evidence is incomplete"


def outcome_of(judgement: Judgement) -> Outcome | None:
    """The verdict, or that there is nothing to check; None for a label that has neither."""
    if judgement.label == NOT_CHECKABLE:
        return "not_checkable"
    return judgement.verdict


def settled(record: ClaimRecord, left_out: Counter[str]) -> tuple[Judgement, Outcome] | None:
    """The one judgement that a format with room for one gets: the decision where there is one, else what all
    reviewers say whose labels have a verdict, with the evidence of all, and no label where theirs differ.
    None when there is none such; why is counted in `left_out`. Votes do not stand for a decision that is left
    out.
    """
    if record.gold is not None:
        outcome = outcome_of(record.gold)
        if outcome is None:
            left_out[NO_VERDICT] += 1
            return None
        return record.gold, outcome
    if record.decision_left_out:
        left_out[NO_VERDICT] += 1
        return None
    judgements = record.judgements
    if not judgements:
        left_out[NO_LABEL] += 1
        return None
    known = [(one, outcome) for one in judgements if (outcome := outcome_of(one)) is not None]
    if not known:
        left_out[NO_VERDICT] += 1
        return None
    first, outcome = known[0]
    if any(other != outcome for _, other in known):
        left_out[DIFFERING] += 1
        return None
    evidence = {citation.id: citation for one, _ in known for citation in one.citations}
    label = first.label if all(one.label == first.label for one, _ in known) else ""
    return replace(first, label=label, citations=tuple(evidence.values())), outcome

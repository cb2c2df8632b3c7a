"""How far reviewers agree: on labels, on evidence, on the boundaries of claims. Pure figures, no file.

Every figure is a `Figure`: a number, or None with the reason in plain words; never NaN. Sums are in whole
numbers, so that a figure does not depend on the order of claims and reviewers, nor on the machine.
"""

from annotator.domain.agreement.alpha import alpha, alpha_interval
from annotator.domain.agreement.boundaries import (
    Boundaries,
    BoundaryCounts,
    BoundaryFigures,
    Match,
    boundaries,
    boundary_figures,
)
from annotator.domain.agreement.evidence import ClaimEvidence, EvidenceAgreement, evidence_agreement
from annotator.domain.agreement.figure import Figure, Interval
from annotator.domain.agreement.kappa import cohen_kappa, fleiss_kappa, randolph_kappa, raw_agreement
from annotator.domain.agreement.labelling import (
    Agreement,
    Confusion,
    LabelAgreement,
    PairAgreement,
    ReviewerAgreement,
    agreement_of,
)
from annotator.domain.agreement.tally import Tally, Votes, tally

__all__ = [
    "Agreement",
    "Boundaries",
    "BoundaryCounts",
    "BoundaryFigures",
    "ClaimEvidence",
    "Confusion",
    "EvidenceAgreement",
    "Figure",
    "Interval",
    "LabelAgreement",
    "Match",
    "PairAgreement",
    "ReviewerAgreement",
    "Tally",
    "Votes",
    "agreement_of",
    "alpha",
    "alpha_interval",
    "boundaries",
    "boundary_figures",
    "cohen_kappa",
    "evidence_agreement",
    "fleiss_kappa",
    "randolph_kappa",
    "raw_agreement",
    "tally",
]

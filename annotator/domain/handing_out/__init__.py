"""Handing out the claims of a round: who gets which, and who takes over what.

Pure and deterministic: chance comes from a seed by `annotator.domain.ranking`.
"""

from annotator.domain.handing_out.allocation import More, hand_out
from annotator.domain.handing_out.handing_over import HandedOver, hand_over
from annotator.domain.handing_out.joining import join
from annotator.domain.handing_out.moves import Move, Numbers
from annotator.domain.handing_out.summary import Portion, Summary, summed_up
from annotator.domain.handing_out.task import Task, expected_work

__all__ = [
    "HandedOver",
    "More",
    "Move",
    "Numbers",
    "Portion",
    "Summary",
    "Task",
    "expected_work",
    "hand_out",
    "hand_over",
    "join",
    "summed_up",
]

"""Handing out the claims of a round: who gets which, who takes over what, where control items stand.

Pure and deterministic: chance comes from a seed by `annotator.domain.ranking`.
"""

from annotator.domain.handing_out.allocation import More, hand_out
from annotator.domain.handing_out.task import Task, expected_work

__all__ = ["More", "Task", "expected_work", "hand_out"]

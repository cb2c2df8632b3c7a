"""Reading suggestions."""

import json
from typing import Any

from annotator.domain.suggestion import Suggestion

SUGGESTION_COLUMNS = (
    "g.id, g.claim, g.format, g.key, g.label, g.value, g.given_by, g.confidence, g.rationale, g.citations,"
    " g.extras, g.flags"
)
"""Of `suggestion` as g."""


def suggestion_from(row: tuple[Any, ...]) -> Suggestion:
    *told, citations, extras, flags = row
    parts = [*told, tuple(json.loads(citations)), extras, tuple(json.loads(flags))]
    return Suggestion(*parts)

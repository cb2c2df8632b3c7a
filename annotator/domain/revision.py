"""Revisions: what people make of claims. Each is an event, whose id is the revision's."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, get_args

from annotator.domain.claim import EDIT_KINDS, MODES, Claim, Edit, edit_rows
from annotator.domain.ids import is_event_id

Action = Literal["edges", "wording", "split", "merge", "add", "restore"]
ACTIONS: tuple[Action, ...] = get_args(Action)
LARGEST = 2**31 - 1
"""Of offsets and positions in an event: any text is shorter."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A new form of some claims of one claim set, or a claim that no splitter made."""

    article: str
    claim_set: str
    position: int
    """Its place among the set's claims: the least of its parents' places; for an added claim that of the
    last claim of the splitter's that begins at or before it, -1 without one. Claims of one place stand in
    the order in which they begin."""
    parents: tuple[str, ...]
    """The claims that it is made of: none for an added one, several for a merge."""
    claim: Claim
    action: Action
    reason: str = ""
    """Why, in a word: pronoun, date, name ..."""

    @property
    def body(self) -> dict[str, Any]:
        """The fields of its event."""
        claim = self.claim
        said = {"speaker": claim.speaker, "cue": claim.cue, "date": claim.date}
        return {
            "article": self.article,
            "claim_set": self.claim_set,
            "position": self.position,
            "parents": list(self.parents),
            "ranges": [list(pair) for pair in claim.ranges],
            "text": claim.text,
            "mode": claim.mode,
            "edits": edit_rows(claim.edits),
            "action": self.action,
            "reason": self.reason,
            **{name: value for name, value in said.items() if value},
        }


def claim_of(event_id: str, body: Mapping[str, Any]) -> Claim:
    """The claim that the event of a revision, which is well formed, describes."""
    return Claim(
        ranges=tuple((start, end) for start, end in body["ranges"]),
        text=body["text"],
        mode=body["mode"],
        speaker=body.get("speaker") or None,
        cue=body.get("cue") or None,
        date=body.get("date") or None,
        edits=tuple(Edit(kind, start, end, said) for kind, start, end, said in body["edits"]),
        id=event_id,
    )


def revisable(claim: Claim) -> tuple[object, ...]:
    """What a revision can change of a claim: one that has the same says the same of the same words."""
    return claim.ranges, claim.text, claim.mode, claim.speaker, claim.cue, claim.date


def may_descend(event_id: str, parent: str) -> bool:
    """Whether a claim can be a parent of a revision: an id is greater than those it was made from, so
    that no claim can be made to descend from itself."""
    return not is_event_id(parent) or parent < event_id


def are_ranges(value: Any) -> bool:
    """Whether a value of an event is the ranges of a claim: [start, end] each, in order, not empty."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(_is_range(pair) for pair in value)
        and all(one[1] <= other[0] for one, other in pairwise(value))
    )


def are_edits(value: Any) -> bool:
    """Whether a value of an event is edits: [kind, start, end, text] each."""
    return isinstance(value, list) and all(
        isinstance(row, list)
        and len(row) == 4
        and row[0] in EDIT_KINDS
        and _in_order(row[1], row[2], 0)
        and isinstance(row[3], str)
        for row in value
    )


def is_position(value: Any) -> bool:
    return _is_number(value) and -1 <= value <= LARGEST


def is_mode(value: Any) -> bool:
    return value in MODES


def _is_range(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and _in_order(value[0], value[1], 1)


def _in_order(start: Any, end: Any, apart: int) -> bool:
    return _is_number(start) and _is_number(end) and 0 <= start <= end - apart < LARGEST


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)

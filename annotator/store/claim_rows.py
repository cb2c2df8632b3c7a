"""Claims as rows of the table `claim`."""

import json
from typing import Any

from annotator.domain.claim import Claim, Edit, Flag, edit_rows, flag_rows, ranges_json
from annotator.domain.ids import canonical_json
from annotator.domain.text import Range

_NAMES = (
    "id", "text", "ranges", "mode", "speaker", "cue", "date", "rule", "partner", "occurrences", "flags",
    "edits", "like_position", "likeness",
)  # fmt: skip
CLAIM_COLUMNS = ", ".join(f"c.{name}" for name in _NAMES)

INSERT = (
    f"INSERT INTO claim(claim_set, position, {', '.join(_NAMES)})"
    f" VALUES (?, ?, {', '.join('?' for _ in _NAMES)})"
)
"""Takes the set, the position and a `claim_row`."""


def claim_row(claim: Claim) -> tuple[Any, ...]:
    """The values of CLAIM_COLUMNS."""
    return (
        claim.id,
        claim.text,
        ranges_json(claim.ranges),
        claim.mode,
        claim.speaker,
        claim.cue,
        claim.date,
        claim.rule,
        claim.partner,
        ranges_json(claim.occurrences),
        canonical_json(flag_rows(claim.flags)) if claim.flags else "[]",
        canonical_json(edit_rows(claim.edits)) if claim.edits else "[]",
        claim.like,
        claim.likeness,
    )


def claim_from(row: tuple[Any, ...]) -> Claim:
    """A claim from a row of CLAIM_COLUMNS. Raises ValueError or TypeError for one that is damaged."""
    claim_id, text, ranges, mode, speaker, cue, date, rule, partner, occurrences, *later = row
    flags, edits, like, likeness = later
    return Claim(
        ranges=_read_ranges(ranges),
        text=text,
        mode=mode,
        speaker=speaker,
        cue=cue,
        date=date,
        rule=rule,
        partner=partner,
        occurrences=_read_ranges(occurrences),
        flags=tuple(Flag(kind, int(start), int(end)) for kind, start, end in _read_list(flags)),
        edits=tuple(
            Edit(kind, int(start), int(end), str(said)) for kind, start, end, said in _read_list(edits)
        ),
        like=None if like is None else int(like),
        likeness=likeness,
        id=claim_id,
    )


def _read_ranges(text: str) -> tuple[Range, ...]:
    return tuple((int(start), int(end)) for start, end in _read_list(text))


def _read_list(text: str) -> Any:
    """Most are empty, and need no parser."""
    return () if text == "[]" else json.loads(text)

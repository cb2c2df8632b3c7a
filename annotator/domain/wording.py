"""The readable wording of a claim, made from its verbatim ranges by edits that are all recorded.

An edit drops, changes or adds words at a place of the article. `worded` carries them out, and there is
no other way to a wording: what a claim reads and what it records cannot differ.
"""

import re
from collections.abc import Sequence

from annotator.domain.claim import Edit
from annotator.domain.text import Range

_FINAL = re.compile(r"[.!?…。！？][\"'”’“«»)\]」』）]*$")


def worded(text: str, ranges: Sequence[Range], edits: Sequence[Edit]) -> str:
    """The words of the ranges with the edits carried out and single spaces.

    What is added at one place stands there in the order given, but words before a stop, and marks, which
    close a quotation, behind it; so edits that were stored in an order of their own say the same.
    """
    stops = {edit.start for edit in edits if edit.kind == "stop"}
    changes = sorted(
        (edit for edit in edits if edit.kind != "copied"),
        key=lambda edit: (edit.start, edit.end > edit.start, edit.start in stops and _beside_stop(edit)),
    )
    parts: list[str] = []
    for start, end in ranges:
        at = start
        for edit in changes:
            if not start <= edit.start <= edit.end <= end or edit.start < at:
                continue
            parts += [text[at : edit.start], edit.text]
            at = edit.end
        parts += [text[at:end], " "]
    return " ".join("".join(parts).split())


def _beside_stop(edit: Edit) -> int:
    if edit.kind == "stop":
        return 1
    return 0 if any(map(str.isalnum, edit.text)) else 2


def capital(text: str, at: int) -> list[Edit]:
    """The edit that gives the wording a capital in front, if it has none and there is one."""
    large = text[at].upper()
    return [Edit("case", at, at + 1, large)] if large != text[at] and len(large) == 1 else []


def stop(text: str, start: int, end: int) -> list[Edit]:
    """The edit that puts a full stop behind a wording whose words `text[start:end]` end without one."""
    return [] if _FINAL.search(text[max(end - 8, start) : end]) else [Edit("stop", end, end, ".")]


def merged(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """In order, touching and overlapping ranges as one."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)

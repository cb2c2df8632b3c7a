"""The page that lists what a reviewer of a round has not done, or has flagged."""

from collections.abc import Sequence

from annotator.domain.round_status import Unfinished
from annotator.services.acting import words_of
from annotator.tui.drawing import Line

_PARTS = (("skipped", "Skipped"), ("incomplete", "Labelled, but incomplete"), ("open", "Open"))


def unfinished_lines(found: Sequence[Unfinished], width: int) -> list[Line]:
    """The claims by how far they are; a flagged one stands first of all, and bears `[!]` everywhere."""
    lines: list[Line] = []
    groups = [("Flagged", [one for one in found if one.flagged])]
    groups += [(title, [one for one in found if one.state == state]) for state, title in _PARTS]
    for title, claims in groups:
        if claims:
            lines += [[(f" {title}", "strong"), (f"  {words_of(len(claims), 'claim')}", "muted")]]
            for one in claims:
                lines += _claim_lines(one)
            lines.append(())
    return lines or [[(" Everything is done, and nothing flagged.", "muted")]]


def _claim_lines(one: Unfinished) -> list[Line]:
    mark = ("[!]" if one.flagged else "   ", "warn")
    words = " ".join(one.text.split())
    lines: list[Line] = [[(f" {one.number + 1:>6} ", "muted"), mark, (f" {words}", "text")]]
    if one.reason:
        lines.append([(f"{'':12}{one.reason}", "muted")])
    return lines

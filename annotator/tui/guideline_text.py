"""A guideline as a page; without Textual, for plain mode too."""

from typing import TYPE_CHECKING

from annotator.domain.round import Guideline
from annotator.tui.wrapping import wrap_words

if TYPE_CHECKING:  # it knows Textual
    from annotator.tui.drawing import Line

NONE = "There is no guideline in this file: annotator init --guideline brings one along."
NONE_IN_ROUND = "The round {} has no guideline."


def guideline_title(found: Guideline, frozen_in: str) -> str:
    """Name and version, and the round that has frozen it."""
    frozen = f", as frozen into {frozen_in}" if frozen_in else ""
    return f"Guideline: {found.name}, version {found.version}{frozen}"


def guideline_lines(text: str, width: int) -> "list[Line]":
    """Its text, paragraph by paragraph."""
    lines: list[Line] = []
    for paragraph in text.strip().splitlines():
        lines += [[(f"  {line}", "text")] for line in wrap_words(paragraph, width - 3)] or [()]
    return lines

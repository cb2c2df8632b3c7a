"""The guideline, on a page of its own."""

from annotator.domain.round import Guideline
from annotator.tui.guideline_text import guideline_lines, guideline_title
from annotator.tui.screens.page import Page


class GuidelineScreen(Page):
    """The text as it was written, paragraph by paragraph."""

    def __init__(self, found: Guideline, frozen_in: str) -> None:
        super().__init__(guideline_title(found, frozen_in), lambda width: guideline_lines(found.text, width))

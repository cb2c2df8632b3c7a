"""The help page."""

from annotator.tui.desk import Desk
from annotator.tui.help_text import help_lines
from annotator.tui.screens.page import Page


class HelpScreen(Page):
    """Keys (first those of where one comes from), marks, labels and their rules, and the guideline."""

    def __init__(self, desk: Desk, here: str) -> None:
        guidelines = desk.reading.guidelines()
        super().__init__(
            "Help",
            lambda width: help_lines(self.table, desk.scheme, guidelines, width, here, without=desk.left_out),
        )

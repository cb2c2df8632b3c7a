"""All of one claim, on a page of its own."""

from functools import partial

from annotator.tui.claim_text import claim_lines
from annotator.tui.desk import Desk
from annotator.tui.screens.page import Page


class ClaimScreen(Page):
    """What the panel has no room for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(f"Claim {desk.position + 1} of {len(desk.marks)}", partial(claim_lines, desk))

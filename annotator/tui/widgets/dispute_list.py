"""The claims of a round, the worst at odds first; rows are drawn when they come into sight."""

from annotator.tui.adjudicating_desk import AdjudicatingDesk
from annotator.tui.drawing import Line, Piece
from annotator.tui.widgets.row_list import RowList


class DisputeList(RowList):
    """Shows where in the order of severity one is."""

    def __init__(self, desk: AdjudicatingDesk) -> None:
        super().__init__(widget_id="queue")
        self.desk = desk
        self.count = len(desk.disputes)
        self.position = desk.place_in_order

    def show(self) -> None:
        """The desk has turned to another claim, or one is settled otherwise, or its votes have changed."""
        top = round(self.scroll_y)
        self.count = len(self.desk.disputes)
        self.position = self.desk.place_in_order
        self._reveal()
        if round(self.scroll_y) == top:
            self.redraw(range(top, top + self.size.height))

    def row_line(self, number: int, part: int, width: int) -> Line:
        one = self.desk.at_place(number)
        rule = self.desk.scheme.label(one.decided)
        letter = rule.key if rule else "?" if one.decided else "·"
        after = "…" if self.desk.unsaved(one.claim) else "✓" if one.decided and one.complete else " "
        votes: list[Piece] = []
        for label, count in one.votes:
            of = self.desk.scheme.label(label)
            votes.append((f"{of.key if of else '?'}{count} ", f"label:{label}"))
        wording = self.desk.wording(one.claim)
        return [
            (f"{letter}{after}", f"label:{one.decided}" if one.decided else "faint"),
            (f" {one.number + 1:>{len(str(self.count))}}  ", "muted"),
            *(votes or [("no votes ", "faint")]),
            (f" {wording}", "muted" if one.decided else "text"),
        ]

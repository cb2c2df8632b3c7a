"""What events have touched and `settle` must bring up to date."""

from dataclasses import dataclass, field
from typing import Literal

StatefulTable = Literal["label", "citation", "flag"]


@dataclass(slots=True)
class Touched:
    """Ordered sets (dict keys)."""

    rows: dict[tuple[StatefulTable, str], None] = field(default_factory=dict)
    """Rows (table, id) whose state may be another now."""
    citations: dict[str, None] = field(default_factory=dict)
    """Citations that may have been closed or opened again."""
    labels: dict[tuple[str, str], None] = field(default_factory=dict)
    """(claim, member) whose current labels may be judged otherwise now."""

    def row(self, table: StatefulTable, event: str) -> None:
        self.rows[table, event] = None

    def closing(self, citation: str) -> None:
        self.citations[citation] = None

    def evidence(self, claim: str, member: str) -> None:
        self.labels[claim, member] = None

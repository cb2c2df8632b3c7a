"""What events have touched and `settle` must bring up to date."""

from dataclasses import dataclass, field
from typing import Literal

StatefulTable = Literal["label", "citation", "flag", "skip"]


@dataclass(slots=True)
class Touched:
    """Ordered sets (dict keys)."""

    rows: dict[tuple[StatefulTable, str], None] = field(default_factory=dict)
    """Rows (table, id) whose state may be another now."""
    citations: dict[str, None] = field(default_factory=dict)
    """Citations that may have been closed or opened again."""
    fresh: dict[str, None] = field(default_factory=dict)
    """Labels that no progress has counted yet."""
    counted: dict[tuple[str, str], None] = field(default_factory=dict)
    """(claim, member) whose labels may count otherwise now."""
    judged: dict[tuple[str, str], None] = field(default_factory=dict)
    """Those of them whose evidence may be another now."""
    folds: dict[str, None] = field(default_factory=dict)
    """Claims that may be folded, or taken out, now."""
    articles: dict[str, None] = field(default_factory=dict)
    """Articles of which another claim set may be shown now."""
    revisions: dict[str, None] = field(default_factory=dict)
    """Revisions that may stand, or be taken back, now."""
    drops: dict[str, None] = field(default_factory=dict)
    """Claims that may be dropped, or brought back, now."""
    links: dict[tuple[str, str], None] = field(default_factory=dict)
    """Pairs of claims that may be linked, or not, now."""
    changed: dict[str, None] = field(default_factory=dict)
    """Articles of which other claims stand now."""
    rounds: dict[str, None] = field(default_factory=dict)
    """Rounds that may be open, closed or revealed, or have claims, now."""
    hands: dict[tuple[str, str], None] = field(default_factory=dict)
    """(round, reviewer) who may have other claims of it now."""
    adjudicated: dict[tuple[str, str], None] = field(default_factory=dict)
    """(round, claim) that may be settled, or settled otherwise, now."""

    segmented: dict[tuple[str, str, str], None] = field(default_factory=dict)
    """(round, article, member) who may be done with its claims, or not, now."""
    merged: dict[tuple[str, str, str], None] = field(default_factory=dict)
    """(round, article, group) of which other claims may be taken now."""

    def row(self, table: StatefulTable, event: str) -> None:
        self.rows[table, event] = None

    def closing(self, citation: str) -> None:
        self.citations[citation] = None

    def fold(self, claim: str) -> None:
        self.folds[claim] = None

    def show(self, article: str) -> None:
        self.articles[article] = None

    def revision(self, event: str) -> None:
        self.revisions[event] = None

    def drop(self, claim: str) -> None:
        self.drops[claim] = None

    def link(self, pair: tuple[str, str]) -> None:
        self.links[pair] = None

    def stands_anew(self, article: str) -> None:
        self.changed[article] = None

    def round(self, event: str) -> None:
        self.rounds[event] = None

    def hand(self, round_id: str, reviewer: str) -> None:
        self.hands[round_id, reviewer] = None

    def adjudication(self, round_id: str, claim: str) -> None:
        self.adjudicated[round_id, claim] = None

    def segment(self, round_id: str, article: str, member: str) -> None:
        self.segmented[round_id, article, member] = None

    def merge(self, round_id: str, article: str, grouping: str) -> None:
        self.merged[round_id, article, grouping] = None

    def label(self, claim: str, member: str, event: str) -> None:
        self.fresh[event] = None
        self.counted[claim, member] = None

    def evidence(self, claim: str, member: str) -> None:
        self.counted[claim, member] = None
        self.judged[claim, member] = None

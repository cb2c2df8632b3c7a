"""A round on the file of two articles, voted on by three reviewers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotator.domain.citation import CitationDraft, Source
from annotator.domain.round import RoundPlan
from annotator.services.acting import Acting
from annotator.services.adjudicating import Adjudicating
from annotator.services.leading import Leading
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write

HANDS = {"bert": range(9), "cora": range(9), "dora": (0, 3)}


class RoundFile:
    """The file, with a round led by anna over all its claims in the order of the library."""

    def __init__(self, path: Path, *, blind: bool = False, **hands: Any) -> None:
        self.path = path
        with self.writing() as store:
            rows = store.db.execute(
                "SELECT c.id FROM article_info AS i JOIN claim AS c ON c.claim_set = i.shown_set"
                " ORDER BY i.published, i.title, c.position"
            )
            self.claims = [row[0] for row in rows.fetchall()]
            plan = RoundPlan(
                "pilot", "labelling", self.claims, hands or HANDS, overlap=2, blind=blind, seed="1",
                controls={self.claims[2]: "sourced"},
            )  # fmt: skip
            self.round = Leading(store, "anna", "device-1").make(plan)

    @contextmanager
    def writing(self) -> Iterator[Any]:
        with open_to_write(self.path) as store:
            yield store

    @contextmanager
    def by(self, member: str) -> Iterator[Reviewing]:
        with self.writing() as store:
            yield Reviewing(store, member, f"device-{member}", round_id=self.round.id)

    @contextmanager
    def lead(self, member: str) -> Iterator[Adjudicating]:
        with self.writing() as store:
            yield Adjudicating(store, member, f"device-{member}", self.round.id)

    def make_lead(self, member: str) -> None:
        with self.writing() as store, Acting(store, "anna", "device-1").act() as act:
            act.append("member", {"name": member, "role": "lead"})

    def vote(self, member: str, claim: int, label: str, *citations: tuple[str, str], **more: Any) -> None:
        """A label, and citations of (stance, publisher)."""
        with self.by(member) as by:
            by.label(self.claims[claim], label, **more)
            for number, (stance, publisher) in enumerate(citations):
                site = publisher.lower().replace(" ", "")
                source = Source(
                    f"https://{site}.example/{member}{number}", title=f"{publisher} on the ferry",
                    publisher=publisher, origin=publisher,
                )  # fmt: skip
                by.cite(
                    self.claims[claim],
                    CitationDraft(
                        source, stance, "primary" if not number else "secondary",  # type: ignore[arg-type]
                        quote=f"As {publisher} has it, word for word.", accessed="2026-03-01",
                        archive_url=f"https://archive.example/{site}",
                    ),  # fmt: skip
                )

    def vote_all(self) -> "RoundFile":
        """One claim of each sort: at odds, of different labels, refuted, incomplete, unanimous, not voted on."""
        wire = ("supports", "Coast Wire")
        self.vote(
            "bert", 0, "verified", ("supports", "Port Register"), wire, confidence=4, seconds=125,
            rationale="The port's own log has the hour, and an independent paper saw the ship at the quay.",
        )  # fmt: skip
        self.vote("cora", 0, "verified", ("supports", "Port Register"), confidence=2, seconds=40)
        self.vote(
            "dora", 0, "contested", ("refutes", "Skerrow Gazette"), confidence=5, seconds=610,
            rationale="The islanders' paper says that it sailed on Friday evening, with two trips.",
        )  # fmt: skip
        self.vote("bert", 1, "sourced", wire)
        self.vote("cora", 1, "insufficient")
        self.vote("bert", 2, "not_checkable")
        self.vote("cora", 2, "not_checkable")
        self.vote("bert", 3, "verified", wire)
        self.vote("bert", 4, "sourced", wire)
        self.vote("cora", 4, "sourced", ("refutes", "Skerrow Gazette"))
        self.vote("bert", 5, "sourced")
        self.vote("cora", 5, "sourced")
        self.vote("bert", 6, "verified", confidence=1)
        self.vote("cora", 6, "verified")
        return self

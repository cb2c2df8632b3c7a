"""Rounds on several machines: whatever feeds come in whatever order, the tables are those of a rebuild."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError
from annotator.domain.round import Round, RoundPlan
from annotator.services.adjudicating import Adjudicating
from annotator.services.closing import Closing
from annotator.services.handing import Handing
from annotator.services.leading import Leading
from annotator.services.merging import merge
from annotator.services.reviewing import Reviewing
from annotator.store import projections

TEXT = "The ferry left at six.\nA porter said the lamps were out.\nNobody waited.\n"
REVIEWERS = {"ben": [0, 1, 2], "cleo": [0, 1]}
LABELS = ("not_checkable", "sourced", "contested", "insufficient")
WHAT = [
    "label",
    "label",
    "label",
    "cite",
    "refute",
    "replace",
    "close_citation",
    "skip",
    "flag",
    "undo",
    "undo",
    "redo",
    "reword",
    "drop",
    "assign",
    "hand_over",
    "settle",
    "settle",
    "close",
    "reopen",
    "reveal",
]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(WHAT),
        st.sampled_from(["ben", "cleo", "anna"]),
        st.sampled_from(["", "one", "two"]),
        st.sampled_from(["1", "2"]),
        st.integers(0, 11),
    ),
    max_size=30,
)


class Play:
    """Members at work, each on two devices, in a file with two rounds over the same claims, one of which
    somebody has reworded for the second."""

    def __init__(self, kit: Any) -> None:
        self.kit = kit
        self.desk = kit.open(kit.path(), "anna", create=True)
        self.claims = kit.seed(self.desk.store, (TEXT,))
        self.rounds: dict[str, Round] = {}
        reworded = Reviewing(self.desk.store, "cleo", "device-1").reword(self.claims[2], "All others went.")
        self.claims[2] = reworded.claim
        for name, blind in (("one", True), ("two", False)):
            plan = RoundPlan(name, "labelling", self.claims, REVIEWERS, 2, blind, "7")
            self.rounds[name] = Leading(self.desk.store, "anna", "device-1").make(plan)

    def act(self, what: str, member: str, where: str, device: str, at: int) -> None:
        """What cannot be done is not."""
        store, device, claim = self.desk.store, f"device-{device}", self.claims[at % 3]
        found = self.rounds.get(where)
        inside = found.id if found else ""
        me = Reviewing(store, member, device, round_id=inside)

        def mine(claim: str) -> str:
            asked = "SELECT max(id) FROM citation WHERE claim = ? AND member = ? AND state = 'current'"
            return self.desk.sql(asked, claim, member)[0][0] or "none"

        doing: dict[str, Callable[[], object]] = {
            "label": lambda: me.label(
                claim, LABELS[at % 4], rationale="It is." if at % 2 else None, seconds=at
            ),
            "cite": lambda: me.cite(claim, self.kit.draft("attributes", url=f"https://example.org/{at}")),
            "refute": lambda: me.cite(claim, self.kit.draft("refutes")),
            "replace": lambda: me.cite(claim, self.kit.draft("supports"), replaces=mine(claim)),
            "close_citation": lambda: me.close_citation(mine(claim), "It is old."),
            "skip": lambda: me.skip(claim, "No Danish."),
            "flag": lambda: me.flag(claim),
            "undo": me.undo,
            "redo": me.redo,
            "reword": lambda: me.reword(claim, f"Other words {at}."),
            "drop": lambda: me.drop(claim),
        }
        with suppress(AnnotatorError):
            if what in doing:
                doing[what]()
            elif found is not None:
                self.lead(what, found, device, claim, at)

    def lead(self, what: str, found: Round, device: str, claim: str, at: int) -> None:
        store = self.desk.store
        closing, handing = Closing(store, "anna", device), Handing(store, "anna", device)
        settling = Adjudicating(store, "anna", device, found.id)
        {
            "assign": lambda: handing.add(found, [("dan", "eve")[at % 2]]),
            "hand_over": lambda: handing.hand_over(found, ("ben", "cleo")[at % 2]),
            "settle": lambda: settling.settle(claim, LABELS[at % 4], "Because."),
            "close": lambda: closing.close(found, {}, "No more time."),
            "reopen": lambda: closing.reopen(found, "More time."),
            "reveal": lambda: Leading(store, "anna", device).reveal(found),
        }[what]()


def packs_of(raw: bytes, folder: Path) -> list[Path]:
    """A pack as several: one of the content, and one of each feed."""
    head, *lines = raw.splitlines(keepends=True)[:-1]
    parts: list[list[bytes]] = [[]]
    for line in lines:
        if json.loads(line)["type"] == "feed":
            parts.append([])
        parts[-1].append(line)
    paths = []
    for number, part in enumerate(parts):
        body = b"".join([head, *part])
        end = {"type": "end", "lines": len(part) + 1, "sha256": hashlib.sha256(body).hexdigest()}
        paths.append(folder / f"{number}.pack")
        paths[-1].write_bytes(body + json.dumps(end, separators=(",", ":")).encode() + b"\n")
    return paths


@settings(max_examples=250, deadline=None)
@given(acts=ACTS, order=st.randoms(use_true_random=False))
def test_feeds_and_content_come_in_any_order(kit_in: Any, acts: list[Any], order: Any) -> None:
    with TemporaryDirectory() as folder:
        kit = kit_in(Path(folder))
        try:
            play = Play(kit)
            for act in acts:
                play.act(*act)
            kit.assert_projections_hold(play.desk.store)
            expected = projections.snapshot(play.desk.store.db)
            packs = packs_of(play.desk.pack(), Path(folder))
            order.shuffle(packs)
            fresh = kit.open(kit.path(), "dora", create=True, state="dora")
            for pack in packs:
                merge(fresh.store, [pack])
                kit.assert_projections_hold(fresh.store)
            assert projections.snapshot(fresh.store.db) == expected
        finally:
            kit.close_all()

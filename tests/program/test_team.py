"""A team of reviewer processes on one file, one of them killed every second."""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.round import RoundPlan
from annotator.services.leading import Leading

REVIEWER = Path(__file__).with_name("reviewer.py")
LABELS = ("sourced", "contested", "verified", "insufficient", "not_checkable")


class Team:
    """Processes of one member each, what they said they had saved, and what they complained of."""

    def __init__(self, path: Path, folder: Path, members: list[str], round_id: str) -> None:
        self.path, self.folder, self.members, self.round = path, folder, members, round_id
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.kills = 0
        for member in members:
            self.start(member)

    def start(self, member: str) -> None:
        label = LABELS[self.members.index(member) % len(LABELS)]
        said, wrong = (self.folder / f"{member}.{ending}" for ending in ("said", "wrong"))
        command = [sys.executable, REVIEWER, self.path, self.folder / "state", member, self.round, label]
        with said.open("ab") as out, wrong.open("ab") as error:
            self.running[member] = subprocess.Popen(command, stdout=out, stderr=error)

    def kill(self, member: str) -> None:
        process = self.running.pop(member)
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.kills += 1

    def reap(self) -> None:
        """Whoever has ended by themselves is done."""
        for member, process in list(self.running.items()):
            if process.poll() is not None:
                assert process.returncode == 0, (self.folder / f"{member}.wrong").read_text()
                del self.running[member]

    def saved(self, member: str) -> list[str]:
        """The claims that they said were labelled; half a line was never said."""
        lines = (self.folder / f"{member}.said").read_text().split("\n")
        return lines[:-1]


def votes(desk: Any, round_id: str) -> Counter[tuple[str, str]]:
    """How often each member has labelled each claim in the round, read off the log alone."""
    rows = desk.sql(
        "SELECT f.member, e.body FROM event AS e JOIN feed AS f ON f.id = e.feed"
        " WHERE e.kind = 'label' AND f.round = ?",
        round_id,
    )
    return Counter((member, json.loads(body)["claim"]) for member, body in rows)


@pytest.mark.soak
def test_reviewers_that_are_killed_lose_nothing(
    kit: Any, tmp_path: Path, soak_seconds: float, soak_labels: int
) -> None:
    """20 processes for the full figures (--soak-seconds 60 or more, or --soak-labels), else a few."""
    whole = bool(soak_labels) or soak_seconds >= 60
    members = [f"reviewer-{number:02}" for number in range(20 if whole else 4)]
    each = (soak_labels or 10_000) // len(members)
    desk = kit.open(kit.path(), "lea", create=True)
    lines = 20
    for start in range(0, each, lines):
        text = "".join(f"Ship {number} left port.\n" for number in range(start, min(each, start + lines)))
        desk.claims += kit.seed(desk.store, (text,))
    hands = {name: range(each) for name in members}
    plan = RoundPlan("blind", "labelling", desk.claims, hands, len(members), True, "1")
    made = Leading(desk.store, "lea", desk.place.device).make(plan)
    team = Team(desk.store.path, tmp_path, members, made.id)
    chance, begun = random.Random(5), time.monotonic()
    while team.running and (soak_labels or time.monotonic() - begun < soak_seconds):
        time.sleep(1 if whole else soak_seconds / 3)
        team.reap()
        if team.running:
            victim = chance.choice(sorted(team.running))
            team.kill(victim)
            team.start(victim)
    took = time.monotonic() - begun
    for member in list(team.running):
        team.kill(member)

    counted = votes(desk, made.id)
    assert set(counted.values()) <= {1}
    for member in members:
        said = team.saved(member)
        assert len(set(said)) == len(said)
        assert {(member, claim) for claim in said} <= set(counted)
        assert (tmp_path / f"{member}.wrong").read_text() == ""
    if soak_labels:
        assert counted.total() == each * len(members)
    # what the dashboard counts is what the log says
    table = desk.sql("SELECT member, sum(state <> 'open'), count(*) FROM assignment GROUP BY member")
    by_member = Counter(member for member, _ in counted)
    assert table == [(name, by_member[name], each) for name in members]
    kit.assert_projections_hold(desk.store)
    print(f"{counted.total()} labels in {took:.0f} s by {len(members)} processes, {team.kills} kills")

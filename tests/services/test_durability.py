"""What is acknowledged is on disk: through kill -9, and with many writers at once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator.services.checking import examine
from annotator.store import open_to_read

ROOT = Path(__file__).parents[2]

WRITE = """
import os, sys
from pathlib import Path
from annotator.services.opening import open_workplace
from annotator.services.reviewing import Reviewing
path, member, state, first, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
place = open_workplace(Path(path), member, state=Path(state), wait=30)
claims = [row[0] for row in place.store.db.execute("SELECT id FROM claim ORDER BY id")]
me = Reviewing(place.store, member, place.device)
for number in range(first, first + count):
    me.label(claims[number % len(claims)], "sourced", rationale=f"{member} {number}")
    os.write(1, f"{number}\\n".encode())
place.close()
"""


def writer(path: Path, member: str, state: Path, first: int, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, path, member, state, str(first), str(count)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def rationales(path: Path, member: str) -> list[str]:
    with open_to_read(path) as store:
        return [
            row[0]
            for row in store.db.execute("SELECT rationale FROM label WHERE member = ? ORDER BY id", (member,))
        ]


def wrong(path: Path) -> list[str]:
    with open_to_read(path) as store:
        return [finding.words for finding in examine(store) if not finding.good]


@pytest.mark.soak
def test_killing_the_writer_loses_no_acknowledged_label_and_doubles_none(
    kit, tmp_path: Path, soak_seconds: float
) -> None:
    path = kit.close(kit.desk())
    end = time.monotonic() + soak_seconds
    acknowledged: list[int] = []
    killed = 0
    first = 0
    while time.monotonic() < end or killed < 3:
        process = writer(path, "anna", tmp_path / "state", first, 100_000)
        assert process.stdout is not None
        got = 0
        stop_at = 1 + killed * 7 % 40
        while got < stop_at:
            acknowledged.append(int(process.stdout.readline()))
            got += 1
        time.sleep(killed % 5 / 2000)
        process.kill()
        rest = process.stdout.read().split(b"\n")
        process.stdout.close()
        process.wait()
        acknowledged += [int(line) for line in rest if line]
        killed += 1
        first = acknowledged[-1] + 2  # the one after may have been stored without a word
    stored = rationales(path, "anna")
    assert len(stored) == len(set(stored))
    assert {f"anna {number}" for number in acknowledged} <= set(stored)
    assert len(stored) <= len(acknowledged) + killed
    assert wrong(path) == []
    with open_to_read(path) as store:
        assert store.db.execute("SELECT count(*) FROM feed").fetchone() == (1,)


@pytest.mark.soak
def test_writers_at_once_leave_no_gap_and_lose_nothing(kit, tmp_path: Path, soak_seconds: float) -> None:
    """Two processes of one person share a feed; a colleague has another."""
    path = kit.close(kit.desk())
    count = max(20, round(25 * soak_seconds))
    processes = [
        writer(path, "anna", tmp_path / "state", 0, count),
        writer(path, "anna", tmp_path / "state", count, count),
        writer(path, "bert", tmp_path / "state", 0, count),
    ]
    for process in processes:
        process.communicate(timeout=60 + soak_seconds)
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert sorted(rationales(path, "anna")) == sorted(f"anna {number}" for number in range(2 * count))
    assert sorted(rationales(path, "bert")) == sorted(f"bert {number}" for number in range(count))
    with open_to_read(path) as store:
        feeds = store.db.execute(
            "SELECT f.member, count(*), max(e.seq) FROM feed f JOIN event e ON e.feed = f.id"
            " GROUP BY f.id ORDER BY f.member"
        ).fetchall()
    assert [(member, number == last) for member, number, last in feeds] == [("anna", True), ("bert", True)]
    assert wrong(path) == []

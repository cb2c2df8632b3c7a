"""Users of one group write to one file at the same time."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import FileRefused
from annotator.services.opening import open_workplace
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_read


@pytest.mark.parametrize(
    ("umask", "room"), [(0o022, 0o2770), (0o022, 0o770), (0o002, 0o2770), (0o077, 0o770), (0o077, 0o2775)]
)
def test_a_file_made_for_a_group_is_written_by_all_of_it(
    office_with: Callable[[int], Any], kit: Any, umask: int, room: int
) -> None:
    office = office_with(umask)
    office.room(room)
    made = office.run(office.anna, "init", "--group", office.team.gr_name)
    others = "" if umask == 0o077 else ", all others may only read it"
    assert made.endswith(f"61001 and group {office.team.gr_name} may write to a.db{others}.\n"), made
    assert "only you may write" not in made
    assert office.run(office.benno, "stats").startswith("0: ")
    assert office.benno.does(lambda: office.seed(kit)) == "[]", "nothing to be said"
    assert office.label(office.anna).startswith("0: ")
    with office.open_by(office.benno):
        assert office.label(office.anna).startswith("0: ")
        assert len(office.modes()) == 4
        assert {(mode[4:6], group) for mode, group in office.modes().values()} == {("rw", office.team.gr_gid)}
    office.check()


@pytest.mark.parametrize("room", [0o2770, 0o770], ids=["setgid", "without setgid"])
def test_each_writes_while_the_other_has_it_open_and_after_it_was_killed(office: Any, room: int) -> None:
    office.room(room)
    office.put(0o660)
    for stays, other in ((office.anna, office.benno), (office.benno, office.anna)):
        with office.open_by(stays):
            assert set(office.modes()) == {"a.db", "a.db.lock", "a.db-shm", "a.db-wal"}
            assert set(office.modes().values()) == {("-rw-rw----", office.team.gr_gid)}
            assert office.label(other).startswith("0: ")
        assert office.run(other, "stats").startswith("0: ")
        assert office.label(other).startswith("0: ")
        assert set(office.modes()) == {"a.db", "a.db.lock"}, (
            "the last one takes the log away, whoever made it"
        )
        office.check()


@pytest.mark.parametrize("room", [0o2775, 0o775], ids=["setgid", "without setgid"])
def test_two_write_and_one_reads_at_the_same_time_and_nothing_is_lost(office: Any, room: int) -> None:
    office.room(room)
    office.put(0o664)
    rounds, claims = 12, office.claims

    def write(member: str, state: Path) -> str:
        for _ in range(rounds):
            with open_workplace(office.db, member, state=state) as place:
                me = Reviewing(place.store, member, place.device)
                for claim in claims[:3]:
                    me.comment(claim, f"seen by {member}")
        return "done"

    def read() -> str:
        counts, torn = [0], 0
        while counts[-1] < 2 * rounds * 3:
            try:
                with open_to_read(office.db) as store, store.explaining():
                    count = store.db.execute("SELECT count(*) FROM event WHERE kind = 'comment'").fetchone()[
                        0
                    ]
                counts.append(count)
            except FileRefused as error:
                if "was written to while it was read" not in str(error):
                    raise
                torn += 1
        return "done" if counts == sorted(counts) else str(counts)

    reading = office.carla.begin(read)
    writing = [
        user.begin(lambda user=user: write(f"m{user.uid}", user.state))
        for user in (office.anna, office.benno)
    ]
    assert [doing.end() for doing in writing] == ["done", "done"]
    assert reading.end() == "done"
    office.check()
    with open_to_read(office.db) as store:
        count = "SELECT count(*) FROM event WHERE kind = 'comment'"
        assert store.db.execute(count).fetchone() == (2 * rounds * 3,)


def test_what_one_was_told_is_saved_is_there_though_he_is_killed_while_both_write(office: Any) -> None:
    office.room(0o2770)
    office.put(0o660)
    told = office.benno.state / "told"

    def write(kills: int) -> None:
        for number in range(10_000):
            with open_workplace(office.db, "b", state=office.benno.state) as place, told.open("a") as out:
                me = Reviewing(place.store, "b", place.device)
                for part in range(5):
                    me.comment(office.claims[0], f"{kills}-{number}-{part}")
                    print(f"{kills}-{number}-{part}", file=out, flush=True)

    for kills in range(5):
        before = told.stat().st_size if told.exists() else 0
        writing = office.benno.begin(lambda kills=kills: write(kills))
        for _ in range(2):
            assert office.label(office.anna).startswith("0: ")
        office.wait_for(told)
        while told.stat().st_size == before:
            time.sleep(0.01)
        assert writing.kill() == ""
        assert office.label(office.anna).startswith("0: ")
    office.check()
    with open_to_read(office.db) as store:
        rows = store.db.execute("SELECT body FROM event WHERE kind = 'comment'").fetchall()
    stored = [json.loads(body)["text"] for (body,) in rows]
    assert set(told.read_text().split()) <= set(stored)
    assert len(stored) == len(set(stored))

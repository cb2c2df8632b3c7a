"""Two reviewers at two real terminals on one file, and a terminal that is left alone."""

import time
from pathlib import Path


def test_two_terminals_on_one_file_see_each_other(terminal, run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour closed on Monday.\n\nNobody was hurt.\n", encoding="utf-8")
    assert run("--db", "two.db", "--reviewer", "anna", "ingest", "a.txt").code == 0
    db = tmp_path / "two.db"
    anna = terminal("--db", db, "--reviewer", "anna", "review", columns=130, rows=40)
    bo = terminal("--db", db, "--reviewer", "bo", "review", columns=130, rows=40)
    anna.shows("The harbour closed")
    bo.shows("The harbour closed")

    def seen_after(key: str, label: str) -> float:
        bo.send(key)
        bo.shows(f"Labelled {label}.")
        start = time.monotonic()
        anna.wait(lambda text: f"bo        {label}" in text, "his label")
        return time.monotonic() - start

    keys = [("c", "contested"), ("s", "sourced"), ("v", "verified")]  # a busy machine may spoil one
    assert min(seen_after(*key) for key in keys) < 1.5
    anna.send("s")
    bo.wait(lambda text: "anna      sourced" in text, "her label")
    anna.send("~")
    anna.shows("This is the only claim on which reviewers disagree.")
    anna.send("q", "q")
    bo.send("q", "q")
    assert (anna.end(), bo.end()) == (0, 0)


def test_a_screen_that_is_left_alone_sends_nothing_and_hardly_works(terminal, run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour closed on Monday.\n\nNobody was hurt.\n", encoding="utf-8")
    assert run("--db", "one.db", "--reviewer", "anna", "ingest", "a.txt").code == 0
    alone = terminal("--db", tmp_path / "one.db", "--reviewer", "anna", "review")
    alone.shows("The harbour closed")
    _come_to_rest(alone)
    sent, worked, start = len(alone.raw), _processor_seconds(alone.pid), time.monotonic()
    _quiet(alone, 4)
    assert len(alone.raw) == sent
    assert (_processor_seconds(alone.pid) - worked) / (time.monotonic() - start) < 0.02


def _come_to_rest(program) -> None:
    """What the start has put off is done in the first pause."""
    before = -1.0
    while (worked := _processor_seconds(program.pid)) - before > 0.03:
        before = worked
        program.settle(1.5)


def _quiet(program, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        program._read(0.1)


def _processor_seconds(pid: int) -> float:
    """Of all threads."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        spent += int((task / "schedstat").read_text().split()[0])
    return spent / 1e9

"""Rights that are missing are said in words, with the command that mends it."""

import contextlib
import os
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.store import open_to_read, rights


def chmod(name: str, mode: int) -> Callable[[Any], None]:
    return lambda office: (office.folder if name == "." else office.folder / name).chmod(mode)


def regroup(name: str) -> Callable[[Any], None]:
    return lambda office: os.chown(office.folder / name, office.anna.uid, office.anna.uid)


WRITING = {
    "file": ([chmod("a.db", 0o644)], "write to a.db (-rw-r--r--, owner 61001, group TEAM)."),
    "file of another group": ([regroup("a.db")], "write to a.db (-rw-rw----, owner 61001, group 61001)."),
    "lock": ([chmod("a.db.lock", 0o644)], "write to a.db.lock (-rw-r--r--, owner 61001, group TEAM), which"),
    "lock that cannot be read": ([chmod("a.db.lock", 0o600)], "write to a.db.lock (-rw-------, owner"),
    "log": ([chmod("a.db-wal", 0o640)], "write to a.db-wal (-rw-r-----, owner 61001, group TEAM), which"),
    "log of another group": (
        [regroup("a.db-wal")],
        "write to a.db-wal (-rw-rw----, owner 61001, group 61001)",
    ),
    "index": ([chmod("a.db-shm", 0o640)], "write to a.db-shm (-rw-r-----, owner 61001, group TEAM), which"),
    "both": ([chmod("a.db-wal", 0o600), chmod("a.db-shm", 0o600)], "write to a.db-wal (-rw-------, owner"),
    "folder": ([chmod(".", 0o2750)], "write to the folder ROOM (drwxr-s---, owner root, group TEAM), which"),
}
READING = {
    "file": ([chmod("a.db", 0o600)], "read a.db (-rw-------, owner 61001, group TEAM)."),
    "log": ([chmod("a.db-wal", 0o600)], "read a.db-wal (-rw-------, owner 61001, group TEAM), which"),
    "index": ([chmod("a.db-shm", 0o600)], "read a.db-shm (-rw-------, owner 61001, group TEAM), which"),
}


def contents(folder: Path) -> dict[str, bytes]:
    """Of all files but the lock, which says who had it last."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"}


def refuse_and_mend(office: Any, command: list[str], spoiled: list[Any], words: str, with_log: bool) -> None:
    """The command is refused in words with the file as it was; once what the words say is run, it works."""
    office.room(0o2770)
    office.put(0o660)
    with office.open_by(office.anna) if with_log else contextlib.nullcontext():
        for spoil in spoiled:
            spoil(office)
        before = contents(office.folder)
        said = office.run(office.benno, *command)
        what = words.replace("TEAM", office.team.gr_name).replace("ROOM", str(office.folder))
        assert said.startswith(f"1: annotator: You (61002) may not {what}"), said
        assert "Nothing was changed." in said
        assert contents(office.folder) == before
        found = re.search(r"Let \w+(?: and \w+)? run (.*)\.\n", said)
        assert found, said
        subprocess.run(["sh", "-ec", found[1]], check=True)
        assert office.run(office.benno, *command).startswith("0: ")


@pytest.mark.parametrize("name", WRITING)
def test_what_may_not_be_written_is_refused_with_the_command_that_mends_it(office: Any, name: str) -> None:
    spoiled, words = WRITING[name]
    command = ["label", office.claims[0], "verified"]
    refuse_and_mend(office, command, spoiled, words, name.startswith(("log", "index", "both")))


@pytest.mark.parametrize("name", READING)
def test_what_may_not_be_read_is_refused_with_the_command_that_mends_it(office: Any, name: str) -> None:
    spoiled, words = READING[name]
    refuse_and_mend(office, ["stats"], spoiled, words, name in ("log", "index"))


def test_a_stranger_reads_what_all_may_read_and_keeps_nobody_out(office: Any) -> None:
    office.room(0o777)
    office.put(0o664)
    assert office.run(office.carla, "stats").startswith("0: ")
    assert set(office.modes()) == {"a.db", "a.db.lock"}
    refused = office.label(office.carla)
    assert refused.startswith("1: annotator: You (61003) may not write to a.db (-rw-rw-r--"), refused
    join = f"usermod -aG {shlex.quote(office.team.gr_name)} 61003"
    assert f"Its group may: have an administrator run {join}, and log in anew." in refused
    with office.open_by(office.benno):
        assert '"labelled_claims": 1' in office.run(office.carla, "stats", "--json")
    assert '"labelled_claims": 1' in office.run(office.carla, "stats", "--json")
    assert office.label(office.anna).startswith("0: ")


def test_a_log_whose_index_is_missing_is_not_passed_over_by_one_who_may_make_none(office: Any) -> None:
    office.room(0o777)
    office.put(0o664)
    with office.open_by(office.anna):
        pass
    (office.folder / "a.db-shm").unlink()
    refused = office.run(office.carla, "stats")
    assert refused.startswith("1: annotator: a.db-wal holds what was stored last, but a.db-shm is missing"), (
        refused
    )
    assert office.run(office.benno, "stats").startswith("0: ")
    assert '"labelled_claims": 1' in office.run(office.carla, "stats", "--json")


def test_what_was_read_while_somebody_wrote_unseen_does_not_count(office: Any) -> None:
    office.room(0o775)
    office.put(0o664)
    go, gone = office.carla.state / "go", office.carla.state / "gone"

    def read() -> str:
        with open_to_read(office.db) as store:
            go.touch()
            office.wait_for(gone)
            return str(store.db.execute("SELECT count(*) FROM event").fetchone())

    reading = office.carla.begin(read)
    office.wait_for(go)
    assert office.label(office.benno).startswith("0: ")
    gone.touch()
    assert re.match(r"FileRefused: .*a\.db was written to while it was read", reading.end())


def test_a_sticky_folder_that_linux_protects_is_explained(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.room(0o1777)
    office.put(0o664)
    assert office.label(office.benno).startswith("0: ")
    monkeypatch.setattr(rights, "protection", lambda: 1)
    assert office.label(office.benno).startswith("0: ")
    with office.open_by(office.anna):
        refused = office.label(office.benno)
    assert refused.startswith("1: annotator: a.db-wal (-rw-rw-r--, owner 61001"), refused
    assert "lies in a sticky folder" in refused
    assert "Let 61001 end the program" in refused


@pytest.mark.parametrize(("content", "level"), [("0\n", 0), ("2\n", 2), ("?", 0), (None, 0)])
def test_how_far_linux_protects_is_read_from_its_setting(
    tmp_path: Path, content: str | None, level: int
) -> None:
    setting = tmp_path / "protected_regular"
    if content is not None:
        setting.write_text(content)
    assert rights.protection(setting) == level

"""Several users of one machine on one file, each with rights, a umask and a state folder of its own."""

import contextlib
import io
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.cli.main import main
from annotator.services.opening import open_workplace
from annotator.services.reviewing import Reviewing

ANNA, BENNO, CARLA = 61001, 61002, 61003


def annotator(db: Path, *arguments: str) -> str:
    """Runs a command in this process; its exit code and all it said."""
    sys.argv = ["annotator", "--db", str(db), "--reviewer", f"user{os.geteuid()}", *arguments]
    said, code = io.StringIO(), 0
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            main()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
    return f"{code}: {said.getvalue()}"


class Office:
    """Anna and Benno are of one group, Carla is not; the file is Anna's."""

    warm = False

    def __init__(self, folder: Path, users: Callable[..., Any], kit: Any, umask: int = 0o022) -> None:
        import grp

        self.team = next(found for found in grp.getgrall() if found.gr_gid not in (0, ANNA, BENNO, CARLA))
        self.anna = users(ANNA, self.team.gr_gid, umask=umask)
        self.benno = users(BENNO, self.team.gr_gid, umask=umask)
        self.carla = users(CARLA, umask=umask)
        self.folder = folder
        self.db = folder / "a.db"
        desk = kit.desk()
        self.claims = desk.claims
        self.seeded = kit.close(desk)
        if not Office.warm:  # what is imported now need not be found by users
            used = kit.close(kit.desk())
            csv, copy = kit.path("warm.csv"), kit.path("warm.db")
            annotator(used, "label", self.claims[0], "verified")
            for command in ("init", "stats", "doctor", f"export csv -o {csv}", f"backup {copy}"):
                assert annotator(used, *command.split()).startswith("0: ")
            Office.warm = True

    def room(self, mode: int) -> None:
        """A folder of the team."""
        self.folder.mkdir()
        os.chown(self.folder, 0, self.team.gr_gid)
        self.folder.chmod(mode)

    def put(self, mode: int) -> None:
        """Anna's file with its lock."""
        for name, content in (("a.db", self.seeded.read_bytes()), ("a.db.lock", b"")):
            path = self.folder / name
            path.write_bytes(content)
            os.chown(path, ANNA, self.team.gr_gid)
            path.chmod(mode)

    def seed(self, kit: Any) -> list[str]:
        """What is said to one who opens the file and puts articles in."""
        with open_workplace(self.db, "seeds", state=Path(os.environ["ANNOTATOR_STATE"])) as place:
            kit.seed(place.store)
            return place.news

    @staticmethod
    def wait_for(condition: Path) -> None:
        end = time.monotonic() + 20
        while not condition.exists():
            assert time.monotonic() < end, f"never came: {condition}"
            time.sleep(0.01)

    def run(self, user: Any, *arguments: str, db: Path | None = None) -> str:
        """A command of a user's on the file, or another one."""
        return str(user.does(lambda: annotator(db or self.db, *arguments)))

    def label(self, user: Any, number: int = 0) -> str:
        return self.run(user, "label", self.claims[number], "verified")

    @contextlib.contextmanager
    def open_by(self, user: Any) -> Iterator[Any]:
        """The user has the file open, has labelled a claim in there, and is killed at the end."""
        ready = user.state / "ready"

        def stay() -> None:
            with open_workplace(self.db, "stays", state=user.state) as place:
                Reviewing(place.store, "stays", place.device).label(self.claims[1], "sourced")
                ready.touch()
                time.sleep(60)

        doing = user.begin(stay)
        try:
            self.wait_for(ready)
            yield
        finally:
            ready.unlink(missing_ok=True)
            assert doing.kill() == ""

    def check(self) -> str:
        """What the doctor finds, which is nothing worth a note but what it says of SQLite."""
        said = self.run(self.anna, "doctor")
        assert said.startswith("0: "), said
        assert [line for line in said.splitlines() if "note" in line and "WAL-reset" not in line] == [], said
        return said

    def modes(self) -> dict[str, tuple[str, int]]:
        found = {path.name: path.stat() for path in self.folder.iterdir()}
        return {name: (stat.filemode(f.st_mode), f.st_gid) for name, f in sorted(found.items())}


@pytest.fixture
def office(open_folder: Path, users: Any, kit: Any) -> Office:
    return Office(open_folder / "room", users, kit)


@pytest.fixture
def office_with(open_folder: Path, users: Any, kit: Any) -> Callable[[int], Office]:
    """An office whose people have that umask."""
    return lambda umask: Office(open_folder / "room", users, kit, umask)

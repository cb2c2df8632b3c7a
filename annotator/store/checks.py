"""What `annotator doctor` looks at inside the file: each check gives a finding for a person."""

import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.event import KNOWN_KINDS
from annotator.store import log, projections
from annotator.store.connection import Database
from annotator.store.projections import snapshot
from annotator.store.schema import VERSION, version_of

_FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""Releases from which the WAL-reset bug is mended, newest line first (sqlite.org, wal.html)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report."""

    good: bool
    words: str
    warning: bool = False
    """Worth knowing, but the file is sound."""


def has_wal_bug(version: tuple[int, int, int]) -> bool:
    """Whether that SQLite can corrupt a WAL file when several processes checkpoint."""
    if version >= (3, 51, 0):
        return version < (3, 51, 3)
    for major, minor, patch in _FIXED[1:]:
        if version[:2] == (major, minor):
            return version < (major, minor, patch)
    return version >= (3, 7, 0)


def sqlite_finding() -> Finding:
    version = sqlite3.sqlite_version_info
    name = f"SQLite {sqlite3.sqlite_version} (Python {platform.python_version()})"
    if has_wal_bug(version):
        return Finding(
            True,
            f"{name} has the WAL-reset bug; this program's writer lock keeps it away, "
            "so do not let other programs write to or checkpoint this file",
            warning=True,
        )
    return Finding(True, f"{name} does not have the WAL-reset bug")


def check_database(db: Database) -> Iterator[Finding]:
    """Integrity, foreign keys and the shape of the tables."""
    try:
        problems = [row[0] for row in db.execute("PRAGMA integrity_check(20)").fetchall()]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        yield Finding(False, f"SQLite cannot read it all ({error}); go back to a backup or a pack")
        return
    if problems == ["ok"]:
        yield Finding(True, "SQLite finds the file sound")
    for problem in problems:
        if problem != "ok":
            yield Finding(False, f"SQLite: {problem}")
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield Finding(False, f"row {row} of {table} points to a {parent} that is not there")
    mode = db.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "wal":
        yield Finding(True, f"the journal mode is {mode}, it will be wal after the next write", warning=True)
    yield Finding(version_of(db) == VERSION, f"format {version_of(db)} (this program writes {VERSION})")


def check_log(db: Database) -> Iterator[Finding]:
    """What the store knows of the log besides its digests: kinds of newer versions."""
    for kind, count in log.unknown_kinds(db, KNOWN_KINDS).items():
        yield Finding(
            True, f"{count} events of kind {kind!r} are kept but need a newer version", warning=True
        )


def check_projections(db: Database) -> Iterator[Finding]:
    """Compare the projections with a rebuild; called inside a transaction that is rolled back."""
    live = snapshot(db)
    projections.rebuild(db)
    rebuilt = snapshot(db)
    wrong = [table for table in live if live[table] != rebuilt[table]]
    for table in wrong:
        yield Finding(
            False,
            f"the table {table} is not what the log says ({len(live[table])} rows, "
            f"{len(rebuilt[table])} expected); annotator doctor --rebuild makes it again",
        )
    if not wrong:
        yield Finding(True, f"all {len(live)} projections are what the log says")

"""Opening, writing to and closing one annotator file."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from annotator.domain.errors import FileRefused
from annotator.store.filesystem import check_filesystem
from annotator.store.lock import WriterLock
from annotator.store.schema import VERSION, check_identity, ensure_schema

WAIT = 10.0
"""Seconds to wait for another writer before naming it."""


class Store:
    """One connection to one file, for one thread. Without a lock it can only read."""

    def __init__(self, path: Path, db: Database, lock: WriterLock | None) -> None:
        self.path = path
        self.db = db
        self.warning = ""
        """Something the person should know about where the file lies, or empty."""
        self._lock = lock

    @property
    def writable(self) -> bool:
        return self._lock is not None

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction under the writer lock: all of it is on disk afterwards, or none.

        Raises FileRefused when the file is locked, full or read-only; nothing is changed then.
        """
        if self._lock is None:
            raise FileRefused(f"{self.path} was opened for reading only.")
        with self._lock, explained(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                self.db.rollback()
                raise

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """One consistent view over several queries."""
        with explained(self.path):
            self.db.execute("BEGIN")
            try:
                yield self.db
            finally:
                self.db.rollback()

    def data_version(self) -> int:
        """Another number when another connection has changed the file since."""
        return int(self.db.execute("PRAGMA data_version").fetchone()[0])

    def own_changes(self) -> int:
        """How many rows this connection has changed so far."""
        return self.db.conn.total_changes

    @contextmanager
    def trial(self) -> Iterator[Database]:
        """A private copy in memory: whatever is done to it, the file stays as it is."""
        with explained(self.path):
            copy = sqlite3.connect(":memory:", isolation_level=None)
            try:
                self.db.conn.backup(copy)
                yield Database(copy, execute_plugins=False)
            finally:
                copy.close()

    def copy_to(self, target: Path) -> None:
        """A whole copy of this moment in a new single file, while others write.

        Raises FileRefused; nothing is left at `target` then.
        """
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        try:
            with explained(target):
                copy = sqlite3.connect(part, isolation_level=None)
                try:
                    self.db.conn.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE").fetchone()
                finally:
                    copy.close()
            with part.open("rb") as file:
                os.fsync(file.fileno())
            part.replace(target)
        except OSError as error:
            raise FileRefused(f"{target}: {error.strerror}.") from None
        finally:
            with suppress(OSError):  # gone, or never made
                part.unlink()

    def close(self) -> None:
        """Closing the last connection moves the write-ahead log in, hence the lock."""
        if self._lock is None:
            self.db.close()
            return
        try:
            with self._lock:
                self.db.close()
        except FileRefused:  # whoever holds it is writing: so this is not the last connection
            self.db.close()
        finally:
            self._lock.close()

    def remove(self) -> None:
        """Take away a closed file that was made in vain, with what lies beside it."""
        for ending in ("", "-wal", "-shm", ".lock"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_to_write(
    path: Path, *, create: bool = False, wait: float = WAIT, unsafe_filesystem: bool = False
) -> Store:
    """Open a file for reading and writing; `create` makes it when it is not there.

    Raises FileRefused.
    """
    path = _real(path)
    if size_of(path) is None and not create:
        raise _missing(path)
    if not path.parent.is_dir():
        raise FileRefused(f"{path.parent} is not a folder.", do="Make it first, or name another with --db.")
    warning = check_filesystem(path.parent, allow_unsafe=unsafe_filesystem)
    _check_header(path)
    lock = WriterLock(path, wait=wait)
    try:
        with lock, explained(path):
            store = Store(path, _connect(str(path), path, wait), lock)
            try:
                _prepare(store)
            except BaseException:
                store.db.close()
                raise
    except BaseException:
        lock.close()
        raise
    store.warning = warning
    return store


def open_to_read(path: Path, *, wait: float = WAIT) -> Store:
    """Open a file for reading only, without the writer lock.

    Raises FileRefused.
    """
    path = _real(path)
    if size_of(path) is None:
        raise _missing(path)
    _check_header(path)
    with explained(path):
        db = _connect(f"{path.as_uri()}?mode=ro{_at_rest(path)}", path, wait, uri=True)
        try:
            if check_identity(db, path.name) != VERSION:
                raise FileRefused(
                    f"{path.name} is empty or from an older version, and was opened for reading only.",
                    do="Open it once with a command that writes (annotator review) to bring it up to date.",
                )
        except BaseException:
            db.close()
            raise
    return Store(path, db, None)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says into what a person can do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error)
        for marks, what, do in _EXPLANATIONS:
            if any(mark in text for mark in marks):
                raise FileRefused(f"{path.name}: {what}", safe=_SAFE, do=do) from error
        raise


_SAFE = "What was saved before is as it was; nothing of this was stored."
_EXPLANATIONS = (
    (("locked", "busy"), "another program keeps the file locked.", "End that program, and try again."),
    (("readonly", "read-only"), "the file or its folder is read-only.", "Ask for the right to write there."),
    (("full",), "the disk is full.", "Free some room, and try again."),
    (
        ("malformed", "not a database", "disk image"),
        "the file is damaged or is not an SQLite database.",
        "Run annotator doctor on it, and go back to a backup or a pack.",
    ),
    (
        ("no such table", "no such column"),
        "its tables are not those of an annotator file.",
        "Go back to a backup or a pack.",
    ),
    (("unable to open",), "the file cannot be opened.", "Check its rights and those of its folder."),
    (("disk I/O",), "the disk reports an error.", "Check the disk, and copy what you can."),
)


def _missing(path: Path) -> FileRefused:
    return FileRefused(
        f"There is no file {path}.",
        do="Make one with annotator init or annotator ingest, or name another with --db.",
    )


def _connect(target: str, path: Path, wait: float, *, uri: bool = False) -> Database:
    connection = sqlite3.connect(target, uri=uri, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        return Database(connection, execute_plugins=False)
    except BaseException:
        connection.close()
        raise


def _prepare(store: Store) -> None:
    """Bring tables up to date; switch to WAL only once the file is known to be ours."""
    found = check_identity(store.db, store.path.name)
    store.db.execute("PRAGMA synchronous = FULL")
    if store.db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        store.db.execute("PRAGMA journal_mode = WAL").fetchone()
    if found != VERSION:
        with store.writing() as db:
            ensure_schema(db, found)


def size_of(path: Path) -> int | None:
    """Bytes of a file, None when there is none. Raises FileRefused when that cannot be told."""
    try:
        return path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _no_access(path, error) from None


def _real(path: Path) -> Path:
    """The file itself: whoever opens it through a link must meet the same lock."""
    return Path(os.path.realpath(path))


def _at_rest(path: Path) -> str:
    """What lets SQLite read a file without a log where it may make none."""
    log = path.with_name(path.name + "-wal")
    return "" if size_of(log) is not None or os.access(path.parent, os.W_OK) else "&immutable=1"


def _check_header(path: Path) -> None:
    """Name a file that is no database or has lost its end, before SQLite stumbles over it."""
    size = size_of(path)
    if not size:
        return
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise _no_access(path, error) from None
    if not header.startswith(b"SQLite format 3\x00"):
        raise FileRefused(
            f"{path.name} is not an annotator file.",
            safe="Nothing in it was changed.",
            do="Name another file with --db.",
        )
    if size_of(path.with_name(path.name + "-wal")):
        return  # what is missing at the end may be in the log: SQLite looks
    page = int.from_bytes(header[16:18], "big")
    whole = int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page)
    if size < whole:
        raise FileRefused(
            f"{path.name} is truncated: {size} of {whole} bytes are there.",
            safe="Nothing in it was changed.",
            do="Go back to a backup or a pack.",
        )


def _no_access(path: Path, error: OSError) -> FileRefused:
    return FileRefused(f"{path}: {error.strerror}.", do="Check its rights and those of its folder.")

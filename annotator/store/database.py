"""Opening, writing to and closing one annotator file."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from annotator.domain.errors import Damaged, FileRefused
from annotator.store.connection import Database, connect
from annotator.store.explaining import explained
from annotator.store.filesystem import check_filesystem
from annotator.store.length import check_length
from annotator.store.lock import WriterLock
from annotator.store.resting import Rest, rest_of, when_settled
from annotator.store.rights import beside, check_reading, check_writing, size_of
from annotator.store.schema import VERSION, check_identity, ensure_schema
from annotator.store.sharing import give_log_to_group, make_file, rights_of
from annotator.store.sight import Sight, look_as
from annotator.store.soundness import flaw

WAIT = 10.0
"""Seconds to wait for another writer before naming it."""


class Store:
    """One connection to one file, for one thread. Without a lock it can only read."""

    def __init__(self, path: Path, db: Database, lock: WriterLock | None) -> None:
        self.path = path
        self.db = db
        self.warning = ""
        """Something the person should know about where the file lies, or empty."""
        self.sight: Sight | None = None
        """Who reads through it; None: whoever, all of it."""
        self._lock = lock
        self._inode: tuple[int, int] | None = None
        """Which file it is, once it is there for certain."""
        self._rest: Rest | None = None
        """What a file was that is read without its log."""

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction under the writer lock: all of it is on disk afterwards, or none.

        Raises FileRefused when the file is locked, full or read-only; nothing is changed then.
        """
        if self._lock is None:
            raise FileRefused(f"{self.path} was opened for reading only.")
        with self._lock, explained(self.path):
            if self._inode is not None and _inode(self.path) != self._inode:
                raise FileRefused(
                    f"{self.path} was deleted or replaced while it was open.",
                    safe="Nothing more was stored.",
                    do="Put the file back where it was, or end the program and open the new one.",
                )
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                self.db.rollback()
                raise

    def goes_on(self) -> bool:
        """Say within a long `writing` that it goes on, so that nobody gives up; whether anybody waits."""
        return self._lock is not None and self._lock.goes_on()

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """One consistent view over several queries."""
        with explained(self.path):
            self.db.execute("BEGIN")
            try:
                yield self.db
            finally:
                self.db.rollback()

    def again(self) -> "Store":
        """Another connection to the file, for another thread to read what this one may see."""
        return open_to_read(self.path, sight=self.sight)

    def explaining(self) -> AbstractContextManager[None]:
        """What SQLite raises inside becomes a FileRefused in words."""
        return explained(self.path)

    def interrupt_when(self, overtaken: Callable[[], bool]) -> None:
        """End queries of this connection once that is so: they raise Interrupted."""
        self.db.set_progress_handler(overtaken, 10_000)

    def data_version(self) -> int:
        """Another number when another connection has changed the file since."""
        return int(self.db.execute("PRAGMA data_version").fetchone()[0])

    def own_changes(self) -> int:
        """How many rows this connection has changed so far."""
        return self.db.total_changes

    @contextmanager
    def trial(self) -> Iterator[Database]:
        """A private copy in memory: whatever is done to it, the file stays as it is."""
        with explained(self.path):
            copy = connect(":memory:")
            try:
                self.db.backup(copy)
                yield copy
            finally:
                copy.close()

    def copy_to(self, target: Path) -> None:
        """A whole copy of this moment in a new single file, while others write; who may not read the
        file may not read the copy.

        Raises FileRefused, Damaged where the file itself is; nothing is left at `target` then.
        """
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        try:
            make_file(part, self.path.stat().st_mode & 0o666)
            with explained(target):
                copy = sqlite3.connect(part, isolation_level=None)
                try:
                    self.db.backup(copy)
                    if found := flaw(copy):
                        raise Damaged(self.path.name, found.rstrip("."))
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
            if self._rest is not None:
                self._rest.check()
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
        for file in (self.path, *beside(self.path)):
            file.unlink(missing_ok=True)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, _: object, error: BaseException | None, *__: object) -> None:
        """Close; what SQLite raised about the file inside becomes a FileRefused in words."""
        self.close()
        if isinstance(error, sqlite3.DatabaseError):
            with explained(self.path):
                raise error


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
    _check_sort(path)
    check_writing(path, locked=False)
    with rights_of(path):
        lock = WriterLock(path, wait=wait)
    try:
        with lock, explained(path):
            check_writing(path)
            if create and size_of(path) is None:
                make_file(path, 0o666)
            with rights_of(path):
                store = Store(path, connect(f"{path.as_uri()}?mode=rw", uri=True, wait=wait), lock)
                try:
                    _prepare(store)
                    give_log_to_group(path)
                    lock.make_like(path)
                except BaseException:
                    store.db.close()
                    raise
    except BaseException:
        lock.close()
        raise
    store._inode = _inode(path)
    store.warning = warning
    return store


def open_to_read(path: Path, *, wait: float = WAIT, sight: Sight | None = None) -> Store:
    """Open a file for reading only, without the writer lock; for a person, as far as they may see.

    Raises FileRefused.
    """
    path = _real(path)
    if size_of(path) is None:
        raise _missing(path)
    _check_sort(path)
    check_reading(path)
    with explained(path), rights_of(path):
        return when_settled(lambda: _open_to_read(path, sight, wait))


def _open_to_read(path: Path, sight: Sight | None, wait: float) -> Store:
    rest = rest_of(path)
    db = connect(f"{path.as_uri()}?mode=ro{'&immutable=1' if rest else ''}", uri=True, wait=wait)
    try:
        check_length(db, path)
        found = check_identity(db, path.name)
        if found == 0:
            raise FileRefused(
                f"{path.name} is empty.", do="Take articles in with annotator ingest, or name another."
            )
        if found != VERSION:
            raise FileRefused(
                f"{path.name} was made by an older version of annotator (format {found}; this one reads"
                f" {VERSION}), and is opened for reading only here.",
                safe="Nothing in it was changed.",
                do="Bring it up to date with annotator doctor --rebuild --db FILE.",
            )
        if sight is not None:
            look_as(db, sight)
    except BaseException:
        db.close()
        if rest is not None:
            rest.check()
        raise
    if rest is None:
        give_log_to_group(path)
    store = Store(path, db, None)
    store.sight = sight
    store._rest = rest
    return store


def _missing(path: Path) -> FileRefused:
    return FileRefused(
        f"There is no file {path}.",
        do="Make one with annotator init or annotator ingest, or name another with --db.",
    )


def _prepare(store: Store) -> None:
    """Bring tables up to date; switch to WAL only once the file is known to be ours."""
    check_length(store.db, store.path)
    found = check_identity(store.db, store.path.name)
    store.db.execute("PRAGMA synchronous = FULL")
    store.db.execute("PRAGMA cache_size = -65536")  # KiB, as needed: 100,000 claims in one act write less
    if store.db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        store.db.execute("PRAGMA journal_mode = WAL").fetchone()
    if found != VERSION:
        with store.writing() as db:
            ensure_schema(db, found)


def _real(path: Path) -> Path:
    """The file itself: whoever opens it through a link must meet the same lock."""
    return Path(os.path.realpath(path))


# The live file is never opened but by SQLite: when a process closes any descriptor of a file, POSIX
# drops all the locks that the process has on it, and the next program that closes the file takes the
# write-ahead log away under those who still write to it.


def _check_sort(path: Path) -> None:
    """Refuse what is no plain file; one of another program SQLite finds."""
    if size_of(path) is not None and not path.is_file():
        raise FileRefused(f"{path} is not a plain file.", do="Name another with --db.")


def _inode(path: Path) -> tuple[int, int] | None:
    """What tells a file from another one of its name."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino

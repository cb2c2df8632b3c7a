"""What SQLite says, in words that a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.errors import FileRefused
from annotator.store.rights import check_writing

_UNSTORED = "What was saved before is as it was; nothing of this was stored."
_UNCHANGED = "Nothing in it was changed."
_EXPLANATIONS = (
    (
        ("locked", "busy"),
        " is kept locked by another program.",
        _UNSTORED,
        "End that program, and try again.",
    ),
    (
        ("readonly", "read-only"),
        ": the file or its folder is read-only.",
        _UNSTORED,
        "Ask for the right to write there.",
    ),
    (("full",), ": the disk is full.", _UNSTORED, "Free some room, and try again."),
    (("not a database",), " is not an annotator file.", _UNCHANGED, "Name another file with --db."),
    (
        ("malformed", "disk image", "vtable constructor failed"),
        " is damaged or truncated.",
        _UNSTORED,
        "Go back to a backup or a pack.",
    ),
    (
        ("no such table", "no such column"),
        ": its tables are not those of an annotator file.",
        _UNSTORED,
        "Go back to a backup or a pack.",
    ),
    (
        ("unable to open",),
        ": the file cannot be opened.",
        _UNSTORED,
        "Check its rights and those of its folder.",
    ),
    (("disk I/O",), ": the disk reports an error.", _UNSTORED, "Check the disk, and copy what you can."),
)
"""(what SQLite's message holds, what happened, what is safe, what to do)."""


class Interrupted(Exception):
    """A query was ended by `Store.interrupt_when`: nobody waits for its answer any more."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise FileRefused for what SQLite raises about that file; what is a fault of ours stays."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error)
        if text == "interrupted":
            raise Interrupted from None
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_RECOVERY:
            raise FileRefused(  # a reader without the right to write met a writer in the middle of it
                f"{path.name} was written to while it was read.", safe=_UNCHANGED, do="Try again."
            ) from error
        if "readonly" in text:  # rights that were taken away since the file was opened
            check_writing(path)
        for marks, what, safe, do in _EXPLANATIONS:
            if any(mark in text for mark in marks):
                raise FileRefused(f"{path.name}{what}", safe=safe, do=do) from error
        raise

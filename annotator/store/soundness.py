"""Whether the pages of a database are sound, at the cost of reading it once."""

import sqlite3


def flaw(db: sqlite3.Connection) -> str:
    """The first thing that SQLite's quick check finds wrong, in one line; "" for a sound file.

    Whether indexes hold what their tables do is for the doctor, who takes longer.
    """
    try:
        (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return str(error)
    return "" if found == "ok" else " ".join(str(found).split())

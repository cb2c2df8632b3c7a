"""A connection to one file, as the store uses it."""

import sqlite3


class Database(sqlite3.Connection):
    """Every transaction is begun and ended in words; one outside is committed at once.

    sqlite-utils would give the same; importing it takes as long as all else that a command does, so only
    `schema` does, to make tables.
    """


def connect(target: str, *, uri: bool = False, wait: float = 5.0) -> Database:
    """Open a file (":memory:" for a private one) whose foreign keys and nested triggers are on."""
    connection = sqlite3.connect(
        target, uri=uri, timeout=wait, isolation_level=None, check_same_thread=False, factory=Database
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
    except BaseException:
        connection.close()
        raise
    return connection

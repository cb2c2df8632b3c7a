"""Making and migrating the tables. `schema.sql` is the one truth for a new file."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from sqlite3 import complete_statement

from annotator.domain.errors import FileRefused
from annotator.store import projections, search_index
from annotator.store.connection import Database, connect

APPLICATION_ID = int.from_bytes(b"ANOT", "big")


PRIVATE = "splitter = 'round' AND json_extract(options, '$.member') IS NOT NULL"
"""Which claim sets are private, as schema.sql has it."""


def _claims(db: Database) -> None:
    """2: claims have flags, edits and likeness, people's revisions stand beside the splitter's, and claim
    sets can be private."""
    for (view,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name").fetchall():
        db.execute(f"DROP VIEW {view}")  # a table that views speak of cannot be renamed
    kept = ", ".join(row[1] for row in db.execute("PRAGMA table_info(claim)").fetchall())
    made = [row for row in _objects() if row[2] == "claim"]
    db.execute("ALTER TABLE claim RENAME TO claim_before")
    db.execute(next(sql for sort, *_, sql in made if sort == "table"))
    db.execute(f"INSERT INTO claim({kept}) SELECT {kept} FROM claim_before")
    db.execute("DROP TABLE claim_before")
    for sort, *_, sql in made:
        if sort != "table":
            db.execute(sql)
    db.execute(f"ALTER TABLE claim_set ADD COLUMN private INTEGER AS ({PRIVATE})")


MIGRATIONS: Sequence[Callable[[Database], None]] = (_claims,)
"""Step n brings content and log of a file of version n+1 to version n+2; projections are made again."""
VERSION = 1 + len(MIGRATIONS)


def read_schema() -> str:
    """The text of schema.sql, from the installed package or from the checkout."""
    from importlib.resources import files  # slow to import too

    packaged = files("annotator") / "schema.sql"  # first: the other place could be a stranger's file
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return Path(__file__).parents[2].joinpath("schema.sql").read_text(encoding="utf-8")


def version_of(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def check_identity(db: Database, name: str) -> int:
    """The schema version of the file, 0 for an empty one.

    Raises FileRefused when it is another program's or from a newer version.
    """
    found = version_of(db)
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    tables = int(db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if application != APPLICATION_ID and (tables or application or found):
        raise FileRefused(
            f"{name} is a database of another program.",
            safe="Nothing in it was changed.",
            do="Name another file with --db, or let this program make a new one.",
        )
    if found > VERSION:
        raise FileRefused(
            f"{name} was made by a newer version of annotator (format {found}; this one reads {VERSION}).",
            safe="Nothing in it was changed.",
            do="Install the newer version.",
        )
    return found


def ensure_schema(db: Database, found: int) -> None:
    """Make the tables, or bring older ones up to date; called inside a transaction."""
    if found == VERSION:
        return
    if found == 0:
        _make_tables(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    else:
        for step in MIGRATIONS[found - 1 :]:
            step(db)
        _remake_projections(db)
    db.execute(f"PRAGMA user_version = {VERSION}")


def _make_tables(db: Database) -> None:
    """Run schema.sql in the transaction at hand.

    `executescript` of sqlite3 would commit it first; that of sqlite-utils looks after each character whether
    a statement is complete, which takes nine tenths of making a file.
    """
    from sqlite_utils import Database as Tables  # slow to import, and seldom needed

    tables = Tables(db, execute_plugins=False)
    for statement in _statements(read_schema()):
        tables.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; each ends where a line does."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _remake_projections(db: Database) -> None:
    """Tables, indexes and views as schema.sql has them now, filled from content and log.

    So what an older version could not project, because it did not know the kind of event, is there.
    """
    remade = (*projections.TABLES, *search_index.TABLES)
    made = [row for row in _objects() if row[0] == "view" or row[2] in remade]
    for sort, name, _, _ in made:
        db.execute(f"DROP {sort} IF EXISTS {name}")
    for *_, sql in made:
        db.execute(sql)
    projections.rebuild(db)


def _objects() -> list[tuple[str, str, str, str]]:
    """(type, name, table, SQL) of everything in schema.sql, in its order."""
    fresh = connect(":memory:")
    try:
        _make_tables(fresh)
        return fresh.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"
        ).fetchall()
    finally:
        fresh.close()

"""The tables: made whole or not at all, and what must not change cannot be changed by any SQL."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.errors import FileRefused
from annotator.store import open_to_read, open_to_write, schema
from annotator.store.connection import Database, connect
from annotator.store.schema import APPLICATION_ID, MIGRATIONS, VERSION


def plain(path: Path) -> sqlite3.Connection:
    """As any other program opens the file."""
    return sqlite3.connect(path, isolation_level=None)


@pytest.fixture
def written(kit: object) -> sqlite3.Connection:
    """A file with one of everything, opened by another program."""
    desk = kit.desk()  # type: ignore[attr-defined]
    desk.me.cite(desk.claims[0], desk.me and kit.draft())  # type: ignore[attr-defined]
    desk.me.label(desk.claims[0], "sourced")
    path = kit.close(desk)  # type: ignore[attr-defined]
    connection = plain(path)
    yield connection
    connection.close()


KEPT = ["event", "feed", "article", "original", "capture", "claim_set", "region", "claim"]


@pytest.mark.parametrize("table", KEPT)
def test_content_and_log_refuse_to_be_deleted(written: sqlite3.Connection, table: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        written.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "change",
    [
        "event SET body = '{}'",
        "event SET got_at = ''",
        "event SET seq = seq + 1000",
        "feed SET member = 'x'",
        "feed SET device = 'x'",
        "feed SET round = 'x'",
        "feed SET audience = 'lead'",
        "article SET text = ''",
        "original SET bytes = x''",
        "capture SET reader = ''",
        "claim_set SET splitter = ''",
        "region SET kind = 'boilerplate'",
        "claim SET text = ''",
        "claim SET speaker = NULL",
    ],
)
def test_content_and_log_refuse_to_be_changed(written: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        written.execute(f"UPDATE {change}")


@pytest.mark.parametrize("table", KEPT)
def test_content_and_log_refuse_to_be_replaced(written: sqlite3.Connection, table: str) -> None:
    before = written.execute(f"SELECT * FROM {table}").fetchall()
    columns = [row[1] for row in written.execute(f"PRAGMA table_info({table})").fetchall()]
    victim = {
        "event": "body",
        "feed": "member",
        "article": "text",
        "original": "bytes",
        "capture": "reader",
        "claim_set": "splitter",
        "region": "kind",
        "claim": "text",
    }[table]
    forged = "'boilerplate'" if victim == "kind" else "x'00'" if victim == "bytes" else "'forged'"
    chosen = ", ".join(forged if column == victim else column for column in columns)
    with pytest.raises(sqlite3.IntegrityError):
        written.execute(f"INSERT OR REPLACE INTO {table} SELECT {chosen} FROM {table} LIMIT 1")
    assert written.execute(f"SELECT * FROM {table}").fetchall() == before


def test_an_event_cannot_be_replaced_by_its_id(written: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        written.execute(
            "INSERT OR REPLACE INTO event SELECT feed, seq + 1000, id, prev, digest, v, kind, body, got_at"
            " FROM event LIMIT 1"
        )


def test_every_table_is_strict(written: sqlite3.Connection) -> None:
    loose = written.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0"
    ).fetchall()
    assert [name for (name,) in loose if not name.startswith("sqlite_")] == []


def test_plain_sql_gives_labels_and_addresses(written: sqlite3.Connection) -> None:
    assert written.execute(
        "SELECT reviewer, label, complete, claim_text, title FROM current_label"
    ).fetchall() == [("anna", "sourced", 1, "The harbour closed on Monday.", "A title")]
    assert written.execute("SELECT label, url, stance FROM current_citation").fetchall() == [
        ("sourced", "https://example.org/a", "supports")
    ]


def test_a_file_says_whose_it_is_and_how_it_is_kept(kit: object) -> None:
    desk = kit.desk()  # type: ignore[attr-defined]
    assert desk.sql("PRAGMA application_id") == [(APPLICATION_ID,)]
    assert APPLICATION_ID.to_bytes(4, "big") == b"ANOT"
    assert desk.sql("PRAGMA user_version") == [(VERSION,)]
    assert desk.sql("PRAGMA journal_mode") == [("wal",)]
    assert desk.sql("PRAGMA synchronous") == [(2,)]
    assert desk.sql("PRAGMA foreign_keys") == [(1,)]


def test_the_version_counts_the_steps() -> None:
    assert len(MIGRATIONS) + 1 == VERSION


def shape(db: Database) -> dict[str, object]:
    """Tables, columns, keys, checks, indexes, triggers and views, but not their spacing."""
    rows = db.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
    ).fetchall()
    return {f"{kind} {name}": " ".join(sql.split()) for kind, name, sql in rows}


def test_a_fresh_file_has_the_shape_that_schema_sql_says(tmp_path: Path) -> None:
    reference = connect(":memory:")
    reference.executescript(schema.read_schema())
    with open_to_write(tmp_path / "a.db", create=True) as store:
        assert shape(store.db) == shape(reference)
    reference.close()


def test_making_the_tables_fails_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = schema.read_schema()
    monkeypatch.setattr(schema, "read_schema", lambda: script + "CREATE TABLE broken (;")
    with pytest.raises(sqlite3.OperationalError):
        open_to_write(tmp_path / "a.db", create=True)
    with plain(tmp_path / "a.db") as left:
        assert left.execute("SELECT name FROM sqlite_schema").fetchall() == []
        assert left.execute("PRAGMA user_version").fetchone() == (0,)
    left.close()
    monkeypatch.undo()
    with open_to_write(tmp_path / "a.db") as store:
        assert store.db.execute("SELECT count(*) FROM event").fetchone() == (0,)


def test_a_step_that_fails_leaves_the_older_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    open_to_write(path, create=True).close()

    def add(db: Database) -> None:
        db.execute("CREATE TABLE added (id TEXT) STRICT")

    def fail(db: Database) -> None:
        db.execute("CREATE TABLE added_too (id TEXT) STRICT")
        db.execute("SELECT nonsense")

    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, add, fail))
    monkeypatch.setattr(schema, "VERSION", VERSION + 2)
    monkeypatch.setattr("annotator.store.database.VERSION", VERSION + 2)
    with pytest.raises(FileRefused, match="nothing of this was stored"):
        open_to_write(path)
    with plain(path) as left:
        names = {row[0] for row in left.execute("SELECT name FROM sqlite_schema")}
        assert not names & {"added", "added_too"}
        assert left.execute("PRAGMA user_version").fetchone() == (VERSION,)
    left.close()

    with pytest.raises(FileRefused, match="older version"):
        open_to_read(path)
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, add, lambda _: None))
    with open_to_write(path) as store:
        assert store.db.execute("PRAGMA user_version").fetchone() == (VERSION + 2,)
        assert store.db.execute("SELECT count(*) FROM added").fetchone() == (0,)


def test_the_loader_finds_the_schema_in_a_checkout(tmp_path: Path) -> None:
    finder: Callable[[], str] = schema.read_schema
    assert "CREATE TABLE event" in finder()

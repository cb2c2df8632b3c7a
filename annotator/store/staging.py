"""What an import has read and not yet brought in: rows in a file of SQLite's own, so that memory stays flat.

The file is nameless and goes with the connection, also when the process is killed.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from annotator.store.connection import connect
from annotator.store.explaining import explained

_TABLES = (
    # Texts of articles as they were given; `article` is the id of the canonical one.
    "CREATE TABLE given (digest TEXT PRIMARY KEY, article TEXT NOT NULL, text TEXT NOT NULL)",
    # The first text that was given for an article's id in the records.
    "CREATE TABLE name (id TEXT PRIMARY KEY, given TEXT NOT NULL) WITHOUT ROWID",
    # `home`: id of the article that it is from, once it is known; `body`: the record, for who staged it.
    "CREATE TABLE record (number INTEGER PRIMARY KEY, file TEXT NOT NULL, key TEXT NOT NULL,"
    " given TEXT NOT NULL, id TEXT NOT NULL, address TEXT NOT NULL, home TEXT NOT NULL, body BLOB NOT NULL)",
    # What ids and addresses mean that no text was given for: articles of the file.
    "CREATE TABLE found (id TEXT, address TEXT, article TEXT NOT NULL, PRIMARY KEY (id, address))",
    "CREATE TABLE here (address TEXT NOT NULL, article TEXT NOT NULL)",
    "CREATE TABLE bad (number INTEGER PRIMARY KEY, body BLOB NOT NULL)",
    "CREATE TABLE placed (number INTEGER PRIMARY KEY, claim TEXT NOT NULL)",
    "CREATE TABLE made (article TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID",
    # Events, some hundred to a row, by the number of the last.
    "CREATE TABLE events (last INTEGER PRIMARY KEY, body BLOB NOT NULL)",
)
_BATCH = 1000
_SIZE = 1 << 20
_ANCHORED = "home = '' AND id = '' AND address <> ''"

RecordRow = tuple[int, str, str, str, str, str, str, bytes]
"""number, file, key, given (digest or ""), id, address, home (or ""), body."""


class Staging:
    """One import's rows. `number` counts all records of it, good and bad, from 1."""

    def __init__(self) -> None:
        self._rows: list[RecordRow] = []
        self._made: list[tuple[str, bytes]] = []
        self._placed: list[tuple[int, str]] = []
        self._size = 0
        """Of what is made and not stored yet, in bytes."""
        with self.explaining():
            self._db = connect("")
            self._db.execute("PRAGMA journal_mode = OFF")
            self._db.execute("PRAGMA cache_size = -32768")
            self._db.execute("BEGIN")
            for table in _TABLES:
                self._db.execute(table)

    def explaining(self) -> AbstractContextManager[None]:
        """What SQLite raises about the temporary file becomes a FileRefused that names its folder."""
        return explained(Path(tempfile.gettempdir()))

    def close(self) -> None:
        self._db.close()

    def put_text(self, digest: str, article: str, text: str, name: str) -> None:
        """A text as it was given, once; with the name that records have for its article, or ""."""
        self._do(
            "INSERT INTO given(digest, article, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (digest, article, text),
        )
        if name:
            self._do("INSERT INTO name(id, given) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, digest))

    def put_record(self, row: RecordRow) -> None:
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self._flush()

    def put_bad(self, number: int, body: bytes) -> None:
        """A record that is at fault; of one that was staged this is the end."""
        self._do("INSERT INTO bad(number, body) VALUES (?, ?)", (number, body))

    def staged(self) -> None:
        """After the last record: names become texts, and every question below can be asked."""
        self._flush()
        self._do(
            "UPDATE record SET given = n.given, home = g.article FROM name AS n"
            " JOIN given AS g ON g.digest = n.given WHERE n.id = record.id AND record.given = ''"
        )
        self._do("CREATE INDEX record_key ON record(file, key, number) WHERE key <> ''")

    def repeated(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Records whose key an earlier one of their file has: number, body, body of the first."""
        yield from self._each(
            "SELECT r.number, r.body, f.body FROM record AS r JOIN record AS f ON f.number ="
            " (SELECT min(o.number) FROM record AS o WHERE o.file = r.file AND o.key = r.key AND o.key <> '')"
            " WHERE r.key <> '' AND f.number < r.number ORDER BY r.number"
        )

    def renamed(self) -> Iterator[tuple[int, bytes]]:
        """Records whose text is another than the first that was given for the same id."""
        yield from self._each(
            "SELECT r.number, r.body FROM record AS r JOIN name AS n ON n.id = r.id"
            " JOIN given AS g ON g.digest = n.given WHERE g.article <> r.home"
            " AND NOT EXISTS (SELECT 1 FROM bad AS b WHERE b.number = r.number) ORDER BY r.number"
        )

    def unknown_ids(self) -> Iterator[str]:
        """Ids of articles of which no text was given, in order."""
        rows = self._each("SELECT DISTINCT id FROM record WHERE home = '' AND id <> '' ORDER BY id")
        return (row[0] for row in rows)

    def has_addresses(self) -> bool:
        """Whether records without text and id are anchored at an address."""
        return any(self._each(f"SELECT 1 FROM record WHERE {_ANCHORED} LIMIT 1"))

    def addresses(self, here: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int, str]]:
        """These addresses in order, each with how many articles have it, and one of them. `here`: those that
        the file has, with its articles."""
        with self.explaining():
            self._db.executemany("INSERT INTO here(address, article) VALUES (?, ?)", here)
        self._do("CREATE INDEX here_address ON here(address, article)")
        yield from self._each(
            "SELECT r.address, count(h.article), coalesce(min(h.article), '')"
            f" FROM (SELECT DISTINCT address FROM record WHERE {_ANCHORED}) AS r"
            " LEFT JOIN here AS h ON h.address = r.address GROUP BY r.address ORDER BY r.address"
        )

    def put_home(self, name: str, address: str, article: str) -> None:
        """The article of the file that an id means, or an address; the other one is ""."""
        self._do("INSERT INTO found(id, address, article) VALUES (?, ?, ?)", (name, address, article))

    def homes_found(self) -> None:
        """After the last of them."""
        self._do(
            "UPDATE record SET home = f.article FROM found AS f WHERE record.home = '' AND f.id = record.id"
            " AND f.address = iif(record.id = '', record.address, '')"
        )
        self._do("CREATE INDEX record_home ON record(home, number)")

    def anchors(self) -> Iterator[tuple[str, str]]:
        """Addresses and the articles of the file that they mean, in order."""
        yield from self._each("SELECT address, article FROM found WHERE id = '' ORDER BY address")

    def by_article(self) -> Iterator[tuple[str, int, str, bytes]]:
        """The records that are not bad: home, number, digest of the given text or "", body; by article, first
        those without one."""
        yield from self._each(
            "SELECT r.home, r.number, r.given, r.body FROM record AS r INDEXED BY record_home"
            " WHERE NOT EXISTS (SELECT 1 FROM bad AS b WHERE b.number = r.number) ORDER BY r.home, r.number"
        )

    def text(self, digest: str) -> str:
        """A text as it was given."""
        ((text,),) = self._each("SELECT text FROM given WHERE digest = ?", digest)
        return str(text)

    def put_made(self, article: str, body: bytes, placed: Iterable[tuple[int, str]]) -> None:
        """What an article brings, and the claims of its records: number and claim's id."""
        self._made.append((article, body))
        self._size += len(body)
        self.put_placed(placed)

    def put_placed(self, placed: Iterable[tuple[int, str]]) -> None:
        """The claims of records: number and claim's id, "" for a record that is none."""
        self._placed += placed
        if len(self._placed) >= _BATCH or self._size >= _SIZE:
            self.all_placed()

    def all_placed(self) -> None:
        """After the last of them."""
        with self.explaining():
            self._db.executemany("INSERT INTO made(article, body) VALUES (?, ?)", self._made)
            self._db.executemany("INSERT INTO placed(number, claim) VALUES (?, ?)", self._placed)
        self._made.clear()
        self._placed.clear()
        self._size = 0

    def made(self) -> Iterator[bytes]:
        """What the articles bring, by id."""
        return (row[0] for row in self._each("SELECT body FROM made ORDER BY article"))

    def placed(self) -> Iterator[tuple[bytes, str]]:
        """The good records in their order, with the id of their claim."""
        return self._each(
            "SELECT r.body, p.claim FROM placed AS p JOIN record AS r ON r.number = p.number"
            " ORDER BY p.number"
        )

    def put_events(self, last: int, body: bytes) -> None:
        """Some events, the last of which has that number."""
        self._do("INSERT INTO events(last, body) VALUES (?, ?)", (last, body))

    def events(self, after: int) -> Iterator[bytes]:
        """Those rows, in order, that have an event with a number above `after`."""
        return (row[0] for row in self._each("SELECT body FROM events WHERE last > ? ORDER BY last", after))

    def bad(self, limit: int = -1) -> Iterator[bytes]:
        """The bad records in their order."""
        rows = self._each("SELECT body FROM bad ORDER BY number LIMIT ?", limit)
        return (row[0] for row in rows)

    def count(self, table: str) -> int:
        """Rows of `record`, `bad`, `placed` or `made`."""
        ((count,),) = self._each(f"SELECT count(*) FROM {table}")
        return int(count)

    def _flush(self) -> None:
        with self.explaining():
            self._db.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._rows)
        self._rows.clear()

    def _do(self, statement: str, values: tuple[object, ...] = ()) -> None:
        with self.explaining():
            self._db.execute(statement, values)

    def _each(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with self.explaining():
            cursor = self._db.execute(query, values)
            yield from (row for row in cursor)  # one that is left early must not close after the connection

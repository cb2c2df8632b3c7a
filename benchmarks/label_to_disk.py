"""A label to disk beside a bare sqlite3 insert of the same rows, interleaved, synchronous=FULL.

Ours is the whole act: read what it supersedes, append the event, settle the projections, commit.
Bare is BEGIN IMMEDIATE, one INSERT for each row that the act adds, COMMIT, in a file with the
same tables and indexes. Prints medians and the ratio; --fail-above makes it a gate.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from annotator.domain.ids import new_event_id
from annotator.services.reviewing import Reviewing
from annotator.store.schema import read_schema
from benchmarks.seeding import MEMBER, seed_claims

_ROWS = (
    ("event", "feed, seq, id, prev, digest, v, kind, body, got_at"),
    (
        "label",
        "id, claim, member, label, scheme, confidence, rationale, at, state, complete, missing, verdict,"
        " copied_from, round, vote",
    ),
    ("act", "feed, seq, id, role, claim, taken_back"),
)


def bare_connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(read_schema())
    connection.execute("INSERT INTO feed VALUES ('f', 'm', 'd', '', 'all', 'own')")
    return connection


def bare_insert(connection: sqlite3.Connection, rows: list[tuple[str, str, tuple[object, ...]]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for table, columns, values in rows:
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table}({columns}) VALUES ({marks})", values)
    connection.execute(
        "INSERT INTO progress(article, member, labelled, incomplete) VALUES ('a', 'm', 1, 1)"
        " ON CONFLICT(article, member) DO UPDATE SET labelled = labelled + 1, incomplete = incomplete + 1"
    )
    connection.execute("COMMIT")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=1000, help="labels")
    parser.add_argument("--claims", type=int, default=20_000, help="claims in the file")
    parser.add_argument("--fail-above", type=float, help="exit 1 when the ratio is higher")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = seed_claims(Path(folder) / "ours.db", options.claims // 100, 100)
        bare = bare_connection(Path(folder) / "bare.db")
        claims = [
            row[0] for row in place.store.db.execute("SELECT id FROM claim ORDER BY id LIMIT ?", (options.n,))
        ]
        reviewing = Reviewing(place.store, MEMBER, place.device)
        reviewing.label(claims[0], "sourced")
        ours, theirs = [], []
        for number, claim in enumerate(claims):
            start = time.perf_counter()
            reviewing.label(claim, "sourced")
            ours.append(time.perf_counter() - start)
            rows = _same_rows(place.store.db, number)
            start = time.perf_counter()
            bare_insert(bare, rows)
            theirs.append(time.perf_counter() - start)
        bare.close()
        place.close()
    tenth = len(ours) // 10 or 1
    report = {
        "labels": len(ours),
        "ours_ms": round(median(ours) * 1e3, 3),
        "bare_ms": round(median(theirs) * 1e3, 3),
        "ratio": round(median(ours) / median(theirs), 2),
        "last_tenth_to_first": round(median(ours[-tenth:]) / median(ours[:tenth]), 2),
    }
    print(json.dumps(report))
    return int(options.fail_above is not None and report["ratio"] > options.fail_above)


def _same_rows(connection: sqlite3.Connection, number: int) -> list[tuple[str, str, tuple[object, ...]]]:
    """The rows that the last act added, with keys of their own."""
    rows: list[tuple[str, str, tuple[object, ...]]] = []
    for table, columns in _ROWS:
        order = "seq" if table in ("event", "act") else "id"
        row = connection.execute(f"SELECT {columns} FROM {table} ORDER BY {order} DESC LIMIT 1").fetchone()
        values = dict(zip(columns.split(", "), row, strict=True)) | {"id": new_event_id()}
        if "feed" in values:
            values |= {"feed": "f", "seq": number + 1}
        rows.append((table, columns, tuple(values.values())))
    return rows


if __name__ == "__main__":
    sys.exit(main())

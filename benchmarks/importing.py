"""What a claim costs to import from each format, among 100,000 and among 1,000, and the memory that it takes.

The records are what `exporting` writes of its file in each format that can be read too, taken into a copy of
the file, since some formats name articles without bringing them. Each import is a process of its own, without
its start. Beside them: the lines of our JSON Lines parsed by orjson, and their claims, labels and citations
put in by bare sqlite3, one table each. What memory grows by are the caches of SQLite, 64 MB for the file and
32 MB for what is staged; the limit is above those.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
from pathlib import Path
from shutil import copyfile

import orjson

from annotator.formats import Format, load_formats
from annotator.formats.format import Source
from annotator.services.acting import Acting
from annotator.services.importing import importing
from annotator.services.opening import open_workplace
from benchmarks.apart import Took, Work, compared, is_child, took
from benchmarks.exporting import written
from benchmarks.seeding import MEMBER

BARE = "orjson_rows"


def bare(source: str, db: str) -> None:
    connection = sqlite3.connect(db)
    for table in ("claim", "label", "citation"):
        connection.execute(f"CREATE TABLE {table}(id INTEGER PRIMARY KEY, of TEXT, body TEXT)")
    with Path(source).open("rb") as lines:
        for line in lines:
            record = orjson.loads(line)
            labels = record.pop("labels")
            citations = [one for label in labels for one in label.pop("citations")]
            for table, rows in (("claim", [record]), ("label", labels), ("citation", citations)):
                connection.executemany(
                    f"INSERT INTO {table}(of, body) VALUES (?, ?)",
                    [(record["id"], orjson.dumps(row).decode()) for row in rows],
                )
    connection.commit()
    connection.close()


def ours(name: str) -> Work:
    form = load_formats().get(name)

    def bring_in(source: str, db: str) -> None:
        place = open_workplace(Path(db), MEMBER, state=Path(db).parent / "state")
        with importing(form, Source(Path(source))) as work:
            work.read(place.store)
            work.bring_in(Acting(place.store, place.member, place.device))
        place.close()

    return bring_in


def both_ways() -> list[Format]:
    return [form for form in written()[0] if form.read]


def brought_in(name: str, db: Path) -> Took:
    """What it took to bring the claims of a file into a copy of it."""
    form = "jsonl" if name == BARE else name
    source, target = db.with_suffix(f".{form}"), db.with_suffix(f".{name}.db")
    if not source.exists():
        took("benchmarks.exporting", form, db, source)
    if name != BARE:
        copyfile(db, target)
    done = took("benchmarks.importing", name, source, target)
    target.unlink()
    return done


def main() -> int:
    if is_child({BARE: bare}, ours):
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100_000, help="claims")
    parser.add_argument(
        "--fail-growth", type=float, help="times the cost of a claim among 1,000, for any format"
    )
    parser.add_argument("--fail-memory", type=float, help="MB more than among 1,000, for any format")
    options = parser.parse_args()
    limits = {"growth": options.fail_growth, "more_mb": options.fail_memory}
    few, beyond, least = min(1_000, options.n // 2), False, 0.0
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{claims}.db" for claims in (few, options.n)]
        for db in files:
            took("benchmarks.exporting", "seed", db, db.stem)
        for name in (BARE, *(form.id for form in both_ways())):
            small, large = (brought_in(name, db) for db in files)
            least = least or large["seconds"]
            report = compared(small, large, options.n / few, least)
            print(json.dumps({"format": name, "claims": options.n, **report}), flush=True)
            if name != BARE:
                beyond |= any(limit is not None and report[what] > limit for what, limit in limits.items())
    return int(beyond)


if __name__ == "__main__":
    sys.exit(main())

"""Taking in and exporting 1,000 articles, beside bare sqlite3 and json doing the least of the same.

Ingest: read files, split, store; bare: read the same files, insert their text and one row a sentence.
Export: our JSON lines; bare: SELECT the claims and json.dumps them. Ingest once more with several
processes, with the most memory that this one and each of those took (MB).
"""

import argparse
import json
import resource
import sqlite3
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from annotator.readers import read_file
from annotator.services.exporting import export_to
from annotator.services.ingesting import ingest
from annotator.services.opening import Workplace, open_workplace
from annotator.services.splitting import Splitting, Unread
from benchmarks.seeding import MEMBER, article_text


def bare_ingest(folder: Path, db: Path) -> None:
    connection = sqlite3.connect(db)
    connection.execute("CREATE TABLE article(id INTEGER PRIMARY KEY, text TEXT)")
    connection.execute("CREATE TABLE claim(id INTEGER PRIMARY KEY, article INTEGER, text TEXT)")
    for number, path in enumerate(sorted(folder.iterdir())):
        text = path.read_text(encoding="utf-8")
        connection.execute("INSERT INTO article VALUES (?, ?)", (number, text))
        connection.executemany(
            "INSERT INTO claim(article, text) VALUES (?, ?)", [(number, part) for part in text.split(". ")]
        )
    connection.commit()
    connection.close()


def take_in(db: Path, unread: list[Unread], jobs: int) -> tuple[Workplace, float, int]:
    """The file, the seconds that it took, and the number of claims."""
    place = open_workplace(db, MEMBER, state=db.parent / "state", create=True)
    start = time.perf_counter()
    claims = sum(item.claims for item in ingest(place.store, Splitting().each(unread, jobs=jobs)))
    return place, time.perf_counter() - start, claims


def bare_export(db: Path, target: Path) -> None:
    connection = sqlite3.connect(db)
    with target.open("w", encoding="utf-8") as out:
        for row in connection.execute(
            "SELECT id, claim_set, position, text, ranges, mode FROM claim ORDER BY id"
        ):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    connection.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=1000, help="articles")
    parser.add_argument("--jobs", type=int, default=2, help="processes of the second ingest")
    parser.add_argument("--sentences", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for number in range(options.n):
            path = folder / "in" / f"{number:06}.txt"
            path.write_text(article_text(number, options.sentences), encoding="utf-8")
        unread = [Unread(str(p), partial(read_file, p)) for p in sorted((folder / "in").iterdir())]
        times = {}
        place, times["ingest_spread_s"], _ = take_in(folder / "spread.db", unread, options.jobs)
        place.close()
        place, times["ingest_s"], claims = take_in(folder / "ours.db", unread, 1)
        start = time.perf_counter()
        bare_ingest(folder / "in", folder / "bare.db")
        times["bare_ingest_s"] = time.perf_counter() - start
        start = time.perf_counter()
        export_to(place.store, MEMBER, "jsonl", folder / "ours.jsonl")
        times["export_s"] = time.perf_counter() - start
        place.close()
        start = time.perf_counter()
        bare_export(folder / "ours.db", folder / "bare.jsonl")
        times["bare_export_s"] = time.perf_counter() - start
    memory = {
        "here_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "process_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }
    report = {"articles": options.n, "claims": claims, **{k: round(v, 3) for k, v in times.items()}, **memory}
    report["jobs"] = options.jobs
    report["spread_ratio"] = round(times["ingest_s"] / times["ingest_spread_s"], 2)
    report["ingest_ratio"] = round(times["ingest_s"] / times["bare_ingest_s"], 1)
    report["export_ratio"] = round(times["export_s"] / times["bare_export_s"], 1)
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())

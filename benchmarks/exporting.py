"""What a claim costs to export in each format, among 100,000 and among 1,000, and the memory that it takes.

The file has articles of 20 claims, and two labels with a citation each for every claim. Each export is a
process of its own, without its start. Beside them: the same rows read by bare sqlite3 and written by orjson;
the objects of our JSON Lines written by orjson and by json; `sqlite3 .dump`. A format whose extra is not
installed is named.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import orjson

from annotator.formats import Format, load_formats
from annotator.services.acting import Acting
from annotator.services.export_request import ExportRequest, missing_modules
from annotator.services.exporting import export_to
from annotator.store import Sight, open_to_read, reading
from benchmarks.apart import Took, Work, compared, is_child, took
from benchmarks.seeding import MEMBER, seed_claims

PER_ARTICLE = 20
REVIEWERS = ("anna", "ben")
GIVEN = {
    "page": "https://example.org/checks/{claim}",
    "url": "https://example.org/checks",
    "license": "CC-BY-4.0",
    "creator": "Ann Example",
    "published": "2026-03-31",
    "publisher": "Example Checks",
}
"""For the options that some formats ask for."""
ROWS = (
    "SELECT c.*, i.* FROM standing_claim AS c JOIN article_info AS i ON i.shown_set = c.claim_set"
    " ORDER BY i.title, i.article, c.position",
    "SELECT * FROM label WHERE state = 'current' ORDER BY claim, id",
    "SELECT c.*, s.* FROM citation AS c JOIN source AS s ON s.id = c.source WHERE c.state = 'current'"
    " ORDER BY c.claim, c.id",
    "SELECT x.* FROM label_citation AS x JOIN label AS l ON l.id = x.label WHERE l.state = 'current'"
    " ORDER BY x.label, x.citation",
    "SELECT * FROM article ORDER BY id",
)
"""What an export reads: claims, labels, citations, which rest on which, texts."""


def seed(db: str, claims: str) -> None:
    """Every claim is labelled by two reviewers who agree, each on a citation of their own."""
    place = seed_claims(Path(db), int(claims) // PER_ARTICLE, PER_ARTICLE)
    query = "SELECT id FROM standing_claim ORDER BY claim_set, position"
    ids = [row[0] for row in place.store.db.execute(query)]
    scheme = reading.scheme(place.store.db).digest
    for name in REVIEWERS:
        with Acting(place.store, name, place.device).act() as act:
            for number, claim in enumerate(ids):
                url = f"https://example.org/{name}/{number}"
                source = act.append("source", {"url": url, "publisher": f"Wire of {name}"})
                label, stance = ("contested", "refutes") if number % 5 == 0 else ("sourced", "supports")
                cited = {"claim": claim, "source": source, "stance": stance, "kind": "primary"}
                quoted = {"quote": f"Item {number} was approved.", "accessed": "2026-03-01"}
                citation = act.append("citation", cited | quoted)
                given = {"claim": claim, "label": label, "scheme": scheme, "citations": [citation]}
                act.append(
                    "label", {**given, "confidence": 1 + number % 5, "rationale": "The minutes say so."}
                )
    place.close()


def orjson_rows(db: str, target: str) -> None:
    connection = sqlite3.connect(db)
    connection.row_factory = sqlite3.Row
    with Path(target).open("wb") as out:
        for query in ROWS:
            for row in connection.execute(query):
                out.write(orjson.dumps(dict(row)) + b"\n")
    connection.close()


def objects(dumps: Callable[[object], bytes], db: str, target: str) -> float:
    """Of the file that our export wrote; the time of parsing it, which is not theirs, is given back."""
    parsing = 0.0
    with _exported(db, "jsonl").open("rb") as lines, Path(target).open("wb") as out:
        for line in lines:
            start = time.process_time()
            value = orjson.loads(line)
            parsing += time.process_time() - start
            out.write(dumps(value) + b"\n")
    return parsing


def dump(db: str, target: str) -> None:
    connection = sqlite3.connect(db)
    with Path(target).open("w", encoding="utf-8") as out:
        for line in connection.iterdump():
            out.write(line + "\n")
    connection.close()


ROWS_ALONE = "orjson_rows"
BARE_RUNS = 3
"""Everything is divided by it, and the first run finds the file cold: one alone took half as long again, and
made all ratios look better than they are."""
BARE: dict[str, Work] = {
    "orjson_objects": partial(objects, orjson.dumps),
    "json_objects": partial(objects, lambda value: json.dumps(value).encode()),
    "dump": dump,
}


def ours(name: str) -> Work:
    form = load_formats().get(name)

    def export(db: str, target: str) -> None:
        options = {one.name: GIVEN[one.name] for one in form.writes_with if one.name in GIVEN}
        store = open_to_read(Path(db), sight=Sight(MEMBER))
        export_to(store, MEMBER, name, Path(target), ExportRequest(options=options))
        store.close()

    return export


def written() -> tuple[list[Format], list[str]]:
    """The formats that can be written here, JSON Lines first, since others write its objects; ids of those
    whose extra is missing."""
    formats = [one for one in load_formats().formats if one.write or one.write_folder]
    here = [one for one in formats if not missing_modules(one)]
    here.sort(key=lambda one: one.id != "jsonl")
    return here, [one.id for one in formats if one not in here]


def least(name: str, db: str, times: int) -> Took:
    """What the cheapest of several runs took."""
    runs = [took("benchmarks.exporting", name, db, _exported(db, name)) for _ in range(times)]
    return min(runs, key=lambda run: run["seconds"])


def _exported(db: str, name: str) -> Path:
    return Path(db).with_suffix(f".{name}")


def main() -> int:
    if is_child({**BARE, ROWS_ALONE: orjson_rows, "seed": seed}, ours):
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100_000, help="claims")
    parser.add_argument("--fail-above", type=float, help="times the cost of orjson_rows, for jsonl")
    parser.add_argument(
        "--fail-growth", type=float, help="times the cost of a claim among 1,000, for any format"
    )
    parser.add_argument("--fail-memory", type=float, help="MB more than among 1,000, for any format")
    options = parser.parse_args()
    limits = {"growth": options.fail_growth, "more_mb": options.fail_memory}
    formats, missing = written()
    few, beyond, bare = min(1_000, options.n // 2), False, 0.0
    with tempfile.TemporaryDirectory() as folder:
        files = [str(Path(folder) / f"{claims}.db") for claims in (few, options.n)]
        for db in files:
            took("benchmarks.exporting", "seed", db, Path(db).stem)
        for name in (ROWS_ALONE, *(form.id for form in formats), *BARE):
            times = BARE_RUNS if name == ROWS_ALONE else 1
            small, large = (least(name, db, times) for db in files)
            bare = bare or large["seconds"]
            report = compared(small, large, options.n / few, bare)
            print(json.dumps({"format": name, "claims": options.n, **report}), flush=True)
            if name not in (ROWS_ALONE, *BARE):
                own = {**limits, "ratio": options.fail_above if name == "jsonl" else None}
                beyond |= any(limit is not None and report[what] > limit for what, limit in own.items())
    if missing:
        print(json.dumps({"not_installed": missing}))
    return int(beyond)


if __name__ == "__main__":
    sys.exit(main())

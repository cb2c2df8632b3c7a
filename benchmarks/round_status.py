"""What it costs to say how far a round is, for 100,000 claims and for a hundredth of them.

50 reviewers, 3 of them for each claim, six of ten labels given over 19 days. `first` is what a command pays,
which reads the lengths of claims and articles too; `again` is what the dashboard pays when somebody has
written. Rows are put in directly: who made them does not matter here. Beside these, counting the round's
assignments by member and state, the least that there is to do.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from annotator.domain.ranking import draw
from annotator.services.opening import Workplace
from annotator.services.round_status import StatusReading
from annotator.store import Sight, open_to_read
from benchmarks.seeding import MEMBER, add_filler, seed_claims

REVIEWERS, OVERLAP, TODAY = 50, 3, date(2026, 1, 20)
ROUND = "round"
Row = tuple[object, ...]


def add_round(place: Workplace, claims: int) -> None:
    """A round of the file's claims, an article after the other, each for the next three reviewers."""
    with place.store.writing() as db:
        db.execute(
            "INSERT INTO round(id, name, kind, member, overlap, blind, seed, scheme, guideline, reviewers,"
            " settings, at, state, revealed)"
            " VALUES (?, 'r', 'labelling', ?, ?, 0, '1', '', '', '[]', '{}', '', 'open', 0)",
            (ROUND, MEMBER, OVERLAP),
        )
        rows = db.execute(
            "SELECT c.id, s.article FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set"
            " ORDER BY s.article, c.position LIMIT ?",
            (claims,),
        ).fetchall()
        db.executemany(
            "INSERT INTO round_claim(round, number, claim) VALUES (?, ?, ?)",
            ((ROUND, number, claim) for number, (claim, _) in enumerate(rows)),
        )
        given = sorted(_given(rows), key=lambda row: (row[1], row[2]))
        db.executemany(
            "INSERT INTO assignment(round, member, number, claim, article, state) VALUES (?, ?, ?, ?, ?, ?)",
            given,
        )
        db.executemany(
            "INSERT INTO label(id, claim, member, label, scheme, rationale, copied_from, at, state, complete,"
            " missing, round, vote, seconds)"
            " VALUES (?, ?, ?, ?, '', 'As the record says.', '', ?, 'current', 1, '[]', ?, 1, ?)",
            _labels(given),
        )


def _given(rows: list[tuple[str, str]]) -> Iterator[tuple[str, str, int, str, str, str]]:
    for number, (claim, article) in enumerate(rows):
        for one in range(OVERLAP):
            member = f"reviewer {(number // 50 * OVERLAP + one) % REVIEWERS:02}"
            state = "done" if draw(1, 10, member, claim) < 6 else "open"
            yield ROUND, member, number, claim, article, state


def _labels(given: list[tuple[str, str, int, str, str, str]]) -> Iterator[Row]:
    for number, (_, member, _, claim, _, state) in enumerate(given):
        if state == "done":
            label = ("sourced", "contested")[draw(1, 2, "label", member, claim)]
            at = f"2026-01-{draw(1, 19, 'day', member, claim) + 1:02}T10:00:00.000Z"
            yield f"{number:036}", claim, member, label, at, ROUND, 5 + draw(1, 300, "s", member, claim)


def seconds(work: Callable[[], object], repeats: int) -> float:
    """Processor time of one of so many runs."""
    start = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - start) / repeats


def costs(folder: Path, claims: int, repeats: int) -> dict[str, float]:
    place = seed_claims(folder / f"{claims}.db", 1, 1)
    add_filler(place, claims)
    add_round(place, claims)
    place.close()
    with open_to_read(place.store.path, sight=Sight(MEMBER)) as store:
        reading = StatusReading(store, MEMBER)
        least = "SELECT member, state, count(*) FROM main.assignment WHERE round = ? GROUP BY member, state"
        works: dict[str, Callable[[], object]] = {
            "floor": lambda: store.db.execute(least, (ROUND,)).fetchall(),
            "first": lambda: StatusReading(store, MEMBER).read(ROUND, TODAY),
            "again": lambda: reading.read(ROUND, TODAY),
        }
        for work in works.values():
            work()  # the pages are in memory, as they are for who watches
        return {name: seconds(work, repeats) for name, work in works.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100_000, help="claims")
    parser.add_argument("--fail-above", type=float, help="times the cost of a claim in a hundredth of them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        few, many = costs(Path(name), options.n // 100, 10), costs(Path(name), options.n, 3)
    growth = {name: many[name] / few[name] / 100 for name in ("first", "again")}
    report = {f"{name}_s": round(cost, 3) for name, cost in many.items()}
    report |= {f"{name}_growth": round(ratio, 2) for name, ratio in growth.items()}
    print(json.dumps({"claims": options.n} | report))
    return int(options.fail_above is not None and max(growth.values()) > options.fail_above)


if __name__ == "__main__":
    sys.exit(main())

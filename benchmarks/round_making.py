"""What a round of 100,000 claims for 50 reviewers costs, each step, and how it grows from a hundredth of it.

Planning it, with all open claims and with a stratified sample of half of them; making it (log, tables, on
disk); giving a newcomer a part of it; handing an absent one's work over. Three reviewers for each claim.
Beside these the least that making could cost: one row an assignment, put into a bare table.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from annotator.services.handing import Handing
from annotator.services.leading import Leading
from annotator.services.planning import Asked, Planned, Selection, plan_round
from annotator.store import Sight, open_to_read
from benchmarks.seeding import MEMBER, add_filler, seed_claims

REVIEWERS = tuple(f"reviewer {number:02}" for number in range(50))
OVERLAP = 3
_Result = TypeVar("_Result")


def bare_rows(path: Path, planned: Planned) -> None:
    """The same assignments, in a table with the same key and one more index."""
    db = sqlite3.connect(path)
    db.execute(
        "CREATE TABLE assignment(member TEXT, number INTEGER, claim TEXT, PRIMARY KEY (member, number))"
        " WITHOUT ROWID"
    )
    db.execute("CREATE INDEX assignment_claim ON assignment(claim, member)")
    claims = planned.plan.claims
    for name, numbers in planned.plan.hands.items():
        rows = [(name, number, claims[number]) for number in numbers]
        db.executemany("INSERT INTO assignment VALUES (?, ?, ?)", rows)
    db.commit()
    db.close()


def costs(folder: Path, claims: int) -> dict[str, float]:
    """Processor seconds of each step."""
    spent: dict[str, float] = {}

    def timed(step: str, work: Callable[[], _Result]) -> _Result:
        start = time.process_time()
        done = work()
        spent[step] = time.process_time() - start
        return done

    path = folder / f"{claims}.db"
    with seed_claims(path, 1, 1) as place:
        add_filler(place, claims)
        asked = Asked(name="bench", seed=1, reviewers=REVIEWERS, overlap=OVERLAP)
        half = Asked(
            name="half",
            seed=1,
            reviewers=REVIEWERS,
            overlap=OVERLAP,
            selection=Selection(sample=claims // 2, strata="article"),
        )
        with open_to_read(path, sight=Sight(MEMBER)) as store:
            planned = timed("plan", lambda: plan_round(store, MEMBER, asked))
            timed("plan_sample", lambda: plan_round(store, MEMBER, half))
        timed("sum_up", planned.summary)
        lead = Leading(place.store, MEMBER, place.device)
        made = timed("make", lambda: lead.make(planned.plan))
        handing = Handing(place.store, MEMBER, place.device)
        timed("add", lambda: handing.add(made, ["newcomer"]))
        timed("hand_over", lambda: handing.hand_over(made, REVIEWERS[0]))
    timed("bare_rows", lambda: bare_rows(folder / f"bare{claims}.db", planned))
    return spent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100_000, help="claims")
    parser.add_argument("--fail-above", type=float, help="times the cost of a claim in a hundredth of them")
    parser.add_argument("--fail-seconds", type=float, help="of planning and making together")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        costs(Path(name), options.n // 1000)  # imports and first calls are no part of it
        few, many = (costs(Path(name), count) for count in (options.n // 100, options.n))
    report: dict[str, float] = {"claims": options.n, **{f"{step}_s": round(s, 2) for step, s in many.items()}}
    growth = {step: many[step] / few[step] / 100 for step in many}
    report |= {f"{step}_growth": round(ratio, 2) for step, ratio in growth.items()}
    report["make_ratio"] = round(many["make"] / many["bare_rows"], 1)
    print(json.dumps(report))
    worst = max(ratio for step, ratio in growth.items() if step != "bare_rows")
    too_much = options.fail_above is not None and worst > options.fail_above
    whole = many["plan"] + many["make"]
    return int(too_much or (options.fail_seconds is not None and whole > options.fail_seconds))


if __name__ == "__main__":
    sys.exit(main())

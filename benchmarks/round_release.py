"""What releasing a round costs a claim, for 100,000 claims and for 1,000; and the memory.

Articles of 20 claims, 5 reviewers, two or three votes a claim in turn, a citation of each voter of every
second claim, every claim settled. Beside it the least of the same: the claims, votes and decisions selected
and written as JSON.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from annotator.domain.release import ReleaseOptions
from annotator.domain.round import Round, RoundPlan
from annotator.services.acting import Acting
from annotator.services.closing import Closing
from annotator.services.leading import Leading
from annotator.services.opening import Workplace
from annotator.services.releasing import release
from annotator.store import Sight, Store, open_to_read, rounds
from benchmarks.seeding import MEMBER, seed_claims

PER_ARTICLE = 20
REVIEWERS = [f"reviewer {number}" for number in range(5)]
LABELS = ("not_checkable", "insufficient", "sourced")


def voters(number: int) -> list[str]:
    return [REVIEWERS[(number + step) % 5] for step in range(2 + number % 2)]


def played(path: Path, claims: int) -> Workplace:
    """A file with a round of so many claims that all have been voted on and settled, and that is closed."""
    place = seed_claims(path, claims // PER_ARTICLE, PER_ARTICLE)
    rows = place.store.db.execute(
        "SELECT c.id FROM article_info AS i JOIN claim AS c ON c.claim_set = i.shown_set"
        " ORDER BY i.title, i.article, c.position"
    )
    ids = [row[0] for row in rows]
    hands = {name: [n for n in range(len(ids)) if name in voters(n)] for name in REVIEWERS}
    plan = RoundPlan("bench", "labelling", ids, hands, overlap=2, blind=True, seed="1")
    found = Leading(place.store, MEMBER, place.device).make(plan)
    for name, numbers in hands.items():
        vote(place, found, name, [(number, ids[number]) for number in numbers])
    with Acting(place.store, MEMBER, place.device, round_id=found.id).act() as act:
        told = {"round": found.id, "label": "not_checkable", "scheme": found.scheme, "citations": []}
        for claim in ids:
            act.append("adjudicate", {**told, "claim": claim, "method": "majority", "reason": "As most say."})
    Closing(place.store, MEMBER, place.device).close(found, {}, "Not settled.")
    return place


def vote(place: Workplace, found: Round, name: str, claims: list[tuple[int, str]]) -> None:
    with Acting(place.store, name, place.device, round_id=found.id).act() as act:
        for number, claim in claims:
            cited = []
            if number % 2:
                source = act.append("source", {"url": f"https://example.org/{number}", "publisher": "Wire"})
                cited.append(act.append("citation", {"claim": claim, "source": source, "stance": "supports",
                                                     "kind": "primary", "quote": "So it was."}))  # fmt: skip
            stray = number % 7 == int(name[-1])
            label = LABELS[(number + stray) % 3]
            fields = {"claim": claim, "label": label, "scheme": found.scheme, "citations": cited}
            act.append("label", {**fields, "seconds": 30, "confidence": 1 + number % 5, "rationale": "Seen."})


def least(store: Store, target: Path) -> None:
    """Claims, votes and decisions of the file as JSON, and nothing else."""
    with target.open("w", encoding="utf-8") as out:
        for table in ("claim", "vote", "gold"):
            for row in store.db.execute(f"SELECT * FROM {table}"):
                out.write(json.dumps(row) + "\n")


def costs(folder: Path, claims: int) -> dict[str, float]:
    """Processor time of a release, and of the least."""
    place = played(folder / f"{claims}.db", claims)
    place.close()
    store = open_to_read(place.store.path, sight=Sight(MEMBER))
    try:
        (found,) = rounds.rounds(store.db)
        start = time.process_time()
        least(store, folder / f"{claims}.jsonl")
        between = time.process_time()
        release(store, MEMBER, found, folder / f"{claims}", ReleaseOptions())
        return {"least": between - start, "release": time.process_time() - between}
    finally:
        store.close()


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100_000, help="claims")
    parser.add_argument("--fail-above", type=float, help="times the cost of a claim among 1,000")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        few, many = costs(Path(name), min(1_000, options.n)), costs(Path(name), options.n)
        size = sum(path.stat().st_size for path in (Path(name) / str(options.n)).iterdir())
    growth = many["release"] / few["release"] * min(1_000, options.n) / options.n
    report = {
        "claims": options.n,
        **{f"{what}_s": round(cost, 2) for what, cost in many.items()},
        "release_least_ratio": round(many["release"] / many["least"], 1),
        "release_growth": round(growth, 2),
        "release_mb": size // 1_000_000,
        "memory_mb": memory(),
    }
    print(json.dumps(report))
    return int(options.fail_above is not None and growth > options.fail_above)


if __name__ == "__main__":
    sys.exit(main())

"""What the agreement of a round costs from its file: 100,000 claims by 50 reviewers, and a hundredth of them.

Three votes a claim, each with confidence and a citation; articles of 50 claims. Read as the command reads it:
by a lead, while the round is blind. The votes are put in as rows alone, quickly: what is measured is reading.
The models of a second opinion are measured too; they go through the votes until nothing changes.
"""

import argparse
import gc
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from annotator.domain.round import Round, RoundPlan
from annotator.report import page
from annotator.services.agreeing import Asked, agreement
from annotator.services.leading import Leading
from annotator.services.opening import Workplace
from annotator.services.opining import opinions
from annotator.services.reporting import report_of
from annotator.store import Sight, Store, open_to_read
from benchmarks.seeding import MEMBER, add_filler, seed_claims

LABELS = ("sourced", "contested", "verified", "insufficient", "not_checkable")
REVIEWERS = [f"reviewer {number:02}" for number in range(50)]
VOTES, SOURCES = 3, 1000


def made(path: Path, count: int) -> Round:
    place = seed_claims(path, 1, 1)
    add_filler(place, count)
    claims = [row[0] for row in place.store.db.execute("SELECT id FROM claim ORDER BY id").fetchall()]
    chance = random.Random(1)
    hands: dict[str, list[int]] = {name: [] for name in REVIEWERS}
    for number in range(len(claims)):
        for name in chance.sample(REVIEWERS, VOTES):
            hands[name].append(number)
    plan = RoundPlan("bench", "labelling", claims, hands, VOTES, True, "1")
    found = Leading(place.store, MEMBER, place.device).make(plan)
    vote(place, found, claims, hands, chance)
    place.close()
    return found


def vote(
    place: Workplace, found: Round, claims: list[str], hands: dict[str, list[int]], chance: random.Random
) -> None:
    """Reviewers who say the same about three times in four."""
    right = [chance.choice(LABELS) for _ in claims]
    rows = [
        (f"{number:032}", claims[at], name, right[at] if chance.random() < 0.7 else chance.choice(LABELS))
        for number, (name, at) in enumerate((name, at) for name in REVIEWERS for at in hands[name])
    ]
    with place.store.writing() as db:
        db.executemany(
            "INSERT INTO source(id, member, url, reference, title, author, publisher, published, origin,"
            " retracted) VALUES (?, '', ?, '', '', '', ?, '', ?, 0)",
            (
                (f"s{n}", f"https://example.org/{n}", f"Paper {n}", f"The Wire {n // 3}")
                for n in range(SOURCES)
            ),
        )
        db.executemany(
            "INSERT INTO label(id, claim, member, label, scheme, confidence, rationale, copied_from, at,"
            " state, complete, missing, round, vote)"
            " VALUES (?, ?, ?, ?, '', ?, '', '', '', 'current', 1, '[]', ?, 1)",
            ((*row, chance.randint(1, 5), found.id) for row in rows),
        )
        db.executemany(
            "INSERT INTO citation(id, claim, member, source, stance, kind, quote, locator, accessed,"
            " archive_url, archived_at, sole_authority, copied_from, at, state, closed) VALUES ('c' || ?, ?,"
            " ?, ?, 'supports', 'primary', '', '', '', '', '', '', '', '', 'current', '')",
            ((vote, claim, name, source(claim, chance.randrange(3))) for vote, claim, name, _ in rows),
        )
        db.executemany(
            "INSERT INTO label_citation(label, citation) VALUES (?, 'c' || ?)",
            ((row[0], row[0]) for row in rows),
        )


def source(claim: str, another: int) -> str:
    """One of three that are near at hand for the claim."""
    return f"s{(int(claim[:8], 16) + another) % SOURCES}"


KINDS: dict[str, Callable[[Store, Round], object]] = {
    "agreement": lambda store, found: agreement(store, found, MEMBER),
    "by_article": lambda store, found: agreement(store, found, MEMBER, Asked(by_article=True)),
    "report": lambda store, found: page(report_of(store, found, MEMBER)),
    "majority": lambda store, found: opinions(store, found, "majority", MEMBER),
    "dawid_skene": lambda store, found: opinions(store, found, "dawid-skene", MEMBER),
    "mace": lambda store, found: opinions(store, found, "mace", MEMBER),
}
GATED = ("agreement", "by_article", "report", "majority")
"""The models take as many passes as the votes need, which is no matter of size alone."""


def seconds(path: Path, found: Round, kinds: tuple[str, ...]) -> dict[str, float]:
    """Processor time of each, the best of two."""
    taken: dict[str, float] = {}
    for _ in range(2):
        for name in kinds:
            with open_to_read(path, sight=Sight(MEMBER)) as store:
                gc.collect()
                start = time.process_time()
                KINDS[name](store, found)
                taken[name] = min(taken.get(name, 1e9), time.process_time() - start)
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100_000, help="claims")
    parser.add_argument("--models", action="store_true", help="measure the models too")
    parser.add_argument(
        "--fail-above", type=float, help="times the cost of a claim among a hundredth of them"
    )
    options = parser.parse_args()
    gc.disable()  # as the commands do
    kinds = tuple(KINDS) if options.models else GATED
    with tempfile.TemporaryDirectory() as name:
        times = {}
        for count in (options.n // 100, options.n):
            path = Path(name) / f"{count}.db"
            times[count] = seconds(path, made(path, count), kinds)
    few, many = times[options.n // 100], times[options.n]
    report: dict[str, float] = {"claims": options.n}
    for kind in kinds:
        report |= {f"{kind}_s": round(many[kind], 3), f"{kind}_hundredth_s": round(few[kind], 4)}
    worst = max(many[kind] / few[kind] / 100 for kind in GATED)
    report["worst_ratio"] = round(worst, 2)
    print(json.dumps(report))
    return int(options.fail_above is not None and worst > options.fail_above)


if __name__ == "__main__":
    sys.exit(main())

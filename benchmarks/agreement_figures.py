"""What the figures of agreement cost for 100,000 claims by 50 reviewers, and for a hundredth of the claims.

Two or three votes a claim, five labels, confidence 1 to 5, up to three origins cited; articles of 50 claims
for their boundaries.
"""

import argparse
import gc
import json
import random
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from annotator.domain.agreement import (
    Votes,
    agreement_of,
    alpha_interval,
    boundaries,
    evidence_agreement,
    tally,
)

LABELS = ("sourced", "contested", "verified", "insufficient", "not_checkable")
REVIEWERS = [f"reviewer {number:02}" for number in range(50)]
AN_ARTICLE = 50
Claims = list[list[tuple[int, int]]]


class Round(NamedTuple):
    votes: Votes[str]
    confidences: Votes[int]
    origins: dict[str, dict[str, frozenset[str]]]
    articles: list[tuple[Claims, Claims]]


def made(count: int) -> Round:
    """Reviewers who say the same about three times in four."""
    chance = random.Random(1)
    votes: dict[str, dict[str, str]] = {}
    confidences: dict[str, dict[str, int]] = {}
    origins: dict[str, dict[str, frozenset[str]]] = {}
    for number in range(count):
        claim, right = f"claim {number}", chance.choice(LABELS)
        who = chance.sample(REVIEWERS, chance.choice((2, 3)))
        votes[claim] = {each: right if chance.random() < 0.7 else chance.choice(LABELS) for each in who}
        confidences[claim] = {each: chance.randint(1, 5) for each in who}
        origins[claim] = {each: frozenset(chance.sample("abcdef", chance.randrange(4))) for each in who}
    one = [[(100 * at, 100 * at + 90)] for at in range(AN_ARTICLE)]
    two = [[(start + chance.randrange(30), end)] for ((start, end),) in one]
    return Round(votes, confidences, origins, [(one, two)] * (count // AN_ARTICLE))


def intervals(given: Round) -> None:
    alpha_interval(tally(given.votes).patterns)
    alpha_interval(tally(given.confidences).patterns, ordinal=True)


KINDS: dict[str, Callable[[Round], object]] = {
    "labels": lambda given: agreement_of(given.votes, LABELS, given.confidences, draws=1),
    "intervals": intervals,
    "evidence": lambda given: evidence_agreement(given.origins),
    "boundaries": lambda given: [boundaries(*article) for article in given.articles],
}


def seconds(work: Callable[[Round], object], given: Round) -> float:
    """Processor time, the best of three."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        work(given)
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100_000, help="claims")
    parser.add_argument(
        "--fail-above", type=float, help="times the cost of a claim among a hundredth of them"
    )
    options = parser.parse_args()
    few, many = made(options.n // 100), made(options.n)
    gc.freeze()  # collections then look at what the figures make, not at all that was made up here
    report: dict[str, float] = {"claims": options.n}
    worst = 0.0
    for name, work in KINDS.items():
        small, large = seconds(work, few), seconds(work, many)
        report |= {f"{name}_s": round(large, 3), f"{name}_hundredth_s": round(small, 4)}
        worst = max(worst, large / small / 100)
    report["worst_ratio"] = round(worst, 2)
    print(json.dumps(report))
    return int(options.fail_above is not None and worst > options.fail_above)


if __name__ == "__main__":
    sys.exit(main())

"""What handing out a round costs a claim, for 100,000 claims and for a hundredth of them; and how even it is.

50 reviewers, 3 of them for each claim, articles of 20 claims on average: making the round, summing it up,
a newcomer, an absent reviewer; beside these, sorting the claims by a digest, the least that a seeded
choice costs. Rounds of one article, of articles of one claim, and with a share with more are made too.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable

from annotator.domain.handing_out import More, Task, hand_out, hand_over, join, summed_up
from annotator.domain.ranking import draw, rank

REVIEWERS = [f"reviewer {number}" for number in range(50)]
OVERLAP = 3


def a_round(claims: int, per_article: int) -> list[Task]:
    """Articles of 1 to about twice `per_article` claims, of different weights."""
    tasks: list[Task] = []
    article = 0
    while len(tasks) < claims:
        for _ in range(1 + draw(1, 2 * per_article - 1, "size", str(article))):
            weight = 300 + draw(1, 1000, "weight", str(len(tasks)))
            tasks.append(Task(len(tasks), f"article {article}", weight))
        article += 1
    return tasks[:claims]


def seconds(work: Callable[[], object], repeats: int) -> float:
    """Processor time of one of so many runs."""
    start = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - start) / repeats


def costs(claims: int, repeats: int) -> dict[str, float]:
    tasks = a_round(claims, 20)
    held = hand_out(tasks, REVIEWERS, OVERLAP, seed=1)
    whole, single = a_round(claims, claims), a_round(claims, 1)
    absent, *others = REVIEWERS
    works: dict[str, Callable[[], object]] = {
        "floor": lambda: sorted(tasks, key=lambda task: rank(1, str(task.number))),
        "make": lambda: hand_out(tasks, REVIEWERS, OVERLAP, seed=1),
        "make_more": lambda: hand_out(tasks, REVIEWERS, OVERLAP, seed=1, more=More(10, 5)),
        "make_one_article": lambda: hand_out(whole, REVIEWERS, OVERLAP, seed=1),
        "make_short_articles": lambda: hand_out(single, REVIEWERS, OVERLAP, seed=1),
        "sum_up": lambda: summed_up(tasks, held),
        "join": lambda: join(tasks, held, {}, ["newcomer"], seed=1),
        "hand_over": lambda: hand_over(tasks, held, {}, absent, others, seed=1),
    }
    return {name: seconds(work, repeats) for name, work in works.items()}


def evenness(claims: int) -> dict[str, float]:
    """The highest load, and what pairs share at least and at most, over their means."""
    got = summed_up(tasks := a_round(claims, 20), hand_out(tasks, REVIEWERS, OVERLAP, seed=1))
    loads = [portion.weight for portion in got.portions]
    pair = claims * OVERLAP * (OVERLAP - 1) / len(REVIEWERS) / (len(REVIEWERS) - 1)
    fewest, most = got.pairs or (0, 0)
    return {
        "load_max": round(max(loads) * len(loads) / sum(loads), 3),
        "pair_min": round(fewest / pair, 2),
        "pair_max": round(most / pair, 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100_000, help="claims")
    parser.add_argument("--fail-above", type=float, help="times the cost of a claim in a hundredth of them")
    options = parser.parse_args()
    few, many = costs(options.n // 100, 5), costs(options.n, 1)
    report: dict[str, float] = {f"{name}_s": round(cost, 3) for name, cost in many.items()}
    growth = {name: many[name] / few[name] / 100 for name in many}
    report |= {f"{name}_growth": round(ratio, 2) for name, ratio in growth.items()}
    print(json.dumps({"claims": options.n} | report | evenness(options.n)))
    return int(options.fail_above is not None and max(growth.values()) > options.fail_above)


if __name__ == "__main__":
    sys.exit(main())

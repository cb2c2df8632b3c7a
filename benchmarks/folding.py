"""What a claim costs when it is compared with all earlier ones, among 100,000 and among a tenth of them.

Five kinds of texts: varied ones, made of pieces of our sample articles; almost equal ones; ones that share
a word; ones made of few words; very long ones, counted in pieces of 100 code points.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from annotator.domain.claim import Claim
from annotator.splitting import group, sentences
from annotator.splitting.alike import linked
from annotator.splitting.places import Places
from annotator.splitting.regions import Layout

CORPUS = Path(__file__).parents[1] / "corpus"
FEW = ("ferry", "harbour", "council", "bridge", "mayor", "Vik", "Lind", "closed", "opened", "sold", "Friday")
PIECE = 100


def varied(count: int) -> list[str]:
    """Beginnings and ends of the sentences of the sample articles, joined in new ways."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("0[1-7]-*.txt"))]
    words = [text[s:e].split() for text in texts for s, e in sentences(text)]
    chance = random.Random(1)
    made = []
    for number in range(count):
        one, two = chance.choice(words), chance.choice(words)
        name = f"{chance.choice('BDFGKLMNPRSTV')}{chance.choice('aeiou')}{number % 9973}"
        made.append(" ".join([*one[: len(one) // 2], name, *two[len(two) // 2 :]]))
    return made


def long_texts(count: int) -> list[str]:
    joined = " ".join(varied(count))
    return [joined[at : at + 1000 * PIECE] for at in range(0, count * PIECE, 1000 * PIECE)]


KINDS = {
    "varied": varied,
    "almost_equal": lambda count: [
        f"Lot {n} was sold in Vik on Friday for {n % 997} crowns." for n in range(count)
    ],
    "one_word": lambda count: [f"The mayor of k{n} met b{n} on day m{n}." for n in range(count)],
    "few_words": lambda count: [" ".join(random.Random(n).choices(FEW, k=12)) for n in range(count)],
    "long": long_texts,
}


def microseconds(texts: Sequence[str], units: int) -> tuple[float, float]:
    """Processor time a unit of linking the texts as claims, and of grouping them."""
    text, claims = " ".join(texts), []
    at = 0
    for each in texts:
        claims.append(Claim(((at, at + len(each)),), each))
        at += len(each) + 1
    start = time.process_time()
    linked(text, claims, Places(text, Layout((), {}, ())), "en")
    middle = time.process_time()
    group(texts)
    return 1e6 * (middle - start) / units, 1e6 * (time.process_time() - middle) / units


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100_000, help="texts")
    parser.add_argument("--fail-above", type=float, help="times the cost among a tenth of them")
    options = parser.parse_args()
    report: dict[str, float] = {"texts": options.n}
    worst = 0.0
    for name, make in KINDS.items():
        few, many = (microseconds(make(count), count) for count in (options.n // 10, options.n))
        report |= {f"{name}_link_us": round(many[0], 1), f"{name}_group_us": round(many[1], 1)}
        worst = max(worst, many[0] / few[0], many[1] / few[1])
    report["worst_ratio"] = round(worst, 2)
    print(json.dumps(report))
    return int(options.fail_above is not None and worst > options.fail_above)


if __name__ == "__main__":
    sys.exit(main())

"""What the splitter finds in our own corpus, and what it costs, beside a sentence as a claim.

    python -m benchmarks.splitting [--fail-f1 70] [--fail-growth 1.6] [--megabytes 10]

`f1`: claims of the English articles of corpus/ against their gold claims, one to one, where the letters
of both overlap by 0.8 (Jaccard); `sentence_f1` is the same for sentences taken as claims. `growth` is the
time a code point costs in a long text over that in a short one, for sentences and for claims, for texts
of several shapes the highest: 1 is linear. Speeds are told, not held.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from annotator.readers import read_file
from annotator.splitting import claim_ranges, sentences

CORPUS = Path(__file__).parents[1] / "corpus"
OVERLAP = 0.8
SHORT = 100_000
SHORT_CLAIMS, LONG_CLAIMS = 20_000, 200_000
STRETCH = re.compile(r"[^.!?]*[.!?]+\s*")

Letters = frozenset[int]


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--fail-f1", type=float, default=0.0)
    options.add_argument("--fail-growth", type=float, default=float("inf"))
    options.add_argument("--megabytes", type=float, default=10.0, help="of the long texts")
    options.add_argument(
        "--kilobytes", type=int, default=LONG_CLAIMS // 1000, help="of those split into claims"
    )
    chosen = options.parse_args()
    gold = dict(gold_claims())
    scores = {
        "f1": f1(gold, lambda text: claim_ranges(text)),
        "sentence_f1": f1(gold, lambda text: [[span] for span in sentences(text)]),
    }
    speeds = speed("\n".join(gold))
    growing = growth("\n".join(gold), int(chosen.megabytes * 1e6), chosen.kilobytes * 1000)
    print(json.dumps(scores | speeds | growing | {"start_ratio": start_ratio()}), flush=True)
    return int(scores["f1"] < chosen.fail_f1 or max(growing.values()) > chosen.fail_growth)


def gold_claims() -> Iterable[tuple[str, list[Letters]]]:
    """Text of each English article -> the letters of each of its content claims."""
    for path in sorted(CORPUS.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["language"] != "en":
            continue
        text = read_file(CORPUS / gold["article"]).text
        claims = [claim for claim in gold["claims"] if claim["mode"] == "content"]
        yield text, [letters(text, pieces(text, claim)) for claim in claims]


def pieces(text: str, claim: dict[str, list[str]]) -> list[tuple[int, int]]:
    found = []
    for number, piece in enumerate(claim["exact"]):
        at = -1
        for _ in range(int((claim.get("occurrence") or [1] * len(claim["exact"]))[number] or 1)):
            at = text.index(piece, at + 1)
        found.append((at, at + len(piece)))
    return found


def letters(text: str, ranges: Iterable[tuple[int, int]]) -> Letters:
    return frozenset(at for start, end in ranges for at in range(start, end) if not text[at].isspace())


def f1(gold: dict[str, list[Letters]], split: Callable[[str], Iterable[Sequence[tuple[int, int]]]]) -> float:
    """In per cent; a claim that stands again counts once."""
    hits = found_all = gold_all = 0
    for text, wanted in gold.items():
        found = list(dict.fromkeys(letters(text, ranges) for ranges in split(text)))
        edges = [[n for n, one in enumerate(wanted) if alike(one, item)] for item in found]
        hits += matched(edges, len(wanted))
        found_all += len(found)
        gold_all += len(wanted)
    return round(200 * hits / (found_all + gold_all), 1)


def alike(one: Letters, other: Letters) -> bool:
    return len(one & other) >= OVERLAP * len(one | other) > 0


def matched(edges: Sequence[Sequence[int]], right: int) -> int:
    """Size of a largest one-to-one matching (Kuhn)."""
    partner = [-1] * right

    def augment(node: int, seen: set[int]) -> bool:
        for other in edges[node]:
            if other not in seen:
                seen.add(other)
                if partner[other] < 0 or augment(partner[other], seen):
                    partner[other] = node
                    return True
        return False

    return sum(augment(node, set()) for node in range(len(edges)))


def speed(text: str) -> dict[str, float]:
    """Thousands of code points in a second of processor time, and how often a bare pattern does more."""
    long = text * (1 + 1_000_000 // len(text))
    bare = seconds(lambda: STRETCH.findall(long))
    cut = seconds(lambda: sentences(long))
    claimed = seconds(lambda: [claim_ranges(text) for _ in range(3)])
    return {
        "sentences_kchar_s": round(len(long) / cut / 1000),
        "sentences_over_pattern": round(cut / bare, 1),
        "claims_kchar_s": round(3 * len(text) / claimed / 1000, 1),
    }


def growth(text: str, size: int, claims_size: int) -> dict[str, float]:
    shapes = (text, "(", '"', "“a” ", "a", "a.", "A. ", "x\n", "不 日 a ")
    sentence = 'The mayor, leaving "Osk", met A, B and C, who said "no" and "a", and left. '
    return {
        "sentences_growth": max(ratio(sentences, shape, SHORT, size) for shape in shapes),
        "claims_growth": max(
            ratio(claim_ranges, shape, SHORT_CLAIMS, claims_size)
            for shape in (text, "(", '"', "“a” ", sentence)
        ),
    }


def ratio(work: Callable[[str], object], shape: str, short: int, long: int) -> float:
    """Time for a code point of a long text over that of a short one."""
    texts = [shape * (size // len(shape)) for size in (short, long)]
    first, second = (seconds(lambda text=text: work(text)) / len(text) for text in texts)  # type: ignore[misc]
    return round(second / first, 2)


def seconds(work: Callable[[], object]) -> float:
    """Processor time, the least of three."""
    found = []
    for _ in range(3):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def start_ratio() -> float:
    """Import and first claim over an import of `json`, `re` and `dataclasses`, whole processes."""
    ours = "from annotator.splitting import claims; claims('A ferry sank.')"
    bare = "import json, re, dataclasses"
    best = [min(process(code) for _ in range(5)) for code in (ours, bare)]
    return round(best[0] / best[1], 1)


def process(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())

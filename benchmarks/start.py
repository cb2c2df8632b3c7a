"""The start of the screen on a pseudo-terminal, beside the smallest Textual app, in turn.

Content is the first claim on the screen; settled is when nothing more comes. Both in processor time, which
holds on a busy machine; the times by the clock are told. The skeleton is what is run before it is drawn.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.commands import spent
from benchmarks.gates import Gates
from benchmarks.pseudo_terminal import FLOOR, FLOOR_READY, READY, Program, environment, review
from benchmarks.seeding import add_filler, seed_claims

SKELETON = "import sys; from annotator.tui import skeleton; skeleton.opens_at_once(['review'])"
Figures = dict[str, dict[str, list[float]]]


def starts(cases: dict[str, tuple[list[str], bytes]], env: dict[str, str], times: int) -> Figures:
    """For each program and start: seconds to the first byte, content and silence, processor seconds."""
    found: Figures = {name: {"first": [], "content": [], "settled": [], "cpu": []} for name in cases}
    for turn in range(times + 1):
        for name, (command, ready) in cases.items():
            program = Program(command, env)
            output = program.read(0.12, ready)
            if turn:  # the first one warms up
                found[name]["first"].append(output.first - program.born)
                found[name]["content"].append(output.seen - program.born)
                found[name]["settled"].append(output.last - program.born)
                found[name]["cpu"].append(program.cpu())
            program.end()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=15, help="starts of each")
    parser.add_argument("--claims", type=int, default=1_000_000, help="in the large file")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    gates = Gates(quick=options.quick)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        small, large = folder / "small.db", folder / "large.db"
        seed_claims(small, 1, 10).close()
        place = seed_claims(large, 1, 10)
        add_filler(place, options.claims)
        place.close()
        cases = {
            "pass": ([sys.executable, "-c", "print('.', flush=True); input()"], b"."),
            "floor": (FLOOR, FLOOR_READY),
            "small": (review(small), READY),
            "large": (review(large), READY),
        }
        found = starts(cases, env, options.n)
        before: dict[str, list[float]] = {"pass": [], SKELETON: []}
        for _ in range(options.n + 5):
            for code, taken in before.items():
                taken.append(spent([sys.executable, "-c", code], env, folder))

    def ratio(what: str, one: str, other: str) -> float:
        """Of starts that followed each other: a machine that is slower for a while is so for both."""
        pairs = zip(found[one][what], found[other][what], strict=True)
        return median(mine / theirs for mine, theirs in pairs)

    gates.hold(
        "G1", "what runs before the skeleton, CPU / python -c pass",
        median(before[SKELETON]) / median(before["pass"]), 1.5, quick=1.8,
    )  # fmt: skip
    gates.hold("G1", "settled, CPU / the smallest Textual app", ratio("cpu", "small", "floor"), 2, quick=2.2)
    grown = ratio("cpu", "large", "small")
    gates.hold("G1", f"settled, CPU, {options.claims:,} claims / 10", grown, 1.1, quick=1.2)
    gates.hold("G1", "skeleton by the clock / python -c pass", ratio("first", "small", "pass"), 1.5)
    gates.hold("G1", "content by the clock / the smallest app", ratio("content", "small", "floor"), 1.5)
    gates.hold("G1", "settled by the clock / the smallest app", ratio("settled", "small", "floor"), 2)
    return gates.exit_code


if __name__ == "__main__":
    sys.exit(main())

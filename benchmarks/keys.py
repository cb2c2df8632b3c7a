"""What a key costs on the screen, beside the smallest Textual app: processor time, frames, bytes.

All programs stay open and are pressed in turn, a block each, so that what else the machine does falls on
all alike. One key at a time, the next when the last one's output has fallen silent. "To its frame" is what
the program has spent when the key's own picture is there; "in all" is with what comes behind it: the commit,
by another thread, and the picture that says so.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median

from benchmarks.gates import Gates, percentile
from benchmarks.pseudo_terminal import FLOOR, FLOOR_READY, FRAME_END, READY, Program, environment, review
from benchmarks.seeding import add_filler, seed_claims

WARM = 12
BLOCK = 15
CHARACTERS = 90
"""Of one claim, about."""


@dataclass
class Case:
    """A program that is open, the keys that it gets, and what they cost (ms)."""

    program: Program
    keys: Iterator[bytes]
    between: bytes = b""
    """A key that is pressed after each, and not counted."""
    frame: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    frames: int = 0
    sent: int = 0

    def press(self, count: int, *, counted: bool = True) -> None:
        for _ in range(count):
            before = self.program.cpu()
            self.program.press(next(self.keys))
            output = self.program.read(0.04, FRAME_END)
            if counted:
                self.frame.append((output.cpu - before) * 1e3)
                self.whole.append((self.program.cpu() - before) * 1e3)
                self.frames += output.frames
                self.sent += len(output.data)
            if self.between:
                self.program.press(self.between)
                self.program.read(0.04, FRAME_END)

    @property
    def frames_a_key(self) -> float:
        return self.frames / len(self.frame)

    @property
    def bytes_a_key(self) -> float:
        return self.sent / len(self.frame)


def opened(
    command: list[str], ready: bytes, env: dict[str, str], keys: list[str], between: bytes = b""
) -> Case:
    program = Program(command, env)
    program.read(0.3, ready)
    return Case(program, cycle([key.encode() for key in keys]), between)


def there_and_back(claims: int) -> list[str]:
    """Steps through an article of so many claims, at most a screenful of them and more."""
    far = min(claims - 1, 100)
    return ["j"] * far + ["k"] * far


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=300, help="keys of each")
    parser.add_argument("--claims", type=int, default=1_000_000, help="in the large file")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    gates = Gates(quick=options.quick)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        lengths = {"1k": 11, "10k": 111, "100k": 1111}
        for size, claims in lengths.items():
            seed_claims(folder / f"{size}.db", 2, claims).close()
        seed_claims(folder / "small.db", 2, 500).close()
        place = seed_claims(folder / "large.db", 2, 500)
        add_filler(place, options.claims)
        place.close()
        cases = {
            "floor": opened(FLOOR, FLOOR_READY, env, ["s", "c", "v"]),
            "label": opened(review(folder / "small.db"), READY, env, ["s", "c", "v"], b"j"),
            "label, large": opened(review(folder / "large.db"), READY, env, ["s", "c", "v"], b"j"),
            **{
                f"step {size}": opened(review(folder / f"{size}.db"), READY, env, there_and_back(claims))
                for size, claims in lengths.items()
            },
        }
        time.sleep(1)  # what the start put off is done
        try:
            for case in cases.values():
                case.press(WARM, counted=False)
            for _ in range(max(options.n // BLOCK, 1)):
                for case in cases.values():
                    case.press(BLOCK)
            undo = cases["undo"] = Case(cases["label"].program, cycle([b"u", b"\x12"]))
            undo.press(2, counted=False)
            undo.press(min(options.n, 100))
        finally:
            for case in cases.values():
                if case is not cases.get("undo"):
                    case.program.end()
    _judge(gates, cases, options.claims)
    return gates.exit_code


def _judge(gates: Gates, cases: dict[str, Case], claims: int) -> None:
    floor, label, large, undo = (cases[name] for name in ("floor", "label", "label, large", "undo"))

    def ratio(one: Case, other: Case, share: float) -> float:
        return percentile(one.frame, share) / percentile(other.frame, share)

    gates.hold("G3", "label, CPU to its frame / floor, p50", ratio(label, floor, 0.5), 1.3, quick=2.2)
    gates.hold("G3", "label, CPU to its frame / floor, p99", ratio(label, floor, 0.99), 2, quick=4)
    gates.hold("G3", "label, CPU in all / floor, p50", median(label.whole) / median(floor.whole), 4, quick=5)
    gates.hold("G3", f"label, CPU in all, {claims:,} claims / 1,000, p50",
               median(large.whole) / median(label.whole), 1.1, quick=1.25)  # fmt: skip
    for size in ("1k", "10k", "100k"):
        step = cases[f"step {size}"]
        for share, limit in ((0.5, 3.5), (0.99, 6)):
            held = percentile(step.whole, share) / percentile(floor.whole, share)
            gates.hold("G4", f"step, {size}, CPU / floor, p{share:.0%}"[:-1], held, limit, quick=limit * 1.25)
    one, other = cases["step 100k"], cases["step 1k"]
    held = median(one.whole) / median(other.whole)
    gates.hold("G4", "step, CPU, 100k characters / 1k, p50", held, 1.3, quick=1.6)
    gates.hold("G6", "frames, step", cases["step 10k"].frames_a_key, 1.02, quick=1.05)
    gates.hold("G6", "frames, label with its saved tick", label.frames_a_key, 2.02, quick=2.05)
    gates.hold("G6", "frames, undo or redo", undo.frames_a_key, 1.02, quick=1.1)
    gates.hold("G6", "bytes, label", label.bytes_a_key, 1000, quick=1000)
    gates.hold("G6", "bytes, step", max(cases[f"step {size}"].bytes_a_key for size in ("1k", "10k", "100k")),
               4000, quick=4000)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())

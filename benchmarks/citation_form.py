"""The citation form on a real pseudo-terminal: opening, typing, going on, leaving, beside the smallest app.

Frames and bytes are exact; of times only the ratio to the smallest Textual app's key holds on a noisy
machine. The first opening makes the form, so it is told apart from the others. Linux and macOS.
"""

import argparse
import json
import os
import select
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.pseudo_terminal import FLOOR, FLOOR_READY, FRAME_END, READY, Program, environment, review
from benchmarks.seeding import seed_claims

Taken = dict[str, float]


def press(program: Program, key: bytes, quiet: float = 0.1) -> Taken:
    """Frames, bytes and milliseconds (own processor time, and to the first frame's end) of one key."""
    while select.select([program.fd], [], [], 0.05)[0]:
        os.read(program.fd, 1 << 16)
    before, start = program.cpu(), time.perf_counter()
    os.write(program.fd, key)
    output = program.read(quiet, FRAME_END)
    return {
        "frames": output.frames,
        "bytes": len(output.data),
        "cpu_ms": (program.cpu() - before) * 1e3,
        "shown_ms": (output.seen - start) * 1e3,
    }


def middle(taken: list[Taken]) -> Taken:
    return {name: round(median(one[name] for one in taken), 2) for name in taken[0]}


def worst(taken: list[Taken], name: str) -> float:
    """The 99th of 100."""
    values = sorted(one[name] for one in taken)
    return round(values[min(len(values) - 1, int(len(values) * 0.99))], 2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=20, help="times that the form is opened")
    parser.add_argument("--fail-frames", type=float, help="exit 1 when typing or opening takes more frames")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "bench.db"
        seed_claims(db, 2, 100).close()
        env = environment(Path(folder))
        ours = Program(review(db), env)
        floor = Program(FLOOR, env)
        ours.read(0.3, READY)
        floor.read(0.3, FLOOR_READY)
        time.sleep(0.5)
        taken: dict[str, list[Taken]] = {name: [] for name in ("open", "type", "next", "close", "floor")}
        for _ in range(options.n):
            taken["open"].append(press(ours, b"a", 0.2))
            taken["type"] += [press(ours, key.encode()) for key in "https://x"]
            taken["next"].append(press(ours, b"\t"))
            press(ours, b"\x1b[Z")
            for _ in "https://x":
                press(ours, b"\x7f")
            taken["close"].append(press(ours, b"\x07", 0.2))
            taken["floor"] += [press(floor, key) for key in (b"s", b"c", b"v")]
        ours.end()
        floor.end()
    first, *later = taken.pop("open")
    report = {
        "first_open": {name: round(value, 2) for name, value in first.items()},
        "open": middle(later),
        **{name: middle(values) for name, values in taken.items()},
        "type_cpu_ms_p99": worst(taken["type"], "cpu_ms"),
        "open_cpu_ms_p99": worst(later, "cpu_ms"),
        "close_cpu_ms_p99": worst(taken["close"], "cpu_ms"),
        "type_cpu_ratio": round(middle(taken["type"])["cpu_ms"] / middle(taken["floor"])["cpu_ms"], 2),
    }
    print(json.dumps(report))
    frames = max(report["open"]["frames"], report["type"]["frames"])
    return int(options.fail_frames is not None and frames > options.fail_frames)


if __name__ == "__main__":
    sys.exit(main())

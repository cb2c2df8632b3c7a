"""A key held down at 60 a second, whatever the program does: when each step was on the screen.

A step counts as shown late if it is left out and a later one comes; time runs from when the key was due. By
the clock, so only told where others use the machine; that every step is drawn is held.
"""

import argparse
import os
import re
import select
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.gates import Gates, percentile
from benchmarks.pseudo_terminal import FRAME_END, READY, Picture, Program, environment, review
from benchmarks.seeding import seed_claims

RATE = 60
SHOWN = re.compile(r"Claim (\d+) of")


def hold(program: Program, picture: Picture, key: bytes, count: int, first: int) -> tuple[list[float], int]:
    """Milliseconds from each key's due time until its step, or a later one, was shown; how many were."""
    begin = time.perf_counter() + 0.01
    due = [begin + number / RATE for number in range(count)]
    waits: list[float] = []
    seen: set[int] = set()
    sent, data, stop = 0, b"", due[-1] + 5
    while len(waits) < count and time.perf_counter() < stop:
        while sent < count and time.perf_counter() >= due[sent]:
            os.write(program.fd, key)
            sent += 1
        pause = max(due[sent] - time.perf_counter(), 0) if sent < count else 0.05
        if not select.select([program.fd], [], [], pause)[0]:
            continue
        *frames, data = (data + os.read(program.fd, 1 << 16)).split(FRAME_END)
        now = time.perf_counter()
        for frame in frames:
            picture.take(frame)
            shown = SHOWN.search(picture.text)
            number = int(shown[1]) if shown else first
            if number > first:
                seen.add(number)
            waits += [(now - due[len(waits)]) * 1e3 for _ in range(number - first - len(waits))]
    if len(waits) < count:
        raise SystemExit(f"{count - len(waits)} of {count} steps never came")
    return waits, len(seen)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=600, help="keys")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    gates = Gates(quick=options.quick)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seed_claims(folder / "bench.db", 1, options.n + 10).close()
        program = Program(review(folder / "bench.db"), environment(folder))
        picture = program.watch()
        program.read(1.0, READY)
        program.press(b"jk")
        program.read(0.3)
        waits, drawn = hold(program, picture, b"j", options.n, 1)
        program.end()
    gates.hold("G7", "held key, 60 Hz, p99 by the clock", percentile(waits, 0.99), 1000 / RATE, unit=" ms")
    gates.hold("G7", "held key, 60 Hz, p50 by the clock", percentile(waits, 0.5), 1000 / RATE, unit=" ms")
    missing = (options.n - drawn) / options.n * 100
    gates.hold("G7", "held key, steps that were not drawn", missing, 0, quick=20, unit=" %")
    return gates.exit_code


if __name__ == "__main__":
    sys.exit(main())

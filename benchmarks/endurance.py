"""Ten thousand keys in a file of a million claims: pauses of the garbage collector, memory; then idling.

Keys come as fast as the program takes them, in bursts with pauses, as people's do.
"""

import argparse
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks.gates import Gates
from benchmarks.pseudo_terminal import READY, Program, environment, review
from benchmarks.seeding import add_filler, seed_claims

WATCHED = """
import gc, sys, time
from annotator.__main__ import main
began = 0.0
def note(phase, info):
    global began
    if phase == "start":
        began = time.thread_time()
    else:
        with open({path!r}, "a") as out:
            print((time.thread_time() - began) * 1e3, file=out)
gc.callbacks.append(note)
sys.argv = {arguments!r}
main()
"""
KEYS = b"sjcjvj5jkfjfjuj\x06\x02jikxkj"
"""Labels, confidences, flags, undo, steps and pages."""
BURST = 100
IDLE = 5.0
"""Seconds."""


def press(program: Program, count: int) -> None:
    """So many keys, a burst at a time, each until its output has ended."""
    keys = cycle(KEYS)
    for _ in range(count // BURST):
        program.press(bytes(islice(keys, BURST)))
        program.read(0.25)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=10_000, help="keys")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    gates = Gates(quick=options.quick)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = seed_claims(folder / "bench.db", 20, 100)
        add_filler(place, options.claims)
        place.close()
        pauses = folder / "pauses"
        arguments = ["annotator", *review(folder / "bench.db")[3:]]
        code = WATCHED.format(path=str(pauses), arguments=arguments)
        program = Program([sys.executable, "-c", code], environment(folder))
        program.read(1.5, READY)
        start = program.memory()
        pauses.write_text("")  # that of the start is over
        press(program, options.n // 10)
        early = program.memory()
        press(program, options.n - options.n // 10)
        late = program.memory()
        longest = max(map(float, pauses.read_text().split()), default=0.0)
        while program.chunk(1.5):
            pass
        before = program.cpu()
        sent = b""
        end = time.perf_counter() + IDLE
        while time.perf_counter() < end:
            sent += program.chunk(0.2)
        busy = (program.cpu() - before) / IDLE * 100
        program.end()
    growth = (late - early) * 1024 / (options.n * 0.9)
    gates.hold(
        "G9", f"longest pause for garbage in {options.n:,} keys (CPU)", longest, 8, quick=12, unit=" ms"
    )
    gates.hold("G9", f"memory at the start, {options.claims:,} claims", start, 60, quick=60, unit=" MB")
    gates.hold("G9", f"memory after {options.n:,} keys", late, 60, quick=60, unit=" MB")
    gates.hold("G9", "growth a key, after the first tenth", growth, 1, unit=" kB")
    gates.hold("G10", "idle, CPU", busy, 0.5, quick=1, unit=" %")
    gates.hold("G10", "idle, bytes", len(sent), 0, quick=0)
    return gates.exit_code


if __name__ == "__main__":
    sys.exit(main())

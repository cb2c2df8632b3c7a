"""A label on a disk that is slow: every fsync takes 10 ms longer, by a library that is preloaded.

The key's own frame must not wait for it; and what was shown as saved is in the file after a kill.
"""

import argparse
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.gates import Gates
from benchmarks.pseudo_terminal import FRAME_END, READY, Program, environment, review
from benchmarks.seeding import seed_claims

SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void wait_(void) { struct timespec t = {0, 10000000}; nanosleep(&t, 0); }
int fsync(int fd) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    wait_();
    return real(fd);
}
int fdatasync(int fd) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    wait_();
    return real(fd);
}
"""
LABELLED = re.compile(r"Labelled \w+( \w+)?\.")
"""What the status line says once a label is on disk: it ends in a full stop."""


def compiled(folder: Path) -> Path | None:
    """The library, None where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    source, library = folder / "slow.c", folder / "slow.so"
    source.write_text(SHIM)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return library


def label(program: Program, key: bytes) -> tuple[float, float]:
    """Milliseconds to the key's own frame, and to the one that says saved."""
    picture = program.picture
    assert picture is not None
    start = time.perf_counter()
    program.press(key)
    data, framed = b"", 0.0
    while not (data.endswith(FRAME_END) and LABELLED.search(picture.text)):
        data += program.chunk(10)
        if not framed and FRAME_END in data:
            framed = time.perf_counter()
    return (framed - start) * 1e3, (time.perf_counter() - start) * 1e3


def survived(folder: Path, env: dict[str, str], kills: int) -> int:
    """How many labels that were shown as saved are not in the file after a kill at that moment."""
    lost = 0
    for number in range(kills):
        db = folder / f"kill{number}.db"
        seed_claims(db, 1, 10).close()
        program = Program(review(db), env)
        program.watch()
        program.read(0.3, READY)
        label(program, b"scv"[number % 3 : number % 3 + 1])
        program.end()
        connection = sqlite3.connect(db)
        found = connection.execute("SELECT count(*) FROM event WHERE kind = 'label'").fetchone()[0]
        connection.close()
        lost += found != 1
    return lost


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=200, help="labels")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    gates = Gates(quick=options.quick)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        library = compiled(folder)
        if library is None:
            gates.told("G8", "there is no C compiler here: the slow disk was not tried")
            slow = env
        else:
            slow = {**env, "LD_PRELOAD": str(library)}
            programs = {}
            for kind, given in (("usual", env), ("slow", slow)):
                seed_claims(folder / f"{kind}.db", 1, 10).close()
                programs[kind] = Program(review(folder / f"{kind}.db"), given)
                programs[kind].watch()
                programs[kind].read(1.0, READY)
            times: dict[str, list[tuple[float, float]]] = {kind: [] for kind in programs}
            for number in range(options.n):
                for kind, program in programs.items():
                    times[kind].append(label(program, b"scv"[number % 3 : number % 3 + 1]))
                    time.sleep(0.02)
            for program in programs.values():
                program.end()
            own = {kind: median(frame for frame, _ in each) for kind, each in times.items()}
            saved = {kind: median(both for _, both in each) for kind, each in times.items()}
            gates.told("G8", f"saved is shown {saved['slow'] - saved['usual']:.1f} ms later on the slow disk")
            ratio = own["slow"] / own["usual"]
            gates.hold("G8", "label's own frame by the clock, slow disk / usual", ratio, 1.15)
        lost = survived(folder, slow, options.kills)
    gates.hold("G8", f"labels shown as saved and lost by kill -9, of {options.kills}", lost, 0, quick=0)
    return gates.exit_code


if __name__ == "__main__":
    sys.exit(main())

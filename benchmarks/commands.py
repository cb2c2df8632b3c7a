"""What commands without a screen cost in processor time, beside importing the libraries that they rest on.

Each is run in turn with its reference, to its end; medians.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.gates import Gates
from benchmarks.pseudo_terminal import environment
from benchmarks.seeding import seed_claims

PLAIN = "import sqlite3, click"
STORED = "import sqlite_utils"
QUICK = 1.5
"""By how much a quick run may be beyond a limit. Program and reference spend their time differently, the
one in many small modules and the making of classes, the other in a library read from disk; so their ratio is
not the same on every machine, and with few runs among busy neighbours a median is not settled either."""


def spent(command: list[str], env: dict[str, str], folder: Path) -> float:
    """Processor seconds of one run."""
    nothing = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, str(folder / "said"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    pid = os.posix_spawn(command[0], command, {**os.environ, **env}, file_actions=nothing)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{command} failed: {(folder / 'said').read_text()}")
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=15, help="runs of each")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    gates = Gates(quick=options.quick)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        db = folder / "bench.db"
        place = seed_claims(db, 10, 100)
        claim = place.store.db.execute("SELECT id FROM claim ORDER BY id LIMIT 1").fetchone()[0]
        place.close()
        cite = ["cite", claim, "--url", "https://a.example/1", "--stance", "supports"]
        cases: dict[str, tuple[list[str], str, float]] = {
            "--help": (["--help"], PLAIN, 2),
            "--version": (["--version"], PLAIN, 2),
            "keys": (["--db", str(folder / "none.db"), "keys"], PLAIN, 2),
            "completion": ([], PLAIN, 2),
            "stats": (["--db", str(db), "stats"], STORED, 1.5),
            "label": (["--db", str(db), "label", claim, "sourced"], STORED, 1.5),
            "cite": (["--db", str(db), *cite], STORED, 1.5),
        }
        completing = {"_ANNOTATOR_COMPLETE": "bash_complete", "COMP_WORDS": "annotator ", "COMP_CWORD": "1"}
        times: dict[str, list[float]] = {case: [] for case in (PLAIN, STORED, *cases)}
        env = environment(folder)
        for turn in range(options.n + 1):
            for case, taken in times.items():
                if case in cases:
                    command = [sys.executable, "-m", "annotator", *cases[case][0]]
                    more = completing if case == "completion" else {}
                else:
                    command, more = [sys.executable, "-c", case], {}
                seconds = spent(command, env | more, folder)
                if turn:  # the first one compiles
                    taken.append(seconds)
    for case, (_, reference, limit) in cases.items():
        ratio = median(times[case]) / median(times[reference])
        gates.hold("G2", f"{case}, CPU / {reference}", ratio, limit, quick=limit * QUICK)
    return gates.exit_code


if __name__ == "__main__":
    sys.exit(main())

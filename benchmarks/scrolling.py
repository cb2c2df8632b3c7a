"""The next match of a filter in a file of a million claims beside the same in a file of a thousand.

Both screens run on pseudo-terminals of one size; the filter lists every open claim, and the list scrolls
with each key. Own processor time, frames and bytes for each key, in turns of some keys each, and the
memory that the process holds at the end. Linux and macOS.
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

from benchmarks.pseudo_terminal import FRAME_END, READY, Program, environment, review
from benchmarks.seeding import seed_claims

PER_ARTICLE = 100
TURN = 20
"""Keys that one screen gets before the other one."""


class Screen:
    """A review screen on which a filter lists all claims of its file."""

    def __init__(self, folder: Path, name: str, claims: int) -> None:
        db = folder / f"{name}.db"
        seed_claims(db, claims // PER_ARTICLE, PER_ARTICLE).close()
        self.program = Program(review(db), environment(folder))
        picture = self.program.watch()
        self.program.read(0.3, READY)
        start = time.perf_counter()
        os.write(self.program.fd, b"\\o\r")
        while f"of {claims} " not in picture.text:
            if not self.program.chunk(60):
                raise SystemExit(f"the program never showed that it lists {claims} claims")
        self.listed = time.perf_counter() - start
        self.program.picture = None  # the scrolling is counted, not looked at
        self.program.read(0.3)
        self.frames = self.sent = 0
        self.cpu: list[float] = []

    def press(self, key: bytes, *, counts: bool) -> None:
        while select.select([self.program.fd], [], [], 0.03)[0]:
            os.read(self.program.fd, 1 << 16)
        before = self.program.cpu()
        os.write(self.program.fd, key)
        output = self.program.read(0.04, FRAME_END)
        if counts:
            self.cpu.append(self.program.cpu() - before)
            self.frames += output.frames
            self.sent += len(output.data)

    def megabytes(self) -> float:
        """Resident memory."""
        status = Path(f"/proc/{self.program.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def report(self) -> dict[str, float]:
        return {
            "listed_s": round(self.listed, 2),
            "cpu_ms": round(median(self.cpu) * 1e3, 2),
            "frames": round(self.frames / len(self.cpu), 2),
            "bytes": round(self.sent / len(self.cpu)),
            "rss_mb": round(self.megabytes(), 1),
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=600)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--fail-above", type=float, help="exit 1 when the ratio is higher")
    parser.add_argument("--fail-frames", type=float, help="exit 1 when a key takes more frames")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        few = Screen(Path(name), "few", 1000)
        many = Screen(Path(name), "many", options.claims)
        for turn in range(options.keys // TURN + 1):
            for screen in (few, many):
                for _ in range(TURN):
                    screen.press(b"j", counts=turn > 0)
        reports = {"few": few.report(), "many": many.report()}
        for screen in (few, many):
            screen.program.end()
    ratio = reports["many"]["cpu_ms"] / reports["few"]["cpu_ms"]
    print(json.dumps({"claims": options.claims, **reports, "cpu_ratio": round(ratio, 2)}))
    too_slow = options.fail_above is not None and ratio > options.fail_above
    frames = reports["many"]["frames"]
    return int(too_slow or (options.fail_frames is not None and frames > options.fail_frames))


if __name__ == "__main__":
    sys.exit(main())

"""Start and keys of the screen on a real pseudo-terminal, beside the smallest Textual app.

Start: from fork to the first real content, the two programs in turn. Keys: one after the other, each
when the last one's output has fallen silent; frames are counted by the ends of synchronised output
(DEC mode 2026), the processor time is the program's own. Ratios hold on a noisy machine, single
times do not. Linux and macOS.
"""

import argparse
import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from statistics import median

from benchmarks.seeding import MEMBER, seed_claims

FRAME_END = b"\x1b[?2026l"
ANSWERS = ((b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[c", b"\x1b[?62;22c"))
FLOOR = """
import os
os.environ.setdefault("TEXTUAL_FPS", "240")
from textual.app import App
from textual.widgets import Static
class Floor(App):
    BINDINGS = [(key, "count", "") for key in "scv"]
    n = 0
    def compose(self):
        yield Static("floor ready", id="s", markup=False)
    def action_count(self):
        self.n += 1
        self.query_one("#s").update(f"got {self.n:05d}", layout=False)
Floor().run()
"""
ROWS, COLUMNS = 40, 120


class Program:
    """A program on a pseudo-terminal."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        self.born = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(command[0], command, {**os.environ, **env, "TERM": "xterm-256color"})

    def read(self, quiet: float, until: bytes = b"", limit: float = 30.0) -> tuple[bytes, float]:
        """Output until it is silent for `quiet` seconds after `until` came, and when that was."""
        data, seen, end = b"", 0.0, time.perf_counter() + limit
        while time.perf_counter() < end:
            waiting = not data or (until and not seen)
            if not select.select([self.fd], [], [], limit if waiting else quiet)[0]:
                return data, seen
            try:
                chunk = os.read(self.fd, 1 << 16)
            except OSError:
                break
            for question, answer in ANSWERS:
                if question in chunk:
                    os.write(self.fd, answer)
            data += chunk
            if not seen and until in data:
                seen = time.perf_counter()
        raise SystemExit(f"the program never showed {until!r}: ...{data[-300:]!r}")

    def cpu(self) -> float:
        """Processor seconds so far, of all threads."""
        ticks = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        spent = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            spent += int((task / "schedstat").read_text().split()[0])
        return spent / 1e9 if spent else (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def starts(commands: dict[str, tuple[list[str], bytes]], env: dict[str, str], times: int) -> dict[str, float]:
    """Median seconds to first content of each program, taken in turn; the first turn warms up."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(times + 1):
        for name, (command, ready) in commands.items():
            program = Program(command, env)
            _, seen = program.read(0.05, ready)
            if turn:
                found[name].append(seen - program.born)
            program.end()
    return {name: median(values) for name, values in found.items()}


def keys(
    command: list[str], ready: bytes, env: dict[str, str], presses: list[bytes], warm: int
) -> dict[str, float]:
    """Frames, bytes and milliseconds (own processor time, and to the frame's end) for each key."""
    program = Program(command, env)
    program.read(0.3, ready)
    time.sleep(0.5)
    frames = sent = 0
    cpu: list[float] = []
    shown: list[float] = []
    for number, press in enumerate(presses):
        while select.select([program.fd], [], [], 0.05)[0]:
            os.read(program.fd, 1 << 16)
        before, start = program.cpu(), time.perf_counter()
        os.write(program.fd, press)
        data, seen = program.read(0.04, FRAME_END)
        if number < warm:
            continue
        frames += data.count(FRAME_END)
        sent += len(data)
        cpu.append(program.cpu() - before)
        shown.append(seen - start)
    program.end()
    counted = len(cpu)
    return {
        "frames": round(frames / counted, 2),
        "bytes": round(sent / counted),
        "cpu_ms": round(median(cpu) * 1e3, 2),
        "shown_ms": round(median(shown) * 1e3, 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=10, help="starts")
    parser.add_argument("--keys", type=int, default=90)
    parser.add_argument("--claims", type=int, default=1000)
    parser.add_argument("--fail-start", type=float, help="exit 1 when the start ratio is higher")
    parser.add_argument("--fail-frames", type=float, help="exit 1 when a label key takes more frames")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "bench.db"
        seed_claims(db, options.claims // 100, 100).close()
        env = {"ANNOTATOR_STATE": str(Path(folder) / "state"), "ANNOTATOR_REVIEWER": MEMBER}
        env |= {"PYTHONDONTWRITEBYTECODE": ""}
        ours = [sys.executable, "-m", "annotator", "--db", str(db), "review"]
        floor = [sys.executable, "-c", FLOOR]
        start = starts({"ours": (ours, b"The council"), "floor": (floor, b"floor ready")}, env, options.n)
        pressed = [b"s", b"c", b"v"] * (options.keys // 3)
        label = keys(ours, b"The council", env, pressed, 6)
        moved = keys(ours, b"The council", env, [b"j"] * options.keys, 6)
        least = keys(floor, b"floor ready", env, pressed, 6)
    report = {
        "start_ms": {name: round(value * 1e3) for name, value in start.items()},
        "start_ratio": round(start["ours"] / start["floor"], 2),
        "label_key": label,
        "next_claim_key": moved,
        "floor_key": least,
        "label_cpu_ratio": round(label["cpu_ms"] / least["cpu_ms"], 2),
        "next_claim_cpu_ratio": round(moved["cpu_ms"] / least["cpu_ms"], 2),
    }
    print(json.dumps(report))
    too_slow = options.fail_start is not None and report["start_ratio"] > options.fail_start
    too_many = options.fail_frames is not None and label["frames"] > options.fail_frames
    return int(too_slow or too_many)


if __name__ == "__main__":
    sys.exit(main())

"""Programs on a pseudo-terminal, with what they sent and what it cost. Linux."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path

import pyte

from benchmarks.seeding import MEMBER

FRAME_END = b"\x1b[?2026l"
"""The end of synchronised output (DEC mode 2026): what a terminal shows as one picture."""
ANSWERS = ((b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[c", b"\x1b[?62;22c"))
ROWS, COLUMNS = 40, 120
READY = b"The council"
"""What the screen shows of a file that `seeding` has made."""
FLOOR = [sys.executable, str(Path(__file__).with_name("floor.py"))]
FLOOR_READY = b"floor ready"
UNKNOWN = (b"\x1b[>25u", b"\x1b[<u", b"\x1b[>4;1m")
"""Codes that pyte prints in part."""


def review(db: Path) -> list[str]:
    return [sys.executable, "-m", "annotator", "--db", str(db), "review"]


def environment(folder: Path) -> dict[str, str]:
    """Of our own, whatever the developer's is."""
    return {
        "ANNOTATOR_STATE": str(folder / "state"),
        "ANNOTATOR_CONFIG": str(folder / "none.toml"),
        "ANNOTATOR_REVIEWER": MEMBER,
        "PYTHONDONTWRITEBYTECODE": "",
    }


class Picture:
    """What a terminal shows: a frame has only cells that changed, so words are not found in what is sent."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)

    def take(self, data: bytes) -> None:
        for code in UNKNOWN:
            data = data.replace(code, b"")
        self._stream.feed(data)

    @property
    def text(self) -> str:
        cells = self._screen.buffer
        return "\n".join("".join(cells[y][x].data for x in range(COLUMNS)) for y in range(ROWS))


class Program:
    """A program on a pseudo-terminal."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        self.born = time.perf_counter()
        self.picture: Picture | None = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(command[0], command, {**os.environ, **env, "TERM": "xterm-256color"})

    def chunk(self, seconds: float) -> bytes:
        """What comes within so many seconds; b"" when nothing does."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            data = b""
        if not data:
            raise SystemExit("the program ended by itself")
        for question, answer in ANSWERS:
            if question in data:
                os.write(self.fd, answer)
        if self.picture is not None:
            self.picture.take(data)
        return data

    def watch(self) -> "Picture":
        """Have a picture of what is sent from now on; to be called before anything is read."""
        self.picture = Picture()
        return self.picture

    def read(self, quiet: float, until: bytes = b"", limit: float = 30.0) -> "Output":
        """Output until it is silent for `quiet` seconds after `until` came."""
        data, first, seen, cpu = b"", 0.0, 0.0, 0.0
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            waiting = not data or (until and not seen)
            more = self.chunk(limit if waiting else quiet)
            if not more:
                return Output(data, first, seen, time.perf_counter() - quiet, cpu)
            first = first or time.perf_counter()
            data += more
            if not seen and until in data:
                seen, cpu = time.perf_counter(), self.cpu()
        raise SystemExit(f"the program never showed {until!r}: ...{data[-300:]!r}")

    def press(self, key: bytes) -> None:
        os.write(self.fd, key)

    def cpu(self) -> float:
        """Processor seconds so far, of all threads."""
        spent = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            spent += int((task / "schedstat").read_text().split()[0])
        return spent / 1e9

    def memory(self) -> float:
        """Resident memory, MB."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def end(self, number: int = signal.SIGKILL) -> None:
        os.kill(self.pid, number)
        while number != signal.SIGKILL:
            try:
                os.read(self.fd, 1 << 16)
            except OSError:
                break
        os.waitpid(self.pid, 0)
        os.close(self.fd)


@dataclass(frozen=True, slots=True)
class Output:
    """What a program sent, and when (seconds of the clock)."""

    data: bytes
    first: float
    """The first byte."""
    seen: float
    """When what was waited for had come."""
    last: float
    """The last byte before the silence."""
    cpu: float
    """Processor seconds of the program when what was waited for had come."""

    @property
    def frames(self) -> int:
        return self.data.count(FRAME_END)

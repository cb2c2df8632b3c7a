"""The whole program in a real terminal: a pty on our side, pyte as the screen."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyte
import pytest

ANSWERS = ((b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[c", b"\x1b[?62;22c"))
FRAME, FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"
BEGUN_CODE = re.compile(rb"\x1b(\[[0-?]*[ -/]*)?\Z")
PATIENCE = 20.0


class _Screen(pyte.Screen):
    """Deaf to what pyte does not know."""

    def report_device_status(self, *_: object, **__: object) -> None: ...

    @property
    def display(self) -> list[str]:
        """Like pyte's, which stumbles over what is left of a wide character."""
        columns = range(self.columns)
        return ["".join(self.buffer[y][x].data for x in columns) for y in range(self.lines)]

    def select_graphic_rendition(self, *_: object, **__: object) -> None: ...


class Terminal:
    """A program in a terminal of so many columns and rows."""

    def __init__(
        self, arguments: list[str], columns: int = 80, rows: int = 24, term: str = "xterm-256color"
    ) -> None:
        self.raw = b""
        self._begun = b""
        self.screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            environment = {**os.environ, "TERM": term, "LANG": "C.UTF-8"}
            os.execve(sys.executable, [sys.executable, "-m", "annotator", *arguments], environment)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def send(self, *keys: str) -> None:
        for key in keys:
            os.write(self._fd, key.encode())

    def wait(self, condition: Callable[[str], bool], what: str) -> None:
        """Read on until the screen fulfils the condition, at the end of a frame."""
        end = time.monotonic() + PATIENCE
        while self._in_frame or not condition(self.text):
            if time.monotonic() > end or not self._read(0.2):
                raise AssertionError(f"never came: {what}; the screen is\n{self.text}")

    def shows(self, words: str) -> None:
        self.wait(lambda text: words in text, words)

    def asks(self, words: str) -> None:
        """Wait until the words stand there and the program sleeps: it has asked, and waits for a key."""

        self.wait(lambda text: words in text and self._sleeps, f"{words}, and a wait for a key")

    def catches(self, number: signal.Signals) -> None:
        """Wait until the program has a handler of this signal."""

        def has_it(text: str) -> bool:
            status = Path(f"/proc/{self.pid}/status").read_text()
            return bool(int(status.split("SigCgt:")[1].split()[0], 16) >> (number - 1) & 1)

        self.wait(has_it, f"a handler of {number.name}")

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal larger or smaller; the program is told by a signal."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def settle(self, seconds: float = 0.5) -> None:
        """Read on until nothing has come for a while, and not because the machine let the program wait."""
        while select.select([self._fd], [], [], seconds)[0] or not self._sleeps:
            if not self._read(0):
                return

    @property
    def _sleeps(self) -> bool:
        """Whether no thread of the program has anything to do, or waits for the disk."""
        states = []
        for task in Path("/proc").glob(f"{self.pid}/task/*/stat"):
            with suppress(OSError):  # it has just ended
                states.append(task.read_text().rpartition(")")[2].split()[0])
        return not {"R", "D"} & set(states)

    @property
    def _in_frame(self) -> bool:
        """Whether a frame has begun of which more is to come: a pty hands over 4 kB at a time."""
        return self.raw.rfind(FRAME) > self.raw.rfind(FRAME_END)

    def _read(self, seconds: float) -> bool:
        """Take in what has come, but for a code of which only the beginning has; False once the program
        has ended."""
        if not select.select([self._fd], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        has_ended = not data
        data = self._begun + data
        self._begun = begun.group() if (begun := BEGUN_CODE.search(data)) and not has_ended else b""
        data = data.removesuffix(self._begun)
        for question, answer in ANSWERS:
            if question in data:
                os.write(self._fd, answer)
        self.raw += data
        # pyte has no private-mode reports and prints some of what it does not know
        self._stream.feed(data.replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b""))
        return not has_ended

    def kill(self) -> None:
        """What `kill -9` does."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def hang_up(self) -> None:
        """The terminal is closed under the program, which must end by itself."""
        os.close(self._fd)
        finish = time.monotonic() + PATIENCE
        while not os.waitpid(self.pid, os.WNOHANG)[0]:
            if time.monotonic() > finish:
                raise AssertionError("it stayed behind when its terminal was closed")
            time.sleep(0.01)

    def terminate(self) -> None:
        """What `kill` does."""
        os.kill(self.pid, signal.SIGTERM)
        self.end()

    @property
    def has_ended(self) -> bool:
        """Whether it is only to be waited for."""
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def end(self) -> int:
        """Wait until the program has ended; its exit code."""
        finish = time.monotonic() + PATIENCE
        while time.monotonic() < finish:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.settle(0)  # what it said last
                return os.waitstatus_to_exitcode(status)
            self._read(0.05)
        raise AssertionError(f"it did not end; the screen is\n{self.text}")

    def tidy(self) -> None:
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            return


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    started: list[Terminal] = []

    def start(
        *arguments: str | Path, columns: int = 80, rows: int = 24, term: str = "xterm-256color"
    ) -> Terminal:
        started.append(Terminal([str(argument) for argument in arguments], columns, rows, term))
        return started[-1]

    yield start
    for program in started:
        program.tidy()

"""The first thing on the terminal: drawn with raw bytes before anything slow is imported.

Imports only what the interpreter has loaded already, and types are left to the comments: `typing` alone
takes as long as the drawing may.
"""

import os
import sys

SHOWN = b"\x1b[?1049h\x1b[?25l\x1b[H\x1b[2J\x1b[1m annotator\x1b[0m\x1b[3;2Hloading ...\x1b[1;1H"
TAKEN_DOWN = b"\x1b[?1049l\x1b[?25h"
_VALUED = ("--db", "--reviewer", "--wait", "--theme")
_FLAGS = ("--unsafe-filesystem",)
_before: "list[tuple[int, list[int | list[bytes | int]]]]" = []
"""Descriptor and modes of the terminal as they were, while the skeleton's are in force."""
_shown: "list[int]" = []
"""The descriptor on which the skeleton stands, until it is taken down or the app has drawn over it."""


def opens_at_once(arguments: "list[str]") -> bool:
    """Whether the command line opens the screen without having anything to say or to do first."""
    left = iter(arguments)
    commands = []
    for argument in left:
        if argument in _VALUED:
            next(left, "")
        elif argument.startswith("-"):
            if argument not in _FLAGS and argument.partition("=")[0] not in _VALUED:
                return False
        else:
            commands.append(argument)
    return commands == ["review"]


def show(arguments: "list[str]") -> None:
    """Draw the skeleton, if there is a terminal and the screen is what was asked for.

    Keys are read raw from here on: those typed ahead reach the app as they were typed, unseen.
    """
    lines_only = os.environ.get("TERM", "dumb") in ("dumb", "unknown")
    if lines_only or os.name != "posix" or not opens_at_once(arguments):
        return
    try:
        if not (os.isatty(0) and os.isatty(1) and os.isatty(2)):
            return
        os.write(2, SHOWN)
        _shown.append(2)
        import termios

        modes = termios.tcgetattr(0)
        raw = [*modes[:6], list(modes[6])]
        raw[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
        raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        _before.append((0, modes))
        termios.tcsetattr(0, termios.TCSANOW, raw)
        import signal

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _ended)
    except OSError:  # a terminal that went away; what comes next says so
        return


def take_down() -> None:
    """Show the terminal as it was, for words that are to stay; again is no harm."""
    while _shown:
        _write(_shown.pop(), TAKEN_DOWN)
    restore()


def drawn_over() -> None:
    """The app has used the same alternate screen, and left it."""
    _shown.clear()


def restore() -> None:
    """Give the terminal its modes back."""
    while _before:
        import termios

        descriptor, modes = _before.pop()
        try:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, modes)
        except (OSError, termios.error):  # gone
            return


def _ended(number: int, frame: object) -> None:
    """By a signal that comes before the app has a handler of its own.

    Under the skeleton nothing has begun that must be put away, and what is raised here may be lost: Python
    passes over it in the callbacks of weak references, which imports are full of.
    """
    if _shown:
        take_down()
        _write(2, b"Stopped.\n")
        os._exit(128 + number)
    if number == 2:  # SIGINT: as where no skeleton was
        raise KeyboardInterrupt
    sys.exit(128 + number)


def _write(descriptor: int, data: bytes) -> None:
    try:
        os.write(descriptor, data)
    except OSError:  # gone
        sys.exit(1)

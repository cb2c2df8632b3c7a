"""Starting plain mode on the standard streams of the process."""

import signal
import sys
from io import TextIOWrapper
from types import FrameType
from typing import NoReturn, cast

from annotator.plain.console import Console
from annotator.plain.session import Session
from annotator.services.opening import Workplace
from annotator.settings.config import Config


def run(
    place: Workplace, *, article: str | None = None, round_id: str = "", config: Config | None = None
) -> int:
    """Review a file line by line until the reviewer leaves; the exit code. The place stays open.

    `article` is the id of the one to open; without it the session begins where the reviewer left off.
    `round_id` is that of the round to work in.
    """
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _leave)
    console = Console(cast(TextIOWrapper, sys.stdin), cast(TextIOWrapper, sys.stdout))
    session = Session(place, console, config, round_id=round_id)
    try:
        return session.run(article)
    finally:
        session.close()


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """The terminal is gone, or somebody ends the program: an act under way is done wholly or not at all."""
    sys.exit(128 + number)

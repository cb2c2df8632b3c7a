"""Splitters as another package would bring them."""

import os
import signal
import time
from pathlib import Path

from annotator.domain.claim import Claim
from annotator.splitting import Split


class Lines:
    """A claim a line; knows no options, no regions and no sentences."""

    name, version, model = "lines", "1", ""

    def split(self, text: str, *, published: str = "", language: str = "") -> Split:
        claims, start = [], 0
        for line in text.splitlines(keepends=True):
            if line.strip():
                claims.append(Claim(((start, start + len(line.rstrip())),), line.strip(), rule="line"))
            start += len(line)
        return Split((), tuple(claims))


class Fragile(Lines):
    """Breaks, dies or waits where the text says so."""

    name = "fragile"

    def split(self, text: str, *, published: str = "", language: str = "") -> Split:
        if "break me" in text:
            raise KeyError("\x1b[31mred")
        if "kill me" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "wait for me" in text:
            Path("waiting").touch()
            time.sleep(60)
        return super().split(text)


LINES = Lines()
FRAGILE = Fragile()

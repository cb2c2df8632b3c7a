"""Plain mode in this process: lines in, lines out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.plain.console import Console
from annotator.plain.session import Session
from annotator.services.opening import Workplace
from annotator.settings.config import Config
from annotator.store import open_to_write

TODAY = date(2026, 3, 1)


@dataclass(frozen=True)
class Talk:
    """What was said, how it ended."""

    code: int
    out: str
    error: str = ""

    @property
    def flat(self) -> str:
        """In one line."""
        return " ".join(self.out.split())


class Person(TextIOWrapper):
    """Standard input that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def converse(
    path: Path,
    lines: list[str],
    *,
    person: bool = False,
    raw: bytes | None = None,
    config: Config | None = None,
    round_id: str = "",
) -> Talk:
    """A whole session; `person` at a terminal is asked again where a script is stopped."""
    given = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape") if raw is None else raw
    source = (Person if person else TextIOWrapper)(BytesIO(given))
    heard = BytesIO()
    console = Console(source, TextIOWrapper(heard, encoding="utf-8"))
    code, error = 1, ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.input", lambda prompt: _line(source))
        place = Workplace(open_to_write(path), "anna", "device-1", path.parent / "state")
        with place:
            try:
                code = Session(place, console, config, lambda: TODAY, round_id=round_id).run(None)
            except AnnotatorError as refused:
                error = str(refused)
    return Talk(code, heard.getvalue().decode(), error)


def _line(source: TextIOWrapper) -> str:
    """As `input` reads it."""
    line = source.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


@pytest.fixture
def path(kit: Any) -> Path:
    """A file with two articles of three and two claims."""
    return Path(kit.close(kit.desk()))


@pytest.fixture
def talk(path: Path) -> Callable[..., Talk]:
    return lambda *lines, **how: converse(path, list(lines), **how)


@pytest.fixture(scope="session")
def talk_on() -> Callable[..., Talk]:
    """For property tests, which make a file for each example."""
    return converse

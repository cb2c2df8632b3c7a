"""Plain mode says, to one who is bound by a blind round, nothing of what others did to its claims."""

import re
from datetime import date
from io import BytesIO, TextIOWrapper
from typing import Any

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.scheme_reading import default_scheme
from annotator.plain.console import Console
from annotator.plain.help import PLAIN_COMMANDS
from annotator.plain.session import Session
from annotator.services.opening import Workplace
from annotator.store import open_to_write
from annotator.tui.command_table import commands
from annotator.tui.commands import REVIEW

LOOKING = ["full", "context", "claims", "y", "h", "articles", "labels", "/ besides", "", "R besides", ""]
CLAIMS = [f"article {article}\ng {number}" for article in (1, 2) for number in (1, 2, 3)]


class Person(TextIOWrapper):
    """Standard input that says it is a terminal, so that what cannot be done does not end it."""

    def isatty(self) -> bool:
        return True


def converse(path: Any, who: str, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """All that is said in a session."""
    source = Person(BytesIO("".join(f"{line}\n" for line in lines).encode()))
    heard = BytesIO()

    def line(prompt: str) -> str:
        read = source.readline()
        if not read:
            raise EOFError
        return read.rstrip("\n")

    monkeypatch.setattr("builtins.input", line)
    with Workplace(open_to_write(path), who, "9" * 32, path.parent / "state") as place:
        session = Session(
            place, Console(source, TextIOWrapper(heard, encoding="utf-8")), None, lambda: date(2026, 3, 1)
        )
        try:
            session.run(None)
        except AnnotatorError as error:
            heard.write(str(error).encode())
        finally:
            session.close()
    return heard.getvalue().decode()


def every_key() -> list[str]:
    return [command.keys[0] for command in commands(default_scheme()) if REVIEW in command.where]


@pytest.mark.parametrize("who", ["ann", "cyd", "zoe", "lou"])
def test_plain_mode_shows_nothing(blind: Any, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = converse(blind.path, who, [line for claim in CLAIMS for line in (claim, *LOOKING)], monkeypatch)
    assert "Claim 3 of 3" in said
    assert not blind.secrets.found_in(said)
    assert not re.search(r"\b(bob|dan)\b", said)


def test_no_command_of_plain_mode_shows_anything(blind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in a session of its own, answered with lines that find, choose and accept."""
    for word in dict.fromkeys([*PLAIN_COMMANDS, *every_key()]):
        lines = ["article 1", "g 1", word, "besides", "1", "", "be", "1", "+"]
        assert not blind.secrets.found_in(converse(blind.path, "ann", lines, monkeypatch)), word


def test_plain_mode_shows_it_afterwards(lifted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line for claim in CLAIMS for line in (claim, "full", "/ besides", "")]
    found = lifted.secrets.found_in(converse(lifted.path, "ann", lines, monkeypatch))
    assert {"bob's rationale in the round", "bob's comment, outside of the round"} <= set(found.values())
    assert {"an import's rationale on a claim of the round", "an import's by on its twin"} <= set(
        found.values()
    )

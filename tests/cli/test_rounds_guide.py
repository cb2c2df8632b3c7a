"""What docs/rounds.md and the pages beside it tell people to type."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from annotator.cli.main import cli
from annotator.services.adjudicating import Adjudicating
from annotator.services.disputing import Disputing
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, open_to_read, open_to_write
from annotator.store.rounds import rounds_named

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", *(f"docs/{name}.md" for name in ("rounds", "releases", "agreement", "report", "blind")))


def typed(text: str) -> list[list[str]]:
    """The words of each command that stands on a line, without comments; not those with places to fill."""
    lines = re.findall(r"^(?:    )?annotator (.*?)(?:  .*)?$", text, re.MULTILINE)
    commands = [one for line in lines for one in line.split("; annotator ")]
    return [shlex.split(one, comments=True) for one in commands if not re.search(r"\[|\.\.\.|;|\|", one)]


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_are_told_are_understood(page: str) -> None:
    found = typed((ROOT / page).read_text(encoding="utf-8"))
    assert found or page == "docs/blind.md"
    for words in found:
        command: Any = cli
        context = click.Context(cli)
        while isinstance(command, click.Group):
            name, *words = words
            command = command.get_command(context, name)
            assert command is not None, name
        command.make_context(name, words)


class Team:
    """Does what the guide leaves to people at screens."""

    def __init__(self, db: Path) -> None:
        self.db = db

    def review(self, member: str) -> None:
        with open_to_write(self.db) as store:
            (found,) = rounds_named(store.db, "pilot")
            with open_to_read(self.db, sight=Sight(member, found.id)) as mine:
                article, _ = Reading(mine, member).first_place() or ("", "")
                queue = Reading(mine, member).listed(article)
            assert queue
            by = Reviewing(store, member, f"device-{member}", round_id=found.id)
            for one in queue:
                by.label(one, "insufficient" if one == min(queue) and member == "bob" else "not_checkable")

    def adjudicate(self, lead: str) -> None:
        with open_to_write(self.db) as store, open_to_read(self.db, sight=Sight(lead)) as reading:
            (found,) = rounds_named(store.db, "pilot")
            by = Adjudicating(store, lead, "device-of-lead", found.id)
            disputes = Disputing(reading, lead, found.id).disputes()
            agreed = {one.claim: one.votes[0][0] for one in disputes if one.is_unanimous(found.overlap)}
            by.settle_unanimous(agreed)
            for one in disputes:
                if one.claim not in agreed:
                    by.settle(one.claim, "not_checkable", "An opinion.")


def test_the_round_of_the_guide_is_played_as_it_is_told(run: Callable[..., Any], tmp_path: Path) -> None:
    page = (ROOT / "docs" / "rounds.md").read_text(encoding="utf-8")
    steps = typed(page.split("<!-- round -->")[1].split("<!-- /round -->")[0])
    (tmp_path / "articles").mkdir()
    text = "The pier closed on Monday.\n\nTwo ships left port.\n\nA new pier opens next year.\n\nIt rained.\n"
    (tmp_path / "articles" / "pier.txt").write_text(text, encoding="utf-8")
    (tmp_path / "rules.md").write_text("Label what is said.\n", encoding="utf-8")
    team = Team(tmp_path / "annotator.db")
    told = []
    for words in steps:
        told.append(words[1] if words[0] == "round" else words[0])
        if words[0] == "review":
            for member in ("bob", "carol", "dan"):
                team.review(member)
        elif words[:2] == ["round", "adjudicate"]:
            team.adjudicate("lea")
        else:
            ran = run("--reviewer", "lea", *words)
            assert ran.code == 0, ran
    assert told == [
        "ingest", "create", "review", "status", "agreement", "adjudicate", "close", "release", "report",
    ]  # fmt: skip
    lines = (tmp_path / "pilot-1" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["label"] for line in lines] == ["not_checkable"] * 4
    assert (
        (tmp_path / "pilot-1" / "guideline.md").read_text(encoding="utf-8").endswith("Label what is said.\n")
    )
    assert "pilot" in (tmp_path / "pilot.html").read_text(encoding="utf-8")

"""Random keys, and the program ended at a random moment in every way that there is."""

import json
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]
LABELS = {"s": "sourced", "c": "contested", "v": "verified"}
ENDINGS = ("kill", "hang_up", "terminate")


def annotator(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "annotator", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def events(db: Path) -> list[tuple[str, str, dict[str, Any]]]:
    """(id, kind, body) of every event of ann's, in order."""
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
        found = connection.execute("SELECT id, kind, body FROM event ORDER BY seq").fetchall()
    connection.close()
    return [(event, kind, json.loads(body)) for event, kind, body in found]


def newest_act(log: list[tuple[str, str, dict[str, Any]]]) -> str:
    """The act that undo has to take back, by a plain reading of the log: "" when there is none."""
    standing: list[str] = []
    undone: dict[str, list[str]] = {}
    for event, kind, body in log:
        if kind == "retract":
            for target in body["targets"]:
                if target in undone:
                    standing += undone[target]
                else:
                    standing.remove(target)
            undone[event] = [target for target in body["targets"] if target not in undone]
        elif kind in ("label", "flag"):
            standing.append(event)
    return standing[-1] if standing else ""


@pytest.mark.soak
def test_whatever_ends_it_what_was_shown_as_saved_is_there_once_and_undo_is_right(
    tmp_path: Path, terminal: Start, soak_seconds: float
) -> None:
    db, article = tmp_path / "work.db", tmp_path / "story.txt"
    article.write_text("The mill closed on Monday.\n\nIt had run since 1902.\n\nForty people worked there.\n")
    annotator("--db", db, "--reviewer", "ann", "ingest", article)
    chance = random.Random(11)
    end = time.monotonic() + soak_seconds
    rounds = 0
    before: list[tuple[str, str, dict[str, Any]]] = []
    while rounds < len(ENDINGS) or time.monotonic() < end:
        program = terminal("--db", db, "--reviewer", "ann", "review")
        program.shows("Claim ")
        told = [do(program, db, chance) for _ in range(chance.randint(0, 4))]
        sent = chance.choices("scvjkf", k=chance.randint(0, 5))
        program.send(*sent)
        time.sleep(chance.random() * 0.02)
        getattr(program, ENDINGS[rounds % len(ENDINGS)])()
        log = events(db)
        assert log[: len(before)] == before
        came = [(kind, body.get("label")) for _, kind, body in log[len(before) :] if kind not in FIRST]
        assert came[: len(told)] == told
        assert len(came) <= len(told) + len(sent)
        assert len({event for event, _, _ in log}) == len(log)
        before = log
        rounds += 1
    assert annotator("--db", db, "doctor").returncode == 0
    print(f"{rounds} ends, {len(before)} events")


TOLD = ("Labelled ", "Took back", "Flagged.", "Flag taken down.")
FIRST = ("member", "scheme")
"""What is written before the first act of all."""


def do(program: Any, db: Path, chance: random.Random) -> tuple[str, str | None]:
    """One act by a key, waited for until the screen says that it is saved: kind and label of its event."""
    log = events(db)
    target = newest_act(log)
    key = chance.choice("scvfu" if target else "scv")
    program.send("j" if chance.random() < 0.5 else "k")
    program.wait(lambda text: not any(words in text for words in TOLD), "the message before goes")
    program.send(key)
    if key == "u":
        program.shows("Took back")
        event = events(db)[len(log)]
        assert event[2]["targets"] == [target]
        return "retract", None
    if key == "f":
        program.wait(lambda text: "Flagged." in text or "Flag taken down." in text, "the flag")
        return "flag", None
    program.shows(f"Labelled {LABELS[key]}.")
    return "label", LABELS[key]

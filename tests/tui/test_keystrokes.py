"""The keys of each row of docs/keystrokes.md are pressed in a fresh screen; the file says what came of it."""

import re
from pathlib import Path

import pytest
from textual.events import Paste

DOC = Path(__file__).parents[2] / "docs" / "keystrokes.md"
ROW = re.compile(r"^\| (?P<task>[^|]+) \| `(?P<keys>[^`]+)` \| (?P<count>\d+) \|$", re.MULTILINE)
ROWS = {row["task"].partition(" (")[0]: (row["keys"].split(), int(row["count"])) for row in ROW.finditer(
    DOC.read_text(encoding="utf-8"))}  # fmt: skip

LABELS = (
    "SELECT c.position, l.label FROM label AS l JOIN claim AS c ON c.id = l.claim WHERE l.state = 'current'"
)
PLACE = "SELECT c.position, i.title FROM place AS p JOIN claim AS c ON c.id = p.claim, article_info AS i" \
        " WHERE i.article = p.article"  # fmt: skip
RESTING = (
    "SELECT c.position, count(*), s.url FROM citation AS x JOIN claim AS c ON c.id = x.claim"
    " JOIN source AS s ON s.id = x.source WHERE c.position = 0 GROUP BY 1"
    " UNION ALL SELECT c.position, count(x.citation), l.label FROM label AS l"
    " JOIN claim AS c ON c.id = l.claim JOIN label_citation AS x ON x.label = l.id"
    " WHERE l.state = 'current' GROUP BY l.id"
)
FERRY, BRIDGE = "Island Ferry Stops After Engine Fire", "東京の橋"
TASKS = {
    "Label the claim": ((), LABELS, [(0, "sourced")]),
    "Go to the next claim without a label": (("s",), PLACE, [(1, FERRY)]),
    "Label it and move on": (("+",), f"{LABELS} UNION ALL SELECT position, 'place' FROM ({PLACE})",
                             [(0, "contested"), (1, "place")]),
    "Take back the last act": (("s",), "SELECT label, state FROM label", [("sourced", "retracted")]),
    "Flag the claim": ((), "SELECT raised FROM flag WHERE state = 'current'", [(1,)]),
    "Say how sure I am": (("s",), "SELECT label, confidence FROM label WHERE state = 'current'",
                          [("sourced", 4)]),
    "Go to the next claim whose label lacks evidence": (("j", "j", "s", "k", "k"), PLACE, [(2, FERRY)]),
    "Go to the next article": ((), PLACE, [(0, BRIDGE)]),
    "Label the claim with the last citation again": (("a", "paste", "ctrl+s", "s", "j"), RESTING,
                                                     [(0, 1, "https://example.org/fire"), (1, 1, "sourced")]),
    "Cite an address on the clipboard": ((), "SELECT s.url, c.stance FROM citation AS c JOIN source AS s"
                                         " ON s.id = c.source", [("https://example.org/fire", "supports")]),
    "Do the last act again on the next claim": (("s",), LABELS, [(0, "sourced"), (1, "sourced")]),
    "List the open claims of the whole file": (("s", "j", "j", "i", "k"), "SELECT count(*) FROM label",
                                               [(2,)]),
}  # fmt: skip
"""For each task: what is pressed before (not counted), a question to the file, and its answer."""


def test_every_row_is_a_task_that_is_tried() -> None:
    assert list(ROWS) == list(TASKS)
    assert len(ROWS) == 12


@pytest.mark.parametrize("task", TASKS)
async def test_the_keys_of_a_task_do_it(ui, path: Path, task: str) -> None:
    keys, count = ROWS[task]
    before, question, answer = TASKS[task]
    assert len(keys) == count
    async with ui.running(path) as (app, pilot):
        for key in (*before, "", *keys):
            if key == "paste":
                app.post_message(Paste("https://example.org/fire"))
                await pilot.pause()
            elif key:
                await pilot.press(key.lower() if len(key) > 1 else key)
            else:
                await ui.saved(app, pilot)
        await ui.saved(app, pilot)
        if task.startswith("List"):
            await ui.until(lambda: app.desk.matches is not None and app.desk.matches.complete, "the list")
            assert len(app.desk.matches) == 7
    assert ui.sql(path, question) == answer

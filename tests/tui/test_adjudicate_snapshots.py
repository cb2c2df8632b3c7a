"""How settling a round looks, at 80x24 and at 160x50."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from annotator.services.opening import Workplace
from annotator.store import open_to_write
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.adjudicate import adjudicate_screen


@pytest.mark.parametrize(
    ("size", "keys"),
    [((80, 24), ""), ((160, 50), ""), ((80, 24), "U"), ((80, 24), "d"), ((160, 50), "n n")],
    ids=["dispute-80x24", "dispute-160x50", "unanimous", "ask", "refuted-160x50"],
)
def test_settling(ui: Any, team: Any, snap_compare: Any, size: tuple[int, int], keys: str) -> None:
    path: Path = team.path
    place = Workplace(open_to_write(path), "anna", "device-1", path.parent / "state")
    app = AnnotatorApp(place, opens=lambda app: adjudicate_screen(place, app.desk, "pilot"))

    async def run(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.press(*keys.split())
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)
    place.store.close()

"""Who gets the screen on which a round is settled, and by which keys."""

import pytest

from annotator.domain.errors import InputError
from annotator.domain.scheme_reading import default_scheme
from annotator.services.opening import Workplace
from annotator.store import open_to_write
from annotator.tui.command_table import commands
from annotator.tui.commands import ADJUDICATE
from annotator.tui.screens.adjudicate import adjudicate_screen


async def test_only_who_may_settle_gets_the_screen(ui, path, round_file) -> None:
    team = round_file(path, blind=True, anna=[0], bert=[0, 1], cora=[1])
    for member, words in (("anna", "blind"), ("bert", "Only a lead")):
        with open_to_write(path) as store:
            place = Workplace(store, member, "device", path.parent / "state")
            with pytest.raises(InputError, match=words):
                adjudicate_screen(place, ui.app(path).desk, team.round.id)


def test_every_label_has_its_command() -> None:
    here = [c for c in commands(default_scheme()) if ADJUDICATE in c.where]
    keys = [key for command in here for key in command.keys]
    assert len(keys) == len(set(keys))
    assert {label.key for label in default_scheme().labels} <= set(keys)

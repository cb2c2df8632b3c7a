"""Who gets the screen on which a round is settled, and by which keys."""

from random import Random

import pytest
from textual.events import Key

from annotator.domain.errors import InputError
from annotator.domain.round import RoundPlan
from annotator.domain.scheme_reading import default_scheme
from annotator.services.leading import Leading
from annotator.services.opening import Workplace
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write
from annotator.tui.app import AnnotatorApp
from annotator.tui.command_table import commands
from annotator.tui.commands import ADJUDICATE
from annotator.tui.screens.adjudicate import adjudicate_screen, open_round
from annotator.tui.screens.settling import Reason


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


async def test_from_another_screen_it_lies_upon_that_or_why_not_is_said(ui, path, team) -> None:
    async with ui.running(path) as (app, pilot):
        review, said = app.screen, []
        assert open_round(review, "no such round", said.append) is None
        assert "There is no round" in said.pop()
        await open_round(review, "pilot", said.append)
        app.post_message(Key("c", "c"))
        await ui.type(pilot, "So it is.")
        for key in ("enter", "q"):  # left before it can be saved
            app.post_message(Key(key, key if len(key) == 1 else None))
        await ui.until(lambda: app.screen is review, "the review")
        await pilot.press("j")
        assert app.desk.position == 1
    assert ui.sql(path, "SELECT label, reason FROM gold") == [("contested", "So it is.")]


async def test_leaving_with_something_typed_asks_once_more(ui, team) -> None:
    place = Workplace(open_to_write(team.path), "anna", "device-1", team.path.parent / "state")
    app = AnnotatorApp(place, opens=lambda app: adjudicate_screen(place, app.desk, "pilot"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await ui.type(pilot, "Half a")
        await pilot.press("escape", "q")
        assert "Not saved: a reason. q again drops it." in ui.text(app)
        await pilot.press("q")
        await pilot.pause()
        assert app._exit
    place.store.close()


async def test_a_round_of_its_own_scheme_is_settled_by_its_own_keys(ui, path) -> None:
    labels = "".join(
        f'[[label]]\nid = "{name}"\nkey = "{key}"\ncolour = "{colour}"\nhelp = "It is {name}."\n'
        for name, key, colour in (("so", "d", "green"), ("not_so", "z", "red"))
    )
    with open_to_write(path) as store:
        [claim] = store.db.execute("SELECT id FROM claim WHERE text = 'Nobody was hurt.'").fetchone()
        plan = RoundPlan(
            "own", "labelling", [claim], {"bert": [0]}, overlap=1, blind=False, seed="",
            scheme=f'name = "own"\nversion = "1"\n{labels}',
        )  # fmt: skip
        made = Leading(store, "anna", "device-1").make(plan)
        Reviewing(store, "bert", "device-2", round_id=made.id).label(claim, "not_so")
    place = Workplace(open_to_write(path), "anna", "device-1", path.parent / "state")
    app = AnnotatorApp(place, opens=lambda app: adjudicate_screen(place, app.desk, "own"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "z not so" in ui.text(app)
        await pilot.press("d")  # the key of a label, though another command has it where labels leave it free
        await ui.type(pilot, "So it is.")
        await pilot.press("enter")
        await ui.saved(app, pilot)
        assert "Settled as so, adjudicated." in ui.text(app)
    place.store.close()


@pytest.mark.parametrize("seed", range(2))
async def test_what_the_desk_counts_is_a_recount(ui, team, seed: int) -> None:
    """Whatever the lead and the reviewers do, in any order, what is shown is what the file says."""
    random = Random(seed)
    place = Workplace(open_to_write(team.path), "anna", "device-1", team.path.parent / "state")
    app = AnnotatorApp(place, opens=lambda app: adjudicate_screen(place, app.desk, "pilot"))
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        desk = app.screen.desk
        for _ in range(25):
            key = random.choice("nnjkJKuuscvxxUd+v")
            if key == "v" and random.random() < 0.5:
                team.vote(random.choice(("bert", "cora", "dora")), random.randrange(9), "contested")
                continue
            await pilot.press(key)
            if isinstance(app.screen, Reason):
                await ui.type(pilot, "So.")
            if len(app.screen_stack) > 1:
                await pilot.press("enter")
        await ui.saved(app, pilot)
        recount = desk.disputing.disputes
        await ui.until(lambda: desk.disputes == recount(), "what the file says")
        assert desk.settled == sum(one.is_settled for one in recount())
        assert desk.complete == sum(one.is_settled and one.complete for one in recount())
        places = [desk.at_place(place) for place in range(9)]
        assert places == sorted(recount(), key=lambda one: one.rank)
        assert desk.dossier == desk.disputing.dossier(desk.claim)
        marks = desk.disputing.article(desk.article.id).marks
        assert list(marks) == desk.marks
    place.store.close()

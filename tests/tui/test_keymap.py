"""Keys of the user's own: what is taken, what is refused, and that every message follows them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input, TextArea

from annotator.domain.date_format import DateFormat
from annotator.domain.errors import InputError
from annotator.domain.scheme_reading import default_scheme
from annotator.settings.config import Config, Remapped
from annotator.tui.command_table import commands
from annotator.tui.commands import BY_SCHEME, FORM, LIST, WHERE_WORDS, by_key, key_rows
from annotator.tui.keymap import NAMED_KEYS, TYPING_KEYS, is_character, remapped

TABLE = commands(default_scheme())
IDS = [command.id for command in TABLE if command.action not in BY_SCHEME]
LEGAL = [*sorted(NAMED_KEYS), *"abcdefghijklmnopqrstuvwxyzäJ!?%1", "東"]


def own(**keys: str) -> Config:
    """A configuration with these keys; `__` stands for the dot of an id."""
    named = {command.replace("__", "."): Remapped(tuple(given.split()), 7) for command, given in keys.items()}
    return Config(path=Path("own.toml"), keys=named)


def refusal(**keys: str) -> str:
    with pytest.raises(InputError) as refused:
        remapped(TABLE, own(**keys))
    return str(refused.value)


def test_a_command_has_the_keys_that_it_was_given_and_others_keep_theirs() -> None:
    table = {c.id: c.keys for c in remapped(TABLE, own(claim__next="p down", form__save="f10"))}
    assert table["claim.next"] == ("p", "down")
    assert table["form.save"] == ("f10",)
    assert table["claim.previous"] == ("k", "up")


def test_two_commands_can_change_places() -> None:
    table = {c.id: c.keys for c in remapped(TABLE, own(claim__next="k up", claim__previous="j down"))}
    assert (table["claim.next"], table["claim.previous"]) == (("k", "up"), ("j", "down"))


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"claim__nxt": "p"}, "there is no command 'claim.nxt'"),
        ({"claim__nxt": "p"}, "Did you mean claim.next?"),
        ({"label__sourced": "p"}, "a label's key is its letter too"),
        ({"claim__next": "PgDn"}, 'there is no key \'PgDn\'. Nothing was changed. Write "pagedown".'),
        ({"claim__next": "Ctrl+R"}, 'Write "ctrl+r".'),
        ({"claim__next": "shift+z"}, 'Write "Z", the character itself.'),
        ({"claim__next": "ctrl+i"}, "A terminal sends ctrl+i as tab: write another."),
        ({"claim__next": "pagedwn"}, 'Did you mean "pagedown"?'),
        ({"claim__next": "alt+x"}, "there is no key 'alt+x'"),
        ({"claim__next": "\u0301"}, "there is no key"),
        ({"claim__next": "n"}, 'would be two commands (reviewing an article): claim.next and open.next.'),
        ({"claim__next": "s"}, "s is the letter of a label of this file's scheme: write another key."),
        ({"claim__next": "3"}, "claim.next and confidence.3"),
        ({"quit": "enter"}, "(in the library): quit and library.open"),
        ({"form__save": "W"}, "W cannot be form.save: text fields need that key for typing"),
        ({"form__save": "enter"}, "Enter cannot be form.save"),
        ({"caret__left": "7"}, "7 cannot be caret.left: in caret mode it begins a number before a motion"),
        ({"list__leave": "space"}, "Space cannot be list.leave"),
        ({"citation__unfill": "W"}, "W cannot be citation.unfill: text fields need that key for typing"),
        ({"citation__unfill": "ctrl+s"}, "two commands (in forms): citation.unfill and form.save"),
        ({"list__choose": "ctrl+w"}, "Ctrl+w cannot be list.choose"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_line_and_a_way_out(keys: dict[str, str], words: str) -> None:
    told = refusal(**keys)
    assert told.startswith("own.toml, line 7: ")
    assert words in told


def test_several_keys_in_one_text_are_shown_as_a_list() -> None:
    config = Config(path=Path("own.toml"), keys={"claim.next": Remapped(("p Down",), 7)})
    with pytest.raises(InputError, match=r'Several keys are a list: \["p", "down"\]'):
        remapped(TABLE, config)


def test_a_schemes_own_letters_clash_only_with_keys_that_were_changed() -> None:
    labels = default_scheme().labels
    scheme = replace(default_scheme(), labels=(replace(labels[0], key="e"), *labels[1:]))
    table = commands(scheme)
    assert remapped(table, own(claim__next="p")) != table
    with pytest.raises(InputError, match="e is the letter of a label"):
        remapped(table, own(claim__next="e"))


@given(
    st.dictionaries(
        st.sampled_from(IDS), st.lists(st.sampled_from(LEGAL), min_size=1, max_size=3), max_size=4
    )
)
def test_what_is_not_refused_leaves_every_key_with_one_command(keys: dict[str, list[str]]) -> None:
    config = Config(
        path=Path("own.toml"),
        keys={name: Remapped(tuple(dict.fromkeys(given)), 0) for name, given in keys.items()},
    )
    try:
        table = remapped(TABLE, config)
    except InputError:
        return
    for where in WHERE_WORDS:
        here = [key for command in table if where in command.where for key in command.keys]
        assert len(here) == len(by_key(table, where))
        assert not {key for key in here if key in TYPING_KEYS.get(where, ())}


def test_the_usual_keys_would_be_taken_too() -> None:
    usual = {command.id: Remapped(command.keys, 1) for command in TABLE if command.action not in BY_SCHEME}
    assert remapped(TABLE, Config(keys=usual)) == TABLE


def test_what_a_field_needs_for_typing_is_what_textual_binds_in_it() -> None:
    def bound(*widgets: type) -> set[str]:
        bindings = [binding for widget in widgets for binding in widget.BINDINGS]
        keys = {key for binding in bindings for key in binding.key.split(",")}
        return keys & NAMED_KEYS

    assert bound(Input) - {"enter"} <= TYPING_KEYS[LIST]
    assert bound(Input, TextArea) - {"f6", "f7"} <= TYPING_KEYS[FORM]
    assert not any(is_character(key) for keys in TYPING_KEYS.values() for key in keys)


def test_a_row_whose_keys_do_not_follow_each_other_names_them_all() -> None:
    rows = {row.id: row.keys for row in key_rows(remapped(TABLE, own(confidence__1="!")), "review")}
    assert rows["confidence"] == "! 2 3 4 5"


# --- on the screen ---------------------------------------------------------------------------------

MOVED = own(
    claim__full="f2", open__next="&", article__next="$", citation__add="(", citation__reuse=")", flag="W",
    carry="€", back="Q", quit="W", help="H", dashboard__hand_over="X", form__next="f4", form__leave="f5",
    list__choose="f6", list__up="f7", rationale="f8", help__down="d", theme="f9",
)  # fmt: skip


@pytest.fixture
def moved(ui, path: Path):
    ui.config = replace(MOVED, date_format=DateFormat("%-d %b %Y"))
    return path


async def test_the_review_screen_names_the_keys_that_there_are(ui, moved: Path) -> None:
    async with ui.running(moved) as (app, pilot):
        text = ui.text(app)
        assert "& next open" in text
        assert "( cite" in text
        assert "H help" in text
        assert "F2 shows all" in text
        assert "none yet: ( adds a citation, ) reuses one" in text
        assert "20 Feb 2026" in text
        await pilot.press("W")
        await ui.saved(app, pilot)
        assert "W takes the flag away" in ui.text(app)
        await pilot.press("k")
        assert "&: next open, $: next article" in ui.text(app)
        await pilot.press("o")
        assert "( adds one, ) reuses one" in ui.text(app)
        await pilot.press("ctrl+c")
        assert "Q goes back; in the library W ends the program." in ui.text(app)


async def test_forms_lists_and_pages_name_them_too(ui, moved: Path) -> None:
    async with ui.running(moved) as (app, pilot):
        await pilot.press("(", *"https", "f4", "f4")
        assert "Enter begins a new line, F4 goes on." in ui.text(app)
        await pilot.press("f5")
        assert "What you typed is kept: ( opens it again." in ui.text(app)
        assert "a citation: ( goes on with it" in ui.text(app)
        await pilot.press(")")
        assert "leave the list, and press ( for a form" in ui.text(app)
        assert "F7 ↓ go through the list, F6 takes one" in ui.text(app)
        await pilot.press("ctrl+g", "H")
        assert "d k scroll" in ui.text(app)


async def test_the_library_names_them_and_shows_dates_so(ui, moved: Path, empty: Path) -> None:
    async with ui.running(moved) as (app, pilot):
        await pilot.press("(", "x", "f5", "Q")
        assert "20 Feb 2026" in ui.text(app)
        await pilot.press("W")
        assert "W again drops it." in ui.text(app)
    async with ui.running(empty) as (app, _):
        assert "Leave this with W" in ui.text(app)


async def test_keys_that_do_not_fit_the_files_scheme_are_refused_before_anything_is_shown(
    ui, path: Path
) -> None:
    ui.config = own(claim__next="s")
    with pytest.raises(InputError, match="letter of a label"):
        ui.app(path)

"""Every theme can be read: the contrast of every role, 16 colours, and none at all."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.color import ColorType
from rich.style import Style
from textual.color import Color

import annotator.tui
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_reading import COLOURS, default_scheme
from annotator.settings.config import AUTO, THEMES, Config
from annotator.tui.contrast import contrast, legible
from annotator.tui.palette import FEW, RULE, Palette
from annotator.tui.themes import BEST, LOOKS, READABLE, theme_for

PLAIN = (
    "text", "text2", "muted", "faint", "rule", "good", "bad", "warn", "key", "strong", "title", "differing",
    "bar", "bar:key", "bar:good", "bar:warn", "bar:bad", "bar:muted", "current",
    "caret", "selected", "found",
)  # fmt: skip
OF_LABELS = ("label", "mark", "mark2", "current")
COLOURED = [name for name, look in LOOKS.items() if look.kind == "colours"]
XTERM = (
    "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
    "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
)  # fmt: skip


def scheme(colours: list[str]) -> Scheme:
    """A scheme with a label for each colour."""
    label = default_scheme().labels[0]
    labels = tuple(replace(label, id=f"label_{n}", colour=colour) for n, colour in enumerate(colours))
    return replace(default_scheme(), labels=labels)


def styles(palette: Palette, labels: int) -> Iterator[tuple[str, Style]]:
    """Every role, in a row that is under the cursor and in one that is not."""
    roles = [*PLAIN, *(f"{role}:label_{n}" for role in OF_LABELS for n in range(labels))]
    for role in roles:
        for selected in (False, True):
            yield role, palette.style(role, selected=selected)


def test_every_role_that_is_drawn_is_looked_at() -> None:
    used = set()
    for source in Path(annotator.tui.__file__).parent.rglob("*.py"):
        used |= set(re.findall(r', f?"([a-z]+\d?)(?::[a-z{][^"]*)?"\)', source.read_text(encoding="utf-8")))
    known = {role.partition(":")[0] for role in (*PLAIN, *OF_LABELS)}
    assert {"muted", "rule", "label", "bar"} <= used
    assert used & {"faint", "key", "warn"} <= known


@pytest.mark.parametrize("name", COLOURED)
@example(colours=sorted(COLOURS))
@given(colours=st.lists(st.from_regex(r"\A#[0-9a-f]{6}\Z"), max_size=2))
def test_every_text_has_the_contrast_that_the_theme_promises(name: str, colours: list[str]) -> None:
    least = BEST if "contrast" in name else READABLE
    for role, style in styles(Palette(LOOKS[name], scheme(colours)), len(colours)):
        assert style.color is not None
        assert style.bgcolor is not None
        found = contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
        assert found >= (RULE if role == "rule" else least), role


@pytest.mark.parametrize("name", COLOURED)
def test_in_16_colours_everything_is_one_of_them_and_can_be_read(name: str) -> None:
    colours = sorted(COLOURS)
    for role, style in styles(Palette(LOOKS[name], scheme(colours), few=True), len(colours)):
        assert style.color is not None
        assert style.bgcolor is not None
        assert style.color.type is style.bgcolor.type is ColorType.STANDARD
        text, ground = (Color.parse(XTERM[colour.number or 0]) for colour in (style.color, style.bgcolor))
        assert contrast(text, ground) >= (RULE if role == "rule" else FEW), role


def test_without_colour_there_is_none_and_what_counts_still_differs() -> None:
    palette = Palette(LOOKS["mono"], scheme(["red"]))
    for _, style in styles(palette, 1):
        assert style.color is style.bgcolor is None
        assert not style.dim
    assert palette.style("current").reverse
    assert palette.style("text", selected=True).reverse
    assert palette.style("mark:label_0").underline
    assert palette.style("warn").bold


def test_the_terminals_own_theme_takes_no_colour_that_many_grounds_swallow() -> None:
    palette = Palette(LOOKS["ansi"], scheme(["red"]))
    colours = {role: style.color for role, style in styles(palette, 0) if style.color}
    assert set(colours) == {"bad", "bar:bad"}


@given(st.tuples(*[st.integers(0, 255)] * 3), st.tuples(*[st.integers(0, 255)] * 3), st.floats(1, 4.5))
def test_a_colour_is_moved_until_it_can_be_read_and_no_further(
    colour: tuple[int, int, int], ground: tuple[int, int, int], least: float
) -> None:
    moved = legible(Color(*colour), Color(*ground), least)
    assert contrast(moved, Color(*ground)) >= least
    if contrast(Color(*colour), Color(*ground)) >= least:
        assert moved == Color(*colour)


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("wanted", "environment", "theme"),
    [
        (AUTO, {"TERM": "xterm-256color", "NO_COLOR": "1"}, "mono"),
        (AUTO, {"TERM": "xterm-256color", "NO_COLOR": ""}, "dark"),
        (AUTO, {"TERM": "vt100", "COLORTERM": "truecolor"}, "dark"),
        ("light", {"TERM": "vt100", "NO_COLOR": "1"}, "light"),
    ],
)
def test_the_theme_is_the_chosen_one_or_what_the_terminal_can_show(
    wanted: str, environment: dict[str, str], theme: str
) -> None:
    assert theme_for(wanted, environment) == theme


@pytest.mark.parametrize(
    ("term", "theme"),
    [("xterm-256color", "dark"), ("xterm", "dark"), ("vt100", "mono"), ("unheard-of", "dark")],
)
def test_a_terminal_without_colours_is_known_by_its_name(term: str, theme: str) -> None:
    """In a process of its own, since curses looks a terminal up once."""
    code = f"from annotator.tui.themes import theme_for; print(theme_for('auto', {{'TERM': '{term}'}}))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == theme


def test_every_name_that_may_be_configured_is_a_theme() -> None:
    assert tuple(LOOKS) == THEMES


@pytest.mark.parametrize("theme", THEMES)
async def test_a_form_is_readable_in_every_theme(ui, path: Path, theme: str) -> None:
    """Fields are Textual's own: text, cursor and selection stand out, and `mono` has no colour at all."""
    ui.config = Config(theme=theme)
    async with ui.running(path) as (app, pilot):
        await pilot.press("a", *"abc", "shift+left", "shift+left")
        segments = list(app.screen.focused.render_line(0))
        for segment in segments[:3]:
            style = segment.style
            if LOOKS[theme].kind == "colours":
                found = contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
                assert found >= LOOKS[theme].least, segment.text
        assert len({str(segment.style) for segment in segments[:3]}) == 3
        if theme == "mono":
            strips = app.screen._compositor.render_strips()
            assert {s.style.color.type for strip in strips for s in strip if s.style and s.style.color} <= {
                ColorType.DEFAULT
            }


async def test_one_key_goes_on_to_the_next_theme_for_this_run(ui, path: Path) -> None:
    ui.config = Config(theme="dark")
    async with ui.running(path) as (app, pilot):
        seen = []
        for _ in THEMES:
            await pilot.press("ctrl+t")
            seen.append(app.theme)
            assert f'Theme {app.theme}, for now; theme = "{app.theme}"' in ui.text(app)
        assert seen == [*THEMES[1:], "dark"]


async def test_no_color_gives_no_grey_either(ui, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with ui.running(path) as (app, _):
        strips = app.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        assert {colour.type for s in styles for colour in (s.color, s.bgcolor) if colour} <= {
            ColorType.DEFAULT
        }
        assert any(style.reverse for style in styles)

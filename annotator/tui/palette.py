"""Roles of text ("muted", "label:sourced") and the styles they have in the theme at hand.

Content is made as pieces of (text, role) by modules that know no colours; only this one does.
Colour never carries a meaning alone: letters and words always stand beside it, and every colour
is moved until it has the contrast with its ground that the theme promises.
"""

from rich.color import Color as Colour
from rich.color import ColorSystem
from rich.style import Style
from textual.color import Color

from annotator.domain.scheme import Scheme
from annotator.tui.contrast import contrast, legible
from annotator.tui.themes import Look

RULE = 3.0
"""The least contrast of lines that are no text (WCAG 1.4.11)."""
_DARK = {
    "black": "#8a8f98", "red": "#f2777a", "green": "#8fce7f", "yellow": "#e8c268",
    "blue": "#82aaff", "magenta": "#cf9bea", "cyan": "#72c7d6", "white": "#d8dce4",
}  # fmt: skip
_LIGHT = {
    "black": "#3c4048", "red": "#b3261e", "green": "#22702d", "yellow": "#855b00",
    "blue": "#2252b3", "magenta": "#7d2f96", "cyan": "#00646f", "white": "#5f6570",
}  # fmt: skip
_SIXTEEN = tuple(
    Color(*rgb)
    for rgb in (
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
        (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
        (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    )
)  # fmt: skip
"""What xterm makes of the 16 colours; others are near it."""
FEW = 4.0
"""The least contrast of the 16 colours with black or white, since terminals differ in them."""
_HUES = {"good": "green", "bad": "red", "warn": "yellow", "key": "cyan"}


class Palette:
    """The styles of one theme, each made when it is first asked for; `few` is for 16 colours."""

    def __init__(self, look: Look, scheme: Scheme, *, few: bool = False) -> None:
        self._look = look
        self._few = few
        self._text = Color.parse(look.text)
        self._ground = Color.parse(look.ground)
        self._labels = {label.id: label.colour for label in scheme.labels}
        self._make = {"colours": self._colour_style, "ansi": self._ansi_style, "mono": self._mono_style}[
            look.kind
        ]
        self._styles: dict[tuple[str, bool], Style] = {}

    def style(self, role: str, *, selected: bool = False) -> Style:
        """The style of a role; `selected` is that of the row under the cursor."""
        key = (role, selected)
        if key not in self._styles:
            few = self._few and self._look.kind == "colours"
            self._styles[key] = self._few_style(role, selected) if few else self._make(role, selected)
        return self._styles[key]

    def _colour_style(self, role: str, selected: bool) -> Style:
        name, _, label = role.partition(":")
        ground = self._ground
        if name == "bar" or selected:
            ground = self._ground.blend(self._text, 0.07 if name == "bar" else 0.13)
        hue = _HUES.get(label if name == "bar" else name)
        colour = {
            "muted": ground.blend(self._text, 0.55),
            "faint": ground.blend(self._text, 0.5),
            "rule": ground.blend(self._text, 0.38),
            "label": self._label(label),
            "mark": self._label(label),
            "mark2": ground.blend(self._label(label), 0.82),
            "text2": ground.blend(self._text, 0.84),
        }.get(name, self._text)
        if hue is not None:
            colour = self._named(hue)
        elif name == "bar" and label:
            colour = ground.blend(self._text, 0.62)
        elif name == "current":
            colour = self._label(label) if label else self._named("cyan")
        elif name == "selected":
            ground = self._ground.blend(self._text, 0.3)
        colour = legible(colour, ground, RULE if name == "rule" else self._look.least)
        if name in ("current", "caret"):
            ground, colour = colour, ground
        return Style(
            color=colour.rich_color,
            bgcolor=ground.rich_color,
            bold=_is_bold(role),
            underline=name in _UNDERLINED,
        )

    def _few_style(self, role: str, selected: bool) -> Style:
        """The nearest of 16 colours, where it can be read, on black or white; what is chosen is reversed."""
        style = self._colour_style(role, False)
        plain, ground = (15, 0) if self._look.dark else (0, 15)
        name = role.partition(":")[0]
        hue = style.bgcolor if name in ("current", "caret") else style.color
        number = plain if hue is None or selected else hue.downgrade(ColorSystem.STANDARD).number or 0
        if contrast(_SIXTEEN[number], _SIXTEEN[ground]) < FEW:
            number = plain
        front, back = (ground, number) if selected or name in _REVERSED else (number, ground)
        return Style(
            color=Colour.from_ansi(front),
            bgcolor=Colour.from_ansi(back),
            bold=style.bold,
            underline=style.underline or name == "caret",
        )

    def _ansi_style(self, role: str, selected: bool) -> Style:
        """The terminal's own text and ground; of its colours, red and those of labels.

        Yellow, green and cyan cannot be read on the white of many terminals, nor blue on their black.
        """
        name, _, label = role.partition(":")
        colour = "red" if name == "bad" or role == "bar:bad" else None
        if name in ("label", "mark", "mark2", "current") and label:
            colour = self._labels.get(label)
        return Style(
            color=colour,
            dim=name in ("muted", "faint", "rule") or role == "bar:muted",
            bold=_is_bold(role) or selected or name in ("key", "warn"),
            underline=name in (*_UNDERLINED, "caret"),
            reverse=name in _REVERSED,
        )

    def _mono_style(self, role: str, selected: bool) -> Style:
        """No colour and no grey: bold, underlined, reversed. Labelled claims are underlined."""
        name = role.partition(":")[0]
        return Style(
            bold=_is_bold(role) or name in ("key", "warn"),
            underline=name in (*_UNDERLINED, "mark", "mark2", "caret"),
            reverse=selected or name in ("bar", *_REVERSED),
        )

    def _named(self, name: str) -> Color:
        return Color.parse((_DARK if self._look.dark else _LIGHT)[name.removeprefix("bright_")])

    def _label(self, label: str) -> Color:
        colour = self._labels.get(label, "white")
        return Color.parse(colour) if colour.startswith("#") else self._named(colour)


_UNDERLINED = ("differing", "found")
_REVERSED = ("current", "caret", "selected")


def _is_bold(role: str) -> bool:
    name = role.partition(":")[0]
    bold = ("strong", "title", "current", "label", "bad", "differing", "found")
    return name in bold or role in ("bar:key", "bar:bad")

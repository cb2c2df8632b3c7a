"""Roles of text ("muted", "label:sourced") and the styles they have in the theme at hand.

Content is made as pieces of (text, role) by modules that know no colours; only this one does.
Colour never carries a meaning alone: letters and words always stand beside it.
"""

from rich.style import Style
from textual.app import App
from textual.color import Color

from annotator.domain.scheme import Scheme

_DARK = {
    "black": "#8a8f98", "red": "#f2777a", "green": "#8fce7f", "yellow": "#e8c268",
    "blue": "#82aaff", "magenta": "#cf9bea", "cyan": "#72c7d6", "white": "#d8dce4",
}  # fmt: skip
_LIGHT = {
    "black": "#3c4048", "red": "#b3261e", "green": "#22702d", "yellow": "#855b00",
    "blue": "#2252b3", "magenta": "#7d2f96", "cyan": "#00646f", "white": "#5f6570",
}  # fmt: skip


class Palette:
    """The styles of one theme, each made when it is first asked for."""

    def __init__(self, *, dark: bool, ansi: bool, text: Color, ground: Color, scheme: Scheme) -> None:
        self._dark = dark
        self._ansi = ansi
        self._text = text
        self._ground = ground
        self._labels = {label.id: label.colour for label in scheme.labels}
        self._styles: dict[tuple[str, bool], Style] = {}

    @classmethod
    def of(cls, app: App[None], scheme: Scheme) -> "Palette":
        theme = app.current_theme
        variables = app.theme_variables
        return cls(
            dark=theme.dark,
            ansi=app.native_ansi_color,
            text=Color.parse(variables["foreground"]),
            ground=Color.parse(variables["background"]),
            scheme=scheme,
        )

    def style(self, role: str, *, selected: bool = False) -> Style:
        """The style of a role; `selected` is that of the row under the cursor."""
        key = (role, selected)
        if key not in self._styles:
            make = self._ansi_style if self._ansi else self._colour_style
            self._styles[key] = make(role, selected)
        return self._styles[key]

    def _colour_style(self, role: str, selected: bool) -> Style:
        name, _, label = role.partition(":")
        ground = self._ground.blend(self._text, 0.13) if selected else self._ground
        if name == "bar":
            ground = self._ground.blend(self._text, 0.07)
        colour = {
            "muted": ground.blend(self._text, 0.55),
            "faint": ground.blend(self._text, 0.38),
            "good": self._named("green"),
            "bad": self._named("red"),
            "warn": self._named("yellow"),
            "key": self._named("cyan"),
            "label": self._label(label),
            "mark": self._label(label),
            "mark2": ground.blend(self._label(label), 0.82),
            "text2": ground.blend(self._text, 0.84),
        }.get(name, self._text)
        if name == "bar" and label:
            named = {"key": "cyan", "good": "green", "warn": "yellow", "bad": "red"}.get(label)
            colour = self._named(named) if named else ground.blend(self._text, 0.62)
        if name == "selected":
            ground = self._ground.blend(self._text, 0.3)
        if name == "caret":
            ground, colour = self._text, self._ground
        if name == "current":
            ground, colour = self._label(label) if label else self._named("cyan"), self._ground
        return Style(
            color=colour.rich_color,
            bgcolor=ground.rich_color,
            bold=_is_bold(role),
            underline=name in _UNDERLINED,
        )

    def _ansi_style(self, role: str, selected: bool) -> Style:
        """For themes that leave the colours to the terminal."""
        name, _, label = role.partition(":")
        sort = label if name == "bar" else name
        colour = {"good": "green", "bad": "red", "warn": "yellow", "key": "cyan"}.get(sort)
        if name in ("label", "mark", "mark2", "current") and label:
            colour = self._labels.get(label)
        return Style(
            color=colour,
            dim=name in ("muted", "faint") or role == "bar:muted",
            bold=_is_bold(role) or selected,
            underline=name in _UNDERLINED,
            reverse=name in ("current", "caret", "selected"),
        )

    def _named(self, name: str) -> Color:
        return Color.parse((_DARK if self._dark else _LIGHT)[name.removeprefix("bright_")])

    def _label(self, label: str) -> Color:
        colour = self._labels.get(label, "white")
        return Color.parse(colour) if colour.startswith("#") else self._named(colour)


_UNDERLINED = ("differing", "found")


def _is_bold(role: str) -> bool:
    name = role.partition(":")[0]
    bold = ("strong", "title", "current", "label", "bad", "differing", "found")
    return name in bold or role in ("bar:key", "bar:bad")

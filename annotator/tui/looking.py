"""How the app looks: its theme, the colours that the terminal has, and what a frame is sent as."""

from rich.console import RenderableType
from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter, NoColor
from textual.geometry import Offset
from textual.screen import Screen

from annotator.settings.folders import config_file
from annotator.tui.desk import Desk
from annotator.tui.frames import lean
from annotator.tui.palette import Palette
from annotator.tui.screens.commanded import Commanded
from annotator.tui.stylesheet import ParsedOnce
from annotator.tui.themes import LOOKS, next_theme, textual_theme


class Looking(App[None], inherit_bindings=False):
    """The part of the app that says in which styles and codes a screen is drawn."""

    desk: Desk
    _palette: tuple[str, Palette] | None

    def _begin_looks(self, theme: str) -> None:
        self.stylesheet = ParsedOnce(variables=self.get_css_variables())
        for look in LOOKS.values():
            self.register_theme(textual_theme(look))
        self._few = self.console.color_system == "standard"
        self.theme = theme
        self.watch_theme(theme)

    @property
    def palette(self) -> Palette:
        """The styles of the theme at hand."""
        if self._palette is None or self._palette[0] != self.theme:
            self._palette = (self.theme, Palette(LOOKS[self.theme], self.desk.scheme, few=self._few))
        return self._palette[1]

    def watch_theme(self, theme: str) -> None:
        self.no_color = LOOKS[theme].kind == "mono"

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's; where there are 16 colours these are left alone, and in `mono` there is none."""
        own = [
            one for one in super().get_line_filters() if not (self._few and isinstance(one, ANSIToTruecolor))
        ]
        return [*own, *([NoColor()] if self.no_color else [])]

    def show_next_theme(self) -> None:
        """Until the end of this run: what stays is what the configuration says."""
        self.theme = next_theme(self.theme)
        path = config_file()
        self.desk.say(f'Theme {self.theme}, for now; theme = "{self.theme}" in {path} keeps it.')

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Textual has no public place for what a frame is sent as."""
        super()._display(screen, lean(renderable))

    @property
    def cursor_position(self) -> Offset:
        """Where each frame leaves the hidden cursor of the terminal: on the current row, or in the field."""
        at = self.screen.cursor_at() if isinstance(self.screen, Commanded) else None
        return self._cursor if at is None else at

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        """Called by Textual's own fields."""
        self._cursor = place

"""The stylesheet of the app, whose sources are parsed once."""

from typing import ClassVar

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation


class ParsedOnce(Stylesheet):
    """Textual's, but a source is parsed once for each theme, however often the styles are refreshed.

    Textual's own forgets what it has parsed at every refresh, though the theme is as before: at a start
    it parses nearly all sources four times, two fifths of what the first screen costs.
    """

    _parsed: ClassVar[dict[tuple[object, ...], list[RuleSet]]] = {}

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        theme = frozenset(self._variables.items())
        source = (css, read_from, is_default_rules, tie_breaker, scope)
        if (theme, source) not in self._parsed:
            self._parsed[theme, source] = super()._parse_rules(*source)
        return self._parsed[theme, source]

    def reparse(self) -> None:
        """Textual's parses in a new stylesheet, lest an error should harm this one; `parse` does none."""
        self.parse()

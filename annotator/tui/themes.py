"""The themes: what each is made of, and which one a terminal gets when nobody has chosen.

Everything that is drawn by roles has its colours from `palette`, which sees to their contrast; the
fields of forms and the command palette are Textual's and have theirs from the `Theme` made here.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from textual.theme import BUILTIN_THEMES, Theme

from annotator.settings.config import AUTO, THEMES

Kind = Literal["colours", "ansi", "mono"]
READABLE, BEST = 4.5, 7.0
"""The least contrast of text by WCAG 2.2, success criteria 1.4.3 (AA) and 1.4.6 (AAA)."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a theme is made of."""

    name: str
    kind: Kind = "colours"
    dark: bool = True
    text: str = "#e0e0e0"
    ground: str = "#121212"
    field: str = "#1e1e1e"
    """The ground of fields that are typed into."""
    least: float = READABLE
    """The least contrast of text with its ground."""


_ALL = (
    Look("dark"),
    Look("light", dark=False, text="#1c1e21", ground="#fafaf7", field="#eeeeea"),
    Look("contrast-dark", text="#ffffff", ground="#000000", field="#1a1a1a", least=BEST),
    Look("contrast-light", dark=False, text="#000000", ground="#ffffff", field="#ececec", least=BEST),
    Look("mono", "mono"),
    Look("ansi", "ansi"),
)
_REVERSED = {
    "input-cursor-background": "ansi_default",
    "input-cursor-foreground": "ansi_default",
    "input-cursor-text-style": "reverse",
}
"""A cursor that stands out whatever the terminal's colours are."""
LOOKS: Mapping[str, Look] = {look.name: look for look in _ALL}


def textual_theme(look: Look) -> Theme:
    """The theme as Textual wants it."""
    if look.kind != "colours":
        base = BUILTIN_THEMES["ansi-dark"]
        return replace(base, name=look.name, variables=base.variables | _REVERSED)
    blue, pale = ("#0178d4", "#004578") if look.dark else ("#004578", "#0178d4")
    return Theme(
        look.name, primary=blue, secondary=pale, accent="#ffa62b", warning="#ffa62b", error="#ba3c5b",
        success="#4ebf71", foreground=look.text, background=look.ground, surface=look.field, dark=look.dark,
        variables={"text-disabled": f"{look.text} 75%"},
    )  # fmt: skip


def theme_for(wanted: str, environment: Mapping[str, str]) -> str:
    """The theme to begin with: the wanted one, else one that the terminal can show.

    NO_COLOR (https://no-color.org) and a terminal without colours get `mono`; a theme that was
    chosen goes before.
    """
    if wanted != AUTO:
        return wanted
    if environment.get("NO_COLOR"):
        return "mono"
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "dark"
    colours = _colours_of(environment.get("TERM", ""))
    return "mono" if colours == 0 else "dark"


def next_theme(name: str) -> str:
    """The one behind it, from the last back to the first."""
    return THEMES[(THEMES.index(name) + 1) % len(THEMES)]


def _colours_of(term: str) -> int | None:
    """How many colours a terminal has by its terminfo; None when there is no telling.

    curses looks up one terminal in a process, the first one asked for.
    """
    if os.name == "nt":
        return None
    import curses

    try:
        curses.setupterm(term, 1)
    except curses.error:
        return None
    return max(curses.tigetnum("colors"), 0)

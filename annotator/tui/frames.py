"""A frame as it is sent: no cells but those that changed, and of a style what differs from the last one.

Textual sends every changed stretch from the left edge of its widget, and each run of text with all of its
colours and a reset behind it: over a slow line that is two thirds of what a key costs.
"""

from collections.abc import Iterable
from functools import lru_cache

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console, RenderableType
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate

from annotator.tui.drawing import is_narrow, of_blank

ATTRIBUTES = {
    "bold": ("1", "22"), "dim": ("2", "22"), "italic": ("3", "23"), "underline": ("4", "24"),
    "underline2": ("21", "24"), "blink": ("5", "25"), "blink2": ("6", "25"), "reverse": ("7", "27"),
    "conceal": ("8", "28"), "strike": ("9", "29"), "frame": ("51", "54"), "encircle": ("52", "54"),
    "overline": ("53", "55"),
}  # fmt: skip
"""By the names that Rich has for them, what begins and what ends them: codes of Select Graphic Rendition
(ECMA-48, 8.3.117)."""
ENDS = {**{name: end for name, (_, end) in ATTRIBUTES.items()}, "front": "39", "back": "49"}
PLAIN = Style.null()


def lean(update: RenderableType | None) -> RenderableType | None:
    """The same picture in fewer bytes; what is no picture stays as it is."""
    if isinstance(update, ChopsUpdate):
        return Changes(update.chops, update.spans, update.chop_ends)
    if isinstance(update, LayoutUpdate):
        return Whole(update.strips, update.region)
    return update


class Changes(ChopsUpdate):
    """Stretches of lines."""

    def render_segments(self, console: Console) -> str:
        pen = Pen(console)
        for y, first, last in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                low, high = max(first, x), min(last, end)
                if strip is None or low >= high:
                    continue
                if (low, high) != (x, end):
                    if is_narrow(strip.text):
                        strip = strip.crop(low - x, high - x)
                    else:  # a cut may go through a wide character
                        low = x
                pen.move(low, y)
                pen.write(strip)
        return pen.lift()


class Whole(LayoutUpdate):
    """All lines of the screen, or of a part of it."""

    def render_segments(self, console: Console) -> str:
        pen = Pen(console)
        for y, line in enumerate(self.strips, self.region.y):
            pen.move(self.region.x, y)
            for strip in line:
                pen.write(strip)
        return pen.lift()


class Pen:
    """Puts strips on the terminal, which begins and ends without a style."""

    def __init__(self, console: Console) -> None:
        self._system = COLOR_SYSTEMS[console.color_system or "truecolor"]
        self._style = PLAIN
        self._sent: list[str] = []

    def move(self, x: int, y: int) -> None:
        self._sent.append(f"\x1b[{y + 1};{x + 1}H")

    def write(self, segments: Iterable[tuple[str, Style | None, object]]) -> None:
        for text, style, _ in segments:
            style = style or PLAIN
            if not (text.isspace() and _same_blanks(self._style, style)):
                self._turn_to(style)
            self._sent.append(text)

    def lift(self) -> str:
        """All that was written."""
        self._turn_to(PLAIN)
        return "".join(self._sent)

    def _turn_to(self, style: Style) -> None:
        if style is not self._style:
            self._sent.append(_between(self._style, style, self._system))
            self._style = style


@lru_cache(maxsize=1024)
def _same_blanks(one: Style, other: Style) -> bool:
    return of_blank(one) == of_blank(other)


@lru_cache(maxsize=1024)
def _between(before: Style, after: Style, system: ColorSystem) -> str:
    """What turns one style into another; one code may end more than what is to end."""
    old, new = _codes(before, system), _codes(after, system)
    if old and not new:
        return "\x1b[m"
    ended = {ENDS[part]: None for part in old if part not in new}
    begun = [code for part, code in new.items() if code != old.get(part) or ENDS[part] in ended]
    codes = min(";".join([*ended, *begun]), ";".join(["0", *new.values()]), key=len)
    return f"\x1b[{codes}m" if codes else ""


def _codes(style: Style, system: ColorSystem) -> dict[str, str]:
    """The codes of a style, by what they are for; none for what it leaves alone."""
    codes = {name: code for name, (code, _) in ATTRIBUTES.items() if getattr(style, name)}
    if style.color is not None:
        codes["front"] = ";".join(style.color.downgrade(system).get_ansi_codes())
    if style.bgcolor is not None:
        codes["back"] = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(foreground=False))
    return codes

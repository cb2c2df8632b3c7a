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
    "bold": "1", "dim": "2", "italic": "3", "underline": "4", "blink": "5", "blink2": "6", "reverse": "7",
    "conceal": "8", "strike": "9", "underline2": "21", "frame": "51", "encircle": "52", "overline": "53",
}  # fmt: skip
"""Codes of Select Graphic Rendition (ECMA-48, 8.3.117) by the names that Rich has for them."""
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
            if not (text.isspace() and of_blank(style) == of_blank(self._style)):
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
def _between(before: Style, after: Style, system: ColorSystem) -> str:
    """What turns one style into another; all is taken back where something ends."""
    old, new = _codes(before, system), _codes(after, system)
    ends = any(code and not new.get(part) for part, code in old.items())
    codes = [code for part, code in new.items() if code and (ends or code != old.get(part))]
    if ends:
        codes.insert(0, "0" if codes else "")
    return f"\x1b[{';'.join(codes)}m" if codes else ""


def _codes(style: Style, system: ColorSystem) -> dict[str, str]:
    """The codes of a style, by what they are for; "" or none for what it leaves alone."""
    codes = {name: code for name, code in ATTRIBUTES.items() if getattr(style, name)}
    if style.color is not None:
        codes["front"] = ";".join(style.color.downgrade(system).get_ansi_codes())
    if style.bgcolor is not None:
        codes["back"] = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(foreground=False))
    return codes

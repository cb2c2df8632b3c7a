"""Highlights are on the right characters: exact to the code point, and no grapheme is cut."""

from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from rich.style import Style
from textual.geometry import Size

from annotator.domain.claim import Claim
from annotator.domain.review import ClaimMark
from annotator.domain.scheme_reading import default_scheme
from annotator.domain.text import canonical
from annotator.tui.drawing import strip
from annotator.tui.widgets.article_view import MARGIN, ArticleView

PARTS = (
    "a", "word", " ", " ", "\n", "東京", "の橋は", "한국", "e\u0301", "n\u0303", "A\u030a\u0327",
    "👩‍👩‍👧", "👍🏽", "❤️",
    "🇯🇵", "🇩🇪🇫🇷", "שלום", "עולם ", "مرحبا", "क्षि", "ไทย", "\u200b", "\u200d", "ﬁ", "\u0301", "。", "“x”",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=60).map("".join)
LABELS = st.sampled_from(["", "sourced", "contested"])


class Sized(ArticleView):
    """The article without a screen, of a size."""

    size = Size(80, 24)


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, list[ClaimMark], int, int]:
    """A text (NFC or, as foreign files may have it, NFD), claims on it, the current one, a width."""
    text = draw(TEXTS)
    text = canonical(text) if draw(st.booleans()) else text
    marks = []
    for _ in range(draw(st.integers(1, 4))):
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=4)))
        ranges = tuple(zip(cuts[::2], cuts[1::2], strict=False))
        if ranges:
            folded = draw(st.sampled_from(["", "another"]))
            marks.append(ClaimMark(Claim(ranges, "wording"), draw(LABELS), folded_into=folded))
    return text, marks, draw(st.integers(0, max(len(marks) - 1, 0))), draw(st.integers(12, 60))


def role_at(offset: int, marks: list[ClaimMark], position: int) -> str:
    """What a code point is to look like: of two claims the shorter shows, and the current one above all."""
    reach = [sum(end - start for start, end in mark.claim.ranges) for mark in marks]
    here = [n for n, mark in enumerate(marks) if any(low <= offset < high for low, high in mark.claim.ranges)]
    if not here:
        return "muted"
    if position in here:
        return f"current:{marks[position].label}" if marks[position].label else "current"
    shortest = min(here, key=lambda n: (reach[n], -n))
    mark = marks[shortest]
    if mark.folded_into:
        return "muted"
    shade = "2" if shortest % 2 else ""
    return f"mark{shade}:{mark.label}" if mark.label else f"text{shade}"


@settings(max_examples=300, deadline=None)
@given(articles())
def test_every_grapheme_has_the_look_of_its_claim(made: tuple[str, list[ClaimMark], int, int]) -> None:
    """A grapheme that a claim's edge cuts goes whole to what its last code point belongs to."""
    text, marks, position, width = made
    article: Any = SimpleNamespace(id="a", claim_set="s", text=text, regions=())
    desk: Any = SimpleNamespace(article=article, marks=marks, position=position, scheme=default_scheme())
    view = Sized(desk)
    view.size = Size(width, 24)
    view._wrap()
    shown = []
    for y, (start, end) in enumerate(view._wrapped.lines):
        pieces = [piece for piece in view.line(y, width) if piece[0]]
        line = text[start:end].rstrip()
        body = pieces_behind(pieces, MARGIN)
        assert "".join(piece for piece, _ in body) == line
        looks = [role for piece, role in body for _ in piece]
        for first, last, _ in split_graphemes(line)[0]:
            assert looks[first:last] == [role_at(start + last - 1, marks, position)] * (last - first)
        shown.append(text[start:end])
    assert "".join(shown) == text.replace("\n", "")


def pieces_behind(pieces: list[tuple[str, str]], cells: int) -> list[tuple[str, str]]:
    """The pieces behind the margin, whose characters are a cell each."""
    while cells > 0:
        (head, _), *pieces = pieces
        cells -= len(head)
    assert cells == 0
    return pieces


@given(TEXTS.filter(lambda text: "\u200d" not in text.replace("👩‍👩‍👧", "")), st.integers(2, 40))
def test_a_line_fills_its_width_and_not_more(text: str, width: int) -> None:
    """Also where a wide character has to be left out at the edge. (What a joiner without a partner does to
    its neighbours, terminals do not agree on.)"""
    palette: Any = SimpleNamespace(style=lambda role, selected=False: Style())
    drawn = strip([(text, "text"), (" behind", "muted")], width, palette)
    assert drawn.cell_length == width
    assert cell_len("".join(segment.text for segment in drawn)) == width

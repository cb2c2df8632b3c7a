"""Foreign text in Markdown: what it shows is the text, and nothing in it is markup."""

import re
from collections.abc import Iterable, Sequence

from annotator.domain.text import clean_line

_MARKUP = re.compile(r"([\\`*_\[\]<>&|#~!$])")
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.|@", re.IGNORECASE)


def plain(text: str) -> str:
    """One line that stands for itself, also where bare addresses would become links."""
    return _ADDRESS.sub(lambda found: "\\" + found.group(), _MARKUP.sub(r"\\\1", clean_line(text)))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)

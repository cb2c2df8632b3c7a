"""Foreign text in Markdown: what it shows is the text, and nothing in it is markup."""

import re
from collections.abc import Iterable, Sequence

from annotator.domain.text import clean_line
from annotator.formats.web_address import is_web

_MARKUP = re.compile(r"([\\`*_\[\]<>&|#~!$])")
_TEMPLATE = re.compile(r"[{}%]")
_BEGINNING = re.compile(r"\A(\d{1,9}(?=[.)])|(?=[-+=:]))")
"""What would begin a list, an underline or a definition."""
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.|@", re.IGNORECASE)


def plain(text: str) -> str:
    """One line that stands for itself, also where bare addresses would become links."""
    escaped = _MARKUP.sub(r"\\\1", clean_line(text))
    if "//" in escaped or "@" in escaped or "www" in escaped.lower():  # else there is no address
        return _ADDRESS.sub(r"\\\g<0>", escaped)
    return escaped


def block(text: str) -> str:
    """A line that is a paragraph of its own and nothing else, also where it begins, and to the templates of
    static sites."""
    escaped = _TEMPLATE.sub(r"\\\g<0>", plain(text)).strip()
    return _BEGINNING.sub(r"\1\\", escaped)


def web_link(address: str, words: str) -> str:
    """A link to the web, whose words are Markdown already; only the words for any other address."""
    return f"[{words}](<{address.replace('&', '&amp;')}>)" if is_web(address) else words


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)

"""What the text of an article says of itself: headline, metadata lines, dateline, language."""

import re
from collections.abc import Iterator
from itertools import islice

from annotator.domain.article import Metadata, Metadatum
from annotator.domain.dateline import Dateline, find_dateline
from annotator.domain.edtf import parse_date
from annotator.domain.language import guess_language
from annotator.domain.metadata_lines import MetadataLine, find_metadata_lines
from annotator.domain.page import read_page
from annotator.domain.text import Range

LONGEST_HEADLINE = 200
"""In code points."""
TITLE_WITHIN = 60
"""Lines from the top in which the headline is looked for."""
DATELINE_WITHIN = 200
"""Lines from the top in which a dateline is looked for; a page's second copy may hold it."""
_SENTENCE_END = re.compile(r"(?<!\b[A-Z]\.[A-Z])[.。！;:,][\"'”’»)\]]*$")


def metadata_of_text(text: str) -> Metadata:
    """Metadata that stands in a canonical text, each with its origin; nothing is guessed but the
    language, and that only when it is clear."""
    lines = find_metadata_lines(text)
    dateline = _first_dateline(text)
    found: dict[str, Metadatum | None] = {
        "title": _title(text, lines),
        "published": _published(lines, dateline),
        "place": Metadatum(dateline.place, "dateline") if dateline and dateline.place else None,
        "publisher": Metadatum(dateline.agency, "dateline") if dateline and dateline.agency else None,
        "author": _author(lines),
        "language": _language(text),
    }
    return {field: item for field, item in found.items() if item}


def _title(text: str, metadata_lines: list[MetadataLine]) -> Metadatum | None:
    """The first line that tells something, if it looks like a headline and more follows it."""
    lines = list(islice(_lines(text), TITLE_WITHIN))
    page = read_page(text, lines)
    start, end = next((line for line in lines if line not in page.aside), (0, 0))
    headline = text[start : min(end, start + LONGEST_HEADLINE + 1)].strip()
    if not _like_headline(headline) or not text[end:].strip():
        return None
    below = any(line.start < start for line in metadata_lines)
    return Metadatum(headline, "first line below the metadata line" if below else "first line")


def _lines(text: str) -> Iterator[Range]:
    """The lines that hold more than white space."""
    start = 0
    while start < len(text):
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline
        if not text[start:end].isspace() and start < end:
            yield (start, end)
        start = end + 1


def _like_headline(line: str) -> bool:
    return (
        len(line) <= LONGEST_HEADLINE
        and any(character.isalpha() for character in line)
        and _SENTENCE_END.search(line) is None
        and find_dateline(line) is None
    )


def _first_dateline(text: str) -> Dateline | None:
    start = 0
    for _ in range(DATELINE_WITHIN):
        dateline = find_dateline(text, start)
        if dateline and (dateline.place or dateline.agency):
            return dateline
        newline = text.find("\n", start)
        if newline < 0:
            break
        start = newline + 1
    return None


def _published(lines: list[MetadataLine], dateline: Dateline | None) -> Metadatum | None:
    for line in lines:
        if line.published:
            return Metadatum(line.published, "metadata line")
    written = parse_date(dateline.date) if dateline and dateline.date else None
    if written:
        return Metadatum(written, "dateline")
    updated = next((line.updated for line in lines if line.updated), None)
    return Metadatum(updated, "metadata line, as updated") if updated else None


def _author(lines: list[MetadataLine]) -> Metadatum | None:
    author = next((line.author for line in lines if line.author), None)
    return Metadatum(author, "byline") if author else None


def _language(text: str) -> Metadatum | None:
    language = guess_language(text)
    return Metadatum(language, "guessed from the text") if language else None

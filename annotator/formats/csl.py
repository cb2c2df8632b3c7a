"""CSL-JSON: the sources that labels rest on, as Zotero, pandoc and citeproc read them.

https://docs.citationstyles.org/en/stable/specification.html, https://github.com/citation-style-language/schema
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from annotator.domain.citation import site_of
from annotator.domain.edtf import is_point
from annotator.domain.incoming import BadRecord, IncomingSource
from annotator.domain.references.csl import read_item
from annotator.formats.cited import Cited, SourceList
from annotator.formats.field import Field, FieldTable, object_of
from annotator.formats.format import Dataset, Format, Option, Source, Written
from annotator.formats.json_stream import JsonRecord, read_array
from annotator.formats.jsonl import encoded
from annotator.formats.options import yes
from annotator.formats.source_reading import incoming
from annotator.formats.taking import taken

NOTES_OPTION = Option("notes", "yes: stance, quote and locator of the first citation in the note", "no")
NOT_SAID = "stances, quotes and locators, which are ours (--with notes=yes writes them as notes)"


def write(dataset: Dataset, split: str, out: BinaryIO) -> Written:
    """Write a JSON list, item by item."""
    left_out: Counter[str] = Counter()
    with_notes, sources = yes(dataset.options, "notes"), SourceList(left_out)
    before = b"[\n"
    for record in dataset.records(split):
        for cited in sources.of(record):
            item = {name: value for name, value in object_of(FIELDS, cited).items() if value}
            if with_notes:
                item["note"] = note_of(cited)
            else:
                left_out[NOT_SAID] += 1
            out.write(before + encoded(item).rstrip(b"\n"))
            before = b",\n"
    out.write(b"[]\n" if before == b"[\n" else b"\n]\n")
    return Written(sources.claims, sources.labels, +left_out, len(sources))


def note_of(cited: Cited) -> str:
    """ "supports: “left the talks”, p. 2"."""
    citation = cited.citation
    quote = f": “{citation.quote}”" if citation.quote else ""
    return f"{citation.stance}{quote}{f', {citation.locator}' if citation.locator else ''}"


def date_of(edtf: str) -> Mapping[str, Any] | None:
    """As CSL has dates: parts where they say the same, else the words (open intervals, decades ...)."""
    ends = edtf.split("/")
    if all(map(is_point, ends)):
        return {"date-parts": [[int(part) for part in end.split("-")] for end in ends]}
    year, _, season = edtf.partition("-")
    if season in ("21", "22", "23", "24"):
        return {"date-parts": [[int(year)]], "season": int(season) - 20}
    return {"literal": edtf} if edtf else None


def _people(author: str) -> list[dict[str, str]]:
    """Names parted by semicolons; which part of one is the family's is not known."""
    return [{"literal": name} for part in author.split(";") if (name := part.strip())]


def _is_part(cited: Cited) -> bool:
    """Whether its publisher is rather what it is published in."""
    return cited.sort in ("webpage", "post")


FIELDS: tuple[Field[Cited], ...] = (
    Field("id", "who, year and first word, with the beginning of a digest of the source", lambda c: c.key),
    Field(
        "type",
        "what can be told from address and reference: post, legislation, treaty, article (a DOI), speech,"
        " report, book, interview, personal_communication; else webpage, or document without an address",
        lambda c: c.sort,
    ),
    Field("title", "title, else the reference", lambda c: c.source.title or c.source.reference),
    Field("author", "names as they are written ({literal})", lambda c: _people(c.source.author)),
    Field(
        "container-title",
        "publisher of a webpage or post",
        lambda c: c.source.publisher if _is_part(c) else "",
    ),
    Field("publisher", "publisher of others", lambda c: "" if _is_part(c) else c.source.publisher),
    Field("original-publisher", "origin: who first published it", lambda c: c.source.origin),
    Field("issued", "published", lambda c: date_of(c.source.published)),
    Field("accessed", "date accessed of the first citation", lambda c: date_of(c.citation.accessed)),
    Field("URL", "address", lambda c: c.source.url),
    Field("DOI", "from an address at doi.org", lambda c: c.doi),
    Field("archive", "site of the archived copy", lambda c: site_of(c.citation.archive_url)),
    Field("archive_location", "address of the archived copy", lambda c: c.citation.archive_url),
    Field(
        "custom",
        "{archived_at}: when that was made; {reference}: the reference, where there is one",
        lambda c: _custom(c),
    ),
)


def _custom(cited: Cited) -> dict[str, str]:
    given = {
        "archived_at": cited.citation.archived_at,
        "reference": cited.source.reference,
    }
    return {name: value for name, value in given.items() if value}


def read(source: Source) -> Iterator[IncomingSource | BadRecord]:
    """The items of a list, or the one item that the file is. Raises InputError for what is no such JSON."""
    return taken(read_array(source.path, "items", single=True), _source)


def _source(found: JsonRecord) -> IncomingSource:
    key = found.value.get("id")
    named = str(key) if isinstance(key, str | int) and not isinstance(key, bool) else ""
    return incoming(read_item(found.value), found.place, found.raw, named)


FORMAT = Format(
    id="csl-json",
    description="the sources that labels rest on, for Zotero, pandoc and citation processors",
    suffix=".json",
    write=write,
    read=read,
    writes_with=(NOTES_OPTION,),
    tables=(
        FieldTable("an item", (*FIELDS, Field("note", "with notes=yes: “stance: quote, locator”", note_of))),
    ),
    notes=(
        "A list of references, so no claims and labels are in it; each source comes once, with the dates of"
        " its first citation.",
        "Dates that CSL has no parts for (open intervals, decades, centuries) are in `literal`, as EDTF.",
        "Read, the items become sources that can be cited (the citation form finds them by their words).",
        "Tests render every item with citeproc-py.",
    ),
)

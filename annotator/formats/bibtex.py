"""BibTeX: the sources that labels rest on, for LaTeX, in the fields of BibLaTeX (its manual, section 2.2)."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from annotator.domain.edtf import is_point
from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, IncomingSource, Place
from annotator.domain.references.bibtex import read_bibtex
from annotator.domain.text import clean_line
from annotator.formats.cited import Cited, SourceList
from annotator.formats.csl import NOT_SAID, NOTES_OPTION, note_of
from annotator.formats.field import Field, FieldTable, object_of
from annotator.formats.format import Dataset, Format, Source, Written
from annotator.formats.json_record import shown
from annotator.formats.options import yes
from annotator.formats.source_reading import incoming
from annotator.formats.taking import FieldFault

_SORTS = {"webpage": "online", "post": "online", "article": "article", "report": "report", "book": "book"}
_COMMANDS = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "$": "\\$", "&": "\\&",
    "#": "\\#", "%": "\\%", "_": "\\_", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}",
}  # fmt: skip
_SPECIAL = re.compile(r"[\\{}$&#%_^~]|-(?=-)|`(?=`)|'(?=')")
_UNSAFE_IN_ADDRESS = re.compile(r"[\\{}\"^`|<>]")
_BEGINS = re.compile(r"\s*@\s*[A-Za-z]+\s*[{(]")
_KEY = re.compile(r"\s*@\s*(?P<sort>[A-Za-z]+)\s*[{(]\s*(?P<key>[^,\s{}()=\"]*)")
_LONGEST_ENTRY = 1024 * 1024
"""In characters."""


def write(dataset: Dataset, split: str, out: BinaryIO) -> Written:
    """Write an entry for each source; not ASCII is UTF-8."""
    left_out: Counter[str] = Counter()
    with_notes, sources = yes(dataset.options, "notes"), SourceList(left_out)
    for record in dataset.records(split):
        for cited in sources.of(record):
            if not with_notes:
                left_out[NOT_SAID] += 1
            out.write(_entry(cited, with_notes).encode("utf-8"))
    return Written(sources.claims, sources.labels, +left_out, len(sources))


def escaped(text: str) -> str:
    """The text as LaTeX prints it: specials as commands, ligatures taken apart, in one line."""
    return _SPECIAL.sub(lambda found: _COMMANDS.get(found[0], f"{found[0]}{{}}"), clean_line(text))


def _address(url: str) -> str:
    """As it is, but for the characters that a field cannot hold, which addresses have percent-encoded."""
    return _UNSAFE_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", clean_line(url))


def _entry(cited: Cited, with_notes: bool) -> str:
    values = object_of(FIELDS, cited)
    if with_notes:
        values["annotation"] = escaped(note_of(cited))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in values.items() if value)
    return f"@{_SORTS.get(cited.sort, 'misc')}{{{cited.key},\n{lines}}}\n\n"


def _held(text: str) -> str:
    """In braces of its own, which keep its case, and a name whole."""
    return f"{{{escaped(text)}}}" if clean_line(text).strip() else ""


def _people(author: str) -> str:
    names = (name.strip() for name in clean_line(author).split(";"))
    return " and ".join(_held(name) for name in names if name)


def _publisher(*sorts: str) -> "Field[Cited]":
    names = {"online": "organization", "article": "journaltitle", "": "publisher"}
    return Field(
        names[sorts[0]],
        f"publisher{' of ' + ' and '.join(sorts) if sorts[0] else ' of others'}",
        lambda c: escaped(c.source.publisher) if _SORTS.get(c.sort, "") in sorts else "",
    )


FIELDS: tuple[Field[Cited], ...] = (
    Field("title", "title, else the reference", lambda c: _held(c.source.title or c.source.reference)),
    Field("author", "names as they are written, each in braces", lambda c: _people(c.source.author)),
    _publisher("online"),
    _publisher("article"),
    _publisher("", "report", "book"),
    Field("origpublisher", "origin: who first published it", lambda c: escaped(c.source.origin)),
    Field("date", "published, EDTF", lambda c: c.source.published),
    Field(
        "year",
        "of that, for BibTeX without BibLaTeX",
        lambda c: c.source.published[:4] if is_point(c.source.published[:4]) else "",
    ),
    Field("url", "address", lambda c: _address(c.source.url)),
    Field("doi", "from an address at doi.org", lambda c: _address(c.doi)),
    Field("urldate", "date accessed of the first citation", lambda c: c.citation.accessed),
    Field("archiveurl", "address of the archived copy", lambda c: _address(c.citation.archive_url)),
    Field("archivedate", "when that was made", lambda c: c.citation.archived_at),
    Field("reference", "the reference, where there is one", lambda c: escaped(c.source.reference)),
)


def read(source: Source) -> Iterator[IncomingSource | BadRecord]:
    """The entries in order. Raises InputError for a file that cannot be read, is not UTF-8 or has none."""
    any_there = False
    for place, text in _entries(source):
        found = _KEY.match(text)
        if found is None or found["sort"].lower() in ("comment", "preamble", "string"):
            continue
        any_there = True
        yield _source(place, text, found["key"])
    if not any_there:
        raise InputError(f"{source.path.name} has no BibTeX entry.", safe="Nothing was changed.")


def _source(place: Place, text: str, key: str) -> IncomingSource | BadRecord:
    if len(text) > _LONGEST_ENTRY:
        return BadRecord(place, "", f"is longer than {_LONGEST_ENTRY} characters", text[:1000])
    pasted = read_bibtex(text)
    if pasted.problem:
        what = pasted.problem.removeprefix("That is BibTeX with a fault: ").rstrip(".")
        return BadRecord(place, "", f"{what} of the entry", text)
    try:
        return incoming(pasted.references[0], place, " ".join(text.split()), key)
    except FieldFault as fault:
        return BadRecord(place, fault.field, fault.what, text)


def _entries(source: Source) -> Iterator[tuple[Place, str]]:
    """The stretches from one line that begins an entry to the next."""
    name, lines, began, size = source.path.name, [""], 1, 0
    try:
        with source.path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
            for number, line in enumerate(file, 1):
                if shown(line) != line:
                    raise InputError(f"{name} is not UTF-8 in line {number}.", safe="Nothing was changed.")
                if _BEGINS.match(line):
                    yield Place(name, began), "".join(lines)
                    lines, began, size = [], number, 0
                size += len(line)
                if size <= 2 * _LONGEST_ENTRY:
                    lines.append(line)
    except OSError as error:
        what = f"{source.path} cannot be read: {error.strerror}."
        raise InputError(what, safe="Nothing was changed.") from None
    yield Place(name, began), "".join(lines)


FORMAT = Format(
    id="bibtex",
    description="the sources that labels rest on, for LaTeX and reference managers",
    suffix=".bib",
    write=write,
    read=read,
    writes_with=(NOTES_OPTION,),
    tables=(
        FieldTable(
            "an entry", (*FIELDS, Field("annotation", "with notes=yes: “stance: quote, locator”", note_of))
        ),
    ),
    notes=(
        "Entries are @online (with an address), @article (a DOI), @report, @book or @misc; fields are"
        " those of BibLaTeX. UTF-8; every special character of LaTeX is written as a command.",
        "A list of references, so no claims and labels are in it; each source comes once, with the dates of"
        " its first citation.",
        "Read, the entries become sources that can be cited (the citation form finds them by their words)."
        " Each entry has to begin on a line of its own.",
    ),
)

"""A source as it was pasted, and how one is put together from the fields of a format."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from annotator.domain.citation import check_url
from annotator.domain.edtf import is_edtf, parse_date
from annotator.domain.errors import FieldError
from annotator.domain.text import clean_line

LONGEST_FIELD = 4000
"""Characters of one field; no title and no address is longer."""
SHOWN = 60
"""Characters of a bad value that a note repeats."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What one pasted thing says of a source, as far as it can be known without asking the network.

    Whoever can ask (a fetcher, a DOI register) completes it: `fields` has the address to ask for.
    """

    sort: str
    """In words: "web address", "BibTeX entry" ..."""
    fields: Mapping[str, str]
    """By the names of the fields of Source and CitationDraft; clean, no empty ones."""
    suggested: Mapping[str, str] = field(default_factory=dict)
    """Guesses, which are offered and never filled in: the host as the publisher."""
    notes: tuple[str, ...] = ()
    """Sentences: what was taken off, what was no date, what has no place here."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was found in a pasted text: references, or a sentence on what is wrong with it, or neither."""

    references: tuple[Reference, ...] = ()
    problem: str = ""


class Filling:
    """Puts a reference together; the first value of a field is the one that counts."""

    def __init__(self, sort: str) -> None:
        self._sort = sort
        self.fields: dict[str, str] = {}
        self._notes: list[str] = []
        self._left: list[str] = []

    def note(self, words: str) -> None:
        self._notes.append(words)

    def leave(self, name: str) -> None:
        """A field of the format that has no place here."""
        self._left.append(_short(name))

    def text(self, name: str, value: str) -> None:
        tidy = one_line(value)
        if tidy and name not in self.fields:
            if len(tidy) > LONGEST_FIELD:
                self.note(f"The {name} was cut at {LONGEST_FIELD} characters.")
            self.fields[name] = tidy[:LONGEST_FIELD].rstrip()

    def address(self, name: str, value: str) -> None:
        """A web address; of another the note tells."""
        tidy = one_line(value)
        if not tidy or name in self.fields:
            return
        try:
            good = len(tidy) <= LONGEST_FIELD and check_url(tidy, name)
        except FieldError:
            good = ""
        if good:
            self.fields[name] = good
        else:
            self.note(f"“{_short(tidy)}” is no web address.")

    def published(self, value: str) -> None:
        """A date in EDTF, or as people write it."""
        tidy = one_line(value)
        if tidy:
            found = tidy if is_edtf(tidy) else parse_date(tidy)
            if found:
                self.text("published", found)
            else:
                self.note(f"“{_short(tidy)}” is no date.")

    def accessed(self, value: str) -> None:
        """A day."""
        tidy = one_line(value)
        if tidy:
            found = parse_date(tidy) or ""
            if len(found) == len("2026-02-20"):
                self.text("accessed", found)
            else:
                self.note(f"“{_short(tidy)}” is no day on which it was seen.")

    def archived(self, value: str) -> None:
        """The day or time of the archive's copy."""
        tidy = one_line(value)
        try:
            if tidy:
                datetime.fromisoformat(tidy)
                self.text("archived_at", tidy)
        except ValueError:
            self.note(f"“{_short(tidy)}” is no time of a copy.")

    def in_words(self, parts: Iterable[str]) -> None:
        """A source without an address needs its reference: what is known of it, in one line."""
        if "url" not in self.fields:
            self.text("reference", ", ".join(part for part in map(one_line, parts) if part))

    def done(self, suggested: Mapping[str, str] | None = None) -> Reference:
        if self._left:
            some = ", ".join(self._left[:5]) + (" ..." if len(self._left) > 5 else "")
            self.note(f"No place for: {some}.")
        return Reference(self._sort, dict(self.fields), dict(suggested or {}), tuple(self._notes))


def one_line(value: str) -> str:
    """Clean, in one line, with single spaces."""
    return " ".join(clean_line(value).split())


def iso_date(year: int, month: int | None, day: int | None) -> str:
    """EDTF of the parts, or "" when there is no such date."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    known = [f"{year:04}"] + [f"{part:02}" for part in (month, day if month else None) if part]
    return "-".join(known)


def _short(value: str) -> str:
    tidy = one_line(value)
    return tidy if len(tidy) <= SHOWN else f"{tidy[:SHOWN]}..."

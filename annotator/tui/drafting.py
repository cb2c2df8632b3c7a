"""The citation form without a screen: its fields, what they are filled with, what is wrong in them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from annotator.domain.citation import Citation, CitationDraft, Source, check_url
from annotator.domain.edtf import is_edtf, parse_date
from annotator.domain.errors import InputError
from annotator.domain.text import clean, clean_line
from annotator.domain.vocabulary import Kind, Stance

Values = Mapping[str, str]
"""What stands in the fields, by their names; every field has a value, empty or not."""
TEXT, LINES, STANCE, KIND, TICK = "text", "lines", "stance", "kind", "tick"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form."""

    name: str
    label: str
    hint: str
    sort: str = TEXT

    @property
    def height(self) -> int:
        """Lines in the form."""
        return 3 if self.sort == LINES else 1


FIELDS = (
    Field(
        "url", "URL",
        "Paste a web address, a DOI, a BibTeX or CSL-JSON entry; or type two letters of a source"
        " that was cited before.",
    ),
    Field("reference", "or reference", "A source without an address, in words: a book, a letter, a call."),
    Field("quote", "Quote", "The exact words of the source. Enter begins a new line, {next} goes on.", LINES),
    Field("locator", "Where in it", "Page, paragraph or time code of the quote."),
    Field("stance", "Stance", "", STANCE),
    Field("kind", "Kind", "", KIND),
    Field("sole", "Sole authority", "Tick it when this record is itself the thing claimed.", TICK),
    Field("sole_authority", "because", "Why no second source is needed: this record is the thing itself."),
    Field("title", "Title", "The title of the page or document."),
    Field("author", "Author", "Who wrote it."),
    Field("publisher", "Publisher", "Who published it where you saw it."),
    Field("published", "Published", "When it was published: 2026-02-20, 2026-02 or 2026."),
    Field("origin", "Origin", "Who published it first, when that is another: the agency of a copied report."),
    Field("accessed", "Accessed", "The day on which you saw it: 2026-02-20."),
    Field("archive_url", "Archive URL", "The address of an archived copy, so that others can re-open it."),
    Field("archived_at", "Archived at", "When the copy was made: 2026-02-20, or with time 2026-02-20T14:30."),
)  # fmt: skip
NAMES = tuple(field.name for field in FIELDS)
SOURCE_NAMES = ("url", "reference", "title", "author", "publisher", "published", "origin")
_ARCHIVE_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", re.ASCII)


def empty_values(today: date) -> dict[str, str]:
    """A new citation: accessed today; the stance is the reviewer's to choose."""
    return {**dict.fromkeys(NAMES, ""), "accessed": today.isoformat(), "kind": "secondary"}


def values_of(citation: Citation) -> dict[str, str]:
    """The fields filled from a citation, to change it."""
    own = {name: getattr(citation, name) for name in NAMES if name not in SOURCE_NAMES and name != "sole"}
    source = {name: getattr(citation.source, name) for name in SOURCE_NAMES}
    return {**own, **source, "sole": "yes" if citation.sole_authority else ""}


def begun(values: Values, fresh: Values) -> bool:
    """Whether something was typed that a form left now would lose."""
    return any(values[name].strip() != fresh[name].strip() for name in values)


_DRAFTS = {
    "cite": "citation",
    "change": "citation",
    "close": "closing reason",
    "settle": "reason",
    "skip": "reason",
}


def drafts_words(keys: Iterable[str]) -> str:
    """What is kept unsaved, by the keys of the drafts: "a citation, 2 comments"."""
    sorts = (key.partition(":")[0] for key in keys)
    counts = Counter(_DRAFTS.get(sort, sort) for sort in sorts)
    return ", ".join(f"a {sort}" if count == 1 else f"{count} {sort}s" for sort, count in counts.items())


def asks_sole_authority(values: Values) -> bool:
    """Whether the tick is to be shown: only a primary source can be the thing claimed."""
    return values["kind"] == "primary"


@dataclass(frozen=True, slots=True)
class Read:
    """What the fields say: a draft, or what is wrong, by the field's name, in the form's order."""

    draft: CitationDraft | None
    problems: Mapping[str, str]


def read_draft(values: Values) -> Read:
    """Check every field; nothing is lost, and every problem is told at once."""
    tidy = {name: _tidy(name, values[name]) for name in NAMES}
    checking = _Checking(tidy)
    checking.source()
    checking.dates()
    checking.archive()
    checking.choices()
    if checking.problems:
        ordered = {name: checking.problems[name] for name in NAMES if name in checking.problems}
        return Read(None, ordered)
    sole = tidy["sole_authority"] if tidy["sole"] and asks_sole_authority(tidy) else ""
    draft = CitationDraft(
        source=Source(**{name: tidy[name] for name in SOURCE_NAMES}),
        stance=cast(Stance, tidy["stance"]),
        kind=cast(Kind, tidy["kind"]),
        quote=tidy["quote"],
        locator=tidy["locator"],
        accessed=tidy["accessed"],
        archive_url=tidy["archive_url"],
        archived_at=tidy["archived_at"],
        sole_authority=sole,
    )
    return Read(draft, {})


def _tidy(name: str, value: str) -> str:
    return (clean(value) if name == "quote" else clean_line(value)).strip()


class _Checking:
    """Collects problems, and brings dates and addresses into their one form."""

    def __init__(self, tidy: dict[str, str]) -> None:
        self.tidy = tidy
        self.problems: dict[str, str] = {}

    def source(self) -> None:
        self._url("url")
        if not (self.tidy["url"] or self.tidy["reference"]):
            self.problems.setdefault("url", "Give an address here, or a reference in words below.")

    def dates(self) -> None:
        published = self.tidy["published"]
        if published and not is_edtf(published):
            found = parse_date(published)
            if found is None:
                self.problems["published"] = "No date: write 2026-02-20, 2026-02 or 2026."
            else:
                self.tidy["published"] = found
        accessed = self.tidy["accessed"]
        if accessed:
            found = parse_date(accessed) or ""
            if len(found) == len("2026-02-20"):
                self.tidy["accessed"] = found
            else:
                self.problems["accessed"] = "No day: write 2026-02-20."

    def archive(self) -> None:
        self._url("archive_url")
        archived = self.tidy["archived_at"]
        if not archived:
            return
        stamp = _ARCHIVE_STAMP.fullmatch(archived)
        if stamp is not None:
            year, month, day, hour, minute, second = stamp.groups()
            archived = f"{year}-{month}-{day}T{hour}:{minute}:{second}"
        if not _is_time(archived):
            self.problems["archived_at"] = "No time: write 2026-02-20 or 2026-02-20T14:30."
        elif not self.tidy["archive_url"] and "archive_url" not in self.problems:
            self.problems["archive_url"] = "Give the address of the copy, or take its time away."
        self.tidy["archived_at"] = archived

    def choices(self) -> None:
        if not self.tidy["stance"]:
            self.problems["stance"] = "Choose one: ← and →, or the first letter."
        if self.tidy["sole"] and asks_sole_authority(self.tidy) and not self.tidy["sole_authority"]:
            self.problems["sole_authority"] = "Say why this record alone is enough."

    def _url(self, name: str) -> None:
        try:
            self.tidy[name] = check_url(self.tidy[name], name)
        except InputError:
            self.problems[name] = "No web address: begin with https:// or http://."


def _is_time(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True

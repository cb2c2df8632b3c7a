"""Tables read: our own CSV and TSV, and sheets made by hand, whose columns are named by options."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.citation import CitationDraft
from annotator.domain.citation import Source as CitedSource
from annotator.domain.claim import MODES
from annotator.domain.edtf import is_edtf, parse_date
from annotator.domain.incoming import BadRecord, Incoming, IncomingArticle, IncomingClaim, IncomingLabel
from annotator.formats.csv_columns import JOINT, LABEL_COLUMNS
from annotator.formats.csv_table import unguard
from annotator.formats.format import Option, Source
from annotator.formats.json_record import DECODER, Fault, canonical, checked
from annotator.formats.label_words import label_of
from annotator.formats.own_labels import own_label
from annotator.formats.sheet import Row, Sheet, missing_column
from annotator.formats.taking import FieldFault, Fields, citation
from annotator.formats.taking import checked as checked_citation

OPTIONS = (
    Option("text", "of a sheet made by hand: the column of the claims", "text"),
    Option("id", "the column of their ids; rows with one id that stand together are one claim", "id"),
    Option("label", "the column of labels, in the words of the table below", "label"),
    Option("reviewer", "who gave them", "reviewer"),
    Option("rationale", "why", "rationale"),
    Option("speaker", "who made the claim", "speaker"),
    Option("date", "the time that the claim is about", "date"),
    Option("url", "the address at which the claim was found", "url"),
    Option("source", "the address of a source, which becomes a citation with the stance context", "source"),
)
_OURS = frozenset(("claim", "article", "text", "mode", "ranges", "reviewer", "label"))
"""A table with these columns is one of our own."""
_JSON = ("ranges", "evidence", "gold_evidence", "extras")
_PLACED = frozenset((
    "claim", "article", "text", "mode", "ranges", "exact", "speaker", "cue", "date", *METADATA_FIELDS,
    "gold_label", "gold_lead", "gold_reason", "gold_evidence", "extras",
    *(field.name for field in LABEL_COLUMNS),
))  # fmt: skip
"""Our columns that have a place in what is read, or say again what others say."""

Head = Callable[[Row, Fields], Incoming]
"""What the first row says of the claim."""
Labels = Callable[[Fields], Sequence[IncomingLabel]]
"""What one row says of labels."""


def read(source: Source, prefer: str) -> Iterator[Incoming | BadRecord]:
    """The claims in order; rows of one claim that stand together are one. Raises InputError for what is no
    table, has none of the columns needed, or is not UTF-8."""
    with Sheet(source.path, prefer) as sheet:
        if set(sheet.columns) >= _OURS:
            for rows in _runs(map(_unguarded, sheet.rows()), "claim"):
                yield _record(rows, "text", _our_head, _our_labels)
            return
        columns = _columns(sheet, source.options)
        theirs = _Theirs(columns)
        for rows in _runs(sheet.rows(), columns.get("id", "")):
            yield _record(rows, columns["text"], theirs.head, theirs.labels)


def _columns(sheet: Sheet, options: Mapping[str, str]) -> Mapping[str, str]:
    """Column by option, of those that are there. Raises InputError for one that is named and is not there."""
    found = {}
    for option in OPTIONS:
        wanted = options.get(option.name) or option.name
        if wanted in sheet.columns:
            found[option.name] = wanted
        elif option.name in options or option.name == "text":
            raise missing_column(sheet, wanted, option.name)
    return found


def _runs(rows: Iterator[Row | BadRecord], key: str) -> Iterator[list[Row | BadRecord]]:
    """Rows that stand together and have the same key; a bad one, and one without a key, is alone."""

    def of_one(numbered: tuple[int, Row | BadRecord]) -> str | int:
        number, row = numbered
        return (isinstance(row, Row) and row.cells.get(key, "").strip()) or number

    for _, run in groupby(enumerate(rows), of_one):
        yield [row for _, row in run]


def _record(rows: Sequence[Row | BadRecord], text: str, head: Head, labels: Labels) -> Incoming | BadRecord:
    """The claim of these rows; one that is wrong makes all of them bad."""
    good = [row for row in rows if isinstance(row, Row)]
    if len(good) < len(rows):
        return next(row for row in rows if isinstance(row, BadRecord))
    raw = good[0].raw if len(good) == 1 else canonical([dict(row.cells) for row in good])
    at = good[0]
    try:
        found = head(at, _fields(at))
        given: list[IncomingLabel] = []
        for at in good:
            if at.cells[text] != good[0].cells[text]:
                raise FieldFault(text, "is not what it is in the rows above with the same id")
            given += labels(_fields(at))
    except FieldFault as fault:
        return BadRecord(at.place, fault.field, fault.what, raw)
    return replace(found, raw=raw, labels=(*found.labels, *given))


def _fields(row: Row) -> Fields:
    """The cells, empty ones missing."""
    return Fields({name: cell for name, cell in row.cells.items() if cell.strip()})


def _date(fields: Fields, name: str) -> str:
    """EDTF of a date as spreadsheets write it, or empty. Raises FieldFault."""
    value = fields.text(name).strip()
    found = value if not value or is_edtf(value) else parse_date(value)
    if found is None:
        raise fields.fault(name, "is no date (2026-02-20, 2026-02, 2026)")
    return found


# --- our own ---------------------------------------------------------------------------------------


def _unguarded(row: Row | BadRecord) -> Row | BadRecord:
    if isinstance(row, BadRecord):
        return row
    return Row(row.place, {name: unguard(cell) for name, cell in row.cells.items()})


def _our_head(row: Row, fields: Fields) -> Incoming:
    article = _article(fields, METADATA_FIELDS)
    ranges = _parsed(fields, "ranges").ranges("ranges")
    if ranges and not article.id:
        raise fields.fault("article", "is empty, and so the ranges are of no article")
    exact = tuple(fields.text("exact").split(JOINT))
    mode = fields.choice("mode", MODES, MODES[0])
    claim = IncomingClaim(
        fields.text("text") if ranges else fields.needed("text"),
        ranges,
        exact if len(exact) == len(ranges) and any(exact) else (),
        mode=next(one for one in MODES if one == mode),
        speaker=fields.text("speaker"),
        cue=fields.text("cue"),
        date=_date(fields, "date"),
    )
    others = {name: value for name, value in fields.rest().items() if name not in _PLACED and value != "[]"}
    extras = {**_parsed(fields, "extras").object("extras").rest(), **others}
    return Incoming(row.place, "", claim, article, fields.text("claim"), _our_decision(fields), (), extras)


def _article(fields: Fields, names: Sequence[str]) -> IncomingArticle:
    known = {name: _date(fields, name) if name == "published" else fields.text(name) for name in names}
    return IncomingArticle(
        "", fields.text("article"), {name: value for name, value in known.items() if value}
    )


def _our_decision(fields: Fields) -> tuple[IncomingLabel, ...]:
    value = fields.text("gold_label")
    if not value:
        return ()
    label, flags = own_label(value)
    evidence = tuple(map(citation, _parsed(fields, "gold_evidence").objects("gold_evidence")))
    by, why = fields.text("gold_lead"), fields.text("gold_reason")
    return (IncomingLabel(label, value, by, None, why, evidence, ("decision", *flags)),)


def _our_labels(fields: Fields) -> Sequence[IncomingLabel]:
    value = fields.text("label")
    if not value:
        return ()
    label, flags = own_label(value)
    confidence = fields.choice("confidence", ("", "1", "2", "3", "4", "5"))
    incomplete = fields.choice("complete", ("", "true", "false")) == "false"
    return (
        IncomingLabel(
            label,
            value,
            fields.text("reviewer"),
            int(confidence) if confidence else None,
            fields.text("rationale"),
            tuple(map(citation, _parsed(fields, "evidence").objects("evidence"))),
            (*flags, *(("was incomplete there",) if incomplete else ())),
        ),
    )


def _parsed(fields: Fields, name: str) -> Fields:
    """The JSON in a cell, as the field of that name. Raises FieldFault."""
    text = fields.text(name)
    if not text:
        return Fields({})
    try:
        return Fields(checked({name: DECODER.decode(text)}, text))
    except Fault as fault:
        raise fields.fault(name, str(fault)) from None
    except (json.JSONDecodeError, RecursionError):
        raise fields.fault(name, "is not JSON") from None


# --- theirs ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Theirs:
    """A sheet that was made by hand."""

    columns: Mapping[str, str]
    """By option; of those that are there."""

    def head(self, row: Row, fields: Fields) -> Incoming:
        said = self._said(fields)
        published = _date(fields, self.columns["date"]) if "date" in self.columns else ""
        claim = IncomingClaim(fields.needed(self.columns["text"]), speaker=said("speaker"), date=published)
        article = IncomingArticle(known={"url": said("url")} if said("url") else {})
        cited = () if self._labelled(fields) else self._cited(fields)
        key = said("id")
        for name in self.columns.values():
            fields.take(name)
        return Incoming(row.place, "", claim, article, key, (), cited, fields.rest())

    def labels(self, fields: Fields) -> Sequence[IncomingLabel]:
        if not self._labelled(fields):
            return ()
        said = self._said(fields)
        label, flags = label_of(said("label"))
        cited = self._cited(fields)
        return (IncomingLabel(label, said("label"), said("reviewer"), None, said("rationale"), cited, flags),)

    def _labelled(self, fields: Fields) -> bool:
        return bool(self._said(fields)("label"))

    def _cited(self, fields: Fields) -> tuple[CitationDraft, ...]:
        if not self._said(fields)("source"):
            return ()
        draft = CitationDraft(CitedSource(url=fields.address(self.columns["source"])), "context")
        return (checked_citation(draft, fields),)

    def _said(self, fields: Fields) -> Callable[[str], str]:
        return lambda option: fields.text(self.columns[option]).strip() if option in self.columns else ""

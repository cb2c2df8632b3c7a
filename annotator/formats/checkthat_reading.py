"""The tables of the CheckThat! labs, read."""

from collections.abc import Iterator, Mapping, Sequence

from annotator.domain.incoming import (
    BadRecord,
    Incoming,
    IncomingArticle,
    IncomingClaim,
    IncomingLabel,
    Place,
)
from annotator.formats.format import Option, Source
from annotator.formats.json_record import canonical
from annotator.formats.label_words import label_of
from annotator.formats.options import chosen, yes
from annotator.formats.sheet import Cells, Row, Sheet, cell_count
from annotator.formats.taking import FieldFault, Fields

FACTUALITY, WORTHINESS, TWEETS = "factuality", "worthiness", "tweets"
_TOLD = "told by the first line"
OPTIONS = (
    Option("layout", f"{FACTUALITY}, {WORTHINESS} or {TWEETS}", _TOLD),
    Option("quotes", "yes: cells may be quoted, as pandas does it", f"yes for {TWEETS}, else no"),
    Option("rows", "claims: leaves out the rows that the file says are no claims", "all"),
)
LABELS_IN: Mapping[str, str] = {
    "TRUE": "sourced",
    "FALSE, HALF-TRUE": "contested",
    f"claim 0 ({TWEETS})": "not_checkable",
    f"1 and 0 ({WORTHINESS}), N/A ({FACTUALITY}), worthiness of tweets": "none; kept",
}
_DEBATE = ("line_number", "speaker", "text", "label")
_CHECKED = ("line_number", "speaker", "text", "claim_number", "normalized_claim", "label")
_NONE = ("", "-", "N/A")


def read(source: Source) -> Iterator[Incoming | BadRecord]:
    """The rows in order. Raises InputError for a file that is not such a table."""
    layout = chosen(source.options, "layout", "", FACTUALITY, WORTHINESS, TWEETS)
    only_claims = chosen(source.options, "rows", "all", "claims") == "claims"
    layout = layout or _told(source)
    for row in _tweets(source) if layout == TWEETS else _debate(source, layout):
        if isinstance(row, BadRecord):
            yield row
            continue
        if only_claims and _is_no_claim(row):
            continue
        try:
            yield _tweet(row) if layout == TWEETS else _sentence(row, layout)
        except FieldFault as fault:
            yield row.bad(fault.field, fault.what)


def _told(source: Source) -> str:
    """The layout of the file, by its first row."""
    with Cells(source.path, _tab, quoted=False) as table:
        first = next(table.cells(), None)
    cells = first[1] if isinstance(first, tuple) else []
    if "tweet_text" in cells:
        return TWEETS
    return WORTHINESS if len(cells) == len(_DEBATE) and cells[3].strip() in ("0", "1") else FACTUALITY


def _tab(_: str) -> str:
    return "\t"


def _tweets(source: Source) -> Iterator[Row | BadRecord]:
    with Sheet(source.path, "\t", quoted=_quoted(source, True)) as sheet:
        yield from sheet.rows()


def _debate(source: Source, layout: str) -> Iterator[Row | BadRecord]:
    """Rows of a table without a header; those of sentences that were not checked may end early."""
    names = _CHECKED if layout == FACTUALITY else _DEBATE
    with Cells(source.path, _tab, quoted=_quoted(source, False)) as table:
        for found in table.cells():
            if isinstance(found, BadRecord):
                yield found
            else:
                yield _named(*found, names)


def _named(place: Place, cells: Sequence[str], names: Sequence[str]) -> Row | BadRecord:
    ends_early = names == _CHECKED and len(cells) == 4 and cells[3].strip() in _NONE
    if len(cells) != len(names) and not ends_early:
        return BadRecord(place, "", f"has {cell_count(cells)}, not {len(names)}", canonical(list(cells)))
    return Row(place, dict(zip(names, cells, strict=False)))


def _quoted(source: Source, default: bool) -> bool:
    return yes(source.options, "quotes") if source.options.get("quotes") else default


def _is_no_claim(row: Row) -> bool:
    told = row.cells.get("claim_number", row.cells.get("claim", row.cells.get("label", ""))).strip()
    return told in ("0", *_NONE)


def _sentence(row: Row, layout: str) -> Incoming:
    fields = Fields(row.cells)
    number, sentence = _whole(fields, "line_number"), fields.needed("text")
    speaker = fields.text("speaker").strip()
    wording, extras = sentence, {}
    labels: tuple[IncomingLabel, ...] = ()
    if layout == WORTHINESS:
        extras = {"label": fields.choice("label", ("0", "1"))}
    elif fields.text("claim_number").strip() not in _NONE:
        extras = {"claim_number": _whole(fields, "claim_number")}
        wording, labels = fields.needed("normalized_claim"), _truth(fields)
    claim = IncomingClaim(wording, ((0, len(sentence)),), speaker="" if speaker == "SYSTEM" else speaker)
    return Incoming(row.place, row.raw, claim, IncomingArticle(sentence), number, labels, (), extras)


def _truth(fields: Fields) -> tuple[IncomingLabel, ...]:
    value = fields.needed("label").strip()
    if value.upper() not in ("TRUE", "HALF-TRUE", "FALSE"):
        raise fields.fault("label", "is none of TRUE, HALF-TRUE, FALSE")
    label, flags = label_of(value)
    return (IncomingLabel(label, value, flags=flags),)


def _tweet(row: Row) -> Incoming:
    fields = Fields(row.cells)
    claim, url = fields.text("claim").strip(), fields.address("tweet_url")
    if claim not in ("", "0", "1"):
        raise fields.fault("claim", "is neither 0 nor 1")
    worth = "1" in (fields.text("check_worthiness").strip(), fields.text("claim_worthiness").strip())
    flags = ("is worth checking there all the same",) if worth else ()
    labels = (IncomingLabel("not_checkable", "claim: 0", flags=flags),) if claim == "0" else ()
    given = IncomingClaim(fields.needed("tweet_text"))
    key, article = fields.needed("tweet_id").strip(), IncomingArticle(known={"url": url} if url else {})
    extras = {
        name: row.cells[name] for name in row.cells if name not in ("tweet_id", "tweet_url", "tweet_text")
    }
    return Incoming(row.place, row.raw, given, article, key, labels, (), extras)


def _whole(fields: Fields, name: str) -> str:
    value = fields.needed(name).strip()
    if not (value.isascii() and value.isdigit()):
        raise fields.fault(name, "is not a whole number")
    return value

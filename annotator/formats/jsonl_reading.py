"""Our own JSON Lines, read: lines of another file of ours, or made by hand with the same fields."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.citation import CitationDraft
from annotator.domain.claim import MODES
from annotator.domain.incoming import BadRecord, Incoming, IncomingArticle, IncomingClaim, IncomingLabel
from annotator.domain.label import MAX_CONFIDENCE, MIN_CONFIDENCE
from annotator.formats.format import Source
from annotator.formats.json_stream import JsonRecord, read_lines
from annotator.formats.jsonl_claim import CLAIM_FIELDS
from annotator.formats.jsonl_fields import (
    ARTICLE,
    CITATION,
    GOLD,
    LABEL,
    OTHER_CITATION,
    JsonField,
)
from annotator.formats.own_labels import own_label
from annotator.formats.taking import Fields, citation, taken


def read(source: Source) -> Iterator[Incoming | BadRecord]:
    """The lines in order. Raises InputError for a file that is not of JSON Lines."""
    return taken(read_lines(source.path), _record)


def _record(found: JsonRecord) -> Incoming:
    fields = Fields(found.value)
    article, claim = article_of(fields.object("article")), claim_of(fields)
    if claim.ranges and not article.id and not article.text:
        raise fields.fault("ranges", "are of no article: article.id and article.text are empty")
    labels = tuple(_decision(fields.object("gold"))) + tuple(map(vote_of, fields.objects("labels")))
    others = tuple(citation(one) for one in fields.objects("other_citations"))
    key = fields.text("id")
    return Incoming(found.place, found.raw, claim, article, key, labels, others, _extras(fields, found.value))


def article_of(fields: Fields) -> IncomingArticle:
    fields.date("published")
    given = {name: value for name in METADATA_FIELDS if (value := fields.text(name))}
    return IncomingArticle(fields.text("text"), fields.text("id"), given)


def claim_of(fields: Fields) -> IncomingClaim:
    ranges, exact = fields.ranges("ranges"), fields.texts("exact")
    if exact and len(exact) != len(ranges):
        raise fields.fault("exact", f"has {len(exact)} texts for {len(ranges)} ranges")
    mode = fields.choice("mode", MODES, MODES[0])
    return IncomingClaim(
        fields.text("text") if ranges else fields.needed("text"),
        ranges,
        exact,
        mode=next(one for one in MODES if one == mode),
        speaker=fields.text("speaker"),
        cue=fields.text("cue"),
        date=fields.date("date"),
    )


def _decision(fields: Fields) -> Iterator[IncomingLabel]:
    """The decision; none where it is empty."""
    if fields.text("label"):
        yield _given(fields, by="lead", why="reason", flags=("decision",))


def vote_of(fields: Fields) -> IncomingLabel:
    fields.needed("label")
    return _given(fields, by="reviewer", why="rationale")


def _given(fields: Fields, by: str, why: str, flags: Sequence[str] = ()) -> IncomingLabel:
    value = fields.text("label")
    label, warnings = own_label(value)
    incomplete = () if fields.truth("complete", True) else ("was incomplete there",)
    evidence = tuple(map(_citation, fields.objects("citations")))
    closed = (f"a refuting citation is closed there: {words}" for _, words in evidence if words)
    return IncomingLabel(
        label,
        value,
        fields.text(by),
        fields.integer("confidence", MIN_CONFIDENCE, MAX_CONFIDENCE),
        fields.text(why),
        tuple(draft for draft, _ in evidence),
        (*flags, *warnings, *incomplete, *closed),
    )


def _citation(fields: Fields) -> tuple[CitationDraft, str]:
    """A citation, and why it is closed."""
    return citation(fields), fields.text("closed")


def _extras(fields: Fields, line: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of others; those of ours that say something and have no place; and those that have a place but
    hold fields of others, whole."""
    found = {name: value for name, value in fields.rest().items() if name not in _OURS or value}
    for name, known in _HELD.items():
        value = line.get(name)
        parts = value if isinstance(value, list) else [value] if value else ()
        if any(_holds_unknown(part, known) for part in parts):
            found[name] = value
    return found


def _names(fields: Sequence[JsonField[Any]]) -> frozenset[str]:
    return frozenset(field.name for field in fields)


_HELD = {
    "article": _names(ARTICLE),
    "gold": _names(GOLD),
    "labels": _names(LABEL),
    "other_citations": _names(OTHER_CITATION),
}
_CITATION = _names(CITATION)
_OURS = _names(CLAIM_FIELDS)


def _holds_unknown(part: Mapping[str, Any], known: frozenset[str]) -> bool:
    """Whether an object has a field that none of ours has, or one of its citations does."""
    cited = part.get("citations") or ()
    return not part.keys() <= known or any(not citation.keys() <= _CITATION for citation in cited)

"""The fields of the parts of a line of our own JSON Lines: article, citations, labels, decision."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.citation import Citation
from annotator.domain.dataset import DatasetArticle, Judgement, LabelRecord
from annotator.domain.label import MAX_CONFIDENCE, MIN_CONFIDENCE
from annotator.formats.field import Field, Record

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
TRUTH: Schema = {"type": "boolean"}
OFFSET: Schema = {"type": "integer", "minimum": 0}
RANGES: Schema = {
    "type": "array",
    "items": {"type": "array", "prefixItems": [OFFSET, OFFSET], "items": False, "minItems": 2},
}
CONFIDENCE: Schema = {"type": ["integer", "null"], "minimum": MIN_CONFIDENCE, "maximum": MAX_CONFIDENCE}
_DIGEST = "[0-9a-f]{64}"
_EVENT = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
DIGEST: Schema = {**TEXT, "pattern": f"^{_DIGEST}$"}
DIGEST_OR_EMPTY: Schema = {**TEXT, "pattern": f"^({_DIGEST})?$"}
CLAIM: Schema = {**TEXT, "pattern": f"^({_DIGEST}|{_EVENT})$"}
CLAIM_OR_EMPTY: Schema = {**TEXT, "pattern": f"^({_DIGEST}|{_EVENT})?$"}


@dataclass(frozen=True, slots=True)
class JsonField(Field[Record]):
    schema: Schema = field(default_factory=lambda: TEXT)
    """JSON Schema of the value."""
    of: Sequence["JsonField[Any]"] = ()
    """The fields of the object that it holds, or of each in its list: `value` gives the records of these."""


def one_of(words: Sequence[str]) -> Schema:
    return {**TEXT, "enum": list(words)}


def object_schema(fields: Sequence[JsonField[Any]]) -> dict[str, Any]:
    """Of an object that has these fields and no other."""
    properties = {
        one.name: {"description": f"{one.meaning[0].upper()}{one.meaning[1:]}.", **one.schema}
        for one in fields
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(fields: Sequence[JsonField[Any]]) -> Schema:
    return {"type": "array", "items": object_schema(fields)}


def _known(name: str) -> Callable[[DatasetArticle], str]:
    return lambda article: article.metadata[name].value if name in article.metadata else ""


_OF_ARTICLES = {
    "title": "its headline",
    "published": "EDTF, like 2026-02-20, 2026-02 or 2026",
    "place": "place of its dateline",
    "publisher": "who published it",
    "author": "names joined by a semicolon and a space",
    "language": "ISO 639-1 code, lower case",
    "url": "where it was found",
}
ARTICLE: tuple[JsonField[DatasetArticle], ...] = (
    JsonField("id", "SHA-256 of the article's canonical text with a format tag", lambda a: a.id, DIGEST),
    *(JsonField(name, _OF_ARTICLES[name], _known(name)) for name in METADATA_FIELDS),
    JsonField(
        "text",
        "with the option texts=yes, on the first line of an article: its canonical text; else empty",
        lambda a: "",
    ),
)
CITATION: tuple[JsonField[Citation], ...] = (
    JsonField("id", "of the citation", lambda c: c.id),
    JsonField("url", "address of the source", lambda c: c.source.url),
    JsonField("reference", "a source without an address, in words", lambda c: c.source.reference),
    JsonField("title", "title of the source", lambda c: c.source.title),
    JsonField("author", "who wrote it", lambda c: c.source.author),
    JsonField("publisher", "who published it", lambda c: c.source.publisher),
    JsonField("published", "when it was published, EDTF", lambda c: c.source.published),
    JsonField(
        "origin",
        "who first published it, where that was given; copies of one wire have one origin",
        lambda c: c.source.origin,
    ),
    JsonField(
        "stance",
        "what it says of the claim: supports, partly_supports, refutes, context or attributes; later versions"
        " may add to these",
        lambda c: c.stance,
    ),
    JsonField(
        "kind",
        "primary, secondary, fact_check, or self (published by the claimant); later versions may add to"
        " these",
        lambda c: c.kind,
    ),
    JsonField("quote", "the exact words of the source", lambda c: c.quote),
    JsonField("locator", "page, paragraph or time code", lambda c: c.locator),
    JsonField("accessed", "ISO date on which the reviewer saw it", lambda c: c.accessed),
    JsonField("archive_url", "address of an archived copy", lambda c: c.archive_url),
    JsonField("archived_at", "ISO date or time of that copy", lambda c: c.archived_at),
    JsonField(
        "sole_authority",
        "why this one record is the thing claimed; empty when it is not said to be",
        lambda c: c.sole_authority,
    ),
    JsonField("closed", "why a refuting citation is no longer open; empty while it is", lambda c: c.closed),
    JsonField("copied_from", "id of the citation that was reused to make this one", lambda c: c.copied_from),
)
CITATIONS: Schema = {"type": "array", "items": {"$ref": "#/$defs/citation"}}
OTHER_CITATION: tuple[JsonField[Citation], ...] = (
    JsonField("reviewer", "whose citation it is", lambda c: c.member),
    *CITATION,
)
VERDICTS = one_of(("", "supported", "refuted", "conflicting", "insufficient"))


LABEL: tuple[JsonField[LabelRecord], ...] = (
    JsonField("id", "id of the event that gave it", lambda r: r.view.label.id),
    JsonField("reviewer", "who gave it", lambda r: r.view.label.member),
    JsonField(
        "label",
        "its id in the scheme: sourced, contested, verified, insufficient or not_checkable in the scheme that"
        " is built in",
        lambda r: r.view.label.label,
    ),
    JsonField(
        "complete", "whether the scheme's evidence rule is met", lambda r: r.view.standing.complete, TRUTH
    ),
    JsonField(
        "missing",
        "what is missing for that, in plain words; empty when it is met",
        lambda r: r.view.standing.missing,
        TEXTS,
    ),
    JsonField(
        "verdict",
        "derived from label and evidence; empty for an incomplete label and where the scheme gives none",
        lambda r: r.view.standing.verdict or "",
        VERDICTS,
    ),
    JsonField(
        "confidence",
        "the reviewer's, 1 to 5; null when not given",
        lambda r: r.view.label.confidence,
        CONFIDENCE,
    ),
    JsonField("rationale", "why, in the reviewer's words", lambda r: r.view.label.rationale),
    JsonField(
        "at", "when it was given, UTC by the reviewer's clock; for display only", lambda r: r.view.label.at
    ),
    JsonField("scheme", "SHA-256 of the scheme whose rule it is held to", lambda r: r.view.label.scheme),
    JsonField(
        "copied_from",
        "id of the reviewer's label on a claim of an earlier split of the article that it was carried over"
        " from, or empty",
        lambda r: r.view.label.copied_from,
    ),
    JsonField(
        "citations",
        "what it rests on: its reviewer's own citations, in order of making",
        lambda r: r.citations,
        CITATIONS,
        CITATION,
    ),
)
GOLD: tuple[JsonField[Judgement], ...] = (
    JsonField("id", "id of the event that decided", lambda g: g.id),
    JsonField("lead", "who decided", lambda g: g.by),
    JsonField("label", "its id in the scheme, or empty: nothing was decided", lambda g: g.label),
    JsonField(
        "method",
        "unanimous, majority (more than half, of three or more) or adjudicated; or empty",
        lambda g: g.method or "",
        one_of(("", "unanimous", "majority", "adjudicated")),
    ),
    JsonField("complete", "whether the scheme's evidence rule is met", lambda g: g.complete, TRUTH),
    JsonField("missing", "what is missing for that, in plain words", lambda g: g.missing, TEXTS),
    JsonField("verdict", "derived, as of a label", lambda g: g.verdict or "", VERDICTS),
    JsonField("reason", "why, in the lead's words", lambda g: g.rationale),
    JsonField("at", "when, UTC by the lead's clock; for display only", lambda g: g.at),
    JsonField("citations", "what it rests on", lambda g: g.citations, CITATIONS, CITATION),
)

OPEN = Judgement("", "", "", None, False, (), None, "", "", ())
"""In place of a decision that there is not."""

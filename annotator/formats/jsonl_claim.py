"""The fields of a line of our own JSON Lines, from which lines, their JSON Schema and their description are
made.

    python -m annotator.formats.jsonl_claim > annotator/formats/jsonl.schema.json
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from annotator.domain.citation import Citation
from annotator.domain.claim import EDIT_KINDS, FLAG_KINDS, LIKENESSES, MODES, Edit, Flag
from annotator.domain.dataset import ClaimRecord, RevisionRecord
from annotator.domain.review import Comment
from annotator.domain.suggestion import Suggestion
from annotator.formats.field import FieldTable
from annotator.formats.jsonl_fields import (
    ARTICLE,
    CITATION,
    CITATIONS,
    CLAIM,
    CLAIM_OR_EMPTY,
    CONFIDENCE,
    DIGEST,
    DIGEST_OR_EMPTY,
    GOLD,
    LABEL,
    OFFSET,
    OPEN,
    OTHER_CITATION,
    RANGES,
    TEXTS,
    JsonField,
    list_of,
    object_schema,
    one_of,
)

FLAG: tuple[JsonField[Flag], ...] = (
    JsonField(
        "kind",
        "pronoun: one is left in the wording; loaded: a loaded term; editorial: an insertion in brackets;"
        " causal: a causal link; partial_quotation: a part of a sentence is quoted; scare_quotes: quotation"
        " marks that keep a distance",
        lambda f: f.kind,
        one_of(FLAG_KINDS),
    ),
    JsonField("start", "in code points of the article's text", lambda f: f.start, OFFSET),
    JsonField("end", "behind the last character", lambda f: f.end, OFFSET),
)
EDIT: tuple[JsonField[Edit], ...] = (
    JsonField(
        "kind",
        "copied: the words there are repeated here; left_out: they are not in the wording; replaced, case:"
        " they read text here; added: text stands at start; stop: text stands at the end",
        lambda e: e.kind,
        one_of(EDIT_KINDS),
    ),
    JsonField("start", "in code points of the article's text", lambda e: e.start, OFFSET),
    JsonField("end", "behind the last character", lambda e: e.end, OFFSET),
    JsonField("text", "what the kind says", lambda e: e.text),
)
COMMENT: tuple[JsonField[Comment], ...] = (
    JsonField("reviewer", "who made it", lambda c: c.member),
    JsonField("text", "the remark", lambda c: c.text),
    JsonField("at", "when, UTC by the reviewer's clock; for display only", lambda c: c.at),
)
Given = tuple[Suggestion, tuple[Citation, ...]]
"""A suggestion with the citations that it names."""

SUGGESTION: tuple[JsonField[Given], ...] = (
    JsonField("id", "of the suggestion", lambda g: g[0].id),
    JsonField("format", "the format that it came in", lambda g: g[0].format),
    JsonField("key", "the record's own id in its file, or empty", lambda g: g[0].key),
    JsonField(
        "label",
        "id of a label of the scheme that is built in, never verified; empty when none can be told",
        lambda g: g[0].label,
    ),
    JsonField("value", "the label in the record's own words, or empty", lambda g: g[0].value),
    JsonField("by", "who gave it, where the record says so", lambda g: g[0].by),
    JsonField("confidence", "1 to 5, or null", lambda g: g[0].confidence, CONFIDENCE),
    JsonField("rationale", "why, where the record says so", lambda g: g[0].rationale),
    JsonField("flags", "warnings about how the label was told", lambda g: g[0].flags, TEXTS),
    JsonField("citations", "what it rests on", lambda g: g[1], CITATIONS, CITATION),
    JsonField(
        "extras",
        "the fields of the record that have no place here, on its first suggestion",
        lambda g: json.loads(g[0].extras or "{}"),
        {"type": "object"},
    ),
)

_MADE_BY_A_SPLITTER = RevisionRecord((), (), "", "", "", "")


def _made(part: Callable[[RevisionRecord], Any]) -> Callable[[ClaimRecord], Any]:
    """All empty for a claim as its splitter made it."""
    return lambda r: part(r.revision or _MADE_BY_A_SPLITTER)


def _suggestions(record: ClaimRecord) -> Sequence[Given]:
    if not record.suggestions:
        return ()
    found = {citation.id: citation for citation in record.suggested_citations}
    return [(one, tuple(found[id_] for id_ in one.citations if id_ in found)) for one in record.suggestions]


def _unnamed_citations(record: ClaimRecord) -> Sequence[Citation]:
    if not record.suggested_citations:
        return ()
    named = {id_ for one in record.suggestions for id_ in one.citations}
    return [citation for citation in record.suggested_citations if citation.id not in named]


CLAIM_FIELDS: tuple[JsonField[ClaimRecord], ...] = (
    JsonField(
        "id",
        "id of the claim, the same on every machine: a digest of a splitter's, a UUID of one that a person"
        " made",
        lambda r: r.claim.id,
        CLAIM,
    ),
    JsonField(
        "article",
        "the article that the claim is from; each field from the first reading, by id, that has it",
        lambda r: r.article,
        object_schema(ARTICLE),
        ARTICLE,
    ),
    JsonField("text", "the claim, worded to be understood alone", lambda r: r.claim.text),
    JsonField(
        "mode", "content: it is so; utterance: the speaker said it", lambda r: r.claim.mode, one_of(MODES)
    ),
    JsonField(
        "ranges",
        "where the claim stands in the article, in order, half-open [start, end) in Unicode code points of"
        " its canonical text; not all claims are one piece",
        lambda r: r.claim.ranges,
        {**RANGES, "minItems": 1},
    ),
    JsonField(
        "exact",
        "the article's own words, one text for each range",
        lambda r: r.exact,
        {**TEXTS, "minItems": 1},
    ),
    JsonField(
        "speaker",
        "who is said to have made the claim, as written in the article",
        lambda r: r.claim.speaker or "",
    ),
    JsonField("cue", "the word that attributes it, like said", lambda r: r.claim.cue or ""),
    JsonField("date", "the time that the claim is about, EDTF", lambda r: r.claim.date or ""),
    JsonField("rule", "id of the splitting rule that cut it", lambda r: r.claim.rule),
    JsonField(
        "partner",
        "id of the claim of the other mode made from the same words",
        lambda r: r.partner,
        DIGEST_OR_EMPTY,
    ),
    JsonField(
        "occurrences", "further places where the same words stand", lambda r: r.claim.occurrences, RANGES
    ),
    JsonField(
        "claim_flags",
        "what the splitter flagged for a reviewer to look at",
        lambda r: r.claim.flags,
        list_of(FLAG),
        FLAG,
    ),
    JsonField(
        "edits",
        "how the wording differs from the article's own words",
        lambda r: r.claim.edits,
        list_of(EDIT),
        EDIT,
    ),
    JsonField(
        "like", "id of an earlier claim that says the same or nearly", lambda r: r.like, DIGEST_OR_EMPTY
    ),
    JsonField(
        "likeness",
        "how alike the two are; variant: only function words differ",
        lambda r: r.claim.likeness,
        one_of(LIKENESSES),
    ),
    JsonField(
        "folded_into",
        "id of the claim that this one is folded into; it is no work of its own then",
        lambda r: r.folded_into,
        CLAIM_OR_EMPTY,
    ),
    JsonField(
        "parents",
        "ids of the claims that a person made this one of: two or more for a merge, none for a splitter's and"
        " for an added one",
        _made(lambda m: m.parents),
        {"type": "array", "items": CLAIM},
    ),
    JsonField(
        "origins",
        "ids of the splitter's claims that it goes back to, through all revisions; none for a splitter's own",
        _made(lambda m: m.origins),
        {"type": "array", "items": DIGEST},
    ),
    JsonField(
        "edited_by",
        "who made it of those; empty for a claim as its splitter made it",
        _made(lambda m: m.member),
    ),
    JsonField("edited_at", "when, UTC, by their clock", _made(lambda m: m.at)),
    JsonField(
        "action", "what was done: edges, wording, split, merge, add, restore", _made(lambda m: m.action)
    ),
    JsonField("reason", "why, in a word or two", _made(lambda m: m.reason)),
    JsonField(
        "gold",
        "the decision on the claim; all empty without one",
        lambda r: r.gold or OPEN,
        object_schema(GOLD),
        GOLD,
    ),
    JsonField(
        "labels",
        "every reviewer's current label, by name; two of one reviewer when two devices left two",
        lambda r: r.labels,
        list_of(LABEL),
        LABEL,
    ),
    JsonField(
        "other_citations",
        "current citations on which no label rests",
        lambda r: r.other_citations,
        list_of(OTHER_CITATION),
        OTHER_CITATION,
    ),
    JsonField(
        "comments",
        "remarks, in order of making",
        lambda r: r.comments,
        list_of(COMMENT),
        COMMENT,
    ),
    JsonField(
        "flags",
        "reviewers who have flagged the claim, by name",
        lambda r: r.flags,
        {**TEXTS, "uniqueItems": True},
    ),
    JsonField(
        "suggestions",
        "what imported records say of the claim",
        _suggestions,
        list_of(SUGGESTION),
        SUGGESTION,
    ),
    JsonField(
        "suggested_citations",
        "citations that came with those records and that no suggestion rests on",
        _unnamed_citations,
        CITATIONS,
        CITATION,
    ),
)
TABLES = (
    FieldTable("a line", CLAIM_FIELDS),
    FieldTable("article", ARTICLE),
    FieldTable("gold", GOLD),
    FieldTable("labels[]", LABEL),
    FieldTable("citations[]", CITATION),
    FieldTable("comments[]", COMMENT),
    FieldTable("claim_flags[]", FLAG),
    FieldTable("edits[]", EDIT),
    FieldTable("suggestions[]", SUGGESTION),
)


def schema() -> dict[str, Any]:
    """The JSON Schema of a line, which `jsonl.schema.json` holds."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A claim of an annotator dataset",
        "description": "One line of `annotator export jsonl`: a claim with all that was decided about it."
        " Every line has every field; empty text means unknown or not given. Lines are in order of the"
        " articles' date, title and id, then of the claims in the text. Further fields are those of the"
        " record that the claim was imported from.",
        **object_schema(CLAIM_FIELDS),
        "additionalProperties": True,
        "$defs": {"citation": object_schema(CITATION)},
    }


if __name__ == "__main__":
    print(json.dumps(schema(), indent=2))

"""The columns of our own tables: those of the claim, of one label on it, and of remarks on it."""

import json
from collections.abc import Callable
from dataclasses import asdict

from annotator.domain.citation import Citation
from annotator.domain.dataset import ClaimRecord, LabelRecord
from annotator.domain.text import Range
from annotator.formats.field import Field
from annotator.formats.json_writing import CELL, list_writer
from annotator.formats.jsonl_claim import EDIT, FLAG
from annotator.formats.jsonl_fields import CITATION

JOINT = " … "
"""Between the words of two ranges."""

json_text = CELL.value
"""JSON in ASCII, so that nothing in it is replaced in a cell."""
_citations, _flags, _edits = (list_writer(fields, CELL) for fields in (CITATION, FLAG, EDIT))


def _ranges(ranges: tuple[Range, ...]) -> str:
    return json_text(ranges) if ranges else "[]"


def _short(citation: Citation) -> str:
    return f"{citation.source.url or citation.source.reference} ({citation.stance})"


def _known(name: str) -> Callable[[ClaimRecord], str]:
    return lambda r: r.article.metadata[name].value if name in r.article.metadata else ""


def _suggestions(record: ClaimRecord) -> str:
    if not record.suggestions:
        return ""
    found = [asdict(suggestion) for suggestion in record.suggestions]
    for one in found:
        one["extras"] = json.loads(one["extras"] or "{}")
        del one["claim"]
    return json_text(found)


def extras(format_id: str) -> Field[ClaimRecord]:
    """The column of what came in with the record in that format."""

    def value(record: ClaimRecord) -> str:
        found = record.extras_in(format_id) if record.suggestions else {}
        return json_text(found) if found else ""

    return Field("extras", "JSON: the columns that an imported row had beside these", value)


CLAIM_COLUMNS: tuple[Field[ClaimRecord], ...] = (
    Field("claim", "id of the claim", lambda r: r.claim.id),
    Field("article", "id of the article", lambda r: r.article.id),
    Field("title", "the article's title", _known("title")),
    Field("published", "when it was published, EDTF", _known("published")),
    Field("publisher", "who published it", _known("publisher")),
    Field("author", "who wrote it", _known("author")),
    Field("place", "the place in its dateline", _known("place")),
    Field("language", "ISO 639-1 code", _known("language")),
    Field("url", "where it was found", _known("url")),
    Field("text", "the claim, worded to be understood alone", lambda r: r.claim.text),
    Field("mode", "content (it is so) or utterance (the speaker said it)", lambda r: r.claim.mode),
    Field(
        "ranges",
        "JSON: [[start, end], ...], half-open, code points of the article's text",
        lambda r: _ranges(r.claim.ranges),
    ),
    Field(
        "exact",
        "the article's own words in those ranges, joined by an ellipsis between spaces",
        lambda r: JOINT.join(r.exact),
    ),
    Field("speaker", "who is said to have made the claim", lambda r: r.claim.speaker or ""),
    Field("cue", "the word that attributes it", lambda r: r.claim.cue or ""),
    Field("date", "the time that the claim is about, EDTF", lambda r: r.claim.date or ""),
    Field("rule", "the splitting rule that cut it", lambda r: r.claim.rule),
    Field("partner", "id of the linked claim of the other mode", lambda r: r.partner),
    Field("occurrences", "JSON: further ranges with the same words", lambda r: _ranges(r.claim.occurrences)),
)
LABEL_COLUMNS: tuple[Field[LabelRecord], ...] = (
    Field("reviewer", "who gave the label; empty when nobody has", lambda r: r.view.label.member),
    Field("label", "id of the label in its scheme", lambda r: r.view.label.label),
    Field(
        "complete",
        "true or false: is the scheme's evidence rule met",
        lambda r: "true" if r.view.standing.complete else "false",
    ),
    Field(
        "missing",
        "what is not, joined by a semicolon and a space",
        lambda r: "; ".join(r.view.standing.missing),
    ),
    Field(
        "verdict",
        "derived: supported, refuted, conflicting, insufficient or empty",
        lambda r: r.view.standing.verdict or "",
    ),
    Field(
        "confidence",
        "1 to 5, or empty",
        lambda r: "" if r.view.label.confidence is None else str(r.view.label.confidence),
    ),
    Field("rationale", "why, in the reviewer's words", lambda r: r.view.label.rationale),
    Field("at", "when the label was given, UTC", lambda r: r.view.label.at),
    Field("scheme", "SHA-256 of the scheme", lambda r: r.view.label.scheme),
    Field(
        "citations",
        "what the label rests on: address or reference (stance), joined by a semicolon and a space",
        lambda r: "; ".join(map(_short, r.citations)),
    ),
    Field(
        "quotes",
        "the words of those citations that quote, joined by a line break",
        lambda r: "\n".join(citation.quote for citation in r.citations if citation.quote),
    ),
    Field(
        "evidence",
        "JSON: those citations with all their fields, as jsonl has them",
        lambda r: _citations(r.citations),
    ),
)
REMARK_COLUMNS: tuple[Field[ClaimRecord], ...] = (
    Field(
        "other_citations",
        "current citations that no label rests on, as above, each with its reviewer",
        lambda r: "; ".join(f"{citation.member}: {_short(citation)}" for citation in r.other_citations),
    ),
    Field(
        "comments",
        "reviewer: text, joined by a line break",
        lambda r: "\n".join(f"{comment.member}: {comment.text}" for comment in r.comments),
    ),
    Field(
        "flags",
        "reviewers who flagged the claim, joined by a semicolon and a space",
        lambda r: "; ".join(r.flags),
    ),
    Field(
        "claim_flags",
        "JSON: what the splitter flagged, [{kind, start, end}, ...]",
        lambda r: _flags(r.claim.flags),
    ),
    Field(
        "edits",
        "JSON: how the wording differs from the article, [{kind, start, end, text}, ...]",
        lambda r: _edits(r.claim.edits),
    ),
    Field("like", "id of an earlier claim that says the same or nearly", lambda r: r.like),
    Field("likeness", "variant (only function words differ), similar or empty", lambda r: r.claim.likeness),
    Field(
        "folded_into",
        "id of the claim that this one is folded into: no work of its own",
        lambda r: r.folded_into,
    ),
    Field(
        "parents",
        "ids of the claims that a person made this one of, joined by a semicolon and a space",
        lambda r: "; ".join(r.revision.parents) if r.revision else "",
    ),
    Field(
        "edited_by",
        "who made it; empty for a claim as its splitter made it",
        lambda r: r.revision.member if r.revision else "",
    ),
    Field("reason", "why, in a word", lambda r: r.revision.reason if r.revision else ""),
    Field("gold_label", "the decision on the claim, or empty", lambda r: r.gold.label if r.gold else ""),
    Field("gold_verdict", "derived, as of a label", lambda r: (r.gold.verdict or "") if r.gold else ""),
    Field(
        "gold_method", "unanimous, majority or adjudicated", lambda r: (r.gold.method or "") if r.gold else ""
    ),
    Field("gold_lead", "who decided", lambda r: r.gold.by if r.gold else ""),
    Field("gold_reason", "why, in the lead's words", lambda r: r.gold.rationale if r.gold else ""),
    Field(
        "gold_evidence",
        "JSON: what the decision rests on, as in evidence",
        lambda r: _citations(r.gold.citations) if r.gold else "",
    ),
    Field("suggestions", "JSON: what imported records say of the claim", _suggestions),
)

"""The fields of a release: name, meaning and value of each, from which both the files and their description
are made."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.citation import Citation
from annotator.domain.release import ReleasedArticle, ReleasedClaim, ReleasedVote
from annotator.formats.field import Field, object_of


def _known(name: str) -> Callable[[ReleasedArticle], str]:
    return lambda article: article.known.get(name, "")


def _known_of_claim(name: str) -> Callable[[ReleasedClaim], str]:
    return lambda record: record.article.known.get(name, "")


_OF_ARTICLES = {
    "title": "its title; the beginning of the text where none is known",
    "published": "when it was published, EDTF",
    "place": "the place in its dateline",
    "publisher": "who published it",
    "author": "who wrote it",
    "language": "ISO 639-1 code",
    "url": "where it was found",
}
ARTICLE_FIELDS: tuple[Field[ReleasedArticle], ...] = (
    Field("id", "SHA-256 of the canonical text: `article_id` below says how", lambda a: a.id),
    *(Field(name, _OF_ARTICLES[name], _known(name)) for name in METADATA_FIELDS),
)

TEXT_FIELDS: tuple[Field[ReleasedArticle], ...] = (
    Field("characters", "length of the canonical text in code points", lambda a: len(a.text)),
    Field("text", "canonical; null where it was left out for its rights", lambda a: a.text),
)
"""What only articles.jsonl says of an article."""

CITATION_FIELDS: tuple[Field[Citation], ...] = (
    Field("id", "of the citation", lambda c: c.id),
    Field("stance", "supports, partly_supports, refutes, context or attributes", lambda c: c.stance),
    Field("kind", "primary, secondary, fact_check or self (published by the claimant)", lambda c: c.kind),
    Field("url", "address of the source", lambda c: c.source.url),
    Field("reference", "the source in words, where it has no address", lambda c: c.source.reference),
    Field("title", "of the source", lambda c: c.source.title),
    Field("author", "of the source", lambda c: c.source.author),
    Field("publisher", "of the source", lambda c: c.source.publisher),
    Field("published", "when the source was published, EDTF", lambda c: c.source.published),
    Field("origin", "who first published it: copies of one wire have one origin", lambda c: c.source.origin),
    Field("quote", "the exact words of the source", lambda c: c.quote),
    Field("locator", "page, paragraph or time code", lambda c: c.locator),
    Field("accessed", "when the reviewer saw it", lambda c: c.accessed),
    Field("archive_url", "an archived copy", lambda c: c.archive_url),
    Field("archived_at", "when that was made", lambda c: c.archived_at),
    Field("sole_authority", "why this one record is the thing claimed, or empty", lambda c: c.sole_authority),
    Field("closed", "why a refuting citation does not stand against the claim, or empty", lambda c: c.closed),
    Field("copied_from", "the citation that was reused to make this one, or empty", lambda c: c.copied_from),
)

VOTE_FIELDS: tuple[Field[ReleasedVote], ...] = (
    Field("id", "of the label", lambda v: v.label.id),
    Field("reviewer", "who voted", lambda v: v.reviewer),
    Field("label", "id of the label in the scheme", lambda v: v.label.label),
    Field("complete", "whether the scheme's evidence rule is met", lambda v: v.standing.complete),
    Field("missing", "what is not, in words", lambda v: v.standing.missing),
    Field(
        "verdict", "derived, and only for a complete label, else empty", lambda v: v.standing.verdict or ""
    ),
    Field("confidence", "1 to 5, or null", lambda v: v.label.confidence),
    Field("rationale", "why, in the reviewer's words", lambda v: v.label.rationale),
    Field("seconds", "of work on the claim, idle time cut out; null where not taken", lambda v: v.seconds),
    Field("at", "when, by the reviewer's clock, UTC", lambda v: v.label.at),
    Field("scheme", "digest of the scheme whose rule it is held to", lambda v: v.label.scheme),
    Field(
        "copied_from",
        "the label that it was carried over from, the suggestion that it took over, or empty",
        lambda v: v.label.copied_from,
    ),
    Field(
        "citations",
        "what it rests on, a list of objects as below",
        lambda v: [object_of(CITATION_FIELDS, citation) for citation in v.citations],
    ),
)


def _votes(record: ReleasedClaim) -> list[dict[str, Any]]:
    return [{**object_of(VOTE_FIELDS, vote), "minority": record.is_minority(vote)} for vote in record.votes]


def _other_evidence(record: ReleasedClaim) -> list[dict[str, Any]]:
    return [
        {**object_of(CITATION_FIELDS, citation), "reviewer": citation.member}
        for citation in record.other_evidence
    ]


MINORITY = ("minority", "whether the decision on the claim is another label")
"""The field that a vote has only beside the decision."""

_GOLD: tuple[Field[ReleasedClaim], ...] = (
    Field("number", "place of the claim in the round, from 0", lambda r: r.number),
    Field("claim", "id of the claim", lambda r: r.claim.id),
    Field("status", "settled, incomplete (evidence is missing) or open (no decision)", lambda r: r.status),
    Field("label", "the gold label, or empty", lambda r: r.decision.label if r.decision else ""),
    Field(
        "verdict",
        "supported, refuted, conflicting or insufficient; derived; empty unless settled",
        lambda r: (r.decision.standing.verdict or "") if r.decision else "",
    ),
    Field(
        "method",
        "unanimous, majority (more than half, of three or more) or adjudicated; empty without a decision",
        lambda r: r.decision.method if r.decision else "",
    ),
    Field("reason", "why, in the lead's words", lambda r: r.decision.reason if r.decision else ""),
    Field("lead", "who decided", lambda r: r.decision.lead if r.decision else ""),
    Field("decided_at", "when, by the lead's clock, UTC", lambda r: r.decision.at if r.decision else ""),
    Field("decision", "id of the decision", lambda r: r.decision.id if r.decision else ""),
    Field(
        "missing",
        "what the decision lacks, in words",
        lambda r: r.decision.standing.missing if r.decision else (),
    ),
    Field(
        "evidence",
        "ids of the citations that the decision rests on",
        lambda r: [citation.id for citation in r.decision.citations] if r.decision else (),
    ),
    Field("left_open", "why the round was closed over the claim, or empty", lambda r: r.left_open),
    Field(
        "control", "the label that was known beforehand, for a control item, or empty", lambda r: r.control
    ),
)
_WORDING: tuple[Field[ReleasedClaim], ...] = (
    Field("text", "the claim, worded to be understood alone", lambda r: r.claim.text),
    Field("mode", "content (it is so) or utterance (the speaker said it)", lambda r: r.claim.mode),
    Field(
        "ranges",
        "[[start, end], ...], half-open, code points of the article's text",
        lambda r: r.claim.ranges,
    ),
    Field("exact", "the article's own words in each of those ranges", lambda r: r.exact),
    Field("speaker", "who is said to have made the claim, or empty", lambda r: r.claim.speaker or ""),
    Field("cue", "the word that attributes it, or empty", lambda r: r.claim.cue or ""),
    Field("date", "the time that the claim is about, EDTF, or empty", lambda r: r.claim.date or ""),
    Field("rule", "the splitting rule that cut it", lambda r: r.claim.rule),
    Field("occurrences", "further ranges with the same words", lambda r: r.claim.occurrences),
    Field(
        "edits",
        "how the wording differs from the article, [{kind, start, end, text}, ...]",
        lambda r: [asdict(edit) for edit in r.claim.edits],
    ),
    Field("splitter", "what cut the article into claims, with its version", lambda r: r.splitter),
    Field("revised", "whether a person made the claim of what the splitter gave", lambda r: r.revised),
)
CLAIM_FIELDS: tuple[Field[ReleasedClaim], ...] = (
    *_GOLD,
    Field("article", "an object, as below", lambda r: object_of(ARTICLE_FIELDS, r.article)),
    *_WORDING,
    Field("votes", "the reviewers' standing votes, a list of objects, as below", _votes),
    Field(
        "other_evidence",
        "citations that the decision rests on and no standing vote does, each with its reviewer",
        _other_evidence,
    ),
    Field(
        "skips",
        "who left the claim to others and why, [{reviewer, reason}, ...]",
        lambda r: [{"reviewer": reviewer, "reason": reason} for reviewer, reason in r.skips],
    ),
)
CSV_FIELDS: tuple[Field[ReleasedClaim], ...] = (
    *_GOLD,
    Field("article", "id of the article", lambda r: r.article.id),
    *(Field(f"article_{name}", _OF_ARTICLES[name], _known_of_claim(name)) for name in METADATA_FIELDS),
    *_WORDING,
    Field(
        "votes",
        "reviewer: label, as a JSON object",
        lambda r: {vote.reviewer: vote.label.label for vote in r.votes},
    ),
    Field("citations", "how many the votes rest on", lambda r: sum(len(vote.citations) for vote in r.votes)),
)


def cell(value: Any) -> str:
    """A value in a table: text and numbers as they are, lists and objects as JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return _encode(value) if value != () else "[]"


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

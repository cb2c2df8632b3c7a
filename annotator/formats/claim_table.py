"""The table of claims: see `tables`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from annotator.domain.dataset import ClaimRecord, Judgement
from annotator.domain.text import Range
from annotator.formats.outcome import settled
from annotator.formats.table import Column, Row, Table, Type

AGREED = "agreed"
"""The method of what no lead decided, since all reviewers say it."""


@dataclass(frozen=True, slots=True)
class _Decided:
    """A claim with what stands of it: the decision, else what all reviewers with a verdict say."""

    record: ClaimRecord
    by: Judgement | None
    label: str = ""
    verdict: str = ""
    method: str = ""


def _decided(record: ClaimRecord) -> Iterator[_Decided]:
    gold = record.gold
    if gold is not None:
        yield _Decided(record, gold, gold.label, gold.verdict or "", gold.method or "")
        return
    found = settled(record, Counter())
    if found is None:
        yield _Decided(record, None)
        return
    judgement = found[0]
    yield _Decided(record, judgement, judgement.label, judgement.verdict or "", AGREED)


def _ranges(ranges: Iterable[Range]) -> list[Row]:
    return [{"start": start, "end": end} for start, end in ranges]


def _part(name: str, meaning: str, kind: Type = "text") -> Column[Row]:
    return Column(name, meaning, _item(name), kind)


def _item(name: str) -> Callable[[Row], Any]:
    return lambda value: value[name]


RANGE = (
    _part("start", "its first code point", "integer"),
    _part("end", "the one after its last", "integer"),
)
FLAG = (_part("kind", "pronoun, loaded, editorial, causal, partial_quotation or scare_quotes"), *RANGE)
EDIT = (
    _part("kind", "copied, left_out, replaced, added, case or stop"),
    *RANGE,
    _part("text", "what the wording has there"),
)
COMMENT = (_part("reviewer", "who made it"), _part("text", "what it says"), _part("at", "when, UTC"))


def _claim(name: str, meaning: str, **more: Any) -> Column[_Decided]:
    """A column that is an attribute of the claim, empty where there is none."""
    return Column(name, meaning, lambda d: getattr(d.record.claim, name) or "", **more)


CLAIMS = Table(
    "claims",
    "one row for each claim, with the label that stands",
    (
        Column("id", "SHA-256 or UUID: of the claim", lambda d: d.record.claim.id),
        Column("article", "id of its article", lambda d: d.record.article.id),
        _claim("text", "the claim, worded to be understood alone"),
        Column(
            "label",
            "id in the scheme: the decision, else what all reviewers say; empty where neither is",
            lambda d: d.label,
        ),
        Column(
            "verdict",
            "derived from label and evidence: supported, refuted, conflicting, insufficient, or empty",
            lambda d: d.verdict,
        ),
        Column(
            "method",
            "unanimous, majority, adjudicated; agreed where reviewers say the same and no lead decided",
            lambda d: d.method,
        ),
        Column(
            "reason",
            "why it was so decided, or empty",
            lambda d: d.record.gold.rationale if d.record.gold else "",
        ),
        Column("lead", "who decided, or empty", lambda d: d.record.gold.by if d.record.gold else ""),
        Column("decided", "when, UTC, or empty", lambda d: d.record.gold.at if d.record.gold else ""),
        Column(
            "missing",
            "what its evidence lacks, in words",
            lambda d: list(d.by.missing) if d.by else [],
            many=True,
        ),
        Column(
            "evidence",
            "ids of the citations that the label rests on",
            lambda d: [citation.id for citation in d.by.citations] if d.by else [],
            many=True,
        ),
        Column(
            "vote_labels",
            "the label of each reviewer, as in votes",
            lambda d: [one.view.label.label for one in d.record.labels],
            many=True,
        ),
        _claim("mode", "content (it is so) or utterance (the speaker said it)"),
        Column(
            "ranges",
            "where it stands in the article's text, in code points, half-open; may be several",
            lambda d: _ranges(d.record.claim.ranges),
            "object",
            many=True,
            parts=RANGE,
        ),
        Column(
            "exact", "the article's own words in each of those", lambda d: list(d.record.exact), many=True
        ),
        _claim("speaker", "who is said to have made it, or empty"),
        _claim("cue", "the word that attributes it, or empty"),
        Column(
            "about_date", "the time that it is about, EDTF, or empty", lambda d: d.record.claim.date or ""
        ),
        _claim("rule", "the splitting rule that cut it"),
        Column("partner", "id of the linked claim of the other mode, or empty", lambda d: d.record.partner),
        Column(
            "occurrences",
            "further ranges with the same words",
            lambda d: _ranges(d.record.claim.occurrences),
            "object",
            many=True,
            parts=RANGE,
        ),
        Column(
            "claim_flags",
            "what the splitter warns of",
            lambda d: [{"kind": f.kind, "start": f.start, "end": f.end} for f in d.record.claim.flags],
            "object",
            many=True,
            parts=FLAG,
        ),
        Column(
            "edits",
            "how the wording differs from the article",
            lambda d: [
                {"kind": e.kind, "start": e.start, "end": e.end, "text": e.text} for e in d.record.claim.edits
            ],
            "object",
            many=True,
            parts=EDIT,
        ),
        Column(
            "like", "id of an earlier claim that says the same or nearly, or empty", lambda d: d.record.like
        ),
        _claim("likeness", "variant (only function words differ), similar or empty"),
        Column(
            "folded_into", "id of the claim that it is folded into, or empty", lambda d: d.record.folded_into
        ),
        Column(
            "parents",
            "ids of the claims that a person made it of",
            lambda d: _revised(d, "parents"),
            many=True,
        ),
        Column(
            "origins",
            "ids of the splitter's claims that it goes back to",
            lambda d: _revised(d, "origins"),
            many=True,
        ),
        Column(
            "edited_by",
            "who made it; empty for a claim as its splitter made it",
            lambda d: _revised(d, "member"),
        ),
        Column("edited", "when, UTC", lambda d: _revised(d, "at")),
        Column("action", "what was done, in a word", lambda d: _revised(d, "action")),
        Column("edit_reason", "why, in a word", lambda d: _revised(d, "reason")),
        Column(
            "comments",
            "remarks on it",
            lambda d: [{"reviewer": c.member, "text": c.text, "at": c.at} for c in d.record.comments],
            "object",
            many=True,
            parts=COMMENT,
        ),
        Column("flagged_by", "reviewers who flagged it", lambda d: list(d.record.flags), many=True),
    ),
    _decided,
)


def _revised(decided: _Decided, name: str) -> Any:
    """Something of how a person made the claim; empty for one as its splitter made it."""
    made = decided.record.revision
    several = name in ("parents", "origins")
    if made is None:
        return [] if several else ""
    return list(getattr(made, name)) if several else getattr(made, name)

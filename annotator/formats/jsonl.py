"""JSON Lines: one claim a line with everything about it, for people who load datasets.

`jsonl.schema.json` beside this module says what each field means. Every line has every field, so
that loaders which guess types from the first lines guess right; empty text means unknown. Lines
are compact, UTF-8, keys sorted. What could move a terminal's cursor is escaped, not replaced: the
values parse back as they were.
"""

import json
from dataclasses import asdict
from typing import Any, BinaryIO

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.citation import Citation
from annotator.domain.dataset import ClaimRecord, DatasetArticle, LabelRecord, RevisionRecord
from annotator.domain.text import clean_line
from annotator.formats.format import Dataset, Format, Written


def write(dataset: Dataset, split: str, out: BinaryIO) -> Written:
    """Write one line for each record; nothing of it is left out."""
    claims = labels = 0
    for record in dataset.records(split):
        out.write(encoded(_claim(record)))
        claims += 1
        labels += len(record.labels)
    return Written(claims, labels)


_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def encoded(value: Any) -> bytes:
    """One line: compact JSON, keys sorted, whatever could move a cursor escaped."""
    return _visible(_encode(value)).encode("utf-8") + b"\n"


FORMAT = Format(
    id="jsonl",
    description="one claim a line with its labels, citations, comments and flags, as JSON",
    suffix=".jsonl",
    write=write,
)


def _visible(line: str) -> str:
    """The line with its C1, bidi and stray characters as JSON escapes (all are below U+10000)."""
    if line.isprintable() or clean_line(line) == line:
        return line
    return "".join(c if clean_line(c) == c else f"\\u{ord(c):04x}" for c in line)


def _claim(record: ClaimRecord) -> dict[str, Any]:
    claim = record.claim
    return {
        "id": claim.id,
        "article": _article(record.article),
        "text": claim.text,
        "mode": claim.mode,
        "ranges": claim.ranges,
        "exact": record.exact,
        "speaker": claim.speaker or "",
        "cue": claim.cue or "",
        "date": claim.date or "",
        "rule": claim.rule,
        "partner": record.partner,
        "occurrences": claim.occurrences,
        "claim_flags": [asdict(flag) for flag in claim.flags],
        "edits": [asdict(edit) for edit in claim.edits],
        "like": record.like,
        "likeness": claim.likeness,
        "folded_into": record.folded_into,
        **_revision(record.revision),
        "labels": [_label(label) for label in record.labels],
        "other_citations": [
            {"reviewer": citation.member, **_citation(citation)} for citation in record.other_citations
        ],
        "comments": [
            {"reviewer": comment.member, "text": comment.text, "at": comment.at}
            for comment in record.comments
        ],
        "flags": record.flags,
    }


def _revision(record: RevisionRecord | None) -> dict[str, Any]:
    """All empty for a claim as its splitter made it."""
    made = record or RevisionRecord((), (), "", "", "", "")
    return {
        "parents": made.parents,
        "origins": made.origins,
        "edited_by": made.member,
        "edited_at": made.at,
        "action": made.action,
        "reason": made.reason,
    }


def _article(article: DatasetArticle) -> dict[str, str]:
    known = article.metadata
    values = {name: known[name].value if name in known else "" for name in METADATA_FIELDS}
    return {"id": article.id, **values}


def _label(record: LabelRecord) -> dict[str, Any]:
    label, standing = record.view.label, record.view.standing
    return {
        "id": label.id,
        "reviewer": label.member,
        "label": label.label,
        "complete": standing.complete,
        "missing": standing.missing,
        "verdict": standing.verdict or "",
        "confidence": label.confidence,
        "rationale": label.rationale,
        "at": label.at,
        "scheme": label.scheme,
        "copied_from": label.copied_from,
        "citations": [_citation(citation) for citation in record.citations],
    }


def _citation(citation: Citation) -> dict[str, str]:
    source = citation.source
    return {
        "id": citation.id,
        "url": source.url,
        "reference": source.reference,
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "published": source.published,
        "origin": source.origin,
        "stance": citation.stance,
        "kind": citation.kind,
        "quote": citation.quote,
        "locator": citation.locator,
        "accessed": citation.accessed,
        "archive_url": citation.archive_url,
        "archived_at": citation.archived_at,
        "sole_authority": citation.sole_authority,
        "closed": citation.closed,
        "copied_from": citation.copied_from,
    }

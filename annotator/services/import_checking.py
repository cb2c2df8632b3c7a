"""Checking one imported record for itself: every field cleaned, and the first bad one named.

Where its claim stands in an article is `domain.anchoring`'s matter.
"""

from dataclasses import replace

from annotator.domain.citation import CitationDraft
from annotator.domain.claim import MODES
from annotator.domain.drafting import check_draft
from annotator.domain.edtf import is_edtf
from annotator.domain.errors import FieldError
from annotator.domain.incoming import (
    BadRecord,
    Incoming,
    IncomingArticle,
    IncomingClaim,
    IncomingLabel,
    IncomingSource,
)
from annotator.domain.label import MAX_CONFIDENCE, MIN_CONFIDENCE
from annotator.domain.scheme_reading import default_scheme
from annotator.domain.suggestion import NEVER_SUGGESTED, extras_json
from annotator.domain.text import clean, clean_line, has_half_characters

_NO_ARTICLE = IncomingArticle()


def checked(record: Incoming) -> Incoming | BadRecord:
    """The record cleaned, or what is wrong with it."""
    try:
        _check_extras(record)
        return Incoming(
            record.place,
            record.raw,
            _claim(record.claim),
            _article(record.article),
            clean_line(record.key),
            tuple(_label(label, f"labels[{n}]") for n, label in enumerate(record.labels)),
            _citations(record.citations, "citations"),
            record.extras,
        )
    except FieldError as error:
        return bad(record, error.field, error.what)


def checked_source(record: IncomingSource) -> IncomingSource | BadRecord:
    """The source cleaned, held to what a citation's source is held to, or what is wrong with it."""
    try:
        draft = _citation(CitationDraft(record.source, "context"), "source")
    except FieldError as error:
        return bad(record, error.field, error.what)
    return replace(record, source=draft.source, key=clean_line(record.key), notes=())


def bad(record: Incoming | IncomingSource, field: str, what: str) -> BadRecord:
    """That record with a fault."""
    return BadRecord(record.place, field, what, record.raw)


class _Fault(FieldError):
    """A FieldError whose message does not say the field again."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(field, what)
        self.what = what


def _check_extras(record: Incoming) -> None:
    try:
        extras_json(record.extras)
    except ValueError as error:
        raise _Fault("", f"has fields that cannot be kept: {error}") from None


def _claim(claim: IncomingClaim) -> IncomingClaim:
    if claim.mode not in MODES:
        raise _Fault("mode", f"is {claim.mode!r}, which is not one of {', '.join(MODES)}")
    _check_date("date", claim.date)
    _check_whole("text", claim.text)
    speaker, cue = clean_line(claim.speaker).strip(), clean_line(claim.cue).strip()
    if (speaker, cue) == (claim.speaker, claim.cue):
        return claim
    return replace(claim, speaker=speaker, cue=cue)


def _article(article: IncomingArticle) -> IncomingArticle:
    if article == _NO_ARTICLE:
        return article
    _check_whole("article.text", article.text)
    known = {field: clean_line(value).strip() for field, value in article.known.items()}
    _check_date("article.published", known.get("published", ""))
    return replace(
        article,
        id=clean_line(article.id).strip(),
        known={field: value for field, value in known.items() if value},
        anchored_at=clean_line(article.anchored_at).strip(),
    )


def _check_whole(field: str, text: str) -> None:
    """Texts are kept as bytes, so each character must be one that UTF-8 has."""
    if has_half_characters(text):
        raise _Fault(field, "holds half a character (a lone surrogate)")


def _check_date(field: str, value: str) -> None:
    if value and not is_edtf(value):
        raise _Fault(field, f"is {value!r}, which is not a date like 2022-03-21, 2022-03 or 2022")


def _label(label: IncomingLabel, where: str) -> IncomingLabel:
    if label.label == NEVER_SUGGESTED or (label.label and default_scheme().label(label.label) is None):
        known = [rule.id for rule in default_scheme().labels if rule.id != NEVER_SUGGESTED]
        raise _Fault(f"{where}.label", f"is {label.label!r}; an import can give {', '.join(known)}")
    if label.confidence is not None and not MIN_CONFIDENCE <= label.confidence <= MAX_CONFIDENCE:
        raise _Fault(
            f"{where}.confidence", f"is {label.confidence}, not {MIN_CONFIDENCE} to {MAX_CONFIDENCE}"
        )
    return IncomingLabel(
        label.label,
        clean(label.value),
        clean_line(label.by).strip(),
        label.confidence,
        clean(label.rationale),
        _citations(label.citations, f"{where}.citations"),
        tuple(clean_line(flag) for flag in label.flags),
    )


def _citations(drafts: tuple[CitationDraft, ...], where: str) -> tuple[CitationDraft, ...]:
    return tuple(_citation(draft, f"{where}[{number}]") for number, draft in enumerate(drafts))


def _citation(draft: CitationDraft, where: str) -> CitationDraft:
    """Held to what a reviewer's citation is held to."""
    try:
        return check_draft(draft)
    except FieldError as error:
        _, _, what = error.what.partition(": ")
        raise _Fault(f"{where}.{error.field}", what.rstrip(".")) from None

"""Checking a citation draft: each field cleaned, and an error that names the field."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime

from annotator.domain.citation import CitationDraft, Source, check_url, source_fields
from annotator.domain.edtf import is_edtf
from annotator.domain.errors import FieldError
from annotator.domain.text import clean
from annotator.domain.vocabulary import KINDS, STANCES

_OWN_FIELDS = tuple(field.name for field in fields(CitationDraft) if field.name != "source")


def check_draft(draft: CitationDraft) -> CitationDraft:
    """The draft with every field cleaned and stripped; raises FieldError for the first bad one."""
    check_choice("stance", draft.stance, STANCES)
    check_choice("kind", draft.kind, KINDS)
    source = check_source(draft.source)
    if not (source.url or source.reference):
        raise FieldError("url", "a citation needs a web address or a reference.")
    if draft.sole_authority.strip() and draft.kind != "primary":
        raise FieldError("sole_authority", "only a primary record can be the thing claimed.")
    texts = {name: clean(value.strip()) for name, value in draft_fields(draft).items()}
    _check_dates(texts)
    return CitationDraft(
        source,
        draft.stance,
        draft.kind,
        quote=texts.get("quote", ""),
        locator=texts.get("locator", ""),
        accessed=texts.get("accessed", ""),
        archive_url=check_url(texts.get("archive_url", ""), "archive_url"),
        archived_at=texts.get("archived_at", ""),
        sole_authority=texts.get("sole_authority", ""),
    )


def check_source(source: Source) -> Source:
    """The source with every field cleaned and stripped; raises FieldError for the first bad one."""
    texts = source_fields(source)
    cleaned = {name: clean(value.strip()) for name, value in texts.items()}
    published = cleaned.get("published", "")
    if published and not is_edtf(published):
        raise FieldError("published", f"{published!r} is not a date like 2022-03-21, 2022-03 or 2022.")
    cleaned["url"] = check_url(cleaned.get("url", ""), "url")
    return source if all(texts.get(name, "") == text for name, text in cleaned.items()) else Source(**cleaned)


def draft_fields(draft: CitationDraft) -> dict[str, str]:
    """The citation's own fields that are not empty, as an event holds them."""
    return {name: value for name in _OWN_FIELDS if (value := getattr(draft, name))}


def check_choice(field: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raise FieldError unless the value is one of those allowed."""
    if value not in allowed:
        raise FieldError(field, f"{value!r} is not one of {', '.join(allowed)}.")


def _check_dates(texts: Mapping[str, str]) -> None:
    accessed, archived = texts.get("accessed", ""), texts.get("archived_at", "")
    try:
        if accessed and date.fromisoformat(accessed).isoformat() != accessed:
            raise ValueError  # a week or a date without hyphens
    except ValueError:
        raise FieldError("accessed", f"{accessed!r} is not a day like 2022-03-21.") from None
    try:
        if archived:
            datetime.fromisoformat(archived)
    except ValueError:
        raise FieldError(
            "archived_at", f"{archived!r} is not a day or time like 2022-03-21 or 2022-03-21T14:05."
        ) from None

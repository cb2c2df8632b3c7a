"""Reading AVeriTeC; `averitec` says where the format is documented."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.citation import CitationDraft, is_url
from annotator.domain.citation import Source as CitedSource
from annotator.domain.edtf import format_date, is_calendar_date, is_point
from annotator.domain.incoming import BadRecord, Incoming, IncomingArticle, IncomingClaim, IncomingLabel
from annotator.domain.vocabulary import Stance
from annotator.formats.format import Source
from annotator.formats.json_stream import JsonRecord, read_array
from annotator.formats.taking import Fields, checked, taken

FORMAT_ID = "averitec"
ORIGINAL = "questions"
"""The field of the extras that has the questions as they came."""
_LABELS: Mapping[str, tuple[str, Stance]] = {
    "supported": ("sourced", "supports"),
    "refuted": ("contested", "refutes"),
    "conflicting evidence/cherrypicking": ("contested", "context"),
    "not enough evidence": ("insufficient", "context"),
}
"""By label in lower case without hyphens: what is suggested, and the stance of what it rests on."""
LABELS_IN_WORDS: Mapping[str, str] = {
    "Supported": "sourced",
    "Refuted": "contested",
    "Conflicting Evidence/Cherrypicking": "contested",
    "Not Enough Evidence": "insufficient",
    "any other": "none; its words are kept",
}
_DAY = re.compile(r"(\d\d?)-(\d\d?)-(\d{4})", re.ASCII)


def read(source: Source) -> Iterator[Incoming | BadRecord]:
    """The claims of a list, one by one."""
    return taken(read_array(source.path), _incoming)


def day_in(text: str) -> str:
    """EDTF of D-M-YYYY, or of what is EDTF already; empty when it is neither."""
    found = _DAY.fullmatch(text)
    if found is None:
        return text if is_point(text) else ""
    day, month, year = map(int, found.groups())
    return format_date(year, month, day) if is_calendar_date(year, month, day) else ""


def _incoming(record: JsonRecord) -> Incoming:
    fields = Fields(record.value)
    text = fields.needed("claim")
    label = fields.text("label")
    suggested, stance = _LABELS.get(label.lower().replace("-", ""), ("", "context"))
    citations, own_words = _citations(fields, stance)
    flags = (f"answers in the annotators' own words, which are no quotes: {own_words}",) if own_words else ()
    given = IncomingLabel(
        suggested, label, rationale=fields.text("justification"), citations=citations, flags=flags
    )
    checks = _checks(fields)
    article = IncomingArticle(known=_known(fields))
    speaker = fields.text("speaker")
    for name in ("required_reannotation", "annotator_claim", "annotator_label"):
        fields.take(name)
    return Incoming(
        record.place,
        record.raw,
        IncomingClaim(text, speaker=speaker),
        article,
        key=_key(fields),
        labels=(given,) if label else (),
        citations=checks if label else (*citations, *checks),
        extras=_extras(fields, record.value),
    )


def _key(fields: Fields) -> str:
    value = fields.take("claim_id")
    if value is None or isinstance(value, str):
        return value or ""
    if type(value) is not int:
        raise fields.fault("claim_id", "is neither a whole number nor a text")
    return str(value)


def _known(fields: Fields) -> dict[str, str]:
    """What is known of the article."""
    written = fields.text("claim_date")
    day = day_in(written.strip())
    if written.strip() and not day:
        raise fields.fault("claim_date", "is no day (D-M-YYYY)")
    known = {"published": day, "publisher": fields.text("reporting_source"), "url": ""}
    address = fields.text("original_claim_url")
    if is_url(address):
        known["url"] = address.strip()
    return {name: value for name, value in known.items() if value}


def _citations(fields: Fields, stance: Stance) -> tuple[tuple[CitationDraft, ...], int]:
    """The answers that have a source, each once, and how many of them are no quotes."""
    found: dict[CitationDraft, None] = {}
    own_words = 0
    for question in fields.objects(ORIGINAL):
        question.needed("question")
        for answer in question.objects("answers"):
            kind, words = answer.text("answer_type"), answer.text("answer")
            where = answer.text("source_url").strip()
            cached = answer.text("cached_source_url").strip()
            if not where:
                continue
            quote = words if kind == "Extractive" else ""
            own_words += not quote
            draft = CitationDraft(
                CitedSource(url=where) if is_url(where) else CitedSource(reference=where),
                "context" if kind == "Unanswerable" else stance,
                quote=quote,
                archive_url=cached if is_url(cached) else "",
            )
            found[checked(draft, answer)] = None
    return tuple(found), own_words


def _checks(fields: Fields) -> tuple[CitationDraft, ...]:
    where = fields.text("fact_checking_article").strip()
    if not where:
        return ()
    source = CitedSource(url=where) if is_url(where) else CitedSource(reference=where)
    return (checked(CitationDraft(source, "context", "fact_check"), fields),)


def _extras(fields: Fields, value: Mapping[str, Any]) -> dict[str, Any]:
    """What has no place here, and what has one but must come out as it came."""
    fields.texts("claim_types")
    fields.texts("fact_checking_strategies")
    kept = (
        ORIGINAL, "claim_types", "fact_checking_strategies", "claim_id", "fact_checking_article",
        "cached_original_claim_url", "location_ISO_code",
    )  # fmt: skip
    address = fields.text("original_claim_url")
    odd = {"original_claim_url": address} if address and not is_url(address) else {}
    return {**{name: value[name] for name in kept if value.get(name)}, **odd, **fields.rest()}

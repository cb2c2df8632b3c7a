"""W3C Web Annotations: one JSON-LD page of annotations, written as a stream.

The model is https://www.w3.org/TR/annotation-model/. Each judgement of a claim is an annotation that assesses
the claim's words; a claim that has none yet is one that identifies them. Several ranges are several targets,
since the model's final version has no set of targets. What the model has no term for stands under the prefix
`annotator:`, which the page's context declares.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from annotator.domain.citation import Citation
from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, Judgement
from annotator.domain.ids import is_event_id
from annotator.domain.text import Range
from annotator.formats.annotations import OURS
from annotator.formats.by_article import Tally
from annotator.formats.field import Described, FieldTable
from annotator.formats.format import Dataset, Format, Written
from annotator.formats.jsonl import encoded
from annotator.formats.label_words import LABELS_IN
from annotator.formats.outcome import outcome_of
from annotator.formats.w3c_reading import read
from annotator.formats.web_address import is_web

ID = "w3c"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Code points before and after a quote that tell it from others."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def write(dataset: Dataset, split: str, out: BinaryIO) -> Written:
    """Write the page, an annotation a line."""
    tally, name = Tally(), "/".join(filter(None, (dataset.about.name, split)))
    head = {
        "@context": [CONTEXT, {"annotator": OURS}],
        "id": urn("page", name),
        "type": "AnnotationPage",
        "partOf": {"id": urn("dataset", dataset.about.name), "type": "AnnotationCollection", "label": name},
        "startIndex": 0,
    }
    out.write(encoded(head).removesuffix(b"}\n") + b',"items":[')
    between = b"\n"
    for record in dataset.records(split):
        tally.count(record)
        for annotation in _annotations(record):
            out.write(between + encoded(annotation).removesuffix(b"\n"))
            between = b",\n"
    out.write(b"\n]}\n")
    return tally.written


def urn(kind: str, name: str) -> str:
    """The address of something that has an id here and none on the web."""
    return f"urn:uuid:{name}" if is_event_id(name) else f"{OURS}{kind}:{quote(name, safe='')}"


def _annotations(record: ClaimRecord) -> Iterator[dict[str, Any]]:
    """Of each judgement; without any, of the claim itself: as it came in, where it did."""
    about = {
        **record.extras_in(ID),
        "type": "Annotation",
        "target": [_target(record, place) for place in record.claim.ranges],
        "annotator:article": record.article.id,
    }
    key = record.key_in(ID)
    came_as = key if key != record.claim.id else ""
    if not record.judgements:
        said = {"motivation": "identifying", "body": [_wording(record)]}
        yield said | about | {"id": came_as or urn("claim", record.claim.id)}
    for judgement in record.judgements:
        yield about | ({"via": came_as} if came_as else {}) | _assessment(record, judgement)


def _assessment(record: ClaimRecord, one: Judgement) -> dict[str, Any]:
    bodies = [_wording(record), _text("tagging", one.label)]
    if outcome := outcome_of(one):
        bodies.append(_text("classifying", outcome))
    if one.rationale:
        bodies.append(_text("commenting", one.rationale))
    bodies += map(_evidence, one.citations)
    more = {
        "annotator:complete": one.complete,
        "annotator:missing": list(one.missing),
        "annotator:confidence": one.confidence,
        "annotator:method": one.method,
    }
    return {
        "id": urn("judgement", one.id),
        "motivation": "assessing",
        "creator": {"type": "Person", "name": one.by},
        "created": one.at,
        "body": bodies,
        **_known(more),
    }


def _wording(record: ClaimRecord) -> dict[str, Any]:
    """The readable claim; all judgements of it have this body, under one id."""
    claim: Claim = record.claim
    return {
        "id": urn("claim", claim.id),
        **_text("describing", claim.text),
        **_known({
            "annotator:mode": claim.mode,
            "annotator:speaker": claim.speaker,
            "annotator:cue": claim.cue,
            "annotator:date": claim.date,
            "annotator:partner": record.partner and urn("claim", record.partner),
        }),
    }  # fmt: skip


def _text(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _evidence(citation: Citation) -> dict[str, Any]:
    """The source as a resource, with the quote as the part of it that is meant, and the archive's copy as the
    state that was seen."""
    source = citation.source
    about = {
        "dc:title": source.title,
        "dc:creator": source.author,
        "dc:publisher": source.publisher,
        "dc:date": source.published,
        "dc:identifier": source.reference,
        "annotator:origin": source.origin,
    }
    address = source.url if is_web(source.url) else ""
    state = {
        "sourceDate": f"{citation.accessed}T00:00:00Z" if _DAY.fullmatch(citation.accessed) else "",
        "cached": citation.archive_url if is_web(citation.archive_url) else "",
    }
    return {
        "id": urn("citation", citation.id),
        "type": "SpecificResource",
        "purpose": "linking",
        "source": {"id": address or urn("source", citation.source_id), **_known(about)},
        **({"selector": {"type": "TextQuoteSelector", "exact": citation.quote}} if citation.quote else {}),
        **({"state": {"type": "TimeState", **_known(state)}} if any(state.values()) else {}),
        **_known({
            "annotator:stance": citation.stance,
            "annotator:kind": citation.kind,
            "annotator:locator": citation.locator,
            "annotator:archivedAt": citation.archived_at,
            "annotator:soleAuthority": citation.sole_authority,
            "annotator:closed": citation.closed,
        }),
    }  # fmt: skip


def _target(record: ClaimRecord, place: Range) -> dict[str, Any]:
    """The place in the article: by position, and by quote for a text that is not quite the same."""
    text, (start, end) = record.article.text, place
    known = record.article.metadata
    address = known["url"].value if "url" in known else ""
    return {
        "type": "SpecificResource",
        "source": address if is_web(address) else urn("article", record.article.id),
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - AROUND) : start],
                "suffix": text[end : end + AROUND],
            },
        ],
    }


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [])}


FORMAT = Format(
    id=ID,
    description="W3C Web Annotations, one for each label, as JSON-LD; reads those of Hypothesis too",
    suffix=".jsonld",
    write=write,
    read=read,
    tables=(
        FieldTable(
            "items[]",
            [
                Described("id", "urn:uuid: and the id of the label; of a claim without one, the claim's"),
                Described("motivation", "assessing; identifying for a claim without a label"),
                Described("creator.name", "who gave the label"),
                Described("created", "when, UTC"),
                Described("target[]", "the claim's ranges, each a target"),
                Described("via", "id of the annotation that the claim was imported from"),
                Described("annotator:article", "id of the article"),
                Described("annotator:complete", "is the scheme's evidence rule met"),
                Described("annotator:missing", "what is not"),
                Described("annotator:confidence", "1 to 5"),
                Described("annotator:method", "of a decision: unanimous, majority or adjudicated"),
            ],
        ),
        FieldTable(
            "target[]",
            [
                Described("source", "address of the article; without one, urn:annotator:article: and its id"),
                Described("selector[0]", "TextPositionSelector: start, end in code points, half-open"),
                Described(
                    "selector[1]", f"TextQuoteSelector: exact, {AROUND} code points as prefix and suffix"
                ),
            ],
        ),
        FieldTable(
            "body[]",
            [
                Described("purpose describing", "the claim, worded to be understood alone; id: the claim's"),
                Described("purpose tagging", "the label"),
                Described("purpose classifying", "the verdict derived from it, or not_checkable"),
                Described("purpose commenting", "why"),
                Described(
                    "purpose linking",
                    "a citation: source, selector with the quote, state with the day "
                    "it was seen and the archive's copy, annotator:stance, :kind ...",
                ),
            ],
        ),
    ),
    labels_out={"any label": "itself, as a tag", "any verdict": "itself, with the purpose classifying"},
    labels_in=LABELS_IN,
    notes=(
        "A claim of several ranges has several targets. The model says of such that the annotation is about "
        "each of them; its final version has no set of targets.",
        "Read are a page or collection, a list of annotations, a single one, and what the API of Hypothesis "
        "gives (rows). The tags are the label; the annotated page must be in the file, under that address. "
        "Words are found by the quote with its prefix and suffix; positions are trusted in our own only. "
        "Replies, and notes that quote no words, are bad records.",
        "Annotations of others come out as they came in until their claim has a label here; then that label "
        "is an annotation of its own, and via names theirs.",
        "Tested with pyld and the context of the W3C, and with a resolver of selectors.",
    ),
)

"""Reading W3C Web Annotations, our own among them. A claim is the words that an annotation quotes."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from annotator.domain.citation import CitationDraft
from annotator.domain.citation import Source as CitedSource
from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Incoming, IncomingArticle, IncomingClaim, Quote
from annotator.domain.vocabulary import KINDS, STANCES
from annotator.formats import hypothesis_reading
from annotator.formats.annotations import OURS, Said, listed, selectors, targets_of, types_of
from annotator.formats.format import Source
from annotator.formats.json_record import canonical
from annotator.formats.json_stream import JsonRecord, read_array
from annotator.formats.taking import Fields, checked, taken
from annotator.formats.web_address import is_web

_LISTS = ("items", "rows", "@graph")
_OWN = ("motivation", "created", "annotator:complete", "annotator:missing", "annotator:method")
_SAID = ("motivation", "creator", "body", "bodyValue")
_PAGES = ("AnnotationPage", "AnnotationCollection", "OrderedCollection", "OrderedCollectionPage")


def read(source: Source) -> Iterator[Incoming | BadRecord]:
    """The annotations of a file, one by one: of a page or collection, a list, a single one, or what the API
    of Hypothesis gives. Raises InputError for a file that has none."""
    none = True
    for record in taken(_records(source), _incoming):
        none = False
        yield record
    if none:
        raise InputError(f"{source.path.name} has no annotations.", safe="Nothing was changed.")


def _records(source: Source) -> Iterator[JsonRecord | BadRecord]:
    """Those that a collection holds in its first page too."""
    for record in read_array(source.path, *_LISTS, single=True):
        if isinstance(record, BadRecord) or not set(types_of(record.value)) & set(_PAGES):
            yield record
            continue
        page = record.value.get("first")
        items = page.get("items") if isinstance(page, dict) else None
        if not isinstance(items, list):
            yield record.bad("items", "is no list: the annotations of this page are not in the file")
            continue
        for value in items:
            if isinstance(value, dict):
                yield JsonRecord(record.place, value, canonical(value))
            else:
                yield record.bad("first.items", "has something in it that is no annotation")


def _incoming(record: JsonRecord) -> Incoming:
    """Raises FieldFault."""
    fields = Fields(record.value)
    if "uri" in record.value and "@context" not in record.value:
        return hypothesis_reading.incoming(record, fields)
    if "Annotation" not in types_of(record.value):
        raise fields.fault("type", "is not Annotation")
    ours = bool(fields.text("annotator:article"))
    said = _said_in(fields)
    by = _creator(fields.take("creator"))
    address, quotes, flags = targets_of(fields, ours=ours)
    labels = said.labels(by, fields.integer("annotator:confidence", 1, 5), flags)
    key = fields.text("id") or fields.text("@id")
    for known in ("@context", "type", "@type", *(_OWN if ours else ())):
        fields.take(known)
    # What others say comes out again as they said it, until it has a label here.
    theirs = {} if ours else {name: record.value[name] for name in _SAID if name in record.value}
    article = IncomingArticle(anchored_at=address)
    if address.startswith(f"{OURS}article:"):
        article = IncomingArticle(id=unquote(address.removeprefix(f"{OURS}article:")))
    return Incoming(
        record.place,
        record.raw,
        _claim(said, quotes),
        article,
        key=key,
        labels=labels,
        citations=() if labels else tuple(said.citations),
        extras=fields.rest() | theirs,
    )


def _claim(said: Said, quotes: tuple[Quote, ...]) -> IncomingClaim:
    told = said.claim
    return IncomingClaim(
        said.wording,
        quotes=quotes,
        mode="utterance" if told.get("mode") == "utterance" else "content",
        speaker=told.get("speaker", ""),
        cue=told.get("cue", ""),
        date=told.get("date", ""),
    )


def _said_in(fields: Fields) -> Said:
    """What the bodies say. Raises FieldFault."""
    said = Said()
    if text := fields.text("bodyValue"):
        said.comments.append(text)
    for at, value in enumerate(listed(fields.take("body"))):
        if isinstance(value, str):
            said.citations += _linked(value, Fields({}, f"body[{at}]"))
            continue
        body = Fields(value, f"body[{at}]")
        purposes = listed(value.get("purpose"))
        text = value.get("value")
        if isinstance(text, str) and "tagging" in purposes:
            said.tags.append(text)
        elif isinstance(text, str) and "describing" in purposes and "annotator:mode" in value:
            said.wording = text
            said.claim = {name: body.text(f"annotator:{name}") for name in ("mode", "speaker", "cue", "date")}
        elif isinstance(text, str) and "classifying" not in purposes:
            said.comments.append(text)
        elif "source" in value:
            said.citations.append(_citation(body))
        elif isinstance(value.get("id"), str):
            said.citations += _linked(value["id"], body)
    return said


def _citation(body: Fields) -> CitationDraft:
    """Of a body that is a part of another page. Raises FieldFault."""
    about = body.take("source")
    source = Fields(about if isinstance(about, dict) else {"id": about}, body.path("source"))
    address = source.text("id")
    names = {"title": "dc:title", "author": "dc:creator", "publisher": "dc:publisher", "published": "dc:date"}
    known = {name: source.text(term) for name, term in names.items()}
    reference = "" if is_web(address) else source.text("dc:identifier") or known["title"] or address
    cited = CitedSource(
        address if is_web(address) else "", reference, origin=source.text("annotator:origin"), **known
    )
    quotes = [one for one in selectors(body.take("selector")) if "TextQuoteSelector" in types_of(one)]
    state = body.object("state")
    draft = CitationDraft(
        cited,
        next(one for one in STANCES if one == body.choice("annotator:stance", STANCES, "context")),
        next(one for one in KINDS if one == body.choice("annotator:kind", KINDS, "secondary")),
        quote=Fields(quotes[0], body.path("selector")).text("exact") if quotes else "",
        locator=body.text("annotator:locator"),
        accessed=state.text("sourceDate")[:10],
        archive_url=state.text("cached"),
        archived_at=body.text("annotator:archivedAt"),
        sole_authority=body.text("annotator:soleAuthority"),
    )
    return checked(draft, body)


def _linked(address: str, body: Fields) -> list[CitationDraft]:
    """Of a body that is a whole page; nothing for what is no page of the web."""
    return [checked(CitationDraft(CitedSource(address), "context"), body)] if is_web(address) else []


def _creator(value: Any) -> str:
    """A name, else an address."""
    for one in listed(value):
        if isinstance(one, str):
            return one
        if isinstance(one, dict):
            names = (one.get(name) for name in ("name", "nickname", "id"))
            return next((name for name in names if isinstance(name, str) and name), "")
    return ""

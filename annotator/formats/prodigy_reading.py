"""Reads Prodigy JSONL; see `formats.prodigy` for the format and its sources."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from annotator.domain.article import article_id
from annotator.domain.claim import Mode
from annotator.domain.incoming import BadRecord, Incoming, IncomingArticle, IncomingClaim, IncomingLabel
from annotator.domain.label import MAX_CONFIDENCE, MIN_CONFIDENCE
from annotator.domain.text import Range
from annotator.formats.format import Source
from annotator.formats.json_record import canonical
from annotator.formats.json_stream import JsonRecord, read_lines
from annotator.formats.options import chosen
from annotator.formats.spans import CodePoints, in_order, label_in, place_of
from annotator.formats.taking import FieldFault

VERSION = "1"
ARTICLES = ("own", "known")
_ANSWERS = {"reject": "rejected there", "ignore": "ignored there"}
_TAKEN = {
    "text", "spans", "tokens", "options", "accept", "answer", "config", "label", "claim", "_input_hash",
    "_task_hash", "_view_id", "_is_binary", "_annotator_id", "_session_id", "_timestamp",
}  # fmt: skip


def read(source: Source) -> Iterator[Incoming | BadRecord]:
    """The claims of each line: one, or in the views of spans one for each span."""
    known = chosen(source.options, "articles", *ARTICLES) == "known"
    for record in read_lines(source.path):
        if isinstance(record, BadRecord):
            yield record
            continue
        try:
            yield from list(_claims(record, known=known))
        except FieldFault as fault:
            yield record.bad(fault.field, fault.what)


def _claims(record: JsonRecord, *, known: bool) -> Iterator[Incoming]:
    line = record.value
    text = line.get("text")
    if not isinstance(text, str) or not text:
        raise FieldFault("text", "is missing, empty or not text")
    answer = line.get("answer", "")
    if answer not in ("", "accept", *_ANSWERS):
        raise FieldFault("answer", "is none of accept, reject, ignore")
    extras = {name: value for name, value in line.items() if name not in _TAKEN}
    if "claim" in line:
        extras.pop("meta", None)
        yield _ours(record, text, extras, known=known)
    elif known:
        raise FieldFault(
            "claim", "is missing: the record names no article (--with articles=own takes its text)"
        )
    elif "accept" in line or "options" in line or isinstance(line.get("label"), str):
        if "spans" in line:
            extras["spans"] = line["spans"]
        labels = _labels(line, _names(line))
        yield Incoming(record.place, record.raw, IncomingClaim(text), labels=labels, extras=extras)
    elif "spans" in line:
        yield from _spans(record, text, extras)
    else:
        raise FieldFault("", "has neither options, a label nor spans: its view is not read")


def _ours(record: JsonRecord, text: str, extras: Mapping[str, Any], *, known: bool) -> Incoming:
    """A claim that this program wrote: its spans are its parts."""
    line, about = record.value, record.value["claim"]
    if not isinstance(about, dict):
        raise FieldFault("claim", "is not an object")
    found = _places(line, text)
    ranges = in_order((place for place, _ in found), "spans")
    if not ranges:
        raise FieldFault("spans", "is empty: nothing marks the claim")
    start: Any = about.get("start") if known else 0
    if type(start) is not int or start < 0:
        raise FieldFault("claim.start", "is missing or no whole number from 0 on")
    article = IncomingArticle(id=_text(about, "article")) if known else IncomingArticle(text)
    meta = line.get("meta")
    wording = meta.get("claim", "") if isinstance(meta, dict) else ""
    if not isinstance(wording, str):
        raise FieldFault("meta.claim", "is not text")
    mode: Mode = "utterance" if about.get("mode") == "utterance" else "content"
    claim = IncomingClaim(
        wording,
        tuple((start + begin, start + end) for begin, end in ranges),
        tuple(text[begin:end] for begin, end in ranges),
        mode=mode,
        speaker=_text(about, "speaker") if "speaker" in about else "",
    )
    labels = _labels(line, _names(line), about.get("judgement"))
    return Incoming(record.place, record.raw, claim, article, labels=labels, extras=extras)


def _text(about: Mapping[str, Any], name: str) -> str:
    value = about.get(name)
    if not isinstance(value, str):
        raise FieldFault(f"claim.{name}", "is missing or not text")
    return value


def _spans(record: JsonRecord, text: str, extras: Mapping[str, Any]) -> Iterator[Incoming]:
    """Each span of another's is a claim; those of equal ranges are one."""
    line, article = record.value, IncomingArticle(text)
    claims: dict[Range, list[str]] = {}
    for at, (place, name) in enumerate(_places(line, text)):
        in_order([place], f"spans[{at}]")
        claims.setdefault(place, []).append(name)
    for place, names in claims.items():
        labels = _labels(line, names)
        said = [asdict(label) for label in labels]
        raw = canonical({"text_of": article_id(text), "span": place, "labels": said, "extras": extras})
        yield Incoming(record.place, raw, IncomingClaim("", (place,)), article, labels=labels, extras=extras)
        extras = {}


def _places(line: Mapping[str, Any], text: str) -> list[tuple[Range, str]]:
    """The spans with their labels."""
    spans = line.get("spans")
    if not isinstance(spans, list):
        raise FieldFault("spans", "is missing or not a list")
    found, units = [], CodePoints(text)
    for at, span in enumerate(spans):
        if not isinstance(span, dict):
            raise FieldFault(f"spans[{at}]", "is not an object")
        label = span.get("label", "")
        if not isinstance(label, str):
            raise FieldFault(f"spans[{at}].label", "is not text")
        found.append((place_of(units, span.get("start"), span.get("end"), f"spans[{at}]"), label))
    return found


def _names(line: Mapping[str, Any]) -> list[str]:
    """What was chosen, as the options name it."""
    accept, options = line.get("accept", []), line.get("options", [])
    if not isinstance(accept, list) or any(type(one) not in (int, str) for one in accept):
        raise FieldFault("accept", "is not a list of the options' ids")
    if not isinstance(options, list):
        raise FieldFault("options", "is not a list")
    words = {
        one["id"]: one["text"]
        for one in options
        if isinstance(one, dict) and type(one.get("id")) is int and isinstance(one.get("text"), str)
    }
    found = [one if isinstance(one, str) else words.get(one, str(one)) for one in accept]
    label = line.get("label")
    return [*found, label] if isinstance(label, str) else found


def _labels(line: Mapping[str, Any], names: list[str], told: Any = None) -> tuple[IncomingLabel, ...]:
    """The labels of an answer. What was rejected or ignored is kept in words, with a flag and no label."""
    by = next((str(line[name]) for name in ("_annotator_id", "_session_id") if line.get(name)), "")
    answer = line.get("answer", "")
    if answer in _ANSWERS:
        return (IncomingLabel("", ", ".join(names) or answer, by, flags=(_ANSWERS[answer],)),)
    if not answer and "accept" not in line:
        return ()
    given = {"by": by, **_reason(told, by, names)}
    return tuple(label for name in names if (label := label_in(name, **given)))


def _reason(told: Any, by: str, names: list[str]) -> dict[str, Any]:
    """Reason, confidence and standing of the judgement that this program wrote, where the answer is still
    that one: a task that is asked anew has those of the old answer with it."""
    if not isinstance(told, dict) or told.get("by") != by or names != [told.get("label")]:
        return {}
    rationale, confidence = told.get("rationale"), told.get("confidence")
    sure = type(confidence) is int and MIN_CONFIDENCE <= confidence <= MAX_CONFIDENCE
    return {
        "rationale": rationale if isinstance(rationale, str) else "",
        "confidence": confidence if sure else None,
        "flags": ("ground truth there",) if told.get("gold") is True else (),
    }

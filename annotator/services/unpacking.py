"""Reading a pack: every line checked before anything is believed."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from annotator.domain.article import REGION_KINDS, Metadatum, Region, article_id, capture_id
from annotator.domain.claim import (
    EDIT_KINDS,
    FLAG_KINDS,
    LIKENESSES,
    MODES,
    Claim,
    ClaimSet,
    Edit,
    Flag,
    claim_id,
    claim_set_id,
)
from annotator.domain.errors import MergeRefused
from annotator.domain.event import ENVELOPE, Event, Feed, event_digest, read_body
from annotator.domain.ids import bytes_digest
from annotator.domain.text import Range, canonical
from annotator.services.packing import FORMAT, READABLE, VERSION, Item, end_line
from annotator.store.content import Capture

_UNTOUCHED = "Nothing was changed."


def read_pack(path: Path) -> Iterator[Item]:
    """The items of a pack, in its order, each checked against its digest.

    Raises MergeRefused, naming the line, for one that is not a pack, is from a newer version, is
    truncated or was changed.
    """
    seal = hashlib.sha256()
    ended = False
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if ended:
                raise _refused(path, number, "there is something behind the end")
            record = _parse(path, number, line)
            kind = record["type"]
            if number == 1:
                _check_header(path, record)
            elif kind == "end":
                if line != end_line(number - 1, seal.hexdigest()):
                    raise _refused(path, number, "the pack was changed: its checksum does not fit")
                ended = True
            else:
                yield kind, _read(path, number, kind, record)
            seal.update(line)
    if not ended:
        raise MergeRefused(f"{path}: the pack is truncated, its last line is missing.", safe=_UNTOUCHED)


def check_item(kind: str, record: Any) -> None:
    """Raise ValueError when a record does not fit its own digest or its own text."""
    if kind == "article" and (record[0] != article_id(record[1]) or record[1] != canonical(record[1])):
        raise ValueError(f"article {record[0][:12]} does not fit its id")
    if kind == "original" and record[0] != bytes_digest(record[1]):
        raise ValueError(f"the original {record[0][:12]} does not fit its digest")
    if kind == "capture" and record.id != capture_id(
        record.article, record.original, record.reader, record.reader_version, record.metadata
    ):
        raise ValueError(f"capture {record.id[:12]} does not fit its id")
    if kind == "claim_set":
        _check_set(record)
    if kind == "event":
        _check_event(record)


def _check_set(record: ClaimSet) -> None:
    identity = claim_set_id(
        record.article, record.splitter, record.version, record.model, record.options, record.published
    )
    if record.id != identity:
        raise ValueError(f"claim set {record.id[:12]} does not fit its id")
    for claim in record.claims:
        if claim.id != claim_id(record.id, claim) or claim.mode not in MODES:
            raise ValueError(f"claim {claim.id[:12]} does not fit its id")
        if any(flag.kind not in FLAG_KINDS for flag in claim.flags):
            raise ValueError(f"claim {claim.id[:12]} has a flag of unknown kind")
        if any(edit.kind not in EDIT_KINDS for edit in claim.edits):
            raise ValueError(f"claim {claim.id[:12]} has an edit of unknown kind")
        if claim.likeness not in LIKENESSES or (claim.like is None) != (claim.likeness == ""):
            raise ValueError(f"claim {claim.id[:12]} is like another in an unknown way")
    if any(region.kind not in REGION_KINDS for region in record.regions):
        raise ValueError(f"claim set {record.id[:12]} has a region of unknown kind")


def _check_event(event: Event) -> None:
    expected = event_digest(event.feed, event.seq, event.id, event.prev, event.v, event.kind, event.body)
    if event.digest != expected:
        raise ValueError(f"event {event.seq} of feed {event.feed[:12]} does not fit its digest")
    if event.v > ENVELOPE:
        raise ValueError(f"event {event.seq} of feed {event.feed[:12]} is from a newer version")


def _parse(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise _refused(path, number, "this is not JSON; the pack is damaged or truncated") from None
    if not isinstance(record, dict) or not isinstance(record.get("type"), str):
        raise _refused(path, number, "this is not a line of a pack")
    return record


def _check_header(path: Path, record: dict[str, Any]) -> None:
    if record.get("type") != "pack" or record.get("format") != FORMAT:
        raise MergeRefused(f"{path} is neither a pack nor an annotator file.", safe=_UNTOUCHED)
    if record.get("version") not in READABLE:
        raise MergeRefused(
            f"{path} is a pack of version {record.get('version')!r}, this program reads {VERSION}.",
            safe=_UNTOUCHED,
            do="Install the newer version.",
        )


def _read(path: Path, number: int, kind: str, record: dict[str, Any]) -> Any:
    maker = _MAKERS.get(kind)
    if maker is None:
        raise _refused(path, number, f"unknown type {kind!r}; it may be from a newer version")
    try:
        made = maker(record)
        check_item(kind, made)
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error) as error:
        reason = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
        raise _refused(path, number, reason) from None
    return made


def _refused(path: Path, number: int, reason: str) -> MergeRefused:
    return MergeRefused(f"{path}, line {number}: {reason}.", safe=_UNTOUCHED, do="Ask for the pack again.")


def _text(record: dict[str, Any], field: str) -> str:
    return _string(record[field], field)


def _string(value: Any, field: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"the field {field!r} is not a text")
    value.encode("utf-8")  # a lone surrogate raises ValueError
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 63:
        raise ValueError(f"{value!r} is not a number that fits")
    return value


def _ranges(pairs: Any) -> tuple[Range, ...]:
    return tuple((_number(start), _number(end)) for start, end in pairs)


def _article(record: dict[str, Any]) -> tuple[str, str]:
    return _text(record, "id"), _text(record, "text")


def _original(record: dict[str, Any]) -> tuple[str, bytes]:
    return _text(record, "digest"), base64.b64decode(_text(record, "bytes"), validate=True)


def _capture(record: dict[str, Any]) -> Capture:
    metadata = {name: _metadatum(name, pair) for name, pair in record["metadata"].items()}
    return Capture(
        _text(record, "id"),
        _text(record, "article"),
        _text(record, "original"),
        _text(record, "reader"),
        _text(record, "reader_version"),
        metadata,
    )


def _metadatum(name: str, pair: Any) -> Metadatum:
    if not isinstance(pair, list):
        raise TypeError(f"the field {name!r} is not a pair")
    value, origin = pair
    return Metadatum(_string(value, name), _string(origin, name))


def _claim_set(record: dict[str, Any]) -> ClaimSet:
    regions = tuple(
        Region(kind, _number(start), _number(end), _ranges([copy])[0] if copy else None)
        for kind, start, end, copy in record["regions"]
    )
    made = ClaimSet(
        article=_text(record, "article"),
        splitter=_text(record, "splitter"),
        version=_text(record, "version"),
        model=_text(record, "model"),
        options={name: _string(value, name) for name, value in record["options"].items()},
        published=_text(record, "published"),
        regions=regions,
        claims=tuple(_claim(claim) for claim in record["claims"]),
        id=_text(record, "id"),
    )
    if made.content_digest != record["content_digest"]:
        raise ValueError(f"claim set {made.id[:12]} does not fit its digest")
    return made


def _claim(record: dict[str, Any]) -> Claim:
    optional: dict[str, Callable[[], Any]] = {
        "speaker": lambda: _text(record, "speaker"),
        "cue": lambda: _text(record, "cue"),
        "date": lambda: _text(record, "date"),
        "rule": lambda: _text(record, "rule"),
        "partner": lambda: _number(record["partner"]),
        "occurrences": lambda: _ranges(record["occurrences"]),
        "flags": lambda: tuple(
            Flag(kind, _number(start), _number(end)) for kind, start, end in record["flags"]
        ),
        "edits": lambda: tuple(
            Edit(kind, _number(start), _number(end), _string(text, "edits"))
            for kind, start, end, text in record["edits"]
        ),
        "like": lambda: _number(record["like"]),
        "likeness": lambda: _text(record, "likeness"),
    }
    given = {name: read() for name, read in optional.items() if name in record}
    mode: Any = record["mode"]
    return Claim(
        ranges=_ranges(record["ranges"]),
        text=_text(record, "text"),
        mode=mode,
        **given,
        id=_text(record, "id"),
    )


def _feed(record: dict[str, Any]) -> Feed:
    audience: Any = record["audience"]
    if audience not in ("all", "lead"):
        raise ValueError(f"unknown audience {audience!r}")
    return Feed(
        _text(record, "id"),
        _text(record, "member"),
        _text(record, "device"),
        _text(record, "round"),
        audience,
    )


def _event(record: dict[str, Any]) -> Event:
    body = _text(record, "body")
    return Event(
        _text(record, "feed"),
        _number(record["seq"]),
        _text(record, "id"),
        _text(record, "prev"),
        _text(record, "digest"),
        _number(record["v"]),
        _text(record, "kind"),
        body,
        read_body(body),
    )


_MAKERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "article": _article,
    "original": _original,
    "capture": _capture,
    "claim_set": _claim_set,
    "feed": _feed,
    "event": _event,
}

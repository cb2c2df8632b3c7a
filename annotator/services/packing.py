"""The pack: the lossless exchange file. Content and log, typed JSON lines, ordered, nothing local.

One object a line, first key `type`; the last line counts the lines before it and carries their
SHA-256, so that a truncated or changed pack is found. Equal files give equal packs, byte for byte.

    {"type":"pack","format":"annotator-pack","version":2}
    {"type":"article","id":...,"text":...}
    {"type":"original","digest":...,"bytes":base64}
    {"type":"capture","id":...,"article":...,"original":...,"reader":...,"reader_version":...,"metadata":{...}}
    {"type":"claim_set","id":...,"article":...,...,"regions":[...],"claims":[...]}
    {"type":"feed","id":...,"member":...,"device":...,"round":...,"audience":...}
    {"type":"event","feed":...,"seq":...,"id":...,"prev":...,"digest":...,"v":...,"kind":...,"body":text}
    {"type":"end","lines":...,"sha256":...}
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any, BinaryIO

from annotator.domain.article import metadata_json
from annotator.domain.claim import Claim, ClaimSet, edit_rows, flag_rows
from annotator.domain.event import Event, Feed
from annotator.services.withholding import Withholding
from annotator.services.writing import keep_off, write_file
from annotator.store import Store, content

FORMAT, VERSION = "annotator-pack", 2
READABLE = (1, 2)
"""Version 1 knew no flags, edits and likeness of claims; nothing else differs."""

Item = tuple[str, Any]
"""Type and record: ("article", (id, text)), ("original", (digest, bytes)), ("capture", Capture),
("claim_set", ClaimSet), ("feed", Feed), ("event", Event)."""


def items(store: Store) -> Iterator[Item]:
    """Everything that two files exchange, in the order of a pack, as one consistent view; through a store
    that reads for a person, what that person may see."""
    with store.reading() as db:
        articles = content.article_ids(db)
        for article in articles:
            yield "article", (article, content.text_of(db, article))
        for digest in content.original_digests(db):
            yield "original", (digest, content.original_of(db, digest))
        for article in articles:
            for capture in content.captures_of(db, article):
                yield "capture", capture
            for set_id in content.sets_of(db, article):
                yield "claim_set", content.claim_set_of(db, set_id)
        for feed, events in Withholding(store).feeds():
            yield from _feed_items(feed, events)


def _feed_items(feed: Feed, events: Iterator[Event]) -> Iterator[Item]:
    """A feed without any event that may be given away is none."""
    first = next(events, None)
    if first is not None:
        yield "feed", feed
        yield "event", first
        for event in events:
            yield "event", event


def write_pack(store: Store, out: BinaryIO) -> int:
    """Write the file's pack; returns the number of events in it."""
    seal = hashlib.sha256()
    lines = events = 0
    header: dict[str, Any] = {"type": "pack", "format": FORMAT, "version": VERSION}
    for record in _with_header(header, items(store)):
        line = _line(record)
        seal.update(line)
        out.write(line)
        lines += 1
        events += record["type"] == "event"
    out.write(end_line(lines, seal.hexdigest()))
    return events


def end_line(lines: int, sha256: str) -> bytes:
    """The last line of a pack: how many lines are before it, and their digest."""
    return _line({"type": "end", "lines": lines, "sha256": sha256})


def pack_to(store: Store, target: Path) -> int:
    """Write the pack to a file, whole or not at all; returns the number of events in it.

    Raises InputError when it cannot be written; an older file stays as it was then.
    """
    keep_off(store, target)
    return write_file(target, lambda out: write_pack(store, out))


def _with_header(header: dict[str, Any], found: Iterator[Item]) -> Iterator[dict[str, Any]]:
    yield header
    for kind, record in found:
        yield typed(kind, record)


def typed(kind: str, record: Any) -> dict[str, Any]:
    """A record as a pack has it."""
    return {"type": kind, **_FIELDS[kind](record)}


def _line(record: dict[str, Any]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


def _article(record: tuple[str, str]) -> dict[str, Any]:
    return {"id": record[0], "text": record[1]}


def _original(record: tuple[str, bytes]) -> dict[str, Any]:
    return {"digest": record[0], "bytes": base64.b64encode(record[1]).decode("ascii")}


def _capture(record: content.Capture) -> dict[str, Any]:
    return {
        "id": record.id,
        "article": record.article,
        "original": record.original,
        "reader": record.reader,
        "reader_version": record.reader_version,
        "metadata": json.loads(metadata_json(record.metadata)),
    }


def _claim_set(record: ClaimSet) -> dict[str, Any]:
    return {
        "id": record.id,
        "article": record.article,
        "splitter": record.splitter,
        "version": record.version,
        "model": record.model,
        "options": dict(sorted(record.options.items())),
        "published": record.published,
        "content_digest": record.content_digest,
        "regions": [[r.kind, r.start, r.end, r.duplicate_of] for r in record.regions],
        "claims": [_claim(claim) for claim in record.claims],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    fields = {field.name: getattr(claim, field.name) for field in dataclass_fields(claim)}
    fields |= {"flags": flag_rows(claim.flags), "edits": edit_rows(claim.edits)}
    return {name: value for name, value in fields.items() if value not in (None, (), [], "")}


def _feed(record: Feed) -> dict[str, Any]:
    return {
        "id": record.id,
        "member": record.member,
        "device": record.device,
        "round": record.round,
        "audience": record.audience,
    }


def _event(record: Event) -> dict[str, Any]:
    names = ("feed", "seq", "id", "prev", "digest", "v", "kind", "body")
    return {name: getattr(record, name) for name in names}


_FIELDS: dict[str, Any] = {
    "article": _article,
    "original": _original,
    "capture": _capture,
    "claim_set": _claim_set,
    "feed": _feed,
    "event": _event,
}

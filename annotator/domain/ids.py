"""Ids that mean the same on every machine: digests of content, UUIDv7 for events.

A digest is SHA-256 over a format tag and length-prefixed fields, so that no two lists of fields
have the same bytes. Golden vectors stand in the tests: changing anything here breaks every file.
"""

import hashlib
import json
import os
import re
import time
from typing import Any

_EVENT_ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(tag: str, *fields: str | bytes) -> str:
    """Hex SHA-256 of the tag and the fields, each as an 8-byte big-endian length and its bytes."""
    parts: list[bytes] = []
    for field in (tag, *fields):
        raw = field.encode("utf-8") if isinstance(field, str) else field
        parts += (len(raw).to_bytes(8, "big"), raw)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def bytes_digest(raw: bytes) -> str:
    """Hex SHA-256 of plain bytes, as `sha256sum` prints it."""
    return hashlib.sha256(raw).hexdigest()


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces; floats are refused (their text differs by machine)."""
    _refuse_floats(value)
    return _ENCODER.encode(value)


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError(f"a float cannot be stored in an event: {value!r}")
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return
    for item in value:
        if type(item) not in (int, str):  # a round has lists of a hundred thousand of these
            _refuse_floats(item)


def new_nonce() -> str:
    """128 random bits in hex; from the system, as `secrets` does it, which imports more than it is."""
    return os.urandom(16).hex()


def new_event_id(now_us: int | None = None) -> str:
    """A UUIDv7 (RFC 9562, section 5.7; method 3 of 6.2): Unix milliseconds, the fraction of the
    millisecond in 12 bits, then 62 random bits. `now_us` is in microseconds."""
    moment = time.time_ns() // 1000 if now_us is None else now_us
    milliseconds, rest = divmod(moment, 1000)
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (rest * 4096 // 1000) << 64
    value |= 0x2 << 62 | int.from_bytes(os.urandom(8), "big") >> 2
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def derived_event_id(seq: int, nonce: str) -> str:
    """The id of an imported event: the same on every machine, of a time before any person's, in the order of
    their numbers. `nonce` is a hex digest."""
    value = seq << 80 | 0x7 << 76 | 0b10 << 62 | int(digest("annotator-imported-1", str(seq), nonce)[:15], 16)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def time_of(event_id: str) -> int:
    """The microsecond in an event's id, rounded up; 0 for an id that is no UUIDv7."""
    if not is_event_id(event_id):
        return 0
    return int(event_id[:8] + event_id[9:13], 16) * 1000 - -int(event_id[15:18], 16) * 1000 // 4096


def is_event_id(text: str) -> bool:
    """Whether a text is a UUIDv7 as this program writes it, and so never a digest."""
    return _EVENT_ID.fullmatch(text) is not None


def short_id(full: str) -> str:
    """The beginning of an id that people are shown: enough to tell it from others, also from those of the
    same act."""
    return full[:18] if is_event_id(full) else full[:12]

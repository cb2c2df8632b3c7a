"""One record of JSON that others wrote: strict, and with words for what is wrong."""

import json
import math
import re
from collections.abc import Sequence
from typing import Any

MAX_LENGTH = 64 * 1024 * 1024
"""Of one record, in characters."""
MAX_DEPTH = 100
"""Of brackets within brackets in one record."""
TOO_LONG = f"is longer than {MAX_LENGTH} characters"
_TOO_DEEP = f"has more than {MAX_DEPTH} brackets within each other"
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Fault(ValueError):
    """What is wrong with a record, without a stop: "is not an object"."""


def parsed(raw: str) -> dict[str, Any]:
    """The object that the text is.

    Raises Fault for what is not JSON (RFC 8259) or no object, and for what readers take differently: keys
    that come twice, integers over 64 bits, infinite numbers, lone surrogates, more than `MAX_DEPTH` brackets.
    """
    try:
        value = DECODER.decode(raw)
    except json.JSONDecodeError as error:
        raise Fault(f"is not JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise Fault(_TOO_DEEP) from None
    return checked(value, raw)


def checked(value: Any, raw: str) -> dict[str, Any]:
    """The same value, which `DECODER` made of the text. Raises Fault as `parsed`."""
    if not isinstance(value, dict):
        raise Fault("is not an object")
    if raw.count("{") + raw.count("[") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
        raise Fault(_TOO_DEEP)
    if not _is_text(raw) or (_SURROGATE.search(raw) and not _is_text(_encode(value))):
        raise Fault("has half a character: bytes that are not UTF-8, or a lone surrogate")
    return value


def canonical(value: Any) -> str:
    """JSON text that is equal for equal values: keys sorted, no blanks."""
    return _encode(value)


def first_repeated(names: Sequence[str]) -> str | None:
    """The first name that comes a second time. Linear: a record of others may have very many."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def shown(raw: str) -> str:
    """The text of a bad record with U+FFFD for what is no character."""
    return raw if _is_text(raw) else raw.encode("utf-8", "replace").decode("utf-8")


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def _is_text(raw: str) -> bool:
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _depth(value: Any) -> int:
    """How many lists and objects are within each other, this one counted."""
    depth, level = 0, [value]
    while level and depth <= MAX_DEPTH:
        depth += 1
        inner = (one.values() if isinstance(one, dict) else one for one in level)
        level = [one for values in inner for one in values if isinstance(one, dict | list)]
    return depth


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = first_repeated([name for name, _ in pairs])
        raise Fault(f"has the key {shown(twice or '')!r} twice")
    return found


def _integer(digits: str) -> int:
    if len(digits) > 20 or not -(2**63) <= (number := int(digits)) < 2**64:
        raise Fault("has an integer of more than 64 bits")
    return number


def _float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise Fault(f"has a number that is too large: {digits[:20]}")
    return number


def _constant(name: str) -> Any:
    raise Fault(f"has {name}, which is no JSON")


DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant
)
"""Raises Fault, JSONDecodeError or RecursionError."""

"""YAML, as much as a dataset card needs: written, not read. Texts are always quoted, so that `no` is
Norwegian and nothing foreign is markup."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.text import clean_line

_quoted = json.JSONEncoder(ensure_ascii=False).encode


def yaml(value: Mapping[str, Any]) -> str:
    """Block style, keys as they come: they are ours, plain words. Values are text, numbers, booleans, lists
    and mappings; texts become one clean line."""
    return "".join(f"{line}\n" for line in _of_mapping(value))


def _of_mapping(value: Mapping[str, Any]) -> Iterator[str]:
    for key, item in value.items():
        yield from _after(f"{key}:", item)


def _of_list(value: Sequence[Any]) -> Iterator[str]:
    for item in value:
        if isinstance(item, Mapping):
            for number, line in enumerate(_of_mapping(item)):
                yield f"{'  ' if number else '- '}{line}"
        else:
            yield from _after("-", item)


def _after(head: str, item: Any) -> Iterator[str]:
    if isinstance(item, Mapping):
        yield head
        yield from (f"  {line}" for line in _of_mapping(item))
    elif isinstance(item, list | tuple):
        yield f"{head} []" if not item else head
        yield from (f"  {line}" for line in _of_list(item))
    else:
        yield f"{head} {_quoted(clean_line(item) if isinstance(item, str) else item)}"

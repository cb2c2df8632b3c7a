"""Work on many rows, some hundred at a time: few statements, and memory that does not grow with them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from annotator.store.connection import Database

BATCH = 500
_TOGETHER = 32
"""Rows of one statement; every SQLite takes 999 values."""

_T = TypeVar("_T")


def batches(items: Iterable[_T], size: int = BATCH) -> Iterator[list[_T]]:
    """The items in their order, so many at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def listed(ids: Iterable[str]) -> str:
    """Ids as the one parameter of a query that reads them with `json_each`."""
    return json.dumps(list(ids))


def insert(db: Database, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows, many to a statement: one that a trigger may abort keeps a copy of each page that it
    changes, so that a row to a statement takes twice the time."""
    one = f"({', '.join('?' * (columns.count(',') + 1))})"
    into = f"INSERT INTO {table}({columns}) VALUES "
    for batch in batches(rows, _TOGETHER):
        if len(batch) == _TOGETHER:
            db.execute(into + ", ".join([one] * _TOGETHER), [value for row in batch for value in row])
        else:  # no statement of each length: it would be parsed anew
            db.executemany(into + one, batch)

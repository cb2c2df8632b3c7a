"""The table that figures of agreement are computed from, as CSV, so that anybody can compute them again."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from annotator.domain.errors import InputError
from annotator.domain.round import Round
from annotator.formats.csv_table import write_rows
from annotator.services.agreeing import Asked, counted_labels
from annotator.services.voting import votes_of
from annotator.services.writing import explained, keep_off, write_file
from annotator.store import Store


def raw_to(
    store: Store,
    found: Round,
    member: str,
    asked: Asked,
    target: Path | None,
    *,
    confidence: bool = False,
) -> int:
    """Write the labels that count, or how sure reviewers were of them, to a file, whole or not at all; `None`
    and `-` are standard output. Gives the number of claims.

    A row is a claim with such a vote, a column a reviewer; what is missing is empty. Cells are safe as those
    of the format `csv` are. Raises InputError as `agreement` does, for a segmentation round, which has no
    labels, and where nothing can be written.
    """
    if found.kind == "segmentation":
        raise InputError(
            f"In the segmentation round {found.name!r} nobody labels: there is no table of labels.",
            safe="Nothing was written.",
        )
    with store.reading() as db:
        votes = votes_of(db, found, member, asked.articles)
    counted = counted_labels(votes.scheme, asked.labels)
    given: Mapping[str, Mapping[str, str | int]]
    given = votes.confidences(counted) if confidence else votes.labels(counted)
    if target is None or str(target) == "-":
        with explained("Standard output"):
            claims = _write(given, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return claims
    keep_off(store, target)
    return write_file(target, lambda out: _write(given, out))


def _write(given: Mapping[str, Mapping[str, str | int]], out: BinaryIO) -> int:
    reviewers = sorted({reviewer for by in given.values() for reviewer in by})
    rows = [
        [claim, *(str(by.get(reviewer, "")) for reviewer in reviewers)] for claim, by in given.items() if by
    ]
    write_rows([["claim", *reviewers], *rows], out)
    return len(rows)

"""Exporting: the file's claims as dataset records, streamed to a format."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from annotator.formats import Format, Written, load_formats
from annotator.services.writing import explained, keep_off, write_file
from annotator.store import Store, dataset, earlier


def export_to(store: Store, member: str, format_id: str, target: Path | None) -> Written:
    """Export to a file, whole or not at all; `None` and `-` are standard output. Raises InputError."""
    form = load_formats().get(format_id)
    if target is None or str(target) == "-":
        with explained("Standard output"):
            written = export(store, member, form, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return written
    keep_off(store, target)
    return write_file(target, lambda out: export(store, member, form, out))


def export(store: Store, member: str, form: Format, out: BinaryIO) -> Written:
    """Write what this member may see, as one consistent view of the file."""
    with store.reading() as db:
        written = form.write(dataset.records(db, member), out)
        waiting = sum(hidden.waiting for hidden in earlier.hidden_labels(db).values())
    if not waiting:
        return written
    words = (
        "labels on claims that are not shown, since the claim was changed, its article was split anew, or it "
        "is not here; their reviewers can carry them over (> in the review screen, annotator resplit --carry)"
    )
    return replace(written, left_out={words: waiting, **written.left_out})

"""Exporting: the file's claims as dataset records, streamed to a format."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from annotator import __version__
from annotator.domain.dataset import About, ClaimRecord
from annotator.domain.errors import InputError
from annotator.formats import Format, Written, load_formats
from annotator.services.writing import explained, keep_off, write_file
from annotator.store import Store, dataset, earlier, reading
from annotator.store.connection import Database


@dataclass(frozen=True)
class FileDataset:
    """The shown claims of a file, as a member may see them."""

    db: Database
    member: str
    about: About
    options: Mapping[str, str] = field(default_factory=dict)
    splits: Sequence[str] = ("",)

    def records(self, split: str = "") -> Iterator[ClaimRecord]:
        return dataset.records(self.db, self.member)


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
        if form.write is None:
            raise InputError(f"The format {form.id} writes a folder.", do="Name one with -o.")
        about = About(store.path.stem, __version__, reading.scheme(db))
        written = form.write(FileDataset(db, member, about), "", out)
        waiting = sum(hidden.waiting for hidden in earlier.hidden_labels(db).values())
    if not waiting:
        return written
    words = (
        "labels on claims that are not shown, since the claim was changed, its article was split anew, or it "
        "is not here; their reviewers can carry them over (> in the review screen, annotator resplit --carry)"
    )
    return replace(written, left_out={words: waiting, **written.left_out})

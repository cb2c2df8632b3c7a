"""Exporting: the claims of the file, or of a round, as dataset records, streamed to a format."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.domain.errors import InputError
from annotator.formats import Format, Written, load_formats
from annotator.services.export_request import ExportRequest, check_written
from annotator.services.exported_claims import ExportedClaims, unheard
from annotator.services.exporting_folders import keeping, write_as_folder
from annotator.services.leading import find_round
from annotator.services.partitioning import Advance
from annotator.services.writing import explained, keep_off, write_file
from annotator.services.writing_folders import new_folder
from annotator.store import Store, log
from annotator.store.connection import Database


@dataclass(frozen=True)
class Exported:
    """What was written."""

    written: Written
    parts: Mapping[str, int]
    """Claims of each part, by name; none when it was not split."""

    @property
    def words(self) -> str:
        """ "Wrote 3 claims with 1 label", without a stop."""
        return self.written.words


def export_to(
    store: Store,
    member: str,
    format_id: str,
    target: Path | None,
    request: ExportRequest | None = None,
    advance: Advance = unheard,
) -> Exported:
    """Export to a file or a folder, whole or not at all; `None` and `-` are standard output.

    Raises InputError, NotFound for a round that is not there, MissingExtra.
    """
    request = request or ExportRequest()
    form = load_formats().get(format_id, "written")
    check_written(form)
    on_screen = target is None or str(target) == "-"
    if form.write is None or request.shares:
        if target is None or on_screen:
            raise InputError(
                _FOLDER.format(form.id if form.write is None else "An export in parts"), do=_NAME
            )
        return _export_folder(store, member, form, target, request, advance)
    if target is None or on_screen:
        with explained("Standard output"):
            written = export(store, member, form, sys.stdout.buffer, request)
            sys.stdout.buffer.flush()
        return Exported(written, {})
    keep_off(store, target)
    return Exported(write_file(target, lambda out: export(store, member, form, out, request, advance)), {})


_FOLDER, _NAME = "{} is written as a folder.", "Name one with -o."


def export(
    store: Store,
    member: str,
    form: Format,
    out: BinaryIO,
    request: ExportRequest | None = None,
    advance: Advance = unheard,
) -> Written:
    """Write one file of what this member may see, as one consistent view of the database."""
    if form.write is None:
        raise InputError(_FOLDER.format(f"The format {form.id}"), do=_NAME)
    with store.reading() as db:
        found = _dataset(store, db, member, request or ExportRequest(), advance)
        return found.complete(form.write(found, "", out))


def _export_folder(
    store: Store, member: str, form: Format, target: Path, request: ExportRequest, advance: Advance
) -> Exported:
    keep_off(store, target)
    with store.reading() as db:
        found = _dataset(store, db, member, request, advance)
        with new_folder(target, keeping(may_replace=request.may_replace)) as files:
            written = write_as_folder(form, found, files)
    return Exported(written, found.sizes if request.shares else {})


def _dataset(
    store: Store, db: Database, member: str, request: ExportRequest, advance: Advance
) -> ExportedClaims:
    for name in request.by:
        if not log.is_writer(db, name):
            do = "annotator members lists those who have; of several, give --by NAME for each."
            raise InputError(
                f"Nobody called {name!r} has worked in this file.", safe="Nothing was written.", do=do
            )
    found = find_round(store, request.round_name) if request.round_name else None
    return ExportedClaims(db, member, store.path.stem, request, found, advance)

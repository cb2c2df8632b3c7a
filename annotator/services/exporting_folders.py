"""Exports that are folders: one file a part, or whatever files the format makes, and a manifest by which an
export knows its own again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotator import __version__
from annotator.domain.errors import InputError
from annotator.formats import Format, Written
from annotator.formats.format import MANIFEST
from annotator.services.exported_claims import ExportedClaims
from annotator.services.writing_folders import Files, names_below

KIND, VERSION = "annotator-export", 1
_SAFE = "Nothing there was changed."


def write_as_folder(form: Format, found: ExportedClaims, files: Files) -> Written:
    """All of a dataset, with its manifest; what was written and left out."""
    if form.write_folder is not None:
        written = form.write_folder(found, files)
    else:
        written = _write_parts(form, found, files)
    written = found.complete(written)
    files.write(MANIFEST, json.dumps(_manifest(form, found, files, written), indent=1, sort_keys=True) + "\n")
    return written


def _write_parts(form: Format, found: ExportedClaims, files: Files) -> Written:
    claims = labels = 0
    sources: int | None = None
    left_out: dict[str, int] = {}
    for part in found.splits:
        with files.opened(f"{part}{form.suffix}") as (out,):
            assert form.write is not None
            written = form.write(found, part, out)
        claims += written.claims
        labels += written.labels
        if written.sources is not None:
            sources = (sources or 0) + written.sources
        for words, count in written.left_out.items():
            left_out[words] = left_out.get(words, 0) + count
    return Written(claims, labels, left_out, sources)


def _manifest(form: Format, found: ExportedClaims, files: Files, written: Written) -> dict[str, Any]:
    return {
        "format": KIND,
        "version": VERSION,
        "app": __version__,
        "written_as": form.id,
        "asked": found.request.told(),
        "round": found.round.id if found.round else "",
        "claims": written.claims,
        "labels": written.labels,
        "left_out": dict(written.left_out),
        "parts": dict(found.sizes) if found.request.shares else {},
        "files": dict(files.digests),
    }


def keeping(*, may_replace: bool) -> Callable[[Path], None]:
    """Asked about a folder that is there and not empty: raises InputError unless an export made it, nothing
    else lies in it, and it may be replaced."""

    def check(folder: Path) -> None:
        made = _files_of_export(folder)
        if made is None:
            raise InputError(f"{folder} is not empty.", safe=_SAFE, do="Name another folder.")
        if not may_replace:
            do = "Name another folder, or add --replace."
            raise InputError(f"{folder} holds an export.", safe=_SAFE, do=do)
        strange = [name for name in names_below(folder) if name not in made]
        if strange:
            raise InputError(
                f"{folder} holds an export, but other files too: {', '.join(strange[:3])}.",
                safe=_SAFE,
                do="Move them away, or name another folder.",
            )

    return check


def _files_of_export(folder: Path) -> frozenset[str] | None:
    """The names of the files that an export put there, or None when none did."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("format") != KIND or not isinstance(found.get("files"), dict):
        return None
    return frozenset((MANIFEST, *found["files"]))

"""What is imported: a file or folder with options, and what tells it from others wherever it lies."""

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from annotator.domain.errors import InputError
from annotator.domain.ids import digest
from annotator.formats import Format
from annotator.store import beside


def contents_digest(path: Path, own: Path | None) -> str:
    """Digest of a file's bytes; of a folder, of its files' bytes and names, without hidden ones and `own`.

    `own` is the annotator file that is imported into, which must not be opened here (see `store.database`).
    Raises InputError.
    """
    kept = {own.resolve(), *beside(own.resolve())} if own else set()
    try:
        if path.resolve() in kept:
            raise InputError(f"{path} is the file that is imported into.", safe="Nothing was changed.")
        if not path.is_dir():
            return _file_digest(path)
        files = sorted(_names_in(path, kept))
        return digest(
            "annotator-import-folder-1",
            *(part for name in files for part in (os.fsencode(name), _file_digest(path / name))),
        )
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", safe="Nothing was changed.") from None


def _names_in(folder: Path, without: Collection[Path]) -> Iterator[str]:
    for found in folder.rglob("*"):
        name = found.relative_to(folder)
        is_hidden = any(part.startswith(".") for part in name.parts)
        if not is_hidden and found.is_file() and found.resolve() not in without:
            yield name.as_posix()


def _file_digest(path: Path) -> str:
    if path.exists() and not path.is_file():
        what = f"{path} is neither a file nor a folder, and can be read only once."
        raise InputError(what, safe="Nothing was changed.", do="Write what it gives to a file.")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def canonical_options(form: Format, given: Mapping[str, str], own: Path | None) -> dict[str, str]:
    """The options; of a path what lies there, so that it may be called otherwise on another machine."""
    paths = {option.name for option in form.reads_with if option.is_path}
    return {
        name: contents_digest(Path(value), own) if name in paths else value for name, value in given.items()
    }

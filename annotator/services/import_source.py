"""What is imported: a file or folder with options, and what tells it from others wherever it lies."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from annotator.domain.errors import InputError
from annotator.domain.ids import digest
from annotator.formats import Format


def contents_digest(path: Path) -> str:
    """Digest of a file's bytes; of a folder, of its files' bytes and names. Raises InputError."""
    try:
        if not path.is_dir():
            return _file_digest(path)
        files = sorted(found.relative_to(path).as_posix() for found in path.rglob("*") if found.is_file())
        return digest(
            "annotator-import-folder-1",
            *(part for name in files for part in (name, _file_digest(path / name))),
        )
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", safe="Nothing was changed.") from None


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def canonical_options(form: Format, given: Mapping[str, str]) -> dict[str, str]:
    """The options; of a path what lies there, so that it may be called otherwise on another machine."""
    paths = {option.name for option in form.reads_with if option.is_path}
    return {name: contents_digest(Path(value)) if name in paths else value for name, value in given.items()}

"""Writing a file whole or not at all."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from annotator.domain.errors import InputError
from annotator.store import Store
from annotator.store.sharing import make_alike

T = TypeVar("T")


def write_file(target: Path, write: Callable[[BinaryIO], T]) -> T:
    """Let `write` fill a file that is on disk whole afterwards; else the old one is as it was.

    A device or a pipe is written to directly. Raises InputError.
    """
    with explained(target, safe="Nothing there was changed."):
        real = Path(os.path.realpath(target))
        if real.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        if real.is_file():
            _keep_databases(real)
        special = real.exists() and not real.is_file()
        if not special:
            return _replace_file(real, write)
    with explained(target), real.open("wb") as out:
        return write(out)


@contextmanager
def explained(target: Path | str, safe: str = "") -> Iterator[None]:
    """Say in words what the system says; a reader that has gone away is the caller's matter."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{target} cannot be written: {reason}.", safe=safe, do="Name another.") from error


def _keep_databases(target: Path) -> None:
    """Somebody's whole work may be in there, and nobody means to replace it by a list of claims."""
    with target.open("rb") as file:
        if file.read(16) == b"SQLite format 3\x00":
            raise InputError(
                f"{target} is a database.", safe="It was not touched.", do="Name another file with -o."
            )


def _replace_file(target: Path, write: Callable[[BinaryIO], T]) -> T:
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as out:
            result = write(out)
            if target.exists():
                make_alike(out.fileno(), target.stat())
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return result


def sync_folder(folder: Path) -> None:
    """Put the new name on disk too, where folders can be synced."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_off(store: Store, target: Path) -> None:
    """Refuse to write over the file itself or what lies beside it."""
    own = os.path.realpath(store.path)
    if os.path.realpath(target) in {own + ending for ending in ("", "-wal", "-shm", "-journal", ".lock")}:
        raise InputError(
            f"{target} is the annotator file that is to be exported.",
            safe="Nothing was changed.",
            do="Name another file with -o.",
        )

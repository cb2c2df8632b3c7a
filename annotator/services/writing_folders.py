"""Writing a folder of files whole or not at all."""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from annotator.domain.errors import InputError
from annotator.services.writing import explained, sync_folder

CHECKSUMS = "checksums.txt"
_SAFE = "Nothing there was changed."
_PART = re.compile(r"[^/\\\0-\x1f]{0,250}[^/\\\0-\x1f.]")
"""A part of a name: not "." or "..", nor anything that another system takes for a folder."""


class Hashed:
    """A stream of bytes that knows their SHA-256."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.sha256 = hashlib.sha256()

    def write(self, raw: bytes) -> int:
        self.sha256.update(raw)
        return self._out.write(raw)


class Files:
    """The files of a folder that is being written; each is on disk when its block ends.

    A name may have folders in it ("data/claims.jsonl"); one that leads out of the folder is a ValueError.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folders: set[Path] = set()
        self.digests: dict[str, str] = {}
        """By name, of the files written so far."""

    @contextmanager
    def opened(self, *names: str) -> Iterator[list[BinaryIO]]:
        with ExitStack() as stack:
            files = [stack.enter_context(self._place(name).open("xb")) for name in names]
            hashed = [Hashed(file) for file in files]
            yield [cast(BinaryIO, one) for one in hashed]
            for name, file, one in zip(names, files, hashed, strict=True):
                file.flush()
                os.fsync(file.fileno())
                self.digests[name] = one.sha256.hexdigest()

    def _place(self, name: str) -> Path:
        parts = name.split("/")
        if not all(_PART.fullmatch(part) for part in parts):
            raise ValueError(f"{name!r} is no name of a file in a folder")
        place = self._folder.joinpath(*parts)
        for folder in place.relative_to(self._folder).parents[:-1]:
            self._folders.add(self._folder / folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def sync(self) -> None:
        """Put the names of the files on disk, the innermost folders first."""
        for folder in sorted(self._folders, key=lambda folder: len(folder.parts), reverse=True):
            sync_folder(folder)
        sync_folder(self._folder)

    def write(self, name: str, text: str) -> None:
        with self.opened(name) as (out,):
            out.write(text.encode("utf-8"))

    def rename(self, name: str, to: str) -> None:
        if to in self.digests:
            raise ValueError(f"{to!r} was written already")
        (self._folder / name).rename(self._place(to))
        self.digests[to] = self.digests.pop(name)

    def write_checksums(self) -> None:
        """As `sha256sum -c` reads them, by name."""
        told = (f"{digest}  {name}\n" for name, digest in sorted(self.digests.items()))
        self.write(CHECKSUMS, "".join(told))


def names_below(folder: Path) -> Iterator[str]:
    """Of whatever lies in a folder and is none itself, in order; links are not followed."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def checked_files(folder: Path) -> frozenset[str]:
    """The names in the list of checksums of a folder, if it has one."""
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return frozenset()
    return frozenset(line.partition("  ")[2] for line in lines)


@contextmanager
def new_folder(target: Path, may_replace: Callable[[Path], None]) -> Iterator[Files]:
    """A folder to fill, which gets its name at the end of the block; before that, and after an error, what
    was there is as it was.

    `may_replace` is asked about a folder that is there and not empty; it raises InputError when that is to be
    kept. Raises InputError when the folder cannot be written.
    """
    real = Path(os.path.realpath(target))
    with explained(target, safe=_SAFE):
        _check(real, target, may_replace)
        part = real.with_name(f".{real.name[:100]}.{secrets.token_hex(4)}.part")
        part.mkdir()
    try:
        with explained(target, safe=_SAFE):
            files = Files(part)
            yield files
            files.sync()
            _check(real, target, may_replace)
            _put_in_place(part, real)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    sync_folder(real.parent)


def _check(real: Path, target: Path, may_replace: Callable[[Path], None]) -> None:
    if real.is_dir():
        if any(real.iterdir()):
            may_replace(real)
    elif real.exists():
        raise InputError(f"{target} is not a folder.", safe=_SAFE, do="Name another with -o.")
    elif not real.parent.is_dir():
        raise InputError(f"{real.parent} is not a folder.", safe=_SAFE, do="Make it first.")


def _put_in_place(part: Path, real: Path) -> None:
    if not real.exists():
        part.rename(real)
        return
    old = real.with_name(f".{real.name[:100]}.{secrets.token_hex(4)}.old")
    real.rename(old)
    try:
        part.rename(real)
    except OSError:
        old.rename(real)
        raise
    shutil.rmtree(old, ignore_errors=True)  # the new one is in place, whatever becomes of the old

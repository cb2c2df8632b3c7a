"""From paths to articles: what folders hold, and reading with a bound on size."""

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from annotator.domain.article import ReadArticle
from annotator.domain.errors import InputError
from annotator.domain.text import clean_line
from annotator.readers.reading import read_bytes
from annotator.readers.registry import Registry, load_readers

MAX_SIZE = 20_000_000
"""Bytes of one article, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a list of paths holds."""

    path: Path
    state: Literal["file", "passed_over", "error"]
    """`file`: read it. `passed_over`: of no kind that is read. `error`: it cannot be looked at."""
    reason: str = ""
    """For people, when the state is not `file`."""


def find_files(paths: Iterable[Path], *, registry: Registry | None = None) -> Iterator[Found]:
    """What the paths hold, folders walked in order of names, without opening any file.

    A folder gives its files with a known suffix and the folders in it; hidden names in it are left
    out, a folder met again (by a link) is passed over. A path that names a file without a suffix
    is taken: its bytes decide. `-` is left to the caller.
    """
    known = registry or load_readers()
    seen: set[tuple[int, int]] = set()
    for path in paths:
        yield from _look(path, known, seen, named=True)


def _look(path: Path, known: Registry, seen: set[tuple[int, int]], *, named: bool) -> Iterator[Found]:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        yield Found(path, "error", _why(error))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(path, (status.st_dev, status.st_ino), known, seen)
    elif not stat.S_ISREG(status.st_mode) and not named:
        yield Found(path, "passed_over", "not a regular file")
    elif known.by_suffix(path.suffix) or (named and not path.suffix):
        yield Found(path, "file")
    else:
        reason = f"no reader takes files that end in {path.suffix!r}"
        yield Found(path, "error" if named else "passed_over", reason)


def _walk(
    folder: Path, identity: tuple[int, int], known: Registry, seen: set[tuple[int, int]]
) -> Iterator[Found]:
    if identity in seen:
        yield Found(folder, "passed_over", "this folder was already looked through")
        return
    seen.add(identity)
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        yield Found(folder, "error", _why(error))
        return
    for name in names:
        if not name.startswith("."):
            yield from _look(folder / name, known, seen, named=False)


def read_file(path: Path, *, max_size: int = MAX_SIZE, registry: Registry | None = None) -> ReadArticle:
    """Read one file of at most `max_size` bytes; its suffix chooses the reader.

    Raises `InputError` naming the file when it cannot be read, is too big or holds no article.
    """
    name = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError(f"{clean_line(name)}: it is a folder, not a file.")
        if stat.S_ISREG(status.st_mode) and status.st_size > max_size:
            raise _too_big(name, max_size)
        with path.open("rb") as stream:
            raw = _read_bounded(stream, name, max_size)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise InputError(
            f"{clean_line(name)}: it cannot be read: {_why(error)}.",
            safe="Nothing was taken from it.",
        ) from error
    return read_bytes(raw, name=name, suffix=path.suffix, registry=registry)


def read_stream(
    stream: BinaryIO, *, name: str, suffix: str | None = None, max_size: int = MAX_SIZE
) -> ReadArticle:
    """Read one article from a stream to its end, such as standard input; errors as `read_file`."""
    try:
        raw = _read_bounded(stream, name, max_size)
    except OSError as error:
        raise InputError(f"{clean_line(name)}: it cannot be read: {_why(error)}.") from error
    return read_bytes(raw, name=name, suffix=suffix)


def _read_bounded(stream: BinaryIO, name: str, max_size: int) -> bytes:
    """Everything in the stream; one byte too many is enough to refuse it."""
    raw = stream.read(max_size + 1)
    if len(raw) > max_size:
        raise _too_big(name, max_size)
    return raw


def _too_big(name: str, max_size: int) -> InputError:
    return InputError(
        f"{clean_line(name)}: it is larger than {max_size:,} bytes.",
        safe="Nothing was taken from it.",
        do="Raise the limit with --max-size if it really is one article.",
    )


def _why(error: OSError | ValueError) -> str:
    said = error.strerror if isinstance(error, OSError) else str(error)
    return clean_line(said or type(error).__name__)

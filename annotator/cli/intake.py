"""Which articles a command is about and how they are split: what ingest, review and split share."""

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotator.cli.setup import say
from annotator.domain.article import ReadArticle
from annotator.domain.claim import GRANULARITIES, Granularity
from annotator.domain.errors import InputError
from annotator.domain.text import clean_line

if TYPE_CHECKING:
    from annotator.services.splitting import Refused, SplitArticle, Splitting, Unread
    from annotator.splitting import Splitter

_Function = TypeVar("_Function", bound=Callable[..., Any])
_NAMED = 3
"""Files that are named where a warning comes again."""
_SPLITTING = (
    click.option(
        "--splitter",
        metavar="NAME[:ARGUMENT]",
        help="Who splits: plain, llm:MODEL, or one of another package [plain].",
    ),
    click.option(
        "--granularity",
        type=click.Choice(GRANULARITIES),
        help="How small claims are: sentences; clauses; fine, with appositions and the items of lists "
        "[the splitter's own; clause for plain].",
    ),
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes [all cores where there is much to split; 1 for a language model].",
    ),
)
_READING = (
    click.option(
        "--max-size",
        type=click.IntRange(min=1),
        default=20_000_000,
        show_default=True,
        help="Bytes a file may have.",
    ),
)


@dataclass(frozen=True, slots=True)
class Order:
    """How articles are read and split, as the options say."""

    splitter: str | None
    granularity: Granularity | None
    jobs: int | None
    max_size: int

    @property
    def is_usual(self) -> bool:
        """Whether nothing was asked for."""
        return self.splitter is None and self.granularity is None and self.jobs is None

    def load(self) -> "Splitter":
        """The splitter, for those who must know first whether it is there. Raises AnnotatorError."""
        return self.splitting.load()

    def unread(self, paths: tuple[Path, ...], own: Path | None = None) -> "list[Unread]":
        """What the paths hold; the file that is written to, if it is among them, will be refused."""
        return list(_unread(paths, self.max_size, own))

    def articles(
        self, splitter: "Splitter", unread: "list[Unread]", beside: Path | None = None
    ) -> "AbstractContextManager[Iterator[SplitArticle | Refused]]":
        """The articles, read and split, in their order; leaving the context ends all processes.

        `beside` is an annotator file: articles that have claims in there are not split.
        """
        from annotator.services.splitting import jobs_for

        jobs = self.jobs or jobs_for(splitter, unread, _cores())
        split = self.splitting.each(unread, jobs=min(jobs, len(unread)) or 1, beside=beside)
        return closing(split)

    @property
    def splitting(self) -> "Splitting":
        from annotator.services.splitting import Splitting

        return Splitting(self.splitter, self.granularity)


def splitting_options(function: _Function) -> Any:
    """Add the options about reading and splitting; the function gets them as `order`."""
    return _with_order(function, (*_SPLITTING, *_READING))


def resplitting_options(function: _Function) -> Any:
    """The same for what has been read before."""
    return _with_order(function, _SPLITTING)


def _with_order(function: _Function, options: Sequence[Callable[[Any], Any]]) -> Any:
    @wraps(function)
    def with_order(
        *args: Any,
        splitter: str | None,
        granularity: Granularity | None,
        jobs: int | None,
        max_size: int = 0,
        **kwargs: Any,
    ) -> Any:
        return function(*args, order=Order(splitter, granularity, jobs, max_size), **kwargs)

    decorated: Any = with_order
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


class Warnings:
    """Says what splitters warn of; the same words once, and then which other files they hold for."""

    def __init__(self) -> None:
        self._again: dict[str, list[str]] = {}
        self._more: Counter[str] = Counter()

    def say(self, name: str, warnings: tuple[str, ...]) -> None:
        for warning in warnings:
            named = self._again.get(warning)
            if named is None:
                say(f"{name}: {warning}")
                self._again[warning] = []
            elif len(named) < _NAMED:
                named.append(name)
            else:
                self._more[warning] += 1

    def close(self) -> None:
        for warning, named in self._again.items():
            if named:
                more = f" and {self._more[warning]} more" if self._more[warning] else ""
                say(f"The same holds for {', '.join(named)}{more}: {warning}")


def working_words(splitter: "Splitter") -> str:
    """What is being done, for a progress bar."""
    from annotator.splitting import Asking

    asks = f"asking {clean_line(splitter.asks)}" if isinstance(splitter, Asking) else "splitting"
    return f"Reading and {asks}"


def _cores() -> int:
    """Those that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _unread(paths: tuple[Path, ...], max_size: int, own: Path | None) -> "Iterator[Unread]":
    from annotator.readers import find_files, read_file
    from annotator.services.acting import words_of
    from annotator.services.splitting import Unread

    passed_over = 0
    for path in paths:
        if str(path) == "-":
            yield _standard_input(max_size)
            continue
        for found in find_files([path]):
            name = str(found.path)
            if found.state == "file" and own is not None and _is_same(found.path, own):
                yield Unread(name, partial(_refuse, f"{name}: it is the file that is written to."))
            elif found.state == "file":
                yield Unread(name, partial(read_file, found.path, max_size=max_size), _size_of(found.path))
            elif found.state == "error":
                yield Unread(name, partial(_refuse, f"{name}: {found.reason}"))
            else:
                passed_over += 1
    if passed_over:
        say(f"{words_of(passed_over, 'file')} of other kinds passed over.")


def _is_same(path: Path, own: Path) -> bool:
    with suppress(OSError):  # whoever reads it will say
        return path.samefile(own)
    return False


def _size_of(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _standard_input(max_size: int) -> "Unread":
    """Taken in here, since another process cannot."""
    from annotator.readers import read_stream
    from annotator.services.splitting import Unread

    name = "standard input"
    try:
        raw = sys.stdin.buffer.read(max_size + 1)
    except OSError as error:
        return Unread(name, partial(_refuse, f"{name}: it cannot be read: {error.strerror}."))
    return Unread(name, partial(read_stream, io.BytesIO(raw), name=name, max_size=max_size), len(raw))


def _refuse(what: str) -> ReadArticle:
    raise InputError(what)

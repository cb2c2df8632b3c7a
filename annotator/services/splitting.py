"""Reading and splitting articles the way a person asked for, in this process or in several."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from annotator.domain.article import ReadArticle
from annotator.domain.claim import ClaimSet, Granularity, Maker
from annotator.domain.errors import AnnotatorError, FileRefused, InputError
from annotator.domain.text import Range, clean_line
from annotator.services.spreading import spread
from annotator.splitting import (
    Asking,
    Splitter,
    check_granularity,
    load_splitters,
    recorded_granularity,
    split_text,
)
from annotator.splitting.registry import DEFAULT
from annotator.store import content, open_to_read

WORTH_SPREADING = 100_000
"""Bytes in all under which starting processes takes longer than they save."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An article that waits to be read; can be sent to another process."""

    name: str
    read: Callable[[], ReadArticle]
    """Raises AnnotatorError."""
    size: int = 0
    """Bytes, as far as known."""


@dataclass(frozen=True, slots=True)
class SplitArticle:
    """One article, read and split."""

    read: ReadArticle
    claims: ClaimSet | None
    """None: nothing was split, since the file has claims of this article."""
    sentences: tuple[Range, ...] = ()
    warnings: tuple[str, ...] = ()
    kept: bool = False
    """Whether the claims in the file were made otherwise than is asked for now."""

    @property
    def made(self) -> ClaimSet:
        """The claims, where there is no file that could have some."""
        if self.claims is None:
            raise ValueError("the article was only read")
        return self.claims


@dataclass(frozen=True, slots=True)
class Refused:
    """What gave no article, and why."""

    name: str
    error: AnnotatorError


_Splits = Callable[[Unread], SplitArticle | Refused]


@dataclass(frozen=True, slots=True)
class Splitting:
    """By which splitter, and into how large claims."""

    splitter: str | None = None
    """`NAME` or `NAME:ARGUMENT`; None: the built-in one."""
    granularity: Granularity | None = None
    """None: as the splitter does unasked."""

    def load(self) -> Splitter:
        """The splitter. Raises AnnotatorError when it is not there or cannot do what is asked for."""
        splitter = load_splitters().load(self.splitter or DEFAULT)
        check_granularity(splitter, self.granularity)
        return splitter

    def each(
        self, unread: Iterable[Unread], *, jobs: int = 1, beside: Path | None = None
    ) -> Generator[SplitArticle | Refused, None, None]:
        """Read and split each, in their order, on so many processes.

        `beside` is an annotator file: an article that has claims in there is only read. Raises
        AnnotatorError when the splitter cannot be had, WorkerEnded when a process dies. Close it (or
        come to its end) to end the processes.
        """
        return spread(partial(_splits, self, beside), unread, jobs)


def jobs_for(splitter: Splitter, unread: Iterable[Unread], cores: int) -> int:
    """How many processes are sensible when nobody says: one for little work and for those who ask others."""
    if isinstance(splitter, Asking) or sum(item.size for item in unread) < WORTH_SPREADING:
        return 1
    return cores


@contextmanager
def _splits(wanted: Splitting, beside: Path | None) -> Iterator[_Splits]:
    splitter = wanted.load()
    granularity = recorded_granularity(splitter, wanted.granularity)
    maker = Maker(splitter.name, splitter.version, splitter.model, granularity)
    with ExitStack() as stack:
        store = stack.enter_context(open_to_read(beside)) if beside is not None else None

        def makers_of(article: str) -> list[Maker]:
            if store is None:
                return []
            with store.explaining():
                return content.makers_of(store.db, article)

        def splits(item: Unread) -> SplitArticle | Refused:
            try:
                read = item.read()
                makers = makers_of(read.id)
                if makers:
                    return SplitArticle(read, None, kept=maker not in makers)
                return split_article(read, splitter, wanted.granularity)
            except AnnotatorError as error:
                return Refused(item.name, _sendable(error))

        yield splits


def _sendable(error: AnnotatorError) -> AnnotatorError:
    """One of a kind that another process can read."""
    kind = FileRefused if isinstance(error, FileRefused) else InputError
    return kind(error.what, safe=error.safe, do=error.do)


def split_article(read: ReadArticle, splitter: Splitter, granularity: Granularity | None) -> SplitArticle:
    """Split what was read. Raises InputError, which names it."""
    known = {name: item.value for name, item in read.metadata.items()}
    try:
        split, claims = split_text(
            read.text,
            splitter,
            published=known.get("published", ""),
            language=known.get("language", ""),
            granularity=granularity,
        )
    except AnnotatorError as error:
        raise InputError(f"{clean_line(read.name)}: {error.what}", safe=error.safe, do=error.do) from error
    except Exception as error:  # of other packages' splitters nothing is known; the other articles go on
        raise InputError(
            f"{clean_line(read.name)}: the splitter {splitter.name!r} broke down "
            f"({type(error).__name__}: {clean_line(str(error))}).",
            safe="Nothing was taken from it.",
            do="Tell its makers, or choose another splitter.",
        ) from error
    return SplitArticle(read, claims, split.sentences, split.warnings)

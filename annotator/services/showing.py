"""How a long work is shown, by whoever runs it."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeVar

_Item = TypeVar("_Item")


class Showing(Protocol):
    """How a long work is shown: gives the items again, and knows when each is done."""

    def __call__(
        self, words: str, items: Iterable[_Item], total: int | None
    ) -> AbstractContextManager[Iterable[_Item]]: ...


@contextmanager
def unshown(words: str, items: Iterable[_Item], total: int | None) -> Iterator[Iterable[_Item]]:
    """Shows nothing."""
    yield items

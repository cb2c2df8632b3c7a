"""What a long work is at: on a terminal, nothing in a pipe."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from annotator.cli.setup import say

_Item = TypeVar("_Item")


def at_work(words: str) -> None:
    """A line on standard error for a work whose steps cannot be counted."""
    if sys.stderr.isatty():
        say(words)


@contextmanager
def progress(words: str, items: Iterable[_Item], total: int | None) -> Iterator[Iterable[_Item]]:
    """Gives the items again, with a bar on standard error that grows with each; without a total it moves."""
    if not sys.stderr.isatty() or (total is not None and total < 2):
        yield items
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    # Standard output is left alone: it may be a pipe, and is data.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        yield bar.track(items, total=total, description=escape(words))


@contextmanager
def advancing() -> Iterator[Callable[[str, int, int], None]]:
    """Gives what is to be told how far a work is: words, how many are done, of how many; the bar on standard
    error begins anew with other words, or when less is done than before."""
    if not sys.stderr.isatty():
        yield lambda _words, _done, _total: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)
        yield lambda words, done, total: bar.update(
            task, description=escape(words), completed=done, total=total
        )

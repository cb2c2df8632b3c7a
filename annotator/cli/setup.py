"""What every command needs to know: which file, and who I am."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from annotator.services.opening import Workplace
    from annotator.store import Store

DEFAULT_FILE = "annotator.db"
_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Setup:
    """The options about where and who, as given so far."""

    db: Path | None = None
    reviewer: str | None = None
    wait: float | None = None
    unsafe_filesystem: bool = False

    @property
    def path(self) -> Path:
        """The file: --db, else ANNOTATOR_DB, else annotator.db in this folder."""
        return self.db or Path(os.environ.get("ANNOTATOR_DB") or DEFAULT_FILE)

    @property
    def patience(self) -> float:
        return 10.0 if self.wait is None else self.wait

    def reader(self) -> "Store":
        """The file opened to read."""
        from annotator.store import open_to_read

        return open_to_read(self.path, wait=self.patience)

    def workplace(self, *, create: bool = False) -> "Workplace":
        """The file opened to write, by me; what there is to say about it goes to standard error."""
        from annotator.services.opening import open_workplace
        from annotator.settings.folders import state_folder

        place = open_workplace(
            self.path,
            self.member(),
            state=state_folder(),
            create=create,
            wait=self.patience,
            unsafe_filesystem=self.unsafe_filesystem,
        )
        for news in place.news:
            say(news)
        return place

    def member(self, *, ask: bool = True) -> str:
        """Who I am: --reviewer, ANNOTATOR_REVIEWER, remembered, asked on a terminal, the login name."""
        from annotator.settings.folders import state_folder
        from annotator.settings.reviewer import (
            check_name,
            login_name,
            remember_reviewer,
            remembered_reviewer,
        )

        given = self.reviewer or os.environ.get("ANNOTATOR_REVIEWER")
        if given:
            return check_name(given)
        remembered = remembered_reviewer(state_folder())
        if remembered:
            return check_name(remembered)
        if ask and sys.stdin.isatty() and sys.stderr.isatty():
            from annotator.domain.text import clean_line

            answer = click.prompt("Your name, for your labels", default=clean_line(login_name()), err=True)
            name = check_name(answer)
            remember_reviewer(state_folder(), name)
            return name
        return check_name(login_name())


_OPTIONS = (
    click.option("--db", type=click.Path(path_type=Path), help="The file [default: annotator.db]."),
    click.option("--reviewer", metavar="NAME", help="Who you are."),
    click.option(
        "--wait", type=click.FloatRange(min=0, max=3600), help="Seconds to wait for another writer [10]."
    ),
    click.option("--unsafe-filesystem", is_flag=True, help="Allow the file on a network file system."),
)


def where_options(function: _Function) -> Any:
    """Add the options about where and who; they may stand before or after the command's name.

    The function gets them as `setup`.
    """

    @wraps(function)
    def with_setup(
        *args: Any,
        db: Path | None,
        reviewer: str | None,
        wait: float | None,
        unsafe_filesystem: bool,
        **kwargs: Any,
    ) -> Any:
        before = click.get_current_context().find_object(Setup) or Setup()
        setup = replace(
            before,
            db=db or before.db,
            reviewer=reviewer or before.reviewer,
            wait=before.wait if wait is None else wait,
            unsafe_filesystem=unsafe_filesystem or before.unsafe_filesystem,
        )
        return function(*args, setup=setup, **kwargs)

    decorated: Any = with_setup
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


def say(words: str) -> None:
    """Talk goes to standard error, cleaned of whatever could move a cursor."""
    from annotator.domain.text import clean_line

    click.echo(clean_line(words), err=True)


def put(words: str) -> None:
    """One line of data on standard output, cleaned likewise."""
    from annotator.domain.text import clean_line

    click.echo(clean_line(words))

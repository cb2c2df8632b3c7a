"""What every command needs to know: which file, and who I am."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotator.domain.errors import InputError
from annotator.tui import skeleton

if TYPE_CHECKING:
    from annotator.domain.scheme import Scheme
    from annotator.services.opening import Workplace
    from annotator.settings.config import Config
    from annotator.store import Store
    from annotator.tui.commands import Command

WITHHELD = "Left out: what a round keeps from you until it is revealed or closed, and notes of leads."
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

    def reader(self, round_id: str = "") -> "Store":
        """The file opened to read, as far as I may see it; a round of it alone, if one is named."""
        from annotator.store import Sight, open_to_read

        return open_to_read(self.path, wait=self.patience, sight=Sight(self.member(ask=False), round_id))

    def whole(self) -> "Store":
        """The file opened to read, for questions whose answers show nobody's acts."""
        from annotator.store import open_to_read

        return open_to_read(self.path, wait=self.patience)

    def workplace(
        self, *, create: bool = False, scheme: "Scheme | None" = None, shared: bool = False
    ) -> "Workplace":
        """The file opened to write, by me; what there is to say about it goes to standard error.

        A file that is made takes the scheme. `shared` says that its group will be let in next.
        """
        from annotator.services.opening import begin, open_workplace
        from annotator.settings.folders import state_folder
        from annotator.store.sharing import hint

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
        if place.made and not shared and (unshared := hint(place.store.path)):
            say(unshared)
        if place.made and scheme is not None:
            begin(place, scheme=scheme, guideline=None)
        return place

    @property
    def config(self) -> "Config":
        """The user's configuration; without its file, the defaults."""
        from annotator.settings.config import read_config
        from annotator.settings.folders import config_file

        return read_config(config_file())

    @property
    def is_new(self) -> bool:
        """Whether the file is still to be made."""
        try:
            return not self.path.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:
            from annotator.store import size_of

            return not size_of(self.path)  # says in words why that cannot be told

    def scheme_of_new(self) -> "Scheme | None":
        """The scheme that the file takes if it is to be made: the configuration's, None for the default."""
        path = self.config.scheme if self.is_new else None
        return None if path is None else scheme_of(path)

    def scheme(self) -> "Scheme":
        """The file's scheme, or the one that it will have."""
        if self.is_new:
            from annotator.domain.scheme_reading import default_scheme

            return self.scheme_of_new() or default_scheme()
        from annotator.services.reading import Reading

        with self.reader() as store:
            return Reading(store, "").scheme()

    def check_keys(self) -> None:
        """Refuse keys of the user's own that cannot be, before any file is touched.

        That they fit the labels of a file that is there is seen only when it is open.
        """
        from annotator.domain.scheme import Scheme

        self.table(self.scheme() if self.is_new else Scheme("", "", (), ""))

    def table(self, scheme: "Scheme") -> tuple["Command", ...]:
        """The commands with the user's own keys. Raises InputError when these cannot be."""
        from annotator.tui.command_table import commands
        from annotator.tui.keymap import remapped

        return remapped(commands(scheme), self.config)

    def member(self, *, ask: bool = True) -> str:
        """Who I am: --reviewer, ANNOTATOR_REVIEWER, configured, remembered, asked on a terminal, my login."""
        from annotator.settings.folders import state_folder
        from annotator.settings.reviewer import (
            check_name,
            login_name,
            remember_reviewer,
            remembered_reviewer,
        )

        given = self.reviewer or os.environ.get("ANNOTATOR_REVIEWER") or self.config.reviewer
        if given:
            return check_name(given)
        remembered = remembered_reviewer(state_folder())
        if remembered:
            return check_name(remembered)
        if ask and sys.stdin.isatty() and sys.stderr.isatty():
            from annotator.domain.text import clean_line

            skeleton.take_down()
            answer = click.prompt("Your name, for your labels", default=clean_line(login_name()), err=True)
            name = check_name(answer)
            remember_reviewer(state_folder(), name)
            return name
        return check_name(login_name())


_OPTIONS = (
    click.option(
        "--db", type=click.Path(readable=False, path_type=Path), help="The file [default: annotator.db]."
    ),
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


def text_of(path: Path) -> str:
    """A small text file that the user named. Raises InputError."""
    try:
        if path.exists() and not path.is_file():
            raise InputError(f"{path} is not a plain file.", safe="Nothing was changed.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}.", safe="Nothing was changed.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text.", safe="Nothing was changed.") from None


def scheme_of(path: Path) -> "Scheme":
    """A scheme file, checked. Raises InputError."""
    from annotator.domain.scheme_reading import parse_scheme
    from annotator.tui.command_table import reserved_keys

    return parse_scheme(text_of(path), name=str(path), reserved_keys=reserved_keys())


def say(words: str) -> None:
    """Talk goes to standard error, cleaned of whatever could move a cursor."""
    from annotator.domain.text import clean_line

    skeleton.take_down()
    print(clean_line(words), file=sys.stderr)  # click's echo would go past a bar that is drawn there


def put(words: str) -> None:
    """One line of data on standard output, cleaned likewise."""
    from annotator.domain.text import clean_line

    click.echo(clean_line(words))

"""The folder of the program's own state, and the file of the user's configuration."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.errors import FileRefused, InputError


def state_folder() -> Path:
    """Where state is kept: `ANNOTATOR_STATE`, else the platform's place for it. Not made yet."""
    chosen = os.environ.get("ANNOTATOR_STATE", "")
    if chosen:
        return Path(chosen)
    from platformdirs import user_state_path

    return user_state_path("annotator", appauthor=False)


def config_file() -> Path:
    """Where the configuration is, if there: `ANNOTATOR_CONFIG`, else the platform's place for it."""
    chosen = os.environ.get("ANNOTATOR_CONFIG", "")
    if chosen:
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("annotator", appauthor=False) / "config.toml"


def read_text(path: Path) -> str | None:
    """A small state file, or None when there is none. Raises FileRefused."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refused(path, error) from None


def write_text(path: Path, text: str) -> None:
    """Write a small state file whole or not at all. Raises FileRefused."""
    with _part_of(path, text) as part:
        part.replace(path)


def write_first(path: Path, text: str) -> None:
    """The same, but of processes that come together the first one's text stays. Raises FileRefused."""
    with _part_of(path, text) as part:
        try:
            path.hardlink_to(part)
        except FileExistsError:
            return
        except OSError:  # a file system without hard links
            part.replace(path)


def write_new(path: Path, text: str) -> None:
    """Write a configuration where there is none yet. Raises InputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(f"{path} is there already.", safe="It was not changed.") from None
    except OSError as error:
        do = "ANNOTATOR_CONFIG names another place."
        raise InputError(f"{path}: {error.strerror}.", safe="Nothing was written.", do=do) from None


@contextmanager
def _part_of(path: Path, text: str) -> Iterator[Path]:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        yield part
        part.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(path, error) from None


def _refused(path: Path, error: OSError) -> FileRefused:
    return FileRefused(
        f"{path}: {error.strerror}; this program keeps there which device it is.",
        do="Give it the rights, or set ANNOTATOR_STATE to a folder of your own.",
    )

"""The files of a folder that is read."""

from pathlib import Path

from annotator.domain.errors import InputError


def files_in(folder: Path, ending: str) -> list[Path]:
    """The files whose name ends so, by name; hidden ones are not looked at, as those that systems put beside
    others.

    Raises InputError for a name of that ending that is no file: to open a pipe would wait for ever.
    """
    named = (one for one in folder.glob(f"*{ending}") if not one.name.startswith("."))
    return [checked_file(one) for one in sorted(named, key=lambda one: one.name)]


def checked_file(path: Path) -> Path:
    """The same path. Raises InputError where no file is."""
    if path.is_file():
        return path
    what = "is no file" if path.exists() else "cannot be found"
    raise InputError(f"{path} {what}.", safe="Nothing was changed.")

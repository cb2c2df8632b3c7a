"""Who I am, when neither an option nor the environment says so."""

import unicodedata
from pathlib import Path

from annotator.domain.errors import InputError
from annotator.settings.folders import read_text, write_text

MAX_NAME = 100


def check_name(name: str) -> str:
    """The name in NFC without outer spaces; raises InputError when it cannot be a name."""
    tidy = unicodedata.normalize("NFC", name).strip()
    if not tidy or len(tidy) > MAX_NAME or not tidy.isprintable():
        raise InputError(
            f"{name!r} cannot be a reviewer's name.",
            do=f"Use 1 to {MAX_NAME} printable characters, and no name beginning with import:.",
        )
    if tidy.startswith("import:"):
        raise InputError(f"{name!r}: names that begin with import: belong to imported suggestions.")
    return tidy


def remembered_reviewer(state: Path) -> str:
    """The name given last, or ""."""
    return (read_text(state / "reviewer") or "").strip()


def remember_reviewer(state: Path, name: str) -> None:
    write_text(state / "reviewer", name + "\n")


def login_name() -> str:
    """The name this person is logged in with."""
    import getpass  # here, since most are asked or told

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in the system's list
        return "reviewer"

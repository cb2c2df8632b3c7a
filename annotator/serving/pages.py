"""The pages and the few files that they need. What is not in this list is not served."""

from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from string import Template

from annotator.domain.errors import MissingExtra, installing

_OURS = Path(__file__).with_name("page")
_FILES = {
    "page.css": (_OURS, "text/css"),
    "page.js": (_OURS, "text/javascript"),
    "xterm.css": (Path("static/css"), "text/css"),
    "textual.js": (Path("static/js"), "text/javascript"),
}
"""Name -> (folder, content type); a relative folder lies in the package textual_serve."""


def check_bundle() -> None:
    """Raise MissingExtra unless the terminal for the browser is installed."""
    for name in ("textual.js", "xterm.css"):
        page_file(name)


@cache
def page_file(name: str) -> tuple[bytes, str] | None:
    """A file's bytes and content type, or None when it is not in the list. Raises MissingExtra."""
    if name not in _FILES:
        return None
    folder, kind = _FILES[name]
    try:
        return (_bundle() / folder / name).read_bytes(), kind
    except FileNotFoundError as error:
        raise missing(str(error)) from None


def _bundle() -> Path:
    spec = find_spec("textual_serve")
    if spec is None or spec.origin is None:
        raise missing("No module named 'textual_serve'")
    return Path(spec.origin).parent


def missing(what: str) -> MissingExtra:
    """The error that says how to install what the browser needs."""
    return MissingExtra(
        f"The screen in a browser needs a package that is not here ({what}).",
        safe="Nothing was changed.",
        do=f"Install it: {installing('serve')}, or use annotator review in a terminal.",
    )


def asking_page(file: str, name: str, problem: str = "") -> str:
    """The page that asks who reviews."""
    return _filled("asking.html", file=file, name=name, problem=problem)


def review_page(file: str, reviewer: str, socket: str, state: str) -> str:
    """The page with the terminal; `socket` and `state` are addresses on this server."""
    return _filled("review.html", file=file, reviewer=reviewer, socket=socket, state=state)


def full_page(programs: int) -> str:
    """Said when no more screens may run."""
    return _filled("full.html", programs=str(programs))


def _filled(template: str, **values: str) -> str:
    text = (_OURS / template).read_text(encoding="utf-8")
    return Template(text).substitute({name: escape(value) for name, value in values.items()})

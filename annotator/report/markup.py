"""HTML and SVG from plain values, in which nothing foreign can become markup.

Whatever is put into an element as `str` is text: it is cleaned of what is invisible or reorders (see
`domain.text`) and escaped. Markup is a type of its own, made only here, and refuses to be formatted into a
string, so that there is no way round. A template engine would escape by default too, but lets a template pass
its input through unescaped, and would be one more package for what stands below.
"""

import re
from functools import cache
from html import escape
from typing import NoReturn
from urllib.parse import urlsplit

from annotator.domain.text import clean

LONGEST_ADDRESS = 2000
"""Characters of an address that is still made a link."""
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*")
_BARRED = re.compile(r"on.*|href|src|srcset|style|action|formaction|data|ping|xmlns", re.IGNORECASE)
"""Attributes that could load, run or lead anywhere; links are made by `link` and `jump` alone."""
_PAGE = re.compile(r"(\.\./)?([A-Za-z0-9_-]+/)?[a-z0-9-]+\.html")
_RAW = {"script", "style", "iframe", "object", "embed", "template", "noscript", "base", "plaintext", "form"}
_SPECIAL = re.compile("[\x00-\x09\x0b-\x1f\x7f<>&\"']")
"""What is done in ASCII: what `clean` replaces, and what `escape` does."""
_VOID = {"meta", "br", "hr"}


class Markup:
    """A piece of a page; an opaque value."""

    __slots__ = ("_html",)

    def __init__(self, html: str, key: object) -> None:
        if key is not _KEY:
            raise TypeError("markup is made by the functions of this module only")
        self._html = html

    def __str__(self) -> NoReturn:
        raise TypeError("markup is put into an element, not into a string")

    def __format__(self, _: str) -> NoReturn:
        self.__str__()


_KEY = object()
Child = Markup | str | None
"""Text, or markup; None is nothing."""


def group(*children: Child) -> Markup:
    """Several pieces as one."""
    return Markup("".join(map(_inner, children)), _KEY)


def element(name: str, /, *children: Child, **attributes: str | int | None) -> Markup:
    """An element. Of attributes, `class_` is class and `aria_label` is aria-label; None leaves one out.

    Raises ValueError for an element or attribute that could load, run or lead anywhere.
    """
    _check(name)
    return _element(name, children, {_attribute(key): value for key, value in attributes.items()})


def link(address: str, *children: Child) -> Markup:
    """A link to a page on the web; just the words where the address is anything but http or https."""
    if not _leads_to_the_web(address):
        return group(*children)
    return _element("a", children, {"href": address, "rel": "noreferrer noopener"})


def jump(target: str, *children: Child) -> Markup:
    """A link to an element of this page."""
    return _element("a", children, {"href": f"#{target}"})


def page_link(file: str, *children: Child) -> Markup:
    """A link to another page of the same folder, whose name is ours and needs no escapes."""
    if not _PAGE.fullmatch(file):
        raise ValueError(f"{file!r} is no page of a folder")
    return _element("a", children, {"href": file})


def data_block(json: str) -> Markup:
    """JSON-LD for machines: nothing runs it, and nothing in it can end it or begin a comment."""
    safe = json.translate({ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})
    return Markup(f'<script type="application/ld+json">{safe}</script>\n', _KEY)


def source_of(markup: Markup) -> str:
    """What stands in the file, for a page that is written piece by piece."""
    return _inner(markup)


def document(policy: str, css: str, head: Markup, body: Markup) -> str:
    """A whole page in English with a Content-Security-Policy and a stylesheet of ours."""
    if "<" in css:
        raise ValueError("a stylesheet without < cannot end its element")
    guard = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{guard}\n{_inner(head)}'
        f"<style>{css}</style>\n</head>\n{_inner(body)}</html>\n"
    )


def _leads_to_the_web(address: str) -> bool:
    """Only what a browser reads the same way: a plain address, without anything to clean."""
    if len(address) > LONGEST_ADDRESS or clean(address) != address or not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in address
    except ValueError:
        return False


@cache  # of this and the next: the names are ours, and few
def _check(name: str) -> None:
    if not _NAME.fullmatch(name) or name.lower() in _RAW:
        raise ValueError(f"{name!r} is no element of a report")


@cache
def _attribute(key: str) -> str:
    name = key.rstrip("_").replace("_", "-")
    if not _NAME.fullmatch(name) or _BARRED.fullmatch(name):
        raise ValueError(f"{name!r} is no attribute of a report")
    return name


def _element(name: str, children: tuple[Child, ...], attributes: dict[str, str | int | None]) -> Markup:
    told = ""
    for key, value in attributes.items():
        if value is not None:
            told += f' {key}="{_text(str(value))}"'
    if name in _VOID:
        return Markup(f"<{name}{told}>", _KEY)
    return Markup(f"<{name}{told}>{''.join(map(_inner, children))}</{name}>{_AFTER.get(name, '')}", _KEY)


_AFTER = dict.fromkeys(
    ["p", "h1", "h2", "h3", "h4", "li", "ul", "ol", "tr", "table", "section", "article", "div", "dl", "dd",
     "header", "footer", "main", "nav", "title", "caption", "thead", "tbody", "svg", "figure", "body"],
    "\n",
)  # fmt: skip
"""A line each for those, so that two reports can be compared by their lines."""


def _inner(child: Child) -> str:
    if child is None:
        return ""
    return child._html if isinstance(child, Markup) else _text(child)


def _text(text: str) -> str:
    """Most has nothing in it to clean or to escape, which one look tells."""
    return text if text.isascii() and _SPECIAL.search(text) is None else escape(clean(text))

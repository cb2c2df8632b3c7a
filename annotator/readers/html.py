"""HTML: the main text by trafilatura, metadata by our own look at the page (`page_metadata`).

trafilatura is an extra and imported only when a page is read. Only its extraction from a string
is used: nothing here touches the network. Paragraphs are separated by blank lines.
"""

import re
from importlib.metadata import version
from types import ModuleType
from typing import Any

from annotator.domain.errors import InputError, MissingExtra, installing
from annotator.domain.text import canonical, clean
from annotator.readers.about import metadata_of_text
from annotator.readers.decoding import decode
from annotator.readers.page_metadata import headings, metadata_of_page
from annotator.readers.reader import Reader, Reading

_PACKAGE = "trafilatura"
_DECLARED = re.compile(rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_DECLARED_XML = re.compile(
    rb"""^(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})"""
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|article|main)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED_WITHIN = 4096
"""Bytes from the start; browsers look at 1024."""


def read_html(raw: bytes, name: str) -> Reading:
    """The article of a page; raises `InputError` when it has none, `MissingExtra` as `_load`."""
    trafilatura = _load(name)
    page = canonical(decode(raw, name, declared=declared_encoding(raw)))
    tree = trafilatura.load_html(_XML_DECLARATION.sub("", page))
    text = _main_text(trafilatura, tree)
    if not text:
        raise InputError(
            f"{name}: no article was found in this page.",
            safe="Nothing was taken from it.",
            do="Save the article's text as a .txt file if there is one.",
        )
    text = _with_headline(canonical(text), headings(tree))
    return Reading(text, {**metadata_of_text(text), **metadata_of_page(tree)})


def declared_encoding(raw: bytes) -> str | None:
    """What the page says its encoding is, in an XML declaration or a meta element."""
    head = raw[:_DECLARED_WITHIN]
    found = _DECLARED_XML.search(head) or _DECLARED.search(head)
    return found[1].decode("ascii", "replace") if found else None


def _load(name: str) -> ModuleType:
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtra(
            f"{name}: reading HTML needs a package that is not here ({error}).",
            safe="Nothing was taken from it.",
            do=f"Install it: {installing('html')}",
        ) from error
    return trafilatura


def _clean_tree(tree: Any) -> None:
    """Clean the words of a parsed page: references such as `&#27;` bring controls back, and the
    extraction gives up on a page that has one."""
    for element in tree.iter():
        if isinstance(element.tag, str):
            for place in ("text", "tail"):
                words = getattr(element, place)
                if words and clean(words) != words:
                    setattr(element, place, clean(words))


def _main_text(trafilatura: ModuleType, tree: Any) -> str:
    """Paragraphs of the main text; empty when there are none."""
    if tree is None:
        return ""
    _clean_tree(tree)
    found = trafilatura.extract(
        tree,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        include_links=False,
        include_images=False,
        deduplicate=False,
        with_metadata=False,
        output_format="txt",
    )
    lines = (" ".join(line.split()) for line in (found or "").split("\n"))
    return "\n\n".join(line for line in lines if line)


def _with_headline(text: str, found: list[str]) -> str:
    """The page's only main heading stands on top, as readers saw it; extraction may drop it."""
    if len(found) != 1 or found[0] in text[: len(found[0]) + 1000]:
        return text
    return f"{found[0]}\n\n{text}"


def _recognises(raw: bytes) -> bool:
    return _PAGE.match(raw[:_DECLARED_WITHIN].replace(b"\0", b"")) is not None


READER = Reader(
    name="html",
    suffixes=(".html", ".htm", ".xhtml"),
    read=read_html,
    version=lambda: f"1+{_PACKAGE}-{version(_PACKAGE)}",
    recognises=_recognises,
)

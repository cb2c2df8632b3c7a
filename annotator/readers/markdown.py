"""Markdown: rendered to plain paragraphs, so that claims hold words and no markup.

Blocks are separated by a blank line, list items and table rows by a line end. Link targets,
pictures, list markers and comments are left out of the text; they stay in the original bytes.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.domain.article import Metadatum
from annotator.domain.text import canonical
from annotator.readers.about import metadata_of_text
from annotator.readers.decoding import decode
from annotator.readers.front_matter import split_front_matter
from annotator.readers.reader import Reader, Reading

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<!--(?:.*?-->|.*)|<(script|style|template|noscript)\b(?:.*?</\1\s*>|.*)",
    re.IGNORECASE | re.DOTALL,
)
_LINE_TAG = re.compile(r"</?(?:p|div|br|li|tr|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/!?][^<>]*>?")
_HEADING = re.compile(rb"(?:\xef\xbb\xbf)?\s*#{1,6} \S")
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---\r?\n[A-Za-z][\w-]*:")


def read_markdown(raw: bytes, name: str) -> Reading:
    """Plain paragraphs, with metadata from front matter, headings and the text itself."""
    stated, body = split_front_matter(canonical(decode(raw, name)))
    tokens = _parse(body)
    text = canonical(_render(tokens))
    found = dict(metadata_of_text(text))
    heading = _first_heading(tokens)
    if heading:
        found["title"] = Metadatum(heading, "first heading")
    return Reading(text, found | dict(stated))


def _parse(markdown: str) -> "Sequence[Token]":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)


def _render(tokens: "Sequence[Token]") -> str:
    """Text of all blocks in order, each with the separator that belongs before it."""
    parts: list[str] = []
    for separator, text in _blocks(tokens):
        if text.strip():
            parts.extend((separator if parts else "", text))
    return "".join(parts) + "\n" if parts else ""


def _blocks(tokens: "Sequence[Token]") -> "Iterator[tuple[str, str]]":
    """(separator, text) of each block; a line end stands between rows and tight list items."""
    cells: list[str] | None = None
    tight = first = False
    for token in tokens:
        if token.type in ("table_open", "bullet_list_open", "ordered_list_open"):
            first = first or token.level == 0
        elif token.type == "paragraph_open":
            tight = token.hidden
        elif token.type == "heading_open":
            tight = False
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield ("\n\n" if first else "\n"), " | ".join(cells or [])
            first, cells = False, None
        elif token.type == "inline" and cells is not None:
            cells.append(_inline(token.children or []))
        elif text := _block_text(token):
            yield ("\n" if tight and not first and token.type == "inline" else "\n\n"), text
            first = False


def _block_text(token: "Token") -> str:
    if token.type == "inline":
        return _inline(token.children or [])
    if token.type in ("fence", "code_block"):
        return token.content.rstrip("\n")
    return _strip_tags(token.content) if token.type == "html_block" else ""


def _inline(children: "Sequence[Token]") -> str:
    """Words of a paragraph: wrapped lines joined, markup, pictures and link targets left out."""
    parts: list[str] = []
    for token in children:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak" or (
            token.type == "html_inline" and _LINE_BREAK.fullmatch(token.content)
        ):
            parts.append("\n")
    return "".join(parts).strip()


def _first_heading(tokens: "Sequence[Token]") -> str | None:
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open" and (text := _inline(content.children or [])):
            return text
    return None


def _strip_tags(html: str) -> str:
    """The text of an HTML block, without scripts, styles and comments.

    Not the standard library's parser: unclosed tags make it take quadratic time.
    """
    words = unescape(_TAG.sub("", _LINE_TAG.sub("\n", _UNSEEN.sub("", html))))
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _recognises(raw: bytes) -> bool:
    return bool(_HEADING.match(raw) or _FRONT_MATTER.match(raw))


READER = Reader(
    name="markdown",
    suffixes=(".md", ".markdown"),
    read=read_markdown,
    version=lambda: f"1+markdown-it-py-{version('markdown-it-py')}",
    recognises=_recognises,
)

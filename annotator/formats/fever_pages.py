"""Pages of FEVER: how they are named, how their sentences stand in them, and finding them in large files.

A page is a line of `wiki-pages/*.jsonl`: `id`, `text`, and `lines`, in which each sentence has its number and
a TAB before it; behind a further TAB FEVER lists the links of the sentence. https://fever.ai/dataset/fever.html
In its `id` blanks are underscores and brackets and colons are written out, as the Penn Treebank does it.
"""

import mmap
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from struct import Struct
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO

from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Place
from annotator.formats.json_record import MAX_LENGTH, Fault, parsed, shown
from annotator.formats.json_stream import open_file

_MARKS = {"(": "-LRB-", ")": "-RRB-", "[": "-LSB-", "]": "-RSB-", "{": "-LCB-", "}": "-RCB-", ":": "-COLON-"}
_TO_MARKS = str.maketrans(_MARKS)
_FROM_MARKS = {mark: character for character, mark in _MARKS.items()}
_ANY_MARK = re.compile("|".join(_FROM_MARKS))
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|\Z)|[。！？]++[\"'”’»」』）)\]]*+")
_SLOT = Struct("<QQ")
_OFFSET_BITS = 48


def page_id(title: str) -> str:
    """The id of a page with that title."""
    return re.sub(r"\s", "_", title).translate(_TO_MARKS)


def title_of(page: str) -> str:
    """The title of a page with that id."""
    return _ANY_MARK.sub(lambda found: _FROM_MARKS[found.group()], page).replace("_", " ")


def sentences_of(text: str) -> list[str]:
    """The text at its full stops, question and exclamation marks; blanks of any kind are single ones."""
    words = " ".join(text.split())
    ends = [0, *(found.end() for found in _STOP.finditer(words)), len(words)]
    pieces = (words[start:end].strip() for start, end in pairwise(ends))
    return [piece for piece in pieces if piece]


def lines_of(sentences: Sequence[str]) -> str:
    """What `lines` holds."""
    return "\n".join(f"{number}\t{sentence}" for number, sentence in enumerate(sentences))


def numbered(lines: str) -> Mapping[int, str]:
    """The sentences in `lines` by number."""
    parts = (line.split("\t") for line in lines.split("\n"))
    return {int(part[0]): part[1] for part in parts if len(part) > 1 and re.fullmatch("[0-9]{1,9}", part[0])}


class Pages:
    """Pages by id, wherever they stand in the files."""

    def __init__(self, paths: Sequence[Path], files: Sequence[BinaryIO], table: mmap.mmap) -> None:
        self._paths, self._files, self._table = paths, files, table
        self._slots = len(table) // _SLOT.size
        """The table is a hash table with open addressing: a slot has the hash of an id, and 1 + where the
        page stands (number of the file, then offset); 0 where it is empty."""
        self.get = lru_cache(maxsize=256)(self._get)
        """The page with that id, or None."""

    def read(self) -> Iterator[BadRecord]:
        """Note where each page stands; those that cannot be used are told."""
        for number, file in enumerate(self._files):
            offset = file.seek(0)
            line_number = 0
            while line := file.readline(MAX_LENGTH + 2):
                line_number += 1
                fault = self._note(line, number << _OFFSET_BITS | offset)
                offset = file.seek(offset + len(line))
                if fault:
                    place = Place(
                        f"{self._paths[number].parent.name}/{self._paths[number].name}", line_number
                    )
                    yield BadRecord(place, *fault, shown(line.decode("utf-8", "surrogateescape").rstrip()))

    def _note(self, line: bytes, where: int) -> tuple[str, str] | None:
        """Field and fault of what is no page."""
        try:
            page = _page(line)
        except Fault as fault:
            return "", str(fault)
        for field in ("id", "lines"):
            if not isinstance(page.get(field), str):
                return field, "is not a text"
        if not page["id"]:
            return None  # FEVER's own files begin with such a page
        name = _normal(page["id"])
        for slot, found in self._places(name):
            if found is None:
                _SLOT.pack_into(self._table, slot * _SLOT.size, _hash(name), where + 1)
                return None
            if _normal(self._at(found)["id"]) == name:
                return "id", "comes twice"
        raise AssertionError("the table has more slots than there are pages")

    def _get(self, page: str) -> dict[str, Any] | None:
        name = _normal(page)
        for _, found in self._places(name):
            if found is None:
                return None
            value = self._at(found)
            if _normal(value["id"]) == name:
                return value
        return None

    def _places(self, page: str) -> Iterator[tuple[int, int | None]]:
        """The slots that the page may be in, each with what it points to; ends with an empty one."""
        wanted = _hash(page)
        slot = wanted % self._slots
        while True:
            hashed, where = _SLOT.unpack_from(self._table, slot * _SLOT.size)
            if not where:
                yield slot, None
                return
            if hashed == wanted:
                yield slot, where - 1
            slot = (slot + 1) % self._slots

    def _at(self, where: int) -> dict[str, Any]:
        file = self._files[where >> _OFFSET_BITS]
        file.seek(where & ((1 << _OFFSET_BITS) - 1))
        return _page(file.readline(MAX_LENGTH + 2))


@contextmanager
def opened(paths: Sequence[Path]) -> Iterator[Pages]:
    """The files' pages, to be `read` once first. What says where they stand is a temporary file, so that
    memory does not grow with them. Raises InputError when there is no room for it."""
    with ExitStack() as stack, TemporaryFile() as file:
        files = [stack.enter_context(open_file(path)) for path in paths]
        slots = 1 << (2 * sum(map(_count_lines, files))).bit_length()
        _reserve(file, slots * _SLOT.size)
        with mmap.mmap(file.fileno(), slots * _SLOT.size) as table:
            yield Pages(paths, files, table)


def _reserve(file: IO[bytes], size: int) -> None:
    """Make the file so long, with room on the disk where the system can: a full one would end the process."""
    try:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, size)
        else:
            file.truncate(size)
    except OSError as error:
        what = f"The index of the pages needs {size} bytes of temporary space: {error.strerror}."
        raise InputError(what, safe="Nothing was changed.") from None


def _page(line: bytes) -> dict[str, Any]:
    return parsed(line.decode("utf-8", "surrogateescape").removeprefix("\ufeff"))


def _normal(page: str) -> str:
    """FEVER's evidence has accents apart from their letters where its pages have not, and the other way."""
    return unicodedata.normalize("NFC", page)


def _hash(page: str) -> int:
    return int.from_bytes(blake2b(page.encode("utf-8"), digest_size=8).digest(), "big")


def _count_lines(file: BinaryIO) -> int:
    return 1 + sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 16), b""))

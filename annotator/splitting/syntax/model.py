"""The embedded model: how it is stored, read, and asked.

One file: the magic, then blocks, each a length and zlib-compressed bytes. A table of weights is four
blocks: differences of the sorted feature numbers (as byte planes), how many classes each feature
scores, these classes, their weights (signed bytes). Rows are unpacked when they are first asked for.
"""

import json
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import accumulate

from annotator.splitting.syntax.mending import mended
from annotator.splitting.syntax.packed import FIELD, Scorer
from annotator.splitting.syntax.parsing import parse
from annotator.splitting.syntax.tagging import tag
from annotator.splitting.syntax.tokens import Token, tokenize
from annotator.splitting.syntax.tree import TELLING_TAGS, Tree
from annotator.splitting.syntax.units import Coding, unit_starts
from annotator.splitting.syntax.words import Vocabulary

MAGIC = b"annotator-model-1\n"
_MOST_ROWS = 400_000
"""Unpacked rows kept at once."""


class Table(dict[int, int]):
    """Feature -> packed weights, 0 for a feature without any; rows are unpacked on first use."""

    def __init__(
        self, keys: Sequence[int], ends: Sequence[int], classes: bytes, weights: Sequence[int]
    ) -> None:
        super().__init__()
        self._keys, self._ends, self._classes, self._weights = keys, ends, classes, weights

    def __missing__(self, feature: int) -> int:
        if len(self) > _MOST_ROWS:
            self.clear()
        at = bisect_left(self._keys, feature)
        row = 0
        if at < len(self._keys) and self._keys[at] == feature:
            for place in range(self._ends[at - 1] if at else 0, self._ends[at]):
                row += self._weights[place] << FIELD * self._classes[place]
        self[feature] = row
        return row


class Model:
    """Tagger and parser of one language."""

    def __init__(
        self,
        *,
        tags: Sequence[str],
        labels: Sequence[str],
        vocabulary: Vocabulary,
        certain: Mapping[int, int],
        tagger: Scorer,
        moves: Scorer,
        labeller: Scorer,
        units: Scorer,
        unit_forms: Sequence[str],
        digest: str = "",
    ) -> None:
        self.tags = tags
        self.labels = labels
        self.digest = digest
        """SHA-256 of the file."""
        self._vocabulary = vocabulary
        self._certain = certain
        self._telling = frozenset(number for number, name in enumerate(tags) if name in TELLING_TAGS)
        self._tagger = tagger
        self._moves = moves
        self._labeller = labeller
        self._units = units
        self._coding = Coding(tags, labels, unit_forms)

    def tree(self, text: str, start: int, end: int) -> Tree:
        """The sentence `text[start:end]` taken apart."""
        return self.tree_of(tokenize(text, start, end))

    def tree_of(self, tokens: Sequence[Token]) -> Tree:
        """The tree over the words of one sentence."""
        words = self._vocabulary.words([token.form for token in tokens])
        tags = tag(words, self._tagger, self._certain)
        heads, labels = parse(words, tags, self._telling, self._moves, self._labeller)
        return mended(Tree(tokens, [self.tags[t] for t in tags], heads, [self.labels[n] for n in labels]))

    def units(self, tree: Tree) -> list[int]:
        """The words at which discourse units start."""
        return unit_starts(self._coding.code(tree), self._units)


@cache
def english() -> Model:
    """The English model that the package brings."""
    return read_model((files("annotator.splitting.model") / "english.bin").read_bytes())


def read_model(raw: bytes) -> Model:
    """A model from the bytes of its file. Raises ValueError when they are not one."""
    if not raw.startswith(MAGIC):
        raise ValueError("not a model")
    blocks = _blocks(raw)
    names = json.loads(next(blocks))
    forms = next(blocks).decode().split("\n")
    endings = next(blocks).decode().split("\n")
    bases = next(blocks).decode().split("\n")
    tables = [_table(blocks) for _ in range(4)]
    return Model(
        tags=names["tags"],
        labels=names["labels"],
        vocabulary=Vocabulary(
            {form: number for number, form in enumerate(forms, 1)},
            {ending: number for number, ending in enumerate(endings, 1)},
            {base[1:]: int(base[0]) for base in bases},
        ),
        certain=dict(names["certain"]),
        tagger=Scorer(len(names["tags"]), tables[0]),
        moves=Scorer(3, tables[1]),
        labeller=Scorer(len(names["labels"]), tables[2]),
        units=Scorer(2, tables[3]),
        unit_forms=names["unit_forms"],
        digest=sha256(raw).hexdigest(),
    )


def write_model(
    names: Mapping[str, object],
    forms: Sequence[str],
    endings: Sequence[str],
    bases: Mapping[str, int],
    tables: Sequence[Mapping[int, Sequence[int]]],
) -> bytes:
    """The bytes of a file; `tables` hold weights of the tagger, the moves, the labels and the units."""
    listed = [forms, endings, [f"{kind}{base}" for base, kind in bases.items()]]
    blocks = [json.dumps(names, sort_keys=True).encode(), *("\n".join(column).encode() for column in listed)]
    for table in tables:
        blocks += _table_blocks(table)
    packed = [zlib.compress(block, 9) for block in blocks]
    return MAGIC + b"".join(len(block).to_bytes(4, "little") + block for block in packed)


def _blocks(raw: bytes) -> Iterator[bytes]:
    at = len(MAGIC)
    while at < len(raw):
        size = int.from_bytes(raw[at : at + 4], "little")
        yield zlib.decompress(raw[at + 4 : at + 4 + size])
        at += 4 + size


def _table_blocks(table: Mapping[int, Sequence[int]]) -> list[bytes]:
    keys = sorted(table)
    steps = b"".join((b - a).to_bytes(8, "little") for a, b in zip([0, *keys], keys, strict=False))
    rows = [[(c, w) for c, w in enumerate(table[key]) if w] for key in keys]
    pairs = [pair for row in rows for pair in row]
    return [
        b"".join(steps[plane::8] for plane in range(8)),
        bytes(len(row) for row in rows),
        bytes(c for c, _ in pairs),
        array("b", [w for _, w in pairs]).tobytes(),
    ]


def _table(blocks: Iterator[bytes]) -> Table:
    planes, counts, classes, weights = (next(blocks) for _ in range(4))
    size = len(planes) // 8
    steps = bytearray(len(planes))
    for plane in range(8):
        steps[plane::8] = planes[plane * size : (plane + 1) * size]
    differences = array("Q")
    differences.frombytes(bytes(steps))
    if sys.byteorder == "big":
        differences.byteswap()
    signed = array("b")
    signed.frombytes(weights)
    return Table(array("Q", accumulate(differences)), array("L", accumulate(counts)), classes, signed)

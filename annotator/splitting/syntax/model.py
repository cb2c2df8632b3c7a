"""The embedded model: how it is stored, read, and asked.

One file: the magic, then blocks, each a length and zlib-compressed bytes. A table of weights is two
blocks of byte planes: the differences of the sorted feature numbers, and a weight of each class (see
`packed`). Reading costs no step of Python for a weight, which keeps the start short.
"""

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, chain
from struct import iter_unpack

from annotator.splitting.model import read
from annotator.splitting.syntax.mending import mended
from annotator.splitting.syntax.packed import FIELD, MIDDLE, Scorer
from annotator.splitting.syntax.parsing import Parser
from annotator.splitting.syntax.rooting import TAGGED, cheapest, lacks_root, roots
from annotator.splitting.syntax.tagging import Tagger
from annotator.splitting.syntax.tokens import Token, tokenize
from annotator.splitting.syntax.tree import FINITE_TAGS, TELLING_TAGS, Tree
from annotator.splitting.syntax.units import Coding, unit_starts
from annotator.splitting.syntax.words import Vocabulary, Word

MAGIC = b"annotator-model-2\n"
_KEY = 8
"""Bytes of a feature number."""


class Model:
    """Tagger and parser of one language."""

    def __init__(
        self,
        *,
        tags: Sequence[str],
        labels: Sequence[str],
        vocabulary: Vocabulary,
        tagger: Tagger,
        parser: Parser,
        units: Scorer,
        unit_forms: Sequence[str],
    ) -> None:
        self.tags = tags
        self.labels = labels
        self._vocabulary = vocabulary
        self._tagger = tagger
        self._parser = parser
        self._units = units
        self._coding = Coding(tags, labels, unit_forms)

    def tree(self, text: str, start: int, end: int) -> Tree:
        """The sentence `text[start:end]` taken apart."""
        return self.tree_of(tokenize(text, start, end))

    def tree_of(self, tokens: Sequence[Token]) -> Tree:
        """The tree over the words of one sentence."""
        words = self._vocabulary.words([token.form for token in tokens])
        tags = self._tagger.tag(words)
        tree = self._named(tokens, tags, *self._parser.parse(words, tags))
        return self._again(tree, words, tags) if lacks_root(tree) else tree

    def _named(
        self, tokens: Sequence[Token], tags: Sequence[int], heads: Sequence[int], labels: Sequence[int]
    ) -> Tree:
        return mended(Tree(tokens, [self.tags[t] for t in tags], heads, [self.labels[n] for n in labels]))

    def _again(self, tree: Tree, words: Sequence[Word], tags: Sequence[int]) -> Tree:
        """The best tree with a finite root; the same tree when none can stand."""
        found: list[tuple[int, Tree]] = []
        for root in roots(tree):
            heads, labels, loss = self._parser.parse_from(root, words, tags)
            found.append((loss, self._named(tree.tokens, tags, heads, labels)))
        for at, other, less in self._tagger.verbs_instead(words, tags):
            changed = [*tags[:at], other, *tags[at + 1 :]]
            heads, labels, loss = self._parser.parse_from(at, words, changed)
            found.append((loss + TAGGED * less, self._named(tree.tokens, changed, heads, labels)))
        return cheapest(found) or tree

    def units(self, tree: Tree) -> list[int]:
        """The words at which discourse units start."""
        return unit_starts(self._coding.code(tree), self._units)


@cache
def english() -> Model:
    """The English model that the package brings."""
    return read_model(read("english.bin"))


def read_model(raw: bytes) -> Model:
    """A model from the bytes of its file. Raises ValueError when they are not one."""
    if not raw.startswith(MAGIC):
        raise ValueError("not a model")
    blocks = _blocks(raw)
    names = json.loads(next(blocks))
    forms = next(blocks).decode().split("\n")
    endings = next(blocks).decode().split("\n")
    bases = next(blocks).decode().split("\n")
    sizes = (len(names["tags"]), 3, len(names["labels"]), 2)
    tagger, moves, labeller, units = (Scorer(size, _table(blocks, size)) for size in sizes)
    return Model(
        tags=names["tags"],
        labels=names["labels"],
        vocabulary=Vocabulary(
            {form: number for number, form in enumerate(forms, 1)},
            {ending: number for number, ending in enumerate(endings, 1)},
            {base[1:]: int(base[0]) for base in bases},
        ),
        tagger=Tagger(tagger, dict(names["certain"]), numbers(names["tags"], FINITE_TAGS)),
        parser=Parser(frozenset(numbers(names["tags"], TELLING_TAGS)), moves, labeller),
        units=units,
        unit_forms=names["unit_forms"],
    )


def numbers(names: Sequence[str], wanted: frozenset[str]) -> list[int]:
    """The numbers of those names that are wanted, in order."""
    return [number for number, name in enumerate(names) if name in wanted]


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
    steps = b"".join((b - a).to_bytes(_KEY, "little") for a, b in zip([0, *keys], keys, strict=False))
    rows = [table[key] for key in keys]
    return [
        b"".join(steps[plane::_KEY] for plane in range(_KEY)),
        b"".join(bytes(weight + MIDDLE for weight in column) for column in zip(*rows, strict=True)),
    ]


def _table(blocks: Iterator[bytes], classes: int) -> dict[int, int]:
    """Feature -> packed weights, from the two blocks of a table."""
    steps = array("Q")
    steps.frombytes(_woven(next(blocks), _KEY, 1, _KEY))
    if sys.byteorder == "big":
        steps.byteswap()
    return dict(zip(accumulate(steps), _rows(next(blocks), classes), strict=True))


def _rows(planes: bytes, classes: int) -> Iterable[int]:
    """The packed weights of each feature."""
    width = FIELD // 8
    if classes * width <= _KEY:  # fits the numbers of an array, which are faster
        small = array("Q")
        small.frombytes(_woven(planes, classes, width, _KEY))
        if sys.byteorder == "big":
            small.byteswap()
        return small
    rows = iter_unpack(f"{classes * width}s", _woven(planes, classes, width, classes * width))
    return map(partial(int.from_bytes, byteorder="little"), chain.from_iterable(rows))


def _woven(planes: bytes, number: int, width: int, row: int) -> bytes:
    """Rows of so many bytes: of each plane one byte, `width` bytes apart, zeros between."""
    size = len(planes) // number
    found = bytearray(size * row)
    for plane in range(number):
        found[plane * width :: row] = planes[plane * size : (plane + 1) * size]
    return bytes(found)

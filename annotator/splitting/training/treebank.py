"""Sentences of CoNLL-U files: https://universaldependencies.org/format.html."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence of a treebank; heads are 0-based, the root's is the number of words."""

    document: str
    forms: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    spaces: tuple[bool, ...]
    """Whether white space follows the word."""
    units: tuple[bool, ...] | None
    """Whether a discourse unit starts at the word; None where the treebank does not say."""
    opens: bool
    """Whether a paragraph starts."""


def read_trees(path: Path) -> Iterator[Tree]:
    """The sentences of a gzipped file, in order, made projective."""
    document, opens = "", True
    rows: list[list[str]] = []
    whole: dict[int, bool] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = "):
                document = line.split(" = ", 1)[1]
                opens = True
            elif line.startswith("# newpar"):
                opens = True
            elif not line:
                if rows:
                    yield _tree(document, rows, whole, opens)
                rows, whole, opens = [], {}, False
            elif line[0] != "#":
                row = line.split("\t")
                if "-" in row[0]:
                    first, last = map(int, row[0].split("-"))
                    spaced = "SpaceAfter=No" not in row[9]
                    whole |= dict.fromkeys(range(first, last), False) | {last: spaced}
                elif "." not in row[0]:
                    rows.append(row)


def _tree(document: str, rows: list[list[str]], whole: dict[int, bool], opens: bool) -> Tree:
    size = len(rows)
    heads = [int(row[6]) - 1 if row[6] != "0" else size for row in rows]
    units = tuple("EDU=Yes" in row[9] for row in rows)
    return Tree(
        document,
        tuple(row[1].replace("’", "'") for row in rows),
        tuple(row[4] for row in rows),
        tuple(_projective(heads)),
        tuple(row[7] for row in rows),
        tuple(whole.get(int(row[0]), "SpaceAfter=No" not in row[9]) for row in rows),
        units if document.startswith("GUM") else None,
        opens,
    )


def _projective(heads: list[int]) -> list[int]:
    """Lift the shortest crossing arc to its head's head until none crosses (Nivre and Nilsson 2005)."""
    heads = list(heads)
    while True:
        crossing = [(abs(head - word), word) for word, head in enumerate(heads) if _crossed(heads, word)]
        if not crossing:
            return heads
        word = min(crossing)[1]
        heads[word] = heads[heads[word]]


def _crossed(heads: list[int], word: int) -> bool:
    """Whether a word under the arc is not below its head."""
    head = heads[word]
    for between in range(min(word, head) + 1, max(word, head)):
        at = between
        while at != head and at < len(heads):
            at = heads[at]
        if at != head:
            return True
    return False

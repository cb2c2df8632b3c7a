"""Which sentence units of an article say the same, letter by letter but for typography.

Two units fold when their keys are equal: the same words, numbers and signs in the same order.
Nothing else folds; one changed digit, name or negation gives another key. Of several copies the
one in the better block (more paragraphs, a dateline) is kept, whatever order they stand in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

UnitKind = Literal["headline", "dateline", "sentence", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the article that folds or stays as a whole."""

    kind: UnitKind
    start: int
    end: int
    paragraph: int
    """Number of its line, among the lines that are not blank."""
    key: str
    """Equal for units that say the same; empty for one without words."""


def fold(units: Sequence[Unit]) -> dict[int, int]:
    """For each unit that is a further copy: its index -> index of the unit that is kept."""
    rank = _block_ranks(units)
    kept: dict[tuple[str, str], int] = {}
    for index, unit in enumerate(units):
        known = kept.get((unit.kind, unit.key))
        if unit.key and (known is None or rank[index] > rank[known]):
            kept[unit.kind, unit.key] = index
    return {
        index: kept[unit.kind, unit.key]
        for index, unit in enumerate(units)
        if unit.key and kept[unit.kind, unit.key] != index
    }


def _block_ranks(units: Sequence[Unit]) -> list[tuple[int, int, int]]:
    """For each unit how good the copy of the body is that it stands in; more is better.

    A block ends where a headline stands or where one of its own sentences comes again. Headlines
    and boilerplate rank by order alone, the first best.
    """
    blocks: list[int] = []
    seen: set[str] = set()
    block = 0
    for unit in units:
        if unit.kind == "headline" or (unit.key and unit.kind == "sentence" and unit.key in seen):
            block += 1
            seen = set()
        if unit.kind == "sentence":
            seen.add(unit.key)
        blocks.append(block)
    quality = _qualities(units, blocks)
    return [
        (*quality[blocks[index]], -blocks[index]) if unit.kind in ("sentence", "dateline") else (0, 0, -index)
        for index, unit in enumerate(units)
    ]


def _qualities(units: Sequence[Unit], blocks: Sequence[int]) -> list[tuple[int, int]]:
    """(paragraphs, one more for a dateline; sentences) of each block."""
    paragraphs: list[set[int]] = [set() for _ in range(max(blocks, default=-1) + 1)]
    datelines = [0] * len(paragraphs)
    sentences = [0] * len(paragraphs)
    for unit, block in zip(units, blocks, strict=True):
        if unit.kind == "sentence":
            paragraphs[block].add(unit.paragraph)
            sentences[block] += 1
        elif unit.kind == "dateline":
            datelines[block] = 1
    return [
        (len(found) + dated, count)
        for found, dated, count in zip(paragraphs, datelines, sentences, strict=True)
    ]

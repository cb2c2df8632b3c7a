"""Which sentence units of an article say the same, letter by letter but for typography.

Two units fold when their keys are equal: the same words, numbers and signs in the same order.
Nothing else folds; one changed digit, name or negation gives another key. Of several copies the
one in the better block (more paragraphs, a dateline) is kept, whatever order they stand in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.splitting.folding.grouping import NOWHERE, Filing, Groups

_PRONOUNS = frozenset(["he", "she", "it", "they", "his", "her", "their", "him", "them"])
UnitKind = Literal["headline", "subheading", "dateline", "sentence", "boilerplate"]


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
    filing: Filing = NOWHERE
    """By the dateline of its paragraph."""


def fold(units: Sequence[Unit]) -> dict[int, int]:
    """For each unit that is a further copy: its index -> index of the unit that is kept."""
    groups = Groups()
    told = [index for index, unit in enumerate(units) if unit.key]
    first = {n: groups.place(n, [f"{units[n].kind} {units[n].key}"], units[n].filing) for n in told}
    first |= {index: index for index in _of_other_people(units, first)}
    rank = _block_ranks(units)
    kept: dict[int, int] = {}
    for index in told:
        known = kept.get(first[index])
        if known is None or rank[index] > rank[known]:
            kept[first[index]] = index
    return {index: kept[first[index]] for index in told if kept[first[index]] != index}


def _of_other_people(units: Sequence[Unit], first: Mapping[int, int]) -> list[int]:
    """Sentences that come again alone and begin with a pronoun: "He denied it." may be of another."""
    sentences = [index for index in first if units[index].kind == "sentence"]
    place = {index: number for number, index in enumerate(sentences)}

    def in_a_copy(index: int) -> bool:
        """Whether the same stands before or behind it as the first time."""
        here, there = place[index], place[first[index]]
        return any(
            0 <= here + step < len(sentences)
            and 0 <= there + step < len(sentences)
            and first[sentences[here + step]] == first[sentences[there + step]]
            for step in (-1, 1)
        )

    return [
        index
        for index in sentences
        if first[index] != index and units[index].key.split(" ", 1)[0] in _PRONOUNS and not in_a_copy(index)
    ]


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

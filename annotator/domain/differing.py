"""The words that tell two texts apart: what is left beside their longest common subsequence."""

from collections.abc import Collection, Sequence

from annotator.domain.fold_key import Token, tokens
from annotator.domain.text import Range

MOST_PAIRS = 4_000_000
"""Words of one text times words of the other: beyond, all that lies between their common beginning and
end is said to differ."""


def differing(one: str, other: str) -> tuple[list[Range], list[Range]]:
    """Ranges of the words of each canonical text that the other lacks there, neighbours joined.

    Words that differ in case and typography only are the same. A word that stands elsewhere in the
    other text counts as lacking in one of the places: who did it to whom shows.
    """
    first, second = tokens(one), tokens(other)
    common = _common([token.word for token in first], [token.word for token in second])
    return (
        _without(first, {index for index, _ in common}),
        _without(second, {index for _, index in common}),
    )


def _without(words: Sequence[Token], common: Collection[int]) -> list[Range]:
    ranges: list[Range] = []
    joined = False
    for index, (_, start, end) in enumerate(words):
        if index in common:
            joined = False
        elif joined:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
            joined = True
    return ranges


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of indexes of the words that both have, in order of neither."""
    shorter = min(len(one), len(other))
    head = 0
    while head < shorter and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shorter - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    pairs = [(index, index) for index in range(head)]
    pairs += [(len(one) - 1 - index, len(other) - 1 - index) for index in range(tail)]
    middle = _subsequence(one[head : len(one) - tail], other[head : len(other) - tail])
    return pairs + [(head + index, head + number) for index, number in middle]


def _subsequence(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence, with the bits of an integer for a row of the usual table.

    After Hyyrö, "Bit-Parallel LCS-length Computation Revisited" (2004): a bit of a row is 0 where the
    length grows by one.
    """
    if len(one) * len(other) > MOST_PAIRS:
        return []
    where: dict[str, int] = {}
    for index, word in enumerate(one):
        where[word] = where.get(word, 0) | 1 << index
    whole = (1 << len(one)) - 1
    row, rows = whole, [whole]
    for word in other:
        matched = row & where.get(word, 0)
        row = (row + matched | row - matched) & whole
        rows.append(row)
    pairs: list[tuple[int, int]] = []
    index, number = len(one), len(other)
    while index and number:
        if rows[number] >> (index - 1) & 1:
            index -= 1
        elif not rows[number - 1] >> (index - 1) & 1:
            number -= 1
        else:
            index, number = index - 1, number - 1
            pairs.append((index, number))
    return pairs

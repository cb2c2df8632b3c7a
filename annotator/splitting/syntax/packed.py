"""Linear scores of many classes at once: one big integer holds a field of 16 bits for each class.

Adding two such integers adds all fields, exactly and the same on every machine. A weight is a signed
byte, moved up to 0..255, so that no field is negative; a decision has at most 255 features, so that
none overflows. A feature without weights adds nothing to any field, which moves no decision.
"""

from collections.abc import Iterable, Mapping, Sequence
from struct import Struct

FIELD = 16
"""Bits."""
MIDDLE = 128
"""What stands in a field for the weight 0."""


def packed(rows: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Feature -> its weights, one for each class, as one integer."""
    return {feature: _pack(row) for feature, row in rows.items()}


def _pack(weights: Sequence[int]) -> int:
    return sum(weight + MIDDLE << FIELD * place for place, weight in enumerate(weights))


class Scorer:
    """Scores of a fixed number of classes from a table feature -> packed weights."""

    __slots__ = ("_bytes", "_get", "_unpack")

    def __init__(self, classes: int, table: Mapping[int, int]) -> None:
        self._get = table.get
        self._bytes = classes * FIELD // 8
        self._unpack = Struct(f"<{classes}H").unpack

    def scores(self, features: Iterable[int]) -> tuple[int, ...]:
        """The score of each class, all moved by the same amount."""
        total: int = sum(filter(None, map(self._get, features)))
        return self._unpack(total.to_bytes(self._bytes, "little"))

    def best(self, features: Iterable[int]) -> int:
        """The class of the highest score, the first of several."""
        scores = self.scores(features)
        return scores.index(max(scores))

"""Linear scores of many classes at once: one big integer holds a field of 16 bits for each class.

Adding two such integers adds all fields, exactly and the same on every machine. Weights are signed
bytes and a decision has fewer than 256 features, so that no field overflows.
"""

from collections.abc import Iterable, Mapping
from struct import Struct

FIELD = 16
"""Bits."""
MOST_FEATURES = 255


def pack(weights: Iterable[int], bits: int = FIELD) -> int:
    """Signed weights, one for each class, as one integer; negative fields borrow from the next."""
    return sum(weight << (bits * place) for place, weight in enumerate(weights))


class Scorer:
    """Scores of a fixed number of classes from a table feature -> packed weights, 0 for others."""

    __slots__ = ("_bias", "_bytes", "_unpack", "classes", "table")

    def __init__(self, classes: int, table: Mapping[int, int]) -> None:
        self.classes = classes
        self.table = table
        self._bias = pack([1 << (FIELD - 1)] * classes)
        self._bytes = classes * FIELD // 8
        self._unpack = Struct(f"<{classes}H").unpack

    def scores(self, features: Iterable[int]) -> tuple[int, ...]:
        """The score of each class, all moved by the same amount."""
        table = self.table
        total = self._bias
        for feature in features:
            total += table[feature]
        return self._unpack(total.to_bytes(self._bytes, "little"))

    def best(self, features: Iterable[int]) -> int:
        """The class of the highest score, the first of several."""
        scores = self.scores(features)
        return scores.index(max(scores))

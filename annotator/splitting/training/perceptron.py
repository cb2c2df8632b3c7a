"""The averaged perceptron (Collins 2002, https://aclanthology.org/W02-1001), with packed weights."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

_FIELD = 40
"""Bits of a weight while it is learned."""
_SUM = 64
"""Bits of a weight times the number of the update."""


class Perceptron:
    """Learns to choose one class out of a fixed number."""

    def __init__(self, classes: int) -> None:
        self.classes = classes
        self._weights: dict[int, int] = defaultdict(int)
        self._sums: dict[int, int] = defaultdict(int)
        self._updates: dict[int, int] = defaultdict(int)
        self._steps = 1
        self._bias = _pack([1 << (_FIELD - 1)] * classes, _FIELD)

    def scores(self, features: Iterable[int]) -> list[int]:
        get = self._weights.get
        total = self._bias
        for feature in features:
            total += get(feature, 0)
        raw = total.to_bytes(self.classes * _FIELD // 8, "little")
        size = _FIELD // 8
        return [int.from_bytes(raw[i : i + size], "little") for i in range(0, len(raw), size)]

    def update(self, features: Iterable[int], right: int, wrong: int) -> None:
        """Reward one class and punish another."""
        change = (1 << _FIELD * right) - (1 << _FIELD * wrong)
        summed = ((1 << _SUM * right) - (1 << _SUM * wrong)) * self._steps
        for feature in features:
            self._weights[feature] += change
            self._sums[feature] += summed
            self._updates[feature] += 1

    def tick(self) -> None:
        """One more decision was made."""
        self._steps += 1

    def averaged(self, least: int, scale: int) -> dict[int, tuple[int, ...]]:
        """Weights times `scale`, averaged and rounded to signed bytes.

        Features updated fewer than `least` times, and those whose weights round to nothing, are left out.
        """
        found: dict[int, tuple[int, ...]] = {}
        for feature in sorted(self._weights):
            if self._updates[feature] < least:
                continue
            weights = _fields(self._weights[feature], self.classes, _FIELD)
            sums = _fields(self._sums[feature], self.classes, _SUM)
            row = tuple(
                _byte(w * self._steps - s, scale, self._steps) for w, s in zip(weights, sums, strict=True)
            )
            if any(row):
                found[feature] = row
        return found


def _byte(total: int, scale: int, steps: int) -> int:
    value = (2 * abs(total) * scale + steps) // (2 * steps)
    return min(127, value) * (1 if total >= 0 else -1)


def _pack(weights: Iterable[int], bits: int) -> int:
    """Signed weights as one integer; negative fields borrow from the next."""
    return sum(weight << (bits * place) for place, weight in enumerate(weights))


def _fields(packed: int, classes: int, bits: int) -> Sequence[int]:
    half = 1 << (bits - 1)
    total = packed + _pack([half] * classes, bits)
    mask = (1 << bits) - 1
    return [((total >> bits * place) & mask) - half for place in range(classes)]

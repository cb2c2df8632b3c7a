"""The weights of features of unclear gaps: how they are stored, read and asked."""

import zlib
from array import array
from collections.abc import Mapping, Sequence
from functools import cache

from annotator.splitting.model import read

MAGIC = b"annotator-boundaries-1\n"
THRESHOLD = 30
"""What the weights of a sentence end must exceed: above the balance of errors, since a sentence that
was cut in two reads wrong, while two that were left together only read long."""


class BoundaryModel:
    """A linear model of whole numbers: the same answer on every machine."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        self._weights = weights

    def score(self, features: Sequence[str]) -> int:
        """The sum of the weights that are known."""
        get = self._weights.get
        total = 0
        for feature in features:
            total += get(feature, 0)
        return total

    def ends(self, features: Sequence[str], at: int) -> bool:
        """Whether a sentence ends in the gap with these features."""
        return self.score(features) > THRESHOLD


@cache
def boundary_model() -> BoundaryModel:
    """The model that the package brings."""
    return BoundaryModel(read_weights(read("boundaries.bin")))


def read_weights(raw: bytes) -> dict[str, int]:
    """Feature -> weight from the bytes of a file. Raises ValueError when they are not one."""
    if not raw.startswith(MAGIC):
        raise ValueError("not a model of boundaries")
    names, _, weights = zlib.decompress(raw[len(MAGIC) :]).partition(b"\n\n")
    return dict(zip(names.decode().split("\n"), array("b", weights), strict=True))


def write_weights(weights: Mapping[str, int]) -> bytes:
    """The bytes of a file; weights are signed bytes."""
    names = sorted(weights)
    values = array("b", (weights[name] for name in names))
    return MAGIC + zlib.compress("\n".join(names).encode() + b"\n\n" + values.tobytes(), 9)

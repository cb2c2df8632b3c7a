"""What a format is: the record that a package registers under `annotator.formats`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from annotator.domain.dataset import ClaimRecord


@dataclass(frozen=True, slots=True)
class Written:
    """What came out, and what did not."""

    claims: int
    labels: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What the format could not say, in words, and how often; each more than 0."""

    @property
    def words(self) -> str:
        """ "Wrote 3 claims with 1 label", without a stop."""
        claims, labels = _counted(self.claims, "claim"), _counted(self.labels, "label")
        return f"Wrote {claims} with {labels}"


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a dataset. Equal records must give equal bytes in any process."""

    id: str
    """What people type: "jsonl", "csv"."""
    description: str
    """One line for lists."""
    suffix: str
    """Of its files, lower case, with the dot."""
    write: Callable[[Iterable[ClaimRecord], BinaryIO], Written]
    """Writes the records as they come, keeping none of them; the stream stays open."""
    extra: str = ""
    """The extra of this package that it needs, or empty."""


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"

"""Writing keeps nothing of the records."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import RawIOBase
from tracemalloc import get_traced_memory, start, stop
from typing import Any, BinaryIO, cast

import pytest
from dataset_records import MemoryFolder, Records, make_citation, make_label, make_record

from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord
from annotator.formats import load_formats


class Nowhere(RawIOBase):
    def write(self, raw: Any) -> int:
        return len(raw)


class NoFolder(MemoryFolder):
    @contextmanager
    def opened(self, *names: str) -> Iterator[list[BinaryIO]]:
        yield [cast("BinaryIO", Nowhere()) for _ in names]


@dataclass
class Many(Records):
    count: int = 0

    def records(self, split: str = "") -> Iterator[ClaimRecord]:
        for number in range(self.count):
            citation = make_citation(id=f"k{number}", quote=f"It was so. {number} said it.")
            claim = Claim(((0, 9),), f"It was so {number} times.", id=f"{number:064x}")
            label = make_label("sourced", "supported", citations=[citation])
            yield make_record(claim=claim, labels=(label,))


@pytest.mark.parametrize("name", ["averitec", "claimreview", "fever"])
def test_memory_does_not_grow_with_the_claims(name: str) -> None:
    form = load_formats().get(name)
    given = {"page": "https://checks.example.org/{claim}", "publisher": "Example Checks"}

    def peak(count: int) -> int:
        records = Many(options=given, count=count)
        start()
        if form.write:
            done = form.write(records, "", cast("BinaryIO", Nowhere()))
        elif form.write_folder:
            done = form.write_folder(records, NoFolder())
        highest = get_traced_memory()[1]
        stop()
        assert done.claims == count
        return highest

    few = peak(20)
    assert peak(500) < few + 480 * 300  # a record that were kept would be thousands of bytes

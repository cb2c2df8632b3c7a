"""Which readers there are: the entry points of group `annotator.readers`, ours like any other's."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from annotator.domain.errors import AnnotatorError, InputError
from annotator.readers.reader import Reader

GROUP = "annotator.readers"
FALLBACK = "text"
"""Takes what no other reader recognises."""


@dataclass(frozen=True, slots=True)
class Registry:
    """The readers that could be loaded, in order of their names."""

    readers: tuple[Reader, ...]
    broken: tuple[str, ...] = ()
    """A sentence for each entry point that could not be loaded."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        return tuple(sorted({suffix for reader in self.readers for suffix in reader.suffixes}))

    def by_suffix(self, suffix: str) -> Reader | None:
        """The reader for files that end so; of several, the first by name."""
        wanted = suffix.lower()
        return next((reader for reader in self.readers if wanted in reader.suffixes), None)

    def sniff(self, raw: bytes) -> Reader:
        """The reader that recognises the bytes, else the one for plain text."""
        for reader in self.readers:
            if reader.recognises(raw):
                return reader
        for reader in self.readers:
            if reader.name == FALLBACK:
                return reader
        raise AnnotatorError(
            f"No reader named {FALLBACK!r} is installed.",
            do="Install the program again: pip install annotator",
        )

    def refuse(self, name: str, suffix: str) -> InputError:
        """The error for a file that no reader takes."""
        known = " ".join(self.suffixes) or "none"
        what = f"{name}: no reader takes files that end in {suffix!r} (known: {known})."
        return InputError(" ".join((what, *self.broken)), do="Rename it or pipe it in as '-'.")


@cache
def load_readers() -> Registry:
    """All registered readers, loaded once a process."""
    return build_registry(entry_points(group=GROUP))


def build_registry(points: Iterable[EntryPoint]) -> Registry:
    """Load each entry point; one that fails is said in `broken` and keeps no other from working."""
    readers: dict[str, Reader] = {}
    broken: list[str] = []
    for point in sorted(points, key=lambda point: (point.name, point.value)):
        try:
            loaded = point.load()
        except (ImportError, AttributeError) as error:
            broken.append(f"The reader {point.name!r} ({point.value}) cannot be loaded: {error}.")
            continue
        if not isinstance(loaded, Reader):
            broken.append(f"The reader {point.name!r} ({point.value}) is not a Reader.")
        elif loaded.name in readers:
            broken.append(f"The reader {loaded.name!r} is registered twice, by {point.value} too.")
        else:
            readers[loaded.name] = loaded
    return Registry(tuple(readers[name] for name in sorted(readers)), tuple(broken))

"""Which formats there are: the entry points of group `annotator.formats`, ours like any other's."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Literal

from annotator.domain.errors import InputError
from annotator.formats.format import Format

GROUP = "annotator.formats"
Use = Literal["written", "read", "told of"]


@dataclass(frozen=True, slots=True)
class Registry:
    """The formats that could be loaded, in order of their ids."""

    formats: tuple[Format, ...]
    broken: tuple[str, ...] = ()
    """A sentence for each entry point that could not be loaded."""

    def get(self, wanted: str, use: Use = "told of") -> Format:
        """The format with that id. Raises InputError, which names those that can be put to that use."""
        for candidate in self.formats:
            if candidate.id == wanted:
                return candidate
        known = ", ".join(candidate.id for candidate in self.formats if _is_for(candidate, use))
        what = " ".join((f"There is no format {wanted!r}.", *self.broken))
        raise InputError(
            what, safe="Nothing was written." if use == "written" else "", do=f"Use one of: {known}."
        )


def _is_for(form: Format, use: Use) -> bool:
    return {"written": form.is_written, "read": form.read is not None, "told of": True}[use]


@cache
def load_formats() -> Registry:
    """All formats, loaded once a process."""
    return build_registry(sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)))


def build_registry(points: Iterable[EntryPoint]) -> Registry:
    """Load each entry point once; one that fails is said in `broken` and keeps no other from working.

    Of two formats with one id the first stays.
    """
    formats: dict[str, Format] = {}
    broken: list[str] = []
    for point in {(point.name, point.value): point for point in points}.values():
        try:
            loaded = point.load()
        except (ImportError, AttributeError) as error:
            broken.append(f"The format {point.name!r} ({point.value}) cannot be loaded: {error}.")
            continue
        if not isinstance(loaded, Format):
            broken.append(f"The format {point.name!r} ({point.value}) is not a Format.")
        elif loaded.id in formats:
            broken.append(f"The format {loaded.id!r} is registered twice, by {point.value} too.")
        else:
            formats[loaded.id] = loaded
    return Registry(tuple(formats[name] for name in sorted(formats)), tuple(broken))

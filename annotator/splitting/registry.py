"""Which splitters there are: the entry points of group `annotator.splitters`, ours among them.

Names are known without loading anything; a splitter is imported when it is asked for.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotator.domain.errors import InputError
from annotator.splitting.splitter import Configurable, Splitter

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "annotator.splitters"
DEFAULT = "plain"


class Registry:
    """Splitters by name; of two with one name, the first by its value is taken."""

    def __init__(self, points: "Iterable[EntryPoint]") -> None:
        ordered = sorted(points, key=lambda point: (point.name, point.value), reverse=True)
        self._points = {point.name: point for point in ordered}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._points))

    def load(self, wanted: str = DEFAULT) -> Splitter:
        """Import the splitter `NAME`, or `NAME:ARGUMENT` where it takes one ("llm:gpt-4o-mini").

        Raises InputError when it is unknown, broken and how, or takes no argument; and what its
        `configured` raises.
        """
        name, _, argument = wanted.partition(":")
        point = self._points.get(name)
        if point is None:
            known = ", ".join(self.names) or "none; install the program again"
            raise InputError(f"There is no splitter named {name!r}.", do=f"Known are: {known}.")
        try:
            loaded = point.load()
        except (ImportError, AttributeError) as error:
            raise InputError(
                f"The splitter {name!r} ({point.value}) cannot be loaded: {error}.",
                do="Install its package again or choose another splitter.",
            ) from error
        if isinstance(loaded, Configurable):
            return loaded.configured(argument)
        if not isinstance(loaded, Splitter):
            raise InputError(
                f"The splitter {name!r} ({point.value}) is not a Splitter.",
                do="Choose another splitter.",
            )
        if argument:
            raise InputError(
                f"The splitter {name!r} takes nothing behind a colon, but {argument!r} was given.",
                do=f"Write {name} alone.",
            )
        return loaded


def load_splitters() -> Registry:
    """The splitters that are installed."""
    from importlib.metadata import entry_points  # it takes as long to import as many splitters

    return Registry(entry_points(group=GROUP))

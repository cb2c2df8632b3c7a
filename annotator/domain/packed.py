"""Values that are pickled as their class and their fields."""

from typing import Any


class Packed:
    """For frozen dataclasses with slots: what `dataclasses` gives them to be pickled by looks up all about
    their fields each time, and took a tenth of an import."""

    __slots__ = ()
    __match_args__: tuple[str, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple([getattr(self, name) for name in self.__match_args__])

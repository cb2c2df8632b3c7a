"""The sentences of a text, kept for the texts that were asked for last: one works on few at a time."""

from functools import lru_cache

from annotator import splitting
from annotator.domain.text import Range


@lru_cache(maxsize=4)
def sentences(text: str) -> tuple[Range, ...]:
    """As the built-in splitter parts them: `[start, end)` each, code points."""
    return tuple(splitting.sentences(text))

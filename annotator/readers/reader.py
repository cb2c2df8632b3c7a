"""What a reader is: the record that a package registers under `annotator.readers`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from annotator.domain.article import Metadata


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of some bytes; the text need not be canonical yet."""

    text: str
    metadata: Metadata = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of input. Equal bytes must give equal readings in any process."""

    name: str
    """Recorded with every capture, like the version: "text", "markdown", "html"."""
    suffixes: tuple[str, ...]
    """Lower case, with their dot."""
    read: Callable[[bytes, str], Reading]
    """From bytes and a name for messages; raises `InputError` or `MissingExtra`."""
    version: Callable[[], str]
    """Changes whenever the same bytes could give another reading."""
    recognises: Callable[[bytes], bool]
    """Whether bytes without a suffix (standard input) look like this kind."""

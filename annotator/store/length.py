"""Whether a file is as long as it says that it is."""

import time
from pathlib import Path

from annotator.domain.errors import FileRefused
from annotator.store.connection import Database
from annotator.store.rights import size_of

_PAUSES = (0.0, 0.02, 0.05, 0.1)
"""Seconds before each look: while others write, a log can come and go between two of its questions."""


def check_length(db: Database, path: Path) -> None:
    """Name a file that has lost its last bytes; one that has lost whole pages SQLite refuses itself.

    With a log beside it nothing is said: what is missing may be in there.
    """
    for pause in _PAUSES:
        time.sleep(pause)
        whole = db.execute("PRAGMA page_count").fetchone()[0] * db.execute("PRAGMA page_size").fetchone()[0]
        size = size_of(path) or 0
        if not 0 < size < whole or size_of(path.with_name(path.name + "-wal")):
            return
    raise FileRefused(
        f"{path.name} is truncated: {size} of {whole} bytes are there.",
        safe="Nothing in it was changed.",
        do="Go back to a backup or a pack.",
    )

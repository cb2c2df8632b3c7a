"""Copying a file while others write; for a reviewer of a blind round, what that reviewer may see of it."""

import tempfile
from pathlib import Path

from annotator.domain.errors import FileRefused
from annotator.services.merging import merge
from annotator.services.packing import pack_to
from annotator.services.withholding import Withholding
from annotator.store import Store, open_to_write, reading, size_of

_FACTS = ("made_by", "scheme")
"""Of a file, that are not in its log."""


def back_up(store: Store, target: Path) -> bool:
    """Copy the file as it is at this moment; whether something was withheld from whom the store reads for.

    Such a copy is made anew from what that person may see: acts go on in it under new feeds.
    Raises FileRefused.
    """
    if size_of(target) is not None:
        raise FileRefused(f"{target} is there already.", safe="It was not touched.", do="Name another file.")
    withholds = Withholding(store).withholds
    if withholds:
        _copy_what_is_seen(store, target)
    else:
        store.copy_to(target)
    return withholds


def _copy_what_is_seen(store: Store, target: Path) -> None:
    if not target.parent.is_dir():
        raise FileRefused(f"{target.parent} is not a folder.", do="Make it first, or name another.")
    with tempfile.TemporaryDirectory() as folder:
        pack, whole = Path(folder, "seen.pack"), Path(folder, "seen.db")
        pack_to(store, pack)
        with open_to_write(whole, create=True) as copy:
            merge(copy, [pack])
            with copy.writing() as db:
                for name in _FACTS:
                    if value := reading.fact(store.db, name):
                        reading.put_fact(db, name, value)
            copy.copy_to(target)

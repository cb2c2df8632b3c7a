"""The only package that knows SQLite (through sqlite-utils)."""

from sqlite3 import IntegrityError as Conflict

from annotator.store.database import Store, open_to_read, open_to_write
from annotator.store.explaining import Interrupted
from annotator.store.rights import beside, size_of
from annotator.store.sight import Sight

__all__ = ["Conflict", "Interrupted", "Sight", "Store", "beside", "open_to_read", "open_to_write", "size_of"]

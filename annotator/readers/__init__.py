"""Readers turn files and streams into articles; which reader takes which file is the registry's.

`find_files` says what a list of paths holds, `read_file`, `read_stream` and `read_bytes` read one
article. Whatever the bytes are, the answer is a `ReadArticle` or an `InputError` that names them.
"""

from annotator.readers.files import MAX_SIZE, Found, find_files, read_file, read_stream
from annotator.readers.reading import Reader, Reading, read_bytes
from annotator.readers.registry import Registry, load_readers

__all__ = [
    "MAX_SIZE",
    "Found",
    "Reader",
    "Reading",
    "Registry",
    "find_files",
    "load_readers",
    "read_bytes",
    "read_file",
    "read_stream",
]

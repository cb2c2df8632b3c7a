"""Plain text: taken as it is, what it says of itself read from its lines."""

from annotator.domain.text import canonical
from annotator.readers.about import metadata_of_text
from annotator.readers.decoding import decode
from annotator.readers.reader import Reader, Reading


def read_plain(raw: bytes, name: str) -> Reading:
    """The decoded text with metadata from its own lines; raises `InputError` when not decodable."""
    text = canonical(decode(raw, name))
    return Reading(text, metadata_of_text(text))


READER = Reader(
    name="text",
    suffixes=(".txt", ".text"),
    read=read_plain,
    version=lambda: "1",
    recognises=lambda raw: False,
)

"""Refuse what is not text: empty input, known file formats, NULs in bulk."""

import re

from annotator.domain.errors import InputError
from annotator.readers.wide import wide_encoding

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (or docx, odt, epub)"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh9", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\x7fELF", "a program (ELF)"),
    (b"MZ\x90\x00", "a program (Windows)"),
    (b"\xca\xfe\xba\xbe", "a program (Java or macOS)"),
    (b"\xcf\xfa\xed\xfe", "a program (macOS)"),
    (b"\x00asm", "a program (WebAssembly)"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"OggS\x00", "Ogg sound"),
    (b"ID3\x03", "MP3 sound"),
    (b"ID3\x04", "MP3 sound"),
)
_NEVER_IN_TEXT = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]+")
BULK = 1 / 3
"""Text may hold some NULs and other controls; from this share on it is not text."""
SAMPLE = 1 << 16


def refuse_binary(raw: bytes, name: str) -> None:
    """Raise `InputError` when the bytes are empty, of a known binary format, or mostly controls."""
    if not raw.strip():
        raise InputError(f"{name}: it is empty.", safe="Nothing was taken from it.")
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise _binary(name, f"it is {kind}, not text")
    if raw[:4] == b"RIFF" and raw[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise _binary(name, "it is a picture, sound or film, not text")
    if wide_encoding(raw) is None and control_share(raw) > BULK:
        raise _binary(name, "it looks binary, not like text")


def control_share(raw: bytes) -> float:
    """Share of bytes that no text needs, in the first 64 KiB; escapes and line ends not counted."""
    sample = raw[:SAMPLE]
    return sum(len(run) for run in _NEVER_IN_TEXT.findall(sample)) / len(sample)


def _binary(name: str, why: str) -> InputError:
    return InputError(
        f"{name}: {why}.",
        safe="Nothing was taken from it.",
        do="Save the article as plain text, Markdown or HTML.",
    )

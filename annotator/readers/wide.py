"""UTF-16 and UTF-32, with their mark or known by where their zero bytes stand."""

from collections import Counter

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_PLAIN = frozenset(b"\t\n\r" + bytes(range(0x20, 0x7F)))
_ALPHABETS = range(0x01, 0x20)
"""High bytes of Latin Extended, Greek, Cyrillic, Hebrew, Arabic, Devanagari and the like."""
_PUNCTUATION = 0x20
SAMPLE = 1 << 16


def wide_encoding(raw: bytes) -> str | None:
    """The Python name of the UTF-16 or UTF-32 form that the bytes are in, or None.

    Marked bytes are taken at their word. Without a mark the zero bytes must stand where spaces,
    line ends and digits of such a text have them, so that text with a stray NUL is left alone.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    if b"\0" not in raw[:SAMPLE] or len(raw) % 2 or len(raw) < 8:
        return None
    return _unmarked_32(raw) or _unmarked_16(raw)


def byte_order_mark(encoding: str) -> bytes:
    """The mark that a text in this form may begin with."""
    return "\ufeff".encode(encoding)


def _unmarked_32(raw: bytes) -> str | None:
    if len(raw) % 4:
        return None
    for encoding in ("utf-32-le", "utf-32-be"):
        try:
            sample = raw[:SAMPLE].decode(encoding, "surrogatepass")
        except UnicodeDecodeError:
            continue
        if sample.count("\0") * 4 <= len(sample):
            return encoding
    return None


def _unmarked_16(raw: bytes) -> str | None:
    sample = raw[:SAMPLE]
    for encoding, high, low in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if _like_16(high, low):
            return encoding
    return None


def _like_16(high: bytes, low: bytes) -> bool:
    """Whether high and low bytes of 16-bit units look like one or two scripts with spaces."""
    units = len(high)
    plain = sum(1 for h, lo in zip(high, low, strict=True) if h == 0 and lo in _PLAIN)
    stray = high.count(0) - plain
    if plain * 200 < units or stray * 10 > plain:
        return False
    blocks = Counter(high)
    alphabet = max(_ALPHABETS, key=lambda block: blocks[block])
    alphabetic = blocks[0] + blocks[alphabet] + blocks[_PUNCTUATION]
    if alphabetic * 100 >= units * 95:
        return plain * 100 >= units * 2 and low.count(0) * 10 <= plain
    east_asian = sum(count for block, count in blocks.items() if _is_east_asian(block))
    beyond_ascii = sum(1 for lo in low if lo >= 0x80)
    return east_asian * 100 >= units * 98 and beyond_ascii * 10 >= units


def _is_east_asian(block: int) -> bool:
    """High bytes of kana, ideographs, hangul, full-width forms, and of what stands between them."""
    between = block in (0, _PUNCTUATION, 0x30, 0x31, 0xFF)
    return between or 0x4E <= block <= 0x9F or 0xAC <= block <= 0xD7

"""From bytes to characters: a mark, a declaration, UTF-8, then a library's guess, or an error."""

import codecs
import re

from annotator.domain.errors import InputError
from annotator.domain.language import guess_language
from annotator.readers.binary import control_share
from annotator.readers.wide import byte_order_mark, wide_encoding

_AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
"""Declared names stand for their supersets (the WHATWG encoding standard)."""
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2")
_OTHERS = (
    *("cp1251", "koi8_r", "iso8859_5", "cp866", "cp1253", "cp1255", "cp1256", "cp874"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
_C1 = re.compile(rb"[\x80-\x9f]")
_MANY_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_GUESSED_CONTROLS = 0.02
"""Share of control bytes above which a guessed encoding is no text."""
_STRAY_BYTES = 0.05
"""Share of bytes beyond ASCII up to which a text of no encoding is plain text with damage in it."""
SAMPLE = 1 << 17


def decode(raw: bytes, name: str, *, declared: str | None = None) -> str:
    """The characters of `raw`, without a byte order mark; lone surrogates may remain in it.

    `declared` is what the document says of itself; bytes that are UTF-8 beyond ASCII overrule it.
    Raises `InputError` naming `name` when no encoding fits.
    """
    wide = wide_encoding(raw)
    if wide:
        return _decode_wide(raw, name, wide)
    utf8 = _decode_utf8(raw)
    stated = _usable(declared)
    if stated and (utf8 is None or raw.isascii()):
        try:
            return raw.decode(stated)
        except UnicodeDecodeError:
            pass  # a wrong declaration: go on as if there were none
    if utf8 is not None:
        return utf8
    return _guess(raw, name)


def _decode_wide(raw: bytes, name: str, encoding: str) -> str:
    body = raw.removeprefix(byte_order_mark(encoding))
    try:
        return body.decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: it is marked as {encoding}, but byte {error.start} does not fit.",
            safe="Nothing was taken from it.",
            do="Save it again as UTF-8.",
        ) from error


def _decode_utf8(raw: bytes) -> str | None:
    """UTF-8, also with surrogates in it (CESU-8), or with rare damage shown as U+FFFD."""
    body = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass  # perhaps surrogates, perhaps damage
    try:
        return _join_surrogates(body.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        pass  # perhaps damage
    mended = body.decode("utf-8", "replace")
    damage = mended.count("\N{REPLACEMENT CHARACTER}")
    sound = len(_MANY_BYTES.findall(body))
    marked = body is not raw and len(body) < len(raw)
    return mended if damage * 10 <= sound or (marked and damage * 20 <= len(mended)) else None


def _join_surrogates(text: str) -> str:
    """Pairs become the character they stand for; lone ones stay."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _usable(declared: str | None) -> str | None:
    """Python's name for a declared encoding of text, or None."""
    try:
        name = codecs.lookup((declared or "").strip()).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    if name.startswith(("utf-16", "utf-32")):
        return None  # it would have been found by its zero bytes
    return _AS_BROWSERS_DO.get(name, name) if _is_text(name) else None


def _is_text(encoding: str) -> bool:
    try:
        return "".encode(encoding) is not None and "a".encode(encoding).decode(encoding) == "a"
    except (LookupError, UnicodeError):
        return False


def _guess(raw: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    guess = None
    if control_share(raw) <= _GUESSED_CONTROLS:
        guess = from_bytes(raw[:SAMPLE], cp_isolation=[*_LATIN, *_OTHERS]).best()
    if guess is not None:
        try:
            return raw.decode(_better_latin(raw, guess.encoding))
        except UnicodeDecodeError:
            pass  # the sample fitted, the rest does not
    if sum(byte > 0x7E for byte in raw[:SAMPLE]) <= _STRAY_BYTES * len(raw[:SAMPLE]):
        return raw.decode("utf-8", "replace")
    raise InputError(
        f"{name}: its encoding cannot be told (it is not UTF-8).",
        safe="Nothing was taken from it.",
        do="Save it as UTF-8.",
    )


def _better_latin(raw: bytes, guessed: str) -> str:
    """The code page of the language that a Latin text is in, when its common words tell it."""
    if guessed not in _LATIN:
        return guessed
    language = guess_language(raw[:SAMPLE].decode("latin-1"))
    if language == "pl":
        return "cp1250" if _C1.search(raw) else "iso8859_2"
    if language is None:
        return guessed
    return "cp1254" if language == "tr" else "cp1252"

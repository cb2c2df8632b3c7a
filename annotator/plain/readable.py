"""Characters that a terminal cannot show, said otherwise."""

import unicodedata

_SIGNS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "′": "'", "″": '"',
        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...", "·": "-", "•": "*", "×": "x",
        "€": "EUR", "£": "GBP", "→": "->", "←": "<-", "↑": "Up", "↓": "Down", "ß": "ss", "æ": "ae", "ø": "o",
        "œ": "oe", "ł": "l", "\ufffd": "?", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    }
)  # fmt: skip


def readable(text: str, encoding: str) -> str:
    """The text in characters that the encoding has.

    A sign becomes its ASCII likeness and a letter loses its accents; whatever is left is named by its
    number, `[U+6771]`, so that it is neither lost nor taken for another.
    """
    if _fits(text, encoding):
        return text
    return "".join(character if _fits(character, encoding) else _stand_in(character) for character in text)


def _stand_in(character: str) -> str:
    sign = character.translate(_SIGNS)
    if sign.isascii():
        return sign
    base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    if base.isascii() and (base or unicodedata.combining(character)):
        return base
    return f"[U+{ord(character):04X}]"


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True

r"""LaTeX as it stands in BibTeX fields, made plain text: accents (`\"{o}`, `\'e`), letters, dashes."""

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø",
    "O": "Ø", "l": "ł", "L": "Ł", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ",
    "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "S": "§", "P": "¶",
    "copyright": "©", "euro": "€", "texteuro": "€", "pounds": "£",
    "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "guillemotleft": "«", "guillemotright": "»", "textbackslash": "\\", "textasciitilde": "~",
    "textunderscore": "_", "textbraceleft": "{", "textbraceright": "}",
    "textasciicircum": "^", "slash": "/", "quad": " ", "newline": " ",
}  # fmt: skip
_TOKEN = re.compile(r"\\([A-Za-z]+)\s*|\\(.)|(---?|``|'')|([{}$])|(~)|([^\\{}$~`'-]+|.)", re.DOTALL)
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”"}
_ADDRESS_ESCAPE = re.compile(r"\\([_%&#~$])(?:\{\})?")
_URL = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}")


def plain(text: str) -> str:
    """The text that LaTeX would print, in NFC; unknown commands are dropped, what they act on stays."""
    made: list[str] = []
    accents: list[str] = []
    for command, symbol, ligature, brace, tie, other in _TOKEN.findall(text):
        if (command or symbol) in _ACCENTS:
            accents.append(_ACCENTS[command or symbol])
            continue
        if brace == "}":
            accents.clear()
        out = _LETTERS.get(command, "") or _symbol(symbol) or _LIGATURES.get(ligature, "") or other
        if tie:
            out = " "
        if out and accents:
            out = out[0] + "".join(reversed(accents)) + out[1:]
            accents.clear()
        made.append(out)
    return unicodedata.normalize("NFC", "".join(made))


def address_in(text: str) -> str:
    r"""The address that a field holds: in `\url{...}`, or as it is; "" when it holds none."""
    found = _URL.search(text)
    inner = (found[1] or found[2] or "") if found else text
    bare = _ADDRESS_ESCAPE.sub(r"\1", inner).strip().strip("{}<>").strip()
    return bare if bare.lower().startswith(("http://", "https://")) or found else ""


def _symbol(symbol: str) -> str:
    """A character behind a backslash: itself, but for spaces and breaks."""
    return " " if symbol in ("\\", ",", "/", ";", " ", "\n") else "" if symbol in "-!:" else symbol

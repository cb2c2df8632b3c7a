"""Words and marks of one English sentence, as the treebanks cut them: "don't" is "do" and "n't"."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"https?://\S*[\w/]|www\.\S*[\w/]"  # addresses
    r"|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|[^\W\d_]\.(?:[^\W\d_]\.)+"  # U.S., a.m.
    r"|\d+(?:[.,:/-]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])|\d+(?:[.,:]\d+)*"
    r"|(?:[aA]nti|[cC]o|[eE]x?|[mM]id|[mM]ini|[nN]on|[pP]an|[pP]re|[pP]ro|[rR]e|[sS]emi|[sS]ub)-[^\W\d_]+"
    r"|[^\W_]+(?:(?:\.|['’](?![sS]\b))(?=[^\W_])[^\W_]+)*"
    r"|['’](?:[sS]|[mM]|[dD]|ll|LL|re|RE|ve|VE)\b"
    r"|\.{2,}|…|--+|[!?]{2,}|[^\w\s]|_+"
)
_SPLITS = re.compile(r"(?i)(.+)(n['’]t|['’](?:s|m|d|ll|re|ve))|(can)(not)|(gon|wan|got)(na|ta)")
_ABBREVIATION = re.compile(r"[^\W\d_]+")


class Token(NamedTuple):
    """One word, number or mark."""

    start: int
    end: int
    """Half-open, code points of the article."""
    form: str
    """As it stands, with straight apostrophes."""
    word: str
    """The form in lower case."""

    @property
    def capital(self) -> bool:
        return self.form[0].isupper()


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of the sentence `text[start:end]`, in order."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text, start, end):
        begin, stop = found.span()
        word = found.group()
        split = _SPLITS.fullmatch(word) if 2 < stop - begin < 40 else None
        if split:
            middle = begin + len(split[1] or split[3] or split[5])
            tokens.append(_token(text, begin, middle))
            tokens.append(_token(text, middle, stop))
        elif word == "." and _abbreviates(text, tokens, begin, end):
            tokens[-1] = _token(text, tokens[-1].start, stop)
        else:
            tokens.append(_token(text, begin, stop))
    return tokens


def _token(text: str, start: int, end: int) -> Token:
    form = text[start:end].replace("’", "'")
    return Token(start, end, form, form.lower())


def _abbreviates(text: str, tokens: list[Token], stop: int, end: int) -> bool:
    """A stop inside a sentence belongs to the word that it touches: "Mr. Lund", "J. Ask"."""
    if not tokens or tokens[-1].end != stop or not _ABBREVIATION.fullmatch(tokens[-1].form):
        return False
    following = text[stop + 1 : end].lstrip(" \t\"'”’»)]")
    return bool(following)

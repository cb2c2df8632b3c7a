"""What a wording may not do: add a name or a number, add or drop a "not", or be about something else.

Names are words with a capital letter; in scripts without case every word must stand in the article.
"""

import re
import unicodedata
from itertools import groupby

from annotator.splitting.llm.anchoring import Refused, folded

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_OPENS = re.compile(r"(?:^|[.?!:]\s)[\s\"'“‘„«(\[]*$")
"""What stands before a word that has its capital from its place."""
_NEAR = 8
"""Code points before a word that are looked at for that."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SMALL = _words(
    "a an the this that these those it its he she they his her their there in on at by as according"
)
"""English words that may open a wording."""
_COUNTING = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "hundreds thousand thousands million millions billion billions trillion trillions dozen dozens half "
    "third quarter twice double triple first second "
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend "
    "millionen milliarde milliarden dutzend hälfte drittel viertel zweimal "
    "deux trois quatre cinq sept huit neuf dix onze douze vingt trente mille milliard milliards moitié "
    "tiers quart "
    "dos tres cuatro cinco seis siete ocho nueve diez doce veinte treinta cien ciento mil millón millones "
    "mitad "
    "один два две три четыре пять шесть семь восемь девять десять двадцать тридцать сто тысяча тысячи "
    "тысяч миллион миллиона миллионов миллиард миллиарда миллиардов половина"
)
_NEGATING = _words(
    "not no never none nobody nothing neither nor without cannot "
    "nicht kein keine keinen keiner keinem nie niemals niemand nichts ohne "
    "ne pas jamais rien aucun aucune nunca nadie nada ningún ninguna sin "
    "не нет ни никогда никто ничего без"
)
_CONTRACTED = re.compile(r"n't\b")


def check_wording(wording: str, *, sentences: str, quoted: str, spanned: str) -> None:
    """Raise Refused when the wording says what the article does not.

    `sentences` are the words of the claim's sentence and its antecedents, `quoted` those of the
    ranges and the antecedents, `spanned` those of the ranges with the short gaps between them.
    """
    if _numbers(wording) - _numbers(quoted):
        raise Refused("an added number")
    if adds_name(wording, sentences):
        raise Refused("an added name")
    if _negated(wording) != _negated(spanned):
        raise Refused('an added or dropped "not"')
    known = _cased(sentences)
    foreign = [run not in known for run in _cased(wording)]
    if 2 * sum(foreign) > len(foreign):
        raise Refused("a wording that is mostly not the article's")


def adds_name(wording: str, sentences: str) -> bool:
    """Whether a name stands in the wording that does not stand in the sentences, letter by letter."""
    known = {run for _, run in _runs(sentences)}
    return any(
        run not in sentences if _kind(run[0]) == "caseless" else _is_name(wording, start, run, known)
        for start, run in _runs(wording)
        if run not in known
    )


def _is_name(wording: str, start: int, run: str, known: set[str]) -> bool:
    if run == run.lower():
        return False
    small = run[:1].lower() + run[1:]
    placed = _OPENS.search(wording, max(0, start - _NEAR), start) is not None
    return not (placed and (small in known or small in _SMALL))


def _runs(text: str) -> list[tuple[int, str]]:
    """Words, cut where the kind of script changes, with their places; without hiragana, which are the
    particles and endings of Japanese."""
    runs = []
    for found in _WORD.finditer(text):
        at = found.start()
        for kind, letters in groupby(found.group(), _kind):
            run = "".join(letters)
            if kind != "hiragana":
                runs.append((at, run))
            at += len(run)
    return runs


def _cased(text: str) -> set[str]:
    """The words of scripts with case, in lower case."""
    return {run for _, run in _runs(folded(text)[0]) if _kind(run[0]) == "cased"}


def _kind(character: str) -> str:
    if "\u3041" <= character <= "\u309f":
        return "hiragana"
    return "caseless" if character.lower() == character.upper() else "cased"


def _numbers(text: str) -> set[str]:
    """Numbers in figures, fractions and the like, and number words."""
    plain = folded(text)[0]
    odd = {character for character in plain if unicodedata.category(character) in ("No", "Nl")}
    return odd | set(_NUMBER.findall(plain)) | (_COUNTING & set(_WORD.findall(plain)))


def _negated(text: str) -> bool:
    plain = folded(text)[0]
    return bool(_NEGATING & set(_WORD.findall(plain))) or _CONTRACTED.search(plain) is not None

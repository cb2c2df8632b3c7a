"""What the tagger and the parser see of a word: the number of its form, of its endings, its shape."""

from collections.abc import Mapping
from typing import NamedTuple

LONGEST_ENDING = 4
LOWER = 1
"""Shape of a word in small letters."""
_DIGITS = str.maketrans("123456789", "000000000")


class Word(NamedTuple):
    """One word in numbers; 0 stands for what training did not see."""

    form: int
    endings: tuple[int, ...]
    """Of the last 2, 3 and 4 letters."""
    shape: int
    """At most 31."""
    kin: int
    """At most 63: what the word would be by its ending, if its base is known as a verb or a noun."""


def normal(form: str) -> str:
    """Lower case, every digit a zero."""
    return form.lower().translate(_DIGITS)


class Vocabulary:
    """Numbers of forms and endings."""

    def __init__(
        self, forms: Mapping[str, int], endings: Mapping[str, int], bases: Mapping[str, int]
    ) -> None:
        self._forms = forms
        self._endings = endings
        self._bases = bases
        """1 for a verb, 2 for a noun, 3 for both."""
        self._known: dict[str, Word] = {}

    def words(self, forms: list[str]) -> list[Word]:
        """The words of one sentence."""
        known = self._known
        if len(known) > 50_000:
            known.clear()
        return [known.get(form) or self._word(form) for form in forms]

    def _word(self, form: str) -> Word:
        plain = normal(form)
        endings = tuple(self._endings.get(plain[-size:], 0) for size in range(2, LONGEST_ENDING + 1))
        number = self._forms.get(plain, 0) or (len(self._forms) + 1 + endings[1])
        word = Word(number, endings, shape(form), self._kin(plain))
        self._known[form] = word
        return word

    def _kin(self, plain: str) -> int:
        """Ending and kind of base: "considers" is "consider" and "s"."""
        for kind, ending in enumerate(("s", "ed", "ing"), 1):
            if plain.endswith(ending) and len(plain) > len(ending) + 1:
                known = 0
                for base in _bases(plain, ending):
                    known |= self._bases.get(base, 0)
                return kind << 2 | known
        return 0


def _bases(plain: str, ending: str) -> tuple[str, ...]:
    stem = plain[: -len(ending)]
    if ending == "s":
        return (stem, stem[:-1] if stem.endswith("e") else "", stem[:-2] + "y" if stem.endswith("ie") else "")
    doubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else ""
    return (stem, stem + "e", doubled, stem[:-1] + "y" if stem.endswith("i") else "")


def shape(form: str) -> int:
    """Capitals, digits, marks and inner hyphens of a form as one number."""
    first = form[0]
    if first.isupper():
        kind = 3 if len(form) > 1 and form.isupper() else 2
    elif first.isalpha():
        kind = 1
    elif first.isdigit():
        kind = 4
    else:
        kind = 0
    inner = form[1:]
    return kind + 5 * any(map(str.isdigit, inner)) + 10 * ("-" in inner or "." in inner)

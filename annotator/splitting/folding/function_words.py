"""Words that may differ between two texts that say the same, for the languages where we know them.

The lists are short on purpose. A word is here only if leaving it out, or taking another of its
kind, leaves the statement as it was: "to", "by", "from", "with", "before", modals, negations, pronouns
and numbers do not, nor do German articles that tell who did it. A word whose neighbour turns its
meaning stays: "a few" is not "few", "has to leave" not "left", and one who shoots at somebody may miss.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _each(listed: str, neighbours: str) -> dict[str, frozenset[str]]:
    return dict.fromkeys(listed.split(), _words(neighbours))


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """What folding knows of one language; its words as keys have them."""

    free: frozenset[str]
    """May be there or not."""
    same_as: Mapping[str, str] = field(default_factory=dict)
    """Forms that may stand for each other -> one of them."""
    quiet: frozenset[str] = frozenset()
    """Further words that tell nothing of what a text is about."""
    kept_before: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Free words that stay before these."""
    kept_behind: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Free words that stay behind these."""
    free_before: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words that are free before these only: "on Tuesday" is "Tuesday", "in the car" not "the car"."""

    def is_free(self, before: str, word: str, behind: str) -> bool:
        """Whether a word may be missing between its neighbours."""
        if word not in self.free:
            return behind in self.free_before.get(word, ())
        return behind not in self.kept_before.get(word, ()) and before not in self.kept_behind.get(word, ())


_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
_MODALS = "may might could would should must will can to not"

LANGUAGES = {
    "en": FunctionWords(
        free=_words("a an the that which and have has also however meanwhile moreover"),
        free_before={**_each("on", _DAYS), **_each("in of", _MONTHS)},
        quiet=_words(
            "in on at upon of to is are was were be been am had do does did will would can could may might "
            "must should not no "
            "if or but so as by for from with it he she they we you i its his her their our your my this "
            "these those there who what when where said says some most other"
        ),
        same_as={"are": "is", "am": "is", "were": "was", "been": "was"},
        kept_before={
            **_each("a an", "few little lot half third quarter second fifth sixth tenth"),
            **_each("have has", "to"),
            **_each("that", "day night week month year time"),
        },
        kept_behind={
            **_each("have", _MODALS),
        },
    ),
    "de": FunctionWords(
        free=_words("die das und auch dass"),
        quiet=_words(
            "der den dem des ein eine einen im in zu zum zur von mit auf für an am bei nach als wie sich es "
            "er sie nicht ist sind war hat haben wird wurde"
        ),
        same_as={"sind": "ist", "waren": "war", "haben": "hat", "hatten": "hatte"},
    ),
    "fr": FunctionWords(
        free=_words("et aussi"),
        quiet=_words(
            "le la les l un une des de du d au aux à en dans par pour sur avec que qui ne pas il elle on "
            "ce se est sont a ont été"
        ),
        same_as={
            **{"un": "le", "une": "la"},
            **{"sont": "est", "étaient": "était", "ont": "a", "avaient": "avait"},
        },
    ),
    "es": FunctionWords(
        free=_words("el un y también"),
        quiet=_words("la los las un una de del a al en por para con que se no lo su es son fue ha han"),
        same_as={
            **{"una": "la", "unos": "los", "unas": "las"},
            **{"son": "es", "eran": "era", "fueron": "fue", "han": "ha", "habían": "había"},
        },
    ),
    "ru": FunctionWords(
        free=_words("же также и"),
        quiet=_words(
            "в во на с со к ко о об по из у за от для до не что как это он она они его её их "
            "был была было были"
        ),
        same_as={"во": "в", "со": "с", "ко": "к", "об": "о", "обо": "о", "изо": "из", "ото": "от"},
    ),
}
"""By ISO 639-1 code."""
_NAMED_A = re.compile(r"(?<=[^\W\dA-Z_][ ,])A(?!\w)")
""" "Hepatitis A"."""


def gist(text: str, words: Sequence[str], language: str) -> str:
    """What is equal for texts that differ in function words only; `words` are those of its key."""
    known = LANGUAGES.get(language)
    if known is None:
        return " ".join(words)
    if " A" in text and _NAMED_A.search(text):
        words = ["A" if word == "a" else word for word in words]
    same = known.same_as
    around = zip(["", *words], words, [*words[1:], ""], strict=False)
    return " ".join(
        [same.get(word, word) for before, word, behind in around if not known.is_free(before, word, behind)]
    )

"""What labels of other datasets and teams are called, and which of ours they suggest.

None is ever `verified`: where it came from was not checked here.
"""

import re
from collections.abc import Mapping

_WORDS = {
    "sourced": "sourced, supports, support, supported, true, mostly true, correct",
    "contested": "contested, refutes, refuted, contradict, contradicts, false, mostly false, pants fire,"
    " pants on fire, conflicting, conflicting evidence/cherrypicking, disputed, half true, barely true,"
    " partly true/misleading",
    "insufficient": "insufficient, not enough info, not enough information, not enough evidence,"
    " not supported, not applicable, inconclusive, complicated/hard to categorise, unproven",
    "not_checkable": "not checkable",
}
_KNOWN = {word: label for label, words in _WORDS.items() for word in words.split(", ")}
_GAP = re.compile(r"[\s_-]+")

LABELS_IN: Mapping[str, str] = {
    **{words: label for label, words in _WORDS.items()},
    "verified": "sourced, with the flag “was verified there”",
    "any other word": "none; the word is kept",
}
"""Case, and whether words are joined by blanks, - or _, does not count."""


def label_of(word: str) -> tuple[str, tuple[str, ...]]:
    """The label to suggest, or empty, and the flags that go with it."""
    plain = _GAP.sub(" ", word.strip()).casefold()
    if plain == "verified":
        return "sourced", ("was verified there",)
    flags = ("mixes refuted and unknown",) if plain == "not supported" else ()
    return _KNOWN.get(plain, ""), flags

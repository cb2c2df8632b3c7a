"""Whether two texts say the same, with their datelines put aside: the doors to all three tiers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.domain.dateline import Dateline, find_datelines
from annotator.splitting.folding.keys import fold_key
from annotator.splitting.folding.likeness import Words, read_words, similarity
from annotator.splitting.languages import SAMPLE, language_of

Verdict = Literal["same", "similar", "different"]


@dataclass(frozen=True, slots=True)
class _Filing:
    """Keys of what a dateline says, empty where it says nothing."""

    place: str = ""
    agency: str = ""
    date: str = ""

    def contradicts(self, other: "_Filing") -> bool:
        return any(
            one and two and one != two
            for one, two in (
                (self.place, other.place),
                (self.agency, other.agency),
                (self.date, other.date),
            )
        )


_NOWHERE = _Filing()


@dataclass(frozen=True, slots=True)
class _Text:
    whole: str
    """Key with the dateline, for texts in capitals: none is seen there."""
    words: Words
    """Behind the datelines."""
    filing: _Filing
    """By the dateline next to the words."""


def judge(one: str, other: str) -> Verdict:
    """ "same" for texts that fold (tiers 1 and 2), "similar" for such as are offered (tier 3).

    The same in both directions. Datelines that contradict each other tell of two events.
    """
    language = _language((one, other))
    first, second = _read(one, language), _read(other, language)
    if first.whole == second.whole:
        return "same"
    if first.words.gist == second.words.gist:
        return "similar" if first.filing.contradicts(second.filing) else "same"
    return "similar" if similarity(first.words, second.words) else "different"


def group(texts: Sequence[str]) -> list[int]:
    """For each text the index of the first one that it folds into (tiers 1 and 2), its own without one."""
    language = _language(texts)
    known: dict[tuple[str, _Filing], int] = {}
    filings: dict[int, _Filing] = {}
    groups: list[int] = []
    for number, text in enumerate(texts):
        read = _read(text, language)
        names = (read.whole, read.words.gist)
        found = (known.get((name, filing)) for filing in (read.filing, _NOWHERE) for name in names)
        fitting = (n for n in found if n is not None and not filings[n].contradicts(read.filing))
        first = next(fitting, number)
        if filings.get(first, _NOWHERE) == _NOWHERE:
            filings[first] = read.filing
        for filing in (read.filing, _NOWHERE):
            for name in names:
                known.setdefault((name, filing), first)
        groups.append(first)
    return groups


def _read(text: str, language: str) -> _Text:
    datelines = find_datelines(text)
    start = datelines[-1].end if datelines else 0
    filing = _filing(datelines[-1]) if datelines else _NOWHERE
    words = read_words(text[start:], language)
    return _Text(fold_key(text) if start else words.key, words, filing)


def _filing(dateline: Dateline) -> _Filing:
    place = dateline.place.split(",")[0]
    return _Filing(fold_key(place), fold_key(dateline.agency or ""), fold_key(dateline.date or ""))


def _language(texts: Sequence[str]) -> str:
    """That of all of them."""
    sample, length = [], 0
    for text in texts:
        if length > SAMPLE:
            break
        sample.append(text[:SAMPLE])
        length += len(text)
    return language_of(" ".join(sample))

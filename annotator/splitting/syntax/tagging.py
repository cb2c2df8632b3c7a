"""Part-of-speech tags (Penn Treebank) from left to right by a linear model.

Features after Collins (2002), https://aclanthology.org/W02-1001: the word, its endings and shape, its
neighbours, the two tags before.
"""

from collections.abc import Mapping, Sequence

from annotator.splitting.syntax.packed import Scorer
from annotator.splitting.syntax.words import LOWER, Word

NOTHING = Word(0, (0, 0, 0), 31, 63)
"""Stands outside the sentence."""
OUTSIDE = 63
"""Number of the tag outside the sentence."""
MOST = 2
"""Words that are taken for verbs instead."""


class Tagger:
    """`certain`: forms that have one tag only; `finite`: the tags of finite verbs."""

    def __init__(self, scorer: Scorer, certain: Mapping[int, int], finite: Sequence[int]) -> None:
        self._scorer = scorer
        self._certain = certain
        self._finite = finite

    def tag(self, words: Sequence[Word]) -> list[int]:
        """Numbers of the tags."""
        padded = [NOTHING, NOTHING, *words, NOTHING, NOTHING]
        tags: list[int] = []
        before, second = OUTSIDE, OUTSIDE
        for at, word in enumerate(words, 2):
            known = self._certain.get(word.form)
            if known is None:
                known = self._scorer.best(features(padded, at, before, second))
            tags.append(known)
            before, second = known, before
        return tags

    def verbs_instead(self, words: Sequence[Word], tags: Sequence[int]) -> list[tuple[int, int, int]]:
        """(place, tag, what it scores less than the tag there) of the words likeliest to be finite verbs."""
        padded = [NOTHING, NOTHING, *words, NOTHING, NOTHING]
        known = [OUTSIDE, OUTSIDE, *tags]
        found: list[tuple[int, int, int]] = []
        for at, word in enumerate(words):
            if tags[at] in self._finite or word.form in self._certain or word.shape != LOWER:
                continue
            scores = self._scorer.scores(features(padded, at + 2, known[at + 1], known[at]))
            other = max(self._finite, key=scores.__getitem__)
            found.append((at, other, scores[tags[at]] - scores[other]))
        return sorted(found, key=lambda item: item[2])[:MOST]


def features(padded: Sequence[Word], at: int, before: int, second: int) -> list[int]:
    """Numbers of the features of one place; the low 6 bits name the template."""
    word, two, three, four = padded[at].form, *padded[at].endings
    shape = padded[at].shape
    left, right = padded[at - 1], padded[at + 1]
    first = at == 2
    kin = padded[at].kin
    return [
        0,
        1 | word << 6,
        2 | two << 6,
        3 | three << 6,
        4 | four << 6,
        5 | shape << 6 | first << 12,
        6 | before << 6,
        7 | before << 6 | second << 12,
        8 | left.form << 6,
        9 | right.form << 6,
        10 | padded[at - 2].form << 6,
        11 | padded[at + 2].form << 6,
        12 | before << 6 | word << 12,
        13 | left.endings[1] << 6 | before << 26,
        14 | right.endings[1] << 6,
        15 | shape << 6 | right.shape << 12 | left.shape << 18,
        16 | shape << 6 | three << 12 | first << 32,
        17 | word << 6 | right.form << 26,
        18 | word << 6 | left.form << 26,
        19 | three << 6 | before << 26,
        20 | three << 6 | right.endings[1] << 26,
        21 | right.endings[0] << 6 | word << 26,
        22 | shape << 6 | first << 12 | right.endings[1] << 14,
        23 | shape << 6 | before << 12 | right.shape << 18 | first << 24,
        24 | four << 6 | shape << 26 | before << 32,
        25 | before << 6 | right.form << 12,
        26 | kin << 6 | shape << 12 | first << 18,
        27 | kin << 6 | before << 12 | shape << 18,
        28 | kin << 6 | right.form << 12,
        29 | right.kin << 6 | shape << 12 | first << 18 | kin << 20,
        30 | kin << 6 | left.kin << 12 | left.shape << 18,
    ]

"""What a reviewer should know of a claim before judging it: see `domain.claim.Flag`.

A quotation of a few words is partial when somebody is named who said or called it so, and scare quotes
otherwise. Titles, every word of which has a capital, are neither.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from annotator.domain.claim import Flag
from annotator.domain.text import Range
from annotator.splitting.english.lexicon import CUES, LOADED, NAMING, PREPOSITIONS, words
from annotator.splitting.english.quotations import Quotation
from annotator.splitting.syntax.tree import FINITE_TAGS, SUBJECTS, Tree

_PERSONAL = words("he she it they him her them his its their")
_POINTING = frozenset({"this", "that", "these", "those"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_EDITORIAL = re.compile(r"\[[^\[\]\n]{0,200}[^\W\d_][^\[\]\n]{0,200}\]")
_CAUSAL = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|as a result(?: of)?|as a consequence(?: of)?|therefore"
    r"|consequently|(?:led|leads|leading) to|(?:results?|resulted|resulting) in|so that"
    r"|caus(?:es?|ed|ing)|prompt(?:s|ed|ing)|trigger(?:s|ed|ing))\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[\s,;]*")


class Flags:
    """The flags of one sentence, for each of its claims."""

    def __init__(self, text: str, tree: Tree, quotes: Sequence[Quotation], *, attributed: bool) -> None:
        self._text = text
        self._tree = tree
        self._quotes = quotes
        self._attributed = attributed
        self._span = (tree.tokens[0].start, tree.tokens[-1].end)

    def of(self, ranges: Sequence[Range]) -> tuple[Flag, ...]:
        """Those of the claim with these ranges, in order of their place."""
        found = [*self._pronouns(ranges), *self._loaded(ranges), *self._marked(ranges), *self._quoted(ranges)]
        return tuple(sorted(set(found), key=lambda flag: (flag.start, flag.end, flag.kind)))

    def _pronouns(self, ranges: Sequence[Range]) -> Iterator[Flag]:
        """Third persons that no noun of the claim stands before."""
        tree = self._tree
        for word, token in enumerate(tree.tokens):
            if not _covers(ranges, token.start, token.end):
                continue
            if tree.tags[word] in _NOUNS:
                return
            personal = (
                token.word in _PERSONAL and tree.tags[word].startswith("PRP") and tree.labels[word] != "expl"
            )
            pointing = token.word in _POINTING and tree.labels[word] in SUBJECTS and tree.tags[word] == "DT"
            if personal or pointing:
                yield Flag("pronoun", token.start, token.end)

    def _loaded(self, ranges: Sequence[Range]) -> Iterator[Flag]:
        for token in self._tree.tokens:
            if token.word in LOADED and _covers(ranges, token.start, token.end):
                yield Flag("loaded", token.start, token.end)

    def _marked(self, ranges: Sequence[Range]) -> Iterator[Flag]:
        """Insertions in square brackets, and causes: a word within the claim, or between it and the next."""
        for start, end in self._brackets:
            if _covers(ranges, start, end):
                yield Flag("editorial", start, end)
        for start, end in self._causes:
            if _covers(ranges, start, end) or any(self._joins(a, b, start, end) for a, b in ranges):
                yield Flag("causal", start, end)

    def _joins(self, begin: int, behind: int, start: int, end: int) -> bool:
        """Whether the word at `[start, end)` stands right before or behind the range, but for a comma."""
        if begin >= end:
            return _JOINT.fullmatch(self._text, end, begin) is not None
        return behind <= start and _JOINT.fullmatch(self._text, behind, start) is not None

    @cached_property
    def _brackets(self) -> list[Range]:
        return [found.span() for found in _EDITORIAL.finditer(self._text, *self._span)]

    @cached_property
    def _causes(self) -> list[Range]:
        return [found.span() for found in _CAUSAL.finditer(self._text, *self._span)]

    def _quoted(self, ranges: Sequence[Range]) -> Iterator[Flag]:
        for quotation in self._quotes:
            start, end = quotation.start + 1, quotation.end - 1
            if not quotation.closed or not _covers(ranges, start, end):
                continue
            first = bisect_left(self._starts, start)
            inside = range(first, bisect_left(self._starts, end, first))
            if not inside or self._is_sentence(inside) or self._is_title(inside):
                continue
            said = self._attributed or self._is_named(inside)
            yield Flag("partial_quotation" if said else "scare_quotes", quotation.start, quotation.end)

    def _is_sentence(self, inside: Sequence[int]) -> bool:
        tree = self._tree
        if len(inside) > len(tree.tokens) * 4 // 5:
            return True
        subject = any(tree.labels[w] in SUBJECTS for w in inside)
        return subject and any(tree.tags[w] in FINITE_TAGS for w in inside)

    def _is_title(self, inside: Sequence[int]) -> bool:
        words = [self._tree.tokens[w] for w in inside if self._tree.tokens[w].word.isalpha()]
        telling = [token for token in words if token.word not in PREPOSITIONS and len(token.word) > 3]
        return bool(telling) and all(token.capital for token in telling)

    def _is_named(self, inside: range) -> bool:
        """Whether a verb of saying or naming stands outside in the sentence."""
        return any(w not in inside for w in self._naming)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self._tree.tokens]

    @cached_property
    def _naming(self) -> list[int]:
        """The verbs of saying and naming."""
        tree = self._tree
        verbs = (w for w, tag in enumerate(tree.tags) if tag.startswith("VB"))
        return [w for w in verbs if tree.words[w] in CUES or tree.words[w] in NAMING]


def _covers(ranges: Sequence[Range], start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in ranges)

"""One English sentence as the attribution rules see it; stretches freed of the marks around."""

from collections.abc import Sequence

from annotator.domain.text import Range
from annotator.splitting.boundaries import trim
from annotator.splitting.english.quotations import LONGEST_SENTENCE, Quotation, inside, overlapping
from annotator.splitting.syntax.tree import FINITE_TAGS, Tree

RELATIVES = ("who", "which", "whose", "where")


class Sentence:
    """One sentence with its tree, seen by the finders."""

    def __init__(self, text: str, span: Range, tree: Tree, quoted: Sequence[Quotation]) -> None:
        self.text = text
        self.start, self.end = span
        self.tree = tree
        self.tokens = tree.tokens
        self.quotes = overlapping(self.start, self.end, quoted)
        self._opening = {quotation.start for quotation in self.quotes}
        self._closing = {quotation.end for quotation in self.quotes if quotation.closed}
        self.outside = [inside(token.start, self.quotes) is None for token in tree.tokens]

    def word(self, index: int) -> str:
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def finite_between(self, first: int, last: int) -> bool:
        """Whether a finite verb stands outside quotations and relative clauses."""
        for index in range(first, last):
            if self.word(index) in RELATIVES:
                return False
            if self.outside[index] and self.finite(index):
                return True
        return False

    def finite(self, index: int) -> bool:
        """Whether the token is a finite verb or auxiliary."""
        return self.tree.tags[index] in FINITE_TAGS

    def adverb(self, index: int) -> bool:
        return self.tree.tags[index] in ("RB", "RBR", "RBS")

    def closes_quote(self, index: int) -> bool:
        """Whether the token is a closing quotation mark."""
        return self.tokens[index].end in self._closing

    def opens_quote(self, index: int) -> bool:
        return self.tokens[index].start in self._opening


def bare(text: str, start: int, end: int) -> Range:
    """A stretch without white space, commas and unbalanced quotation marks at its ends."""
    start, end = trim(text, start, end)
    changed = end - start <= LONGEST_SENTENCE
    while changed:
        before = (start, end)
        if start < end and text[start] in ",;:”»":
            start += 1
        if start < end and text[end - 1] in ",;:“„«–—":
            end -= 1
        start, end = _unquoted(text, *trim(text, start, end))
        start, end = trim(text, start, end)
        changed = (start, end) != before
    return (start, end)


def _unquoted(text: str, start: int, end: int) -> Range:
    """Drop a mark whose partner is not inside, or both when they enclose everything."""
    for opening, closing in (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»")):
        first = start < end and text[start] == opening
        last = start < end - 1 and text[end - 1] == closing
        if not first and not last:
            continue
        inner = text[start + first : end - last]
        if opening == closing:
            balanced = inner.count(opening) % 2 == 0
            if (first and last and balanced) or (first != last and balanced):
                return (start + first, end - last)
        elif first and last and inner.count(opening) == inner.count(closing) == 0:
            return (start + 1, end - 1)
        elif first and not last and inner.count(closing) == inner.count(opening):
            return (start + 1, end)
        elif last and not first and inner.count(closing) == inner.count(opening):
            return (start, end - 1)
    return (start, end)

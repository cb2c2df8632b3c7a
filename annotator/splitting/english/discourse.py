"""The elementary discourse units of an English text: `syntax.units` on each of its sentences."""

from annotator.domain.text import Range
from annotator.splitting.boundaries import sentences
from annotator.splitting.english.quotations import LONGEST_SENTENCE
from annotator.splitting.syntax.model import english
from annotator.splitting.syntax.tokens import tokenize
from annotator.splitting.syntax.units import unit_ranges


def units(text: str) -> list[Range]:
    """Half-open ranges of the units, in order; a sentence longer than any written one is one unit."""
    found: list[Range] = []
    for start, end in sentences(text):
        tokens = tokenize(text, start, end) if end - start <= LONGEST_SENTENCE else []
        if not tokens:
            found.append((start, end))
            continue
        tree = english().tree_of(tokens)
        found += unit_ranges(tree, english().units(tree), end)
    return found

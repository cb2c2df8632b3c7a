"""Elementary discourse units: the smallest stretches that state something, by a linear model.

The units of rhetorical structure theory as the GUM corpus marks them (https://gucorpling.org/gum/):
clauses with their complements, relative and participle clauses, attributions. For each word the model
decides from tags and tree whether a unit starts there.
"""

from collections.abc import Sequence
from itertools import pairwise

from annotator.domain.text import Range
from annotator.splitting.syntax.packed import Scorer
from annotator.splitting.syntax.tree import FINITE_TAGS, Tree

_NO_LABEL = 0
_VERBS = FINITE_TAGS | {"VB", "VBG", "VBN"}


class Coding:
    """Numbers for the names of tags and labels and for frequent forms."""

    def __init__(self, tags: Sequence[str], labels: Sequence[str], forms: Sequence[str]) -> None:
        self._tags = {name: number for number, name in enumerate(tags, 1)}
        self._labels = {name: number for number, name in enumerate(labels, 1)}
        self._forms = {form: number for number, form in enumerate(forms, 1)}

    def code(self, tree: Tree) -> "Coded":
        return Coded(
            tree,
            [self._forms.get(word, 0) for word in tree.words],
            [self._tags[tag] for tag in tree.tags],
            [self._labels[label] for label in tree.labels],
        )


class Coded:
    """A tree with what the features ask of it, worked out once."""

    def __init__(self, tree: Tree, forms: list[int], tags: list[int], labels: list[int]) -> None:
        size = len(forms)
        self.tree = tree
        self.forms = [0, 0, *forms, 0, 0]
        self.tags = [0, 0, *tags, 0, 0]
        self.labels = labels
        self.starts = list(range(size))
        """The head of the largest subtree that starts at the word."""
        self.ends = list(range(size))
        for word in range(size):
            first, last = tree.first[word], tree.last[word]
            if tree.last[self.starts[first]] - first < last - first:
                self.starts[first] = word
            if last - tree.first[self.ends[last]] < last - first:
                self.ends[last] = word
        self.verbs = [0]
        self.finite = [0]
        for tag in tree.tags:
            self.verbs.append(self.verbs[-1] + (tag in _VERBS))
            self.finite.append(self.finite[-1] + (tag in FINITE_TAGS))

    def kind(self, first: int, last: int) -> int:
        """0 no verb, 1 a verb, 2 a finite one between the two words, both included."""
        if self.finite[last + 1] > self.finite[first]:
            return 2
        return int(self.verbs[last + 1] > self.verbs[first])


def unit_starts(coded: Coded, scorer: Scorer) -> list[int]:
    """The words at which units start, the first word among them."""
    starts = [0]
    for word in range(1, len(coded.labels)):
        if scorer.best(unit_features(coded, word, starts[-1])):
            starts.append(word)
    return starts


def unit_features(coded: Coded, word: int, since: int) -> list[int]:
    """Numbers of the features of a word; `since` is where the unit before starts."""
    tree, at = coded.tree, word + 2
    forms, tags, labels = coded.forms, coded.tags, coded.labels
    big = coded.starts[word]
    ended = coded.ends[word - 1]
    size = tree.last[big] - word
    length = size if size < 4 else 4 if size < 8 else 5
    head = tree.heads[big]
    label, tag = labels[big], tags[big + 2]
    head_tag = tags[head + 2] if head < len(labels) else 63
    head_label = labels[head] if head < len(labels) else 63
    before_head = head < word
    inside = coded.kind(word, tree.last[big])
    since_kind = coded.kind(since, word - 1)
    rest = coded.kind(word, len(labels) - 1)
    gap = word - since
    gap = gap if gap < 4 else 4 if gap < 8 else 5
    own = labels[word]
    t, left, right = tags[at], tags[at - 1], tags[at + 1]
    marked = next((labels[c] for c in tree.children[big] if c >= word), _NO_LABEL)
    kind = inside | since_kind << 2
    return [
        0,
        1 | forms[at] << 6,
        2 | forms[at - 1] << 6,
        3 | forms[at + 1] << 6,
        4 | t << 6 | left << 12 | right << 18,
        5 | t << 6 | left << 12 | tags[at - 2] << 18,
        6 | t << 6 | right << 12 | tags[at + 2] << 18,
        7 | label << 6 | tag << 12 | inside << 18,
        8 | label << 6 | head_tag << 12 | tag << 18 | before_head << 24,
        9 | label << 6 | kind << 12 | t << 18,
        10 | label << 6 | forms[at] << 12,
        11 | label << 6 | length << 12 | inside << 18,
        12 | own << 6 | t << 12 | left << 18,
        13 | label << 6 | labels[ended] << 12 | before_head << 18,
        14 | kind << 6 | gap << 12 | left << 18,
        15 | label << 6 | left << 12 | inside << 18 | t << 20,
        16 | label << 6 | head_label << 12 | before_head << 18 | inside << 20,
        17 | forms[at] << 6 | kind << 22 | rest << 26,
        18 | forms[at] << 6 | right << 22,
        19 | forms[at - 1] << 6 | t << 22 | label << 28,
        20 | label << 6 | marked << 12 | tag << 18,
        21 | labels[ended] << 6 | tags[ended + 2] << 12 | left << 18 | t << 24,
        22 | label << 6 | gap << 12 | kind << 18,
        23 | forms[at] << 6 | forms[at + 1] << 22,
        24 | forms[at] << 6 | forms[at - 1] << 22,
        25 | label << 6 | tag << 12 | head_tag << 18 | left << 24 | kind << 30,
        26 | (forms[head + 2] if head < len(labels) else 0) << 6 | label << 22 | inside << 28,
    ]


def unit_ranges(tree: Tree, starts: Sequence[int], end: int) -> list[Range]:
    """Half-open ranges of the units of a sentence that ends at `end`, without white space behind."""
    places = [*starts, len(tree.tokens)]
    return [
        (tree.tokens[first].start, tree.tokens[behind - 1].end if behind < len(tree.tokens) else end)
        for first, behind in pairwise(places)
    ]

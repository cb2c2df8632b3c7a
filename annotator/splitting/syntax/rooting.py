"""A second look at sentences whose tree has no finite verb at its top.

What ends in a full stop has a finite main clause, headings and cries apart. Where the first tree has
none, mostly one word was tagged wrong ("Alvessa lost 61 million": a noun) or the top was hung below
something else. So the parser is asked for the best tree above each finite verb, and above words that
could be one, and the tree that costs least is taken.
"""

from collections.abc import Iterator, Sequence

from annotator.splitting.syntax.tree import AUXILIARIES, FINITE_TAGS, SUBJECTS, Tree

_STOPS = frozenset({".", "!"})
_CLOSERS = frozenset({'"', "”", "»", "'", "’", ")", "]"})
_OPENERS = frozenset({"WDT", "WP", "WRB", "WP$"})
LONGEST = 80
"""Words of a sentence that is looked at again."""
MOST = 3
"""Verbs that are tried."""
WORST = 216
"""Loss of a tree that is still believed, in the units of the parser's weights."""
TAGGED = 3
"""A changed tag counts so much more than moves."""


def lacks_root(tree: Tree) -> bool:
    """Whether the sentence ends like one, and no finite verb, order or question stands at its top."""
    last = len(tree.words) - 1
    while last > 0 and tree.words[last] in _CLOSERS:
        last -= 1
    if tree.words[last] not in _STOPS or len(tree.words) > LONGEST:
        return False
    return not tree.finite(tree.root) and tree.tags[tree.root] != "VB"


def roots(tree: Tree) -> Iterator[int]:
    """The words that could stand at the top: finite verbs, and what their auxiliaries belong to."""
    found: set[int] = set()
    for word, tag in enumerate(tree.tags):
        if tag not in FINITE_TAGS or (word and tree.tags[word - 1] in _OPENERS):
            continue
        helps = tree.labels[word] in AUXILIARIES and tree.heads[word] < len(tree.words)
        root = tree.heads[word] if helps else word
        if root not in found:
            found.add(root)
            yield root
        if len(found) == MOST:
            return


def stands(tree: Tree) -> bool:
    """Whether a finite verb with a subject stands at the top."""
    return tree.finite(tree.root) and tree.child(tree.root, SUBJECTS) is not None


def cheapest(found: Sequence[tuple[int, Tree]]) -> Tree | None:
    """The tree of the least loss whose top stands; of several the first."""
    standing = [(loss, tree) for loss, tree in found if loss <= WORST and stands(tree)]
    return min(standing, key=lambda item: item[0])[1] if standing else None

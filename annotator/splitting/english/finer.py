"""The fine grain: one claim for each item of a list, and for each circumstance of an event.

"The board of three men and two women met on Monday in Osk" is about whom, when and where; each can be
wrong on its own.
"""

from collections.abc import Sequence
from dataclasses import replace

from annotator.splitting.english.part import Part
from annotator.splitting.syntax.tree import FINITE_TAGS, Tree

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_ADJECTIVES = frozenset({"JJ"})
_TOGETHER = frozenset({"between", "among", "both", "together", "respectively", "each", "other"})
_MUTUAL = frozenset(
    {"met", "meet", "meets", "agreed", "agree", "married", "merged", "share", "shared", "divorced"}
)
"""What two do with each other is not what each of them does."""
_GOVERNED = frozenset({"with", "against", "of", "to", "over", "for", "from", "into", "as", "than"})
"""Prepositions that belong to the verb right before them."""
_MODIFIERS = frozenset({"compound", "amod", "nummod", "nmod:poss", "det", "flat"})
_LISTED = frozenset({"obj", "obl", "nmod", "root", "xcomp", "conj", "amod", "appos", "compound"})


def circumstances(tree: Tree, part: Part, head: int) -> list[Part]:
    """One part for each of several circumstances: when, where, with whom."""
    inside = set(part.words)
    found = [
        [w for w in tree.span(child) if w in inside]
        for child in tree.children[head]
        if tree.labels[child].split(":")[0] == "obl" and child in inside and not _governed(tree, child, head)
    ]
    openers = {tree.words[words[0]] for words in found}
    bound = {"from", "to"} <= openers or any(tree.words[w] in "()[]" for words in found for w in words)
    if len(found) < 2 or bound:
        return [part]
    gone = {w for words in found for w in words}
    core = [w for w in part.words if w not in gone]
    name = "circumstance" if part.rule in ("sentence", "item") else part.rule + "+circumstance"
    return [replace(part, words=sorted([*core, *words]), rule=name) for words in found]


def _governed(tree: Tree, word: int, head: int) -> bool:
    """Whether the verb needs it: "sided with the others"."""
    first = tree.first[word]
    return first == head + 1 and tree.words[first] in _GOVERNED


def items(tree: Tree, part: Part) -> list[Part]:
    """One part for each item of the longest list in it; the part itself without a list."""
    inside = set(part.words)
    best: list[int] = []
    for word in part.words:
        items = _list_of(tree, word, inside)
        if len(items) > len(best):
            best = items
    if not best or any(tree.words[w] in _MUTUAL for w in part.words):
        return [part]
    stretches = _stretches(tree, best)
    listed = range(min(stretches[0]), tree.last[best[-1]] + 1)
    name = "item" if part.rule == "sentence" else f"{part.rule}+item"
    return [
        replace(part, words=[w for w in part.words if w not in listed or w in stretch], rule=name)
        for stretch in stretches
    ]


def _list_of(tree: Tree, word: int, inside: set[int]) -> list[int]:
    """The heads of the items of a list whose first is `word`."""
    kind = next((kind for kind in (_NOUNS, _ADJECTIVES) if tree.tags[word] in kind), None)
    if kind is None or tree.labels[word] not in _LISTED:
        return []
    below = [word, *(c for c in tree.children[word] if tree.labels[c] == "appos")]
    joined = [c for head in below for c in tree.children[head] if tree.labels[c] == "conj"]
    others = sorted(w for w in {*below[1:], *joined} if tree.tags[w] in kind and w in inside)
    if not joined:
        return []
    if not others or any(_states(tree, other) for other in others):
        return []
    for child in (*tree.children[word], *(c for other in others for c in tree.children[other])):
        if tree.words[child] in _TOGETHER or (
            tree.labels[child] == "cc" and tree.words[child] in ("or", "nor", "but", "&")
        ):
            return []
    return [word, *others]


def _states(tree: Tree, item: int) -> bool:
    """Whether a finite verb stands below the word, so that it is hardly an item of a list."""
    return any(tree.tags[w] in FINITE_TAGS for w in tree.span(item))


def _stretches(tree: Tree, items: Sequence[int]) -> list[set[int]]:
    """The words of each item, without commas and conjunctions; an article that all share belongs to none."""
    first, others = items[0], items[1:]
    stop = tree.first[others[0]]
    shared = {"det", "nmod:poss"} if not any(_determined(tree, item) for item in others) else set()
    own = {first}
    for child in tree.children[first]:
        if first < child < stop or (child < first and tree.labels[child] in _MODIFIERS - shared):
            own.update(w for w in tree.span(child) if w < stop)
    found = [own]
    for number, item in enumerate(others):
        end = tree.first[others[number + 1]] if number + 1 < len(others) else tree.last[item] + 1
        joints = {c for c in tree.children[item] if tree.labels[c] in ("cc", "punct") and c < item}
        found.append({w for w in range(tree.first[item], end) if w not in joints})
    return found


def _determined(tree: Tree, noun: int) -> bool:
    return any(tree.labels[c] in ("det", "nmod:poss") for c in tree.children[noun])

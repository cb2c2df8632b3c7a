"""Clauses that the parser hung on the wrong word, put right where tags and words leave little doubt.

A finite clause is not coordinated with a noun, an infinitive or a participle, and one that a
subordinator opens modifies no noun: such a clause moves up to the finite clause around.
"""

from annotator.splitting.syntax.tree import Tree

_JOINTS = frozenset({"and", "but"})
_OPENERS = frozenset(
    {
        "after",
        "before",
        "while",
        "whereas",
        "because",
        "although",
        "though",
        "when",
        "since",
        "as",
        "once",
        "until",
    }
)
_PERSONS_AND_THINGS = frozenset({"who", "which"})
_RELATIVES = frozenset({"who", "which", "that", "whose", "whom", "where"})
_MARKS = frozenset({",", ";", ":", "-", "–", "—", "--", "(", '"', "“", "”"})
_ENDS = _MARKS | {".", "!", "?", ")", "…"}
_OF_NOUNS = frozenset({"det", "amod", "nmod:poss", "compound", "nummod"})
_MOVED = frozenset(
    {"acl:relcl", "acl", "obl", "nmod", "obj", "appos", "parataxis", "conj", "advcl", "dep", "ccomp"}
)


def mended(tree: Tree) -> Tree:
    """The tree with its finite clauses where they belong; the same tree when nothing was wrong."""
    heads, labels = list(tree.heads), list(tree.labels)
    for word, label in enumerate(labels):
        if label in _OF_NOUNS and (noun := _noun_behind(tree, word)) is not None:
            heads[word] = noun
    if heads != tree.heads:
        tree = Tree(tree.tokens, tree.tags, heads, labels)
    heads = list(tree.heads)
    for word in range(len(heads)):
        found = _place(tree, word) if labels[word] in _MOVED and tree.finite(word) else None
        if found:
            heads[word], labels[word] = found
    if heads != tree.heads:
        tree = Tree(tree.tokens, tree.tags, heads, labels)
    main = _main_behind(tree)
    return tree if main is None else _rooted(tree, main)


def _noun_behind(tree: Tree, word: int) -> int | None:
    """The noun whose article, adjective or owner was hung on the verb behind it."""
    head = tree.heads[word]
    if head >= len(tree.tokens) or head < word or not tree.tags[head].startswith("VB"):
        return None
    siblings = tree.children[head]
    following = siblings[siblings.index(word) + 1] if siblings[-1] > word else None
    if following is None or following > head or not tree.tags[following].startswith("NN"):
        return None
    return following


def _place(tree: Tree, word: int) -> tuple[int, str] | None:
    """(head, label) where the finite clause belongs; None where it stands well."""
    first = _start(tree, word)
    opener = tree.words[first]
    if opener in _PERSONS_AND_THINGS and tree.words[first - 1] == "," and tree.subject(word) == first:
        return _antecedent(tree, word, first - 2)
    if opener in _OPENERS and tree.subject(word) is not None:
        label = "advcl"
    elif opener in _JOINTS or (first and tree.words[first - 1] in _JOINTS):
        label = "conj"
    else:
        return None
    stands = tree.labels[word] in (label, "ccomp") and _is_clause(tree, tree.heads[word])
    if stands or _opens_with_relative(tree, word):
        return None
    target = _clause_above(tree, word)
    return None if target is None else (target, label)


def _antecedent(tree: Tree, word: int, noun: int) -> tuple[int, str] | None:
    """The noun that ends before ", which": the clause tells of it."""
    if tree.labels[word] == "acl:relcl" or noun < 0:
        return None
    while tree.labels[noun] in ("flat", "compound", "nmod:unmarked", "nummod") and tree.heads[noun] < noun:
        noun = tree.heads[noun]
    at = noun
    while at != tree.heads[word]:
        if at >= len(tree.tokens) or tree.last[at] >= word or at > word:
            return None
        at = tree.heads[at]
    return (noun, "acl:relcl") if tree.tags[noun].startswith("NN") else None


def _start(tree: Tree, word: int) -> int:
    """The first word of the subtree that is no mark."""
    return next((w for w in tree.span(word) if tree.words[w] not in _MARKS), word)


def _main_behind(tree: Tree) -> int | None:
    """The main clause of "Because P, Q" when it was hung below P."""
    root = tree.root
    first = _start(tree, root)
    if tree.words[first] not in _OPENERS or tree.labels[first] != "mark" or tree.heads[first] != root:
        return None
    for word in range(root + 1, len(tree.tokens)):
        start = _start(tree, word)
        opens = (
            start
            and tree.words[start - 1] == ","
            and tree.words[start] not in _OPENERS | _JOINTS | _RELATIVES
        )
        if opens and tree.finite(word) and tree.subject(word) is not None and _reaches(tree, word):
            return word
    return None


def _reaches(tree: Tree, word: int) -> bool:
    """Whether nothing but marks stands behind the subtree."""
    return all(tree.words[w] in _ENDS for w in range(tree.last[word] + 1, len(tree.tokens)))


def _rooted(tree: Tree, main: int) -> Tree:
    """The tree turned round: its root becomes an adverbial clause of `main`."""
    heads, labels = list(tree.heads), list(tree.labels)
    root = tree.root
    heads[main], labels[main] = len(heads), "root"
    heads[root], labels[root] = main, "advcl"
    for word in range(tree.last[main] + 1, len(heads)):
        if heads[word] < main:
            heads[word] = main
    return Tree(tree.tokens, tree.tags, heads, labels)


def _opens_with_relative(tree: Tree, word: int) -> bool:
    subject = tree.subject(word)
    start = tree.first[subject] if subject is not None else tree.first[word]
    return tree.words[start] in _RELATIVES


def _is_clause(tree: Tree, word: int) -> bool:
    """Whether the word heads a finite clause, or a participle or noun does with a subject of its own."""
    if word >= len(tree.tokens):
        return False
    return tree.finite(word) or (tree.subject(word) is not None and tree.tags[word] == "VBN")


def _clause_above(tree: Tree, word: int) -> int | None:
    """The nearest finite clause around, if moving there crosses no other arc."""
    at, last = tree.heads[word], tree.last[word]
    while at < len(tree.tokens):
        if at > word:
            return None
        if _is_clause(tree, at):
            return at
        if tree.last[at] != last:
            return None
        at = tree.heads[at]
    return None

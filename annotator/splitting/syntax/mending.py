"""Clauses that the parser hung on the wrong word, put right where tags and words leave little doubt.

A finite clause is not coordinated with a noun, an infinitive or a participle, and one that a
subordinator opens modifies no noun: such a clause moves up to the finite clause around.
"""

from collections.abc import Callable

from annotator.splitting.syntax.tree import AUXILIARIES, FINITE_TAGS, Tree

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
_TOLD = frozenset({"root", "conj", "ccomp", "parataxis", "acl:relcl"})
_NO_PREPOSITIONS = frozenset({"than", "to", "'s", "'"})
_OF_NOUNS = frozenset({"det", "amod", "nmod:poss", "compound", "nummod"})
_MOVED = frozenset(
    {"acl:relcl", "acl", "obl", "nmod", "obj", "appos", "parataxis", "conj", "advcl", "dep", "ccomp"}
)


def mended(tree: Tree) -> Tree:
    """The tree with its finite clauses where they belong; the same tree when nothing was wrong."""
    tree = _moved(_told(tree), _noun_behind)
    for verb in range(len(tree.tokens)):
        tree = _with_own_subject(tree, verb)
    tree = _moved(tree, _place)
    tree = _relative_below(tree)
    main = _main_behind(tree)
    return tree if main is None else _rooted(tree, main)


def _told(tree: Tree) -> Tree:
    """The tree in which a participle with a subject and without auxiliary is in the past tense.

    "..., and the mayor resigned"; but not "with the harbour closed".
    """
    tags = [
        "VBD" if tag == "VBN" and tree.labels[word] in _TOLD and _stands_alone(tree, word) else tag
        for word, tag in enumerate(tree.tags)
    ]
    return tree if tags == list(tree.tags) else Tree(tree.tokens, tags, tree.heads, tree.labels)


def _stands_alone(tree: Tree, verb: int) -> bool:
    below = tree.children[verb]
    return tree.subject(verb) is not None and not any(tree.labels[c] in AUXILIARIES for c in below)


def _moved(tree: Tree, place: Callable[[Tree, int], tuple[int, str] | None]) -> Tree:
    """The tree with every word where `place` says, which asks the tree as it was; None: it stands well."""
    heads, labels = list(tree.heads), list(tree.labels)
    for word in range(len(heads)):
        heads[word], labels[word] = place(tree, word) or (heads[word], labels[word])
    if heads == tree.heads and labels == tree.labels:
        return tree
    return Tree(tree.tokens, tree.tags, heads, labels)


def _noun_behind(tree: Tree, word: int) -> tuple[int, str] | None:
    """The noun whose article, adjective or owner was hung on the verb behind it."""
    head, label = tree.heads[word], tree.labels[word]
    if (
        label not in _OF_NOUNS
        or head >= len(tree.tokens)
        or head < word
        or not tree.tags[head].startswith("VB")
    ):
        return None
    siblings = tree.children[head]
    following = siblings[siblings.index(word) + 1] if siblings[-1] > word else None
    if following is None or following > head or not tree.tags[following].startswith("NN"):
        return None
    return following, label


def _with_own_subject(tree: Tree, verb: int) -> Tree:
    """The tree in which the verb's subject is no noun behind a preposition, which none can be.

    "... on the islands after Tokyo sided ...": Tokyo is the subject and "after" opens the clause. "As
    neighbours, Japan and Russia have ...": what stands behind the comma is.
    """
    subject = tree.subject(verb)
    if subject is not None and (subject > verb or not _behind_preposition(tree, subject)):
        return tree
    heads, labels = list(tree.heads), list(tree.labels)
    noun = _opened(tree, verb)
    if noun is not None and (subject is None or heads[verb] < subject):
        if subject is not None:
            heads[subject], labels[subject] = _before(tree, subject, heads[verb]), "nmod"
        heads[_start(tree, noun)], labels[_start(tree, noun)] = verb, "mark"
        labels[verb] = "advcl"
    elif subject is not None and (noun := _behind_comma(tree, subject, verb)) is not None:
        heads[subject], labels[subject] = verb, "obl"
    else:
        return tree
    heads[noun], labels[noun] = verb, "nsubj"
    return Tree(tree.tokens, tree.tags, heads, labels)


def _before(tree: Tree, noun: int, above: int) -> int:
    """The whole of what stands right before the noun, below `above`."""
    at = _start(tree, noun) - 1
    while at >= 0 and at != above and tree.heads[at] != above and tree.heads[at] < noun:
        at = tree.heads[at]
    return at if at >= 0 and tree.words[at] not in _MARKS else above


def _opened(tree: Tree, verb: int) -> int | None:
    """The noun between "after" or its like, which was taken for a preposition, and a finite verb."""
    noun = verb - 1
    if tree.tags[verb] not in FINITE_TAGS or noun < 1:
        return None
    while tree.heads[noun] < verb and tree.last[tree.heads[noun]] == verb - 1:
        if tree.words[_start(tree, noun)] in _OPENERS:
            break
        noun = tree.heads[noun]
    opener = _start(tree, noun)
    found = (
        tree.words[opener] in _OPENERS - {"as"}
        and tree.heads[opener] == noun
        and tree.labels[opener] == "case"
        and tree.tags[noun].startswith(("NN", "PRP"))
    )
    return noun if found and tree.heads[noun] != verb else None


def _behind_comma(tree: Tree, subject: int, verb: int) -> int | None:
    """The first noun below the subject, if a comma stands before it."""
    below = [c for c in tree.children[subject] if subject < c < verb and tree.tags[c].startswith("NN")]
    return below[0] if below and tree.words[_start(tree, below[0]) - 1] == "," else None


def _behind_preposition(tree: Tree, noun: int) -> bool:
    return any(
        c < noun and tree.labels[c] == "case" and tree.words[c] not in _NO_PREPOSITIONS
        for c in tree.children[noun]
    )


def _place(tree: Tree, word: int) -> tuple[int, str] | None:
    """Where a finite clause belongs."""
    if tree.labels[word] not in _MOVED or not tree.finite(word):
        return None
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


def _relative_below(tree: Tree) -> Tree:
    """The tree of "Lund, who owns a boat, sold it" with "sold" at its top, not "owns"."""
    top = tree.root
    subject = tree.subject(top)
    if subject is None or subject < 2 or tree.words[subject] not in _PERSONS_AND_THINGS:
        return tree
    nouns = [c for c in tree.children[top] if c < subject and tree.tags[c].startswith("NN")]
    verbs = [
        c
        for c in tree.children[top]
        if c > top and tree.finite(c) and tree.subject(c) is None and tree.words[_start(tree, c) - 1] == ","
    ]
    if tree.words[subject - 1] != "," or not nouns or not verbs:
        return tree
    heads, labels = list(tree.heads), list(tree.labels)
    noun, verb = nouns[-1], verbs[0]
    heads[verb], labels[verb] = len(heads), "root"
    heads[noun], labels[noun] = verb, "nsubj"
    heads[top], labels[top] = noun, "acl:relcl"
    for child in tree.children[top]:
        if child < noun or child > verb:
            heads[child] = verb
    return Tree(tree.tokens, tree.tags, heads, labels)


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

"""What stands beside a finite clause and says something of its own: brackets, appositions, participles.

What is set off by commas or brackets becomes a claim with the noun that it is said of, and the rest stays
together as the clause. With the fine grain the items of a list are told apart as well, and participle
clauses that are not set off.
"""

from collections.abc import Iterator, Sequence

from annotator.splitting.english.finer import circumstances, items
from annotator.splitting.english.part import Part
from annotator.splitting.syntax.tree import OF_CLAUSES, Tree

_COMMAS = frozenset({",", "-", "–", "—", "--"})
_MARKS = _COMMAS | {"(", "["}
_ENDS = _MARKS | {")", "]"}
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_NAMES = frozenset({"NNP", "NNPS"})
_PLURALS = frozenset({"NNS", "NNPS"})
_PARTICIPLES = frozenset({"VBG", "VBN"})
_FEW = 3
"""Words of a bracket without a verb that says too little for a claim: "(NATO)", "(1998)"."""


def parts(
    tree: Tree, words: Sequence[int], head: int, subject: Sequence[int], rule: str, *, fine: bool
) -> list[Part]:
    """The clause of `words` without what stands beside it, then that.

    `subject`: the words of the clause's subject.
    """
    beside = list(_brackets(tree, words, fine=fine))
    gone = {word for part in beside for word in part.words if word not in part.copied}
    beside += _set_off(tree, [w for w in words if w not in gone], head, subject, fine=fine)
    gone.update(word for part in beside for word in part.words if word not in part.copied)
    rest = [word for word in words if word not in gone and not _empty_bracket(tree, word, gone)]
    found = [Part(rest, rule), *beside]
    if not fine:
        return found
    return [part for item in items(tree, found[0]) for part in circumstances(tree, item, head)] + beside


def _empty_bracket(tree: Tree, word: int, gone: set[int]) -> bool:
    """Whether a bracket stood around what is gone."""
    return (tree.words[word] in ")]" and word - 1 in gone) or (tree.words[word] in "([" and word + 1 in gone)


def _brackets(tree: Tree, words: Sequence[int], *, fine: bool) -> Iterator[Part]:
    """What stands in round brackets behind a noun."""
    inside = set(words)
    since = 0
    for opening in words:
        if tree.words[opening] != "(" or opening < since or not opening or opening - 1 not in inside:
            continue
        closing = _closing(tree, opening)
        span = [w for w in range(opening + 1, closing) if w in inside]
        since = closing
        telling = len(span) > _FEW or any(tree.tags[w].startswith("VB") for w in span)
        noun = _named(tree, opening - 1)
        if not span or noun is None or not (telling or fine):
            continue
        if any(_is_clause(tree, w) for w in span):
            yield Part(span, "bracket")
        else:
            base = _before(tree, noun, opening, inside)
            yield Part(sorted({*base, opening, *span, closing} & inside), "bracket", tuple(base))


def _is_clause(tree: Tree, word: int) -> bool:
    return tree.finite(word) and tree.subject(word) is not None


def _closing(tree: Tree, opening: int) -> int:
    """The bracket that closes another, or the end of the sentence."""
    depth = 0
    for word in range(opening, len(tree.words)):
        depth += (tree.words[word] == "(") - (tree.words[word] == ")")
        if not depth:
            return word
    return len(tree.words)


def _named(tree: Tree, word: int) -> int | None:
    """The noun that heads the name ending at a word."""
    while tree.labels[word] in ("flat", "compound", "nmod:unmarked") and tree.heads[word] < len(tree.words):
        word = tree.heads[word]
    return word if tree.tags[word] in _NOUNS else None


def _set_off(
    tree: Tree, words: Sequence[int], head: int, subject: Sequence[int], *, fine: bool
) -> Iterator[Part]:
    """Appositions and participle clauses between commas."""
    inside, taken = set(words), set[int]()
    for word in words:
        if word in taken or word == head or tree.heads[word] not in inside:
            continue
        span = [w for w in _inner(tree, word, inside) if w not in taken]
        if not span or not (
            _is_set_off(tree, span, words) or (fine and tree.labels[word] == "acl" and len(span) > 2)
        ):
            continue
        found = _beside(tree, word, span, inside, subject, past=_is_past(tree, head))
        if found:
            taken.update(span)
            yield from found


def _inner(tree: Tree, word: int, inside: set[int]) -> list[int]:
    """The words below a word without the marks around them."""
    span = [w for w in tree.span(word) if w in inside]
    while span and tree.words[span[0]] in _MARKS:
        span = span[1:]
    while span and tree.words[span[-1]] in _ENDS:
        span.pop()
    return span


def _is_set_off(tree: Tree, span: Sequence[int], words: Sequence[int]) -> bool:
    """Whether a mark stands before the stretch, or behind one that opens the clause."""
    if span[0] and tree.words[span[0] - 1] in _COMMAS:
        return True
    behind = span[-1] + 1
    return span[0] == words[0] and behind < len(tree.words) and tree.words[behind] == ","


def _beside(
    tree: Tree, word: int, span: list[int], inside: set[int], subject: Sequence[int], *, past: bool
) -> list[Part]:
    """An apposition, or a participle clause and those coordinated with it.

    Not "Bergen, Norway", and not the list "a ferry, a crane and a school".
    """
    label, tag, noun = tree.labels[word], tree.tags[word], tree.heads[word]
    if label in ("acl", "advcl") and tag in _PARTICIPLES and _open(tree, word):
        base = [w for w in subject if w not in span]
        if label == "acl" and noun < span[0] and not (base and is_a(tree, noun)):
            base = _before(tree, noun, span[0], inside)
        return _participles(tree, word, span, base, past=past) if base else []
    place = len(span) <= _FEW and all(tree.tags[w] == "NNP" for w in (noun, *span))
    items = (*span, *(c for c in tree.children[noun] if c > span[-1]))
    listed = tree.tags[noun] not in _NAMES and any(tree.labels[w] == "conj" for w in items)
    if (
        label == "appos"
        and not (place or listed)
        and tag in _NOUNS
        and tree.tags[noun] in _NOUNS
        and noun < span[0]
    ):
        base = _before(tree, noun, span[0], inside)
        return [Part(sorted({*base, *span}), "apposition", tuple(base), _copula(tree, noun, span))]
    return []


def _participles(
    tree: Tree, word: int, span: Sequence[int], base: Sequence[int], *, past: bool
) -> list[Part]:
    """ "scoring twice and winning the cup": one part for each participle."""
    others = [
        c
        for c in tree.children[word]
        if tree.labels[c] == "conj" and tree.tags[c] == tree.tags[word] and c in span and _open(tree, c)
    ]
    own = {other: [w for w in tree.span(other) if w in span] for other in others}
    joints = {
        c for other in others for c in tree.children[other] if tree.labels[c] in ("cc", "punct") and c < other
    }
    taken = {w for words in own.values() for w in words}
    found = [
        [w for w in span if w not in taken],
        *([w for w in words if w not in joints] for words in own.values()),
    ]
    noun = next(w for w in reversed(base) if tree.heads[w] not in base)
    copula = tree.tags[word] == "VBN"
    return [
        Part(
            sorted({*base, *words}),
            "participle",
            tuple(base),
            _copula(tree, noun, words, past=past) if copula else None,
        )
        for words in found
    ]


def _copula(tree: Tree, noun: int, words: Sequence[int], *, past: bool = False) -> tuple[int, str]:
    """Where the wording needs "is" or its like, and which."""
    several = tree.tags[noun] in _PLURALS or any(tree.labels[c] == "conj" for c in tree.children[noun])
    forms = ("was", "were") if past else ("is", "are")
    return (words[0], forms[several])


def _open(tree: Tree, word: int) -> bool:
    """Whether a participle clause has no subject and no conjunction of its own."""
    return tree.subject(word) is None and not any(
        tree.labels[c] in ("mark", "case") for c in tree.children[word]
    )


def _before(tree: Tree, noun: int, stop: int, inside: set[int]) -> list[int]:
    """The noun phrase up to `stop`, without its preposition."""
    left = {
        w
        for c in tree.children[noun]
        if c < noun and tree.labels[c] in OF_CLAUSES | {"case", "cc", "mark"}
        for w in tree.span(c)
    }
    words = [w for w in tree.span(noun) if w < stop and w in inside and w not in left]
    while words and tree.words[words[-1]] in _MARKS:
        words.pop()
    return words


def _is_past(tree: Tree, head: int) -> bool:
    """Whether the clause is told in the past tense."""
    return "VBD" in (tree.tags[head], *(tree.tags[c] for c in tree.children[head] if c < head))


def is_a(tree: Tree, noun: int) -> bool:
    """Whether the clause says that somebody is one of a kind."""
    below = tree.children[noun]
    return any(tree.labels[c] == "cop" for c in below) and any(tree.words[c] in ("a", "an") for c in below)

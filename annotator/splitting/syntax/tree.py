"""A sentence with its tags and its dependency tree (Universal Dependencies, English)."""

from collections.abc import Sequence

from annotator.splitting.syntax.tokens import Token

FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
TELLING_TAGS = FINITE_TAGS | {
    "VB",
    "VBN",
    "VBG",
    "TO",
    "CC",
    "WDT",
    "WP",
    "WRB",
    ",",
    ":",
    ".",
    "-LRB-",
    "-RRB-",
}
AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
OF_CLAUSES = frozenset(
    {
        "nsubj",
        "nsubj:pass",
        "csubj",
        "nsubj:outer",
        "expl",
        "aux",
        "aux:pass",
        "cop",
        "advmod",
        "obl",
        "punct",
    }
)
"""What hangs on a noun that is told of somebody and does not belong to the noun: "The winner was Lund"."""
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer", "expl"})


class Tree:
    """Words by number; every subtree is a stretch without gaps."""

    def __init__(
        self, tokens: Sequence[Token], tags: Sequence[str], heads: Sequence[int], labels: Sequence[str]
    ) -> None:
        self.tokens = tokens
        self.tags = tags
        self.heads = heads
        """The root's is the number of words."""
        self.labels = labels
        self.words = [token.word for token in tokens]
        size = len(tokens)
        self.children: list[list[int]] = [[] for _ in range(size + 1)]
        """In order of their place."""
        for word, head in enumerate(heads):
            self.children[head].append(word)
        self.first = list(range(size))
        self.last = list(range(size))
        for word in _bottom_up(self.children, size):
            if self.children[word]:
                self.first[word] = min(word, self.first[self.children[word][0]])
                self.last[word] = max(word, self.last[self.children[word][-1]])

    @property
    def root(self) -> int:
        return self.children[-1][0]

    def child(self, word: int, labels: frozenset[str]) -> int | None:
        """The first dependent with one of the labels."""
        return next((c for c in self.children[word] if self.labels[c] in labels), None)

    def subject(self, word: int) -> int | None:
        return self.child(word, SUBJECTS)

    def span(self, word: int) -> range:
        """The words of the subtree."""
        return range(self.first[word], self.last[word] + 1)

    def finite(self, word: int) -> bool:
        """Whether the word heads a finite clause: by its own tag, or by an auxiliary's or a copula's."""
        group = [c for c in self.children[word] if self.labels[c] in AUXILIARIES]
        if group:
            return self.tags[group[0]] in FINITE_TAGS
        return self.tags[word] in FINITE_TAGS


def _bottom_up(children: Sequence[Sequence[int]], root: int) -> list[int]:
    """All words, dependents before heads."""
    order: list[int] = []
    stack = list(children[root])
    while stack:
        word = stack.pop()
        order.append(word)
        stack.extend(children[word])
    order.reverse()
    return order

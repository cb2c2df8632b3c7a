"""Trains the parser with a dynamic oracle, so that it learns to go on well after a mistake.

Goldberg and Nivre (2013), https://aclanthology.org/Q13-1033, section 4.2: the costs of the
arc-hybrid moves.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.splitting.syntax.packed import Scorer, packed
from annotator.splitting.syntax.parsing import LEFT, SHIFT, Parser, State, label_features, move_features
from annotator.splitting.syntax.words import Vocabulary
from annotator.splitting.training.perceptron import Perceptron
from annotator.splitting.training.treebank import Tree

SCALE = 4
_FOLLOW = 9
"""Of ten moves so many are the model's own, right or wrong, once it has seen everything once."""


@dataclass(frozen=True, slots=True)
class ParserRows:
    """What is learned: names of labels, rows of weights for moves and for labels."""

    names: tuple[str, ...]
    moves: dict[int, tuple[int, ...]]
    labels: dict[int, tuple[int, ...]]

    def parser(self, telling: frozenset[int]) -> Parser:
        return Parser(telling, Scorer(3, packed(self.moves)), Scorer(len(self.names), packed(self.labels)))


def train_parser(
    trees: Sequence[Tree],
    tags: Sequence[Sequence[int]],
    vocabulary: Vocabulary,
    telling: frozenset[int],
    epochs: int = 8,
    least: int = 5,
) -> ParserRows:
    """Learn from the trees and the tags that a tagger gave to words it had not seen."""
    names = tuple(sorted({name for tree in trees for name in tree.labels}))
    numbers = {name: number for number, name in enumerate(names)}
    data = [
        (vocabulary.words(list(tree.forms)), given, tree.heads, [numbers[name] for name in tree.labels])
        for tree, given in zip(trees, tags, strict=True)
    ]
    moves, labels = Perceptron(3), Perceptron(len(names))
    chance = random.Random(1)
    for epoch in range(epochs):
        chance.shuffle(data)
        for words, given, heads, gold in data:
            _learn(moves, labels, State(words, given, telling), heads, gold, chance, follow=epoch > 0)
    return ParserRows(names, moves.averaged(least, SCALE), labels.averaged(least, SCALE))


def _learn(
    moves: Perceptron,
    labels: Perceptron,
    state: State,
    heads: Sequence[int],
    gold: Sequence[int],
    chance: random.Random,
    *,
    follow: bool,
) -> None:
    below = _dependents(heads)
    while not state.done:
        allowed = state.allowed()
        move = allowed[0]
        if len(allowed) > 1:
            found = move_features(state)
            scores = moves.scores(found)
            guess = max(allowed, key=scores.__getitem__)
            costs = {move: _cost(state, heads, below, move) for move in allowed}
            least = min(costs.values())
            right = max((m for m in allowed if costs[m] == least), key=scores.__getitem__)
            moves.tick()
            if costs[guess] > least:
                moves.update(found, right, guess)
            move = guess if follow and chance.randrange(10) < _FOLLOW else right
        if move == SHIFT:
            state.shift()
            continue
        head, dependent = state.arc(move)
        found = label_features(state, head, dependent)
        scores = labels.scores(found)
        label = scores.index(max(scores))
        if heads[dependent] == head:
            labels.tick()
            if label != gold[dependent]:
                labels.update(found, gold[dependent], label)
        state.attach(head, dependent, label)


def _dependents(heads: Sequence[int]) -> list[list[int]]:
    below: list[list[int]] = [[] for _ in range(len(heads) + 1)]
    for dependent, head in enumerate(heads):
        below[head].append(dependent)
    return below


def _cost(state: State, heads: Sequence[int], below: Sequence[Sequence[int]], move: int) -> int:
    """How many arcs of the right tree can no longer be made after the move."""
    if move == SHIFT:
        word = state.next
        lost = sum(1 for dependent in below[word] if state.heads[dependent] < 0 and dependent in state.stack)
        return lost + (heads[word] in state.stack[:-1])
    top = state.stack[-1]
    lost = sum(1 for dependent in below[top] if dependent >= state.next)
    head = heads[top]
    if move == LEFT:
        return lost + (
            head != state.next and (head > state.next or (len(state.stack) > 1 and head == state.stack[-2]))
        )
    return lost + (head >= state.next)


def parse_all(
    rows: ParserRows,
    trees: Sequence[Tree],
    tags: Sequence[Sequence[int]],
    vocabulary: Vocabulary,
    telling: frozenset[int],
) -> list[tuple[list[int], list[int]]]:
    """Heads and numbers of labels of each sentence."""
    parser = rows.parser(telling)
    return [
        parser.parse(vocabulary.words(list(tree.forms)), given)
        for tree, given in zip(trees, tags, strict=True)
    ]

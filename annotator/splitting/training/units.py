"""Trains the model of discourse units."""

import random
from collections import Counter
from collections.abc import Sequence

from annotator.splitting.syntax.tree import Tree
from annotator.splitting.syntax.units import Coded, Coding, unit_features
from annotator.splitting.training.perceptron import Perceptron

LEAST_FORM = 5
SCALE = 2


def frequent_forms(trees: Sequence[Tree]) -> list[str]:
    """The forms that get a number."""
    counts = Counter(word for tree in trees for word in tree.words)
    return sorted(form for form, count in counts.items() if count >= LEAST_FORM)


def train_units(
    trees: Sequence[Tree], starts: Sequence[Sequence[bool]], coding: Coding, epochs: int = 8, least: int = 2
) -> dict[int, tuple[int, ...]]:
    """Rows of weights for "goes on" and "starts", from trees as the parser makes them."""
    data = [(coding.code(tree), marked) for tree, marked in zip(trees, starts, strict=True)]
    model = Perceptron(2)
    shuffler = random.Random(1)
    for _ in range(epochs):
        shuffler.shuffle(data)
        for coded, marked in data:
            _learn(model, coded, marked)
    return model.averaged(least, SCALE)


def _learn(model: Perceptron, coded: Coded, marked: Sequence[bool]) -> None:
    since = 0
    for word in range(1, len(marked)):
        found = unit_features(coded, word, since)
        scores = model.scores(found)
        guess = scores[1] > scores[0]
        model.tick()
        if guess != marked[word]:
            model.update(found, int(marked[word]), int(guess))
        if guess:
            since = word

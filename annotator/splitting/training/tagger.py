"""Trains the tagger and tags sentences with it."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from annotator.splitting.syntax.packed import Scorer, packed
from annotator.splitting.syntax.tagging import NOTHING, OUTSIDE, Tagger, features
from annotator.splitting.syntax.words import LONGEST_ENDING, Vocabulary, Word, normal
from annotator.splitting.training.perceptron import Perceptron
from annotator.splitting.training.treebank import Tree

LEAST_FORM = 2
LEAST_ENDING = 3
CERTAIN = 20
"""Times that a form must be seen, always with one tag, to be decided without the model."""
SCALE = 4


@dataclass(frozen=True, slots=True)
class TaggerRows:
    """What is learned: names of tags, forms, endings, forms with one tag only, rows of weights."""

    tags: tuple[str, ...]
    forms: dict[str, int]
    endings: dict[str, int]
    bases: dict[str, int]
    certain: dict[int, int]
    rows: dict[int, tuple[int, ...]]

    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.forms, self.endings, self.bases)

    def tagger(self) -> Tagger:
        return Tagger(Scorer(len(self.tags), packed(self.rows)), self.certain, ())


def train_tagger(trees: Sequence[Tree], epochs: int = 10, least: int = 3) -> TaggerRows:
    """Learn from the sentences; the same sentences in the same order give the same tagger."""
    names = tuple(sorted({name for tree in trees for name in tree.tags}))
    numbers = {name: number for number, name in enumerate(names)}
    forms, endings, certain = _lexicon(trees, numbers)
    bases = _bases(trees)
    vocabulary = Vocabulary(forms, endings, bases)
    data = [
        (
            [NOTHING, NOTHING, *vocabulary.words(list(tree.forms)), NOTHING, NOTHING],
            [numbers[name] for name in tree.tags],
        )
        for tree in trees
    ]
    model = Perceptron(len(names))
    shuffler = random.Random(1)
    for _ in range(epochs):
        shuffler.shuffle(data)
        for padded, gold in data:
            _learn(model, padded, gold, certain)
    return TaggerRows(names, forms, endings, bases, certain, model.averaged(least, SCALE))


def _learn(model: Perceptron, padded: Sequence[Word], gold: Sequence[int], certain: dict[int, int]) -> None:
    before, second = OUTSIDE, OUTSIDE
    for at, right in enumerate(gold, 2):
        guess = certain.get(padded[at].form)
        if guess is None:
            found = features(padded, at, before, second)
            scores = model.scores(found)
            guess = scores.index(max(scores))
            model.tick()
            if guess != right:
                model.update(found, right, guess)
        before, second = guess, before


def _lexicon(
    trees: Sequence[Tree], numbers: dict[str, int]
) -> tuple[dict[str, int], dict[str, int], dict[int, int]]:
    seen: Counter[str] = Counter()
    tagged: dict[str, Counter[str]] = {}
    ends: Counter[str] = Counter()
    for tree in trees:
        for form, name in zip(tree.forms, tree.tags, strict=True):
            plain = normal(form)
            seen[plain] += 1
            tagged.setdefault(plain, Counter())[name] += 1
            ends.update({plain[-size:] for size in range(2, LONGEST_ENDING + 1)})
    forms = {form: number for number, form in enumerate(_frequent(seen, LEAST_FORM), 1)}
    endings = {end: number for number, end in enumerate(_frequent(ends, LEAST_ENDING), 1)}
    certain = {
        forms[form]: numbers[next(iter(names))]
        for form, names in tagged.items()
        if len(names) == 1 and seen[form] >= CERTAIN
    }
    return forms, endings, certain


def _bases(trees: Sequence[Tree]) -> dict[str, int]:
    """Which words are bases of verbs (1), of nouns (2), of both (3): as tagged, and as listed beside."""
    listed = (files("annotator.splitting.training") / "verbs.txt").read_text(encoding="utf-8").split()
    verbs, nouns = set(listed), set()
    for tree in trees:
        for form, name in zip(tree.forms, tree.tags, strict=True):
            if name in ("VB", "VBP"):
                verbs.add(form.lower())
            elif name == "NN":
                nouns.add(form.lower())
    return {word: (word in verbs) | (word in nouns) << 1 for word in sorted(verbs | nouns) if word.isalpha()}


def _frequent(counts: Counter[str], least: int) -> list[str]:
    return sorted((item for item, count in counts.items() if count >= least), key=lambda i: (-counts[i], i))


def tag_all(rows: TaggerRows, trees: Sequence[Tree]) -> list[list[int]]:
    """The tags that the tagger gives to the words of each sentence."""
    vocabulary, tagger = rows.vocabulary(), rows.tagger()
    return [tagger.tag(vocabulary.words(list(tree.forms))) for tree in trees]

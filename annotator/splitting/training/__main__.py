"""Trains the English model: `python -m annotator.splitting.training --data DIR --out FILE`.

DIR holds `gum_en.train.conllu.gz` and `ewt_en.train.conllu.gz`. `--hold-out N/M` leaves out every
M-th document of GUM, so that the result can be scored on documents it did not see. The same data
give the same bytes. Takes about ten minutes on one core.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from annotator.splitting.syntax.mending import mended
from annotator.splitting.syntax.model import write_model
from annotator.splitting.syntax.tokens import Token
from annotator.splitting.syntax.tree import TELLING_TAGS
from annotator.splitting.syntax.tree import Tree as Parsed
from annotator.splitting.syntax.units import Coding
from annotator.splitting.training.parser import Parser, parse_all, train_parser
from annotator.splitting.training.tagger import Tagger, tag_all, train_tagger
from annotator.splitting.training.treebank import Tree, read_trees
from annotator.splitting.training.units import frequent_forms, train_units

FOLDS = 5
"""Parts of the data that are tagged and parsed by models that did not see them."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--hold-out", default="", metavar="N/M")
    options.add_argument("--epochs", type=int, default=4)
    chosen = options.parse_args()
    gum = list(read_trees(chosen.data / "gum_en.train.conllu.gz"))
    ewt = list(read_trees(chosen.data / "ewt_en.train.conllu.gz"))
    if chosen.hold_out:
        number, parts = map(int, chosen.hold_out.split("/"))
        held = set(documents(gum)[number::parts])
        gum = [tree for tree in gum if tree.document not in held]
    chosen.out.write_bytes(train(gum, ewt, chosen.epochs))


def documents(trees: Sequence[Tree]) -> list[str]:
    """The names of the documents, sorted."""
    return sorted({tree.document for tree in trees})


def train(marked: Sequence[Tree], others: Sequence[Tree], epochs: int) -> bytes:
    """The bytes of a model. Only the first trees are marked for discourse units."""
    trees = [*marked, *others]
    tagger = train_tagger(trees)
    tags, parsed = _unseen(trees, len(marked), tagger, epochs)
    parser = _train_parser(tagger, trees, tags, epochs)
    forms = frequent_forms(parsed)
    coding = Coding(tagger.tags, parser.labels, forms)
    units = train_units(parsed, [tree.units or () for tree in marked], coding)
    names = {
        "tags": tagger.tags,
        "labels": parser.labels,
        "certain": sorted(tagger.certain.items()),
        "unit_forms": forms,
    }
    tables = [tagger.rows, parser.move_rows, parser.label_rows, units]
    return write_model(names, list(tagger.forms), list(tagger.endings), tagger.bases, tables)


def _telling(tagger: Tagger) -> frozenset[int]:
    return frozenset(number for number, name in enumerate(tagger.tags) if name in TELLING_TAGS)


def _train_parser(
    tagger: Tagger, trees: Sequence[Tree], tags: Sequence[Sequence[int]], epochs: int
) -> Parser:
    return train_parser(trees, tags, tagger.vocabulary(), _telling(tagger), epochs)


def _unseen(
    trees: Sequence[Tree], marked: int, whole: Tagger, epochs: int
) -> tuple[list[list[int]], list[Parsed]]:
    """Tags of all sentences, and trees of the first `marked`, by models that were trained without them.

    The tags are those of `whole` by number.
    """
    folds = {name: number % FOLDS for number, name in enumerate(documents(trees))}
    tags: list[list[int]] = [[] for _ in trees]
    taggers = []
    for fold in range(FOLDS):
        tagger = train_tagger([tree for tree in trees if folds[tree.document] != fold])
        taggers.append(tagger)
        part = [at for at, tree in enumerate(trees) if folds[tree.document] == fold]
        for at, found in zip(part, tag_all(tagger, [trees[at] for at in part]), strict=True):
            tags[at] = [whole.tags.index(tagger.tags[number]) for number in found]
    parsed: dict[int, Parsed] = {}
    for fold in range(FOLDS):
        rest = [at for at, tree in enumerate(trees) if folds[tree.document] != fold]
        parser = _train_parser(whole, [trees[at] for at in rest], [tags[at] for at in rest], epochs)
        part = [at for at in range(marked) if folds[trees[at].document] == fold]
        given = [tags[at] for at in part]
        trees_found = parse_all(
            parser, [trees[at] for at in part], given, whole.vocabulary(), _telling(whole)
        )
        for at, (heads, labels) in zip(part, trees_found, strict=True):
            names = [parser.labels[number] for number in labels]
            named = [whole.tags[number] for number in tags[at]]
            parsed[at] = mended(Parsed(_tokens(trees[at]), named, heads, names))
    return tags, [parsed[at] for at in range(marked)]


def _tokens(tree: Tree) -> list[Token]:
    return [Token(0, 0, form, form.lower()) for form in tree.forms]


if __name__ == "__main__":
    main()

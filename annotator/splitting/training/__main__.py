"""Trains the English model: `python -m annotator.splitting.training --data DIR --out FILE`.

DIR holds `gum_en.train.conllu.gz` and `ewt_en.train.conllu.gz`. `--hold-out N/M` leaves out every
M-th document of GUM, so that the result can be scored on documents it did not see. The same data
give the same bytes. Takes about half an hour on two cores.
"""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from annotator.splitting.syntax.mending import mended
from annotator.splitting.syntax.model import numbers, write_model
from annotator.splitting.syntax.tokens import Token
from annotator.splitting.syntax.tree import TELLING_TAGS
from annotator.splitting.syntax.tree import Tree as Parsed
from annotator.splitting.syntax.units import Coding
from annotator.splitting.training.parser import ParserRows, parse_all, train_parser
from annotator.splitting.training.tagger import TaggerRows, tag_all, train_tagger
from annotator.splitting.training.treebank import Tree, read_trees
from annotator.splitting.training.units import frequent_forms, train_units

FOLDS = 5
"""Parts of the data that are tagged and parsed by models that did not see them."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--hold-out", default="", metavar="N/M")
    options.add_argument("--epochs", type=int, default=8)
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
    coding = Coding(tagger.tags, parser.names, forms)
    units = train_units(parsed, [tree.units or () for tree in marked], coding)
    names = {
        "tags": tagger.tags,
        "labels": parser.names,
        "certain": sorted(tagger.certain.items()),
        "unit_forms": forms,
    }
    tables = [tagger.rows, parser.moves, parser.labels, units]
    return write_model(names, list(tagger.forms), list(tagger.endings), tagger.bases, tables)


def _telling(tagger: TaggerRows) -> frozenset[int]:
    return frozenset(numbers(tagger.tags, TELLING_TAGS))


def _train_parser(
    tagger: TaggerRows, trees: Sequence[Tree], tags: Sequence[Sequence[int]], epochs: int
) -> ParserRows:
    """GUM counts twice: it is edited text, as articles are, and the smaller part."""
    edited = [at for at, tree in enumerate(trees) if tree.units is not None]
    order = [*edited, *range(len(trees))]
    return train_parser(
        [trees[at] for at in order],
        [tags[at] for at in order],
        tagger.vocabulary(),
        _telling(tagger),
        epochs,
    )


def _unseen(
    trees: Sequence[Tree], marked: int, whole: TaggerRows, epochs: int
) -> tuple[list[list[int]], list[Parsed]]:
    """Tags of all sentences, and trees of the first `marked`, by models that were trained without them.

    The tags are those of `whole` by number. One process for each core; they do not depend on each other.
    """
    folds = {name: number % FOLDS for number, name in enumerate(documents(trees))}
    parts = [[at for at, tree in enumerate(trees) if folds[tree.document] == fold] for fold in range(FOLDS)]
    tags: list[list[int]] = [[] for _ in trees]
    parsed: dict[int, Parsed] = {}
    with ProcessPoolExecutor() as pool:
        for found in pool.map(partial(_tagged, trees, whole), parts):
            for at, given in found:
                tags[at] = given
        for trees_found in pool.map(partial(_parsed, trees, marked, whole, tags, epochs), parts):
            parsed.update(trees_found)
    return tags, [parsed[at] for at in range(marked)]


def _tagged(trees: Sequence[Tree], whole: TaggerRows, part: Sequence[int]) -> list[tuple[int, list[int]]]:
    """(number, tags) of the sentences of a part, by a tagger that has seen the others."""
    held = set(part)
    tagger = train_tagger([tree for at, tree in enumerate(trees) if at not in held])
    found = tag_all(tagger, [trees[at] for at in part])
    return [
        (at, [whole.tags.index(tagger.tags[number]) for number in given])
        for at, given in zip(part, found, strict=True)
    ]


def _parsed(
    trees: Sequence[Tree],
    marked: int,
    whole: TaggerRows,
    tags: Sequence[Sequence[int]],
    epochs: int,
    part: Sequence[int],
) -> dict[int, Parsed]:
    """The trees of the marked sentences of a part, by a parser that has seen the others."""
    held = set(part)
    rest = [at for at in range(len(trees)) if at not in held]
    rows = _train_parser(whole, [trees[at] for at in rest], [tags[at] for at in rest], epochs)
    wanted = [at for at in part if at < marked]
    found = parse_all(
        rows,
        [trees[at] for at in wanted],
        [tags[at] for at in wanted],
        whole.vocabulary(),
        _telling(whole),
    )
    parsed = {}
    for at, (heads, labels) in zip(wanted, found, strict=True):
        named = [whole.tags[number] for number in tags[at]]
        tree = Parsed(_tokens(trees[at]), named, heads, [rows.names[number] for number in labels])
        parsed[at] = mended(tree)
    return parsed


def _tokens(tree: Tree) -> list[Token]:
    return [Token(0, 0, form, form.lower()) for form in tree.forms]


if __name__ == "__main__":
    main()

"""Trains the model of sentence boundaries.

    python -m annotator.splitting.training.boundaries --data DIR --out FILE

DIR holds `gum_en.train.conllu.gz` and `ewt_en.train.conllu.gz`. `--hold-out N/M` leaves out every
M-th document of GUM, so that the result can be scored on documents it did not see. The same data
give the same bytes. Takes about a minute on one core.
"""

import argparse
import gzip
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.splitting.boundaries.latin import sentence_starts
from annotator.splitting.boundaries.model import write_weights
from annotator.splitting.training.perceptron import Perceptron

EPOCHS = 5
LEARNERS = 5
"""They see the examples in different orders."""
MARGIN = 50
"""By how much the right answer must win."""
LEAST = 3
SCALE = 4
_LINES, _FLAT = 4, 2
"""How often each document of GUM is read line by line, and how often as one line without headings."""


@dataclass(slots=True)
class Document:
    """A text as lines, each a list of its sentences with the white space behind them."""

    name: str
    lines: list[list[str]] = field(default_factory=list)


Example = tuple[Sequence[str], bool]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--hold-out", default="", metavar="N/M")
    chosen = options.parse_args()
    gum = list(read_documents(chosen.data / "gum_en.train.conllu.gz"))
    if chosen.hold_out:
        number, parts = map(int, chosen.hold_out.split("/"))
        held = set(sorted(document.name for document in gum)[number::parts])
        gum = [document for document in gum if document.name not in held]
    chosen.out.write_bytes(train(gum, list(read_documents(chosen.data / "ewt_en.train.conllu.gz"))))


def read_documents(path: Path) -> Iterator[Document]:
    """The documents of a gzipped CoNLL-U file."""
    document: Document | None = None
    opens, text, last = True, "", ""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            if row.startswith("# newdoc id = "):
                if document:
                    yield document
                document, opens = Document(row[14:].strip()), True
            elif row.startswith("# newpar"):
                opens = True
            elif row.startswith("# text = "):
                text = row[9:].strip()
            elif row[0].isdigit() and "." not in row.split("\t", 1)[0]:
                last = _misc(row, last)
            elif row == "\n" and document and text:
                if opens or not document.lines:
                    document.lines.append([])
                document.lines[-1].append(text if "SpaceAfter=No" in last else text + " ")
                opens, text, last = False, "", ""
    if document:
        yield document


def _misc(row: str, before: str) -> str:
    """The last column; that of a token of several words stands for all of them."""
    number, misc = row.split("\t", 1)[0], row.rstrip("\n").rpartition("\t")[2]
    if "-" in number:
        return f"{number.partition('-')[2]}|{misc}"
    return (
        before
        if before.partition("|")[0].isdigit() and int(number) <= int(before.partition("|")[0])
        else misc
    )


def train(gum: Sequence[Document], ewt: Sequence[Document]) -> bytes:
    """The bytes of a model."""
    examples = [example for document in ewt for example in _by_line(document)]
    for document in gum:
        examples += _LINES * _by_line(document)
        examples += _FLAT * _line_examples(
            [sentence for line in document.lines for sentence in _spaced(line)]
        )
    return write_weights(_learn(examples))


def _by_line(document: Document) -> list[Example]:
    return [example for line in document.lines for example in _line_examples(line)]


def _spaced(line: Sequence[str]) -> list[str]:
    return [*line[:-1], line[-1].rstrip() + " "]


def _line_examples(sentences: Sequence[str]) -> list[Example]:
    """The unclear gaps of a line with their answers."""
    ends, at = set(), 0
    for sentence in sentences:
        ends.add(at + len(sentence.rstrip()))
        at += len(sentence)
    found: list[Example] = []

    def judge(features: Sequence[str], at: int) -> bool:
        found.append((features, at in ends))
        return at in ends

    sentence_starts("".join(sentences).rstrip(), judge)
    return found


def _learn(examples: Sequence[Example]) -> dict[str, int]:
    """Weights of features: the mean of what several perceptrons learn that ask for a margin."""
    numbers: dict[str, int] = {}
    data = [
        ([numbers.setdefault(feature, len(numbers)) for feature in features], answer)
        for features, answer in examples
    ]
    sums = [0] * len(numbers)
    for seed in range(LEARNERS):
        for number, row in _perceptron(data, seed).items():
            sums[number] += row[1]
    means = {feature: (2 * sums[number] + LEARNERS) // (2 * LEARNERS) for feature, number in numbers.items()}
    return {feature: mean for feature, mean in means.items() if mean}


def _perceptron(data: Sequence[tuple[list[int], bool]], seed: int) -> dict[int, tuple[int, ...]]:
    model = Perceptron(2)
    order = list(data)
    shuffler = random.Random(seed)
    for _ in range(EPOCHS):
        shuffler.shuffle(order)
        for features, answer in order:
            no, yes = model.scores(features)
            if (yes - no if answer else no - yes) <= MARGIN:
                model.update(features, int(answer), int(not answer))
            model.tick()
    return model.averaged(LEAST, SCALE)


if __name__ == "__main__":
    main()

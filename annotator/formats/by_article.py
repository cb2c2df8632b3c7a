"""What formats share that write a file for each article: the articles in turn, and names for their files."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.formats.format import Dataset, Written
from annotator.formats.unsaid import count_remarks

LONGEST_SLUG = 48
DIGITS = 16
"""Of an id in a name: among a million articles without a title no two are likely to share them."""


@dataclass
class Tally:
    """What was written so far."""

    claims: int = 0
    labels: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def count(self, record: ClaimRecord) -> None:
        """A claim that is written with all its labels, but without remarks on it and loose citations."""
        self.claims += 1
        self.labels += record.judgement_count
        count_remarks(record, self.left_out)

    @property
    def written(self) -> Written:
        return Written(self.claims, self.labels, {what: n for what, n in self.left_out.items() if n})


def by_article(dataset: Dataset) -> Iterator[tuple[str, DatasetArticle, list[ClaimRecord]]]:
    """Each article with the name for its files, without an ending, and its claims; one at a time.

    The parts of a dataset that is split are folders.
    """
    for split in dataset.splits:
        for _, group in groupby(dataset.records(split), key=lambda record: record.article.id):
            claims = list(group)
            article = claims[0].article
            name = file_name(article)
            yield (f"{split}/{name}" if split else name), article, claims


def file_name(article: DatasetArticle) -> str:
    """Its title in plain letters and the beginning of its id: "talks-on-the-dam-3f2a9c51d0e4b7a6".

    Small ASCII letters, digits and hyphens only, so that every system takes it.
    """
    title = article.metadata["title"].value if "title" in article.metadata else ""
    plain = unicodedata.normalize("NFKD", title[: 4 * LONGEST_SLUG]).encode("ascii", "ignore").decode()
    words = re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_SLUG].rstrip("-")
    return f"{words or 'article'}-{article.id[:DIGITS]}"

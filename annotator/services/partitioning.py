"""Which articles of a dataset go to which part: an article, its near-copies and what its claims are linked
to stay together."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from annotator.domain.near_copies import groups_of, sketch
from annotator.domain.partition import partition
from annotator.store import content
from annotator.store.connection import Database
from annotator.store.dataset import Claims, batches, linked_articles

Advance = Callable[[str, int, int], None]
"""Told how far a long work is: words, how many are done, of how many."""
Parts = dict[str, list[tuple[str, int]]]
"""By part: its articles in order, each with how many claims it has."""


def parts_of(
    db: Database, claims: Claims, shares: Mapping[str, Fraction], seed: int, advance: Advance
) -> Parts:
    """The articles of each part. Their texts are read once; of each a sketch is kept."""
    articles = list(claims.articles())
    sketches: dict[str, bytes] = {}
    for batch in batches(articles):
        texts = content.texts_of(db, batch)
        sketches |= {article: sketch(texts.get(article, "")) for article in batch}
        advance("near-copies", len(sketches), len(articles))
    groups = groups_of(sketches, linked_articles(db))
    placed = partition(groups, dict(articles), shares, seed)
    parts: Parts = {name: [] for name in shares}
    for article, count in articles:
        parts[placed[article]].append((article, count))
    return parts

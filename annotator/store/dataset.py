"""Claims as dataset records, article by article: a few queries for each batch of articles, so that memory is
bounded by one batch. What comes out depends on content and events alone."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from annotator.domain.claim import Claim, Maker
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.store import content
from annotator.store.claim_acts import ClaimActs, acts_on
from annotator.store.claim_rows import CLAIM_COLUMNS, claim_from
from annotator.store.connection import Database
from annotator.store.content import MAKER

BATCH_CLAIMS, BATCH_ARTICLES = 400, 100
"""Read at once, at most; one article with more claims is read alone."""


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A claim as it is read, before its neighbours are known."""

    article: str
    claim_set: str
    position: int
    revised: bool
    claim: Claim


class Claims(Protocol):
    """Which claims a dataset is of, and in what order."""

    @property
    def round_id(self) -> str:
        """The round whose votes and decisions count; empty: all that is current."""

    def articles(self) -> Iterator[tuple[str, int]]:
        """Ids in order, and about how many claims each has."""

    def count_articles(self) -> int: ...

    def placed(self, articles: Sequence[str]) -> list[PlacedClaim]:
        """The claims of these articles, in order, those of an article together."""

    def languages(self) -> list[str]:
        """ISO 639-1 codes of the articles, as far as they are known, in order."""

    def makers(self) -> list[tuple[Maker, int]]:
        """What made the sets that the claims are of, and how many claims each has here."""

    def reviewers(self) -> list[str]:
        """Who gave the labels that count, as far as they can be seen."""


@dataclass(frozen=True, slots=True)
class ShownClaims:
    """The shown claims that stand: articles in library order, claims in theirs."""

    db: Database
    round_id: str = ""

    def articles(self) -> Iterator[tuple[str, int]]:
        yield from self.db.execute(
            "SELECT i.article, i.claims FROM article_info AS i WHERE i.shown_set IS NOT NULL"
            " ORDER BY i.sort_date, i.title, i.article"
        )

    def count_articles(self) -> int:
        counted = self.db.execute("SELECT count(*) FROM article_info WHERE shown_set IS NOT NULL")
        return int(counted.fetchone()[0])

    def placed(self, articles: Sequence[str]) -> list[PlacedClaim]:
        rows = self.db.execute(
            f"SELECT i.article, {PLACED_COLUMNS} FROM json_each(?) AS b"
            " CROSS JOIN article_info AS i ON i.article = b.value"
            " CROSS JOIN standing_claim AS c ON c.claim_set = i.shown_set"
            " ORDER BY b.key, c.position, c.start_offset, c.id",
            (json.dumps(articles),),
        )
        return [placed_from(row) for row in rows]

    def languages(self) -> list[str]:
        rows = self.db.execute(
            "SELECT DISTINCT language FROM article_info WHERE shown_set IS NOT NULL AND language <> ''"
            " ORDER BY language"
        )
        return [row[0] for row in rows]

    def makers(self) -> list[tuple[Maker, int]]:
        rows = self.db.execute(
            f"SELECT {MAKER}, count(*) FROM article_info AS i CROSS JOIN claim_set AS s ON s.id = i.shown_set"
            " CROSS JOIN standing_claim AS c ON c.claim_set = s.id GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
        )
        return [(Maker(*row[:4]), row[4]) for row in rows]

    def reviewers(self) -> list[str]:
        rows = self.db.execute("SELECT DISTINCT member FROM label WHERE state = 'current' ORDER BY member")
        return [row[0] for row in rows]


PLACED_COLUMNS = f"c.claim_set, c.position, c.revised, {CLAIM_COLUMNS}"


def placed_from(row: tuple[Any, ...]) -> PlacedClaim:
    """From a row of an article's id and PLACED_COLUMNS."""
    article, claim_set, position, revised, *claim = row
    return PlacedClaim(article, claim_set, position, bool(revised), claim_from(tuple(claim)))


def records(
    db: Database, claims: Claims, only: Iterable[tuple[str, int]] | None = None
) -> Iterator[ClaimRecord]:
    """A record for each claim as the one who reads `db` may see it; of these articles alone, as `articles`
    gives them, where some are given."""
    for batch in batches(claims.articles() if only is None else only):
        yield from batch_records(db, claims, batch)


def batches(articles: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    """The articles, as many at a time as are read at once."""
    batch: list[str] = []
    size = 0
    for article, claims in articles:
        if batch and (size + claims > BATCH_CLAIMS or len(batch) == BATCH_ARTICLES):
            yield batch
            batch, size = [], 0
        batch.append(article)
        size += claims
    if batch:
        yield batch


def batch_records(db: Database, claims: Claims, articles: Sequence[str]) -> Iterator[ClaimRecord]:
    """The records of some articles' claims."""
    placed = claims.placed(articles)
    acts = acts_on(db, [one.claim.id for one in placed], claims.round_id)
    known, texts = content.metadata_of_all(db, articles), content.texts_of(db, articles)
    for article, group in groupby(placed, lambda one: one.article):
        told = DatasetArticle(article, known[article], texts.get(article, ""))
        here = list(group)
        ids = {(one.claim_set, one.position): one.claim.id for one in here if not one.revised}
        for one in here:
            yield _record(told, one, acts, ids)


def _record(
    article: DatasetArticle, one: PlacedClaim, acts: ClaimActs, ids: Mapping[tuple[str, int], str]
) -> ClaimRecord:
    claim = one.claim
    labels = tuple(acts.labels.get(claim.id, ()))
    used = {citation.id for label in labels for citation in label.citations}
    return ClaimRecord(
        article,
        claim,
        _id_at(ids, one.claim_set, claim.partner),
        labels,
        tuple(citation for citation in acts.citations.get(claim.id, ()) if citation.id not in used),
        tuple(acts.comments.get(claim.id, ())),
        tuple(acts.flags.get(claim.id, ())),
        _id_at(ids, one.claim_set, claim.like),
        acts.folded.get(claim.id, ""),
        acts.revisions.get(claim.id),
        acts.gold.get(claim.id),
        tuple(acts.suggestions.get(claim.id, ())),
        tuple(acts.suggested_citations.get(claim.id, ())),
    )


def _id_at(ids: Mapping[tuple[str, int], str], claim_set: str, position: int | None) -> str:
    """The splitter's claim at that place of the set, if it is in the dataset too."""
    return "" if position is None else ids.get((claim_set, position), "")


def linked_articles(db: Database) -> Iterator[tuple[str, str]]:
    """Pairs of articles of which claims are said to be the same, as far as the reader sees who said so."""
    yield from db.execute(
        "SELECT DISTINCT s.article, t.article FROM link AS k"
        " CROSS JOIN claim AS c ON c.id = k.claim CROSS JOIN claim_set AS s ON s.id = c.claim_set"
        " CROSS JOIN claim AS d ON d.id = k.other CROSS JOIN claim_set AS t ON t.id = d.claim_set"
        " WHERE k.state = 'current' AND k.linked = 1 AND s.article <> t.article ORDER BY 1, 2"
    )

"""The claims of a round as a dataset: frozen as they were handed out, with the votes that stand in it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.claim import Maker
from annotator.store.connection import Database
from annotator.store.content import MAKER
from annotator.store.dataset import PLACED_COLUMNS, PlacedClaim, placed_from
from annotator.store.releasing import raters

_IN_ROUND = (
    "round_claim AS r CROSS JOIN claim AS c ON c.id = r.claim CROSS JOIN claim_set AS s ON s.id = c.claim_set"
)


@dataclass(frozen=True, slots=True)
class RoundClaims:
    """The claims of a round that are in this file, in its order; those of an article together, where its
    first one is."""

    db: Database
    round_id: str

    def articles(self) -> Iterator[tuple[str, int]]:
        yield from self.db.execute(
            f"SELECT s.article, count(*) FROM {_IN_ROUND} WHERE r.round = ?"
            " GROUP BY s.article ORDER BY min(r.number)",
            (self.round_id,),
        )

    def count_articles(self) -> int:
        counted = self.db.execute(
            f"SELECT count(DISTINCT s.article) FROM {_IN_ROUND} WHERE r.round = ?", (self.round_id,)
        )
        return int(counted.fetchone()[0])

    def placed(self, articles: Sequence[str]) -> list[PlacedClaim]:
        """A round from elsewhere may name a claim twice: it stands where it is named first."""
        rows = self.db.execute(
            f"SELECT s.article, {PLACED_COLUMNS} FROM json_each(:articles) AS b"
            " CROSS JOIN claim_set AS s ON s.article = b.value CROSS JOIN claim AS c ON c.claim_set = s.id"
            " CROSS JOIN round_claim AS r ON r.claim = c.id AND r.round = :round"
            " GROUP BY c.id ORDER BY b.key, min(r.number)",
            {"articles": json.dumps(articles), "round": self.round_id},
        )
        return [placed_from(row) for row in rows]

    def languages(self) -> list[str]:
        rows = self.db.execute(
            f"SELECT DISTINCT i.language FROM {_IN_ROUND} CROSS JOIN main.article_info AS i"
            " ON i.article = s.article AND i.language <> '' WHERE r.round = ? ORDER BY i.language",
            (self.round_id,),
        )
        return [row[0] for row in rows]

    def makers(self) -> list[tuple[Maker, int]]:
        rows = self.db.execute(
            f"SELECT {MAKER}, count(DISTINCT c.id) FROM {_IN_ROUND} WHERE r.round = ?"
            " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
            (self.round_id,),
        )
        return [(Maker(*row[:4]), row[4]) for row in rows]

    def reviewers(self) -> list[str]:
        return raters(self.db, self.round_id)

"""What a round's release is made of: its claims in their order, a part at a time, so that memory is bounded.

What comes out depends on content and events alone. Names go through `named`, which may replace them.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.citation import Citation
from annotator.domain.claim import Maker
from annotator.domain.label import Standing
from annotator.domain.release import Decision, ReleasedArticle, ReleasedClaim, ReleasedVote
from annotator.store import content
from annotator.store.claim_rows import CLAIM_COLUMNS, claim_from
from annotator.store.connection import Database
from annotator.store.projections.evidence import CITATION_COLUMNS, citation_from
from annotator.store.projections.labels import VIEW_COLUMNS, view_from
from annotator.store.projections.rounds import state_now

T = TypeVar("T")
Named = Callable[[str], str]

PART = 500
"""Claims of the round that are read at once."""
_IN_PART = "r.round = :round AND r.number >= :start AND r.number < :end"

# The queries name the order of their joins (CROSS JOIN): left to itself SQLite may begin elsewhere. Sources
# are those of `main`: who sees a citation sees its source, and joined from the left the view that lies over
# them would be made anew, as a whole, for each part.
_CLAIMS = (
    f"SELECT r.number, s.article, s.id, c.revised, {CLAIM_COLUMNS} FROM round_claim AS r"
    " CROSS JOIN claim AS c ON c.id = r.claim CROSS JOIN claim_set AS s ON s.id = c.claim_set"
    f" WHERE {_IN_PART} AND NOT EXISTS (SELECT 1 FROM round_claim AS o WHERE o.claim = r.claim"
    "  AND o.round = r.round AND o.number < r.number) ORDER BY r.number"
)
_VOTES = (
    f"SELECT {VIEW_COLUMNS} FROM round_claim AS r"
    " CROSS JOIN label AS l ON l.round = r.round AND l.claim = r.claim AND l.vote = 1"
    f" WHERE {_IN_PART} ORDER BY r.number, l.member, l.id"
)
_SECONDS = (
    "SELECT l.claim, l.member, sum(l.seconds) FROM round_claim AS r"
    " CROSS JOIN label AS l ON l.claim = r.claim AND l.round = r.round AND l.seconds IS NOT NULL"
    f" WHERE {_IN_PART} GROUP BY l.claim, l.member"
)
_VOTED_EVIDENCE = (
    f"SELECT {CITATION_COLUMNS} FROM round_claim AS r"
    " CROSS JOIN label AS l ON l.round = r.round AND l.claim = r.claim AND l.vote = 1"
    " CROSS JOIN label_citation AS x ON x.label = l.id"
    " CROSS JOIN citation AS c ON c.id = x.citation AND c.state <> 'retracted'"
    f" LEFT JOIN main.source AS s ON s.id = c.source WHERE {_IN_PART}"
)
_DECISIONS = (
    "SELECT a.claim, a.id, a.member, a.label, a.method, a.reason, a.at, a.missing, a.verdict"
    " FROM round_claim AS r CROSS JOIN adjudication AS a ON a.round = r.round AND a.claim = r.claim"
    f" AND a.state = 'current' WHERE {_IN_PART}"
)
_DECIDED_EVIDENCE = (
    f"SELECT a.id, {CITATION_COLUMNS} FROM round_claim AS r"
    " CROSS JOIN adjudication AS a ON a.round = r.round AND a.claim = r.claim AND a.state = 'current'"
    " CROSS JOIN adjudication_citation AS x ON x.adjudication = a.id"
    " CROSS JOIN citation AS c ON c.id = x.citation AND c.claim = a.claim AND c.state <> 'retracted'"
    f" LEFT JOIN main.source AS s ON s.id = c.source WHERE {_IN_PART} ORDER BY c.id"
)
_SKIPS = (
    "SELECT k.claim, k.member, k.reason FROM round_claim AS r"
    " CROSS JOIN skip AS k ON k.claim = r.claim AND k.round = r.round AND k.state = 'current'"
    f" WHERE {_IN_PART} ORDER BY k.member, k.id"
)
_CONTROLS = (
    "SELECT k.claim, k.label FROM round_claim AS r"
    " CROSS JOIN control AS k ON k.round = r.round AND k.claim = r.claim"
    f" WHERE {_IN_PART} ORDER BY k.id DESC"
)


class RoundRecords:
    """Reads the records of one round."""

    def __init__(self, db: Database, round_id: str, named: Named) -> None:
        self._db = db
        self._round = round_id
        self._named = named
        self._left_open = self._reasons()
        self._maker = lru_cache(maxsize=64)(self._maker_of)
        self._article = lru_cache(maxsize=1)(self.article)

    def parts(self) -> list[int]:
        """The first number of each part that has claims; a round from elsewhere may number them anyhow."""
        rows = self._db.execute(
            f"SELECT DISTINCT number / {PART} * {PART} FROM round_claim WHERE round = ? ORDER BY 1",
            (self._round,),
        )
        return [row[0] for row in rows]

    def claims(self, start: int) -> Iterator[ReleasedClaim]:
        """The claims of the part that begins with that number, of those that are in this file."""
        votes = self._votes(start)
        decisions = self._decisions(start)
        skips = _grouped((row[0], (self._named(row[1]), row[2])) for row in self._rows(_SKIPS, start))
        controls = dict(self._rows(_CONTROLS, start))
        for number, article, claim_set, revised, *claim in self._rows(_CLAIMS, start):
            made = claim_from(tuple(claim))
            yield ReleasedClaim(
                number,
                self._article(article),
                made,
                self._maker(claim_set),
                bool(revised),
                decisions.get(made.id),
                tuple(sorted(votes[made.id].values(), key=lambda vote: vote.reviewer)),
                tuple(sorted(skips[made.id])),
                self._left_open.get(made.id, ""),
                controls.get(made.id, ""),
            )

    def article(self, article: str) -> ReleasedArticle:
        """An article with its text."""
        values = self._db.execute(
            f"SELECT {', '.join(METADATA_FIELDS)} FROM article_info WHERE article = ?", (article,)
        ).fetchone()
        known = dict(zip(METADATA_FIELDS, values or (), strict=False))
        return ReleasedArticle(article, known, content.text_of(self._db, article) or "")

    def _rows(self, query: str, start: int) -> list[tuple[Any, ...]]:
        return self._db.execute(query, {"round": self._round, "start": start, "end": start + PART}).fetchall()

    def _votes(self, start: int) -> dict[str, dict[str, ReleasedVote]]:
        """By claim and member; of two devices' votes the later."""
        known = {row[0]: citation_from(row) for row in self._rows(_VOTED_EVIDENCE, start)}
        seconds = {(claim, member): taken for claim, member, taken in self._rows(_SECONDS, start)}
        found: dict[str, dict[str, ReleasedVote]] = defaultdict(dict)
        for row in self._rows(_VOTES, start):
            view = view_from(row)
            label = view.label
            own = (known[c] for c in sorted(label.citations) if c in known)
            rests_on = tuple(c for c in own if (c.claim, c.member) == (label.claim, label.member))
            taken = seconds.get((label.claim, label.member))
            found[label.claim][label.member] = ReleasedVote(
                self._named(label.member), label, view.standing, taken, rests_on
            )
        return found

    def _decisions(self, start: int) -> dict[str, Decision]:
        evidence = _grouped((row[0], self._renamed(row[1:])) for row in self._rows(_DECIDED_EVIDENCE, start))
        found = {}
        for claim, event, lead, label, method, reason, at, missing, verdict in self._rows(_DECISIONS, start):
            judged = Standing(tuple(json.loads(missing)), verdict)
            found[claim] = Decision(
                event, self._named(lead), label, method, reason, at, judged, tuple(evidence[event])
            )
        return found

    def _renamed(self, row: tuple[Any, ...]) -> Citation:
        citation = citation_from(row)
        return replace(citation, member=self._named(citation.member))

    def _reasons(self) -> Mapping[str, str]:
        """What the round was closed over, if it is closed."""
        state, left_open = state_now(self._db, self._round)
        return dict(json.loads(left_open)) if state == "closed" else {}

    def _maker_of(self, claim_set: str) -> str:
        header = content.set_header(self._db, claim_set)
        return (header.maker if header else Maker("", "")).words


def raters(db: Database, round_id: str) -> list[str]:
    """Everybody who has voted in a round, by name."""
    rows = db.execute(
        "SELECT DISTINCT member FROM label WHERE round = ? AND vote = 1 ORDER BY member", (round_id,)
    )
    return [row[0] for row in rows]


def participants(db: Database, round_id: str) -> list[str]:
    """Everybody who did something in a round or was given something, by name."""
    rows = db.execute(
        "SELECT member FROM label WHERE round = :round UNION SELECT member FROM handing WHERE round = :round"
        " UNION SELECT member FROM adjudication WHERE round = :round"
        " UNION SELECT member FROM skip WHERE round = :round"
        " UNION SELECT member FROM round_state WHERE round = :round"
        " UNION SELECT member FROM reveal WHERE round = :round"
        " UNION SELECT member FROM round WHERE id = :round"
        " UNION SELECT c.member FROM adjudication AS a JOIN adjudication_citation AS x"
        "  ON x.adjudication = a.id JOIN citation AS c ON c.id = x.citation WHERE a.round = :round"
        " UNION SELECT j.value FROM round AS r JOIN json_each(r.reviewers) AS j WHERE r.id = :round"
        " ORDER BY 1",
        {"round": round_id},
    )
    return [row[0] for row in rows]


def votes_after(db: Database, round_id: str, event: str) -> int:
    """Standing votes that were given after an event."""
    found = db.execute(
        "SELECT count(*) FROM label WHERE round = ? AND vote = 1 AND id > ?", (round_id, event)
    ).fetchone()
    return int(found[0])


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found

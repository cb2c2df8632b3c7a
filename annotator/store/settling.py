"""What of a round is settled: the one definition of it, for each kind of round."""

import json
from collections.abc import Iterator
from typing import Any

from annotator.domain.closing import RoundEvent, Unsettled, why_unsettled
from annotator.domain.round import Round
from annotator.store.connection import Database

_NOT_GOLD = (
    "SELECT r.number, r.claim, coalesce(c.text, ''), a.label, a.missing,"
    " (SELECT json_group_array(json_array(v.label, v.votes)) FROM (SELECT l.label, count(*) AS votes"
    "   FROM label AS l WHERE l.round = r.round AND l.claim = r.claim AND l.vote = 1"
    "   GROUP BY l.label ORDER BY votes DESC, l.label) AS v),"
    " (SELECT count(*) FROM assignment AS w WHERE w.claim = r.claim AND +w.round = r.round"
    "   AND w.state = 'open')"
    " FROM round_claim AS r LEFT JOIN claim AS c ON c.id = r.claim"
    " LEFT JOIN adjudication AS a ON a.round = r.round AND a.claim = r.claim AND a.state = 'current'"
    " WHERE r.round = ? AND coalesce(a.complete, 0) = 0 ORDER BY r.number"
)
_NOT_MERGED = (
    "SELECT r.number, r.claim, coalesce(c.text, ''), c.id IS NULL"
    " FROM round_claim AS r LEFT JOIN claim AS c ON c.id = r.claim"
    " LEFT JOIN claim_set AS s ON s.id = c.claim_set LEFT JOIN article_info AS i ON i.article = s.article"
    " LEFT JOIN claim_set AS m ON m.id = i.shown_set AND m.splitter = 'round' AND m.version = r.round"
    " WHERE r.round = ? AND m.id IS NULL ORDER BY r.number"
)


def unsettled(db: Database, found: Round) -> Iterator[Unsettled]:
    """The claims of a round that are not settled, in its order.

    Settled is, in a round of segmentation, a claim whose article shows what the round has merged; in any
    other, one with a current decision that meets the evidence rule of its label.
    """
    if found.kind == "segmentation":
        for number, claim, text, absent in db.execute(_NOT_MERGED, (found.id,)):
            yield Unsettled(number, claim, text, "not here yet" if absent else "its article is not merged")
        return
    for number, claim, text, label, missing, votes, waiting in db.execute(_NOT_GOLD, (found.id,)):
        lacking = None if missing is None else json.loads(missing)
        counted = [(name, count) for name, count in json.loads(votes)]
        yield Unsettled(number, claim, text, why_unsettled(counted, waiting, lacking, label or ""))


def count_settled(db: Database, found: Round) -> int:
    """How many claims of a round are settled, at once."""
    if found.kind == "segmentation":
        return found.claims - sum(1 for _ in unsettled(db, found))
    (count,) = db.execute(
        "SELECT count(*) FROM main.adjudication WHERE round = ? AND state = 'current' AND complete = 1",
        (found.id,),
    ).fetchone()
    return int(count)


def life(db: Database, round_id: str) -> list[RoundEvent]:
    """What was done to a round as a whole, oldest first."""
    rows = db.execute(
        "SELECT id, 'made', member, at, '', '[]' FROM round WHERE id = :round"
        " UNION ALL SELECT id, 'revealed', member, at, '', '[]' FROM reveal WHERE round = :round"
        " UNION ALL SELECT id, iif(state = 'closed', 'closed', 'reopened'), member, at, reason, left_open"
        "  FROM round_state WHERE round = :round ORDER BY 1",
        {"round": round_id},
    )
    return [_round_event(row) for row in rows]


def _round_event(row: tuple[Any, ...]) -> RoundEvent:
    event, what, member, at, reason, left_open = row
    return RoundEvent(event, what, member, at, reason, tuple((c, why) for c, why in json.loads(left_open)))

"""What is asked of a round to say how far it is, by indexes alone.

Of the tables themselves, whoever looks: the service that asks tells each person what they may know.
"""

import json

from annotator.domain.round_status import Unfinished
from annotator.store.connection import Database

_VOTES = "FROM main.label WHERE round = :round AND vote = 1"
_WORK = "FROM main.label WHERE round = :round AND round <> '' AND member = :member"


def tallies(db: Database, round_id: str) -> list[tuple[str, str, str, int]]:
    """(member, article, state, claims) of what is handed out."""
    return db.execute(
        "SELECT member, article, state, count(*) FROM main.assignment WHERE round = ?"
        " GROUP BY member, article, state ORDER BY member, article, state",
        (round_id,),
    ).fetchall()


def lengths(db: Database, round_id: str) -> list[tuple[str, int, int]]:
    """(article, claims of the round in it, their code points)."""
    return db.execute(
        "SELECT s.article, count(*), sum(length(c.text)) FROM main.round_claim AS r"
        " CROSS JOIN main.claim AS c ON c.id = r.claim CROSS JOIN main.claim_set AS s ON s.id = c.claim_set"
        " WHERE r.round = ? GROUP BY s.article ORDER BY s.article",
        (round_id,),
    ).fetchall()


def stamp(db: Database, round_id: str) -> tuple[int, ...]:
    """Another one when the round has other claims, or people have others of them."""
    row = db.execute(
        "SELECT (SELECT count(*) FROM main.round_claim WHERE round = :round),"
        " (SELECT count(*) FROM main.assignment WHERE round = :round),"
        " (SELECT count(*) FROM main.handing WHERE round = :round),"
        " (SELECT count(*) FROM main.handing WHERE round = :round AND retracted = 1)",
        {"round": round_id},
    ).fetchone()
    return tuple(row)


def with_somebody(db: Database, round_id: str) -> int:
    """Claims that anybody has."""
    return _one(db, "SELECT count(DISTINCT number) FROM main.assignment WHERE round = :round", round_id)


def waiting(db: Database, round_id: str) -> int:
    """Claims that somebody who has them has not labelled."""
    return _one(
        db,
        "SELECT count(DISTINCT number) FROM main.assignment WHERE round = :round"
        " AND state IN ('open', 'skipped')",
        round_id,
    )


def flagged(db: Database, round_id: str) -> dict[str, int]:
    """By member: claims that they have, and have flagged."""
    rows = db.execute(
        "SELECT f.member, count(*) FROM main.flag AS f WHERE f.state = 'current' AND f.raised = 1"
        " AND EXISTS (SELECT 1 FROM main.assignment AS a"
        "  WHERE a.claim = f.claim AND a.round = ? AND a.member = f.member)"
        " GROUP BY f.member ORDER BY f.member",
        (round_id,),
    )
    return dict(rows.fetchall())


def sums(db: Database, round_id: str) -> dict[str, tuple[int, int]]:
    """By member: votes, and seconds of work: on claims, or in a segmentation round on articles."""
    rows = db.execute(
        "SELECT member, sum(vote), total(seconds) FROM ("
        " SELECT member, vote, seconds FROM main.label WHERE round = :round AND round <> '' UNION ALL"
        " SELECT member, 0, seconds FROM main.segmented WHERE round = :round)"
        " GROUP BY member ORDER BY member",
        {"round": round_id},
    ).fetchall()
    return {member: (votes, int(seconds)) for member, votes, seconds in rows}


def given_twice(db: Database, round_id: str) -> dict[str, int]:
    """By member: votes that are one too many on a claim, as two devices knew nothing of each other."""
    rows = db.execute(
        f"SELECT member, sum(votes - 1) FROM (SELECT member, count(*) AS votes {_VOTES}"
        " GROUP BY claim, member HAVING count(*) > 1) GROUP BY member ORDER BY member",
        {"round": round_id},
    )
    return dict(rows.fetchall())


def recent_seconds(db: Database, round_id: str, member: str, labels: int) -> list[int]:
    """Seconds on each claim that the member's last `labels` labels are on, where they are known."""
    rows = db.execute(
        "SELECT sum(seconds) FROM"
        f" (SELECT claim, vote, seconds {_WORK} ORDER BY at DESC, claim LIMIT :labels)"
        " GROUP BY claim HAVING max(vote) = 1 AND count(seconds) > 0 ORDER BY claim",
        {"round": round_id, "member": member, "labels": labels},
    )
    return [int(row[0]) for row in rows]


def days(db: Database, round_id: str, member: str, limit: int) -> list[tuple[str, int]]:
    """(ISO day in UTC, votes that stand) of the member's last days with votes, newest first."""
    rows = db.execute(
        f"SELECT substr(at, 1, 10) AS day, count(*) {_WORK} AND vote = 1"
        " GROUP BY day ORDER BY day DESC LIMIT :limit",
        {"round": round_id, "member": member, "limit": limit},
    )
    return rows.fetchall()


def last_acts(db: Database, round_id: str) -> dict[str, str]:
    """By member: when they did something in the round last."""
    rows = db.execute(
        "SELECT f.member, max((SELECT iif(json_valid(e.body), json_extract(e.body, '$.at'), '')"
        " FROM main.event AS e WHERE e.feed = f.id ORDER BY e.seq DESC LIMIT 1))"
        " FROM main.feed AS f WHERE f.round = ? GROUP BY f.member ORDER BY f.member",
        (round_id,),
    )
    return {member: str(at or "") for member, at in rows}


def disagreements(db: Database, round_id: str) -> int:
    """Claims with votes that differ."""
    return _one(
        db,
        f"SELECT count(*) FROM (SELECT claim {_VOTES} GROUP BY claim HAVING min(label) <> max(label))",
        round_id,
    )


def edited(db: Database, round_id: str) -> int:
    """Claims that do not stand any more."""
    return _one(
        db,
        "SELECT count(DISTINCT h.claim) FROM main.hidden_claim AS h"
        " CROSS JOIN main.round_claim AS r ON r.claim = h.claim AND r.round = :round",
        round_id,
    )


def unfinished(db: Database, round_id: str, member: str) -> list[Unfinished]:
    """The member's claims that are not done, or flagged."""
    rows = db.execute(
        "SELECT * FROM (SELECT a.number, a.state, EXISTS (SELECT 1 FROM main.flag AS f"
        "  WHERE f.claim = a.claim AND f.member = a.member AND f.state = 'current' AND f.raised = 1)"
        "  AS flagged, c.text,"
        " CASE a.state WHEN 'skipped' THEN (SELECT k.reason FROM main.skip AS k WHERE k.claim = a.claim"
        "   AND k.member = a.member AND k.state = 'current' AND k.round = a.round ORDER BY k.id DESC LIMIT 1)"
        "  WHEN 'incomplete' THEN (SELECT l.missing FROM main.label AS l WHERE l.round = a.round"
        "   AND l.claim = a.claim AND l.member = a.member AND l.vote = 1 ORDER BY l.id DESC LIMIT 1)"
        " END AS why"
        " FROM main.assignment AS a CROSS JOIN main.claim AS c ON c.id = a.claim"
        " WHERE a.round = ? AND a.member = ?) WHERE state <> 'done' OR flagged ORDER BY number",
        (round_id, member),
    )
    return [
        Unfinished(number, state, bool(flagged), text, _reason(state, why))
        for number, state, flagged, text, why in rows
    ]


def _reason(state: str, why: str | None) -> str:
    return ", ".join(json.loads(why or "[]")) if state == "incomplete" else why or ""


def _one(db: Database, query: str, round_id: str) -> int:
    return int(db.execute(query, {"round": round_id}).fetchone()[0])

"""The part of the log that belongs to one round: its own feeds whole, and of others the events about the
round, its claims and the evidence of its votes."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from annotator.domain.event import Feed
from annotator.store import log
from annotator.store.connection import Database

_CLAIM_ACTS = ("label", "citation", "comment", "flag", "folding", "dropping")
_ROUND_ACTS = ("handing", "round_state", "reveal")
_CITED = (
    "(SELECT x.citation FROM round_claim AS r"
    " CROSS JOIN label AS l ON l.round = r.round AND l.claim = r.claim AND l.vote = 1"
    " CROSS JOIN label_citation AS x ON x.label = l.id WHERE r.round = :round"
    " UNION SELECT x.citation FROM adjudication AS a CROSS JOIN adjudication_citation AS x"
    "  ON x.adjudication = a.id WHERE a.round = :round)"
)
_ON_CLAIM = "FROM round_claim AS r CROSS JOIN {} AS x ON x.{} = r.claim WHERE r.round = :round"
_EVIDENCE = (
    f"SELECT c.citation FROM {_CITED} AS c",
    f"SELECT x.source FROM {_CITED} AS c CROSS JOIN citation AS x ON x.id = c.citation",
    f"SELECT x.id FROM {_CITED} AS c CROSS JOIN closing AS x ON x.citation = c.citation",
)
"""What votes and decisions rest on, wherever it was written down."""
_GENERAL = (
    "SELECT id FROM round WHERE id = :round",
    "SELECT guideline FROM round WHERE id = :round",
    "SELECT s.event FROM round AS r JOIN scheme AS s ON s.digest = r.scheme WHERE r.id = :round",
    *(f"SELECT x.id FROM {table} AS x WHERE x.round = :round" for table in _ROUND_ACTS),
    *(f"SELECT x.id {_ON_CLAIM.format(table, 'claim')}" for table in _CLAIM_ACTS),
    f"SELECT x.id {_ON_CLAIM.format('link', 'claim')}",
    f"SELECT x.id {_ON_CLAIM.format('link', 'other')}",
    f"SELECT x.source {_ON_CLAIM.format('citation', 'claim')}",
    "SELECT o.id FROM round_claim AS r CROSS JOIN citation AS x ON x.claim = r.claim"
    " CROSS JOIN closing AS o ON o.citation = x.id WHERE r.round = :round",
    # the claims that people made, back to what the splitter gave
    "SELECT v.id FROM (WITH RECURSIVE line(claim) AS (SELECT claim FROM round_claim WHERE round = :round"
    " UNION SELECT p.parent FROM line CROSS JOIN revision_parent AS p ON p.revision = line.claim)"
    " SELECT claim FROM line) AS line CROSS JOIN revision AS v ON v.id = line.claim",
    # no table has these; SQLite reads the kind of an event without its body
    "SELECT e.id FROM event AS e WHERE e.kind = 'round.claims' AND json_valid(e.body)"
    " AND json_extract(e.body, '$.round') = :round",
    "SELECT e.id FROM event AS e WHERE e.kind = 'member' AND json_valid(e.body)"
    " AND json_extract(e.body, '$.name') IN (SELECT value FROM json_each(:names))",
)
"""What is said of the round and its claims outside of rounds."""
_PUT = (
    "INSERT OR IGNORE INTO release_event(feed, seq, id) WITH w(id) AS ({}) SELECT e.feed, e.seq, e.id FROM w"
    " CROSS JOIN event AS e ON e.id = w.id CROSS JOIN feed AS f ON f.id = e.feed AND {}"
)
_TAKEN_BACK = "SELECT t.event FROM release_event AS x CROSS JOIN retraction AS t ON t.target = x.id"


def collect(db: Database, round_id: str, names: Sequence[str]) -> None:
    """Note, on this connection alone, which events of other feeds belong to the round; `names` are the people
    whose roles matter."""
    db.execute("DROP TABLE IF EXISTS temp.release_event")
    db.execute(
        "CREATE TEMP TABLE release_event (feed TEXT, seq INTEGER, id TEXT, PRIMARY KEY (feed, seq))"
        " WITHOUT ROWID"
    )
    values = {"round": round_id, "names": json.dumps(list(names))}
    for query in _EVIDENCE:
        db.execute(_PUT.format(query, "f.round <> :round"), values)
    for query in _GENERAL:
        db.execute(_PUT.format(query, "f.round = ''"), values)
    while db.execute(_PUT.format(_TAKEN_BACK, "f.round <> :round"), values).rowcount > 0:
        pass  # undone, redone, undone again


def feeds_of_round(db: Database, round_id: str) -> list[tuple[Feed, bool]]:
    """The feeds that have events of the round, by id, each with whether all of its events belong to it."""
    others = {feed for (feed,) in db.execute("SELECT DISTINCT feed FROM release_event")}
    return [
        (feed, feed.round == round_id)
        for feed in log.feeds(db)
        if feed.round == round_id or feed.id in others
    ]


def events_of_round(db: Database, feed: Feed, whole: bool) -> Iterator[dict[str, Any]]:
    """The fields of those events of a feed that belong to the round, in its order."""
    return log.unread(db, feed.id, among="" if whole else "release_event")


def count_events(db: Database, round_id: str) -> int:
    (whole,) = db.execute(
        "SELECT count(*) FROM feed AS f CROSS JOIN event AS e ON e.feed = f.id WHERE f.round = ?", (round_id,)
    ).fetchone()
    (others,) = db.execute("SELECT count(*) FROM release_event").fetchone()
    return int(whole) + int(others)

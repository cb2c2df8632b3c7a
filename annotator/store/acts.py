"""What acting and undoing ask: which of a member's rows stand, which act is the newest."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from annotator.domain.event import Body, Feed, read_body
from annotator.store.connection import Database
from annotator.store.projections.touched import StatefulTable
from annotator.store.sight import seen


class Part(NamedTuple):
    """One event of an act."""

    id: str
    kind: str
    body: Body


def current_ids(db: Database, table: StatefulTable, claim: str, member: str) -> list[str]:
    """Ids of a member's current rows on a claim: what a new event supersedes."""
    rows = db.execute(
        f"SELECT id FROM {table} WHERE claim = ? AND member = ? AND state = 'current' ORDER BY id",
        (claim, member),
    )
    return [row[0] for row in rows]


def current_labels(db: Database, claim: str, member: str) -> dict[str, dict[str, Any]]:
    """A member's current labels on a claim by id: what an event would say of each."""
    rows = db.execute(
        f"SELECT id, {_LABEL_FIELDS} FROM label"
        " WHERE claim = ? AND member = ? AND state = 'current' ORDER BY id",
        (claim, member),
    )
    return {label_id: _label_fields(values) for label_id, *values in rows}


def labels_to_supersede(db: Database, claim: str, feed: Feed) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The labels of a feed's member on a claim that a new one there takes the place of: those that it
    changes, by id, and the others. In a round it changes the votes there, and takes the place of what was
    said outside too.

    Among the others are all in other feeds: undo there may bring any of them back, behind the new one.
    """
    current = current_labels(db, claim, feed.member)
    rows = db.execute(
        "SELECT l.id FROM label AS l CROSS JOIN event AS e ON e.id = l.id"
        " WHERE l.claim = ? AND l.member = ? AND e.feed <> ? ORDER BY l.id",
        (claim, feed.member, feed.id),
    )
    others = dict.fromkeys([*current, *(row[0] for row in rows)])
    if not feed.round:
        return current, [label_id for label_id in others if label_id not in current]
    rows = db.execute(
        f"SELECT id, {_LABEL_FIELDS} FROM label"
        " WHERE round = ? AND claim = ? AND member = ? AND vote = 1 ORDER BY id",
        (feed.round, claim, feed.member),
    )
    votes = {label_id: _label_fields(values) for label_id, *values in rows}
    return votes, [label_id for label_id in others if label_id not in votes]


def current_skips(db: Database, round_id: str, claim: str, member: str) -> list[str]:
    """A member's standing skips of a claim of a round, by id."""
    rows = db.execute(
        "SELECT id FROM skip WHERE claim = ? AND member = ? AND round = ? AND state = 'current' ORDER BY id",
        (claim, member, round_id),
    )
    return [row[0] for row in rows]


def label_fields(db: Database, label: str) -> dict[str, Any] | None:
    """What the event of a label said, or None when there is no such label."""
    row = db.execute(f"SELECT {_LABEL_FIELDS} FROM label WHERE id = ?", (label,)).fetchone()
    return _label_fields(row) if row else None


_LABEL_FIELDS = "label, scheme, confidence, rationale"


def _label_fields(values: Sequence[Any]) -> dict[str, Any]:
    named = zip(_LABEL_FIELDS.split(", "), values, strict=True)
    return {name: value for name, value in named if value is not None}


def is_suggestion(db: Database, event: str) -> bool:
    """Whether that is the id of a suggestion, and not of a person's act."""
    return db.execute("SELECT 1 FROM suggestion WHERE id = ?", (event,)).fetchone() is not None


def newest_act(db: Database, feed: str) -> tuple[list[Part], str] | None:
    """The newest act of a feed that is not taken back, all its events, and the claim it is about.

    The index is named: left to itself SQLite walks back over all that was taken back.
    """
    row = db.execute(
        "SELECT seq, id, claim FROM act INDEXED BY act_newest"
        " WHERE feed = ? AND role = 'act' AND taken_back = 0"
        " ORDER BY seq DESC LIMIT 1",
        (feed,),
    ).fetchone()
    return (_parts(db, feed, row[0], row[1]), row[2]) if row else None


def newest_undo(db: Database, feed: str) -> tuple[str, list[Part]] | None:
    """The newest undo of a feed that no act has followed: its id, and the events it took back.

    The newest act is the greater of two maxima because that is what the index answers at once.
    """
    row = db.execute(
        "SELECT id FROM act WHERE feed = :feed AND role = 'undo' AND taken_back = 0 AND seq > max("
        " coalesce((SELECT max(seq) FROM act WHERE feed = :feed AND role = 'act' AND taken_back = 0), 0),"
        " coalesce((SELECT max(seq) FROM act WHERE feed = :feed AND role = 'act' AND taken_back = 1), 0))"
        " ORDER BY seq DESC LIMIT 1",
        {"feed": feed},
    ).fetchone()
    if row is None:
        return None
    targets = db.execute(
        "SELECT e.id, e.kind, e.body FROM retraction AS r"  # CROSS JOIN: never the whole feed first
        " CROSS JOIN event AS e ON e.id = r.target AND e.feed = :feed WHERE r.event = :undo ORDER BY e.seq",
        {"undo": row[0], "feed": feed},
    )
    return row[0], [Part(event, kind, read_body(body)) for event, kind, body in targets]


def members_who_reused(db: Database, citation: str, member: str) -> list[str]:
    """The other members whose current citations were copied from this one, as far as the member may know."""
    rows = db.execute(
        "SELECT DISTINCT c.member FROM citation AS c WHERE c.copied_from = :citation AND c.state = 'current'"
        f" AND c.member <> :me AND {seen('c.claim', ':me')} ORDER BY c.member",
        {"citation": citation, "me": member},
    )
    return [row[0] for row in rows]


def members_who_labelled(db: Database, claim_set: str, member: str) -> list[str]:
    """The other members who have current labels on claims of a set, as far as the member may know."""
    rows = db.execute(
        "SELECT DISTINCT l.member FROM claim AS c CROSS JOIN label AS l ON l.claim = c.id"
        " AND l.state = 'current' WHERE c.claim_set = :set AND l.member <> :me"
        f" AND {seen('l.claim', ':me')} ORDER BY l.member",
        {"set": claim_set, "me": member},
    )
    return [row[0] for row in rows]


def _parts(db: Database, feed: str, seq: int, first: str) -> list[Part]:
    """The events of an act: its first has the number `seq`, the others follow it and name it."""
    rows = db.execute(
        "SELECT id, kind, body FROM event WHERE feed = ? AND seq >= ? ORDER BY seq", (feed, seq)
    )
    parts: list[Part] = []
    for event, kind, text in rows:
        body = read_body(text)
        if event != first and body.get("act") != first:
            break
        parts.append(Part(event, kind, body))
    return parts

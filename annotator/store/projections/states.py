"""Which labels, citations and flags still stand: retracted, superseded or current."""

from collections.abc import Collection

from annotator.domain.event import Event
from annotator.store.connection import Database
from annotator.store.projections.touched import StatefulTable, Touched

TABLE_OF: dict[str, StatefulTable] = {
    "label": "label",
    "citation": "citation",
    "flag": "flag",
    "skip": "skip",
}
"""Kinds of events that have a state, and the table that shows it."""
RETRACTED = (
    "EXISTS (SELECT 1 FROM retraction AS u WHERE u.target = {0}"
    " AND NOT EXISTS (SELECT 1 FROM retraction AS r WHERE r.target = u.event))"
)
"""Whether an event is taken back: `RETRACTED.format("d.id")` in a query."""


def note_superseded(db: Database, event: Event, member: str, touched: Touched) -> None:
    """Record what the event takes the place of; those rows and its own are to be settled."""
    table = TABLE_OF.get(event.kind)
    if table is None:
        return
    touched.row(table, event.id)
    for target in note_supersession(db, event, member):
        touched.row(table, target)


def note_supersession(db: Database, event: Event, member: str) -> list[str]:
    """Record what the event takes the place of; gives it, each once."""
    targets = list(dict.fromkeys(event.data.get("supersedes", ())))
    db.executemany(
        "INSERT INTO supersession(target, event, member) VALUES (?, ?, ?)",
        [(target, event.id, member) for target in targets],
    )
    return targets


def unsuperseded(db: Database, events: Collection[str]) -> list[str]:
    """Those of these events that no other of them takes the place of, by id."""
    return sorted(
        event
        for event in events
        if not any(
            follower in events
            for (follower,) in db.execute(
                "SELECT event FROM supersession WHERE target = ? ORDER BY event", (event,)
            )
        )
    )


def is_retracted(db: Database, event: str) -> bool:
    """Whether an undo that no redo has taken back targets this event; a redo is never taken back itself."""
    return bool(db.execute(f"SELECT {RETRACTED.format('?')}", (event,)).fetchone()[0])


def settle_state(db: Database, table: StatefulTable, event: str) -> None:
    """Store the state that a row has; one that has not come yet is passed over."""
    row = db.execute(
        f"SELECT member, state, EXISTS (SELECT 1 FROM retraction WHERE target = :id),"
        f" EXISTS (SELECT 1 FROM supersession WHERE target = :id) FROM {table} WHERE id = :id",
        {"id": event},
    ).fetchone()
    if row is None:
        return
    member, stored, taken_back, followed = row
    state = _state(db, table, event, member) if taken_back or followed else "current"
    if state != stored:
        db.execute(f"UPDATE {table} SET state = ? WHERE id = ?", (state, event))
    if table == "label":
        _settle_vote(db, event, member, state)


def _state(db: Database, table: StatefulTable, event: str, member: str) -> str:
    """An event that stands supersedes those that it names, of its own sort, member and claim."""
    if is_retracted(db, event):
        return "retracted"
    return "superseded" if _is_followed(db, table, event, member) else "current"


def _is_followed(db: Database, table: StatefulTable, event: str, member: str, also: str = "") -> bool:
    followers = db.execute(
        f"SELECT s.event FROM supersession AS s JOIN {table} AS old ON old.id = s.target"
        f" JOIN {table} AS new ON new.id = s.event AND new.claim = old.claim{also}"
        " WHERE s.target = ? AND s.member = ? ORDER BY s.event",
        (event, member),
    ).fetchall()
    return any(not is_retracted(db, other) for (other,) in followers)


def _settle_vote(db: Database, event: str, member: str, state: str) -> None:
    """A label given in a round is the vote there until another of that round takes its place; what is said
    of the claim outside changes no vote. One that neither is current nor a vote is not judged."""
    given_in = db.execute("SELECT round FROM label WHERE id = ?", (event,)).fetchone()[0]
    same_round = " AND new.round = old.round"
    vote = bool(given_in) and (
        state == "current"
        or (state == "superseded" and not _is_followed(db, "label", event, member, same_round))
    )
    db.execute("UPDATE label SET vote = ?1 WHERE id = ?2 AND vote <> ?1", (int(vote), event))
    if state != "current" and not vote:
        db.execute(
            "UPDATE label SET complete = 0, missing = '[]', verdict = NULL WHERE id = ? AND missing <> '[]'"
            " OR id = ? AND complete = 1",
            (event, event),
        )

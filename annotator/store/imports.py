"""What an import's feed says of itself."""

from annotator.store.connection import Database


def acts_of(db: Database, feed: str) -> list[str]:
    """The ids of its events that are no retractions, in order."""
    rows = db.execute("SELECT id FROM event WHERE feed = ? AND kind <> 'retract' ORDER BY seq", (feed,))
    return [row[0] for row in rows]


def standing_retractions(db: Database, feed: str) -> list[str]:
    """The events by which all of it is taken back, in order; none while it stands."""
    last = db.execute(
        "SELECT seq, role FROM act WHERE feed = ? AND role <> 'act' ORDER BY seq DESC LIMIT 1", (feed,)
    ).fetchone()
    if last is None or last[1] == "redo":
        return []
    rows = db.execute("SELECT id FROM event WHERE feed = ? AND seq >= ? ORDER BY seq", (feed, last[0]))
    return [row[0] for row in rows]

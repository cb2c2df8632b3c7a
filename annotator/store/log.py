"""The log: feeds, appending to them, reading them. Nothing here looks into a body."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.domain.errors import Damaged
from annotator.domain.event import Audience, Event, Feed, read_body
from annotator.domain.suggestion import IMPORT
from annotator.store.batches import insert
from annotator.store.connection import Database

_COLUMNS = "feed, seq, id, prev, digest, v, kind, body"


def new_feed(member: str, device: str, round_id: str = "", audience: Audience = "all") -> Feed:
    """A feed of this member on this device, in a round or outside of any; its id is random."""
    return Feed(secrets.token_hex(16), member, device, round_id, audience)


def own_feed(
    db: Database, member: str, device: str, round_id: str = "", audience: Audience = "all"
) -> Feed | None:
    """The feed that this member writes to on this device, in a round or outside of any."""
    row = db.execute(
        "SELECT id, member, device, round, audience FROM feed"
        " WHERE member = ? AND device = ? AND status = 'own' AND round = ? AND audience = ?"
        " ORDER BY id LIMIT 1",
        (member, device, round_id, audience),
    ).fetchone()
    return Feed(*row) if row else None


def put_feed(db: Database, feed: Feed, status: str) -> None:
    """Add a feed that is not here yet."""
    db.execute(
        "INSERT INTO feed(id, member, device, round, audience, status) VALUES (?, ?, ?, ?, ?, ?)",
        (feed.id, feed.member, feed.device, feed.round, feed.audience, status),
    )


def retire_feed(db: Database, feed_id: str) -> None:
    """Stop writing to a feed of one's own; another is begun instead."""
    db.execute("UPDATE feed SET status = 'retired' WHERE id = ?", (feed_id,))


def feed_by_id(db: Database, feed_id: str) -> Feed | None:
    row = db.execute(
        "SELECT id, member, device, round, audience FROM feed WHERE id = ?", (feed_id,)
    ).fetchone()
    return Feed(*row) if row else None


def feeds(db: Database) -> list[Feed]:
    """All feeds, ordered by id."""
    rows = db.execute("SELECT id, member, device, round, audience FROM feed ORDER BY id")
    return [Feed(*row) for row in rows]


def head(db: Database, feed: Feed) -> tuple[int, str]:
    """Number and digest of the feed's last event; (0, digest of its header) before the first."""
    row = db.execute(
        "SELECT seq, digest FROM event WHERE feed = ? ORDER BY seq DESC LIMIT 1", (feed.id,)
    ).fetchone()
    return (row[0], row[1]) if row else (0, feed.head)


def heads_of(db: Database, device: str) -> dict[str, int]:
    """The number of the last event of each feed of a device."""
    rows = db.execute(
        "SELECT f.id, coalesce((SELECT max(e.seq) FROM event AS e WHERE e.feed = f.id), 0)"
        " FROM feed AS f WHERE f.device = ? ORDER BY f.id",
        (device,),
    )
    return dict(rows.fetchall())


def writes_elsewhere(db: Database, member: str, device: str) -> bool:
    """Whether the member has written to this file from other devices only."""
    row = db.execute(
        "SELECT 1 FROM feed WHERE member = ? AND status = 'own' AND device <> ? LIMIT 1", (member, device)
    ).fetchone()
    return row is not None and own_feed(db, member, device) is None


def put_events(db: Database, events: Iterable[Event], got_at: str) -> None:
    """Append sealed events; the caller has checked that they continue their feed."""
    insert(
        db,
        "event",
        f"{_COLUMNS}, got_at",
        [(e.feed, e.seq, e.id, e.prev, e.digest, e.v, e.kind, e.body, got_at) for e in events],
    )


def events_of(db: Database, feed_id: str, *, after: int = 0) -> Iterator[Event]:
    """The events of a feed with a number above `after`, in order. Raises Damaged."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM event WHERE feed = ? AND seq > ? ORDER BY seq",
        (feed_id, after),
    )
    return (_event(row) for row in rows)


def unread(db: Database, feed_id: str, *, among: str = "") -> Iterator[dict[str, Any]]:
    """The fields of a feed's events in order, the bodies as text; only of those that a table (feed, seq)
    names, if one is given."""
    names = _COLUMNS.split(", ")
    rows = db.execute(
        f"SELECT {', '.join(f'e.{name}' for name in names)} FROM {among or 'event'} AS x"
        " CROSS JOIN event AS e ON e.feed = x.feed AND e.seq = x.seq WHERE x.feed = ? ORDER BY x.seq",
        (feed_id,),
    )
    return (dict(zip(names, row, strict=True)) for row in rows)


def event_at(db: Database, feed_id: str, seq: int) -> Event | None:
    row = db.execute(
        f"SELECT {_COLUMNS} FROM event WHERE feed = ? AND seq = ?",
        (feed_id, seq),
    ).fetchone()
    return _event(row) if row else None


def _event(row: tuple[Any, ...]) -> Event:
    feed, seq, event_id, prev, digest, v, kind, body = row
    try:
        data = read_body(body)
    except ValueError as error:
        raise Damaged(f"event {seq} of feed {feed[:12]}", error) from None
    return Event(feed, seq, event_id, prev, digest, v, kind, body, data)


def count_events(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM event").fetchone()[0])


def unknown_kinds(db: Database, known: frozenset[str]) -> dict[str, int]:
    """How many events there are of each kind that this version does not know."""
    rows = db.execute("SELECT kind, count(*) FROM event GROUP BY kind ORDER BY kind")
    return {kind: count for kind, count in rows if kind not in known}


def heads(db: Database) -> dict[str, int]:
    """The number of the last event of each feed."""
    rows = db.execute(
        "SELECT f.id, coalesce((SELECT max(e.seq) FROM event AS e WHERE e.feed = f.id), 0)"
        " FROM feed AS f ORDER BY f.id"
    )
    return dict(rows.fetchall())


def has_since(db: Database, after: Mapping[str, int], kinds: str) -> bool:
    """Whether an event of a kind that begins so has a number above `after` of its feed."""
    return any(
        db.execute(
            "SELECT 1 FROM event WHERE feed = ? AND seq > ? AND kind GLOB ? LIMIT 1", (feed, seq, f"{kinds}*")
        ).fetchone()
        for feed, seq in after.items()
    )


def claims_since(db: Database, after: Mapping[str, int], limit: int) -> list[str]:
    """The claims that acts with a number above `after` of their feed are about, by id, at most `limit`.

    An undo is about the claim of what it took back, a redo about that of what it brought back.
    """
    found: dict[str, None] = {}
    for feed, seq in after.items():
        rows = db.execute(
            "WITH RECURSIVE reached(event) AS (SELECT id FROM act WHERE feed = :feed AND seq > :seq"
            "  UNION SELECT r.target FROM reached CROSS JOIN retraction AS r ON r.event = reached.event)"
            " SELECT DISTINCT a.claim FROM reached CROSS JOIN event AS e ON e.id = reached.event"
            " CROSS JOIN act AS a ON a.feed = e.feed AND a.seq = e.seq"
            " WHERE a.claim <> '' ORDER BY a.claim LIMIT :limit",
            {"feed": feed, "seq": seq, "limit": limit},
        )
        found |= dict.fromkeys(row[0] for row in rows)
    return sorted(found)[:limit]


def is_of_import(db: Database, feeds: Iterable[str]) -> bool:
    """Whether one of the feeds is of what an import brought."""
    return any(
        db.execute("SELECT 1 FROM feed WHERE id = ? AND member GLOB ?", (feed, f"{IMPORT}*")).fetchone()
        for feed in feeds
    )


def is_writer(db: Database, member: str) -> bool:
    """Whether any event here is by somebody of that name."""
    return db.execute("SELECT 1 FROM feed WHERE member = ? LIMIT 1", (member,)).fetchone() is not None

"""What one reviewer has in the rounds of a file, and how far they are."""

from annotator.domain.round import AssignmentState
from annotator.store.connection import Database

Standing = tuple[str, bool, str]
"""Whether a round is open, whether it is revealed, and the newest word on who has what."""


def queue(db: Database, round_id: str, member: str) -> dict[str, AssignmentState]:
    """The reviewer's claims of a round, in its order, each with how far it is."""
    rows = db.execute(
        "SELECT claim, state FROM assignment WHERE round = ? AND member = ? ORDER BY number",
        (round_id, member),
    )
    return dict(rows.fetchall())


def state_of(db: Database, round_id: str, member: str, claim: str) -> AssignmentState | None:
    """How far one claim is; None when the reviewer does not have it."""
    row = db.execute(
        "SELECT state FROM assignment WHERE claim = ? AND round = ? AND member = ?", (claim, round_id, member)
    ).fetchone()
    return row[0] if row else None


def skip_reason(db: Database, round_id: str, member: str, claim: str) -> str:
    """Why the reviewer skipped a claim; "" for one that is not skipped."""
    row = db.execute(
        "SELECT reason FROM skip WHERE claim = ? AND member = ? AND state = 'current' AND round = ?"
        " ORDER BY id DESC LIMIT 1",
        (claim, member, round_id),
    ).fetchone()
    return str(row[0]) if row else ""


def seconds_by_claim(db: Database, round_id: str, member: str) -> dict[str, int]:
    """Counted seconds of work on each claim that the reviewer has a vote on: of all labels it took."""
    rows = db.execute(
        "SELECT a.claim, sum(l.seconds) FROM assignment AS a CROSS JOIN main.label AS l"
        " ON l.claim = a.claim AND l.member = a.member AND l.round = a.round AND l.seconds IS NOT NULL"
        " WHERE a.round = ? AND a.member = ? AND a.state IN ('done', 'incomplete')"
        " GROUP BY a.claim ORDER BY a.claim",
        (round_id, member),
    )
    return dict(rows.fetchall())


def seconds_on(db: Database, round_id: str, member: str, claim: str) -> int | None:
    """Counted seconds of the reviewer's work on one claim in a round; None when none were counted."""
    row = db.execute(
        "SELECT sum(seconds) FROM main.label WHERE claim = ? AND member = ? AND round = ?",
        (claim, member, round_id),
    ).fetchone()
    return None if row[0] is None else int(row[0])


def rounds_of(db: Database, member: str) -> list[str]:
    """Ids of the rounds that the member has claims in, oldest first."""
    rows = db.execute(
        "SELECT r.id FROM round AS r WHERE EXISTS (SELECT 1 FROM assignment AS a"
        " WHERE a.round = r.id AND a.member = ?) ORDER BY r.id",
        (member,),
    )
    return [row[0] for row in rows]


def tally(db: Database, round_id: str, member: str) -> dict[AssignmentState, int]:
    """How many of the reviewer's claims are in each state; one that none is in is left out."""
    rows = db.execute(
        "SELECT state, count(*) FROM assignment WHERE round = ? AND member = ? GROUP BY state ORDER BY state",
        (round_id, member),
    )
    return dict(rows.fetchall())


def waiting(db: Database, member: str) -> list[tuple[str, int]]:
    """(name, open claims) of the open rounds in which claims wait for the member, oldest first."""
    rows = db.execute(
        "SELECT r.name, count(*) FROM round AS r CROSS JOIN assignment AS a ON a.round = r.id"
        " AND a.member = ? AND a.state = 'open' WHERE r.state = 'open' GROUP BY r.id ORDER BY r.id",
        (member,),
    )
    return rows.fetchall()


def standing(db: Database, round_id: str, member: str) -> Standing:
    """What a screen in the round compares with what it knew: another one, and its queue is read again."""
    state, revealed = db.execute("SELECT state, revealed FROM round WHERE id = ?", (round_id,)).fetchone()
    handed = db.execute(
        "SELECT count(*) || ' ' || coalesce(sum(retracted), 0) || ' ' || coalesce(max(id), '')"
        " FROM handing WHERE round = ? AND member = ?",
        (round_id, member),
    ).fetchone()[0]
    return state, bool(revealed), handed

"""Rounds: what is frozen into them, who has which of their claims, and how far each is."""

import json
from collections.abc import Iterable

from annotator.domain.event import Event
from annotator.domain.ids import canonical_json
from annotator.domain.round import RoundState
from annotator.store.batches import listed
from annotator.store.connection import Database
from annotator.store.projections.states import note_supersession
from annotator.store.projections.touched import Touched


def made(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO round(id, name, kind, member, overlap, blind, seed, scheme, guideline, reviewers,"
        " settings, at, state, revealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', 0)",
        (
            event.id,
            data["name"],
            data["kind"],
            member,
            data["overlap"],
            int(data["blind"]),
            data["seed"],
            data["scheme"],
            data["guideline"],
            canonical_json(data["reviewers"]),
            data["settings"],
            data["at"],
        ),
    )
    touched.round(event.id)


def claims(db: Database, event: Event, _member: str, touched: Touched) -> None:
    data = event.data
    db.executemany(
        "INSERT INTO round_claim(round, number, claim) VALUES (?, ?, ?)"
        " ON CONFLICT(round, number) DO UPDATE SET claim = min(claim, excluded.claim)",
        [(data["round"], number, claim) for number, claim in enumerate(data["claims"], data["first"])],
    )
    touched.round(data["round"])


def handing(db: Database, event: Event, _member: str, touched: Touched) -> None:
    """Work given to a reviewer, or taken from one."""
    data = event.data
    given = int(event.kind == "round.assign")
    db.execute(
        "INSERT INTO handing(id, round, member, given, numbers, why, at, retracted)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
        (
            event.id,
            data["round"],
            data["reviewer"],
            given,
            canonical_json(data["numbers"]),
            data["why"],
            data["at"],
        ),
    )
    touched.hand(data["round"], data["reviewer"])


def state(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO round_state(id, round, member, state, reason, left_open, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            event.id,
            data["round"],
            member,
            data["state"],
            data["reason"],
            canonical_json(data["left_open"]),
            data["at"],
        ),
    )
    note_supersession(db, event, member)
    touched.round(data["round"])


def reveal(db: Database, event: Event, member: str, touched: Touched) -> None:
    db.execute(
        "INSERT INTO reveal(id, round, member, at) VALUES (?, ?, ?, ?)",
        (event.id, event.data["round"], member, event.data["at"]),
    )
    touched.round(event.data["round"])


def control(db: Database, event: Event, _member: str, _touched: Touched) -> None:
    db.executemany(
        "INSERT INTO control(id, round, claim, label) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(event.id, event.data["round"], claim, label) for claim, label in event.data["answers"]],
    )


def skip(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO skip(id, round, claim, member, reason, at, state)"
        " VALUES (?, ?, ?, ?, ?, ?, 'superseded')",
        (event.id, data["round"], data["claim"], member, data["reason"], data["at"]),
    )
    touched.evidence(data["claim"], member)


def settle(db: Database, touched: Touched) -> None:
    """Whether the touched rounds are open and revealed; who has what of them; what waits."""
    for round_id in touched.rounds:
        _settle_round(db, round_id)
        for (member,) in db.execute(
            "SELECT DISTINCT member FROM handing WHERE round = ? ORDER BY member", (round_id,)
        ).fetchall():
            touched.hand(round_id, member)
    for round_id, member in touched.hands:
        _settle_hand(db, round_id, member)


def settle_assignment(db: Database, claim: str, member: str) -> None:
    """How far a member is with a claim, in every round that gave it to them."""
    db.execute(f"UPDATE assignment SET state = {_STATE_NOW} WHERE claim = ? AND member = ?", (claim, member))


def settle_article(db: Database, round_id: str, article: str, member: str) -> None:
    """The same for all claims of an article that a round gave to them."""
    db.execute(
        f"UPDATE assignment SET state = {_STATE_NOW} WHERE round = ? AND article = ? AND member = ?",
        (round_id, article, member),
    )


def state_heads(db: Database, round_id: str) -> list[str]:
    """The openings and closings of a round that no later one has seen, by id: a new one takes the place of
    all."""
    rows = db.execute(
        "SELECT s.id FROM round_state AS s WHERE s.round = ? AND NOT EXISTS (SELECT 1 FROM supersession AS n"
        "  JOIN round_state AS t ON t.id = n.event AND t.round = s.round WHERE n.target = s.id)"
        " ORDER BY s.id",
        (round_id,),
    )
    return [row[0] for row in rows]


def state_now(db: Database, round_id: str) -> tuple[RoundState, str]:
    """Whether a round is open, and what it was closed over, as JSON: the newest of the heads says so."""
    heads = state_heads(db, round_id)
    if not heads:
        return "open", "[]"
    state, left_open = db.execute(
        "SELECT state, left_open FROM round_state WHERE id = ?", (heads[-1],)
    ).fetchone()
    return state, left_open


def _settle_round(db: Database, round_id: str) -> None:
    db.execute(
        "UPDATE round SET revealed = EXISTS (SELECT 1 FROM reveal WHERE round = round.id),"
        " state = ? WHERE id = ?",
        (state_now(db, round_id)[0], round_id),
    )
    db.execute(  # of two claims for one number the lesser stands, whichever came first
        "DELETE FROM assignment WHERE round = ? AND claim <> (SELECT r.claim FROM round_claim AS r"
        " WHERE r.round = assignment.round AND r.number = assignment.number)",
        (round_id,),
    )


def _settle_hand(db: Database, round_id: str, member: str) -> None:
    """What a reviewer has now: what was given and not taken away since, in the order of the ids."""
    held: set[int] = set()
    for given, numbers in db.execute(
        "SELECT given, numbers FROM handing WHERE round = ? AND member = ? AND retracted = 0 ORDER BY id",
        (round_id, member),
    ).fetchall():
        held = held | set(json.loads(numbers)) if given else held - set(json.loads(numbers))
    before = {
        number
        for (number,) in db.execute(
            "SELECT number FROM assignment WHERE round = ? AND member = ?", (round_id, member)
        )
    }
    db.executemany(
        "DELETE FROM assignment WHERE round = ? AND member = ? AND number = ?",
        [(round_id, member, number) for number in sorted(before - held)],
    )
    _assign(db, round_id, member, sorted(held - before))


def _assign(db: Database, round_id: str, member: str, numbers: Iterable[int]) -> None:
    """Assignments of claims that are here; those that are not come with `round.claims` or their article."""
    state_now = _STATE.format("r.claim", ":member", "r.round", "s.article")
    db.execute(
        "INSERT INTO assignment(round, member, number, claim, article, state)"
        f" SELECT r.round, :member, r.number, r.claim, s.article, {state_now}"
        " FROM json_each(:numbers) AS n"
        " CROSS JOIN round_claim AS r ON r.round = :round AND r.number = n.value"
        " CROSS JOIN claim AS c ON c.id = r.claim CROSS JOIN claim_set AS s ON s.id = c.claim_set",
        {"round": round_id, "member": member, "numbers": canonical_json(list(numbers))},
    )


_STATE = (
    "coalesce((SELECT iif(l.complete, 'done', 'incomplete') FROM label AS l WHERE l.round = {2}"
    " AND l.claim = {0} AND l.member = {1} AND l.vote = 1 ORDER BY l.id DESC LIMIT 1),"
    " (SELECT 'skipped' FROM skip AS k WHERE k.round = {2} AND k.claim = {0} AND k.member = {1}"
    "  AND k.state = 'current' LIMIT 1),"
    " (SELECT 'done' FROM segmented AS g WHERE g.round = {2} AND g.article = {3} AND g.member = {1}"
    "  AND g.state = 'current' AND g.done = 1 LIMIT 1), 'open')"
)
"""How far a member is with a claim in a round: by the vote, else by a skip; in a segmentation round by what
they said of its article."""
_STATE_NOW = _STATE.format("assignment.claim", "assignment.member", "assignment.round", "assignment.article")


def look_at_set(db: Database, claim_set: str, touched: Touched) -> None:
    """After a claim set has come: rounds that were waiting for claims of it."""
    for (round_id,) in db.execute(
        "SELECT DISTINCT r.round FROM claim AS c CROSS JOIN round_claim AS r ON r.claim = c.id"
        " WHERE c.claim_set = ? ORDER BY r.round",
        (claim_set,),
    ).fetchall():
        touched.round(round_id)


def look_at_claim(db: Database, claim: str, touched: Touched) -> None:
    """After a claim has come that somebody made: rounds that were waiting for it."""
    for (round_id,) in db.execute(
        "SELECT DISTINCT round FROM round_claim WHERE claim = ? ORDER BY round", (claim,)
    ).fetchall():
        touched.round(round_id)


def look_again(db: Database, articles: Iterable[str], touched: Touched) -> None:
    """After content has come: rounds that were waiting for claims of these articles."""
    for (round_id,) in db.execute(
        "SELECT DISTINCT r.round FROM json_each(?) AS b CROSS JOIN claim_set AS s ON s.article = b.value"
        " CROSS JOIN claim AS c ON c.claim_set = s.id CROSS JOIN round_claim AS r ON r.claim = c.id"
        " ORDER BY r.round",
        (listed(articles),),
    ).fetchall():
        touched.round(round_id)

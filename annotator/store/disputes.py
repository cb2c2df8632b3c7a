"""The votes of a round as a lead settles them: all claims in one pass, or one of them in full."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from annotator.domain.dispute import Counts, Dispute, Dossier, Holder, Vote
from annotator.domain.review import ClaimMark
from annotator.domain.round import Adjudication
from annotator.domain.scheme import LabelRule
from annotator.domain.severity import Ballot, Severity, severity, side_of
from annotator.store import lineage
from annotator.store.claim_rows import CLAIM_COLUMNS, claim_from
from annotator.store.connection import Database
from annotator.store.projections.evidence import citations_of_label
from annotator.store.projections.labels import VIEW_COLUMNS, facts_of, scheme_by_digest, view_from

_BALLOTS = (
    "SELECT r.number, r.claim, s.article, l.member, l.label, l.scheme, l.complete, l.verdict, l.confidence,"
    " EXISTS (SELECT 1 FROM label_citation AS x CROSS JOIN citation AS c ON c.id = x.citation"
    "  WHERE x.label = l.id AND c.stance = 'refutes' AND c.closed = '' AND c.state <> 'retracted')"
    " FROM round_claim AS r CROSS JOIN claim AS c ON c.id = r.claim"
    " CROSS JOIN claim_set AS s ON s.id = c.claim_set"
    " LEFT JOIN label AS l ON l.round = r.round AND l.claim = r.claim AND l.vote = 1"
    " WHERE {} ORDER BY r.number, l.member, l.id"
)
_WAITING = "SELECT number, count(*) FROM assignment WHERE {} AND state = 'open' GROUP BY number"
_DECISIONS = "SELECT claim, label, complete FROM adjudication WHERE round = :round AND state = 'current'"
_ALL_CLAIMS = "r.round = :round"
_ONE_CLAIM = "r.claim = :claim AND +r.round = :round"
"""The plus has it found by the claim, not by going through the round."""


def disputes(db: Database, round_id: str) -> list[Dispute]:
    """All claims of a round in its order, each with how much its votes are at odds; in one pass."""
    key = {"round": round_id}
    return list(
        _disputes(
            db.execute(_BALLOTS.format(_ALL_CLAIMS), key),
            dict(db.execute(_WAITING.format("round = :round"), key)),
            decisions(db, round_id),
            _Rules(db),
        )
    )


def dispute(db: Database, round_id: str, claim: str) -> Dispute | None:
    """One of them."""
    key = {"round": round_id, "claim": claim}
    current = db.execute(f"{_DECISIONS} AND claim = :claim", key)
    found = _disputes(
        db.execute(_BALLOTS.format(_ONE_CLAIM), key),
        dict(db.execute(_WAITING.format("claim = :claim AND +round = :round"), key)),
        {claim: (label, bool(complete)) for claim, label, complete in current},
        _Rules(db),
    )
    return next(found, None)


def decisions(db: Database, round_id: str) -> dict[str, tuple[str, bool]]:
    """By claim: the label that it is settled as, and whether that meets its evidence rule."""
    rows = db.execute(_DECISIONS, {"round": round_id})
    return {claim: (label, bool(complete)) for claim, label, complete in rows}


class _Rules(dict[tuple[str, str], LabelRule | None]):
    """The rule of (scheme digest, label), each looked up once."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self._db = db

    def __missing__(self, key: tuple[str, str]) -> LabelRule | None:
        scheme = scheme_by_digest(self._db, key[0])
        return self.setdefault(key, scheme.label(key[1]) if scheme else None)


def _disputes(
    rows: Iterable[tuple[Any, ...]],
    waiting: Mapping[int, int],
    decided: Mapping[str, tuple[str, bool]],
    rules: _Rules,
) -> Iterator[Dispute]:
    judged: dict[tuple[Any, ...], tuple[Severity, Counts]] = {}  # most claims are voted on in a few ways
    for (number, claim, article), group in groupby(rows, key=itemgetter(0, 1, 2)):
        votes = tuple(
            {row[3]: row[4:] for row in group if row[3] is not None}.values()
        )  # the later of a member's
        missing = waiting.get(number, 0)
        if (votes, missing) not in judged:
            judged[votes, missing] = _judged(votes, missing, rules)
        label, complete = decided.get(claim, ("", False))
        yield Dispute(number, claim, article, *judged[votes, missing], label, complete)


def _judged(votes: Iterable[tuple[Any, ...]], missing: int, rules: _Rules) -> tuple[Severity, Counts]:
    ballots = tuple(
        Ballot(label, side_of(rules[scheme, label], verdict), bool(complete), sure, bool(refutes))
        for label, scheme, complete, verdict, sure, refutes in votes
    )
    counted = Counter(ballot.label for ballot in ballots)
    return severity(ballots, missing), tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def dossier(db: Database, round_id: str, claim: str) -> Dossier | None:
    """All there is on one claim of a round, or None when it has no such claim."""
    key = {"round": round_id, "claim": claim}
    row = db.execute(
        f"SELECT r.number, {CLAIM_COLUMNS} FROM round_claim AS r CROSS JOIN claim AS c ON c.id = r.claim"
        f" WHERE {_ONE_CLAIM} ORDER BY r.number LIMIT 1",
        key,
    ).fetchone()
    if row is None:
        return None
    control = db.execute(
        "SELECT label FROM control WHERE round = :round AND claim = :claim ORDER BY id LIMIT 1", key
    ).fetchone()
    return Dossier(
        claim_from(row[1:]),
        row[0],
        facts_of(db, claim),
        tuple(_votes(db, key)),
        tuple(_holders(db, key)),
        current_decision(db, round_id, claim),
        tuple(_newer(db, claim)),
        control[0] if control else "",
    )


def _votes(db: Database, key: Mapping[str, str]) -> Iterator[Vote]:
    seconds = dict(
        db.execute(
            "SELECT member, sum(seconds) FROM label WHERE round = :round AND claim = :claim GROUP BY member",
            key,
        ).fetchall()
    )
    rows = db.execute(
        f"SELECT {VIEW_COLUMNS} FROM label AS l WHERE l.round = :round AND l.claim = :claim AND l.vote = 1"
        " ORDER BY l.member, l.id",
        key,
    ).fetchall()
    for row in rows:
        view = view_from(row)
        yield Vote(view, seconds[view.label.member], tuple(citations_of_label(db, view.label.id)))


def _holders(db: Database, key: Mapping[str, str]) -> Iterator[Holder]:
    rows = db.execute(
        "SELECT a.member, coalesce((SELECT k.reason FROM skip AS k WHERE k.round = a.round"
        "  AND k.claim = a.claim AND k.member = a.member AND k.state = 'current' ORDER BY k.id LIMIT 1), '')"
        " FROM assignment AS a WHERE a.claim = :claim AND +a.round = :round"
        " AND a.state IN ('open', 'skipped') ORDER BY a.member",
        key,
    )
    return (Holder(member, reason) for member, reason in rows)


def _newer(db: Database, claim: str) -> Iterator[str]:
    for head in lineage.heads_of(db, claim):
        if head != claim:
            yield db.execute("SELECT text FROM claim WHERE id = ?", (head,)).fetchone()[0]


def current_decision(db: Database, round_id: str, claim: str) -> Adjudication | None:
    """The decision that stands on a claim of a round."""
    row = db.execute(
        "SELECT verdict, missing, complete, id, round, claim, member, label, scheme, method, reason, at"
        " FROM adjudication WHERE round = ? AND claim = ? AND state = 'current'",
        (round_id, claim),
    ).fetchone()
    if row is None:
        return None
    verdict, missing, complete, decision, of_round, of_claim, lead, label, *said = row
    scheme, method, reason, at = said
    lacking = tuple(json.loads(missing))
    return Adjudication(
        decision,
        of_round,
        of_claim,
        lead,
        label,
        scheme,
        method,
        reason,
        at,
        bool(complete),
        lacking,
        verdict,
    )


def voted_evidence(db: Database, round_id: str, claim: str) -> list[str]:
    """Ids of the citations that the votes on a claim rest on, by id."""
    rows = db.execute(
        "SELECT DISTINCT c.id FROM label AS l CROSS JOIN label_citation AS x ON x.label = l.id"
        " CROSS JOIN citation AS c ON c.id = x.citation AND c.claim = l.claim AND c.state <> 'retracted'"
        " WHERE l.round = ? AND l.claim = ? AND l.vote = 1 ORDER BY c.id",
        (round_id, claim),
    )
    return [row[0] for row in rows]


def vote_rows(db: Database, round_id: str, claim: str) -> list[tuple[str, str, str, str]]:
    """(id, member, label, rationale) of each standing vote on a claim, by member."""
    return db.execute(
        "SELECT id, member, label, rationale FROM label WHERE round = ? AND claim = ? AND vote = 1"
        " ORDER BY member, id",
        (round_id, claim),
    ).fetchall()


def marks(db: Database, round_id: str, article: str) -> tuple[ClaimMark, ...]:
    """The claims of a round in one article, in the order of the round, marked by how they are settled."""
    rows = db.execute(
        "SELECT coalesce(a.label, ''), coalesce(a.complete, 0),"
        f" {CLAIM_COLUMNS} FROM claim_set AS s CROSS JOIN claim AS c ON c.claim_set = s.id"
        " CROSS JOIN round_claim AS r ON r.claim = c.id AND r.round = :round"
        " LEFT JOIN adjudication AS a ON a.round = r.round AND a.claim = r.claim AND a.state = 'current'"
        " WHERE s.article = :article ORDER BY r.number",
        {"round": round_id, "article": article},
    )
    return tuple(ClaimMark(claim_from(tuple(row)), label, bool(done)) for label, done, *row in rows)


def wordings(db: Database, claims: Sequence[str]) -> dict[str, str]:
    """The text of each of these claims."""
    rows = db.execute(
        "SELECT c.id, c.text FROM json_each(?) AS j CROSS JOIN claim AS c ON c.id = j.value",
        (json.dumps(list(claims)),),
    )
    return dict(rows.fetchall())


def number_of(db: Database, round_id: str, claim: str) -> int | None:
    """The place of a claim in a round, or None when it is not in it."""
    row = db.execute(
        "SELECT min(number) FROM round_claim WHERE claim = ? AND +round = ?", (claim, round_id)
    ).fetchone()
    return None if row[0] is None else int(row[0])


def has_work(db: Database, round_id: str, member: str) -> bool:
    """Whether a member is, or was, one of a round's reviewers."""
    found = db.execute(
        "SELECT 1 FROM handing WHERE round = ? AND member = ? LIMIT 1", (round_id, member)
    ).fetchone()
    return found is not None


def free_reviewers(db: Database, round_id: str, claim: str) -> list[tuple[str, bool]]:
    """(name, whether a reviewer of this round) of those who could give one more vote on a claim: no lead,
    without a vote on it or the claim in their hands; those of the round first, then by open work, by name."""
    rows = db.execute(
        "SELECT p.name, EXISTS (SELECT 1 FROM handing AS h"
        "  WHERE h.round = :round AND h.member = p.name) AS own"
        " FROM (SELECT name FROM member WHERE role = 'reviewer'"
        "  UNION SELECT member FROM handing WHERE round = :round) AS p"
        " WHERE NOT EXISTS (SELECT 1 FROM label AS l"
        "  WHERE l.round = :round AND l.claim = :claim AND l.member = p.name AND l.vote = 1)"
        " AND NOT EXISTS (SELECT 1 FROM assignment AS a"
        "  WHERE a.claim = :claim AND +a.round = :round AND a.member = p.name)"
        " ORDER BY own DESC, (SELECT count(*) FROM assignment AS o"
        "  WHERE o.round = :round AND o.member = p.name AND o.state = 'open'), p.name",
        {"round": round_id, "claim": claim},
    )
    return [(name, bool(own)) for name, own in rows]

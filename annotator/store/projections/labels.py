"""Labels: which are current, what the evidence rule says of them, and how far a member is."""

import json
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from annotator.domain.event import Event
from annotator.domain.evidence import ClaimFacts, standing
from annotator.domain.ids import canonical_json
from annotator.domain.label import Label, Standing
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_reading import default_scheme, parse_scheme
from annotator.store.projections.evidence import citations_of_label
from annotator.store.projections.touched import Touched

RULE_UNKNOWN = Standing(("its scheme is not in this file yet",))


def label(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO label(id, claim, member, label, scheme, confidence, rationale, at, state, complete,"
        " missing, verdict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'superseded', 0, '[]', NULL)",
        (
            event.id,
            data["claim"],
            member,
            data["label"],
            data["scheme"],
            data.get("confidence"),
            data.get("rationale", ""),
            data["at"],
        ),
    )
    for citation in dict.fromkeys(data["citations"]):
        db.execute("INSERT INTO label_citation(label, citation) VALUES (?, ?)", (event.id, citation))
    touched.evidence(data["claim"], member)


LABEL_COLUMNS = (
    "l.id, l.claim, l.member, l.label, l.scheme, l.at, l.confidence, l.rationale,"
    " (SELECT json_group_array(x.citation) FROM label_citation AS x WHERE x.label = l.id)"
)


def label_from(row: tuple[Any, ...]) -> Label:
    """A label from a row of LABEL_COLUMNS."""
    label_id, claim, member, label, scheme, at, confidence, rationale, citations = row
    return Label(
        label_id, claim, member, label, scheme, at, tuple(json.loads(citations)), confidence, rationale
    )


def judge(db: Database, claim: str, member: str) -> None:
    """Hold one member's current labels on a claim to the evidence rule."""
    for row in db.execute(
        f"SELECT l.complete, l.missing, l.verdict, {LABEL_COLUMNS} FROM label AS l"
        " WHERE l.claim = ? AND l.member = ? AND l.state = 'current' ORDER BY l.id",
        (claim, member),
    ).fetchall():
        judged = _judge(db, label_from(row[3:]))
        values = (int(judged.complete), canonical_json(list(judged.missing)), judged.verdict)
        if values != row[:3]:
            db.execute(
                "UPDATE label SET complete = ?, missing = ?, verdict = ? WHERE id = ?", (*values, row[3])
            )


def scheme_by_digest(db: Database, digest: str) -> Scheme | None:
    """The scheme with that digest, if it is built in or in this file."""
    if digest == default_scheme().digest:
        return default_scheme()
    row = db.execute("SELECT text FROM scheme WHERE digest = ?", (digest,)).fetchone()
    return _parsed(row[0]) if row else None


@lru_cache(maxsize=16)
def _parsed(text: str) -> Scheme:
    return parse_scheme(text, name="scheme")


def _judge(db: Database, label: Label) -> Standing:
    scheme = scheme_by_digest(db, label.scheme)
    rule = scheme.label(label.label) if scheme else None
    if rule is None:
        return RULE_UNKNOWN
    citations = citations_of_label(db, label.id) if label.citations else []
    return standing(rule, label, _facts(db, label.claim), citations)


def _facts(db: Database, claim: str) -> ClaimFacts:
    row = db.execute(
        "SELECT c.mode, coalesce(c.speaker, ''), i.publisher FROM claim AS c"
        " JOIN claim_set AS s ON s.id = c.claim_set JOIN article_info AS i ON i.article = s.article"
        " WHERE c.id = ?",
        (claim,),
    ).fetchone()
    return ClaimFacts(*row) if row else ClaimFacts()


Counted = tuple[int, int]
"""(is labelled, is incomplete), each 0 or 1."""


def count_current(db: Database, claim: str, member: str) -> Counted:
    """What one member's labels on a claim count for in `progress`."""
    rows = db.execute(
        "SELECT complete FROM label WHERE claim = ? AND member = ? AND state = 'current' ORDER BY id",
        (claim, member),
    ).fetchall()
    return int(bool(rows)), int(any(not complete for (complete,) in rows))


def count_progress(db: Database, claim: str, member: str, before: Counted) -> None:
    """Correct `progress` by what changed for this claim and member."""
    after = count_current(db, claim, member)
    if before == after:
        return
    row = db.execute(
        "SELECT i.article FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set"
        " JOIN article_info AS i ON i.article = s.article AND i.shown_set = s.id WHERE c.id = ?",
        (claim,),
    ).fetchone()
    if row is None:
        return
    db.execute(
        "INSERT INTO progress(article, member, labelled, incomplete)"
        " VALUES (:article, :member, :labelled, :incomplete) ON CONFLICT(article, member) DO UPDATE SET"
        " labelled = labelled + excluded.labelled, incomplete = incomplete + excluded.incomplete",
        {
            "article": row[0],
            "member": member,
            "labelled": after[0] - before[0],
            "incomplete": after[1] - before[1],
        },
    )
    db.execute(
        "DELETE FROM progress WHERE article = ? AND member = ? AND labelled = 0 AND incomplete = 0",
        (row[0], member),
    )


def recount(db: Database, article: str) -> None:
    """Count an article's progress from nothing, after its claims have come or changed."""
    db.execute("DELETE FROM progress WHERE article = ?", (article,))
    db.execute(
        "INSERT INTO progress(article, member, labelled, incomplete)"
        " SELECT i.article, l.member, count(DISTINCT l.claim),"
        "  count(DISTINCT CASE WHEN l.complete = 0 THEN l.claim END)"
        " FROM article_info AS i JOIN claim AS c ON c.claim_set = i.shown_set"
        " JOIN label AS l ON l.claim = c.id AND l.state = 'current'"
        " WHERE i.article = ? GROUP BY i.article, l.member",
        (article,),
    )


def touch_article(db: Database, article: str, touched: Touched) -> None:
    """Labels on an article's claims depend on its publisher and its claims' speakers."""
    for claim, member in db.execute(
        "SELECT DISTINCT l.claim, l.member FROM claim_set AS s JOIN claim AS c ON c.claim_set = s.id"
        " JOIN label AS l ON l.claim = c.id AND l.state = 'current'"
        " WHERE s.article = ? ORDER BY l.claim, l.member",
        (article,),
    ).fetchall():
        touched.evidence(claim, member)

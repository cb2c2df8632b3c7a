"""Labels: which are current, what the evidence rule says of them, and how far a member is."""

import json
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from annotator.domain.errors import InputError
from annotator.domain.event import Event
from annotator.domain.evidence import ClaimFacts, standing
from annotator.domain.ids import canonical_json
from annotator.domain.label import Label, Standing
from annotator.domain.review import LabelView
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_reading import default_scheme, parse_scheme
from annotator.store.projections.evidence import citations_of_label
from annotator.store.projections.touched import Touched

RULE_UNKNOWN = Standing(("its scheme is not known here",))


def label(db: Database, event: Event, member: str, touched: Touched) -> None:
    """Judged at once, by what is here; what comes later touches its evidence and has it judged again."""
    data = event.data
    citations = tuple(dict.fromkeys(data["citations"]))
    made = Label(
        event.id,
        data["claim"],
        member,
        data["label"],
        data["scheme"],
        data["at"],
        citations,
        data.get("confidence"),
        data.get("rationale", ""),
        data.get("copied_from", ""),
    )
    for citation in citations:
        db.execute("INSERT INTO label_citation(label, citation) VALUES (?, ?)", (event.id, citation))
    db.execute(
        "INSERT INTO label(id, claim, member, label, scheme, confidence, rationale, copied_from, at, state,"
        " complete, missing, verdict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'current', ?, ?, ?)",
        (
            made.id,
            made.claim,
            member,
            made.label,
            made.scheme,
            made.confidence,
            made.rationale,
            made.copied_from,
            made.at,
            *_standing_columns(_judge(db, made, _facts(db, made.claim))),
        ),
    )
    touched.label(made.claim, member, made.id)


LABEL_COLUMNS = (
    "l.id, l.claim, l.member, l.label, l.scheme, l.at, l.confidence, l.rationale, l.copied_from,"
    " (SELECT json_group_array(x.citation) FROM label_citation AS x WHERE x.label = l.id)"
)


def label_from(row: tuple[Any, ...]) -> Label:
    """A label from a row of LABEL_COLUMNS."""
    label_id, claim, member, label, scheme, at, *said, citations = row
    return Label(label_id, claim, member, label, scheme, at, tuple(json.loads(citations)), *said)


VIEW_COLUMNS = f"l.missing, l.verdict, {LABEL_COLUMNS}"


def view_from(row: tuple[Any, ...]) -> LabelView:
    """A label with its standing, from a row of VIEW_COLUMNS."""
    judged = Standing(tuple(json.loads(row[0])), row[1])
    return LabelView(label_from(row[2:]), judged, judged.missing != RULE_UNKNOWN.missing)


Counted = tuple[int, int]
"""(is labelled, is incomplete), each 0 or 1."""


def count_current(db: Database, claim: str, member: str, fresh: Collection[str]) -> Counted:
    """What one member's labels on a claim count for in `progress`; fresh ones do not count yet."""
    rows = db.execute(
        "SELECT id, complete FROM label WHERE claim = ? AND member = ? AND state = 'current' ORDER BY id",
        (claim, member),
    ).fetchall()
    counted = [complete for label_id, complete in rows if label_id not in fresh]
    return int(bool(counted)), int(not all(counted))


def judge(db: Database, claim: str, member: str) -> None:
    """Hold one member's current labels on a claim to the evidence rule."""
    facts = _facts(db, claim)
    for row in db.execute(
        f"SELECT l.complete, l.missing, l.verdict, {LABEL_COLUMNS} FROM label AS l"
        " WHERE l.claim = ? AND l.member = ? AND l.state = 'current' ORDER BY l.id",
        (claim, member),
    ).fetchall():
        values = _standing_columns(_judge(db, label_from(row[3:]), facts))
        if values != row[:3]:
            db.execute(
                "UPDATE label SET complete = ?, missing = ?, verdict = ? WHERE id = ?", (*values, row[3])
            )


def count_progress(db: Database, claim: str, member: str, before: Counted) -> None:
    """Correct `progress` by what changed for this claim and member."""
    after = count_current(db, claim, member, ())
    if after == before:
        return
    row = db.execute(
        "SELECT i.article FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set"
        " JOIN article_info AS i ON i.article = s.article AND i.shown_set = s.id WHERE c.id = ?"
        " AND NOT EXISTS (SELECT 1 FROM folded AS d WHERE d.claim = c.id)",
        (claim,),
    ).fetchone()
    if row:
        _count(db, row[0], member, after[0] - before[0], after[1] - before[1])


def scheme_by_digest(db: Database, digest: str) -> Scheme | None:
    """The scheme with that digest, if it is built in, or in this file and understood."""
    if digest == default_scheme().digest:
        return default_scheme()
    row = db.execute("SELECT text FROM scheme WHERE digest = ?", (digest,)).fetchone()
    return _parsed(row[0]) if row else None


@lru_cache(maxsize=16)
def _parsed(text: str) -> Scheme | None:
    """None for a scheme that this version does not understand: its labels wait, as unknown events do."""
    try:
        return parse_scheme(text, name="scheme")
    except InputError:
        return None


def _judge(db: Database, label: Label, facts: ClaimFacts) -> Standing:
    scheme = scheme_by_digest(db, label.scheme)
    rule = scheme.label(label.label) if scheme else None
    if rule is None:
        return RULE_UNKNOWN
    citations = citations_of_label(db, label.id) if label.citations else []
    return standing(rule, label, facts, citations)


def _standing_columns(judged: Standing) -> tuple[int, str, str | None]:
    return int(judged.complete), canonical_json(judged.missing), judged.verdict


def _facts(db: Database, claim: str) -> ClaimFacts:
    """What the rule needs to know of the claim; nothing of one that is not here yet."""
    row = db.execute(
        "SELECT c.mode, coalesce(c.speaker, ''), i.publisher FROM claim AS c"
        " JOIN claim_set AS s ON s.id = c.claim_set JOIN article_info AS i ON i.article = s.article"
        " WHERE c.id = ?",
        (claim,),
    ).fetchone()
    return ClaimFacts(*row) if row else ClaimFacts()


def _count(db: Database, article: str, member: str, labelled: int, incomplete: int) -> None:
    """Add to an article's progress; a member who has nothing there any more has no row."""
    db.execute(
        "INSERT INTO progress(article, member, labelled, incomplete)"
        " VALUES (:article, :member, :labelled, :incomplete) ON CONFLICT(article, member) DO UPDATE SET"
        " labelled = labelled + excluded.labelled, incomplete = incomplete + excluded.incomplete",
        {"article": article, "member": member, "labelled": labelled, "incomplete": incomplete},
    )
    if labelled < 0:
        db.execute(
            "DELETE FROM progress WHERE article = ? AND member = ? AND labelled = 0", (article, member)
        )


def recount(db: Database, article: str) -> None:
    """Count an article's progress from nothing, after its claims have come or were folded."""
    db.execute("DELETE FROM progress WHERE article = ?", (article,))
    db.execute(
        "INSERT INTO progress(article, member, labelled, incomplete)"
        " SELECT i.article, l.member, count(DISTINCT l.claim),"
        "  count(DISTINCT CASE WHEN l.complete = 0 THEN l.claim END)"
        " FROM article_info AS i JOIN claim AS c ON c.claim_set = i.shown_set"
        " JOIN label AS l ON l.claim = c.id AND l.state = 'current'"
        " WHERE i.article = ? AND NOT EXISTS (SELECT 1 FROM folded AS d WHERE d.claim = c.id)"
        " GROUP BY i.article, l.member",
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

"""Labels: which are current, and what the evidence rule says of them."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from annotator.domain.errors import InputError
from annotator.domain.event import Event
from annotator.domain.evidence import ClaimFacts, standing
from annotator.domain.ids import canonical_json
from annotator.domain.label import Label, Standing
from annotator.domain.review import LabelView
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_reading import default_scheme, parse_scheme
from annotator.store import search_index
from annotator.store.batches import listed
from annotator.store.connection import Database
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
        " complete, missing, verdict, round, vote, seconds)"
        " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, 'current', ?, ?, ?, f.round, f.round <> '', ?"
        " FROM feed AS f WHERE f.id = ?",
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
            *standing_columns(_judge(db, made, facts_of(db, made.claim))),
            data.get("seconds"),
            event.feed,
        ),
    )
    if made.rationale:
        search_index.add(db, "rationale", made.id, made.rationale)
    touched.label(made.claim, member, made.id)


LABEL_COLUMNS = (
    "l.id, l.claim, l.member, l.label, l.scheme, l.at, l.confidence, l.rationale, l.copied_from,"
    " (SELECT json_group_array(x.citation) FROM label_citation AS x WHERE x.label = l.id)"
)


def label_from(row: tuple[Any, ...]) -> Label:
    """A label from a row of LABEL_COLUMNS."""
    label_id, claim, member, label, scheme, at, *said, citations = row
    rests_on = tuple(json.loads(citations)) if citations != "[]" else ()
    return Label(label_id, claim, member, label, scheme, at, rests_on, *said)


VIEW_COLUMNS = f"l.missing, l.verdict, {LABEL_COLUMNS}"


def view_from(row: tuple[Any, ...]) -> LabelView:
    """A label with its standing, from a row of VIEW_COLUMNS."""
    judged = Standing(tuple(json.loads(row[0])) if row[0] != "[]" else (), row[1])
    return LabelView(label_from(row[2:]), judged, judged.missing != RULE_UNKNOWN.missing)


def judge(db: Database, claim: str, member: str) -> None:
    """Hold one member's current labels and votes on a claim to the evidence rule."""
    facts = facts_of(db, claim)
    for row in db.execute(
        f"SELECT l.complete, l.missing, l.verdict, {LABEL_COLUMNS} FROM label AS l"
        " WHERE l.claim = ? AND l.member = ? AND (l.state = 'current' OR l.vote = 1) ORDER BY l.id",
        (claim, member),
    ).fetchall():
        values = standing_columns(_judge(db, label_from(row[3:]), facts))
        if values != row[:3]:
            db.execute(
                "UPDATE label SET complete = ?, missing = ?, verdict = ? WHERE id = ?", (*values, row[3])
            )


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


def standing_columns(judged: Standing) -> tuple[int, str, str | None]:
    return int(judged.complete), canonical_json(judged.missing), judged.verdict


def facts_of(db: Database, claim: str) -> ClaimFacts:
    """What the rule needs to know of the claim; nothing of one that is not here yet."""
    row = db.execute(
        "SELECT c.mode, coalesce(c.speaker, ''), i.publisher FROM claim AS c"
        " JOIN claim_set AS s ON s.id = c.claim_set JOIN article_info AS i ON i.article = s.article"
        " WHERE c.id = ?",
        (claim,),
    ).fetchone()
    return ClaimFacts(*row) if row else ClaimFacts()


_JUDGED = (
    "SELECT l.claim, l.member FROM label AS l WHERE l.{0} {1} AND (l.state = 'current' OR l.vote = 1)"
    " UNION SELECT a.claim, '' FROM adjudication AS a WHERE a.{0} {1} AND a.state = 'current' ORDER BY 1, 2"
)
"""(claim, member) of labels that are judged; without a member those of decisions on claims."""


def touch_articles(db: Database, articles: Iterable[str], touched: Touched) -> None:
    """What is judged on an article's claims depends on its publisher and its claims' speakers."""
    claims = (
        "IN (SELECT c.id FROM json_each(?) AS b CROSS JOIN claim_set AS s ON s.article = b.value"
        " CROSS JOIN claim AS c ON c.claim_set = s.id)"
    )
    _touch(db, "claim", claims, listed(articles), touched)


def touch_claim(db: Database, claim: str, touched: Touched) -> None:
    _touch(db, "claim", "= ?", claim, touched)


def touch_scheme(db: Database, digest: str, touched: Touched) -> None:
    """What was waiting for a scheme can be judged now."""
    _touch(db, "scheme", "= ?", digest, touched)


def _touch(db: Database, column: str, which: str, value: str, touched: Touched) -> None:
    for claim, member in db.execute(_JUDGED.format(column, which), (value, value)).fetchall():
        touched.evidence(claim, member)

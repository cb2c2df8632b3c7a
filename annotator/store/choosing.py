"""Choosing claims of a whole file for a round: those that are work, of the shown sets, in library order."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from annotator.domain.search_words import Query
from annotator.store.connection import Database
from annotator.store.matching import IS_WORK, STANDS

Stratum = Literal["article", "publisher", "mode", "label"]

STATES: Mapping[str, str] = {
    "any": "1",
    "open": "NOT EXISTS (SELECT 1 FROM label AS l WHERE l.claim = c.id AND l.state = 'current')",
    "labelled": "EXISTS (SELECT 1 FROM label AS l WHERE l.claim = c.id AND l.state = 'current')",
    "incomplete": "EXISTS (SELECT 1 FROM label AS l WHERE l.claim = c.id AND l.state = 'current'"
    " AND l.complete = 0)",
    "disagreement": "EXISTS (SELECT 1 FROM disagreement AS g WHERE g.claim = c.id)",
    "flagged": "EXISTS (SELECT 1 FROM flag AS f WHERE f.claim = c.id AND f.state = 'current'"
    " AND f.raised = 1)",
}
"""What anybody has said of a claim `c`; any other word is the id of a label that somebody gave it."""
_LABELLED = (
    "EXISTS (SELECT 1 FROM label AS l WHERE l.claim = c.id AND l.state = 'current' AND l.label = :state)"
)
STRATA: Mapping[Stratum, str] = {
    "article": "i.article",
    "publisher": "i.publisher",
    "mode": "c.mode",
    "label": "coalesce((SELECT group_concat(label, ' + ') FROM (SELECT DISTINCT l.label FROM label AS l"
    " WHERE l.claim = c.id AND l.state = 'current' ORDER BY l.label)), '')",
}
"""What a claim `c` of an article `i` is grouped by: all labels that it has, for one."""
_MATCHES = (
    "c.id IN (SELECT d.id FROM search AS x JOIN search_doc AS d ON d.number = x.rowid AND d.kind = 'claim'"
    " WHERE search MATCH :query)"
)


class Choice(NamedTuple):
    """A claim that may come into a round."""

    claim: str
    article: str
    length: int
    """Of its wording, in code points."""
    stratum: str


def choose(
    db: Database,
    *,
    state: str = "any",
    articles: Collection[str] = (),
    query: Query | None = None,
    claims: Collection[str] = (),
    stratum: Stratum | None = None,
) -> list[Choice]:
    """Claims that stand and are not folded, in library order: in that state, of these articles, with all
    words of the query, among these; what is not given does not narrow. A query without words has no match."""
    parts, values = [STANDS, IS_WORK, STATES.get(state, _LABELLED)], dict[str, Any](state=state)
    if articles:
        parts.append("i.article IN (SELECT value FROM json_each(:articles))")
        values["articles"] = json.dumps(sorted(articles))
    if claims:
        parts.append("c.id IN (SELECT value FROM json_each(:claims))")
        values["claims"] = json.dumps(sorted(claims))
    if query is not None:
        if not query.phrases:
            return []
        parts.append(_MATCHES)
        values["query"] = f"{{claim}} : ({query.fts})"
    rows = db.execute(
        f"SELECT c.id, i.article, length(c.text), {STRATA[stratum] if stratum else '1'}"
        " FROM article_info AS i CROSS JOIN claim AS c ON c.claim_set = i.shown_set"
        f" WHERE {' AND '.join(parts)}"
        " ORDER BY i.sort_date, i.title, i.article, c.position, c.start_offset, c.id",
        values,
    )
    return [Choice(*row) for row in rows]


def lengths(db: Database, articles: Sequence[str]) -> dict[str, int]:
    """Code points of these articles' texts."""
    rows = db.execute(
        "SELECT a.id, length(a.text) FROM json_each(?) AS n CROSS JOIN article AS a ON a.id = n.value"
        " ORDER BY a.id",
        (json.dumps(list(articles)),),
    )
    return dict(rows.fetchall())


def not_to_be_had(db: Database, claims: Sequence[str]) -> list[str]:
    """Those of these claims that do not stand, or are of a set that is not shown."""
    rows = db.execute(
        "SELECT n.value FROM json_each(?) AS n LEFT JOIN claim AS c ON c.id = n.value"
        " LEFT JOIN claim_set AS s ON s.id = c.claim_set"
        " LEFT JOIN article_info AS i ON i.article = s.article"
        f" WHERE i.shown_set IS NOT s.id OR s.id IS NULL OR NOT {STANDS} ORDER BY n.key",
        (json.dumps(list(claims)),),
    )
    return [row[0] for row in rows]

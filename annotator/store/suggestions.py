"""Reading suggestions: what imported records say of a claim, of what it was, and of its twins."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from annotator.domain.citation import Citation
from annotator.domain.review import SuggestionView
from annotator.domain.suggestion import Suggestion
from annotator.store.connection import Database
from annotator.store.lineage import LINE
from annotator.store.projections.evidence import CITATION_COLUMNS, citation_from

SUGGESTION_COLUMNS = (
    "g.id, g.claim, g.format, g.key, g.label, g.value, g.given_by, g.confidence, g.rationale, g.citations,"
    " g.extras, g.flags"
)
"""Of `suggestion` as g."""
_NEAR = (
    "{line}, near(claim, far) AS (SELECT {claim}, 0 UNION ALL SELECT claim, steps FROM line UNION ALL"
    " SELECT t.other, CASE t.sameness WHEN 'same' THEN 0 WHEN 'words' THEN 1000000 ELSE 2000000 END"
    " FROM twin AS t WHERE t.claim = {claim})"
)
"""The claims whose suggestions are a claim's too: itself, those that it continues, and its twins."""
NEAR = _NEAR.format(line=LINE.format(claim=":claim"), claim=":claim")
"""Those of :claim, as the table `near` at the beginning of a query."""
IS_SUGGESTED = (
    "(EXISTS (SELECT 1 FROM main.suggestion) AND EXISTS ("
    + _NEAR.format(line=LINE.format(claim="c.id"), claim="c.id")
    + " SELECT 1 FROM near CROSS JOIN suggestion AS g ON g.claim = near.claim AND g.retracted = 0"
    + " AND (g.label <> '' OR g.value <> '' OR g.rationale <> '' OR g.citations <> '[]')))"
)
"""Whether an imported record says something of claim `c`, in a query: more than where it is from. A file
without any answers at once."""

SUGGESTED_ARTICLES = (
    "SELECT s.article FROM suggestion AS g CROSS JOIN claim AS c ON c.id = g.claim"
    " CROSS JOIN claim_set AS s ON s.id = c.claim_set"
)
"""The articles that can have such a claim, in a query."""


def suggestions_of(db: Database, claim: str) -> Iterator[SuggestionView]:
    """What stands of what imported records say of a claim: first of this one, then of its likes."""
    rows = db.execute(
        f"{NEAR} SELECT coalesce(iif(c.text = own.text, '', c.text), ''), {SUGGESTION_COLUMNS} FROM near"
        " CROSS JOIN suggestion AS g ON g.claim = near.claim AND g.retracted = 0"
        " LEFT JOIN claim AS c ON c.id = g.claim LEFT JOIN claim AS own ON own.id = :claim"
        " ORDER BY near.far, g.id",
        {"claim": claim},
    ).fetchall()
    for wording, *row in rows:
        found = suggestion_from(tuple(row))
        yield SuggestionView(found, _citations(db, found), wording)


def other_citations(db: Database, claim: str, views: Sequence[SuggestionView]) -> Iterator[Citation]:
    """The importers' citations that came with these suggestions, and that none of them rests on."""
    if not views:
        return
    named = {citation.id for view in views for citation in view.citations}
    rows = db.execute(
        f"{NEAR} SELECT {CITATION_COLUMNS} FROM near CROSS JOIN citation AS c ON c.claim = near.claim"
        " AND c.state = 'current' AND c.member GLOB 'import:*' LEFT JOIN source AS s ON s.id = c.source"
        " ORDER BY near.far, c.id",
        {"claim": claim},
    )
    yield from (found for row in rows if (found := citation_from(row)).id not in named)


def suggestion_from(row: tuple[Any, ...]) -> Suggestion:
    *told, citations, extras, flags = row
    parts = [*told, tuple(json.loads(citations)), extras, tuple(json.loads(flags))]
    return Suggestion(*parts)


def _citations(db: Database, suggestion: Suggestion) -> tuple[Citation, ...]:
    """Those that a suggestion names and that stand, in its order."""
    rows = db.execute(
        f"SELECT {CITATION_COLUMNS} FROM json_each(:ids) AS x CROSS JOIN citation AS c ON c.id = x.value"
        " AND c.claim = :claim AND c.state = 'current' LEFT JOIN source AS s ON s.id = c.source"
        " ORDER BY x.key",
        {"ids": json.dumps(suggestion.citations), "claim": suggestion.claim},
    )
    return tuple(citation_from(row) for row in rows)

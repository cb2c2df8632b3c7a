"""Everything that was done to a claim and to what it was made of, in the order of the acts' ids."""

from annotator.domain.history import HistoryEntry
from annotator.store.claim_rows import CLAIM_COLUMNS, claim_from
from annotator.store.connection import Database
from annotator.store.lineage import family_of, parents_of

_STATE = "CASE WHEN x.retracted THEN 'retracted' ELSE 'current' END"
_AT = "coalesce((SELECT json_extract(e.body, '$.at') FROM event AS e WHERE e.id = x.id LIMIT 1), '')"
_QUERIES = (
    "SELECT x.id, 'label', x.claim, x.member, x.at, x.state, x.label, x.rationale FROM label AS x"
    " WHERE x.claim = :claim",
    "SELECT x.id, 'citation', x.claim, x.member, x.at, x.state, x.stance, coalesce(nullif(s.url, ''),"
    " s.reference, '') FROM citation AS x LEFT JOIN source AS s ON s.id = x.source WHERE x.claim = :claim",
    f"SELECT x.id, 'closing', c.claim, x.member, {_AT}, {_STATE}, 'closed', x.reason FROM citation AS c"
    " JOIN closing AS x ON x.citation = c.id WHERE c.claim = :claim",
    f"SELECT x.id, 'comment', x.claim, x.member, x.at, {_STATE}, '', x.text FROM comment AS x"
    " WHERE x.claim = :claim",
    f"SELECT x.id, 'flag', x.claim, x.member, {_AT}, x.state, iif(x.raised, 'raised', 'taken down'), ''"
    " FROM flag AS x WHERE x.claim = :claim",
    f"SELECT x.id, 'fold', x.claim, x.member, {_AT}, x.state, iif(x.folded, 'folded', 'unfolded'), x.target"
    " FROM folding AS x WHERE x.claim = :claim",
    "SELECT x.id, 'drop', x.claim, x.member, x.at, x.state, iif(x.dropped, 'dropped', 'brought back'), ''"
    " FROM dropping AS x WHERE x.claim = :claim",
    "SELECT x.id, 'link', :claim, x.member, x.at, x.state, iif(x.linked, 'linked', 'unlinked'),"
    " iif(x.claim = :claim, x.other, x.claim) FROM link AS x WHERE x.claim = :claim OR x.other = :claim",
)
"""Of one claim: id, kind, claim, member, at, state, what, text. Citations and labels of every state."""


def history(db: Database, claim: str) -> list[HistoryEntry]:
    """Of the claim's whole family: first what the splitter made, then act by act."""
    made: list[HistoryEntry] = []
    acts: dict[str, HistoryEntry] = {}
    for each in family_of(db, claim):
        entry = _claim_entry(db, each)
        if entry is not None and entry.kind == "made":
            made.append(entry)
        elif entry is not None:
            acts[entry.id] = entry
        for query in _QUERIES:
            for row in db.execute(query, {"claim": each}).fetchall():
                acts.setdefault(row[0], HistoryEntry(*row))
    return [*made, *(acts[event] for event in sorted(acts))]


def _claim_entry(db: Database, claim: str) -> HistoryEntry | None:
    """How a claim came to be."""
    row = db.execute(
        "SELECT coalesce(r.member, ''), coalesce(r.at, ''), coalesce(r.state, 'current'),"
        " coalesce(r.action, ''), coalesce(r.reason, ''), s.splitter || ' ' || s.version,"
        " EXISTS (SELECT 1 FROM hidden_claim AS h"
        f"  WHERE h.claim = c.id AND h.why <> 'retracted'), {CLAIM_COLUMNS} FROM claim AS c"
        " JOIN claim_set AS s ON s.id = c.claim_set LEFT JOIN revision AS r ON r.id = c.id WHERE c.id = ?",
        (claim,),
    ).fetchone()
    if row is None:
        return None
    member, at, state, action, reason, splitter, replaced = row[:7]
    return HistoryEntry(
        claim,
        "revision" if member else "made",
        claim,
        member,
        at,
        "superseded" if replaced and state == "current" else state,
        action or splitter,
        reason,
        claim_from(tuple(row[7:])),
        tuple(parents_of(db, claim)),
    )

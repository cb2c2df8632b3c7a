"""Everything that was done to a claim and to what it was made of, in the order of the acts' ids."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, groupby
from operator import itemgetter

from annotator.domain.citation import Citation
from annotator.domain.history import HistoryEntry
from annotator.domain.suggestion import importer
from annotator.store.claim_rows import CLAIM_COLUMNS, claim_from
from annotator.store.connection import Database
from annotator.store.lineage import IS_KNOWN, family_of
from annotator.store.projections.evidence import CITATION_COLUMNS, citation_from
from annotator.store.suggestions import SUGGESTION_COLUMNS, suggestion_from

_FAMILY = "IN (SELECT value FROM json_each(:family))"
_STATE = "CASE WHEN x.retracted THEN 'retracted' ELSE 'current' END"
_AT = "coalesce((SELECT json_extract(e.body, '$.at') FROM event AS e WHERE e.id = x.id LIMIT 1), '')"
_QUERIES = (
    f"SELECT x.id, 'comment', x.claim, x.member, x.at, {_STATE}, '', x.text FROM comment AS x"
    f" WHERE x.claim {_FAMILY}",
    f"SELECT x.id, 'flag', x.claim, x.member, {_AT}, x.state, iif(x.raised, 'raised', 'taken down'), ''"
    f" FROM flag AS x WHERE x.claim {_FAMILY}",
    "SELECT x.id, 'adjudication', x.claim, x.member, x.at, x.state, x.label, x.reason FROM adjudication AS x"
    f" WHERE x.claim {_FAMILY}",
    "SELECT x.id, 'drop', x.claim, x.member, x.at, x.state, iif(x.dropped, 'dropped', 'brought back'), ''"
    f" FROM dropping AS x WHERE x.claim {_FAMILY}",
)
"""Of a family: id, kind, claim, member, at, state, what, text."""
_LABELS = (
    "SELECT x.id, 'label', x.claim, x.member, x.at, x.state, x.label, x.rationale, x.confidence"
    f" FROM label AS x WHERE x.claim {_FAMILY}"
)
_LINKED = "'link', {one}, x.member, x.at, x.state, iif(x.linked, 'linked', 'unlinked'), {other}"
_OTHERS = (
    f"SELECT x.id, 'fold', x.claim, x.member, {_AT}, x.state, iif(x.folded, 'folded', 'unfolded'), x.target,"
    " (SELECT o.text FROM claim AS o WHERE o.id = x.target)"
    f" FROM folding AS x WHERE x.claim {_FAMILY}",
    f"SELECT x.id, {_LINKED.format(one='x.claim', other='x.other')},"
    " (SELECT o.text FROM claim AS o WHERE o.id = x.other)"
    f" FROM link AS x WHERE x.claim {_FAMILY}",
    f"SELECT x.id, {_LINKED.format(one='x.other', other='x.claim')},"
    " (SELECT o.text FROM claim AS o WHERE o.id = x.claim)"
    f" FROM link AS x WHERE x.other {_FAMILY} AND NOT x.claim {_FAMILY}",
)
"""The same, and the wording of the other claim."""
_SUGGESTIONS = (
    f"SELECT {_STATE.replace('x.', 'g.')}, {SUGGESTION_COLUMNS} FROM suggestion AS g WHERE g.claim {_FAMILY}"
)
_CITATIONS = (
    f"SELECT c.at, c.state, {CITATION_COLUMNS} FROM citation AS c LEFT JOIN source AS s ON s.id = c.source"
    f" WHERE c.claim {_FAMILY}"
)
_CLOSINGS = (
    f"SELECT x.id, x.citation, x.member, {_AT}, {_STATE}, x.reason FROM citation AS c"
    f" JOIN closing AS x ON x.citation = c.id WHERE c.claim {_FAMILY}"
)
_CLAIMS = (
    "SELECT coalesce(r.member, ''), coalesce(r.at, ''), coalesce(r.state, 'current'),"
    " coalesce(r.action, ''), coalesce(r.reason, ''),"
    " iif(c.revised, 'somebody', s.splitter || ' ' || s.version),"
    " EXISTS (SELECT 1 FROM hidden_claim AS h"
    f"  WHERE h.claim = c.id AND h.why <> 'retracted'), {CLAIM_COLUMNS} FROM claim AS c"
    " JOIN claim_set AS s ON s.id = c.claim_set LEFT JOIN revision AS r ON r.id = c.id"
    f" WHERE c.id {_FAMILY} AND {IS_KNOWN}"
)
_PARENTS = f"SELECT revision, parent FROM revision_parent WHERE revision {_FAMILY} ORDER BY revision, parent"


def history(db: Database, claim: str) -> list[HistoryEntry]:
    """Of the claim's whole family: first what the splitter made, then act by act. A query a kind of entry,
    however many there are of it."""
    family = {"family": json.dumps(family_of(db, claim))}
    entries = chain(_claims(db, family), _plain(db, family), _evidence(db, family))
    return sorted(entries, key=lambda entry: (entry.kind != "made", entry.id))


def _plain(db: Database, family: dict[str, str]) -> Iterator[HistoryEntry]:
    """All but claims and evidence."""
    for query in _QUERIES:
        for row in db.execute(query, family):
            yield HistoryEntry(*row)
    for *row, confidence in db.execute(_LABELS, family):
        yield replace(HistoryEntry(*row), confidence=confidence)
    for state, *row in db.execute(_SUGGESTIONS, family):
        said = suggestion_from(tuple(row))
        by = importer(said.format)
        yield HistoryEntry(
            said.id, "suggestion", said.claim, by, "", state, said.label, said.rationale, suggestion=said
        )
    for query in _OTHERS:
        for *row, other in db.execute(query, family):
            yield replace(HistoryEntry(*row), other=other or "")


def _evidence(db: Database, family: dict[str, str]) -> Iterator[HistoryEntry]:
    """Citations and closings of every state."""
    cited: dict[str, Citation] = {}
    for at, state, *row in db.execute(_CITATIONS, family):
        found = cited[row[0]] = citation_from(tuple(row))
        text = found.source.url or found.source.reference
        yield HistoryEntry(
            found.id, "citation", found.claim, found.member, at, state, found.stance, text, citation=found
        )
    for closing, citation, member, at, state, reason in db.execute(_CLOSINGS, family):
        found = cited[citation]
        yield HistoryEntry(
            closing, "closing", found.claim, member, at, state, "closed", reason, citation=found
        )


def _claims(db: Database, family: dict[str, str]) -> Iterator[HistoryEntry]:
    """How each claim of the family came to be."""
    pairs = groupby(db.execute(_PARENTS, family), key=itemgetter(0))
    parents = {revision: tuple(parent for _, parent in group) for revision, group in pairs}
    for member, at, state, action, reason, splitter, replaced, *row in db.execute(_CLAIMS, family):
        made = claim_from(tuple(row))
        yield HistoryEntry(
            made.id,
            "revision" if member else "made",
            made.id,
            member,
            at,
            "superseded" if replaced and state == "current" else state,
            action or splitter,
            reason,
            made,
            parents.get(made.id, ()) if member else (),
        )

"""Everything that stands on some claims, read by one query a sort: what dataset records are made of.

Whoever reads may see is decided by the views of the connection (`sight`). Sources are those of `main`: who
sees a citation sees its source, and joined from the left the view that lies over them would be made anew, as
a whole, for each query. The queries name the order of their joins (CROSS JOIN): left to itself SQLite may
begin with all the acts of a member, each time again.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from annotator.domain.citation import Citation
from annotator.domain.dataset import Judgement, LabelRecord, RevisionRecord
from annotator.domain.label import Label
from annotator.domain.review import Comment, LabelView
from annotator.domain.suggestion import IMPORT, Suggestion
from annotator.store.connection import Database
from annotator.store.projections.evidence import CITATION_COLUMNS, citation_from
from annotator.store.projections.labels import VIEW_COLUMNS, view_from
from annotator.store.suggestions import SUGGESTION_COLUMNS, suggestion_from

T = TypeVar("T")
_B = "json_each(:claims) AS b"
_CITATIONS = (
    f"SELECT c.state, {CITATION_COLUMNS} FROM {_B}"
    " CROSS JOIN citation AS c ON c.claim = b.value AND c.state <> 'retracted'"
    " LEFT JOIN main.source AS s ON s.id = c.source ORDER BY c.id"
)
_LABELS = (
    f"SELECT {VIEW_COLUMNS} FROM {_B} CROSS JOIN label AS l ON l.claim = b.value AND l.state = 'current'"
    " ORDER BY l.member, l.id"
)
_VOTES = (
    f"SELECT {VIEW_COLUMNS} FROM {_B}"
    " CROSS JOIN label AS l ON l.round = :round AND l.claim = b.value AND l.vote = 1 ORDER BY l.member, l.id"
)
_DECISIONS = (
    "SELECT a.claim, a.id, a.member, a.label, a.verdict, a.complete, a.missing, a.reason, a.at, a.method,"
    " (SELECT json_group_array(x.citation) FROM adjudication_citation AS x WHERE x.adjudication = a.id)"
    f" FROM {_B} CROSS JOIN adjudication AS a ON a.claim = b.value AND a.state = 'current'"
    " CROSS JOIN main.round AS r ON r.id = a.round WHERE :round IN ('', a.round) ORDER BY a.complete, a.id"
)
"""What the view `gold` has, and what is missing; those that settle their claim last, of these the newest."""
_SUGGESTIONS = (
    f"SELECT {SUGGESTION_COLUMNS} FROM {_B}"
    " CROSS JOIN suggestion AS g ON g.claim = b.value AND g.retracted = 0 ORDER BY g.id"
)
_COMMENTS = (
    f"SELECT k.id, k.claim, k.member, k.text, k.at FROM {_B}"
    " CROSS JOIN comment AS k ON k.claim = b.value AND k.retracted = 0 ORDER BY k.id"
)
_FLAGS = (
    f"SELECT DISTINCT f.claim, f.member FROM {_B}"
    " CROSS JOIN flag AS f ON f.claim = b.value AND f.state = 'current' AND f.raised = 1"
    " ORDER BY f.member, f.claim"
)
_FOLDED = "SELECT claim, target FROM folded WHERE claim IN (SELECT value FROM json_each(:claims))"
_REVISIONS = (
    f"SELECT r.id, r.member, r.action, r.reason, r.at FROM {_B}"
    " CROSS JOIN revision AS r ON r.id = b.value ORDER BY r.id"
)
_PARENTS = (
    f"SELECT p.revision, p.parent FROM {_B} CROSS JOIN revision_parent AS p ON p.revision = b.value"
    " ORDER BY p.revision, p.parent"
)
_ORIGINS = (
    f"WITH RECURSIVE up(claim, id) AS (SELECT b.value, b.value FROM {_B}"
    " UNION SELECT up.claim, p.parent FROM up CROSS JOIN revision_parent AS p ON p.revision = up.id)"
    " SELECT up.claim, c.id FROM up CROSS JOIN claim AS c ON c.id = up.id AND c.revised = 0"
    " ORDER BY up.claim, c.id"
)


@dataclass(frozen=True, slots=True)
class ClaimActs:
    """What stands on some claims, by the id of the claim; nothing for one that has nothing."""

    labels: Mapping[str, Sequence[LabelRecord]]
    """By reviewer; each with those of its citations that the rule counts."""
    gold: Mapping[str, Judgement]
    citations: Mapping[str, Sequence[Citation]]
    """The current ones, in order of making, without those that came with imports."""
    suggested_citations: Mapping[str, Sequence[Citation]]
    suggestions: Mapping[str, Sequence[Suggestion]]
    comments: Mapping[str, Sequence[Comment]]
    flags: Mapping[str, Sequence[str]]
    """Who has flagged it."""
    folded: Mapping[str, str]
    revisions: Mapping[str, RevisionRecord]
    """Of the claims that people made."""


def acts_on(db: Database, claims: Sequence[str], round_id: str = "") -> ClaimActs:
    """With a round the labels are the votes that stand in it, and the decisions its own."""
    asked = {"claims": json.dumps(claims), "round": round_id}
    found = [(row[0], citation_from(row[1:])) for row in db.execute(_CITATIONS, asked)]
    known = {citation.id: citation for _, citation in found}
    current = [citation for state, citation in found if state == "current"]
    return ClaimActs(
        _labels(db, asked, known),
        _gold(db, asked, known),
        _grouped((one.claim, one) for one in current if not one.member.startswith(IMPORT)),
        _grouped((one.claim, one) for one in current if one.member.startswith(IMPORT)),
        _grouped((one.claim, one) for one in map(suggestion_from, db.execute(_SUGGESTIONS, asked))),
        _grouped((row[1], Comment(*row)) for row in db.execute(_COMMENTS, asked)),
        _grouped(db.execute(_FLAGS, asked)),
        dict(db.execute(_FOLDED, asked).fetchall()),
        _revisions(db, asked),
    )


def _labels(
    db: Database, asked: Mapping[str, str], known: Mapping[str, Citation]
) -> dict[str, list[LabelRecord]]:
    views: Iterable[LabelView] = map(view_from, db.execute(_VOTES if asked["round"] else _LABELS, asked))
    if asked["round"]:  # of the votes that two devices of one member left, the later counts
        views = {(view.label.claim, view.label.member): view for view in views}.values()
    return _grouped((view.label.claim, LabelRecord(view, _counted(view.label, known))) for view in views)


def _counted(label: Label, known: Mapping[str, Citation]) -> tuple[Citation, ...]:
    if not label.citations:
        return ()
    named = [known[citation] for citation in sorted(label.citations) if citation in known]
    return tuple([one for one in named if one.claim == label.claim and one.member == label.member])


def _gold(db: Database, asked: Mapping[str, str], known: Mapping[str, Citation]) -> dict[str, Judgement]:
    found = {}
    for row in db.execute(_DECISIONS, asked):
        claim, event, lead, label, verdict, complete, missing, reason, at, method, rests_on = row
        cited = (known[citation] for citation in sorted(json.loads(rests_on)) if citation in known)
        found[claim] = Judgement(
            event, lead, label, verdict, bool(complete), tuple(json.loads(missing)), None, reason, at,
            tuple(citation for citation in cited if citation.claim == claim), method,
        )  # fmt: skip
    return found


def _revisions(db: Database, asked: Mapping[str, str]) -> dict[str, RevisionRecord]:
    rows = db.execute(_REVISIONS, asked).fetchall()
    if not rows:
        return {}
    revised = {"claims": json.dumps([row[0] for row in rows])}
    parents = _grouped(db.execute(_PARENTS, revised))
    origins = _grouped(db.execute(_ORIGINS, revised))
    return {
        claim: RevisionRecord(tuple(parents[claim]), tuple(origins[claim]), member, action, reason, at)
        for claim, member, action, reason, at in rows
    }


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found

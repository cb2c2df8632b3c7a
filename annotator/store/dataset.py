"""The claims of the file as dataset records, article by article: a few queries for each, so that
memory is bounded by one article. What comes out depends on content and events alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from annotator.domain.citation import Citation
from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, DatasetArticle, LabelRecord, RevisionRecord
from annotator.domain.label import Label
from annotator.domain.review import Comment, LabelView
from annotator.store import content
from annotator.store.connection import Database
from annotator.store.earlier import standing_claims
from annotator.store.lineage import origins_of, parents_of
from annotator.store.projections import folding
from annotator.store.projections.evidence import CITATION_COLUMNS, citation_from
from annotator.store.projections.labels import VIEW_COLUMNS, view_from

T = TypeVar("T")


def records(db: Database, member: str) -> Iterator[ClaimRecord]:
    """Each shown claim that stands as `member` may see it: articles in library order, claims in theirs.

    What a member must not see is left out here, for every format; so far all is open.
    """
    articles = db.execute(
        "SELECT i.article, i.shown_set FROM article_info AS i WHERE i.shown_set IS NOT NULL"
        " ORDER BY i.published, i.title, i.article"
    )
    for article, shown_set in articles:
        yield from _article_records(db, article, shown_set)


def _article_records(db: Database, article: str, shown_set: str) -> Iterator[ClaimRecord]:
    claims = standing_claims(db, shown_set)
    told = DatasetArticle(article, content.metadata_of(db, article), content.text_of(db, article) or "")
    citations = _current_citations(db, shown_set)
    labels = _labels(db, shown_set, citations)
    comments = _comments(db, shown_set)
    flags = _flags(db, shown_set)
    folded = folding.folded_in(db, shown_set)
    revisions = _revisions(db, shown_set)
    for claim in claims:
        own = tuple(labels[claim.id])
        used = {citation.id for label in own for citation in label.citations}
        yield ClaimRecord(
            told,
            claim,
            _id_at(claims, claim.partner),
            own,
            tuple(citation for citation in citations[claim.id] if citation.id not in used),
            tuple(comments[claim.id]),
            tuple(flags[claim.id]),
            _id_at(claims, claim.like),
            folded.get(claim.id, ""),
            revisions.get(claim.id),
        )


def _id_at(claims: Sequence[Claim], index: int | None) -> str:
    return claims[index].id if index is not None else ""


# The queries below name the order of their joins (CROSS JOIN): left to itself SQLite may begin with
# all the citations of a member, for every article again.


def _labels(
    db: Database, shown_set: str, current: Mapping[str, Sequence[Citation]]
) -> dict[str, list[LabelRecord]]:
    """Current labels by claim, by reviewer, each with those of its citations that the rule counts."""
    views = _label_views(db, shown_set)
    known = {citation.id: citation for group in current.values() for citation in group}
    if any(named not in known for view in views for named in view.label.citations):
        known |= _superseded_citations(db, shown_set)
    return _grouped((view.label.claim, LabelRecord(view, _counted(view.label, known))) for view in views)


def _counted(label: Label, known: Mapping[str, Citation]) -> tuple[Citation, ...]:
    named = (known[citation] for citation in sorted(label.citations) if citation in known)
    return tuple(c for c in named if (c.claim, c.member) == (label.claim, label.member))


def _label_views(db: Database, shown_set: str) -> list[LabelView]:
    rows = db.execute(
        f"SELECT {VIEW_COLUMNS} FROM standing_claim AS m"
        " CROSS JOIN label AS l ON l.claim = m.id AND l.state = 'current'"
        " WHERE m.claim_set = :set ORDER BY l.member, l.id",
        {"set": shown_set},
    )
    return [view_from(row) for row in rows]


def _superseded_citations(db: Database, shown_set: str) -> dict[str, Citation]:
    """By id: what current labels name though a newer version of it stands."""
    rows = db.execute(
        f"SELECT DISTINCT {CITATION_COLUMNS} FROM standing_claim AS m"
        " CROSS JOIN label AS l ON l.claim = m.id AND l.state = 'current'"
        " CROSS JOIN label_citation AS x ON x.label = l.id"
        " CROSS JOIN citation AS c ON c.id = x.citation AND c.state = 'superseded'"
        " LEFT JOIN source AS s ON s.id = c.source"
        " WHERE m.claim_set = :set ORDER BY c.id",
        {"set": shown_set},
    )
    return {citation.id: citation for citation in map(citation_from, rows)}


def _current_citations(db: Database, shown_set: str) -> dict[str, list[Citation]]:
    rows = db.execute(
        f"SELECT {CITATION_COLUMNS} FROM standing_claim AS m"
        " CROSS JOIN citation AS c ON c.claim = m.id AND c.state = 'current'"
        " LEFT JOIN source AS s ON s.id = c.source"
        " WHERE m.claim_set = :set ORDER BY c.id",
        {"set": shown_set},
    )
    return _grouped((citation.claim, citation) for citation in map(citation_from, rows))


def _comments(db: Database, shown_set: str) -> dict[str, list[Comment]]:
    rows = db.execute(
        "SELECT k.id, k.claim, k.member, k.text, k.at FROM standing_claim AS m"
        " CROSS JOIN comment AS k ON k.claim = m.id AND k.retracted = 0"
        " WHERE m.claim_set = :set ORDER BY k.id",
        {"set": shown_set},
    )
    return _grouped((row[1], Comment(*row)) for row in rows)


def _flags(db: Database, shown_set: str) -> dict[str, list[str]]:
    """Who has flagged, by claim."""
    rows = db.execute(
        "SELECT DISTINCT f.claim, f.member FROM standing_claim AS m"
        " CROSS JOIN flag AS f ON f.claim = m.id AND f.state = 'current' AND f.raised = 1"
        " WHERE m.claim_set = :set ORDER BY f.member, f.claim",
        {"set": shown_set},
    )
    return _grouped((claim, member) for claim, member in rows)


def _revisions(db: Database, shown_set: str) -> dict[str, RevisionRecord]:
    """Of the claims that people made."""
    rows = db.execute(
        "SELECT m.id, r.member, r.action, r.reason, r.at FROM standing_claim AS m"
        " CROSS JOIN revision AS r ON r.id = m.id WHERE m.claim_set = :set AND m.revised = 1 ORDER BY m.id",
        {"set": shown_set},
    ).fetchall()
    return {
        claim: RevisionRecord(
            tuple(parents_of(db, claim)), tuple(origins_of(db, claim)), member, action, reason, at
        )
        for claim, member, action, reason, at in rows
    }


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found

"""Reading an article again after an act that gave it other claims."""

import json
from dataclasses import replace

from annotator.domain.review import ArticleReview
from annotator.store import lineage
from annotator.store.connection import Database
from annotator.store.marks import claim_marks
from annotator.store.rivals import rivals_in


def article_again(db: Database, member: str, review: ArticleReview) -> ArticleReview:
    """An article after acts on a few of its claims: only those that are new in it are read, and those that
    refer to others. What else is different is in other claims' marks as they were given."""
    order = lineage.listed(db, review.id)
    refer = {
        row[0]
        for row in db.execute(
            "SELECT c.id FROM claim AS c WHERE c.claim_set = ? AND (c.like_position IS NOT NULL"
            " OR EXISTS (SELECT 1 FROM folding AS g WHERE g.claim = c.id))",
            (review.claim_set,),
        )
    }
    known = {mark.claim.id: mark for mark in review.marks if mark.claim.id not in refer}
    asked = [claim for claim in order if claim not in known]
    of_these = "claim AS c WHERE c.id IN (SELECT value FROM json_each(:key))"
    for mark in claim_marks(db, member, of_these, json.dumps(asked)):
        known[mark.claim.id] = mark
    rivals = rivals_in(db, review.claim_set)
    marks = (known[claim] for claim in order)
    return replace(
        review,
        marks=tuple(
            replace(mark, rivals=rivals.get(mark.claim.id, ())) if rivals or mark.rivals else mark
            for mark in marks
        ),
    )

"""How far each member is with each article, and how many claims an article has."""

from collections.abc import Collection, Iterable

from annotator.store.batches import batches, listed
from annotator.store.connection import Database

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


def counted_in(db: Database, claim: str) -> str:
    """The article among whose claims this one counts, or "": shown, standing and not folded it must be."""
    row = db.execute(
        "SELECT i.article FROM standing_claim AS c JOIN claim_set AS s ON s.id = c.claim_set"
        " JOIN article_info AS i ON i.article = s.article AND i.shown_set = s.id WHERE c.id = ?"
        " AND NOT EXISTS (SELECT 1 FROM folded AS d WHERE d.claim = c.id)",
        (claim,),
    ).fetchone()
    return str(row[0]) if row else ""


def count_claim(db: Database, claim: str, article: str, by: int, fresh: Collection[str]) -> None:
    """Count a claim in (1) or out (-1) among those of an article, with everybody's labels on it."""
    db.execute("UPDATE article_info SET claims = claims + ? WHERE article = ?", (by, article))
    for (member,) in db.execute(
        "SELECT DISTINCT member FROM label WHERE claim = ? AND state = 'current' ORDER BY member", (claim,)
    ).fetchall():
        labelled, incomplete = count_current(db, claim, member, fresh)
        if labelled:
            _count(db, article, member, by * labelled, by * incomplete)


def count_progress(db: Database, claim: str, member: str, before: Counted) -> None:
    """Correct `progress` by what changed for this claim and member."""
    after = count_current(db, claim, member, ())
    if after == before:
        return
    article = counted_in(db, claim)
    if article:
        _count(db, article, member, after[0] - before[0], after[1] - before[1])


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


def recount(db: Database, articles: Iterable[str]) -> None:
    """Count the progress of articles from nothing, after their claims have come or were folded."""
    for batch in batches(articles):
        ids = listed(batch)
        db.execute("DELETE FROM progress WHERE article IN (SELECT value FROM json_each(?))", (ids,))
        db.execute(
            "INSERT INTO progress(article, member, labelled, incomplete)"
            " SELECT i.article, l.member, count(DISTINCT l.claim),"
            "  count(DISTINCT CASE WHEN l.complete = 0 THEN l.claim END)"
            " FROM json_each(?) AS b CROSS JOIN article_info AS i ON i.article = b.value"
            " CROSS JOIN claim AS c ON c.claim_set = i.shown_set"
            " CROSS JOIN label AS l ON l.claim = c.id AND l.state = 'current'"
            " WHERE NOT EXISTS (SELECT 1 FROM hidden_claim AS h WHERE h.claim = c.id)"
            " AND NOT EXISTS (SELECT 1 FROM folded AS d WHERE d.claim = c.id)"
            " GROUP BY i.article, l.member",
            (ids,),
        )

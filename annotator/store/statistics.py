"""Counting the whole file."""

from annotator.domain.event import KNOWN_KINDS
from annotator.store import log
from annotator.store.connection import Database
from annotator.store.earlier import IS_SHOWN


def counts(db: Database) -> dict[str, int]:
    """How much there is of everything: of claims those that are shown and not folded, of citations those of
    reviewers. `unknown_events` are of kinds from newer versions."""
    row = db.execute(
        "SELECT (SELECT count(*) FROM article), (SELECT coalesce(sum(claims), 0) FROM article_info),"
        " (SELECT count(DISTINCT l.claim) FROM label AS l WHERE l.state = 'current'"
        f"   AND {IS_SHOWN} AND NOT EXISTS (SELECT 1 FROM folded AS d WHERE d.claim = l.claim)),"
        " (SELECT count(*) FROM citation WHERE state = 'current' AND member NOT GLOB 'import:*'),"
        " (SELECT count(*) FROM comment WHERE retracted = 0),"
        " (SELECT count(*) FROM suggestion WHERE retracted = 0)"
    ).fetchone()
    return {
        "article_count": row[0],
        "claim_count": row[1],
        "labelled_claims": row[2],
        "citations": row[3],
        "comments": row[4],
        "suggestions": row[5],
        "events": log.count_events(db),
        "unknown_events": sum(log.unknown_kinds(db, KNOWN_KINDS).values()),
    }


def label_counts(db: Database) -> list[tuple[str, str, int, int]]:
    """(member, label, current labels, complete ones), ordered by member and label; those on claims that
    are shown and not folded."""
    return db.execute(
        "SELECT l.member, l.label, count(*), sum(l.complete) FROM label AS l WHERE l.state = 'current'"
        f" AND {IS_SHOWN} AND NOT EXISTS (SELECT 1 FROM folded AS d WHERE d.claim = l.claim)"
        " GROUP BY l.member, l.label ORDER BY l.member, l.label"
    ).fetchall()

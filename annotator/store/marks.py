"""Reading the marks of claims: what lists show of each, with one member's label in short."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.domain.review import ClaimMark
from annotator.store import lineage
from annotator.store.claim_rows import CLAIM_COLUMNS, claim_from
from annotator.store.connection import Database
from annotator.store.earlier import EARLIER_LABEL
from annotator.store.rivals import rivals_of
from annotator.store.suggestions import IS_SUGGESTED


def claim_marks(db: Database, member: str, claims: str, key: str | None) -> Iterator[ClaimMark]:
    """Claims from a table with a fixed condition on :key, each with the member's label in short."""
    rows = db.execute(
        f"SELECT {CLAIM_COLUMNS},"
        " (SELECT l.label || char(10) || l.complete FROM label AS l WHERE l.claim = c.id"
        "   AND l.member = :member AND l.state = 'current' ORDER BY l.id LIMIT 1),"
        " EXISTS (SELECT 1 FROM flag AS f WHERE f.claim = c.id AND f.member = :member"
        "   AND f.state = 'current' AND f.raised = 1),"
        " coalesce((SELECT d.target FROM folded AS d WHERE d.claim = c.id), ''),"
        f" coalesce({EARLIER_LABEL}, ''),"
        f" coalesce(iif(c.like_position IS NULL, '', {lineage.LIKE}), ''), {IS_SUGGESTED} FROM {claims}",
        {"member": member, "key": key},
    )
    for row in rows:
        *claim, own, flagged, folded_into, earlier, like, suggested = row
        label, _, complete = (own or "").partition("\n")
        before = "" if label else earlier
        yield ClaimMark(
            claim_from(tuple(claim)), label, complete == "1", bool(flagged), folded_into, before, like,
            suggested=bool(suggested),
        )  # fmt: skip


def marks_of_rows(db: Database, member: str, rows: Sequence[int]) -> dict[str, ClaimMark]:
    """The member's marks of these rows of the table `claim`, by the claims' ids; without rivals."""
    chosen = "claim AS c WHERE c.rowid IN (SELECT value FROM json_each(:key))"
    return {mark.claim.id: mark for mark in claim_marks(db, member, chosen, json.dumps(list(rows)))}


def claim_mark(db: Database, member: str, claim: str) -> ClaimMark | None:
    """Of any claim, also of one that does not stand."""
    found = next(claim_marks(db, member, "claim AS c WHERE c.id = :key", claim), None)
    return None if found is None else replace(found, rivals=rivals_of(db, claim))

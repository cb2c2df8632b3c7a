"""Disagreement: claims on which members' current labels differ."""

from annotator.store.connection import Database


def settle_disagreement(db: Database, claim: str) -> None:
    """Note whether two members' labels on a claim differ; two of one member's own are no disagreement."""
    differ = db.execute(
        "SELECT 1 FROM label AS a CROSS JOIN label AS b ON b.claim = a.claim AND b.state = 'current'"
        " AND b.member > a.member AND b.label <> a.label"
        " WHERE a.claim = ? AND a.state = 'current' LIMIT 1",
        (claim,),
    ).fetchone()
    if differ:
        db.execute("INSERT INTO disagreement(claim) VALUES (?) ON CONFLICT(claim) DO NOTHING", (claim,))
    else:
        db.execute("DELETE FROM disagreement WHERE claim = ?", (claim,))

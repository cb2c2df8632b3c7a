"""What was decided on claims that are not shown now: they were revised, or their article was split anew."""

from dataclasses import replace
from typing import NamedTuple

from annotator.domain.claim import Claim
from annotator.domain.review import EarlierLabel
from annotator.store.claim_rows import CLAIM_COLUMNS, claim_from
from annotator.store.connection import Database
from annotator.store.lineage import LINE, heads_of
from annotator.store.projections.labels import VIEW_COLUMNS, view_from

_CLOSEST = "CASE t.sameness WHEN 'same' THEN 0 WHEN 'words' THEN 1 ELSE 2 END, l.id DESC"
_LABELLED_TWINS = (
    "twin AS t CROSS JOIN label AS l ON l.claim = t.other AND l.member = :member AND l.state = 'current'"
)
_LABELLED_LINE = (
    "line CROSS JOIN label AS l ON l.claim = line.claim AND l.member = :member AND l.state = 'current'"
)
EARLIER_LABEL = (
    f"coalesce(({LINE.format(claim='c.id')} SELECT l.label FROM {_LABELLED_LINE}"
    f" ORDER BY line.steps, l.id DESC LIMIT 1),"
    f" (SELECT l.label FROM {_LABELLED_TWINS} WHERE t.claim = c.id ORDER BY {_CLOSEST} LIMIT 1))"
)
"""The label of :member's on the nearest claim that claim `c` continues and that has one, else on the
closest twin, in a query."""
IS_SHOWN = (
    "EXISTS (SELECT 1 FROM standing_claim AS m JOIN claim_set AS s ON s.id = m.claim_set"
    " JOIN article_info AS i ON i.article = s.article AND i.shown_set = s.id WHERE m.id = l.claim)"
)
"""Whether the claim of label `l` is shown and stands, in a query."""


def earlier_label(db: Database, member: str, claim: str) -> EarlierLabel | None:
    """The member's label on the nearest claim that this one continues, else on its closest twin; the newest
    of two on one claim."""
    columns = f"{CLAIM_COLUMNS}, {VIEW_COLUMNS}"
    key = {"member": member, "claim": claim}
    row = (
        db.execute(
            f"{LINE.format(claim=':claim')} SELECT 'revised', {columns} FROM {_LABELLED_LINE}"
            " JOIN claim AS c ON c.id = line.claim ORDER BY line.steps, l.id DESC LIMIT 1",
            key,
        ).fetchone()
        or db.execute(
            f"SELECT t.sameness, {columns} FROM {_LABELLED_TWINS}"
            f" JOIN claim AS c ON c.id = t.other WHERE t.claim = :claim ORDER BY {_CLOSEST} LIMIT 1",
            key,
        ).fetchone()
    )
    if row is None:
        return None
    width = CLAIM_COLUMNS.count(",") + 2
    before, view = claim_from(row[1:width]), view_from(row[width:])
    count = "SELECT count(*) FROM citation WHERE claim = ? AND member = ? AND state = 'current'"
    (citations,) = db.execute(count, (before.id, member)).fetchone()
    return EarlierLabel(view, before, row[0], citations)


def to_carry(db: Database, member: str, article: str) -> list[str]:
    """The shown claims that have a twin which is the same in all and has one label of the member's, and
    have none themselves; in the order of the text."""
    rows = db.execute(
        f"SELECT c.id FROM article_info AS i JOIN standing_claim AS c ON c.claim_set = i.shown_set"
        f" JOIN {_LABELLED_TWINS} WHERE i.article = :article AND t.claim = c.id AND t.sameness = 'same'"
        " AND NOT EXISTS (SELECT 1 FROM label AS own WHERE own.claim = c.id AND own.member = :member"
        "  AND own.state = 'current')"
        " GROUP BY c.id, c.position, c.start_offset ORDER BY c.position, c.start_offset, c.id",
        {"member": member, "article": article},
    )
    return [row[0] for row in rows]


def split_anew(db: Database) -> list[str]:
    """The articles that have more than one claim set, by id."""
    rows = db.execute(
        "SELECT article FROM claim_set WHERE private = 0"
        " GROUP BY article HAVING count(*) > 1 ORDER BY article"
    )
    return [row[0] for row in rows]


def is_shown(db: Database, claim: str) -> bool:
    row = db.execute(f"SELECT 1 FROM (SELECT ? AS claim) AS l WHERE {IS_SHOWN}", (claim,)).fetchone()
    return row is not None


def counterpart(db: Database, claim: str) -> str:
    """The claim that stands in the place of one that does not, or is of a set that is not shown: what it
    was revised to, else the closest twin, else the one that begins nearest in the text. "" when there is
    none; the claim itself when it is shown and stands."""
    row = db.execute(
        "SELECT n.id FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set"
        " JOIN article_info AS i ON i.article = s.article"
        " JOIN standing_claim AS n ON n.claim_set = i.shown_set"
        " LEFT JOIN twin AS t ON t.claim = n.id AND t.other = c.id WHERE c.id = :claim"
        " ORDER BY n.id <> c.id, n.id <> :head, t.sameness IS NULL, abs(n.start_offset - c.start_offset),"
        "  n.position, n.start_offset, n.id LIMIT 1",
        {"claim": claim, "head": next(iter(heads_of(db, claim)), "")},
    ).fetchone()
    return str(row[0]) if row else ""


def labelled_claims(db: Database, claim_set: str) -> list[tuple[str, str]]:
    """(claim, member) of each standing claim of a set that a member has a label on; by member and place."""
    return db.execute(
        "SELECT DISTINCT c.id, l.member FROM standing_claim AS c CROSS JOIN label AS l ON l.claim = c.id"
        " AND l.state = 'current' WHERE c.claim_set = ?"
        " ORDER BY l.member, c.position, c.start_offset, c.id",
        (claim_set,),
    ).fetchall()


def standing_claims(db: Database, claim_set: str) -> list[Claim]:
    """The standing claims of a set in their order; `partner` and `like` count in this list."""
    rows = db.execute(
        f"SELECT c.revised, c.position, {CLAIM_COLUMNS} FROM standing_claim AS c WHERE c.claim_set = ?"
        " ORDER BY c.position, c.start_offset, c.id",
        (claim_set,),
    ).fetchall()
    numbers = {row[1]: number for number, row in enumerate(rows) if not row[0]}
    found = (claim_from(tuple(row[2:])) for row in rows)
    return [
        replace(
            claim,
            partner=None if claim.partner is None else numbers.get(claim.partner),
            like=None if claim.like is None else numbers.get(claim.like),
        )
        for claim in found
    ]


def count_remarks(db: Database, claim_set: str) -> int:
    """Everybody's citations, comments, flags and decisions on folding that stand on a set's claims."""
    standing = {
        "citation": "state = 'current'",
        "comment": "retracted = 0",
        "flag": "state = 'current' AND x.raised = 1",
        "folding": "state = 'current'",
    }
    counts = (
        db.execute(
            f"SELECT count(*) FROM claim AS c CROSS JOIN {table} AS x ON x.claim = c.id AND x.{condition}"
            " WHERE c.claim_set = ?",
            (claim_set,),
        ).fetchone()[0]
        for table, condition in standing.items()
    )
    return sum(counts)


class Hidden(NamedTuple):
    """Current labels on claims that are not shown."""

    labels: int
    waiting: int
    """Those of them that were not dropped, and whose reviewer has no label on a twin that is shown nor on
    a revision."""


_HIDDEN = (
    "count(l.id), coalesce(sum(l.id IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM hidden_claim AS h WHERE h.claim = l.claim AND h.why = 'dropped')"
    " AND NOT EXISTS (SELECT 1 FROM twin AS t CROSS JOIN label AS n"
    "  ON n.claim = t.claim AND n.member = l.member AND n.state = 'current' WHERE t.other = l.claim)"
    " AND NOT EXISTS (WITH RECURSIVE down(claim) AS ("
    "  SELECT r.id FROM revision AS r WHERE r.continues = l.claim AND r.continues <> '' UNION ALL"
    "  SELECT r.id FROM down JOIN revision AS r ON r.continues = down.claim AND r.continues <> '')"
    "  SELECT 1 FROM down CROSS JOIN label AS n ON n.claim = down.claim AND n.member = l.member"
    "  AND n.state = 'current' JOIN standing_claim AS c ON c.id = n.claim)), 0)"
)


def hidden_labels(db: Database) -> dict[str, Hidden]:
    """For each member who has any; labels on claims that are not in the file count too."""
    rows = db.execute(
        f"SELECT l.member, {_HIDDEN} FROM label AS l WHERE l.state = 'current' AND NOT {IS_SHOWN}"
        " GROUP BY l.member ORDER BY l.member"
    )
    return {member: Hidden(*counts) for member, *counts in rows}


def other_sets(db: Database, member: str, article: str) -> list[tuple[str, Hidden]]:
    """The claim sets of an article that are not shown, by id, each with the member's labels on its claims."""
    rows = db.execute(
        f"SELECT s.id, {_HIDDEN} FROM article_info AS i JOIN claim_set AS s ON s.article = i.article"
        " AND s.id <> i.shown_set AND s.private = 0 LEFT JOIN claim AS c ON c.claim_set = s.id"
        " LEFT JOIN label AS l ON l.claim = c.id AND l.member = :member AND l.state = 'current'"
        " WHERE i.article = :article"
        " GROUP BY s.id ORDER BY s.id",
        {"member": member, "article": article},
    )
    return [(claim_set, Hidden(*counts)) for claim_set, *counts in rows]

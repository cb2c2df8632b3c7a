"""What was decided on claims that are not shown now, because their article was split anew."""

from typing import NamedTuple

from sqlite_utils import Database

from annotator.domain.review import EarlierLabel
from annotator.store.claim_rows import CLAIM_COLUMNS, claim_from
from annotator.store.projections.labels import VIEW_COLUMNS, view_from

_CLOSEST = "CASE t.sameness WHEN 'same' THEN 0 WHEN 'words' THEN 1 ELSE 2 END, l.id DESC"
_LABELLED_TWINS = (
    "twin AS t CROSS JOIN label AS l ON l.claim = t.other AND l.member = :member AND l.state = 'current'"
)
EARLIER_LABEL = f"(SELECT l.label FROM {_LABELLED_TWINS} WHERE t.claim = c.id ORDER BY {_CLOSEST} LIMIT 1)"
"""The id of :member's label on the closest twin of claim `c` that has one, in a query."""
IS_SHOWN = (
    "EXISTS (SELECT 1 FROM claim AS m JOIN claim_set AS s ON s.id = m.claim_set"
    " JOIN article_info AS i ON i.article = s.article AND i.shown_set = s.id WHERE m.id = l.claim)"
)
"""Whether the claim of label `l` is shown, in a query."""


def earlier_label(db: Database, member: str, claim: str) -> EarlierLabel | None:
    """The member's label on the closest twin of a claim; the newest of two on one twin."""
    row = db.execute(
        f"SELECT t.sameness, {CLAIM_COLUMNS}, {VIEW_COLUMNS} FROM {_LABELLED_TWINS}"
        f" JOIN claim AS c ON c.id = t.other WHERE t.claim = :claim ORDER BY {_CLOSEST} LIMIT 1",
        {"member": member, "claim": claim},
    ).fetchone()
    if row is None:
        return None
    columns = CLAIM_COLUMNS.count(",") + 2
    twin, view = claim_from(row[1:columns]), view_from(row[columns:])
    count = "SELECT count(*) FROM citation WHERE claim = ? AND member = ? AND state = 'current'"
    (citations,) = db.execute(count, (twin.id, member)).fetchone()
    return EarlierLabel(view, twin, row[0], citations)


def to_carry(db: Database, member: str, article: str) -> list[str]:
    """The shown claims that have a twin which is the same in all and has one label of the member's, and
    have none themselves; in the order of the text."""
    rows = db.execute(
        f"SELECT c.id FROM article_info AS i JOIN claim AS c ON c.claim_set = i.shown_set"
        f" JOIN {_LABELLED_TWINS} WHERE i.article = :article AND t.claim = c.id AND t.sameness = 'same'"
        " AND NOT EXISTS (SELECT 1 FROM label AS own WHERE own.claim = c.id AND own.member = :member"
        "  AND own.state = 'current')"
        " GROUP BY c.id, c.position ORDER BY c.position",
        {"member": member, "article": article},
    )
    return [row[0] for row in rows]


def split_anew(db: Database) -> list[str]:
    """The articles that have more than one claim set, by id."""
    rows = db.execute("SELECT article FROM claim_set GROUP BY article HAVING count(*) > 1 ORDER BY article")
    return [row[0] for row in rows]


def is_shown(db: Database, claim: str) -> bool:
    row = db.execute(f"SELECT 1 FROM (SELECT ? AS claim) AS l WHERE {IS_SHOWN}", (claim,)).fetchone()
    return row is not None


def counterpart(db: Database, claim: str) -> str:
    """The shown claim in the place of one of another set of its article: the closest twin, else the one
    that begins nearest in the text. "" when there is none; the claim itself when it is shown."""
    row = db.execute(
        "SELECT n.id FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set"
        " JOIN article_info AS i ON i.article = s.article JOIN claim AS n ON n.claim_set = i.shown_set"
        " LEFT JOIN twin AS t ON t.claim = n.id AND t.other = c.id WHERE c.id = ?"
        " ORDER BY n.id <> c.id, t.sameness IS NULL,"
        "  abs(json_extract(n.ranges, '$[0][0]') - json_extract(c.ranges, '$[0][0]')), n.position LIMIT 1",
        (claim,),
    ).fetchone()
    return str(row[0]) if row else ""


def labelled_claims(db: Database, claim_set: str) -> list[tuple[int, str]]:
    """(position, member) of each claim of a set that a member has a label on; by member and position."""
    return db.execute(
        "SELECT DISTINCT c.position, l.member FROM claim AS c CROSS JOIN label AS l ON l.claim = c.id"
        " AND l.state = 'current' WHERE c.claim_set = ? ORDER BY l.member, c.position",
        (claim_set,),
    ).fetchall()


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
    """Those of them whose reviewer has no label on a twin that is shown."""


_HIDDEN = (
    "count(l.id), coalesce(sum(l.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM twin AS t CROSS JOIN label AS n"
    " ON n.claim = t.claim AND n.member = l.member AND n.state = 'current' WHERE t.other = l.claim)), 0)"
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
        " AND s.id <> i.shown_set LEFT JOIN claim AS c ON c.claim_set = s.id LEFT JOIN label AS l"
        " ON l.claim = c.id AND l.member = :member AND l.state = 'current' WHERE i.article = :article"
        " GROUP BY s.id ORDER BY s.id",
        {"member": member, "article": article},
    )
    return [(claim_set, Hidden(*counts)) for claim_set, *counts in rows]

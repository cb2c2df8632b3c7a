"""What descends from what: the claims that stand in a claim's place, dropped and linked ones."""

from typing import NamedTuple

from annotator.domain.claim import Claim
from annotator.domain.review import DroppedClaim, LinkedClaim
from annotator.store.claim_rows import CLAIM_COLUMNS, claim_from
from annotator.store.connection import Database
from annotator.store.sight import seen

LINE = (
    "WITH RECURSIVE line(claim, steps) AS ("
    "SELECT r.continues, 1 FROM revision AS r WHERE r.id = {claim} AND r.continues <> ''"
    " UNION ALL SELECT r.continues, line.steps + 1 FROM line JOIN revision AS r ON r.id = line.claim"
    " WHERE r.continues <> '')"
)
"""The claims that a claim continues, the nearest first: `LINE.format(claim="c.id")` in a query."""
_FAMILY = (
    "WITH RECURSIVE up(id) AS (SELECT :claim"
    "  UNION SELECT p.parent FROM up JOIN revision_parent AS p ON p.revision = up.id),"
    " down(id) AS (SELECT id FROM up"
    "  UNION SELECT p.revision FROM down JOIN revision_parent AS p ON p.parent = down.id) "
)


LIKE = (
    "(SELECT o.id FROM standing_claim AS o WHERE o.claim_set = c.claim_set AND o.position = c.like_position"
    " AND o.revised = 0)"
)
"""The splitter's claim that claim `c` is like, in a query."""


IS_KNOWN = (
    "(c.revised = 0 OR EXISTS (SELECT 1 FROM revision AS k WHERE k.id = c.id)"
    " OR EXISTS (SELECT 1 FROM round_claim AS k WHERE k.claim = c.id)"
    " OR EXISTS (SELECT 1 FROM main.article_info AS k JOIN claim_set AS s ON s.article = k.article"
    "  AND s.id = k.shown_set WHERE s.id = c.claim_set)"
    "  AND NOT EXISTS (SELECT 1 FROM main.hidden_claim AS h WHERE h.claim = c.id))"
)
"""Whether the person who asks may know of claim `c`, in a query: what another made of a veiled claim only
where it is work for all."""


class Gone(NamedTuple):
    """Why a claim does not stand."""

    why: str
    """`dropped`, `revised` or `retracted`."""
    member: str
    """Who did it; "" when that is kept from the person who asks, with the time."""
    at: str


class Place(NamedTuple):
    """Where a claim stands among those of its set."""

    position: int
    start: int
    id: str


FIRST, LAST = Place(-2, 0, ""), Place(1 << 62, 0, "")
"""Before the first claim of a set, and behind the last."""


def place_of(db: Database, claim: str) -> Place:
    """FIRST for one that is not here."""
    row = db.execute("SELECT position, start_offset, id FROM claim WHERE id = ?", (claim,)).fetchone()
    return Place(*row) if row else FIRST


def listed(db: Database, article: str) -> list[str]:
    """The claims that stand of an article's shown set, in the order of its list."""
    rows = db.execute(
        "SELECT c.id FROM article_info AS i JOIN standing_claim AS c ON c.claim_set = i.shown_set"
        " WHERE i.article = ? ORDER BY c.position, c.start_offset, c.id",
        (article,),
    )
    return [row[0] for row in rows]


class Placed(NamedTuple):
    """A claim and where it is from."""

    article: str
    claim_set: str
    position: int
    claim: Claim


def placed_claim(db: Database, claim: str) -> Placed | None:
    """Any claim that is here, also one that does not stand."""
    row = db.execute(
        f"SELECT s.article, c.claim_set, c.position, {CLAIM_COLUMNS} FROM claim AS c"
        " JOIN claim_set AS s ON s.id = c.claim_set WHERE c.id = ?",
        (claim,),
    ).fetchone()
    return Placed(row[0], row[1], row[2], claim_from(tuple(row[3:]))) if row else None


def members_who_revised(db: Database, claim: str, member: str) -> list[str]:
    """The other members whose revisions of a claim stand, as far as the member may know."""
    rows = db.execute(
        "SELECT DISTINCT r.member FROM revision_parent AS p JOIN revision AS r ON r.id = p.revision"
        " AND r.state = 'current' WHERE p.parent = :claim AND r.member <> :me"
        f" AND {seen('r.id', ':me')} ORDER BY r.member",
        {"claim": claim, "me": member},
    )
    return [row[0] for row in rows]


def members_with_labels(db: Database, claim: str, member: str) -> list[str]:
    """The other members who have current labels on a claim, as far as the member may know."""
    rows = db.execute(
        "SELECT DISTINCT l.member FROM label AS l WHERE l.claim = :claim AND l.state = 'current'"
        f" AND l.member <> :me AND {seen('l.claim', ':me')} ORDER BY l.member",
        {"claim": claim, "me": member},
    )
    return [row[0] for row in rows]


def heads_of(db: Database, claim: str) -> list[str]:
    """The claims that stand of those made from this one, itself among them, by id."""
    rows = db.execute(
        "WITH RECURSIVE down(id) AS (SELECT :claim UNION SELECT p.revision FROM down"
        " JOIN revision_parent AS p ON p.parent = down.id AND p.alive = 1)"
        " SELECT c.id FROM down JOIN standing_claim AS c ON c.id = down.id ORDER BY c.id",
        {"claim": claim},
    )
    return [row[0] for row in rows]


def family_of(db: Database, claim: str) -> list[str]:
    """The claim, what it was made of, and all that was made of those, by id; also what is not here."""
    return [row[0] for row in db.execute(f"{_FAMILY} SELECT id FROM down ORDER BY id", {"claim": claim})]


def parents_of(db: Database, claim: str) -> list[str]:
    """What a revision was made of, by id."""
    rows = db.execute("SELECT parent FROM revision_parent WHERE revision = ? ORDER BY parent", (claim,))
    return [row[0] for row in rows]


def origins_of(db: Database, claim: str) -> list[str]:
    """The splitter's claims that a revision goes back to, by id."""
    rows = db.execute(
        f"{_FAMILY} SELECT c.id FROM up JOIN claim AS c ON c.id = up.id AND c.revised = 0 ORDER BY c.id",
        {"claim": claim},
    )
    return [row[0] for row in rows]


def gone(db: Database, claim: str) -> Gone | None:
    """Who dropped, revised or took back a claim that does not stand; None for one that does."""
    row = db.execute(
        "SELECT * FROM (SELECT 'dropped', coalesce(d.member, ''), coalesce(d.at, '') FROM hidden_claim AS h"
        "  LEFT JOIN dropping AS d ON d.claim = h.claim AND d.state = 'current'"
        "  WHERE h.claim = :claim AND h.why = 'dropped')"
        " UNION ALL SELECT * FROM (SELECT 'revised', coalesce(r.member, ''), coalesce(r.at, '')"
        "  FROM revision_parent AS p LEFT JOIN revision AS r ON r.id = p.revision"
        "  WHERE p.parent = :claim AND p.alive = 1 ORDER BY p.revision LIMIT 1)"
        " UNION ALL SELECT * FROM (SELECT 'retracted', iif(r.id IS NULL, '', f.member),"
        "  iif(r.id IS NULL, '', json_extract(e.body, '$.at'))"
        "  FROM hidden_claim AS h JOIN retraction AS t ON t.target = h.claim"
        "  JOIN event AS e ON e.id = t.event JOIN feed AS f ON f.id = e.feed"
        "  LEFT JOIN revision AS r ON r.id = h.claim"
        "  WHERE h.claim = :claim AND h.why = 'retracted' ORDER BY e.id DESC LIMIT 1)",
        {"claim": claim},
    ).fetchone()
    return Gone(*row) if row else None


def like_of(db: Database, claim: str) -> str:
    """The id of the claim that this one is like, or ""; one that does not stand is none."""
    row = db.execute(f"SELECT {LIKE} FROM claim AS c WHERE c.id = ?", (claim,)).fetchone()
    return str(row[0] or "") if row else ""


def comes_before(db: Database, earlier: str, later: str) -> bool:
    """Whether two claims are of one set, in that order, and the earlier one stands."""
    row = db.execute(
        "SELECT 1 FROM standing_claim AS e JOIN claim AS l ON l.claim_set = e.claim_set"
        " AND (l.position, l.start_offset, l.id) > (e.position, e.start_offset, e.id)"
        " WHERE e.id = ? AND l.id = ?",
        (earlier, later),
    ).fetchone()
    return row is not None


def anchor(db: Database, claim_set: str, start: int) -> int:
    """The position of the splitter's last claim that begins at or before an offset; -1 without one."""
    row = db.execute(
        "SELECT position FROM claim WHERE claim_set = ? AND revised = 0 AND start_offset <= ?"
        " ORDER BY position DESC LIMIT 1",
        (claim_set, start),
    ).fetchone()
    return int(row[0]) if row else -1


def dropped_in(db: Database, article: str) -> list[DroppedClaim]:
    """The dropped claims of the set that is shown, in the order of the text."""
    rows = db.execute(
        f"SELECT d.member, d.at, {CLAIM_COLUMNS} FROM article_info AS i"
        " JOIN claim AS c ON c.claim_set = i.shown_set JOIN hidden_claim AS h"
        " ON h.claim = c.id AND h.why = 'dropped'"
        " JOIN dropping AS d ON d.claim = c.id AND d.state = 'current' WHERE i.article = ?"
        " AND NOT EXISTS (SELECT 1 FROM hidden_claim AS o WHERE o.claim = c.id AND o.why <> 'dropped')"
        " ORDER BY c.position, c.start_offset, c.id",
        (article,),
    )
    return [DroppedClaim(claim_from(tuple(row[2:])), row[0], row[1]) for row in rows]


def linked_to(db: Database, claim: str) -> list[LinkedClaim]:
    """What stands of the claims that this one, or one that it continues, was said to be the same as."""
    heads = sorted({head for _, other in _links(db, claim) for head in heads_of(db, other)} - {claim})
    found = (_linked(db, head) for head in heads)
    return [linked for linked in found if linked is not None]


def link_between(db: Database, claim: str, other: str) -> tuple[str, str] | None:
    """The two claims that are linked, so that these, which continue them or are them, count as the same."""
    rows = db.execute(f"{LINE.format(claim=':claim')} SELECT claim FROM line", {"claim": other})
    line = {other, *(row[0] for row in rows)}
    return next((pair for pair in _links(db, claim) if pair[1] in line), None)


def _links(db: Database, claim: str) -> list[tuple[str, str]]:
    """The links of a claim and of those that it continues: (one of these, the other claim)."""
    return db.execute(
        f"{LINE.format(claim=':claim')},"
        " own(claim) AS (SELECT :claim UNION ALL SELECT claim FROM line),"
        " both(claim, other) AS (SELECT o.claim, k.other FROM own AS o JOIN link AS k ON k.claim = o.claim"
        "   AND k.state = 'current' AND k.linked = 1"
        "  UNION ALL SELECT o.claim, k.claim FROM own AS o JOIN link AS k ON k.other = o.claim"
        "   AND k.state = 'current' AND k.linked = 1)"
        " SELECT claim, other FROM both ORDER BY claim, other",
        {"claim": claim},
    ).fetchall()


def _linked(db: Database, claim: str) -> LinkedClaim | None:
    row = db.execute(
        f"SELECT i.article, i.title, {CLAIM_COLUMNS} FROM claim AS c"
        " JOIN claim_set AS s ON s.id = c.claim_set JOIN article_info AS i ON i.article = s.article"
        " WHERE c.id = ?",
        (claim,),
    ).fetchone()
    return LinkedClaim(claim_from(tuple(row[2:])), row[0], row[1]) if row else None

"""What one person may see of a file: views of their own that lie over its tables.

A connection that reads for a person bears TEMP VIEWs under the names of tables; SQLite finds those first.
So every question of this program, whichever module asks it, is answered without what is kept from that
person. Nothing of it is in the file, and the connection that writes bears none: projections need the truth.

A claim is *veiled* for a person while a blind round that hides has it, or a duplicate of it, or a duplicate
of that, unless the person is a lead who labels nothing in that round: of other people's acts on it nothing is
seen.

Which claims there are, with their wording, is the same for everybody, for rounds are about them: content, and
what follows for all from decisions (`claim`, `hidden_claim`, the view `folded`), is not veiled. Who changed,
folded or dropped a claim, when and why, is.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from sqlite3 import OperationalError

from annotator.store.connection import Database
from annotator.store.round_sight import round_views


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, and at which round: "" for the whole file."""

    member: str
    round: str = ""


_BOUND = (
    "(NOT EXISTS (SELECT 1 FROM main.member AS m WHERE m.name = {me} AND m.role = 'lead')"
    " OR EXISTS (SELECT 1 FROM main.handing AS h"
    "  WHERE h.round = w.id AND h.member = {me} AND h.retracted = 0))"
)
_BOUND_SOMEWHERE = f"EXISTS (SELECT 1 FROM main.round AS w WHERE w.hides = 1 AND {_BOUND})"
"""Asked first, since it is not about a claim and so is answered once a query."""
_DUPLICATES = (
    ("twin AS d ON d.claim = kin.claim", "d.other"),
    ("twin AS d ON d.other = kin.claim", "d.claim"),
    ("link AS d ON d.claim = kin.claim AND d.state = 'current'", "d.other"),
    ("link AS d ON d.other = kin.claim AND d.state = 'current'", "d.claim"),
    ("folding AS d ON d.claim = kin.claim AND d.state = 'current' AND d.folded = 1", "d.target"),
    ("folding AS d ON d.target = kin.claim AND d.state = 'current' AND d.folded = 1", "d.claim"),
    ("revision_parent AS d ON d.revision = kin.claim", "d.parent"),
    ("revision_parent AS d ON d.parent = kin.claim", "d.revision"),
    (
        "claim AS c ON c.id = kin.claim AND c.likeness = 'variant'"
        " CROSS JOIN main.claim AS d ON d.claim_set = c.claim_set AND d.position = c.like_position"
        " AND d.revised = 0",
        "d.id",
    ),
    (
        "claim AS c ON c.id = kin.claim AND c.revised = 0 CROSS JOIN main.claim AS d"
        " ON d.claim_set = c.claim_set AND d.like_position = c.position AND d.likeness = 'variant'",
        "d.id",
    ),
)
"""What the view `duplicate` says, a join each: SQLite would read all of the view at each step."""
_KIN = (
    "WITH RECURSIVE kin(claim) AS ({first} UNION "
    + " UNION ".join(f"SELECT {other} FROM kin CROSS JOIN main.{table}" for table, other in _DUPLICATES)
    + ")"
)
"""Claims, their duplicates, those of these, and so on."""
_IN_ROUND = (
    f"EXISTS ({_KIN.format(first='SELECT {claim}')} SELECT 1 FROM kin"
    " CROSS JOIN main.round_claim AS v ON v.claim = kin.claim"
    f" CROSS JOIN main.round AS w ON w.id = v.round AND w.hides = 1 WHERE {_BOUND})"
)
_OWN = (
    "EXISTS (SELECT 1 FROM main.claim AS c CROSS JOIN main.claim_set AS s ON s.id = c.claim_set"
    " AND s.private = 1 CROSS JOIN main.round AS w ON w.id = s.version AND w.hides = 1"
    f" WHERE c.id = {{claim}} AND {_BOUND})"
)
"""Whether a claim is of a private set of a segmentation round."""
_VEILED = f"({_BOUND_SOMEWHERE} AND ({_IN_ROUND} OR {_OWN}))"
_ME = "(SELECT name FROM temp.viewer)"


def _veiled(claim: str) -> str:
    """Asks the function that `look_as` brings along: with its question in every view, SQLite would take
    longer to read a query than to answer it. Where nothing hides, or nothing from me, it is not asked."""
    return f"({_BOUND_SOMEWHERE.format(me=_ME)} AND veiled({claim}))"


def _acts(table: str, columns: str, *claims: str) -> str:
    """Rows of a table of acts: mine, and others' on claims of which none is veiled."""
    seen_all = " AND ".join(f"NOT {_veiled(claim)}" for claim in claims or ("x.claim",))
    return f"SELECT {columns} FROM main.{table} AS x WHERE x.member = {_ME} OR {seen_all}"


_LABEL = (
    "x.id, x.claim, x.member, x.label, x.scheme, x.confidence, x.rationale, x.copied_from, x.at, {state},"
    " x.complete, x.missing, x.verdict, x.round, x.vote, x.seconds"
)
_CLOSED = (
    f"CASE WHEN x.closed <> '' AND x.member = {_ME} AND {_veiled('x.claim')} THEN coalesce((SELECT o.reason"
    f" FROM main.closing AS o WHERE o.citation = x.id AND o.member = {_ME} AND o.retracted = 0"
    " ORDER BY o.id LIMIT 1), '') ELSE x.closed END"
)
"""My own reason, where that of a lead who closed my citation is not for me to see."""
_CITATION_CLAIM = "(SELECT c.claim FROM main.citation AS c WHERE c.id = x.citation)"
_VIEWS = {
    "label": _acts("label", _LABEL.format(state="x.state")),
    "citation": _acts(
        "citation",
        "x.id, x.claim, x.member, x.source, x.stance, x.kind, x.quote, x.locator, x.accessed, x.archive_url,"
        f" x.archived_at, x.sole_authority, x.copied_from, x.at, x.state, {_CLOSED} AS closed",
    ),
    "closing": _acts("closing", "x.id, x.citation, x.member, x.reason, x.retracted", _CITATION_CLAIM),
    "source": "SELECT x.id, x.member, x.url, x.reference, x.title, x.author, x.publisher, x.published,"
    " x.origin, x.retracted FROM main.source AS x"
    f" WHERE x.member = {_ME} OR NOT {_BOUND_SOMEWHERE.format(me=_ME)}"
    f" OR EXISTS (SELECT 1 FROM main.citation AS c WHERE c.source = x.id"
    f"  AND (c.member = {_ME} OR NOT {_veiled('c.claim')}))",
    "comment": _acts("comment", "x.id, x.claim, x.member, x.text, x.at, x.retracted"),
    "flag": _acts("flag", "x.id, x.claim, x.member, x.raised, x.state"),
    "suggestion": "SELECT x.id, x.claim, x.format, x.key, x.label, x.value, x.given_by, x.confidence,"
    " x.rationale, x.citations, x.flags, x.extras, x.retracted FROM main.suggestion AS x"
    f" WHERE NOT {_veiled('x.claim')}",
    "folding": _acts(
        "folding", "x.id, x.claim, x.target, x.member, x.folded, x.state", "x.claim", "x.target"
    ),
    "dropping": _acts("dropping", "x.id, x.claim, x.member, x.dropped, x.at, x.state"),
    "link": _acts("link", "x.id, x.claim, x.other, x.member, x.linked, x.at, x.state", "x.claim", "x.other"),
    "revision": _acts(
        "revision",
        "x.id, x.article, x.claim_set, x.member, x.action, x.reason, x.at, x.act, x.continues, x.state",
        "x.id",
    ),
    "skip": _acts("skip", "x.id, x.round, x.claim, x.member, x.reason, x.at, x.state"),
    "adjudication": _acts(
        "adjudication",
        "x.id, x.round, x.claim, x.member, x.label, x.scheme, x.method, x.reason, x.at, x.state, x.complete,"
        " x.missing, x.verdict",
    ),
    "assignment": "SELECT x.round, x.member, x.number, x.claim, x.article, x.state FROM main.assignment AS x"
    f" WHERE x.member = {_ME} OR NOT EXISTS (SELECT 1 FROM main.round AS w WHERE w.id = x.round"
    f"  AND w.hides = 1 AND {_BOUND.format(me=_ME)})",
    "segmented": "SELECT x.id, x.round, x.article, x.member, x.done, x.seconds, x.at, x.state"
    " FROM main.segmented AS x"
    f" WHERE x.member = {_ME} OR NOT EXISTS (SELECT 1 FROM main.round AS w WHERE w.id = x.round"
    f"  AND w.hides = 1 AND {_BOUND.format(me=_ME)})",
    "segment_decision": "SELECT x.id, x.round, x.article, x.grouping, x.take, x.text, x.member, x.at, x.state"
    f" FROM main.segment_decision AS x WHERE x.member = {_ME} OR NOT EXISTS (SELECT 1 FROM main.round AS w"
    f"  WHERE w.id = x.round AND w.hides = 1 AND {_BOUND.format(me=_ME)})",
    "progress": "SELECT x.article, x.member, x.labelled, x.incomplete FROM main.progress AS x"
    f" WHERE x.member = {_ME} OR NOT {_BOUND_SOMEWHERE.format(me=_ME)}",
    "disagreement": f"SELECT x.claim FROM main.disagreement AS x WHERE NOT {_veiled('x.claim')}",
    "control": "SELECT x.id, x.round, x.claim, x.label FROM main.control AS x"
    " JOIN main.round AS w ON w.id = x.round"
    f" WHERE NOT {_BOUND.format(me=_ME)} OR NOT w.hides AND w.state = 'closed'",
}
"""By table: what its rows are for the person who looks."""
_MADE_OF_THEM = ("vote", "gold", "current_label", "current_citation")
"""Views of the file that show acts: laid over once more, so that they are made of the views above."""


def look_as(db: Database, sight: Sight) -> None:
    """Lay the views of a person over a connection that reads."""
    db.create_function("veiled", 1, _veil(db, sight.member))
    db.create_function("veiled_elsewhere", 1, _veil(db, sight.member, sight.round))
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("CREATE TEMP TABLE viewer (name TEXT NOT NULL, round TEXT NOT NULL) STRICT")
    db.execute("INSERT INTO viewer(name, round) VALUES (?, ?)", (sight.member, sight.round))
    views = _VIEWS if not sight.round else _VIEWS | round_views(db, sight.round, _veiled("x.claim"))
    for name, query in views.items():
        db.execute(f"CREATE TEMP VIEW {name} AS {query}")
    for name in _MADE_OF_THEM:
        (made,) = db.execute("SELECT sql FROM main.sqlite_schema WHERE name = ?", (name,)).fetchone()
        db.execute(made.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))


def seen(claim: str, me: str) -> str:
    """Whether a member sees other people's acts on a claim, in a query of a connection that writes."""
    return f"NOT {_VEILED.format(claim=claim, me=me)}"


def veiled(db: Database, member: str, claim: str) -> bool:
    """Whether other people's acts on a claim are kept from a member: for a connection that writes."""
    asked = _VEILED.format(claim=":claim", me=":me")
    return bool(db.execute(f"SELECT {asked}", {"claim": claim, "me": member}).fetchone()[0])


def _veil(db: Database, member: str, but_for: str = "") -> Callable[[str | None], int]:
    """What the views ask of a claim, and of what other rounds than one hide. Where the answer is cut short,
    nothing is shown."""
    hides = _VEILED.replace("w.hides = 1", "w.hides = 1 AND w.id <> :but_for")
    asked = f"SELECT {hides.format(claim=':claim', me=':me')}"

    def veil(claim: str | None) -> int:
        try:
            return int(db.execute(asked, {"claim": claim, "me": member, "but_for": but_for}).fetchone()[0])
        except OperationalError as error:
            if "interrupted" in str(error):  # so is the query that asks
                return 1
            raise

    return veil


def is_lead(db: Database, member: str) -> bool:
    found = db.execute("SELECT 1 FROM main.member WHERE name = ? AND role = 'lead'", (member,))
    return found.fetchone() is not None


def hiding_rounds(db: Database, member: str) -> tuple[str, ...]:
    """The ids of the rounds that hide other people's acts from a member, in order."""
    bound = _BOUND.format(me=":me")
    rows = db.execute(
        f"SELECT w.id FROM main.round AS w WHERE w.hides = 1 AND {bound} ORDER BY w.id", {"me": member}
    )
    return tuple(row[0] for row in rows)


def veiled_claims(db: Database, rounds: Collection[str]) -> frozenset[str]:
    """The claims of these rounds, reviewers' copies of them, their duplicates, those of these, and so on."""
    asked = "(SELECT value FROM json_each(:rounds))"
    first = (
        f"SELECT v.claim FROM main.round_claim AS v WHERE v.round IN {asked} UNION ALL"
        " SELECT c.id FROM main.claim_set AS s JOIN main.claim AS c ON c.claim_set = s.id"
        f" WHERE s.private = 1 AND s.version IN {asked}"
    )
    rows = db.execute(
        f"{_KIN.format(first=first)} SELECT claim FROM kin", {"rounds": json.dumps(list(rounds))}
    )
    return frozenset(row[0] for row in rows)

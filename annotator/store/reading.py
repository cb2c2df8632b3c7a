"""What screens and commands ask of the file. Bounded by one article or by a limit, never by the file."""

from collections.abc import Iterator
from dataclasses import replace

from annotator.domain.errors import FileRefused
from annotator.domain.review import ArticleReview, ArticleRow, ClaimState, Comment, LabelView
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_reading import default_scheme
from annotator.domain.suggestion import is_importer
from annotator.store import lineage
from annotator.store.connection import Database
from annotator.store.content import regions_of, text_of
from annotator.store.earlier import earlier_label
from annotator.store.lineage import FIRST, LAST, Place
from annotator.store.marks import claim_marks
from annotator.store.projections.evidence import current_citations
from annotator.store.projections.labels import VIEW_COLUMNS, scheme_by_digest, view_from
from annotator.store.rivals import rivals_in
from annotator.store.suggestions import other_citations, suggestions_of

_ROWS = (
    "SELECT i.article, i.title, i.published, i.publisher, i.language, i.claims,"
    " coalesce(p.labelled, 0), coalesce(p.incomplete, 0) FROM article_info AS i"
    " LEFT JOIN progress AS p ON p.article = i.article AND p.member = :member"
)


def articles(db: Database, member: str) -> list[ArticleRow]:
    """All articles with this member's progress, in library order: date, title, id; see `sort_date`."""
    rows = db.execute(f"{_ROWS} ORDER BY i.sort_date, i.title, i.article", {"member": member})
    return [ArticleRow(*row) for row in rows]


def article_row(db: Database, member: str, article: str) -> ArticleRow | None:
    row = db.execute(f"{_ROWS} WHERE i.article = :article", {"member": member, "article": article}).fetchone()
    return ArticleRow(*row) if row else None


def shown_sets(db: Database) -> list[tuple[str, str]]:
    """(article, its shown set or "") in library order."""
    return db.execute(
        "SELECT article, coalesce(shown_set, '') FROM article_info ORDER BY sort_date, title, article"
    ).fetchall()


def article_review(db: Database, member: str, article: str) -> ArticleReview | None:
    """An article as the review screen opens it, with this member's marks."""
    info = db.execute(
        "SELECT title, published, publisher, language, shown_set FROM article_info WHERE article = ?",
        (article,),
    ).fetchone()
    text = text_of(db, article)
    if info is None or text is None:
        return None
    title, published, publisher, language, shown_set = info
    regions = regions_of(db, shown_set) if shown_set else ()
    in_order = "standing_claim AS c WHERE c.claim_set = :key ORDER BY c.position, c.start_offset, c.id"
    marks = tuple(claim_marks(db, member, in_order, shown_set))
    rivals = rivals_in(db, shown_set)
    if rivals:
        marks = tuple(replace(mark, rivals=rivals.get(mark.claim.id, ())) for mark in marks)
    return ArticleReview(
        article, text, title, published, publisher, language, shown_set or "", regions, marks
    )


def claim_state(db: Database, member: str, claim: str) -> ClaimState:
    """Everything this member may see of one claim."""
    views = _label_views(db, claim)
    citations = [one for one in current_citations(db, claim) if not is_importer(one.member)]
    suggestions = tuple(suggestions_of(db, claim))
    mine = tuple(view for view in views if view.label.member == member)
    return ClaimState(
        claim,
        mine=mine,
        others=tuple(view for view in views if view.label.member != member),
        citations=tuple(sorted(citations, key=lambda citation: citation.member != member)),
        comments=tuple(comments_of(db, claim)),
        flagged=raised_flag(db, claim, member),
        earlier=None if mine else earlier_label(db, member, claim),
        linked=tuple(lineage.linked_to(db, claim)),
        suggestions=suggestions,
        imported=tuple(other_citations(db, claim, suggestions)),
    )


def _label_views(db: Database, claim: str) -> list[LabelView]:
    """Everybody's current labels on a claim, by member."""
    rows = db.execute(
        f"SELECT {VIEW_COLUMNS} FROM label AS l"
        " WHERE l.claim = ? AND l.state = 'current' ORDER BY l.member, l.id",
        (claim,),
    )
    return [view_from(row) for row in rows]


def comments_of(db: Database, claim: str) -> list[Comment]:
    rows = db.execute(
        "SELECT id, claim, member, text, at FROM comment WHERE claim = ? AND retracted = 0 ORDER BY id",
        (claim,),
    )
    return [Comment(*row) for row in rows]


def flags_of(db: Database, claim: str) -> list[str]:
    """The members who have raised a flag on a claim."""
    rows = db.execute(
        "SELECT DISTINCT member FROM flag WHERE claim = ? AND state = 'current' AND raised = 1"
        " ORDER BY member",
        (claim,),
    )
    return [row[0] for row in rows]


def raised_flag(db: Database, claim: str, member: str) -> bool:
    return member in flags_of(db, claim)


def article_of(db: Database, claim: str) -> str:
    """The article that a claim is from, or "" when its claim is not here."""
    row = db.execute(
        "SELECT s.article FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set WHERE c.id = ?", (claim,)
    ).fetchone()
    return str(row[0]) if row else ""


def ids_beginning_with(db: Database, table: str, prefix: str, limit: int) -> list[str]:
    """Ids of articles, claims or citations that begin so, in order."""
    seen = lineage.IS_KNOWN if table == "claim" else "1"
    rows = db.execute(
        f"SELECT id FROM {table} AS c WHERE id >= :low AND id < :high AND {seen} ORDER BY id LIMIT :limit",
        {"low": prefix, "high": prefix + "\U0010ffff", "limit": limit},
    )
    return [row[0] for row in rows]


def scheme(db: Database, round_id: str = "") -> Scheme:
    """The scheme in force: a round's, or the one this file works with, else a lead's own one, else the
    built-in.

    A scheme that a stranger's pack brought is kept for their labels, and changes nothing here.
    Raises FileRefused when the file's own one is not understood by this version.
    """
    chosen = _round_scheme(db, round_id) if round_id else fact(db, "scheme")
    if chosen:
        found = scheme_by_digest(db, chosen)
        if found is None:
            raise FileRefused(
                f"The scheme of this {'round' if round_id else 'file'} is not understood by this version.",
                do="Install the newer version.",
            )
        return found
    by_leads = db.execute(
        "SELECT s.digest FROM scheme AS s JOIN event AS e ON e.id = s.event JOIN feed AS f ON f.id = e.feed"
        " JOIN member AS m ON m.name = f.member AND m.role = 'lead' WHERE s.digest <> ? ORDER BY s.digest",
        (default_scheme().digest,),
    ).fetchall()
    understood = (scheme_by_digest(db, digest) for (digest,) in by_leads)
    return next((found for found in understood if found is not None), default_scheme())


def _round_scheme(db: Database, round_id: str) -> str:
    row = db.execute("SELECT scheme FROM round WHERE id = ?", (round_id,)).fetchone()
    return str(row[0]) if row else ""


def has_scheme(db: Database, digest: str) -> bool:
    """Whether the log has brought that scheme."""
    return db.execute("SELECT 1 FROM scheme WHERE digest = ?", (digest,)).fetchone() is not None


def guidelines(db: Database) -> list[tuple[str, str]]:
    """(name, text) of each guideline, oldest first."""
    return db.execute("SELECT name, text FROM guideline ORDER BY id").fetchall()


def place(db: Database, member: str) -> tuple[str, str] | None:
    """Where the member left off: (article, claim)."""
    row = db.execute("SELECT article, claim FROM place WHERE member = ?", (member,)).fetchone()
    return (row[0], row[1]) if row else None


def put_place(db: Database, member: str, article: str, claim: str) -> None:
    db.execute(
        "INSERT INTO place(member, article, claim) VALUES (?, ?, ?)"
        " ON CONFLICT(member) DO UPDATE SET article = excluded.article, claim = excluded.claim",
        (member, article, claim),
    )


def fact(db: Database, name: str) -> str:
    """A fact about this file, or ""."""
    row = db.execute("SELECT value FROM file_fact WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def put_fact(db: Database, name: str, value: str) -> None:
    """Note a fact about this file; the first one stays."""
    db.execute("INSERT INTO file_fact(name, value) VALUES (?, ?) ON CONFLICT(name) DO NOTHING", (name, value))


def members(db: Database) -> dict[str, str]:
    """Names and roles."""
    return dict(db.execute("SELECT name, role FROM member ORDER BY name").fetchall())


def open_claim(
    db: Database, member: str, article: str, place: Place, *, back: bool = False
) -> tuple[str, str] | None:
    """The next (or previous) open claim, by library order, wrapping around: standing, not folded, and
    without a label of the member's.

    `place` is that of the current claim in the article, or FIRST.
    Returns (article, claim), or None when there is none.
    """
    order, compare = ("DESC", "<") if back else ("", ">")
    within = (
        "SELECT c.id FROM article_info AS i CROSS JOIN standing_claim AS c ON c.claim_set = i.shown_set"
        " WHERE i.article = :article"
        f" AND (c.position, c.start_offset, c.id) {compare} (:position, :start, :id)"
        " AND NOT EXISTS (SELECT 1 FROM label AS l WHERE l.claim = c.id AND l.member = :member"
        "  AND l.state = 'current')"
        " AND NOT EXISTS (SELECT 1 FROM folded AS d WHERE d.claim = c.id)"
        " AND NOT EXISTS (SELECT 1 FROM set_aside AS a WHERE a.claim = c.id AND a.member = :member)"
        f" ORDER BY c.position {order}, c.start_offset {order}, c.id {order} LIMIT 1"
    )
    found = db.execute(within, {"member": member, "article": article, **place._asdict()}).fetchone()
    if found:
        return article, found[0]
    edge = (LAST if back else FIRST)._asdict()
    for other in _open_articles(db, member, article, back=back):
        found = db.execute(within, {"member": member, "article": other, **edge}).fetchone()
        if found:
            return other, found[0]
    return None


def _open_articles(db: Database, member: str, article: str, *, back: bool) -> Iterator[str]:
    """The nearest article with an open claim on this side of `article`, then the one around the end."""
    order, compare = ("DESC", "<") if back else ("", ">")
    here = "(SELECT sort_date, title, article FROM article_info WHERE article = :article)"
    open_ones = (
        "SELECT i.article FROM article_info AS i LEFT JOIN progress AS p"
        " ON p.article = i.article AND p.member = :member WHERE i.claims > coalesce(p.labelled, 0)"
    )
    ordered = f" ORDER BY i.sort_date {order}, i.title {order}, i.article {order} LIMIT 1"
    key = {"member": member, "article": article}
    for condition in (f" AND (i.sort_date, i.title, i.article) {compare} {here}", ""):
        row = db.execute(open_ones + condition + ordered, key).fetchone()
        if row:
            yield row[0]


def first_article(db: Database) -> str:
    """The first article in library order, or ""."""
    row = db.execute("SELECT article FROM article_info ORDER BY sort_date, title, article LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def neighbour(db: Database, article: str, *, back: bool = False) -> str | None:
    """The next or previous article in library order, or None at the end."""
    order, compare = ("DESC", "<") if back else ("", ">")
    row = db.execute(
        "SELECT i.article FROM article_info AS i WHERE (i.sort_date, i.title, i.article)"
        f" {compare} (SELECT sort_date, title, article FROM article_info WHERE article = ?)"
        f" ORDER BY i.sort_date {order}, i.title {order}, i.article {order} LIMIT 1",
        (article,),
    ).fetchone()
    return row[0] if row else None

"""What is known of each article: its metadata, which of its claim sets is shown, how many claims that has."""

from annotator.domain.article import METADATA_FIELDS, beginning
from annotator.domain.suggestion import is_importer
from annotator.store import search_index
from annotator.store.connection import Database
from annotator.store.content import metadata_of, text_of
from annotator.store.projections.showing import shown_set

_LAST = "~"
"""What comes behind all dates: single claims that an import brought would else come before all news."""


def refresh_info(db: Database, article: str) -> None:
    """Make `article_info` again: field by field the first capture that has it."""
    known = metadata_of(db, article)
    text = text_of(db, article) or ""
    values = {field: known[field].value if field in known else "" for field in METADATA_FIELDS}
    if not values["title"]:
        values["title"] = beginning(text)
    before = db.execute("SELECT title FROM article_info WHERE article = ?", (article,)).fetchone()
    search_index.put_article(db, article, before[0] if before else None, values["title"], text)
    shown = shown_set(db, article)
    count = db.execute(
        "SELECT (SELECT count(*) FROM standing_claim WHERE claim_set = :set)"
        " - (SELECT count(*) FROM folded AS d JOIN standing_claim AS c ON c.id = d.claim"
        "     WHERE d.claim_set = :set)",
        {"set": shown},
    ).fetchone()[0]
    sort_date = values["published"] or (_LAST if _is_imported(db, shown) else "")
    db.execute(
        "INSERT INTO article_info(article, shown_set, claims, title, published, place, publisher, author,"
        " language, url, sort_date) VALUES (:article, :shown_set, :claims, :title, :published, :place,"
        " :publisher, :author, :language, :url, :sort_date)"
        " ON CONFLICT(article) DO UPDATE SET shown_set = excluded.shown_set, claims = excluded.claims,"
        " title = excluded.title, published = excluded.published, place = excluded.place,"
        " publisher = excluded.publisher, author = excluded.author, language = excluded.language,"
        " url = excluded.url, sort_date = excluded.sort_date",
        {"article": article, "shown_set": shown or None, "claims": count, "sort_date": sort_date, **values},
    )


def _is_imported(db: Database, claim_set: str) -> bool:
    row = db.execute("SELECT splitter FROM claim_set WHERE id = ?", (claim_set,)).fetchone()
    return row is not None and is_importer(row[0])

"""What is known of each article: its metadata, which of its claim sets is shown, how many claims that has."""

from collections.abc import Iterable

from annotator.domain.article import METADATA_FIELDS, beginning
from annotator.domain.suggestion import is_importer
from annotator.store import search_index
from annotator.store.batches import batches, listed
from annotator.store.connection import Database
from annotator.store.content import metadata_of_all, texts_of
from annotator.store.projections.showing import shown_sets

_LAST = "~"
"""What comes behind all dates: single claims that an import brought would else come before all news."""
_AT_ONCE = 100
"""Articles whose texts are in memory together."""
_INFO = ("article", "shown_set", "claims", "sort_date", *METADATA_FIELDS)


def refresh_info(db: Database, articles: Iterable[str]) -> None:
    """Make `article_info` of these articles again: field by field the first capture that has it."""
    for batch in batches(articles, _AT_ONCE):
        _refresh(db, list(dict.fromkeys(batch)))


def _refresh(db: Database, articles: list[str]) -> None:
    known, texts, sets = metadata_of_all(db, articles), texts_of(db, articles), shown_sets(db, articles)
    facts = _facts_of(db, [sets[article] for article in articles])
    rows, titles = [], {}
    for article in articles:
        values = {
            name: known[article][name].value if name in known[article] else "" for name in METADATA_FIELDS
        }
        if not values["title"]:
            values["title"] = beginning(texts.get(article, ""))
        titles[article] = values["title"]
        claims, splitter = facts[sets[article]]
        sort_date = values["published"] or (_LAST if is_importer(splitter) else "")
        rows.append((article, sets[article] or None, claims, sort_date, *values.values()))
    _index(db, titles, texts)
    db.executemany(
        f"INSERT INTO article_info({', '.join(_INFO)}) VALUES ({', '.join('?' for _ in _INFO)})"
        f" ON CONFLICT(article) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _INFO[1:])}",
        rows,
    )


def _index(db: Database, titles: dict[str, str], texts: dict[str, str]) -> None:
    """Index articles that are not in the index yet, and new titles of others."""
    before = dict(
        db.execute(
            "SELECT i.article, i.title FROM json_each(?) AS b CROSS JOIN article_info AS i"
            " ON i.article = b.value ORDER BY b.key",
            (listed(titles),),
        ).fetchall()
    )
    fresh = [article for article in titles if article not in before]
    search_index.add_all(db, "title", [(article, titles[article]) for article in fresh])
    search_index.add_all(db, "article", [(article, texts.get(article, "")) for article in fresh])
    for article, title in before.items():
        if title != titles[article]:
            search_index.replace(db, "title", article, title, titles[article])


def _facts_of(db: Database, sets: list[str]) -> dict[str, tuple[int, str]]:
    """How many claims of a set stand and are not folded, and what made it; nothing of the set ""."""
    rows = db.execute(
        "SELECT b.value, (SELECT count(*) FROM standing_claim AS c WHERE c.claim_set = b.value)"
        " - (SELECT count(*) FROM folded AS d JOIN standing_claim AS c ON c.id = d.claim"
        "     WHERE d.claim_set = b.value),"
        " coalesce((SELECT s.splitter FROM claim_set AS s WHERE s.id = b.value), '')"
        " FROM json_each(?) AS b ORDER BY b.key",
        (listed(sets),),
    )
    return {claim_set: (claims, splitter) for claim_set, claims, splitter in rows}

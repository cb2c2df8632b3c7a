"""Content: articles, captures, claim sets. Immutable, keyed by digest; putting twice changes nothing."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.article import METADATA_FIELDS, Metadata, Metadatum, Region, metadata_json
from annotator.domain.claim import Claim, ClaimSet, Maker
from annotator.domain.errors import Damaged
from annotator.domain.ids import canonical_json
from annotator.store import claim_rows, search_index
from annotator.store.batches import batches, insert, listed
from annotator.store.claim_rows import CLAIM_COLUMNS, claim_from, claim_row
from annotator.store.connection import Database


@dataclass(frozen=True, slots=True)
class Capture:
    """One reading of an article, as it is stored."""

    id: str
    article: str
    original: str
    reader: str
    reader_version: str
    metadata: Metadata


Row = tuple[Any, ...]
SetRows = tuple[Row, list[Row], list[Row]]
"""A claim set, its regions, its claims: see `set_rows`."""
CAPTURE_COLUMNS = "id, article, original, reader, reader_version, metadata"


def has(db: Database, table: str, key: str) -> bool:
    """Whether content of that table and id is here."""
    column = "digest" if table == "original" else "id"
    return db.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (key,)).fetchone() is not None


def here(db: Database, table: str, keys: Iterable[str]) -> list[str]:
    """Those of these that `has` finds, in their order."""
    column = "digest" if table == "original" else "id"
    found = []
    for batch in batches(keys):
        rows = db.execute(
            f"SELECT b.value FROM json_each(?) AS b CROSS JOIN {table} AS t ON t.{column} = b.value"
            " ORDER BY b.key",
            (listed(batch),),
        )
        found += [row[0] for row in rows]
    return found


def put_article(db: Database, article_id: str, text: str) -> bool:
    """Store a text; False when it was here."""
    return _put(db, "article", "INSERT INTO article(id, text) VALUES (?, ?)", (article_id, text))


def put_original(db: Database, digest: str, raw: bytes) -> bool:
    """Store the bytes an article came from; False when they were here."""
    return _put(db, "original", "INSERT INTO original(digest, bytes) VALUES (?, ?)", (digest, raw))


def put_capture(db: Database, capture: Capture) -> bool:
    """Store one reading; False when it was here. Refresh the article afterwards."""
    if has(db, "capture", capture.id):
        return False
    insert(db, "capture", CAPTURE_COLUMNS, [capture_row(capture)])
    return True


def capture_row(capture: Capture) -> Row:
    """The values of CAPTURE_COLUMNS."""
    reading = capture.reader, capture.reader_version, metadata_json(capture.metadata)
    return capture.id, capture.article, capture.original, *reading


def put_claim_set(db: Database, claims: ClaimSet) -> bool:
    """Store a set with its regions and claims; False when it was here."""
    if has(db, "claim_set", claims.id):
        return False
    put_sets(db, [set_rows(claims)])
    return True


def set_rows(claims: ClaimSet) -> SetRows:
    """A set as rows."""
    options = canonical_json(dict(claims.options))
    made = claims.splitter, claims.version, claims.model, options, claims.published
    return (
        (claims.id, claims.article, *made, claims.content_digest),
        [
            (claims.id, position, r.kind, r.start, r.end, *(r.duplicate_of or (None, None)))
            for position, r in enumerate(claims.regions)
        ],
        [(claims.id, position, *claim_row(c)) for position, c in enumerate(claims.claims)],
    )


_SET_COLUMNS = "id, article, splitter, version, model, options, published, content_digest"
_REGION_COLUMNS = "claim_set, position, kind, start_offset, end_offset, duplicate_start, duplicate_end"


def put_sets(db: Database, sets: Sequence[SetRows]) -> None:
    """Store sets that are not here."""
    insert(db, "claim_set", _SET_COLUMNS, [header for header, _, _ in sets])
    insert(db, "region", _REGION_COLUMNS, [row for _, regions, _ in sets for row in regions])
    rows = [row for _, _, claims in sets for row in claims]
    db.executemany(claim_rows.INSERT, rows)
    search_index.add_claims(db, [(claim_id, text) for _, _, claim_id, text, *_ in rows])


def metadata_of(db: Database, article: str) -> dict[str, Metadatum]:
    """Field by field the first capture (by id) that has it, with where it was read."""
    return metadata_of_all(db, [article])[article]


def metadata_of_all(db: Database, articles: Sequence[str]) -> dict[str, dict[str, Metadatum]]:
    """The same of several articles, by their ids."""
    rows = db.execute(
        "SELECT k.article, k.id, k.metadata FROM json_each(?) AS b CROSS JOIN capture AS k"
        " ON k.article = b.value ORDER BY k.article, k.id",
        (json.dumps(articles),),
    )
    found: dict[str, dict[str, Metadatum]] = {article: {} for article in articles}
    for article, capture, text in rows:
        metadata = _metadata(capture, text)
        for field in METADATA_FIELDS:
            item = metadata.get(field)
            if item is not None and item.value:
                found[article].setdefault(field, item)
    return found


def texts_of(db: Database, articles: Sequence[str]) -> dict[str, str]:
    """The texts of these articles, by their ids."""
    rows = db.execute(
        "SELECT a.id, a.text FROM json_each(?) AS b CROSS JOIN article AS a ON a.id = b.value",
        (json.dumps(articles),),
    )
    return dict(rows.fetchall())


def article_ids(db: Database) -> list[str]:
    """All articles, ordered by id."""
    return [row[0] for row in db.execute("SELECT id FROM article ORDER BY id")]


def original_digests(db: Database) -> list[str]:
    """All originals, ordered by digest."""
    return [row[0] for row in db.execute("SELECT digest FROM original ORDER BY digest")]


def count_claims(db: Database, article: str) -> int:
    """How many claims of an article are shown and stand, without those that are folded."""
    return int(db.execute("SELECT claims FROM article_info WHERE article = ?", (article,)).fetchone()[0])


def addresses(db: Database) -> Iterator[tuple[str, str]]:
    """The address and the id of each article that has an address, in order."""
    return iter(db.execute("SELECT url, article FROM article_info WHERE url <> '' ORDER BY url, article"))


def text_of(db: Database, article: str) -> str | None:
    row = db.execute("SELECT text FROM article WHERE id = ?", (article,)).fetchone()
    return str(row[0]) if row else None


def original_of(db: Database, digest: str) -> bytes:
    return bytes(db.execute("SELECT bytes FROM original WHERE digest = ?", (digest,)).fetchone()[0])


def captures_of(db: Database, article: str) -> list[Capture]:
    """All readings of an article, ordered by id. Raises Damaged."""
    rows = db.execute(
        "SELECT id, article, original, reader, reader_version, metadata FROM capture"
        " WHERE article = ? ORDER BY id",
        (article,),
    )
    return [
        Capture(capture, of, original, reader, version, _metadata(capture, metadata))
        for capture, of, original, reader, version, metadata in rows
    ]


def _metadata(capture: str, text: str) -> Metadata:
    try:
        found = json.loads(text).items()
        return {field: Metadatum(value, origin) for field, (value, origin) in found}
    except (AttributeError, TypeError, ValueError) as error:
        raise Damaged(f"capture {capture[:12]}", error) from None


def sets_of(db: Database, article: str) -> list[str]:
    """Ids of an article's claim sets, in order."""
    rows = db.execute("SELECT id FROM claim_set WHERE article = ? ORDER BY id", (article,))
    return [row[0] for row in rows]


MAKER = "s.splitter, s.version, s.model, coalesce(json_extract(s.options, '$.granularity'), '')"
"""The fields of a `Maker`, of the claim set `s` in a query."""


def makers_of(db: Database, article: str) -> list[Maker]:
    """What made the article's claim sets; empty when it has none."""
    shared = "s.article = ? AND s.private = 0"
    rows = db.execute(f"SELECT {MAKER} FROM claim_set AS s WHERE {shared} ORDER BY s.id", (article,))
    return [Maker(*row) for row in rows]


def maker_of(db: Database, claim: str) -> Maker | None:
    """What made the set that the claim is of; None for a claim that no splitter made."""
    row = db.execute(
        f"SELECT {MAKER} FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set WHERE c.id = ?", (claim,)
    ).fetchone()
    return Maker(*row) if row else None


def set_header(db: Database, set_id: str) -> ClaimSet | None:
    """A set without its regions and claims, or None. Raises Damaged."""
    row = db.execute(
        "SELECT article, splitter, version, model, options, published FROM claim_set WHERE id = ?", (set_id,)
    ).fetchone()
    if row is None:
        return None
    article, splitter, version, model, options, published = row
    try:
        chosen = dict(json.loads(options))
        return ClaimSet(article, splitter, version, model, chosen, published, (), (), set_id)
    except (TypeError, ValueError) as error:
        raise Damaged(f"claim set {set_id[:12]}", error) from None


def claim_set_of(db: Database, set_id: str) -> ClaimSet | None:
    """One whole set, or None. Raises Damaged when it does not fit the digest of its content."""
    header = set_header(db, set_id)
    if header is None:
        return None
    (digest,) = db.execute("SELECT content_digest FROM claim_set WHERE id = ?", (set_id,)).fetchone()
    try:
        found = replace(header, regions=regions_of(db, set_id), claims=tuple(claims_of(db, set_id)))
        if found.content_digest != digest:
            raise ValueError("it does not fit its digest")
    except (TypeError, ValueError) as error:
        raise Damaged(f"claim set {set_id[:12]}", error) from None
    return found


def regions_of(db: Database, set_id: str) -> tuple[Region, ...]:
    rows = db.execute(
        "SELECT kind, start_offset, end_offset, duplicate_start, duplicate_end FROM region"
        " WHERE claim_set = ? ORDER BY position",
        (set_id,),
    )
    return tuple(
        Region(kind, start, end, None if first is None else (first, last))
        for kind, start, end, first, last in rows
    )


def claims_of(db: Database, set_id: str) -> Iterator[Claim]:
    """The claims of a set as its splitter made them, in the order of the text."""
    rows = db.execute(
        f"SELECT {CLAIM_COLUMNS} FROM claim AS c WHERE c.claim_set = ? AND c.revised = 0 ORDER BY c.position",
        (set_id,),
    )
    return (claim_from(row) for row in rows)


def _put(db: Database, table: str, sql: str, values: tuple[Any, ...]) -> bool:
    """Insert a row whose first value is its id, unless it is here."""
    if has(db, table, values[0]):
        return False
    db.execute(sql, values)
    return True

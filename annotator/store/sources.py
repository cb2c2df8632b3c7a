"""What a file knows of sources: the same one again, earlier ones, names that complete what is typed.

Every question is answered by an index or bounded by a limit, so that it may be asked at each key.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import astuple
from typing import Literal

from annotator.domain.citation import Source, site_of
from annotator.domain.earlier_source import EarlierSource
from annotator.store.connection import Database
from annotator.store.projections.evidence import SOURCE_FIELDS

Names = Literal["author", "publisher", "origin"]
_LISTED = (
    f"SELECT {', '.join(f's.{field}' for field in SOURCE_FIELDS)}"
    " FROM feed AS f JOIN event AS first ON first.feed = f.id AND first.seq = 1 AND first.kind = 'source'"
    " LEFT JOIN event AS next ON next.feed = f.id AND next.seq = 2"
    " CROSS JOIN event AS e ON e.feed = f.id AND e.seq <= :limit AND e.kind = 'source'"
    " JOIN source AS s ON s.id = e.id AND s.retracted = 0"
    " WHERE f.member GLOB 'import:*' AND coalesce(next.kind, '') <> 'citation'"
    " ORDER BY f.id, e.seq LIMIT :limit"
)
"""Sources of imported lists of references. The feed of a list begins with two sources: in that of claims a
citation follows on each."""
_LISTED_LOOKED_AT = 2000
"""Sources of each list, and of all of them together."""
_NAMES_LOOKED_AT = 24
_USES_COUNTED = 50
_OF_SITE_LOOKED_AT = 50


def equal_source(db: Database, source: Source, *, member: str = "") -> str:
    """The id of a source revision with the same fields that was not taken back, the first by id; or "".

    Of that member's making, if one is named.
    """
    values = dict(zip(SOURCE_FIELDS, astuple(source), strict=True), member=member)
    same = " AND ".join(f"{field} = :{field}" for field in SOURCE_FIELDS)
    indexed = "url <> ''" if source.url else "url = ''"
    row = db.execute(
        f"SELECT id FROM source WHERE {same} AND {indexed} AND retracted = 0"
        " AND :member IN ('', member) ORDER BY +id LIMIT 1",
        values,
    ).fetchone()
    return str(row[0]) if row else ""


def earlier_sources(db: Database, limit: int) -> list[EarlierSource]:
    """The sources of the file's newest citations, at most `limit` of these, and those of imported lists.

    Those that were cited often and lately come first: the newest citation weighs most. What came with a list
    of references, and nobody has cited, comes last.
    """
    rows = db.execute(
        "SELECT s.url, s.reference, s.title, s.author, s.publisher, s.published, s.origin,"
        " c.kind, c.archive_url, c.archived_at"
        " FROM (SELECT id, source, kind, archive_url, archived_at FROM citation WHERE state = 'current'"
        "  ORDER BY id DESC LIMIT ?) AS c JOIN source AS s ON s.id = c.source ORDER BY c.id DESC",
        (limit,),
    )
    newest: dict[Source, EarlierSource] = {}
    weights: Counter[Source] = Counter()
    for age, (*fields, kind, archive_url, archived_at) in enumerate(rows):
        source = Source(*fields)
        newest.setdefault(source, EarlierSource(source, kind, archive_url, archived_at))
        weights[source] += 10_000 // (age + 10)
    for fields in db.execute(_LISTED, {"limit": _LISTED_LOOKED_AT}):
        source = Source(*fields)
        newest.setdefault(source, EarlierSource(source, "secondary", "", ""))
    return sorted(newest.values(), key=lambda earlier: -weights[earlier.source])


def completion(db: Database, names: Names, typed: str) -> str:
    """The name that begins with what is typed, in any case of ASCII letters; the most used of several.

    The first names by alphabet count, and a few dozen uses of each: the index is all that is read.
    """
    if not typed:
        return ""
    column = _COLUMNS[names]
    here = f"retracted = 0 AND {column} <> ''"
    next_name = (
        f"(SELECT {column} FROM source WHERE {here} AND {column} {{}} {{}} COLLATE NOCASE"
        f" AND {column} < :end COLLATE NOCASE ORDER BY {column} COLLATE NOCASE LIMIT 1)"
    )
    rows = db.execute(
        f"WITH RECURSIVE found(name) AS (SELECT {next_name.format('>=', ':typed')}"
        f" UNION ALL SELECT {next_name.format('>', 'found.name')}"
        " FROM found WHERE found.name IS NOT NULL LIMIT :names)"
        f" SELECT name, (SELECT count(*) FROM (SELECT 1 FROM source WHERE {here}"
        f"  AND {column} = found.name COLLATE NOCASE LIMIT :uses)) AS used"
        " FROM found WHERE name IS NOT NULL ORDER BY used DESC, name LIMIT 1",
        {
            "typed": typed,
            "end": typed + "\U0010ffff",
            "names": _NAMES_LOOKED_AT,
            "uses": _USES_COUNTED,
        },
    ).fetchone()
    return str(rows[0]) if rows else ""


_COLUMNS: Mapping[Names, str] = {"author": "author", "publisher": "publisher", "origin": "origin"}


def publisher_of_site(db: Database, url: str) -> str:
    """The publisher that a source at the same host was given, or ""."""
    host = site_of(url)
    before, slashes, rest = url.partition("//")
    if not host or not slashes:
        return ""
    begin = f"{before}//{rest.partition('/')[0]}/"
    row = db.execute(
        "SELECT publisher FROM (SELECT publisher, id FROM source WHERE url <> '' AND url >= :begin"
        "  AND url < :end AND retracted = 0 ORDER BY url LIMIT :looked_at)"
        " WHERE publisher <> '' ORDER BY id DESC LIMIT 1",
        {"begin": begin, "end": begin[:-1] + "0", "looked_at": _OF_SITE_LOOKED_AT},
    ).fetchone()
    return str(row[0]) if row else ""

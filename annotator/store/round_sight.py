"""The views by which a connection shows one round alone, as the queue of the person who looks.

The review screen, filters, search and the next open claim then work in a round as they do outside.
"""

from annotator.store.connection import Database

_ROUND, _ME = "(SELECT round FROM temp.viewer)", "(SELECT name FROM temp.viewer)"
_MINE = f"a.round = {_ROUND} AND a.member = {_ME}"
_HERE = f"{_MINE} AND a.article = i.article"
_IN_QUEUE = f"EXISTS (SELECT 1 FROM main.assignment AS a WHERE {_MINE} AND a.claim = c.id)"
_CLAIM = (
    "c.id, c.claim_set, c.position, c.text, c.ranges, c.mode, c.speaker, c.cue, c.date, c.rule, c.partner,"
    " c.occurrences, c.flags, c.edits, c.like_position, c.likeness, c.start_offset, c.revised"
)
_STATE = "CASE WHEN x.vote THEN 'current' ELSE iif(x.state = 'current', 'superseded', x.state) END AS state"
_NONE = "SELECT {} WHERE 0"


def round_views(db: Database, round_id: str, veiled: str) -> dict[str, str]:
    """By table: what its rows are in that round; `veiled` says whether the claim of a row `x` is."""
    kind = db.execute("SELECT kind FROM main.round WHERE id = ?", (round_id,)).fetchone()[0]
    views = {
        "label": "SELECT x.id, x.claim, x.member, x.label, x.scheme, x.confidence, x.rationale,"
        f" x.copied_from, x.at, {_STATE}, x.complete, x.missing, x.verdict, x.round, x.vote, x.seconds"
        " FROM main.label AS x"
        f" WHERE x.round = {_ROUND} AND (x.member = {_ME} OR NOT {veiled})",
        "set_aside": "SELECT k.claim, k.member FROM main.skip AS k"
        f" WHERE k.round = {_ROUND} AND k.member = {_ME} AND k.state = 'current'",
        "disagreement": "SELECT DISTINCT x.claim FROM main.label AS x"
        f" WHERE x.round = {_ROUND} AND x.vote = 1 AND NOT {veiled}"
        " AND EXISTS (SELECT 1 FROM main.label AS y WHERE y.round = x.round AND y.claim = x.claim"
        "  AND y.vote = 1 AND y.label <> x.label)",
    }
    if kind == "evidence_check":
        views |= _CHECKED
    return views | (_QUEUE if kind != "segmentation" else _SEGMENTS)


_QUEUE = {
    "article_info": "SELECT i.article,"
    " (SELECT c.claim_set FROM main.assignment AS a INDEXED BY assignment_article"  # else it reads the queue
    " CROSS JOIN main.claim AS c ON c.id = a.claim"
    f"  WHERE {_MINE} AND a.article = i.article LIMIT 1) AS shown_set,"
    f" (SELECT count(*) FROM main.assignment AS a WHERE {_HERE}) AS claims,"
    " i.title, i.published, i.place, i.publisher, i.author, i.language, i.url, i.sort_date"
    " FROM main.article_info AS i"
    f" WHERE EXISTS (SELECT 1 FROM main.assignment AS a WHERE {_HERE})",
    "standing_claim": f"SELECT {_CLAIM} FROM main.claim AS c WHERE {_IN_QUEUE}",
    "hidden_claim": f"SELECT c.id AS claim, 'revised' AS why FROM main.claim AS c WHERE NOT {_IN_QUEUE}",
    "progress": f"SELECT i.article, {_ME} AS member,"
    f" (SELECT count(*) FROM main.assignment AS a WHERE {_HERE} AND a.state <> 'open') AS labelled,"
    f" (SELECT count(*) FROM main.assignment AS a WHERE {_HERE} AND a.state = 'incomplete') AS incomplete"
    f" FROM main.article_info AS i WHERE EXISTS (SELECT 1 FROM main.assignment AS a WHERE {_HERE})",
    "folded": _NONE.format("'' AS claim, '' AS claim_set, '' AS target"),
    "folding": _NONE.format("'' AS id, '' AS claim, '' AS target, '' AS member, 0 AS folded, '' AS state"),
    "fork": _NONE.format("'' AS claim, '' AS claim_set"),
    "twin": _NONE.format("'' AS claim, '' AS other, '' AS sameness"),
}
"""A reviewer's claims of a labelling round: frozen, so no fold, rival or twin is theirs to mind."""

_MADE_IN = "(SELECT e.feed FROM main.event AS e WHERE e.id = x.id)"
_CLOSED_BY_ITS_AUTHOR = (
    "iif(x.closed = '', '', coalesce((SELECT o.reason FROM main.closing AS o WHERE o.citation = x.id"
    " AND o.member = x.member AND o.retracted = 0 ORDER BY o.id LIMIT 1), ''))"
)
_CHECKED = {
    "citation": "SELECT x.id, x.claim, x.member, x.source, x.stance, x.kind, x.quote, x.locator, x.accessed,"
    " x.archive_url, x.archived_at, x.sole_authority, x.copied_from, x.at, x.state,"
    f" {_CLOSED_BY_ITS_AUTHOR} AS closed FROM main.citation AS x"
    f" WHERE x.member = {_ME} OR {_IN_QUEUE.replace('c.id', 'x.claim')}"
    " AND NOT EXISTS (SELECT 1 FROM main.feed AS f CROSS JOIN main.round AS w ON w.id = f.round"
    f"  AND w.hides = 1 WHERE f.id = {_MADE_IN}) AND NOT veiled_elsewhere(x.claim)",
    "source": "SELECT x.id, x.member, x.url, x.reference, x.title, x.author, x.publisher, x.published,"
    f" x.origin, x.retracted FROM main.source AS x WHERE x.member = {_ME}"
    " OR EXISTS (SELECT 1 FROM temp.citation AS c WHERE c.source = x.id)",
    "comment": f"SELECT * FROM main.comment AS x WHERE x.member = {_ME}",
    "adjudication": f"SELECT * FROM main.adjudication AS x WHERE x.member = {_ME}",
}
"""What a checker of evidence sees: what others cited for the claims that are theirs to check, blind or not,
but nothing that says what others think of them, and nothing that was cited in a round that still hides."""

_MY_SET = f"s.private = 1 AND s.version = {_ROUND} AND json_extract(s.options, '$.member') = {_ME}"
_MY_SET_HERE = (
    f"(SELECT s.id FROM main.claim_set AS s WHERE s.article = i.article AND {_MY_SET} ORDER BY s.id LIMIT 1)"
)
_CLAIMS = (
    "(SELECT count(*) FROM main.standing_claim AS c"
    f" WHERE c.claim_set = {_MY_SET_HERE}"
    "  AND NOT EXISTS (SELECT 1 FROM main.folded AS d WHERE d.claim = c.id))"
)
_SEGMENTS = {
    "article_info": f"SELECT i.article, {_MY_SET_HERE} AS shown_set, {_CLAIMS} AS claims,"
    " i.title, i.published, i.place, i.publisher, i.author, i.language, i.url, i.sort_date"
    " FROM main.article_info AS i"
    f" WHERE EXISTS (SELECT 1 FROM main.assignment AS a WHERE {_MINE} AND a.article = i.article)",
    "standing_claim": f"SELECT {_CLAIM} FROM main.standing_claim AS c"
    f" WHERE EXISTS (SELECT 1 FROM main.claim_set AS s WHERE s.id = c.claim_set AND {_MY_SET})",
    "progress": f"SELECT i.article, i.member, {_CLAIMS} AS labelled, 0 AS incomplete FROM main.segmented AS i"
    f" WHERE i.round = {_ROUND} AND i.member = {_ME} AND i.state = 'current' AND i.done = 1",
    "set_aside": f"SELECT c.id AS claim, {_ME} AS member FROM main.claim AS c"
    f" JOIN main.claim_set AS s ON s.id = c.claim_set AND {_MY_SET}"
    " JOIN main.segmented AS g ON g.round = s.version AND g.article = s.article"
    f"  AND g.member = {_ME} AND g.state = 'current' AND g.done = 1",
    "twin": _NONE.format("'' AS claim, '' AS other, '' AS sameness"),
}
"""A reviewer's own copies of the claims of a segmentation round, on which the usual changes are made. An
article that they are done with counts as labelled."""

"""Which claims match a filter, in library order, and where the next claim of a sort is.

One condition stands for one sort of claims, here and nowhere else; it is about the claim `c` of the
article `i`. Nothing is skipped by OFFSET, and nothing is read that is not asked for.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.claim_filter import OPEN, ClaimFilter, Sort
from annotator.store.connection import Database
from annotator.store.lineage import FIRST, LAST, Place
from annotator.store.suggestions import IS_SUGGESTED, SUGGESTED_ARTICLES

NEAR = 64
"""Articles that are looked through one by one before all claims of a sort are gathered."""

IS_WORK = (
    "(c.likeness <> 'variant' AND NOT EXISTS (SELECT 1 FROM main.folding AS g WHERE g.claim = c.id"
    " AND g.state = 'current') OR NOT EXISTS (SELECT 1 FROM folded AS d WHERE d.claim = c.id))"
)
"""Not folded; most claims are known not to be without asking the view. It is so for all, hence `main`."""
STANDS = "NOT EXISTS (SELECT 1 FROM hidden_claim AS h WHERE h.claim = c.id)"
"""As the view `standing_claim` has it, which has no rows to number."""
_LABEL = (
    "EXISTS (SELECT 1 FROM label AS l WHERE l.claim = c.id AND l.member = :reviewer"
    " AND l.state = 'current'{})"
)
_FLAGGED = (
    "EXISTS (SELECT 1 FROM flag AS f WHERE f.claim = c.id AND f.member = :reviewer"
    " AND f.state = 'current' AND f.raised = 1)"
)
_DISAGREEMENT = "EXISTS (SELECT 1 FROM disagreement AS g WHERE g.claim = c.id)"
_CONDITIONS: Mapping[Sort, str] = {
    "flagged": _FLAGGED,
    "incomplete": f"{_LABEL.format(' AND l.complete = 0')} AND {IS_WORK}",
    "disagreement": _DISAGREEMENT,
}
_ARTICLES: Mapping[Sort, str] = {
    "flagged": "SELECT s.article FROM flag AS f CROSS JOIN claim AS c ON c.id = f.claim"
    " CROSS JOIN claim_set AS s ON s.id = c.claim_set"
    " WHERE f.member = :reviewer AND f.state = 'current' AND f.raised = 1",
    "incomplete": "SELECT p.article FROM progress AS p WHERE p.member = :reviewer AND p.incomplete > 0",
    "disagreement": "SELECT s.article FROM disagreement AS g CROSS JOIN claim AS c ON c.id = g.claim"
    " CROSS JOIN claim_set AS s ON s.id = c.claim_set",
}
"""The articles that can have a claim of the sort, read off an index; some may not show it any more."""
_NOT_TOLD = "(:reviewer <> :member AND EXISTS (SELECT 1 FROM round WHERE hides = 1))"
"""How far another reviewer is with an article may be kept from the one who asks."""
_ORDER = "i.sort_date {0}, i.title {0}, i.article {0}"
_WITHIN = "c.position {0}, c.start_offset {0}, c.id {0}"


@dataclass(frozen=True, slots=True)
class Matched:
    """A claim that matched a filter when the filter was applied."""

    claim: str
    article: str
    matches: bool
    """Whether it still does."""


Condition = tuple[str, dict[str, Any]]


def matching(
    db: Database, claim_filter: ClaimFilter, member: str, article: str, from_: Place
) -> Iterator[Any]:
    """(rowid of the claim, its claim set, whether it is at or behind that place of that article), in
    library order, read as it is asked for."""
    condition, values = _condition(claim_filter, member)
    place = db.execute(
        "SELECT sort_date, title, article FROM article_info WHERE article = ?", (article,)
    ).fetchone() or ("", "", "")
    here = dict(zip(("sort_date", "title", "article"), place, strict=True))
    return iter(
        db.execute(
            "SELECT c.rowid, c.claim_set, (i.sort_date, i.title, i.article, c.position, c.start_offset, c.id)"
            " >= (:sort_date, :title, :article, :position, :start, :id)"
            " FROM article_info AS i CROSS JOIN claim AS c ON c.claim_set = i.shown_set"
            f" WHERE {_articles(claim_filter)} AND {STANDS} AND {condition}"
            f" ORDER BY {_ORDER.format('')}, {_WITHIN.format('')}",
            {**values, **here, **from_._asdict()},
        )
    )


def matched(db: Database, claim_filter: ClaimFilter, member: str, rows: Sequence[int]) -> dict[int, Matched]:
    """These rows of the table `claim`, each with whether it matches now."""
    condition, values = _condition(claim_filter, member)
    found = db.execute(
        f"SELECT c.rowid, c.id, i.article, c.claim_set = i.shown_set AND {STANDS} AND {condition}"
        " FROM json_each(:rows) AS r CROSS JOIN claim AS c ON c.rowid = r.value"
        " JOIN claim_set AS s ON s.id = c.claim_set JOIN article_info AS i ON i.article = s.article"
        " ORDER BY c.rowid",
        {**values, "rows": json.dumps(list(rows))},
    )
    return {row: Matched(claim, article, bool(matches)) for row, claim, article, matches in found}


def row_of(db: Database, claim: str) -> int:
    """The row of a claim in its table; 0 for one that is not here."""
    row = db.execute("SELECT rowid FROM claim WHERE id = ?", (claim,)).fetchone()
    return int(row[0]) if row else 0


def next_claim(
    db: Database, sort: Sort, member: str, article: str, place: Place, *, back: bool = False
) -> tuple[str, str] | None:
    """The next (or previous) claim of a sort by library order, wrapping around: (article, claim).

    The nearest articles are looked at one by one; when none of them has such a claim, those that can
    are gathered. So the cost is that of the articles near by, or of the claims of that sort.
    """
    for other in (article, *_near(db, article, back=back)):
        from_ = place if other == article else _edge(back)
        found = _in_article(db, sort, member, other, from_, back=back)
        if found:
            return other, found
    for other in _gathered(db, sort, member, article, back=back):
        found = _in_article(db, sort, member, other, _edge(back), back=back)
        if found:
            return other, found
    return None


def _in_article(
    db: Database, sort: Sort, member: str, article: str, place: Place, *, back: bool
) -> str | None:
    order, compare = ("DESC", "<") if back else ("", ">")
    row = db.execute(
        "SELECT c.id FROM article_info AS i CROSS JOIN claim AS c ON c.claim_set = i.shown_set"
        f" WHERE i.article = :article AND (c.position, c.start_offset, c.id) {compare}"
        f" (:position, :start, :id) AND {STANDS} AND {_CONDITIONS[sort]}"
        f" ORDER BY {_WITHIN.format(order)} LIMIT 1",
        {"article": article, "reviewer": member, **place._asdict()},
    ).fetchone()
    return row[0] if row else None


def _edge(back: bool) -> Place:
    return LAST if back else FIRST


def _near(db: Database, article: str, *, back: bool) -> list[str]:
    """The articles behind (before) this one, the nearest first."""
    order, compare = ("DESC", "<") if back else ("", ">")
    rows = db.execute(
        "SELECT i.article FROM article_info AS i WHERE (i.sort_date, i.title, i.article)"
        f" {compare} (SELECT sort_date, title, article FROM article_info WHERE article = :article)"
        f" ORDER BY {_ORDER.format(order)} LIMIT :near",
        {"article": article, "near": NEAR},
    )
    return [row[0] for row in rows]


def _gathered(db: Database, sort: Sort, member: str, article: str, *, back: bool) -> list[str]:
    """Every article that can have a claim of the sort: from this one on, around the end, this one last."""
    order, compare = ("DESC", "<") if back else ("", ">")
    rows = db.execute(
        f"SELECT i.article FROM (SELECT DISTINCT article FROM ({_ARTICLES[sort]})) AS a"
        " CROSS JOIN article_info AS i ON i.article = a.article"
        f" ORDER BY (i.sort_date, i.title, i.article) {compare}"
        "  (SELECT sort_date, title, article FROM article_info WHERE article = :article) DESC,"
        f" {_ORDER.format(order)}",
        {"article": article, "reviewer": member},
    ).fetchall()
    return [row[0] for row in rows]


def _articles(claim_filter: ClaimFilter) -> str:
    """What an article must fulfil to have matches at all: most are passed over by it at once."""
    parts = ["1"]
    progress = "EXISTS (SELECT 1 FROM progress AS p WHERE p.article = i.article AND p.member = :reviewer{})"
    if claim_filter.label == OPEN:
        parts.append("NOT " + progress.format(" AND p.labelled >= i.claims"))
    if claim_filter.asks_label:
        some = progress.format(" AND p.incomplete > 0" if claim_filter.incomplete else "")
        parts.append(f"({_NOT_TOLD} OR {some})")
    if claim_filter.flagged:
        parts.append(f"i.article IN ({_ARTICLES['flagged']})")
    if claim_filter.disagreement:
        parts.append(f"i.article IN ({_ARTICLES['disagreement']})")
    if claim_filter.suggested:
        parts.append(f"i.article IN ({SUGGESTED_ARTICLES})")
    return " AND ".join(parts)


def _condition(claim_filter: ClaimFilter, member: str) -> Condition:
    values: dict[str, Any] = {"reviewer": claim_filter.reviewer or member, "member": member}
    parts = ["1"]
    if claim_filter.label == OPEN:
        parts += [f"NOT {_LABEL.format('')}", IS_WORK]
    if claim_filter.asks_label:
        parts += [_label_condition(claim_filter, values), IS_WORK]
    if claim_filter.flagged:
        parts.append(_FLAGGED)
    if claim_filter.disagreement:
        parts.append(_DISAGREEMENT)
    if claim_filter.suggested:
        parts.append(IS_SUGGESTED)
    for number, word in enumerate(claim_filter.words):
        parts.append(_text_condition(f"word{number}", word, values))
    return f"({' AND '.join(parts)})", values


def _label_condition(claim_filter: ClaimFilter, values: dict[str, Any]) -> str:
    """One label that fulfils all that is asked of it."""
    parts = ""
    if claim_filter.label not in ("", OPEN):
        values["label"] = claim_filter.label
        parts += " AND l.label = :label"
    if claim_filter.incomplete:
        parts += " AND l.complete = 0"
    if claim_filter.confidence is not None:
        values["low"], values["high"] = claim_filter.confidence
        parts += " AND l.confidence BETWEEN :low AND :high"
    return _LABEL.format(parts)


def _text_condition(name: str, word: str, values: dict[str, Any]) -> str:
    """SQLite's LIKE knows capitals of ASCII only: a word of other letters is looked for in its forms."""
    forms = dict.fromkeys((word, word.lower(), word.upper(), word.capitalize()))
    parts = []
    for number, form in enumerate((word,) if word.isascii() else forms):
        escaped = form.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        values[f"{name}_{number}"] = f"%{escaped}%"
        parts.append(f"c.text LIKE :{name}_{number} ESCAPE '\\'")
    return f"({' OR '.join(parts)})"

"""Showing: which claim set of an article is shown, and which claims of its other sets are the same.

Anyone's newest decision holds for all. A decision names those that its maker saw, so that none of them
comes before it, whatever the clocks say; one whose set is not here, is another article's or private, waits.
"""

from collections.abc import Iterable

from annotator.domain.event import Event
from annotator.domain.suggestion import is_importer
from annotator.domain.twins import Shape, Twin, doubles, twins
from annotator.store.batches import batches, listed
from annotator.store.connection import Database
from annotator.store.projections.states import is_retracted, note_supersession, unsuperseded
from annotator.store.projections.touched import Touched


def show(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO showing(id, article, claim_set, instead_of, member, state)"
        " VALUES (?, ?, ?, ?, ?, 'waiting')",
        (event.id, data["article"], data["set"], data["instead_of"], member),
    )
    note_supersession(db, event, member)
    touched.show(data["article"])


def settle(db: Database, touched: Touched) -> None:
    """Which set of the touched articles is shown; the twins of the claims that stand now are found anew."""
    for batch in batches(touched.articles):
        decided = (
            "SELECT DISTINCT w.article FROM json_each(?) AS b CROSS JOIN showing AS w ON w.article = b.value"
            " ORDER BY w.article"
        )
        for (article,) in db.execute(decided, (listed(batch),)).fetchall():
            _settle_showing(db, article)
    for batch in batches({**touched.articles, **touched.changed}):
        several = (
            "SELECT b.value FROM json_each(?) AS b WHERE 1 < (SELECT count(*) FROM claim_set AS s"
            " WHERE s.article = b.value AND s.private = 0) ORDER BY b.key"
        )
        for (article,) in db.execute(several, (listed(batch),)).fetchall():
            _link_twins(db, article)


def _settle_showing(db: Database, article: str) -> None:
    """The newest of the heads is current."""
    states = _states(db, article)
    for event, state in states.items():
        db.execute("UPDATE showing SET state = ? WHERE id = ?", (state, event))
    for event in _heads(db, states)[-1:]:
        db.execute("UPDATE showing SET state = 'current' WHERE id = ?", (event,))


def heads(db: Database, article: str) -> list[str]:
    """The decisions that stand and that no later one that stands has seen, by id."""
    return _heads(db, _states(db, article))


def _heads(db: Database, states: dict[str, str]) -> list[str]:
    return unsuperseded(db, {event for event, state in states.items() if state == "superseded"})


def _states(db: Database, article: str) -> dict[str, str]:
    """The state of each decision, as if none were current."""
    rows = db.execute(
        "SELECT w.id, s.id IS NOT NULL FROM showing AS w"
        " LEFT JOIN claim_set AS s ON s.id = w.claim_set AND s.article = w.article AND s.private = 0"
        " WHERE w.article = ? ORDER BY w.id",
        (article,),
    ).fetchall()
    return {
        event: "retracted" if is_retracted(db, event) else "superseded" if here else "waiting"
        for event, here in rows
    }


def shown_set(db: Database, article: str) -> str:
    """The set that is shown, by the decisions as they are settled; "" for an article that has none.

    Without a current one it is the set that the first decision of all found; without any, the first by
    id: of those that a splitter made if there are any, else of imported ones. So taking the only decision
    back shows again what was shown before it.
    """
    return shown_sets(db, [article])[article]


def shown_sets(db: Database, articles: Iterable[str]) -> dict[str, str]:
    """The same of several articles, by their ids."""
    rows = db.execute(
        "SELECT b.value, coalesce("
        " (SELECT w.claim_set FROM showing AS w WHERE w.article = b.value AND w.state = 'current'),"
        " (SELECT w.instead_of FROM showing AS w"
        "   JOIN claim_set AS s ON s.id = w.instead_of AND s.article = w.article AND s.private = 0"
        "   WHERE w.article = b.value ORDER BY w.id LIMIT 1),"
        " (SELECT s.id FROM claim_set AS s WHERE s.article = b.value AND s.private = 0"
        "   ORDER BY s.splitter GLOB 'import:*', s.id LIMIT 1), '')"
        " FROM json_each(?) AS b ORDER BY b.key",
        (listed(articles),),
    )
    return dict(rows.fetchall())


def _link_twins(db: Database, article: str) -> None:
    """Pair the standing claims of the set that is shown with those of the article's other sets, of which it
    has some. Private ones would tell one reviewer of another's work, and are nobody's earlier claims."""
    shared = "SELECT id, splitter FROM claim_set WHERE article = ? AND private = 0 ORDER BY id"
    sets = dict(db.execute(shared, (article,)).fetchall())
    db.execute(
        "DELETE FROM twin WHERE claim IN (SELECT c.id FROM claim_set AS s"
        " JOIN claim AS c ON c.claim_set = s.id WHERE s.article = ?)",
        (article,),
    )
    shown = shown_set(db, article)
    ids, shapes = _shapes(db, shown)
    for other in sets:
        if other == shown:
            continue
        other_ids, other_shapes = _shapes(db, other)
        pairs = _pairs(other_shapes, shapes, is_importer(sets[other]), is_importer(sets[shown]))
        rows = [(ids[twin.new], other_ids[twin.old], twin.sameness) for twin in pairs]
        paired = {twin.old for twin in pairs}
        left = {number: shape for number, shape in enumerate(other_shapes) if number not in paired}
        if left and is_importer(sets[other]):
            gone, gone_shapes = _all_shapes(db, article, other)
            rows += [(gone[one], other_ids[n], how) for n, one, how in doubles(left, gone_shapes)]
        db.executemany("INSERT INTO twin(claim, other, sameness) VALUES (?, ?, ?)", rows)


def _pairs(old: list[Shape], new: list[Shape], old_is_imported: bool, new_is_imported: bool) -> list[Twin]:
    """The twins of two sets. Several claims of an imported one may be the same as one of the other, since
    records word the same in their own ways: what is said of one of them is said of all."""
    found = twins(old, new)
    if old_is_imported:
        paired = {twin.old for twin in found}
        left = {number: shape for number, shape in enumerate(old) if number not in paired}
        found += [Twin(one, other, sameness) for one, other, sameness in doubles(left, new)]
    if new_is_imported:
        paired = {twin.new for twin in found}
        left = {number: shape for number, shape in enumerate(new) if number not in paired}
        found += [Twin(other, one, sameness) for one, other, sameness in doubles(left, old)]
    return found


def _shapes(db: Database, claim_set: str) -> tuple[list[str], list[Shape]]:
    """The ids and shapes of a set's claims; their ranges are canonical JSON, equal when they are."""
    rows = db.execute(
        "SELECT id, mode, ranges, text FROM standing_claim WHERE claim_set = ?"
        " ORDER BY position, start_offset, id",
        (claim_set,),
    ).fetchall()
    return [row[0] for row in rows], [Shape(*row[1:]) for row in rows]


def _all_shapes(db: Database, article: str, but_for: str) -> tuple[list[str], list[Shape]]:
    """The same of all claims of an article's other sets, standing or not: a round may have frozen them, or
    what they became, and is not to be told by an import what was said of them."""
    rows = db.execute(
        "SELECT c.id, c.mode, c.ranges, c.text FROM claim_set AS s JOIN claim AS c ON c.claim_set = s.id"
        " WHERE s.article = ? AND s.private = 0 AND s.id <> ?"
        " ORDER BY s.id, c.position, c.start_offset, c.id",
        (article, but_for),
    ).fetchall()
    return [row[0] for row in rows], [Shape(*row[1:]) for row in rows]

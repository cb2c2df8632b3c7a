"""What people made of claims: revisions, dropping and bringing back, links; and which claims stand then.

A revision's claim is made once its set is here and its ranges lie in the text; until then it waits, and
hides nothing. What is looked at again goes from a revision to its parents, and on only while something
changes, so that the length of a chain of revisions does not matter.
"""

from collections.abc import Iterable
from typing import Literal

from annotator.domain.event import Body, Event, read_body
from annotator.domain.ids import is_event_id
from annotator.domain.revision import claim_of, may_descend
from annotator.store import claim_rows, search_index
from annotator.store.batches import listed
from annotator.store.connection import Database
from annotator.store.projections import labels, rounds
from annotator.store.projections.decisions import settle_decisions
from annotator.store.projections.folding import dependents
from annotator.store.projections.progress import count_claim, counted_in
from annotator.store.projections.states import is_retracted, note_supersession
from annotator.store.projections.touched import Touched

Why = Literal["revised", "dropped", "retracted"]


def revise(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    parents = [p for p in dict.fromkeys(data["parents"]) if may_descend(event.id, p)]
    continues = parents[0] if len(data["parents"]) == len(parents) == 1 and data["action"] != "split" else ""
    db.execute(
        "INSERT INTO revision(id, article, claim_set, member, action, reason, at, act, continues, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')",
        (
            event.id,
            data["article"],
            data["claim_set"],
            member,
            data["action"],
            data["reason"],
            data["at"],
            data.get("act", event.id),
            continues,
        ),
    )
    db.executemany(
        "INSERT INTO revision_parent(revision, parent, alive) VALUES (?, ?, 0)",
        [(event.id, parent) for parent in parents],
    )
    _admit(db, event.id, data, touched)
    touched.revision(event.id)


def drop(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO dropping(id, claim, member, dropped, at, state) VALUES (?, ?, ?, ?, ?, 'superseded')",
        (event.id, data["claim"], member, int(data["dropped"]), data["at"]),
    )
    note_supersession(db, event, member)
    touched.drop(data["claim"])


def link(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    pair = linked_pair(data["claim"], data["other"])
    db.execute(
        "INSERT INTO link(id, claim, other, member, linked, at, state)"
        " VALUES (?, ?, ?, ?, ?, ?, 'superseded')",
        (event.id, *pair, member, int(data["linked"]), data["at"]),
    )
    note_supersession(db, event, member)
    touched.link(pair)


def linked_pair(claim: str, other: str) -> tuple[str, str]:
    """The two in the order in which `link` has them."""
    return (claim, other) if claim < other else (other, claim)


def settle(db: Database, touched: Touched) -> None:
    """Which of the touched revisions stand, and what follows for the claims that they were made of."""
    for claim in touched.drops:
        settle_decisions(db, "dropping", (claim,))
        row = db.execute(
            "SELECT 1 FROM dropping WHERE claim = ? AND state = 'current' AND dropped = 1", (claim,)
        ).fetchone()
        _set_hidden(db, claim, "dropped", row is not None, touched)
    for pair in touched.links:
        settle_decisions(db, "link", pair)
    for revision in touched.revisions:
        _settle_revision(db, revision, touched)


def look_again(db: Database, articles: Iterable[str], touched: Touched) -> None:
    """After content of articles has come: make the claims of revisions that waited for it."""
    for (revision,) in db.execute(
        "SELECT r.id FROM json_each(?) AS b CROSS JOIN revision AS r ON r.article = b.value ORDER BY r.id",
        (listed(articles),),
    ).fetchall():
        if not _is_here(db, revision):
            row = db.execute("SELECT body FROM event WHERE id = ?", (revision,)).fetchone()
            _admit(db, revision, read_body(row[0]), touched)
        touched.revision(revision)


def forget(db: Database) -> None:
    """Take the claims of all revisions away, before they are made again."""
    db.execute("DELETE FROM claim WHERE revised = 1")


def _admit(db: Database, revision: str, data: Body, touched: Touched) -> None:
    """Make the claim of a revision if its set is here and it fits the text: a pack may say anything."""
    row = db.execute(
        "SELECT length(a.text) FROM claim_set AS s JOIN article AS a ON a.id = s.article"
        " WHERE s.id = ? AND a.id = ?",
        (data["claim_set"], data["article"]),
    ).fetchone()
    ends = [end for _, end in data["ranges"]] + [end for _, _, end, _ in data["edits"]]
    if row is None or max(ends) > row[0] or not is_event_id(revision):
        return
    claim = claim_of(revision, data)
    db.execute(claim_rows.INSERT, (data["claim_set"], data["position"], *claim_rows.claim_row(claim)))
    search_index.add_claims(db, [(claim.id, claim.text)])
    touched.stands_anew(data["article"])
    article = counted_in(db, revision)
    if article:
        count_claim(db, revision, article, 1, touched.fresh)
    labels.touch_claim(db, revision, touched)
    rounds.look_at_claim(db, revision, touched)
    for (child,) in db.execute(
        "SELECT revision FROM revision_parent WHERE parent = ? ORDER BY revision", (revision,)
    ).fetchall():
        touched.revision(child)


def _settle_revision(db: Database, revision: str, touched: Touched) -> None:
    row = db.execute("SELECT state FROM revision WHERE id = ?", (revision,)).fetchone()
    if row is None:
        return
    gone = is_retracted(db, revision)
    state = "retracted" if gone else "current" if _is_here(db, revision) else "waiting"
    if state != row[0]:
        db.execute("UPDATE revision SET state = ? WHERE id = ?", (state, revision))
    _set_hidden(db, revision, "retracted", gone, touched)
    _tell_parents(db, revision, touched)


def _tell_parents(db: Database, revision: str, touched: Touched) -> None:
    """Have the parents of a revision hidden while it is alive, and theirs in turn."""
    waiting = [revision]
    while waiting:
        child = waiting.pop()
        alive = int(_is_alive(db, child))
        for parent, claim_set, stored in db.execute(
            "SELECT p.parent, coalesce(c.claim_set, ''), p.alive FROM revision_parent AS p"
            " LEFT JOIN claim AS c ON c.id = p.parent"
            "  AND c.claim_set = (SELECT claim_set FROM revision WHERE id = p.revision)"
            " WHERE p.revision = ? ORDER BY p.parent",
            (child,),
        ).fetchall():
            wanted = alive if claim_set else 0
            if wanted == stored:
                continue
            db.execute(
                "UPDATE revision_parent SET alive = ? WHERE revision = ? AND parent = ?",
                (wanted, child, parent),
            )
            if _settle_parent(db, parent, claim_set, touched):
                waiting.append(parent)


def _settle_parent(db: Database, parent: str, claim_set: str, touched: Touched) -> bool:
    """Whether a claim is covered by what was made of it, and by several acts; True when that changed."""
    (acts,) = db.execute(
        "SELECT count(DISTINCT r.act) FROM revision_parent AS p JOIN revision AS r ON r.id = p.revision"
        " WHERE p.parent = ? AND p.alive = 1",
        (parent,),
    ).fetchone()
    if acts > 1:
        db.execute("INSERT OR IGNORE INTO fork(claim, claim_set) VALUES (?, ?)", (parent, claim_set))
    else:
        db.execute("DELETE FROM fork WHERE claim = ?", (parent,))
    return _set_hidden(db, parent, "revised", acts > 0, touched)


def _is_alive(db: Database, revision: str) -> bool:
    """Whether it stands, or something that was made of it does. A claim that is not here is not."""
    row = db.execute(
        "SELECT r.state = 'current' OR EXISTS (SELECT 1 FROM hidden_claim AS h WHERE h.claim = r.id"
        "  AND h.why = 'revised') FROM revision AS r JOIN claim AS c ON c.id = r.id WHERE r.id = ?",
        (revision,),
    ).fetchone()
    return bool(row and row[0])


def _is_here(db: Database, claim: str) -> bool:
    return db.execute("SELECT 1 FROM claim WHERE id = ?", (claim,)).fetchone() is not None


def _set_hidden(db: Database, claim: str, why: Why, wanted: bool, touched: Touched) -> bool:
    """Note whether a claim does not stand for that reason, and count it, and those that are folded into
    it, accordingly. True when that changed."""
    stored = db.execute("SELECT 1 FROM hidden_claim WHERE claim = ? AND why = ?", (claim, why)).fetchone()
    if (stored is not None) == wanted:
        return False
    affected = {other: counted_in(db, other) for other in (claim, *dependents(db, claim))}
    if wanted:
        db.execute("INSERT INTO hidden_claim(claim, why) VALUES (?, ?)", (claim, why))
    else:
        db.execute("DELETE FROM hidden_claim WHERE claim = ? AND why = ?", (claim, why))
    for other, before in affected.items():
        after = counted_in(db, other)
        if before != after:
            count_claim(db, other, after or before, 1 if after else -1, touched.fresh)
    row = db.execute(
        "SELECT s.article FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set WHERE c.id = ?", (claim,)
    ).fetchone()
    if row:
        touched.stands_anew(row[0])
    return True

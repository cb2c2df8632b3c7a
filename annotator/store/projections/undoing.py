"""Retractions, and the list of acts that undo and redo walk."""

from collections.abc import Callable, Iterator

from annotator.domain.event import ACTS, Body, Event, read_body
from annotator.store.connection import Database
from annotator.store.projections.evidence import touch_citation
from annotator.store.projections.revising import linked_pair
from annotator.store.projections.states import TABLE_OF, is_retracted
from annotator.store.projections.touched import Touched

_RETRACTED_IN = {
    "source": "source",
    "comment": "comment",
    "suggestion": "suggestion",
    "citation.close": "closing",
    "round.assign": "handing",
    "round.release": "handing",
}
"""Kinds whose rows only say whether they were taken back, and their tables."""
_TOUCHES: dict[str, Callable[[Touched, str, Body], None]] = {
    "fold": lambda touched, _, body: touched.fold(body["claim"]),
    "claim_set.show": lambda touched, _, body: touched.show(body["article"]),
    "claim.revise": lambda touched, event, _: touched.revision(event),
    "claim.drop": lambda touched, _, body: touched.drop(body["claim"]),
    "claim.link": lambda touched, _, body: touched.link(linked_pair(body["claim"], body["other"])),
    "round.assign": lambda touched, _, body: touched.hand(body["round"], body["reviewer"]),
    "round.release": lambda touched, _, body: touched.hand(body["round"], body["reviewer"]),
    "adjudicate": lambda touched, _, body: touched.adjudication(body["round"], body["claim"]),
    "segment.decide": lambda touched, _, body: touched.merge(
        body["round"], body["article"], body["grouping"]
    ),
}
"""What is to be settled again when an event is taken back, or brought back."""
Found = tuple[str, int, str, Body]
"""Id, number, kind and body of an event."""


def retract(db: Database, event: Event, member: str, touched: Touched) -> None:
    """Only earlier events of the same feed can be taken back; other targets have no effect.

    Nor has taking back a redo: that is done by taking back the act once more.
    """
    targets = [
        found
        for target in dict.fromkeys(event.data["targets"])
        if (found := _earlier(db, event, target)) is not None and not _is_redo(db, event, found)
    ]
    for target_id, _, _, _ in targets:
        db.execute("INSERT INTO retraction(target, event) VALUES (?, ?)", (target_id, event.id))
    for found in targets:
        for target_id, seq, kind, body in _reached(db, event, found):
            gone = int(is_retracted(db, target_id))
            db.execute(
                "UPDATE act SET taken_back = ? WHERE feed = ? AND seq = ? AND taken_back <> ?",
                (gone, event.feed, seq, gone),
            )
            _mark(db, target_id, kind, body, gone, member, touched)


def note_act(db: Database, event: Event) -> None:
    """Add the event to the list of acts, or to the act it is a part of."""
    claim = event.id if event.kind == "claim.revise" else event.data.get("claim", "")
    if event.kind == "retract":
        first = next(iter(event.data["targets"]), "")
        target = _earlier(db, event, first)
        role = "redo" if target and target[2] == "retract" else "undo"
    elif event.kind in ACTS:
        role = "act"
    else:
        return
    if "act" in event.data:
        if claim:
            db.execute(
                "UPDATE act SET claim = ? WHERE feed = ? AND seq = (SELECT max(seq) FROM act WHERE feed = ?)"
                " AND id = ? AND claim = ''",
                (claim, event.feed, event.feed, event.data["act"]),
            )
        return
    db.execute(
        "INSERT INTO act(feed, seq, id, role, claim, taken_back) VALUES (?, ?, ?, ?, ?, 0)",
        (event.feed, event.seq, event.id, role, claim),
    )


def _earlier(db: Database, event: Event, target: str) -> Found | None:
    row = db.execute(
        "SELECT id, seq, kind, body FROM event WHERE id = ? AND feed = ? AND seq < ? ORDER BY seq LIMIT 1",
        (target, event.feed, event.seq),
    ).fetchone()
    return (row[0], row[1], row[2], read_body(row[3])) if row else None


def _is_redo(db: Database, event: Event, found: Found) -> bool:
    if found[2] != "retract":
        return False
    behind = (_earlier(db, event, target) for target in found[3]["targets"])
    return any(further is not None and further[2] == "retract" for further in behind)


def _reached(db: Database, event: Event, found: Found) -> Iterator[Found]:
    """The target, and behind a retraction what that one had taken back."""
    yield found
    if found[2] == "retract":
        for target in found[3]["targets"]:
            further = _earlier(db, event, target)
            if further is not None:
                yield from _reached(db, event, further)


def _mark(db: Database, target: str, kind: str, body: Body, gone: int, member: str, touched: Touched) -> None:
    table = _RETRACTED_IN.get(kind)
    if table:
        db.execute(f"UPDATE {table} SET retracted = ? WHERE id = ?", (gone, target))
    touch = _TOUCHES.get(kind)
    if touch:
        touch(touched, target, body)
    if kind == "segmented":
        touched.segment(body["round"], body["article"], member)
    if kind == "citation.close":
        touch_citation(db, body["citation"], touched)
    if kind in TABLE_OF:
        for event in (target, *body.get("supersedes", ())):
            touched.row(TABLE_OF[kind], event)
        touched.evidence(body["claim"], member)

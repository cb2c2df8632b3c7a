"""Undo and redo: retractions appended behind the act, so they survive a restart and cross articles."""

from collections.abc import Sequence

from annotator.domain.errors import InputError
from annotator.domain.event import Body, read_body
from annotator.services.acting import Appender, Done


class NothingToUndo(InputError):
    """There is no act of mine left to take back, or to bring back."""


def undo_newest(act: Appender) -> Done:
    """Retract my newest act in this file that is not taken back yet.

    Raises NothingToUndo. The words say so when something of another's builds on it.
    """
    row = act.db.execute(
        "SELECT seq, id, claim FROM act WHERE feed = ? AND role = 'act' AND taken_back = 0"
        " ORDER BY seq DESC LIMIT 1",
        (act.feed.id,),
    ).fetchone()
    if row is None:
        raise NothingToUndo("There is nothing of yours to undo in this file.")
    seq, first, claim = row
    parts = _parts(act, seq, first)
    words = f"took back: {_describe([(kind, body) for _, kind, body in parts])}"
    others = _built_on(act, [event for event, part_kind, _ in parts if part_kind == "citation"])
    if others:
        words += f" ({', '.join(others)} reused it and keeps a copy)"
    act.append("retract", {"targets": [event for event, _, _ in parts]})
    return Done(words, claim=claim)


def redo_newest(act: Appender) -> Done:
    """Retract my newest undo, unless I have acted since. Raises NothingToUndo."""
    row = act.db.execute(
        "SELECT id FROM act WHERE feed = :feed AND role = 'undo' AND taken_back = 0 AND seq > max("
        " coalesce((SELECT max(seq) FROM act WHERE feed = :feed AND role = 'act' AND taken_back = 0), 0),"
        " coalesce((SELECT max(seq) FROM act WHERE feed = :feed AND role = 'act' AND taken_back = 1), 0))"
        " ORDER BY seq DESC LIMIT 1",
        {"feed": act.feed.id},
    ).fetchone()
    if row is None:
        raise NothingToUndo("There is nothing to redo.")
    targets = act.db.execute(
        "SELECT e.kind, e.body FROM retraction AS r JOIN event AS e ON e.id = r.target AND e.feed = :feed"
        " WHERE r.event = :undo ORDER BY e.seq",
        {"undo": row[0], "feed": act.feed.id},
    ).fetchall()
    bodies = [(kind, read_body(body)) for kind, body in targets]
    act.append("retract", {"targets": [row[0]]})
    claim = next((body["claim"] for _, body in bodies if "claim" in body), "")
    return Done(f"brought back: {_describe(bodies)}", claim=claim)


def _parts(act: Appender, seq: int, first: str) -> list[tuple[str, str, Body]]:
    """Id, kind and body of the act's events; its first has the number `seq`, the others follow it."""
    rows = act.db.execute(
        "SELECT id, kind, body FROM event WHERE feed = ? AND seq >= ? ORDER BY seq", (act.feed.id, seq)
    )
    parts: list[tuple[str, str, Body]] = []
    for event, kind, text in rows:
        body = read_body(text)
        if event != first and body.get("act") != first:
            break
        parts.append((event, kind, body))
    return parts


def _describe(parts: Sequence[tuple[str, Body]]) -> str:
    """What the act was: a label that only follows a new citation is not named."""
    kinds = [kind for kind, _ in parts]
    if "citation" in kinds:
        return "citation"
    kind, body = parts[-1]
    if kind == "label":
        return f"label {body['label']}"
    if kind == "flag":
        return "flag" if body["raised"] else "taking the flag down"
    return "closing of a citation" if kind == "citation.close" else kind


def _built_on(act: Appender, citations: list[str]) -> list[str]:
    """The other members who have reused one of these citations."""
    found: set[str] = set()
    for citation in citations:
        rows = act.db.execute(
            "SELECT DISTINCT member FROM citation WHERE copied_from = ? AND state = 'current'"
            " AND member <> ? ORDER BY member",
            (citation, act.feed.member),
        )
        found.update(row[0] for row in rows)
    return sorted(found)

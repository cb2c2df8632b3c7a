"""Undo and redo: retractions appended behind the act, so they survive a restart and cross articles."""

from collections.abc import Sequence

from annotator.domain.errors import InputError
from annotator.domain.event import Body
from annotator.services.acting import Appender, Done, words_of
from annotator.store import acts
from annotator.store.acts import Part


class NothingToUndo(InputError):
    """There is no act of mine left to take back, or to bring back."""


def undo_newest(act: Appender) -> Done:
    """Retract my newest act in this file that is not taken back yet.

    Raises NothingToUndo. The words say so when something of another's builds on it.
    """
    found = acts.newest_act(act.db, act.feed.id)
    if found is None:
        raise NothingToUndo("There is nothing of yours to undo in this file.")
    parts, claim = found
    words = f"took back: {_describe(act, parts)}{_built_on(act, parts)}"
    act.append("retract", {"targets": [part.id for part in parts]})
    article = _split_article(parts)
    return Done(words, article, "" if article else claim)


def redo_newest(act: Appender) -> Done:
    """Retract my newest undo, unless I have acted since. Raises NothingToUndo."""
    found = acts.newest_undo(act.db, act.feed.id)
    if found is None:
        raise NothingToUndo("There is nothing to redo.")
    undo, parts = found
    act.append("retract", {"targets": [undo]})
    article = _split_article(parts)
    claim = next((part.body["claim"] for part in parts if "claim" in part.body), "")
    return Done(f"brought back: {_describe(act, parts)}", article, "" if article else claim)


def _split_article(parts: Sequence[Part]) -> str:
    """The article, or the first one, of which another claim set is shown by the act; or ""."""
    return next((part.body["article"] for part in parts if part.kind == "claim_set.show"), "")


def _built_on(act: Appender, parts: Sequence[Part]) -> str:
    """What others have built on the act that is taken back, in words."""
    reused: set[str] = set()
    labelled: set[str] = set()
    for part in parts:
        if part.kind == "citation":
            reused |= set(acts.members_who_reused(act.db, part.id, act.feed.member))
        if part.kind == "claim_set.show":
            labelled |= set(acts.members_who_labelled(act.db, part.body["set"], act.feed.member))
    words = f" ({', '.join(sorted(reused))} reused it and keeps a copy)" if reused else ""
    if labelled:
        words += f" ({', '.join(sorted(labelled))} labelled the new claims; those labels stay with them)"
    return words


def _describe(act: Appender, parts: Sequence[Part]) -> str:
    """What the act was: a label that only follows a new citation is not named."""
    split = sum(part.kind == "claim_set.show" for part in parts)
    carried = sum(part.kind == "label" and "copied_from" in part.body for part in parts)
    done = [f"splitting {words_of(split, 'article')} anew"] if split else []
    done += [f"carrying {words_of(carried, 'label')} over"] if carried else []
    if done:
        return " and ".join(done)
    if any(part.kind == "citation" for part in parts):
        return "citation"
    _, kind, body = parts[-1]
    if kind == "label":
        return _what_changed(act, body)
    if kind == "flag":
        return "flag" if body["raised"] else "taking the flag down"
    if kind == "fold":
        return "folding" if body["folded"] else "taking the claim out of the fold"
    return "closing of a citation" if kind == "citation.close" else kind


def _what_changed(act: Appender, body: Body) -> str:
    """A label event says all anew; this names what it changed of the one before."""
    before = acts.label_fields(act.db, next(iter(body.get("supersedes", ())), ""))
    if before is not None and before["label"] == body["label"]:
        if before.get("confidence") != body.get("confidence"):
            return f"confidence {body['confidence']}" if "confidence" in body else "confidence"
        if before.get("rationale", "") != body.get("rationale", ""):
            return "rationale"
    return f"label {body['label']}"

"""Undo and redo: retractions appended behind the act, so they survive a restart and cross articles."""

from collections.abc import Sequence

from annotator.domain.errors import InputError
from annotator.domain.event import Body
from annotator.services.acting import Appender, Done, words_of
from annotator.store import acts, lineage
from annotator.store.acts import Part
from annotator.store.segments import is_of_round

_ACTIONS = {
    "edges": "moving an edge",
    "wording": "new wording",
    "split": "splitting the claim",
    "merge": "merging two claims",
    "add": "adding a claim",
    "restore": "going back to an earlier wording",
}
"""What an act with a revision was, by the revision's action."""


_ON_ARTICLES = ("claim_set.show", "segmented", "segment.decide")
"""Kinds of events that are about an article, or about a group of its claims."""


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
    return _where(parts, words, claim, back=True)


def redo_newest(act: Appender) -> Done:
    """Retract my newest undo, unless I have acted since. Raises NothingToUndo."""
    found = acts.newest_undo(act.db, act.feed.id)
    if found is None:
        raise NothingToUndo("There is nothing to redo.")
    undo, parts = found
    act.append("retract", {"targets": [undo]})
    claim = next((part.body["claim"] for part in parts if "claim" in part.body), "")
    return _where(parts, f"done again: {_describe(act, parts)}", claim, back=False)


def _where(parts: Sequence[Part], words: str, claim: str, *, back: bool) -> Done:
    """Where one turns to: of an act on all claims of an article to that; of a revision that is taken
    `back` to what it was made of."""
    whole = next((part for part in parts if part.kind in _ON_ARTICLES), None)
    if whole is not None:
        return Done(words, whole.body["article"], relisted=whole.kind == "claim_set.show")
    revised = next((part for part in parts if part.kind == "claim.revise"), None)
    if revised is not None:
        before = next(iter(revised.body["parents"]), "")
        return Done(words, revised.body["article"], before if back else revised.id, relisted=True)
    return Done(words, "", claim, relisted=any(part.kind == "claim.drop" for part in parts))


def _built_on(act: Appender, parts: Sequence[Part]) -> str:
    """What others have built on the act that is taken back, in words."""
    reused: set[str] = set()
    labelled: set[str] = set()
    revised: set[str] = set()
    judged: set[str] = set()
    for part in parts:
        if part.kind == "claim.revise":
            revised |= set(lineage.members_who_revised(act.db, part.id, act.feed.member))
            judged |= set(lineage.members_with_labels(act.db, part.id, act.feed.member))
        if part.kind == "citation":
            reused |= set(acts.members_who_reused(act.db, part.id, act.feed.member))
        if part.kind == "claim_set.show":
            labelled |= set(acts.members_who_labelled(act.db, part.body["set"], act.feed.member))
    words = f" ({', '.join(sorted(reused))} reused it and keeps a copy)" if reused else ""
    if labelled:
        words += f" ({', '.join(sorted(labelled))} labelled the new claims; those labels stay with them)"
    if revised:
        words += f" ({', '.join(sorted(revised))} changed it further; that stays)"
    if judged:
        words += f" ({', '.join(sorted(judged))} labelled that revision; those labels stay with it)"
    return words


def _describe(act: Appender, parts: Sequence[Part]) -> str:
    """What the act was: a label that only follows a new citation is not named."""
    if parts[0].kind in ("round.assign", "round.release", "adjudicate"):
        return _led(parts)
    merged = sum(part.kind == "claim_set.show" and is_of_round(act.db, part.body["set"]) for part in parts)
    kept = sum(
        part.kind == "claim_set.show" and part.body["set"] == part.body["instead_of"] for part in parts
    )
    split = sum(part.kind == "claim_set.show" for part in parts) - merged - kept
    copied = [
        part.body["copied_from"] for part in parts if part.kind == "label" and "copied_from" in part.body
    ]
    taken = sum(acts.is_suggestion(act.db, origin) for origin in copied)
    carried = len(copied) - taken
    decided = sum(part.kind == "segment.decide" for part in parts)
    done = [f"splitting {words_of(split, 'article')} anew"] if split else []
    done += [f"keeping the claims that {words_of(kept, 'article')} showed"] if kept else []
    done += [f"freezing the merged claims of {words_of(merged, 'article')}"] if merged else []
    done += [f"{words_of(decided, 'decision')} on what is merged"] if decided else []
    done += [_ACTIONS[part.body["action"]] for part in parts[:1] if part.body.get("action") in _ACTIONS]
    done += [f"carrying {words_of(carried, 'label')} over"] if carried else []
    done += ["taking a suggestion over"] if taken else []
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
    if kind == "segmented":
        return "being done with the article" if body["done"] else "not being done with the article"
    if kind == "claim.drop":
        return "dropping the claim" if body["dropped"] else "bringing the claim back"
    if kind == "claim.link":
        return "link" if body["linked"] else "taking the link away"
    return "closing of a citation" if kind == "citation.close" else kind


def _led(parts: Sequence[Part]) -> str:
    """What a lead did with a round."""
    first = parts[0].body
    if parts[0].kind == "adjudicate":
        many = f"settling {words_of(len(parts), 'unanimous claim')}"
        return many if len(parts) > 1 else f"settling as {first['label']}"
    if first["why"] == "dispute":
        return f"asking {first['reviewer']} for a vote"
    takers = ", ".join(part.body["reviewer"] for part in parts if part.kind == "round.assign")
    return f"handing out work of a round to {takers or 'nobody'}"


def _what_changed(act: Appender, body: Body) -> str:
    """A label event says all anew; this names what it changed of the one before."""
    before = acts.label_fields(act.db, next(iter(body.get("supersedes", ())), ""))
    if before is not None and before["label"] == body["label"]:
        if before.get("confidence") != body.get("confidence"):
            return f"confidence {body['confidence']}" if "confidence" in body else "confidence"
        if before.get("rationale", "") != body.get("rationale", ""):
            return "rationale"
    return f"label {body['label']}"

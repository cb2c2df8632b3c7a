"""Acts on something that has changed since one saw it: told or refused, never carried out in silence."""

from dataclasses import dataclass

from annotator.domain.errors import InputError
from annotator.services.acting import Appender
from annotator.store import acts


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reviewer saw of their own label when they decided; both empty without a label."""

    label: str = ""
    rationale: str = ""


def check_seen(act: Appender, claim: str, seen: Seen | None, *, rationale: bool = False) -> None:
    """Raise InputError when my label on the claim, or its rationale, is not what I saw."""
    now = _now(act, claim)
    if seen is None or now == Seen():
        return
    if now.label != seen.label:
        raise InputError(
            f"Your label on this claim is {now.label} by now, from another screen of yours; you saw"
            f" {seen.label or 'none'}.",
            do="Look at it, and say it once more.",
        )
    if rationale and now.rationale != seen.rationale:
        raise InputError(
            "Your rationale was changed meanwhile, in another screen of yours, to:"
            f" {now.rationale or 'nothing'}",
            do="Saving once more puts yours in its place.",
        )


def label_meanwhile(act: Appender, claim: str, seen: Seen | None, label: str) -> str:
    """What is to be said of a label of mine that `label` takes the place of, unseen; "" for the same one."""
    now = _now(act, claim)
    if seen is None or now.label in (seen.label, label):
        return ""
    return f" in place of {now.label}, from another screen of yours" if now.label else ""


def _now(act: Appender, claim: str) -> Seen:
    own, _ = acts.labels_to_supersede(act.db, claim, act.feed)
    labels = list(own.values())
    return Seen(labels[-1]["label"], labels[-1]["rationale"]) if labels else Seen()

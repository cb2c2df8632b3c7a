"""Carrying a label over to the claim that took its claim's place, as a new label of the same reviewer."""

from annotator.domain.citation import Citation
from annotator.domain.errors import InputError
from annotator.domain.review import EarlierLabel
from annotator.services.acting import Appender
from annotator.store import acts, earlier
from annotator.store.projections import evidence


def carry_over(act: Appender, claim: str) -> str:
    """Append my label on the closest twin as one on this claim, with its citations made again.

    Gives the label's id in the scheme. Raises InputError when there is nothing to carry over.
    """
    if acts.current_ids(act.db, "label", claim, act.feed.member):
        raise InputError("You have labelled this claim already.", safe="Your label stays as it is.")
    found = earlier.earlier_label(act.db, act.feed.member, claim)
    if found is None:
        raise InputError("There is no label of yours to carry over to this claim.")
    if _is_double(act, found):
        raise InputError(
            "You have two labels on that earlier claim, from two devices.", do="Label this one yourself."
        )
    _append(act, claim, found)
    return found.view.label.label


def carry_all_over(act: Appender, article: str) -> int:
    """The same for all claims of an article that have a twin with equal ranges and wording; how many.

    A claim that I have labelled, and a twin with two labels of mine, are passed over.
    """
    carried = 0
    for claim in earlier.to_carry(act.db, act.feed.member, article):
        found = earlier.earlier_label(act.db, act.feed.member, claim)
        if found is not None and not _is_double(act, found):
            _append(act, claim, found)
            carried += 1
    return carried


def kept_fields(old: Citation) -> dict[str, str]:
    """What a citation that is made again says as the one before did."""
    names = ("kind", "quote", "locator", "accessed", "archive_url", "archived_at", "sole_authority")
    return {name: value for name in names if (value := getattr(old, name))}


def _is_double(act: Appender, found: EarlierLabel) -> bool:
    return len(acts.current_ids(act.db, "label", found.claim.id, act.feed.member)) > 1


def _append(act: Appender, claim: str, found: EarlierLabel) -> None:
    label = found.view.label
    fields = {
        "claim": claim,
        "label": label.label,
        "scheme": label.scheme,
        "citations": _cite_again(act, claim, label.claim),
        "copied_from": label.id,
        "supersedes": [],
    }
    said = {"confidence": label.confidence, "rationale": label.rationale}
    act.append("label", {**fields, **{name: value for name, value in said.items() if value}})


def _cite_again(act: Appender, claim: str, twin: str) -> list[str]:
    """My citations on the twin as new ones on the claim, closed where they were; all that I have there."""
    own = [c for c in evidence.current_citations(act.db, claim) if c.member == act.feed.member]
    ids = [citation.id for citation in own]
    copied = {citation.copied_from for citation in own}
    for old in evidence.current_citations(act.db, twin):
        if old.member != act.feed.member or old.id in copied:
            continue
        fields = {"claim": claim, "source": old.source_id, "stance": old.stance, **kept_fields(old)}
        made = act.append("citation", {**fields, "copied_from": old.id})
        if old.closed:
            act.append("citation.close", {"citation": made, "claim": claim, "reason": old.closed})
        ids.append(made)
    return ids

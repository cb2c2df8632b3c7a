"""Taking a suggestion over: its label becomes one of mine, on copies of its citations that are mine."""

from annotator.domain.errors import InputError
from annotator.domain.review import SuggestionView
from annotator.domain.scheme import Scheme
from annotator.domain.suggestion import importer
from annotator.services.acting import Appender
from annotator.services.borrowing import source_of_mine
from annotator.services.carrying import kept_fields
from annotator.store import acts, sight, suggestions
from annotator.store.projections import evidence


def seen_suggestions(act: Appender, claim: str) -> list[SuggestionView]:
    """What imported records say of a claim; nothing of claims of a blind round."""
    me = act.feed.member
    return [
        one
        for one in suggestions.suggestions_of(act.db, claim)
        if not sight.veiled(act.db, me, one.suggestion.claim)
    ]


def to_take(act: Appender, claim: str, suggestion: str) -> SuggestionView:
    """The suggestion of that id, or the one that can be taken over. Raises InputError."""
    if acts.current_ids(act.db, "label", claim, act.feed.member):
        raise InputError("You have labelled this claim already.", safe="Your label stays as it is.")
    found, scheme = seen_suggestions(act, claim), act.scheme()
    chosen = [one for one in found if not suggestion or one.suggestion.id == suggestion]
    if not chosen:
        raise InputError("No imported record suggests anything for this claim.")
    able = [one for one in chosen if not why_not(one, scheme)]
    if not able:
        raise InputError(why_not(chosen[0], scheme), do="Label the claim yourself.")
    if len({one.suggestion.label for one in able}) > 1:
        labels = ", ".join(dict.fromkeys(one.suggestion.label for one in able))
        raise InputError(f"Imported records suggest different labels for this claim: {labels}.")
    return able[0]


def why_not(view: SuggestionView, scheme: Scheme) -> str:
    """Why a suggestion cannot be taken over, as a sentence; "" for one that can."""
    suggestion = view.suggestion
    if scheme.label(suggestion.label) is not None:
        return ""
    who = importer(suggestion.format)
    if suggestion.label:
        return f"{who} suggests {suggestion.label}, which is no label of your scheme."
    if suggestion.value:
        return f"What {who} says, “{suggestion.value}”, is no label that could be taken over."
    return f"{who} gives this claim no label that could be taken over."


def cite_again(act: Appender, claim: str, view: SuggestionView) -> None:
    """Append the suggestion's citations as mine on the claim, those excepted that I have copied already."""
    me = act.feed.member
    copied = {one.copied_from for one in evidence.current_citations(act.db, claim) if one.member == me}
    for old in view.citations:
        if old.id in copied:
            continue
        source = source_of_mine(act, old.source, old.source_id)
        fields = {"claim": claim, "source": source, "stance": old.stance, **kept_fields(old)}
        act.append("citation", {**fields, "copied_from": old.id})

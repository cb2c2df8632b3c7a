"""What of a reviewer's own stays with a claim that is revised, when nothing can carry it over."""

from collections.abc import Sequence

from annotator.services.acting import words_of
from annotator.store import acts
from annotator.store.connection import Database


def left_behind(db: Database, member: str, claims: Sequence[str]) -> str:
    """`your label and 2 citations stay with the old wording, in the history`, or "" without any.

    Others' are never counted: in a blind round that would tell of them.
    """
    labels = [bool(acts.current_ids(db, "label", claim, member)) for claim in claims]
    citations = [len(acts.current_ids(db, "citation", claim, member)) for claim in claims]
    labelled, cited = sum(labels), sum(citations)
    things = ["label" if labelled == 1 else words_of(labelled, "label")] if labelled else []
    things += [words_of(cited, "citation")] if cited else []
    if not things:
        return ""
    stays = "stays" if labelled + cited == 1 else "stay"
    several = sum(map(any, zip(labels, citations, strict=True))) > 1
    wording = "the old wordings" if several else "the old wording"
    return f"your {' and '.join(things)} {stays} with {wording}, in the history"

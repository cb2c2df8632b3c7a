"""Hints that a claim was checked already: imported fact-checks of claims that say nearly the same, and labels
that imports suggest for claims of other articles that say the same word for word."""

from collections.abc import Iterator, Mapping

from annotator.domain.already_checked import (
    LEAST_SHARED,
    LEAST_TERMS,
    CheckHint,
    contradict,
    rarest,
    shared_percent,
    terms,
)
from annotator.domain.fold_key import fold_key
from annotator.store import Store, fact_checks

HINTS = 3
"""Of a claim, the best."""
LOOKED_AT = 20
"""Candidates of the index that are compared word by word."""
_WHOLE = 100
"""Percent that two wordings share which are the same."""
SOUGHT = 8
"""Terms that candidates are sought by, the rarest."""


def already_checked(store: Store, claim: str, text: str) -> tuple[CheckHint, ...]:
    """What is known of claims like this one, the likest first; none of a claim that a blind round veils.
    Costs milliseconds, also in large files: not for the frame of a key."""
    db = store.db
    if not fact_checks.are_here(db) or fact_checks.is_veiled(db, claim):
        return ()
    own = terms(text)
    counts = fact_checks.counts(db, own)
    found: dict[tuple[str, str], tuple[int, CheckHint]] = {}
    for check in fact_checks.with_terms(db, claim, rarest(counts, SOUGHT), LOOKED_AT):
        theirs = terms(check.wording)
        counts |= fact_checks.counts(db, [term for term in theirs if term not in counts])
        shared = shared_percent(own, theirs, counts)
        if shared >= LEAST_SHARED and not contradict(text, check.wording):
            found.setdefault((check.publisher, check.address or check.claim), (shared, CheckHint(*check)))
    known = {hint.claim for _, hint in found.values()}
    for other in _labelled(store, claim, text, counts):
        if other.claim not in known:
            found.setdefault((other.publisher, other.label), (_WHOLE, other))
    best = sorted(found.values(), key=lambda pair: -pair[0])[:HINTS]
    return tuple(hint for _, hint in best)


def _labelled(store: Store, claim: str, text: str, counts: Mapping[str, int]) -> Iterator[CheckHint]:
    """What imports suggest for claims whose words are these, but for case, spaces and punctuation."""
    sought, key = rarest({term: counts[term] for term in terms(text)}, SOUGHT), fold_key(text)
    if len(sought) < LEAST_TERMS:
        return
    for one in fact_checks.labelled(store.db, claim, sought, LOOKED_AT):
        if fold_key(one.wording) == key:
            yield CheckHint(one.claim, one.wording, one.importer, "", "", "", one.label)

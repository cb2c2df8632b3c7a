"""Hints that a claim was checked already: imported fact-checks of claims that say nearly the same."""

from annotator.domain.already_checked import (
    LEAST_SHARED,
    CheckHint,
    contradict,
    rarest,
    shared_percent,
    terms,
)
from annotator.store import Store, fact_checks

HINTS = 3
"""Of a claim, the best."""
LOOKED_AT = 20
"""Candidates of the index that are compared word by word."""
SOUGHT = 8
"""Terms that candidates are sought by, the rarest."""


def already_checked(store: Store, claim: str, text: str) -> tuple[CheckHint, ...]:
    """The fact-checks in the file of claims nearly like this one, the likest first; none of a claim that a
    blind round veils. Costs milliseconds, also in large files: not for the frame of a key."""
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
    best = sorted(found.values(), key=lambda pair: -pair[0])[:HINTS]
    return tuple(hint for _, hint in best)

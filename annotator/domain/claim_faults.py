"""What a claim set must be, whoever made it: a splitter of ours or another's, or another file."""

from itertools import pairwise

from annotator.domain.claim import ClaimSet


def fault_of(made: ClaimSet, text: str) -> str:
    """What does not fit the text of its article, as words behind "it"; empty when all fits."""
    pairs = [pair for claim in made.claims for pair in (*claim.ranges, *claim.occurrences)]
    pairs += [(flag.start, flag.end) for claim in made.claims for flag in claim.flags]
    for region in made.regions:
        pairs += [(region.start, region.end), *([region.duplicate_of] if region.duplicate_of else [])]
    if any(not 0 <= start < end <= len(text) for start, end in pairs):
        return "has a range outside its article."
    for number, claim in enumerate(made.claims):
        if not claim.ranges or any(end > start for (_, end), (start, _) in pairwise(claim.ranges)):
            return "has a claim whose ranges are not in order."
        if claim.partner is not None and not 0 <= claim.partner < len(made.claims):
            return "has a claim whose partner is not there."
        if claim.like is not None and not 0 <= claim.like < number:
            return "has a claim that is like none before it."
        if any(not 0 <= edit.start <= edit.end <= len(text) for edit in claim.edits):
            return "has an edit outside its article."
    return ""

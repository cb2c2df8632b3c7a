"""The claim set that an import makes of one article: equal claims give an equal set, whatever file they
came in and in whatever order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.domain.article import Region
from annotator.domain.claim import Claim, ClaimSet, edit_rows
from annotator.domain.ids import canonical_json, digest


def imported_set(article: str, length: int, splitter: str, version: str, claims: Sequence[Claim]) -> ClaimSet:
    """The set of these claims, in the order of the text, each once.

    Two with the same ranges, mode and wording are one claim; it has the speaker, cue and date of the first
    that gives one. `length` is of the article's text, in code points.
    """
    merged: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (claim.ranges, claim.mode, claim.text)
        merged[key] = _completed(merged[key], claim) if key in merged else claim
    ordered = sorted(merged.values(), key=lambda claim: (claim.ranges, claim.mode, claim.text))
    return ClaimSet.build(
        article=article,
        splitter=splitter,
        version=version,
        options={"claims": _digest_of(ordered)},
        regions=[Region("body", 0, length)],
        claims=ordered,
    )


def _completed(first: Claim, other: Claim) -> Claim:
    return replace(
        first,
        speaker=first.speaker or other.speaker,
        cue=first.cue or other.cue,
        date=first.date or other.date,
    )


def _digest_of(claims: Iterable[Claim]) -> str:
    """Of all that an imported claim has."""
    rows = [
        [[list(pair) for pair in c.ranges], c.text, c.mode, c.speaker, c.cue, c.date, edit_rows(c.edits)]
        for c in claims
    ]
    return digest("annotator-import-claims-1", canonical_json(rows))

"""What splitting an article anew changes, before it is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.errors import AnnotatorError
from annotator.domain.twins import Shape, Twin, twins

Outcome = Literal["changed", "shown already", "nothing differs", "refused"]
"""`nothing differs`: another version or another splitter made the new set, and every claim is as it was."""
Fate = Literal["same", "changed", "gone"]
FATES: tuple[Fate, ...] = get_args(Fate)
"""What becomes of a claim that is shown now: the new set has it too, has it with another wording or
other ranges, or has no such claim."""


Labelled = tuple[int, str]
"""A claim by its number in its set, and a member who has a label on it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one article's claims."""

    article: str
    title: str
    outcome: Outcome
    shown: str = ""
    """Id of the set that is shown now, or empty."""
    made: str = ""
    """Id of the new set."""
    fates: Mapping[Fate, int] = field(default_factory=dict)
    """How many of the claims of now have each fate."""
    details: int = 0
    """Of those that are the same, how many differ in speaker, date, flags or the like."""
    new: int = 0
    """Claims that are like none of now."""
    behind: Mapping[str, Mapping[Fate, int]] = field(default_factory=dict)
    """On how many of the claims of now each member has a label that is out of sight then, by fate: all
    but those whose member has labelled the twin in the new set already."""
    remarks: int = 0
    """Citations, comments, flags and decisions on folding on the claims of now."""
    error: AnnotatorError | None = None


def change_between(
    article: str,
    title: str,
    old: ClaimSet | None,
    made: ClaimSet,
    labelled: Iterable[Labelled],
    labelled_anew: Iterable[Labelled],
    remarks: int,
    *,
    asked_for: bool = False,
) -> Change:
    """What showing `made` instead of `old` changes; the labelled claims are those of `old` and of `made`.

    A set that was `asked_for` itself changes something even if no claim of it differs.
    """
    shown, before = (old.id, old.claims) if old else ("", ())
    if shown == made.id:
        return Change(article, title, "shown already", shown, made.id)
    if old is not None and not asked_for and not _differ(old, made):
        return Change(article, title, "nothing differs", shown, made.id)
    pairs = twins([_shape(claim) for claim in before], [_shape(claim) for claim in made.claims])
    fates = _fates(len(before), pairs)
    settled = set(labelled_anew)
    twin_of = {pair.old: pair.new for pair in pairs}
    behind: dict[str, dict[Fate, int]] = {}
    for number, member in labelled:
        if (twin_of.get(number, -1), member) not in settled:
            counted = behind.setdefault(member, dict.fromkeys(FATES, 0))
            counted[fates[number]] += 1
    return Change(
        article,
        title,
        "changed",
        shown,
        made.id,
        {fate: fates.count(fate) for fate in FATES},
        sum(
            pair.sameness == "same" and _details(before, pair.old) != _details(made.claims, pair.new)
            for pair in pairs
        ),
        len(made.claims) - len(pairs),
        behind,
        remarks,
    )


def _fates(count: int, pairs: Sequence[Twin]) -> list[Fate]:
    found: list[Fate] = ["gone"] * count
    for pair in pairs:
        found[pair.old] = "same" if pair.sameness == "same" else "changed"
    return found


def _differ(old: ClaimSet, new: ClaimSet) -> bool:
    """Whether anything but the ids does."""
    claims = [[replace(claim, id="") for claim in made.claims] for made in (old, new)]
    return claims[0] != claims[1] or old.regions != new.regions


def _shape(claim: Claim) -> Shape:
    return Shape(claim.mode, claim.ranges, claim.text)


def _details(claims: Sequence[Claim], number: int) -> tuple[object, ...]:
    """All that a claim says; of those that it points to, which they are and not their numbers."""
    claim = claims[number]
    others = [_shape(claims[n]) if n is not None else None for n in (claim.partner, claim.like)]
    return replace(claim, id="", partner=None, like=None), *others

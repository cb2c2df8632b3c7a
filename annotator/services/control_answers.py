"""Control items: claims with known answers, for mixing into a round unseen."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.errors import InputError, NotFound
from annotator.domain.ids import short_id
from annotator.domain.sampling import sample
from annotator.domain.scheme import Scheme
from annotator.services.acting import one_of
from annotator.services.leading import find_round
from annotator.store import Store, choosing, rounds


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file of answers."""

    number: int
    claim: str
    """Its id, or the beginning of it."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Where control items come from; none by default."""

    lines: Sequence[Line] = ()
    from_round: str = ""
    """Its gold."""
    count: int | None = None
    """How many of them are drawn; None: all."""


def read_answers(text: str, name: str) -> list[Line]:
    """A claim's id and a label a line, with a comma, a semicolon or a space between; a first line
    `claim,label` or `id,label`, empty lines and those that begin with # are passed over.

    Raises InputError.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        parts = line.replace(",", " ").replace(";", " ").split()
        if not parts or parts[0].startswith("#") or (number == 1 and _is_head(parts)):
            continue
        if len(parts) != 2:
            raise InputError(
                f"{name}, line {number}: {line.strip()!r} is not a claim's id and a label.",
                safe="Nothing was changed.",
                do="Write lines like 3f0c11aa92de,verified.",
            )
        found.append(Line(number, parts[0], parts[1]))
    if not found:
        raise InputError(f"{name} has no control items.", safe="Nothing was changed.")
    return found


def _is_head(parts: Sequence[str]) -> bool:
    return [part.casefold() for part in parts] in (["claim", "label"], ["id", "label"])


def known_answers(store: Store, asked: Answers, scheme: Scheme, seed: int) -> dict[str, str]:
    """Each claim's label. Raises InputError and NotFound."""
    if asked.count is not None and not (asked.lines or asked.from_round):
        raise InputError("There are no control items to draw from.", do="Give --controls or --controls-from.")
    found = _of_lines(store, asked.lines, scheme)
    if asked.from_round:
        found = _of_round(store, asked.from_round, scheme) | found
    if asked.count is None:
        return found
    if asked.count > len(found):
        raise InputError(
            f"There are {len(found)} control items, not {asked.count}.", do=f"Ask for {len(found)} or fewer."
        )
    return {claim: found[claim] for claim in sample(sorted(found), asked.count, seed)}


def _of_lines(store: Store, lines: Sequence[Line], scheme: Scheme) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        try:
            claim = one_of(store, "claim", line.claim, "claim")
        except NotFound as error:
            raise NotFound(f"Control items, line {line.number}: {error.what}", do=error.do) from None
        if scheme.label(line.label) is None:
            raise InputError(
                f"Control items, line {line.number}: {line.label!r} is not a label of the scheme.",
                do=f"Use one of: {', '.join(rule.id for rule in scheme.labels)}.",
            )
        if found.setdefault(claim, line.label) != line.label:
            raise InputError(f"Control items, line {line.number}: that claim has another label above.")
    usable = {choice.claim for choice in choosing.choose(store.db, claims=found)} if found else set()
    for claim in found:
        if claim not in usable:
            raise InputError(
                f"Control items: the claim {short_id(claim)} cannot be in a round: it is folded, revised,"
                " dropped, or of a claim set that is not shown.",
                do="Leave it out.",
            )
    return found


def _of_round(store: Store, name: str, scheme: Scheme) -> dict[str, str]:
    """Its gold on claims that still stand, as far as the scheme has such labels."""
    gold = {
        claim: label
        for claim, label in rounds.gold(store.db, find_round(store, name).id)
        if scheme.label(label)
    }
    usable = [choice.claim for choice in choosing.choose(store.db, claims=gold)] if gold else []
    if not usable:
        raise InputError(
            f"The round {name!r} has no gold that can be asked again.",
            do="Adjudicate it first, or name another.",
        )
    return {claim: gold[claim] for claim in usable}

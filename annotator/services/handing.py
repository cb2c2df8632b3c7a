"""Handing out a round's work anew: to somebody who joins late, from somebody who is absent."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from annotator.domain.errors import InputError
from annotator.domain.handing_out import hand_over, join
from annotator.domain.round import Round
from annotator.services.acting import Appender
from annotator.services.leading import Leading
from annotator.services.round_work import Work, weighed, work_of
from annotator.settings.reviewer import check_name
from annotator.store import choosing, reading, rounds


@dataclass(frozen=True, slots=True)
class Handed:
    """What changed hands."""

    given: Mapping[str, int]
    """Claims that each taker got."""
    taken: Mapping[str, int]
    """Claims that were taken from each giver."""
    left: int = 0
    """Open claims that nobody could take, as all takers have or had them."""
    new: tuple[str, ...] = ()
    """Takers who became members of the file by it."""


@dataclass(slots=True)
class _Changes:
    given: dict[str, list[int]] = field(default_factory=dict)
    taken: dict[str, list[int]] = field(default_factory=dict)

    def move(self, giver: str, taker: str, numbers: Sequence[int]) -> None:
        self.taken.setdefault(giver, []).extend(numbers)
        self.given.setdefault(taker, []).extend(numbers)


@dataclass(frozen=True, slots=True)
class _State:
    """Who has what of a round; by reviewer, in units."""

    work: Work
    held: Mapping[str, set[int]]
    had: Mapping[str, set[int]]
    controls: frozenset[int]
    """Numbers of claims."""
    open_numbers: Mapping[str, set[int]]
    ever: Mapping[str, set[int]]
    """Numbers of claims that each was given, or has voted on, at any time."""


class Handing(Leading):
    """Each method is one act, which undo takes back. A vote that was or will be given still counts."""

    def add(self, found: Round, newcomers: Sequence[str]) -> Handed:
        """Give newcomers a fair part of what others have open, and all control items.

        Raises InputError when the round is closed, or when nothing is open.
        """
        names = [check_name(name) for name in newcomers]
        with self._changing(found) as (act, state):
            moves = join(state.work.units, state.held, state.had, names, seed=_seed(found))
            changes = _Changes()
            for move in moves:
                changes.move(move.giver, move.taker, state.work.numbers(move.numbers))
            for name in dict.fromkeys(names):
                unseen = sorted(state.controls - state.ever.get(name, set()))
                if unseen:
                    changes.given.setdefault(name, []).extend(unseen)
            if not changes.given:
                raise InputError(
                    f"There is no open work in the round {found.name!r} to give.", safe="Nothing was changed."
                )
            return self._append(act, found, changes, "late", names)

    def hand_over(self, found: Round, absent: str, takers: Sequence[str] = ()) -> Handed:
        """Give what one has open to others: to `takers`, else to all others of the round.

        Control items are only taken away: everybody has them. Raises InputError when the round is closed,
        and when the absent one has nothing open.
        """
        absent, names = check_name(absent), [check_name(name) for name in takers]
        with self._changing(found) as (act, state):
            if not state.open_numbers.get(absent):
                here = ", ".join(sorted(state.open_numbers)) or "nobody"
                known = absent in state.ever
                raise InputError(
                    f"{absent!r} has nothing open in the round {found.name!r}."
                    if known
                    else f"{absent!r} is no reviewer of the round {found.name!r}.",
                    safe="Nothing was changed.",
                    do=f"Open work has: {here}.",
                )
            names = names or sorted(set(state.ever) - {absent})
            seed = _seed(found)
            over = hand_over(state.work.units, state.held, state.had, absent, names, seed=seed)
            changes = _Changes()
            for move in over.moves:
                mine = state.open_numbers[absent]
                numbers = [number for number in state.work.numbers(move.numbers) if number in mine]
                changes.move(absent, move.taker, numbers)
            left = state.work.numbers(over.left)
            if not changes.given:
                raise InputError(
                    f"Nobody of {', '.join(names)} can take what {absent!r} has open: all have or had it.",
                    safe="Nothing was changed.",
                    do="Name somebody else (--to); who is no member yet is added.",
                )
            changes.taken[absent].extend(sorted(state.controls & state.open_numbers[absent]))
            return self._append(act, found, changes, f"handed over from {absent}", names, len(left))

    @contextmanager
    def _changing(self, found: Round) -> Iterator[tuple[Appender, _State]]:
        with self.act() as act:
            self.need_lead("hand out work")
            now = rounds.round_by_id(self.db, found.id)
            if now is None or now.state == "closed":
                raise InputError(f"The round {found.name!r} is closed.", safe="Nothing was changed.")
            yield act, self._state(now)

    def _state(self, found: Round) -> _State:
        claims = rounds.claims_with_lengths(self.db, found.id)
        texts = choosing.lengths(self.db, sorted({article for _, article, _ in claims}))
        controls = frozenset(rounds.control_numbers(self.db, found.id))
        work = work_of(found.kind, weighed(claims, texts), controls)
        open_numbers = rounds.open_numbers(self.db, found.id)
        ever = rounds.ever_given(self.db, found.id)
        held = work.units_with(open_numbers)
        had = {name: units - held.get(name, set()) for name, units in work.units_with(ever).items()}
        return _State(work, held, had, controls, open_numbers, ever)

    def _append(
        self, act: Appender, found: Round, changes: _Changes, why: str, names: Sequence[str], left: int = 0
    ) -> Handed:
        """Newcomers to the file come last: the act begins with what undo can take back."""
        for kind, hands in (("round.release", changes.taken), ("round.assign", changes.given)):
            for reviewer, numbers in sorted(hands.items()):
                fields = {"round": found.id, "reviewer": reviewer, "numbers": sorted(numbers), "why": why}
                act.append(kind, fields, after=rounds.last_handing(self.db, found.id, reviewer))
        new = sorted(set(changes.given) - set(reading.members(self.db)))
        for name in new:
            act.append("member", {"name": name, "role": "reviewer"})
        given = {name: len(changes.given.get(name, ())) for name in dict.fromkeys(names)}
        return Handed(given, {name: len(has) for name, has in changes.taken.items()}, left, tuple(new))


def _seed(found: Round) -> int:
    """The seed of a round; one that another program made may have any text for it."""
    text = found.seed
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0

"""One reviewer's work in a round: the queue, how far it is, how quickly it goes, what leads have changed."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from annotator.domain.errors import InputError, NotFound
from annotator.domain.round import AssignmentState, Guideline, Round
from annotator.domain.worktime import Pace, pace
from annotator.services.acting import words_of
from annotator.services.leading import find_round
from annotator.store import Store, round_queue, rounds, sight


class MyRound(NamedTuple):
    """A round that a reviewer has claims in, and how many are in which state."""

    round: Round
    done: int
    incomplete: int
    skipped: int
    open: int

    @property
    def total(self) -> int:
        return self.done + self.incomplete + self.skipped + self.open


def round_to_review(store: Store, member: str, name: str) -> Round:
    """The round of that name (or id), once it is certain that the member can work in it.

    Raises NotFound when there is none, InputError when it is closed, or when nothing of it is the member's.
    """
    found = find_round(store, name)
    if found.state == "closed":
        raise InputError(
            f"The round {found.name!r} is closed.",
            safe="What was decided in it is kept.",
            do="A lead can open it again: annotator round reopen.",
        )
    if not round_queue.tally(store.db, found.id, member):
        having = ", ".join(found.reviewers) or "nobody"
        raise InputError(
            f"{member} has no claims in the round {found.name!r}; it began with {having}.",
            do="Say who you are with --reviewer, or ask a lead to hand you some.",
        )
    return found


def my_rounds(store: Store, member: str, *, leading: bool = False) -> list[MyRound]:
    """The rounds that the member has claims in, oldest first; with `leading` all others too."""
    having = frozenset(round_queue.rounds_of(store.db, member))
    found = []
    for one in rounds.rounds(store.db):
        if one.id in having or leading:
            states = round_queue.tally(store.db, one.id, member)
            found.append(MyRound(one, *(states.get(state, 0) for state in _STATES)))
    return found


def leads(store: Store, member: str) -> bool:
    """Whether the member is a lead of the file."""
    return sight.is_lead(store.db, member)


def waiting_words(store: Store, member: str) -> str:
    """ "12 claims wait for you in r1"; "" when none do."""
    parts = [
        f"{words_of(count, 'claim')} {'waits' if count == 1 else 'wait'} for you in {name}"
        for name, count in round_queue.waiting(store.db, member)
    ]
    return ", ".join(parts)


def guideline_of(store: Store, found: Round | None) -> Guideline | None:
    """A round's guideline, or without a round the file's newest one; None where there is none."""
    return rounds.guideline(store.db, found.guideline if found else rounds.newest_guideline(store.db))


class RoundWork:
    """What a screen in a round knows of it without asking for each key; `store` shows that round alone."""

    def __init__(self, store: Store, member: str, round_id: str) -> None:
        """Raises NotFound."""
        found = rounds.round_by_id(store.db, round_id)
        if found is None:
            raise NotFound("There is no such round.")
        self._store = store
        self._member = member
        self.round = found
        self._read_all()

    def _read_all(self) -> None:
        db, round_id = self._store.db, self.round.id
        self.states: dict[str, AssignmentState] = round_queue.queue(db, round_id, self._member)
        self._counts = Counter(self.states.values())
        self._seconds = round_queue.seconds_by_claim(db, round_id, self._member)
        self._standing = round_queue.standing(db, round_id, self._member)
        self._pace: Pace | None = pace([*self._seconds.values()])

    # --- how far, and how quickly ----------------------------------------------------------------

    @property
    def frozen(self) -> bool:
        """Whether its claims stay as they are; in a segmentation round reviewers change copies."""
        return self.round.kind != "segmentation"

    @property
    def total(self) -> int:
        return len(self.states)

    def count(self, state: AssignmentState) -> int:
        return self._counts[state]

    @property
    def labelled(self) -> int:
        return self.count("done") + self.count("incomplete")

    @property
    def pace(self) -> Pace | None:
        """Of the claims that have a label and whose seconds were counted."""
        return self._pace

    def is_skipped(self, claim: str) -> bool:
        return self.states.get(claim) == "skipped"

    def skip_reason(self, claim: str) -> str:
        return round_queue.skip_reason(self._store.db, self.round.id, self._member, claim)

    def skipped_behind(self, claim: str) -> str:
        """The next claim of the queue that is skipped, around the end; "" without one."""
        order = list(self.states)
        place = order.index(claim) + 1 if claim in self.states else 0
        return next((one for one in (*order[place:], *order[:place]) if self.is_skipped(one)), "")

    # --- keeping up ------------------------------------------------------------------------------

    def suppose(self, claim: str, state: AssignmentState) -> None:
        """Count a claim as it will be once the act under way is stored."""
        if claim in self.states:
            self._counts[self.states[claim]] -= 1
            self._counts[state] += 1
            self.states[claim] = state

    def renew(self) -> None:
        """Count all anew: in a segmentation round an act is on all claims of an article."""
        self._read_all()

    def read(self, claim: str) -> None:
        """Count a claim, and the seconds of work on it, as the file has them."""
        db, round_id = self._store.db, self.round.id
        state = round_queue.state_of(db, round_id, self._member, claim)
        if state is None:
            return
        self.suppose(claim, state)
        seconds = round_queue.seconds_on(db, round_id, self._member, claim)
        if seconds is None or state not in ("done", "incomplete"):
            self._seconds.pop(claim, None)
        else:
            self._seconds[claim] = seconds
        self._pace = pace([*self._seconds.values()])

    def news(self) -> list[str]:
        """What leads have changed about the round since this was asked last, in sentences."""
        if round_queue.standing(self._store.db, self.round.id, self._member) == self._standing:
            return []
        before, queue_before = self.round, set(self.states)
        self.round = rounds.round_by_id(self._store.db, self.round.id) or before
        self._read_all()
        return [
            *_state_words(before, self.round),
            *_queue_words(queue_before, set(self.states), self.count("open")),
        ]


_STATES: tuple[AssignmentState, ...] = ("done", "incomplete", "skipped", "open")


def _state_words(before: Round, now: Round) -> Iterator[str]:
    if now.state != before.state:
        yield (
            f"The round {now.name} was closed: it takes no more labels; those you gave are kept."
            if now.state == "closed"
            else f"The round {now.name} was opened again."
        )
    if now.revealed and not before.revealed:
        yield f"The round {now.name} was revealed: you see what the others did."


def _queue_words(before: set[str], now: set[str], left: int) -> Iterator[str]:
    if taken := len(before - now):
        is_or_are = "was" if taken == 1 else "were"
        yield f"{words_of(taken, 'claim')} of yours {is_or_are} handed to others; {left} open."
    if given := len(now - before):
        is_or_are = "is" if given == 1 else "are"
        yield f"{words_of(given, 'more claim')} {is_or_are} yours now; {left} open."

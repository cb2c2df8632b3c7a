"""Reading how far a round is, as far as the person who asks may know."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from annotator.domain.errors import InputError
from annotator.domain.estimating import DAYS, Estimate, Workload, estimate
from annotator.domain.handing_out import expected_work
from annotator.domain.round import Round
from annotator.domain.round_status import (
    Counts,
    ReviewerStatus,
    RoundStatus,
    Unfinished,
    Work,
    hourly,
    median_seconds,
)
from annotator.services.controls import ControlScore, control_scores
from annotator.store import Store, choosing, rounds, settling, sight
from annotator.store import round_status as asked
from annotator.store.connection import Database

RECENT = 200
"""A reviewer's last labels, of which the seconds on a claim and the pace are told."""


@dataclass(frozen=True, slots=True)
class _Frozen:
    """What changes only when the round has other claims, or somebody has others of them."""

    stamp: tuple[int, ...]
    work: Mapping[str, int]
    """By article: the expected work of a claim of the round in it, on average."""
    with_somebody: int


@dataclass(slots=True)
class _Person:
    """What was found of a reviewer."""

    states: Counter[str] = field(default_factory=Counter)
    open_work: int = 0
    voted_work: int = 0
    days: Sequence[tuple[str, int]] = ()
    seconds: Sequence[int] = ()


class StatusReading:
    """Asks the file again and again; what does not change it keeps."""

    def __init__(self, store: Store, member: str) -> None:
        """`store` is opened to read, by the member."""
        self._store = store
        self._member = member
        self._frozen: _Frozen | None = None

    def read(self, round_id: str, today: date) -> RoundStatus | None:
        """How far the round is; None when there is none. `today` is the day in UTC.

        One whom the round hides others' acts from gets their own row, and totals of all.
        """
        with self._store.reading() as db:
            found = rounds.round_by_id(db, round_id)
            if found is None:
                return None
            partial = round_id in sight.hiding_rounds(db, self._member)
            frozen = self._keep_frozen(db, round_id)
            people = _people(db, round_id, frozen.work)
            reviewers = _statuses(db, round_id, people, today)
            return RoundStatus(
                found,
                partial,
                [one for one in reviewers if not partial or one.name == self._member],
                _total(one.counts for one in reviewers),
                _team_work(people, reviewers, today),
                voted=frozen.with_somebody - asked.waiting(db, round_id),
                with_nobody=found.claims - frozen.with_somebody,
                settled=settling.count_settled(db, found),
                disagreements=None if partial else asked.disagreements(db, round_id),
                edited=asked.edited(db, round_id),
                estimate=self._estimate(found, people, reviewers, partial, today),
            )

    def _keep_frozen(self, db: Database, round_id: str) -> _Frozen:
        stamp = asked.stamp(db, round_id)
        if self._frozen is None or self._frozen.stamp != stamp:
            found = asked.lengths(db, round_id)
            texts = choosing.lengths(db, [article for article, _, _ in found])
            work = {
                article: expected_work(characters // claims, texts.get(article, 0), claims)
                for article, claims, characters in found
            }
            self._frozen = _Frozen(stamp, work, asked.with_somebody(db, round_id))
        return self._frozen

    def _estimate(
        self,
        found: Round,
        people: Mapping[str, _Person],
        reviewers: Sequence[ReviewerStatus],
        partial: bool,
        today: date,
    ) -> Estimate:
        loads = [
            Workload(
                name=one.name,
                open=one.counts.open,
                open_work=people[one.name].open_work,
                voted=one.counts.labelled,
                voted_work=people[one.name].voted_work,
                days=[votes for day, votes in people[one.name].days if day < today.isoformat()][:DAYS],
                seconds=people[one.name].seconds,
                last_day=one.work.last_act[:10],
            )
            for one in reviewers
            if not partial or one.name == self._member
        ]
        return estimate(loads, today, closed=found.state == "closed")


def scores_for(store: Store, member: str, found: Round) -> list[ControlScore]:
    """How well reviewers do on the round's control items; nothing for those who may not know."""
    return control_scores(store, member, found) if sight.is_lead(store.db, member) else []


def unfinished(store: Store, member: str, round_id: str, reviewer: str) -> list[Unfinished]:
    """What a reviewer has skipped, incomplete or open in a round, or has flagged, in its order.

    Raises InputError for one whom the round hides others' acts from.
    """
    with store.reading() as db:
        if reviewer != member and round_id in sight.hiding_rounds(db, member):
            raise InputError("The round is blind: what others have is not shown before it is revealed.")
        return asked.unfinished(db, round_id, reviewer)


def _people(db: Database, round_id: str, work: Mapping[str, int]) -> dict[str, _Person]:
    people: defaultdict[str, _Person] = defaultdict(_Person)
    for member, article, state, claims in asked.tallies(db, round_id):
        person = people[member]
        person.states[state] += claims
        expected = claims * work.get(article, 0)
        if state == "open":
            person.open_work += expected
        elif state != "skipped":
            person.voted_work += expected
    for member in asked.sums(db, round_id):
        people[member].days = asked.days(db, round_id, member, DAYS + 1)
        people[member].seconds = asked.recent_seconds(db, round_id, member, RECENT)
    return dict(sorted(people.items()))


def _statuses(
    db: Database, round_id: str, people: Mapping[str, _Person], today: date
) -> list[ReviewerStatus]:
    flagged, sums = asked.flagged(db, round_id), asked.sums(db, round_id)
    twice, last = asked.given_twice(db, round_id), asked.last_acts(db, round_id)
    found = []
    for name, person in people.items():
        votes, seconds = sums.get(name, (0, 0))
        states = person.states
        counts = Counts(
            assigned=states.total(),
            done=states["done"],
            incomplete=states["incomplete"],
            open=states["open"],
            skipped=states["skipped"],
            flagged=flagged.get(name, 0),
            # articles of a segmentation round are done without votes
            surplus=max(votes - twice.get(name, 0) - states["done"] - states["incomplete"], 0),
        )
        work = Work(
            seconds=seconds,
            median_seconds=median_seconds(person.seconds),
            hourly=hourly(person.seconds),
            daily=_daily(person.days, today),
            last_act=last.get(name, ""),
        )
        found.append(ReviewerStatus(name, counts, work))
    return found


def _daily(days: Sequence[tuple[str, int]], today: date) -> int | None:
    finished = [votes for day, votes in days if day < today.isoformat()][:DAYS]
    counted = finished or [votes for _, votes in days[:1]]
    return round(sum(counted) / len(counted)) if counted else None


def _total(parts: Any) -> Counts:
    parts = list(parts)
    names = ("assigned", "done", "incomplete", "open", "skipped", "flagged", "surplus")
    return Counts(**{name: sum(getattr(part, name) for part in parts) for name in names})


def _team_work(people: Mapping[str, _Person], reviewers: Sequence[ReviewerStatus], today: date) -> Work:
    """Of everybody together: a day is one on which anybody labelled."""
    seconds = [each for person in people.values() for each in person.seconds]
    by_day: Counter[str] = Counter()
    for person in people.values():
        by_day.update(dict(person.days))
    newest = sorted(by_day.items(), reverse=True)
    return Work(
        seconds=sum(one.work.seconds for one in reviewers),
        median_seconds=median_seconds(seconds),
        hourly=hourly(seconds),
        daily=_daily(newest, today),
        last_act=max((one.work.last_act for one in reviewers), default=""),
    )

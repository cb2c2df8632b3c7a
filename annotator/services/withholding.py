"""What of the log a person may give away: other people's feeds end before their first act on a claim that
is veiled for that person (see `store.sight`), and their feeds of a round that hides are left out.

A feed that ends early has no gap: when the round is revealed the rest follows.
"""

from collections.abc import Iterator

from annotator.domain.event import Event, Feed
from annotator.store import Store, log, sight

_ON_CLAIMS = {
    "citation": ("claim",),
    "citation.close": ("claim",),
    "label": ("claim",),
    "comment": ("claim",),
    "flag": ("claim",),
    "suggestion": ("claim",),
    "fold": ("claim", "into"),
    "claim.revise": ("parents",),
    "claim.drop": ("claim",),
    "claim.link": ("claim", "other"),
    "skip": ("claim",),
    "adjudicate": ("claim",),
}
"""By kind of event: the fields that name the claims it is about."""


class Withholding:
    """Answers for the person whose sight a store has; without a sight nothing is withheld."""

    def __init__(self, store: Store) -> None:
        self._db = store.db
        self._who = store.sight.member if store.sight is not None else None
        self._rounds = sight.hiding_rounds(self._db, self._who) if self._who is not None else ()
        self._claims = sight.veiled_claims(self._db, self._rounds)
        self._is_lead = self._who is None or sight.is_lead(self._db, self._who)

    @property
    def withholds(self) -> bool:
        """Whether a round hides something from this person, or leads have notes of their own."""
        of_leads = not self._is_lead and any(feed.audience == "lead" for feed in log.feeds(self._db))
        return bool(self._rounds) or of_leads

    def feeds(self) -> Iterator[tuple[Feed, Iterator[Event]]]:
        """The feeds that may be given away, by id, each with the events of it that may."""
        for feed in log.feeds(self._db):
            events = log.events_of(self._db, feed.id)
            if self._who is None or feed.member == self._who:
                yield feed, events
            elif feed.round not in self._rounds and (feed.audience == "all" or self._is_lead):
                yield feed, self._before_the_veil(events)

    def _before_the_veil(self, events: Iterator[Event]) -> Iterator[Event]:
        """The events before the first act that is about a veiled claim; an act is given whole or not."""
        if not self._claims:
            yield from events
            return
        act: list[Event] = []
        for event in events:
            if act and "act" not in event.data:
                yield from act
                act = []
            if self._is_veiled(event):
                return
            act.append(event)
        yield from act

    def _is_veiled(self, event: Event) -> bool:
        if event.id in self._claims:  # a claim that was added: it has no parents
            return True
        for field in _ON_CLAIMS.get(event.kind, ()):
            value = event.data.get(field, "")
            named = value if isinstance(value, list) else (value,)
            if any(claim in self._claims for claim in named):
                return True
        return False

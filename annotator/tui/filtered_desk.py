"""A desk whose list of claims can be that of a filter over the whole file."""

from collections.abc import Callable, Sequence

from annotator.domain.claim_filter import ClaimFilter
from annotator.domain.errors import FileRefused
from annotator.domain.review import ClaimMark
from annotator.services.finding import Finding, OrderPart
from annotator.services.reading import Reading
from annotator.settings.config import Config
from annotator.tui.commands import label_name
from annotator.tui.lookup import Deliver, Lookup
from annotator.tui.matches import Matches
from annotator.tui.reading_desk import ReadingDesk


class FilteredDesk(ReadingDesk):
    """A desk on which the list of claims can be that of a filter instead of the article's.

    `matches_changed` is called when other rows are there to be shown, with the first one and the one
    behind the last; without any for all.
    """

    def __init__(self, reading: Reading, config: Config) -> None:
        super().__init__(reading, config)
        self.matches: Matches | None = None
        self.heard: Callable[[Sequence[int] | None], None] = lambda numbers: None
        """Called with the numbers of the claims that others have changed; None when others are listed."""
        self.matches_changed: Callable[[Sequence[int] | None], None] = lambda rows: None
        self.finding = Finding(reading.store, reading.member)
        self._looking: Matches | None = None
        """The matches that are being looked for, until the first one to go to is found."""
        self._lookup: Lookup | None = None
        self._deliver: Deliver = lambda call: call()

    def look_by(self, deliver: Deliver) -> None:
        """How what another thread has found comes over to the screen's."""
        self._deliver = deliver

    @property
    def looked(self) -> bool:
        """Whether no claims are being looked for."""
        return self._looking is None and (self.matches is None or self.matches.complete)

    def close(self) -> None:
        if self._lookup is not None:
            self._lookup.close()
            self._lookup = None

    def take_news(self, claims: Sequence[str] | None) -> list[int] | None:
        if self.matches is not None:
            self.matches.read_again()
        return super().take_news(claims)

    def place_words(self) -> str:
        """Which match of how many it is, and which claim of its article."""
        words = super().place_words()
        if self.matches is None:
            return words
        words = words[:1].lower() + words[1:]
        if not self.at_match:
            return f"No match of the filter, {words}"
        return f"Match {self.matches.index + 1} of {len(self.matches)}, {words}"

    # --- the filter ------------------------------------------------------------------------------

    def set_filter(self, claim_filter: ClaimFilter) -> None:
        """List what matches, from the current claim on; an empty filter lists the article again."""
        if not claim_filter:
            self.clear_filter()
            return
        lookup = self.lookup()
        found = self._looking = Matches(
            claim_filter,
            lambda rows, take: lookup.rows(claim_filter, rows, take),
            lambda rows: self.finding.rows(claim_filter, rows),
            lambda first, last: self._loaded(found, range(first, last)),
        )
        self.say(f"Looking for claims: {filter_words(claim_filter)} …")
        lookup.order(claim_filter, self.article.id, self.claim, lambda part: self._take(found, part))

    def clear_filter(self) -> None:
        """List the article's claims again; the claim at hand stays."""
        if self._lookup is not None:
            self._lookup.stop()
        self.matches = self._looking = None

    def lookup(self) -> Lookup:
        """The thread that looks, begun when it is first needed."""
        if self._lookup is None:
            self._lookup = Lookup(self.reading.store, self.member, self._deliver, self._failed_looking)
        return self._lookup

    def _failed_looking(self, error: FileRefused) -> None:
        self._lookup = None
        self.clear_filter()
        self.say(str(error), "bad")
        self.matches_changed(None)

    def _take(self, found: Matches, part: OrderPart | None) -> None:
        """A part of the order has come; the first that holds a claim to go to is gone to."""
        if found not in (self._looking, self.matches):
            return
        if part is None:
            found.complete = True
        else:
            found.extend(part)
        if found is self.matches:
            self.matches_changed(())
        elif found.start is not None or (found.complete and len(found)):
            self._looking, self.matches, self.message = None, found, None
            self._go_match(found.start or 0)
            self.matches_changed(None)
        elif found.complete:
            self._looking = None
            self.say(f"No claim in this file is {filter_words(found.filter)}.")
            self.matches_changed(())

    def _loaded(self, found: Matches, rows: Sequence[int]) -> None:
        if found is self.matches:
            self.matches_changed(rows)

    def match_mark(self, number: int) -> tuple[ClaimMark, bool] | None:
        """A row of the filtered list as it is now, and whether it still matches; None while it is read."""
        row = self.matches.row(number) if self.matches is not None else None
        if row is None:
            return None
        here = self.place_of(row.mark.claim.id) if row.article == self.article.id else None
        return (row.mark if here is None else self.marks[here]), row.matches

    def renew_match(self, claim: str) -> None:
        """A claim may match no more, or again; its row stays where it is."""
        number = self.matches.kept(claim) if self.matches is not None else None
        if self.matches is not None and number is not None:
            self.matches.renew(number)
            self.matches_changed((number,))

    @property
    def at_match(self) -> bool:
        """Whether the current claim is the one at the place in the filtered list."""
        if self.matches is None or not len(self.matches):
            return False
        row = self.matches.row(self.matches.index)
        return row is not None and row.mark.claim.id == self.claim

    def find_match(self) -> None:
        """After going anywhere: take the current claim's place in the filtered list, if it has one."""
        if self.matches is not None and self.claim and not self.at_match:
            place = self.matches.place_of(self.finding.row_of(self.claim))
            if place is not None:
                self.matches.index = place
                self.matches.row_now(place)

    def go_match(self, number: int) -> bool:
        """Go to the claim at that place of the filtered list; False when there is none."""
        if self.matches is None or not 0 <= number < len(self.matches):
            return False
        self._go_match(number)
        return True

    def _go_match(self, number: int) -> None:
        assert self.matches is not None
        row = self.matches.row_now(number)
        self.matches.index = number
        place = self.place_of(row.mark.claim.id) if row.article == self.article.id else None
        if place is None:
            self.open(row.article, row.mark.claim.id)
        else:
            self.go(place)

    def step(self, by: int) -> bool:
        """To the next or previous claim of the article, or of the filtered list."""
        if self.matches is None:
            return super().step(by)
        number = self.matches.index + by
        while 0 <= number < len(self.matches) and not self._can_go(number):
            number += by
        moved = self.go_match(number)
        if not moved:
            self.say("The first match." if by < 0 else self._end_words())
        return moved

    def _can_go(self, number: int) -> bool:
        """False for the row of a claim that was dropped, or is part of another match by now.

        What was made of a claim takes its row.
        """
        assert self.matches is not None
        claim = self.matches.row_now(number).mark.claim.id
        if self.reading.gone(claim) is None:  # asked now: the row may be of before a change just made
            return True
        heads = [self.finding.row_of(head) for head in self.reading.heads(claim)]
        if not heads or self.matches.place_of(heads[0]) is not None:
            return False
        self.matches.put(number, heads[0])
        self.matches_changed((number,))
        return True

    def matched(self) -> str:
        """The current claim, when it is a match; to be given to `follow_match` after a change."""
        return self.claim if self.at_match else ""

    def follow_match(self, before: str) -> None:
        """After a change of claims: what the match at hand was made to takes its row."""
        if self.matches is None:
            return
        if before and before != self.claim and self.reading.is_made_of_same(before, self.claim):
            self.matches.put(self.matches.index, self.finding.row_of(self.claim))
        self.matches.read_again()

    def _end_words(self) -> str:
        assert self.matches is not None
        return "The last match." if self.matches.complete else "Still looking for more matches."

    def step_article(self, *, back: bool) -> bool:
        if self.matches is None:
            return super().step_article(back=back)
        place = self.matches.article_start(back=back)
        if place is None:
            self.say("The first article with matches." if back else "The last article with matches.")
            return False
        self._go_match(place)
        return True


def filter_words(claim_filter: ClaimFilter) -> str:
    """A filter in a few words: "contested, incomplete, confidence 1-2, “ferry”, of bo"."""
    parts = [label_name(claim_filter.label)] if claim_filter.label else []
    parts += ["flagged"] if claim_filter.flagged else []
    parts += ["incomplete"] if claim_filter.incomplete else []
    parts += ["suggested"] if claim_filter.suggested else []
    parts += ["in disagreement"] if claim_filter.disagreement else []
    if claim_filter.confidence is not None:
        low, high = claim_filter.confidence
        parts.append(f"confidence {low}" if low == high else f"confidence {low}-{high}")
    parts += [f"“{word}”" for word in claim_filter.words]
    parts += [f"of {claim_filter.reviewer}"] if claim_filter.reviewer else []
    return ", ".join(parts)

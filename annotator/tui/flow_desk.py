"""Going on quickly: the next claim of a sort, repeating an act, labels that move on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.claim_filter import Sort
from annotator.domain.review import ClaimMark
from annotator.domain.search import Hit
from annotator.services.reading import Reading
from annotator.settings.config import Config
from annotator.tui.filtered_desk import FilteredDesk

_SORT_WORDS: dict[Sort, str] = {
    "flagged": "flagged claim",
    "incomplete": "claim whose label is incomplete",
    "disagreement": "claim on which reviewers disagree",
}


@dataclass(frozen=True, slots=True)
class Repeatable:
    """The last act that can be done again on another claim."""

    words: str
    act: Callable[[], None]
    """Does it on the claim that is current then."""
    claim: str
    """Where it was done last; "" once that was taken back."""
    label: str = ""
    """The label that it gives, if it is one."""


class FlowDesk(FilteredDesk):
    """A desk that finds the next claim to look at, and does the last act again."""

    def __init__(self, reading: Reading, config: Config) -> None:
        super().__init__(reading, config)
        self.advance = config.advance_after_label
        """Whether a label moves on to the next open claim, or to the next match of the filter."""
        self.last: Repeatable | None = None
        self.repeating = False

    # --- the next claim of a sort ------------------------------------------------------------------

    def next_of(self, sort: Sort) -> bool:
        """To the next claim of the sort, in other articles too and around the end."""
        found = self._next_of(sort)
        if found is None and self._is_shown(sort):
            found = self.article.id, self.claim
        if found is None:
            self.say(f"There is no {_SORT_WORDS[sort]}.")
        elif found[1] == self.claim:
            self.say(f"This is the only {_SORT_WORDS[sort]}.")
        elif found[0] == self.article.id and (place := self.place_of(found[1])) is not None:
            return self.go(place)
        else:
            self.open(*found)
            return True
        return False

    def _next_of(self, sort: Sort) -> tuple[str, str] | None:
        """What the file says, passing over what is no longer so as the screen shows it already.

        What only the screen knows yet (a flag that is being saved) is found once it is saved.
        """
        here, first = (self.article.id, self.claim), None
        while (found := self.finding.next_claim(sort, *here)) is not None and found != first:
            if not (self.unsaved(found[1]) and not self._is_still(sort, found[1])):
                return found
            first, here = first or found, found
        return None

    def _is_shown(self, sort: Sort) -> bool:
        """Whether the current claim is of the sort, though that is not saved yet."""
        return self.unsaved(self.claim) and sort != "disagreement" and self._is_still(sort, self.claim)

    def _is_still(self, sort: Sort, claim: str) -> bool:
        """Whether a claim with an act under way is of the sort by what the screen shows."""
        place = self.place_of(claim)
        if place is None or sort == "disagreement":
            return True
        mark = self.marks[place]
        return mark.flagged if sort == "flagged" else bool(mark.label) and not mark.complete

    # --- what was searched for ---------------------------------------------------------------------

    def go_to_hit(self, hit: Hit) -> bool:
        """To what a search has found: its claim, or what stands in the place of one that stands no more."""
        claim, at = hit.claim, hit.context.at
        if hit.article != self.article.id or (claim and self.place_of(claim) is None):
            self.open(hit.article, claim)
        number = self.place_of(claim) if claim else claim_at(self.marks, at[0] if at else 0)
        if number is not None:
            self.go(number)
        return True

    # --- repeating ---------------------------------------------------------------------------------

    def did(self, words: str, act: Callable[[], None], label: str = "") -> None:
        """Note an act on the current claim as the one that `repeat` does again."""
        self.last = Repeatable(words, act, self.claim, label)

    def took_back(self) -> None:
        """After an undo what was done last may be done again where it was done."""
        if self.last is not None:
            self.last = replace(self.last, claim="")

    def repeat(self) -> bool:
        """Do the last repeatable act on the current claim; False when there is nothing to be done."""
        last = self.last
        if last is None:
            self.say("Nothing to repeat yet: label, flag, fold, carry over or reuse a citation first.")
        elif last.claim == self.claim:
            self.say(f"That was done here: {last.words}. Go to another claim, and repeat it there.")
        elif self.mark is not None:
            self.message, self.repeating = None, True
            last.act()
            self.repeating = False
            if self.message is None:
                self.say(f"Repeated: {last.words}.")
            return True
        return False

    def move_on(self) -> bool:
        """From a claim that was labelled just now to the next match of the filter, or the next open claim."""
        if self.matches is not None:
            return self.step(1)
        return self.next_open(back=False)

    def toggle_advance(self) -> None:
        self.advance = not self.advance
        self.say(
            "A label moves on to the next open claim." if self.advance else "A label stays on its claim."
        )


def claim_at(marks: Sequence[ClaimMark], offset: int) -> int | None:
    """The number of the shortest claim that has the offset, else of the last that begins before it."""
    having = [
        (sum(end - start for start, end in mark.claim.ranges), number)
        for number, mark in enumerate(marks)
        if any(start <= offset < end for start, end in mark.claim.ranges)
    ]
    if having:
        return min(having)[1]
    before = [(mark.claim.ranges[0][0], number) for number, mark in enumerate(marks)]
    return max((pair for pair in before if pair[0] <= offset), default=(0, 0))[1] if marks else None

"""Changing claims from the desk: each change is one act of the writer's, shown once it is on disk.

A changed claim is another revision, whose id only the writer knows. So nothing is shown before its
report, and the screen keeps the next key back until then (see `pending`).
"""

from collections.abc import Callable, Sequence

from annotator.domain.edges import UNITS, Edge, Unit
from annotator.domain.errors import AnnotatorError, NothingChanged, StaleClaim
from annotator.domain.review import ClaimMark
from annotator.domain.text import Range
from annotator.services.acting import Done
from annotator.services.reviewing import Reviewing
from annotator.tui.acting_desk import Typed
from annotator.tui.desk import Desk

Change = Callable[[Reviewing, str], Done]
"""Does something to the claim of an id."""


class Edits:
    """What one reviewer does to the claims on a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._started = False
        self.unit: Unit = "word"
        """What edges move by."""
        self.linking: tuple[str, str] | None = None
        """A claim that waits for the one that says the same: its id and wording."""

    @property
    def pending(self) -> bool:
        """Whether a change is on its way to the disk, and keys behind it have to wait."""
        self._started = self._started and self._desk.saving
        return self._started

    def next_unit(self) -> None:
        self.unit = UNITS[(UNITS.index(self.unit) + 1) % len(UNITS)]
        self._desk.say(f"Edges move by the {self.unit} now.")

    def move_edge(self, edge: Edge, by: int) -> None:
        self._change(lambda reviewing, claim: reviewing.move_edge(claim, edge, self.unit, by))

    def put_edge(self, edge: Edge, at: int) -> None:
        self._change(lambda reviewing, claim: reviewing.put_edge(claim, edge, at))

    def split(self, at: int) -> None:
        self._change(lambda reviewing, claim: reviewing.split(claim, at))

    def merge(self, other: int | None = None) -> None:
        """Merge the current claim with the one of that number, or with the next."""
        desk = self._desk
        number = desk.position + 1 if other is None else other
        if desk.mark is None:
            return
        if not 0 <= number < len(desk.marks) or number == desk.position:
            desk.say("There is no other claim to merge this one with: it is the last.")
            return
        target = desk.marks[number].claim.id
        self._change(lambda reviewing, claim: reviewing.merge(claim, target))

    def add(self, ranges: Sequence[Range]) -> None:
        article = self._desk.article.id
        self._act(lambda reviewing: reviewing.add(article, ranges), "")

    def drop(self) -> None:
        self._change(lambda reviewing, claim: reviewing.drop(claim))

    def restore(self, claim: str) -> None:
        self._act(lambda reviewing: reviewing.restore(claim), claim)

    def reword(self, mark: ClaimMark, typed: Typed) -> None:
        """Word a claim as the form says; its fields are those of `Rewording`."""
        claim, values = mark.claim.id, typed.values
        self._act(
            lambda reviewing: reviewing.reword(
                claim,
                values["text"],
                reason=values["reason"],
                speaker=values["speaker"],
                date=values["date"],
                same_meaning=values["same"] == "yes",
            ),
            claim,
            typed,
        )

    def go_back(self, claim: str, to: str) -> None:
        """Make of a claim once more what another of its revisions was."""
        self._act(lambda reviewing: reviewing.go_back(claim, to), claim)

    def link(self) -> None:
        """Mark the current claim; on another one, say that the two are the same, or no longer."""
        desk, waiting = self._desk, self.linking
        if desk.mark is None:
            return
        claim, key = desk.claim, desk.key("claim.link")
        if waiting is None:
            self.linking = (claim, desk.mark.claim.text)
            desk.say(f"Go to the claim that says the same; {key} links the two.")
            return
        self.linking = None
        heads = desk.reading.heads(waiting[0])
        first = waiting[0] if waiting[0] in heads else next(iter(heads), "")
        if not first:
            desk.say(
                f"The claim that was to be linked does not stand any more; {key} begins a new link here."
            )
        elif first == claim:
            desk.say("No link is being made any more.")
        elif any(linked.claim.id == first for linked in desk.state.linked):
            self._act(lambda reviewing: reviewing.unlink(claim, first), claim, follow=False)
        else:
            self._act(lambda reviewing: reviewing.link(claim, first), claim, follow=False)

    def _change(self, change: Change) -> None:
        claim = self._desk.claim
        if claim:
            self._act(lambda reviewing: change(reviewing, claim), claim)

    def _act(
        self,
        job: Callable[[Reviewing], Done],
        claim: str,
        typed: Typed | None = None,
        *,
        follow: bool = True,
    ) -> None:
        self._started = True
        self._desk.act(job, claim, typed, follow=follow, failed=self._failed)

    def _failed(self, claim: str, error: AnnotatorError, typed: Typed | None) -> bool:
        """A change of a claim that is another by now becomes a choice: what stands is shown, and told of.

        One that leaves the claim as it was is no failure, and leaves no draft.
        """
        desk = self._desk
        if isinstance(error, NothingChanged):
            desk.say("Nothing changed.")
            desk.changed(claim)
            return True
        if not isinstance(error, StaleClaim):
            return False
        heads = error.heads
        desk.open(desk.article.id, heads[0] if heads else claim)
        words = f"Not saved: {error.what if heads else error}"
        if typed is not None and heads:
            name, _, _ = typed.key.partition(":")
            desk.drafts[f"{name}:{heads[0]}"] = typed.values
            words += f" What you typed is kept: {typed.again} goes on with it on what stands now."
        elif heads:
            words += " This is what stands now: press the key again to change that."
        desk.say(words, "bad")
        desk.changed(None)
        return True

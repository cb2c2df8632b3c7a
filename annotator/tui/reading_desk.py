"""What lies on the reviewer's desk: an article and one of its claims, and going to others."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotator.domain.citation import Citation
from annotator.domain.review import ArticleReview, ClaimMark, ClaimState
from annotator.domain.text import Range
from annotator.services.reading import Reading
from annotator.settings.config import Config
from annotator.tui.command_table import commands
from annotator.tui.commands import first_keys
from annotator.tui.drafting import Values
from annotator.tui.keymap import remapped

Tone = Literal["plain", "good", "bad"]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the status line; it stays until the next key."""

    text: str
    tone: Tone = "plain"


class ReadingDesk:
    """Where one reviewer is in one file; `article` is set by the first `open`.

    Raises InputError when the configuration's keys do not fit the file's scheme.
    """

    article: ArticleReview

    def __init__(self, reading: Reading, config: Config) -> None:
        self.reading = reading
        self.config = config
        self.member = reading.member
        self.scheme = reading.scheme()
        self.table = remapped(commands(self.scheme), config)
        self._keys = first_keys(self.table)
        self.message: Message | None = None
        self.marks: list[ClaimMark] = []
        self.position = 0
        self.state = ClaimState("")
        self.labelled = 0
        """How many of the marks that are not folded have a label."""
        self.to_label = 0
        """How many of the marks are not folded."""
        self._places: Mapping[str, int] = {}
        self._seen: dict[str, str] = {}
        """The claim set of each article that was opened, as it was then."""
        self._unsaved: Counter[str] = Counter()
        self.outdated = False
        """Whether the current claim stands no more, by another's doing; it is shown until one goes on."""
        self.gone_words = "stands no more"
        """What is said of a claim that is outdated."""
        self.searched = ""
        """What was searched for when a hit was taken last."""
        self.drafts: dict[str, Values] = {}
        """What was typed into forms and not saved, by form and claim (see `Desk`)."""

    @property
    def mark(self) -> ClaimMark | None:
        """The current claim, None in an article without any."""
        return self.marks[self.position] if self.marks else None

    @property
    def claim(self) -> str:
        return self.mark.claim.id if self.mark else ""

    @property
    def correcting(self) -> bool:
        """Whether claims are corrected here and not labelled, as in a segmentation round."""
        return False

    @property
    def skipped_because(self) -> str:
        """Why the current claim was skipped, in a round; "" when it was not."""
        return ""

    @property
    def saving(self) -> bool:
        return bool(self._unsaved)

    def unsaved(self, claim: str) -> bool:
        return claim in self._unsaved

    def place_of(self, claim: str) -> int | None:
        """The number of a claim in the article, None when it is another's."""
        return self._places.get(claim)

    def key(self, command: str) -> str:
        """The key of a command, by its id, as it is written for people."""
        return self._keys[command]

    def date(self, edtf: str) -> str:
        """A date as the reviewer wants to see it."""
        return self.config.date_format.show(edtf)

    def say(self, text: str, tone: Tone = "plain") -> None:
        self.message = Message(text, tone)

    def open(self, article: str, claim: str = "") -> None:
        """Take up an article at a claim, or at its first claim without a label.

        When it was split anew, or the claim changed since, that is said, and the claim is the one in the old
        one's place.
        Raises NotFound for an article that is not in the file.
        """
        self._lay(self.reading.article(article), claim)

    def relist(self, claim: str) -> None:
        """Take up the article again, at a claim, after an act that gave it other claims: these are read."""
        marked = replace(self.article, marks=tuple(self.marks))
        self._lay(self.reading.article_again(marked), claim)

    def _lay(self, review: ArticleReview, claim: str) -> None:
        article = review.id
        self.outdated = False
        self.article = review
        self.marks = list(self.article.marks)
        self.labelled = sum(mark.is_done for mark in self.marks)
        self.to_label = sum(not mark.folded_into for mark in self.marks)
        self._places = {mark.claim.id: number for number, mark in enumerate(self.marks)}
        first_open = next((n for n, mark in enumerate(self.marks) if mark.is_open), 0)
        moved = self.reading.counterpart(article, claim) if claim not in self._places else ""
        self.position = self._places.get(moved or claim, first_open)
        self.state = self.reading.state(self.claim) if self.marks else ClaimState("")
        before = self._seen.get(article, self.article.claim_set)
        self._seen[article] = self.article.claim_set
        if before != self.article.claim_set or (moved and self.reading.gone(claim) is None):
            self._say_split()
        elif moved:
            self._say_gone(claim, "this is what stands in its place")

    def _say_gone(self, claim: str, then: str) -> None:
        gone = self.reading.gone(claim)
        if gone is None:
            self.say(f"This article was split anew; {then}.")
            return
        did = {"dropped": "dropped", "retracted": "took back"}.get(gone.why, "changed")
        self.say(f"{gone.member or 'Somebody'} {did} this claim; {then}.")

    def _say_split(self) -> None:
        waiting = sum(bool(mark.earlier) for mark in self.marks)
        if waiting:
            self.say(
                f"This article was split anew; {self.key('carry')} carries your label over ({waiting} wait)."
            )
        else:
            self.say("This article was split anew; its claims are others now.")

    def alike(self, number: int) -> int | None:
        """The number of the claim that this one is folded into, or else is like; None without one."""
        mark = self.marks[number]
        if mark.folded_into:
            return self.place_of(mark.folded_into)
        return self.place_of(mark.like)

    def differing(self) -> tuple[list[Range], list[Range]]:
        """The words of the current claim that the one it is like lacks, and the other way round."""
        number = self.alike(self.position)
        if number is None:
            return [], []
        one, other = self.marks[self.position].claim.text, self.marks[number].claim.text
        return self.reading.differing(one, other)

    def go(self, position: int) -> bool:
        """Go to the claim of that number; False when there is none."""
        if not 0 <= position < len(self.marks):
            return False
        if self.outdated and position != self.position:
            self.open(self.article.id, self.marks[position].claim.id)
            return True
        self.position = position
        self.state = self.reading.state(self.claim)
        return True

    def step(self, by: int) -> bool:
        """To the next or previous claim of the article; first to what stands in an outdated one's place."""
        if self.outdated:
            self.open(self.article.id, self.claim)
            return True
        moved = self.go(self.position + by)
        if not moved and self.marks:
            end = "first" if by < 0 else "last"
            further = f"{self.key('open.next')}: next open, {self.key('article.next')}: next article."
            self.say(f"The {end} claim of this article. {further}")
        return moved

    def step_article(self, *, back: bool) -> bool:
        found = self.reading.neighbour(self.article.id, back=back)
        if found is None:
            self.say(f"This is the {'first' if back else 'last'} article.")
            return False
        self.open(found)
        return True

    def next_open(self, *, back: bool) -> bool:
        """To the next claim without a label, in other articles too; False when there is no other."""
        found = self._find_open(back=back)
        if found is None:
            self.say("Every claim has a label.", "good")
        elif found[1] == self.claim:
            self.say("This is the only claim without a label.")
        elif found[0] == self.article.id and found[1] in self._places:
            return self.go(self._places[found[1]])
        else:
            self.open(*found)
            return True
        return False

    def _find_open(self, *, back: bool) -> tuple[str, str] | None:
        """What the file says is open, passing over what the writer is about to label."""
        here = (self.article.id, self.claim)
        seen: set[tuple[str, str]] = set()
        while (found := self.reading.next_open(*here, back=back)) is not None and found not in seen:
            if not self.unsaved(found[1]):
                return found
            seen.add(found)
            here = found
        return None

    def place_words(self) -> str:
        """Which claim of how many is the current one."""
        gone = f", which {self.gone_words}" if self.outdated else ""
        return f"Claim {self.position + 1} of {len(self.marks)}{gone}"

    def take_news(self, claims: Sequence[str] | None) -> list[int] | None:
        """Read again what others have changed, of these claims or of all; what is under way is left alone.

        Gives the numbers of the claims that differ now; None when the article has other claims than before.
        """
        listed = self.reading.listed(self.article.id)
        if listed != list(self._places):
            if self.claim in listed:
                self.open(self.article.id, self.claim)
                return None
            self.outdated = True
            self._say_gone(self.claim, "moving on shows what stands in its place")
        everything = range(len(self.marks))
        places = everything if claims is None else (self.place_of(claim) for claim in claims)
        return [place for place in places if place is not None and self._read_again(place)]

    def _read_again(self, place: int) -> bool:
        before = self.marks[place]
        claim = before.claim.id
        if self.unsaved(claim) or self.unsaved(""):
            return False
        self.put_mark(place, self.reading.mark(claim))
        state = self.state
        if place == self.position:
            self.state = self.reading.state(claim)
        return self.marks[place] != before or self.state != state

    def put_mark(self, position: int, mark: ClaimMark) -> None:
        """Show a claim otherwise, and count it so."""
        before = self.marks[position]
        self.labelled += mark.is_done - before.is_done
        self.to_label += bool(before.folded_into) - bool(mark.folded_into)
        self.marks[position] = mark

    def my_citations(self) -> list[Citation]:
        return [citation for citation in self.state.citations if citation.member == self.member]

    def refuting(self) -> list[Citation]:
        """My citations that still refute the claim."""
        return [c for c in self.my_citations() if c.stance == "refutes" and not c.closed]

"""Changing claims, and searching, line by line: the same acts as on the screen."""

from collections.abc import Callable

from annotator.domain.errors import InputError
from annotator.plain.asking import NOTHING, Asking
from annotator.plain.looking import Looking
from annotator.plain.telling import claim_paragraphs
from annotator.services.searching import Searching
from annotator.tui.acting_desk import Typed
from annotator.tui.edits import Edits
from annotator.tui.words import what_it_is

FOUND = 20
"""Hits in one list: another word narrows them down."""
_SAME = (("yes", "yes"), ("no", "no"))


class Changing(Looking):
    """The part of a session that changes claims themselves, and reads out what stands then."""

    edits: Edits
    asking: Asking

    def act(self, do: Callable[[], None]) -> None:
        """Do an act and say that it is saved."""
        raise NotImplementedError

    def do_edge_start_back(self) -> None:
        self._change(lambda: self.edits.move_edge("start", -1))

    def do_edge_start_on(self) -> None:
        self._change(lambda: self.edits.move_edge("start", 1))

    def do_edge_end_on(self) -> None:
        self._change(lambda: self.edits.move_edge("end", 1))

    def do_edge_end_back(self) -> None:
        self._change(lambda: self.edits.move_edge("end", -1))

    def do_edge_unit(self) -> None:
        self.edits.next_unit()
        self._say_message()

    def do_claim_merge(self) -> None:
        self._change(self.edits.merge)

    def do_claim_drop(self) -> None:
        self._change(self.edits.drop)

    def do_claim_restore(self) -> None:
        """Bring back the one that was dropped, or the one that is chosen."""
        dropped = self.desk.reading.dropped(self.desk.article.id)
        if not dropped:
            raise InputError("No claim of this article was dropped.")
        number = 0
        if len(dropped) > 1:
            for place, one in enumerate(dropped, 1):
                self._console.say(f"{place}: {one.claim.text} Dropped by {one.member}.")
            number = self.asking.number(len(dropped), "claim")
        self._change(lambda: self.edits.restore(dropped[number].claim.id))

    def do_claim_reword(self, words: str) -> None:
        """Ask for the wording unless it stands behind the command, for the reason, and who said it when."""
        mark = self.desk.mark
        if mark is None:
            raise InputError("This article has no claims.")
        claim = mark.claim
        values = {
            "text": words or self._kept("Wording", claim.text),
            "reason": self._kept("Why, in a word (pronoun, name, date, clearer)", ""),
            "speaker": self._kept("Who says it", claim.speaker or ""),
            "date": self._kept("Date that it is about", claim.date or ""),
            "same": "yes",
        }
        if self.desk.state.label is not None:
            same = self.asking.choice("Does it mean the same, so that your label stays", _SAME, "yes")
            values["same"] = "no" if same == "no" else "yes"
        typed = Typed(f"reword:{claim.id}", values, self.desk.key("claim.reword"))
        try:
            self._change(lambda: self.edits.reword(mark, typed))
        finally:
            self.desk.drafts.pop(typed.key, None)  # the questions begin anew

    def do_search(self, words: str) -> None:
        """List what has all the words; the number that is answered is gone to."""
        typed = words or self.asking.line("Words to search for:")
        found = Searching(self.desk.reading.store).search(typed, limit=FOUND)
        if not found.hits:
            raise InputError(f"Nothing in this file has all of: {typed}")
        for number, hit in enumerate(found.hits, 1):
            title = hit.title or "Untitled article"
            self._console.say(f"{number}: {what_it_is(hit)}, in {title}: {hit.context.text}")
        if found.more:
            self._console.say("There is more; another word narrows it down.")
        hit = found.hits[self.asking.number(len(found.hits), "hit")]
        self.desk.go_to_hit(hit)
        self._show_article()

    def _kept(self, prompt: str, before: str) -> str:
        """An answer; an empty one keeps what stands in brackets, a hyphen takes it away."""
        answer = self.asking.line(f"{prompt}{f' [{before}]' if before else ''}:")
        return "" if answer == NOTHING else answer or before

    def _change(self, change: Callable[[], None]) -> None:
        self.act(change)
        self._say_all(claim_paragraphs(self.desk))

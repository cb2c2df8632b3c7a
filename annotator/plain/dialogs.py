"""Acts that ask for more than a line: citations, reasons, remarks.

What was begun and not saved is kept as a draft, which the same command takes up again.
"""

from collections.abc import Callable, Sequence
from datetime import date

from annotator.domain.citation import Citation
from annotator.domain.errors import InputError
from annotator.domain.vocabulary import STANCES
from annotator.plain.asking import Asking, Left
from annotator.plain.console import Console
from annotator.plain.telling import citation_row
from annotator.tui.acting_desk import Typed
from annotator.tui.desk import Desk
from annotator.tui.drafting import Values, begun, empty_values, read_draft, values_of
from annotator.tui.words import STANCE_WORDS

LISTED = 20
"""Earlier citations in one list; words find the others."""


class Dialogs:
    """The part of a session that asks."""

    desk: Desk
    asking: Asking
    _console: Console
    _today: Callable[[], date]

    def act(self, do: Callable[[], None]) -> None:
        """Do an act and say that it is saved."""
        raise NotImplementedError

    def do_rationale(self, words: str) -> None:
        label = self.desk.state.label
        if not self.desk.has_label("a rationale") or label is None:
            raise InputError(self.desk.message.text if self.desk.message else "")
        claim = self.desk.claim
        key = f"rationale:{claim}"
        text = words or self._text("Rationale", key, "rationale", label.label.rationale)
        if not (text.strip() or label.label.rationale):
            raise InputError("Nothing was written, and nothing is saved.")
        self.act(lambda: self.desk.set_rationale(claim, self._typed(key, {"text": text}, "rationale")))

    def do_comment(self, words: str) -> None:
        claim = self._claim()
        key = f"comment:{claim}"
        text = words or self._text("Comment", key, "comment")
        if not text.strip():
            raise InputError("Nothing was written, and nothing is saved.")
        self.act(lambda: self.desk.comment(claim, self._typed(key, {"text": text}, "comment")))

    def do_citation_add(self, url: str) -> None:
        claim = self._claim()
        fresh = {**empty_values(self._today()), "url": url}
        self._cite(claim, f"cite:{claim}", "citation.add", fresh, "")

    def do_citation_open(self) -> None:
        claim = self._claim()
        add, reuse = self.desk.key("citation.add"), self.desk.key("citation.reuse")
        nothing = f"No citation of yours is on this claim: {add} adds one, {reuse} reuses one."
        citation = self._one_of(self.desk.my_citations(), nothing)
        self._cite(claim, f"change:{citation.id}", "citation.open", values_of(citation), citation.id)

    def do_citation_close(self) -> None:
        claim = self._claim()
        citation = self._one_of(self.desk.refuting(), "No open citation of yours refutes this claim.")
        key = f"close:{citation.id}"
        reason = self._text("Why it no longer stands against the claim", key, "citation.close")
        typed = self._typed(key, {"text": reason}, "citation.close")
        self.act(lambda: self.desk.close_citation(claim, citation.id, typed))

    def do_citation_again(self) -> None:
        self._claim()
        self.act(self.desk.cite_last_again)

    def do_citation_reuse(self, words: str) -> None:
        claim = self._claim()
        found = self.desk.reading.citations_to_reuse(words)
        nothing = "Nothing of yours holds these words." if words else "You have not cited anything yet."
        if len(found) > LISTED:
            self._console.say(f"The newest {LISTED} of {len(found)}; words behind the command find others.")
        citation = self._chosen(found[:LISTED], nothing)
        options = [(stance, STANCE_WORDS[stance]) for stance in STANCES]
        picked = self.asking.choice("What does it do to this claim", options)
        stance = next((stance for stance in STANCES if stance == picked), None)
        if stance is None:
            raise InputError("No stance was chosen, and nothing is saved.")
        self.act(lambda: self.desk.reuse(claim, citation.id, stance))

    def _claim(self) -> str:
        if not self.desk.claim:
            raise InputError("This article has no claims.")
        return self.desk.claim

    def _text(self, prompt: str, key: str, again: str, before: str = "") -> str:
        """A text asked for; what was begun under the key is the default."""
        lines: list[str] = []
        try:
            return self.asking.text(prompt, self.desk.drafts.get(key, {}).get("text", before), lines)
        except (Left, EOFError, KeyboardInterrupt):
            if any(lines):
                self._keep(key, {"text": "\n".join(lines)}, again)
            raise

    def _keep(self, key: str, values: Values, again: str) -> None:
        self.desk.drafts[key] = values
        self.desk.say(f"What you typed is kept: {self.desk.key(again)} opens it again.")

    def _typed(self, key: str, values: Values, again: str) -> Typed:
        """What was answered, with the key of the command that takes it up again."""
        return Typed(key, values, self.desk.key(again))

    def _cite(self, claim: str, key: str, again: str, fresh: dict[str, str], replaces: str) -> None:
        values = {**self.desk.drafts.pop(key, fresh)}
        if fresh["url"] and not replaces:
            values["url"] = fresh["url"]
        try:
            self.asking.citation(values)
        except (Left, EOFError, KeyboardInterrupt, InputError):
            if begun(values, fresh) or fresh["url"]:
                self._keep(key, values, again)
            raise
        draft = read_draft(values).draft
        if draft is None:
            raise InputError("The citation is not complete, and nothing is saved.")
        typed = self._typed(key, values, again)
        self.act(lambda: self.desk.cite(claim, draft, typed, replaces=replaces))

    def _one_of(self, citations: Sequence[Citation], nothing: str) -> Citation:
        """The one there is, or the one that is chosen."""
        return citations[0] if len(citations) == 1 else self._chosen(citations, nothing)

    def _chosen(self, citations: Sequence[Citation], nothing: str) -> Citation:
        if not citations:
            raise InputError(nothing)
        for number, citation in enumerate(citations, 1):
            self._console.say(citation_row(number, citation))
        return citations[self.asking.number(len(citations), "citation")]

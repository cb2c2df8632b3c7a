"""Team rounds line by line: which one this is, skipping, the guideline, and where else there is work."""

from collections.abc import Callable, Iterator

from annotator.domain.errors import InputError
from annotator.plain.asking import Asking
from annotator.plain.console import Console
from annotator.services.acting import words_of
from annotator.services.my_round import guideline_of, my_rounds, waiting_words
from annotator.tui.desk import Desk
from annotator.tui.guideline_text import NONE, NONE_IN_ROUND, guideline_title
from annotator.tui.skip_reasons import REASONS


class Rounding:
    """The part of a session that is about rounds. `rest` is what stands behind a command."""

    desk: Desk
    asking: Asking
    _console: Console

    def act(self, do: Callable[[], None]) -> None:
        """Do an act and say that it is saved."""
        raise NotImplementedError

    def round_paragraphs(self) -> Iterator[str]:
        """Which round this is and how far I am; outside of rounds, what waits for me in some."""
        work = self.desk.round
        if work is None:
            waiting = waiting_words(self.desk.reading.store, self.desk.member)
            if waiting:
                yield f"{waiting}: annotator review --round NAME goes there."
            return
        hides = ", blind" if work.round.hides else ""
        did = "labelled" if work.frozen else "done with"
        counts = f"{work.labelled} of {words_of(work.total, 'claim')} {did}"
        counts += f", {work.count('skipped')} skipped" if work.frozen else ""
        pace = f"; {work.pace.hourly} an hour, {work.pace.median} seconds each" if work.pace else ""
        yield f"The round {work.round.name}, {work.round.kind.replace('_', ' ')}{hides}: {counts}{pace}."
        if not work.count("open"):
            yield self.desk.finished_words()

    def do_skip(self, rest: str) -> None:
        if self.desk.round is None:
            raise InputError("Claims are skipped in a round only: annotator review --round NAME.")
        if not self.desk.may_skip():
            raise InputError(self.desk.message.text if self.desk.message else "This article has no claims.")
        if not rest:
            for number, words in REASONS.items():
                self._console.say(f"{number}: {words}")
            rest = self.asking.line("The number of a reason, or your own words; a full stop leaves:")
        reason = REASONS.get(rest, rest)
        if not reason:
            raise InputError("A claim is skipped with a reason; nothing is saved.")
        self.act(lambda: self.desk.skip(reason))

    def do_article_done(self) -> None:
        if not self.desk.correcting:
            self.desk.finish_article()
            raise InputError(self.desk.message.text if self.desk.message else "")
        self.act(self.desk.finish_article)

    def do_guideline(self) -> None:
        found = self.desk.round.round if self.desk.round else None
        guideline = guideline_of(self.desk.reading.store, found)
        if guideline is None:
            raise InputError(NONE_IN_ROUND.format(found.name) if found else NONE)
        title = guideline_title(guideline, found.name if found else "")
        self._console.pages([title, *(line for line in guideline.text.split("\n") if line.strip())])

    def do_rounds(self) -> None:
        found = my_rounds(self.desk.reading.store, self.desk.member)
        if not found:
            raise InputError("No round of this file has work for you.")
        here = self.desk.round.round.id if self.desk.round else ""
        for mine in found:
            place = ", which is this one" if mine.round.id == here else ""
            did = "done with" if mine.round.kind == "segmentation" else "labelled"
            labelled = f"{mine.done + mine.incomplete} of {words_of(mine.total, 'claim')} {did}"
            sort = f"{mine.round.kind.replace('_', ' ')}, {mine.round.state}"
            counts = f"{labelled}, {mine.open} open, {mine.skipped} skipped"
            self._console.say(f"{mine.round.name}{place}: {sort}, {counts}.")
        self._console.say("annotator review --round NAME works in one of them.")

"""Plain mode's conversation: a line is a command, and what it did is said once it is on disk."""

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches

from annotator.domain.errors import AnnotatorError, InputError
from annotator.plain.asking import Asking, Left
from annotator.plain.changing import Changing
from annotator.plain.console import Console
from annotator.plain.dialogs import Dialogs
from annotator.plain.help import PLAIN_COMMANDS, help_paragraphs
from annotator.plain.rounding import Rounding
from annotator.plain.telling import claim_paragraphs, ended
from annotator.services.opening import Workplace
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.settings.config import Config
from annotator.store import Sight, open_to_read
from annotator.tui.commands import REVIEW, Command, by_key
from annotator.tui.desk import Desk
from annotator.tui.drafting import drafts_words
from annotator.tui.edits import Edits
from annotator.tui.position import begin, position_words
from annotator.tui.suggestion_words import suggestion_words
from annotator.tui.writer import Job, Outcome, Report

TAKE_WORDS = frozenset(
    ["rationale", "comment", "citation_add", "citation_reuse", "claim_reword", "search", "skip"]
)
"""Actions that words may stand behind; behind others they are refused, for who types "see" labels nothing."""


class Session(Dialogs, Changing, Rounding):
    """One reviewer's conversation on one file: a command is done, and committed, before the next is read."""

    def __init__(
        self,
        place: Workplace,
        console: Console,
        config: Config | None = None,
        today: Callable[[], date] = date.today,
        *,
        round_id: str = "",
    ) -> None:
        self._reviewing = Reviewing(place.store, place.member, place.device, round_id=round_id)
        self._reviewing.take_up()
        self._store = open_to_read(place.store.path, sight=Sight(place.member, round_id))
        self._console = console
        self._today = today
        self._saved = 0
        self._warned = False
        self.desk = Desk(Reading(self._store, place.member), self._do_now, config)
        console.heard = lambda: self.desk.touch(working=True)
        self.edits = Edits(self.desk)
        self.asking = Asking(console)
        self._table = [command for command in self.desk.table if REVIEW in command.where]
        self._keys = by_key(self._table, REVIEW)
        self._ended = False

    def run(self, article: str | None) -> int:
        """Converse until the reviewer leaves or there is nothing more to read; the exit code.

        Raises AnnotatorError where a script's line could not be done, or the file cannot be read.
        """
        with self._store.explaining():
            if not begin(self.desk, article):
                raise InputError(
                    "There are no articles in this file.", do="Take some in with annotator ingest."
                )
            self._console.say(f"Plain mode, for {self.desk.member}. A question mark lists the commands.")
            self._say_all(self.round_paragraphs())
            self._show_article()
        try:
            while not self._ended:
                self._next_line()
        except EOFError:
            self._console.end_line()
        except KeyboardInterrupt:
            self._console.end_line()
            self._tell_what_is_lost()
            raise
        finally:
            self.desk.message = None
            self.desk.leave_place()
        self._say_message()
        lost = self._tell_what_is_lost()
        return 1 if lost else 0

    def close(self) -> None:
        """Close what was read through; the place stays open."""
        self._store.close()

    def _tell_what_is_lost(self) -> bool:
        """Say what was begun and not saved; whether there is any."""
        unsaved = drafts_words(self.desk.drafts)
        self._console.say(f"Not saved: {unsaved}. All else is saved." if unsaved else "Everything is saved.")
        return bool(unsaved)

    def _next_line(self) -> None:
        line = self._console.ask("Command:")
        number = self._console.lines
        self.desk.message = None
        try:
            with self._store.explaining():
                self._obey(line)
        except Left:
            self._console.say("Left.")
            self._say_message()
        except AnnotatorError as error:
            if not self._console.interactive:
                raise InputError(
                    f"Line {number}, {line!r}: {error}",
                    safe="Nothing after it was done; what was said to be saved is saved.",
                ) from None
            self._console.say(str(error))

    def _obey(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        rest = rest.strip()
        if word not in ("q", "quit"):
            self._warned = False
        key = self._keys.get(word)
        if not word:
            self.do_claim_next()
        elif word in PLAIN_COMMANDS and (key is None or self._can(key) is None):
            getattr(self, f"do_{PLAIN_COMMANDS[word].action}")(rest)
        else:
            self._run(*self._command(line, word, rest))

    def _can(self, command: Command) -> Callable[..., None] | None:
        """What does a command here; None for one that needs the screen."""
        do: Callable[..., None] | None = getattr(self, f"do_{command.action}", None)
        return do

    def _command(self, line: str, word: str, rest: str) -> tuple[Command, str]:
        """The command that a line means, by its key, its name or its id, and the words behind it."""
        if word in self._keys:
            return self._keys[word], rest
        lower = line.casefold()
        for command in sorted(self._table, key=lambda command: -len(command.name)):
            for name in (command.name, command.id):
                if lower == name or lower.startswith(f"{name} "):
                    return command, line[len(name) :].strip()
        known = [*PLAIN_COMMANDS, *self._keys, *(command.name for command in self._table)]
        near = get_close_matches(line, known, 1) or get_close_matches(word, known, 1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise InputError(f"{line} is no command.", do=f"{hint}A question mark lists them.")

    def _run(self, command: Command, rest: str) -> None:
        if self.desk.refused(command.id):
            raise InputError(self.desk.message.text if self.desk.message else "")
        do = self._can(command)
        if do is None:
            raise InputError(f"{command.keys[0]}, {command.name}, is for the full screen only.")
        if command.action in TAKE_WORDS:
            do(rest)
        elif rest:
            raise InputError(f"{command.name} takes no words behind it.", safe="Nothing was done.")
        elif command.argument is None:
            do()
        else:
            do(command.argument)

    # --- acts ----------------------------------------------------------------------------------

    def _do_now(self, job: Job, report: Report) -> None:
        """What the screen's writer does in a thread: here the next line waits for it."""
        try:
            outcome = Outcome(done=job(self._reviewing))
            self._saved += 1
        except AnnotatorError as error:
            outcome = Outcome(error=error)
        report(outcome)

    def act(self, do: Callable[[], object]) -> None:
        """Do an act and say that it is saved. Raises InputError in the desk's words when nothing was."""
        before, article = self._saved, self.desk.article.id
        do()
        message = self.desk.message
        words = message.text if message else ""
        if self._saved == before:
            raise InputError(words or "This article has no claims to act on.")
        self.desk.message = None
        if self.desk.article.id == article:
            self._console.say(f"Saved: {words} {position_words(self.desk)}")
        else:
            self._console.say(f"Saved: {words}")
            self._show_article()
        self.desk.leave_place()
        self._say_message()

    def do_label(self, label: str) -> None:
        self.act(lambda: self.desk.label(label))

    def do_confidence(self, number: int) -> None:
        self.act(lambda: self.desk.set_confidence(number))

    def do_flag(self) -> None:
        self.act(self.desk.flag)

    def do_repeat(self) -> None:
        self.act(self.desk.repeat)

    def do_claim_fold(self) -> None:
        self.act(self.desk.fold)

    def do_carry(self) -> None:
        """One's own label from before, or a suggestion: the one there is, or the one that is chosen."""
        able = self.desk.takeable
        if len(able) < 2:
            self.act(self.desk.carry_over)
            return
        for number, one in enumerate(able, 1):
            self._console.say(ended(f"{number}: {suggestion_words(one.suggestion)}"))
        chosen = able[self.asking.number(len(able), "suggestion")].suggestion.id
        self.act(lambda: self.desk.take_suggestion(chosen))

    def do_undo(self) -> None:
        self.act(self.desk.undo)

    def do_redo(self) -> None:
        self.act(self.desk.redo)

    # --- going about ---------------------------------------------------------------------------

    def _turn(self, moved: bool) -> None:
        if not moved:
            raise InputError(self.desk.message.text if self.desk.message else "There is none.")
        if self.desk.article.id != self._shown:
            self._show_article()
        else:
            self._say_message()
            self._say_all(claim_paragraphs(self.desk))

    def do_claim_next(self) -> None:
        self._turn(self.desk.step(1))

    def do_claim_previous(self) -> None:
        self._turn(self.desk.step(-1))

    def do_article_next(self) -> None:
        self._turn(self.desk.step_article(back=False))

    def do_article_previous(self) -> None:
        self._turn(self.desk.step_article(back=True))

    def do_open_next(self) -> None:
        self._turn(self.desk.next_open(back=False))

    def do_open_previous(self) -> None:
        self._turn(self.desk.next_open(back=True))

    def do_flagged_next(self) -> None:
        self._turn(self.desk.next_of("flagged"))

    def do_incomplete_next(self) -> None:
        self._turn(self.desk.next_of("incomplete"))

    def do_disagreement_next(self) -> None:
        self._turn(self.desk.next_of("disagreement"))

    def do_go(self, rest: str) -> None:
        """To the claim of a number."""
        if not rest.isdecimal():
            raise InputError("g needs the number of a claim, as in g 12.")
        if not self.desk.go(int(rest) - 1):
            raise InputError(f"This article has no claim {rest}: it has {len(self.desk.marks)}.")
        self._turn(True)

    def do_article(self, rest: str) -> None:
        """To the article of a number in the list of articles."""
        rows = self.desk.reading.library()
        if not (rest.isdecimal() and 1 <= int(rest) <= len(rows)):
            raise InputError(f"article needs a number from 1 to {len(rows)}; articles lists them.")
        self.desk.open(rows[int(rest) - 1].id)
        self._show_article()

    # --- help, and leaving ---------------------------------------------------------------------

    def do_help(self) -> None:
        out = self.desk.left_out
        able = [command for command in self._table if self._can(command) and command.id not in out]
        self._console.pages(help_paragraphs(able))

    def do_quit(self, rest: str) -> None:
        """Leave; once more is needed when something that was begun would be lost."""
        if self.desk.drafts and not self._warned:
            self._warned = True
            raise InputError(f"Not saved: {drafts_words(self.desk.drafts)}.", do="q again drops it.")
        self.desk.drafts.clear()
        self._ended = True

"""The app: one file, one reviewer; it owns the desk, the writer and which screen is shown.

Start it by `annotator.tui.start.run`, which sets what must be set before Textual is imported.
"""

import asyncio
import os
import signal
import sys
from asyncio import get_running_loop
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date

from textual.app import ScreenStackError
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.widget import AwaitMount

from annotator.domain.errors import AnnotatorError, FileRefused
from annotator.services.opening import Workplace
from annotator.services.watching import News
from annotator.settings.config import Config
from annotator.tui.collecting import IdleCollector
from annotator.tui.palette_commands import ScreenCommands
from annotator.tui.screens.commanded import Commanded
from annotator.tui.screens.help import HelpScreen
from annotator.tui.screens.library import LibraryScreen
from annotator.tui.screens.review import ReviewScreen
from annotator.tui.screens.review_dialogs import load_forms
from annotator.tui.switching import Switching
from annotator.tui.themes import theme_for
from annotator.tui.writer import Job, Report

FRAME_OUT = 0.002
"""Seconds that Textual's output thread has to write a frame."""


class AnnotatorApp(Switching, inherit_bindings=False):
    """Opens on the work: where the reviewer left off, else at the first claim without a label.

    Textual's own keys are left out: its Ctrl+Q would end the program over a form that was begun.
    """

    TITLE = "annotator"
    CSS_PATH = [
        "styles/base.tcss",
        "styles/library.tcss",
        "styles/review.tcss",
        "styles/forms.tcss",
        "styles/adjudicate.tcss",
        "styles/dashboard.tcss",
        "styles/merge.tcss",
    ]
    COMMANDS = {ScreenCommands}
    ALLOW_SELECT = False

    class Reported(Message):
        """The writer has reported; posted from its thread."""

    def __init__(
        self,
        place: Workplace,
        *,
        article: str | None = None,
        round_id: str = "",
        config: Config | None = None,
        today: Callable[[], date] = date.today,
        collector: IdleCollector | None = None,
        opens: Callable[["AnnotatorApp"], Screen[None]] | None = None,
    ) -> None:
        """The place stays open for the writer's thread until the app has ended. `round_id` is that of the
        round to work in, "" the whole file; `opens` makes another first screen than the review.

        Raises FileRefused when the file cannot be read, NotFound when it has no such article,
        InputError when the configuration's keys do not fit the file's scheme.
        """
        self.config = config or Config()
        theme = theme_for(self.config.theme, os.environ)
        os.environ.pop("NO_COLOR", None)  # Textual would make greys of all colours
        super().__init__()
        self._begin_looks(theme)
        self.animation_level = "none"
        self.today = today
        self.place = place
        self._reports: deque[Callable[[], None]] = deque()
        self._arrived = asyncio.Event()
        self._screens_loop: asyncio.AbstractEventLoop | None = None
        self._held: deque[tuple[Job, Report]] = deque()
        self._collector = collector or IdleCollector()
        self._tuned = collector is not None
        self._leaving = self._ended = False
        self._opens = opens
        self._take_up(round_id, article)
        self._begin_screens()

    def first_screen(self) -> Screen[None]:
        if self._opens is not None:
            return self._opens(self)
        if not self._opens_article:
            return LibraryScreen(self.desk, "")
        return ReviewScreen(self.desk, width=self.size.width)

    def on_mount(self) -> None:
        self._screens_loop = get_running_loop()
        self._writer.start()
        if sys.platform != "win32":
            for number in (signal.SIGHUP, signal.SIGTERM):
                get_running_loop().add_signal_handler(number, self._end_by_signal)
        if self._tuned:
            self.call_after_refresh(self._collector.begin, load_forms)
        if self._ended:
            self._end_by_signal()

    async def on_event(self, event: Event) -> None:
        if self._ended and isinstance(event, Key | Paste):
            return  # nothing would store what it does
        if isinstance(event, Key) and not event.is_forwarded:
            self._touch()
            if isinstance(self.screen, Commanded) and await self.screen.take_key(event):
                return
        elif isinstance(event, Paste) and not event.is_forwarded:
            self._touch()
            if isinstance(self.screen, Commanded) and await self.screen.take_paste(event.text):
                return
        await super().on_event(event)

    def _touch(self) -> None:
        """Somebody is here, and working unless in a list of what else there is."""
        self._collector.touch()
        self.desk.touch(working=not isinstance(self.screen, LibraryScreen))

    # --- screens: the library lies upon the review, so that going back is at once ----------------

    def review(self, article: str) -> None:
        """Review an article: at the claim where one was in it just now, else at its first open one."""
        self.desk.open(article, self.desk.claim)
        self.desk.leave_place()
        self.pop_screen()
        if isinstance(self.screen, ReviewScreen):
            self.screen.opened()

    def show_library(self) -> AwaitMount:
        self.desk.leave_place()
        return self.push_screen(LibraryScreen(self.desk, self.desk.article.id))

    def show_help(self) -> AwaitMount:
        here = self.screen.where if isinstance(self.screen, Commanded) else ""
        return self.push_screen(HelpScreen(self.desk, here))

    # --- the writer ------------------------------------------------------------------------------

    def _hold(self, job: Job, report: Report) -> None:
        """Queue a job once the key's own frame is out: threads share one interpreter."""
        self._held.append((job, report))
        self.call_after_refresh(lambda: get_running_loop().call_later(FRAME_OUT, self._hand_over))

    def _hand_over(self) -> None:
        while self._held:
            self._writer.submit(*self._held.popleft())

    def _deliver(self, report: Callable[[], None]) -> None:
        """Called in the writer's thread."""
        self._reports.append(report)
        self.post_message(self.Reported())
        if self._screens_loop is not None and not self._screens_loop.is_closed():
            self._screens_loop.call_soon_threadsafe(self._arrived.set)

    async def settled(self) -> None:
        """Wait until what is queued is on disk and shown; called while a key is being dealt with, when the
        messages of reports have to wait themselves."""
        while self.desk.saving and self._writer.open:
            self._hand_over()
            self._arrived.clear()
            self._take_reports()
            if self.desk.saving and self._writer.open:
                await self._arrived.wait()

    def _heard(self, news: News) -> None:
        """Others have written: show it, wherever it is to be seen."""
        if self._opens_article:
            self.desk.heard(self.desk.take_news(news.claims))
        for screen in self.screen_stack:
            if isinstance(screen, Commanded):
                screen.news(news.claims)

    def on_annotator_app_reported(self) -> None:
        self._take_reports()
        self._say()
        if self._leaving and not self.desk.saving:
            self._leave()

    def _take_reports(self) -> None:
        while self._reports:
            with self.telling():
                self._reports.popleft()()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """A file that cannot be read any more is told of, and does not end the program."""
        try:
            with self._store.explaining():
                yield
        except FileRefused as error:
            self.desk.say(str(error), "bad")
            self._say()

    def _say(self) -> None:
        """Show what the desk has to say; there is no screen any more for a report that comes at the end."""
        with suppress(ScreenStackError):
            if isinstance(self.screen, Commanded):
                self.screen.message_changed()

    # --- leaving ---------------------------------------------------------------------------------

    async def action_quit(self) -> None:
        """End once everything is saved; when something could not be saved, stay and say so."""
        self._leaving = True
        if not self.desk.saving:
            self._leave()

    def _leave(self) -> None:
        self._leaving = False
        message = self.desk.message
        if message is not None and message.tone == "bad":
            return
        self.exit()

    def take_signal(self, number: int, frame: object) -> None:
        """Called between any two instructions, maybe before there is a loop: only has it seen to."""
        self._ended = True
        if self._screens_loop is not None and not self._screens_loop.is_closed():
            self._screens_loop.call_soon_threadsafe(self._end_by_signal)

    def _end_by_signal(self) -> None:
        """The terminal is gone, or somebody ends the program: save what is queued, then go."""
        self._ended = True
        self.finish()
        self._arrived.set()
        self.exit()

    def finish(self) -> AnnotatorError | None:
        """Do what is queued and close the file; gives what could not be saved and was not told."""
        if self._writer.open and self._opens_article:
            self.desk.leave_place()
        self._hand_over()
        self.desk.close()
        self._writer.close()
        self._take_reports()
        message = self.desk.message
        return AnnotatorError(message.text) if message and message.tone == "bad" else None

    def on_unmount(self) -> None:
        self.finish()
        self._store.close()
        self._collector.end()

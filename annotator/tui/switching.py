"""What the app works in, the whole file or a round, and going from one to the other without ending it."""

from collections import deque
from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from annotator.services.my_round import waiting_words
from annotator.services.opening import Workplace
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.services.watching import News
from annotator.settings.config import Config
from annotator.store import Sight, open_to_read
from annotator.tui.desk import Desk
from annotator.tui.looking import Looking
from annotator.tui.palette import Palette
from annotator.tui.position import begin
from annotator.tui.writer import Job, Report, Writer


class Switching(Looking, inherit_bindings=False):
    """The part of the app that holds the reading connection, the writer and the desk."""

    DEFAULT_MODE = "work 1"
    _modes_begun = 0
    config: Config
    place: Workplace
    _opens: Callable[[Any], Screen[None]] | None
    """What makes another first screen than the review, if anything does."""
    _held: deque[tuple[Job, Report]]

    def _take_up(self, round_id: str, article: str | None = None) -> None:
        """Open the file as one sees it in a round, or all of it for ""."""
        place = self.place
        reviewing = Reviewing(place.store, place.member, place.device, round_id=round_id)
        reviewing.take_up()
        self._store = open_to_read(place.store.path, sight=Sight(place.member, round_id))
        self._writer = Writer(reviewing, self._deliver, self._heard)
        self.desk = Desk(Reading(self._store, place.member), self._hold, self.config)
        self.desk.look_by(self._deliver)
        self.table = self.desk.table
        self._palette: tuple[str, Palette] | None = None
        self._opens_article = self._opens is None and begin(self.desk, article)
        if self._opens is not None:
            return
        if self.desk.round is not None:
            if not self.desk.round.count("open"):
                self.desk.say(self.desk.finished_words(), "good")
        elif self.desk.message is None and (waiting := waiting_words(self._store, place.member)):
            self.desk.say(f"{waiting}: {self.desk.key('rounds')} goes there.")

    async def work_in(self, round_id: str) -> None:
        """Go to another round, or with "" to the whole file: what was begun in forms goes along.

        Stays, and says so, when something could not be saved.
        """
        before = self.desk
        before.message = None
        before.leave_place()
        await self.settled()
        if before.message is not None and before.message.tone == "bad":
            self._say()
            return
        before.close()
        self._writer.close()
        self._take_reports()
        self._store.close()
        self._take_up(round_id)
        self.desk.drafts, self.desk.advance = before.drafts, before.advance
        self._writer.start()
        from annotator.tui.screens.citation import CitationForm

        if self.is_screen_installed(CitationForm.NAME):  # it reads through the desk of before
            self.uninstall_screen(CitationForm.NAME)
        left = self.current_mode
        self._begin_screens()
        await self.switch_mode(self._mode)
        await self.remove_mode(left)

    def _begin_screens(self) -> None:
        """A stack of screens of its own for what is worked in now: Textual calls that a mode."""
        self._modes_begun += 1
        self.add_mode(self._mode, self.first_screen)

    @property
    def _mode(self) -> str:
        return f"work {self._modes_begun}"

    # --- what the app does, and this needs ----------------------------------------------------------

    async def settled(self) -> None:
        """Wait until what is queued is on disk and shown."""
        raise NotImplementedError

    def _deliver(self, report: Callable[[], None]) -> None:
        raise NotImplementedError

    def _heard(self, news: News) -> None:
        raise NotImplementedError

    def _hold(self, job: Job, report: Report) -> None:
        raise NotImplementedError

    def _take_reports(self) -> None:
        raise NotImplementedError

    def _say(self) -> None:
        raise NotImplementedError

    def first_screen(self) -> Screen[None]:
        raise NotImplementedError

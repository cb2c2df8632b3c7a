"""Screens whose keys come from the command table.

The app gives every key to its screen first, in the order of typing (see `take_key`). A key that
went the usual way, through the queue of the focused field, could be overtaken by the ones typed
behind it, and land in the wrong field.
"""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date
from inspect import isawaitable
from types import MappingProxyType
from typing import Protocol, TypeVar, cast

from textual.events import Click, Key
from textual.geometry import Offset, Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import AwaitMount

from annotator.services.opening import Workplace
from annotator.settings.config import Config
from annotator.tui.bars import key_at
from annotator.tui.commands import Command, by_key, shown_key
from annotator.tui.desk import Desk
from annotator.tui.drafting import drafts_words
from annotator.tui.palette import Palette
from annotator.tui.widgets.bar import Bar

CATCH_UP = 0.5
"""Seconds to wait at most for a field that is being taken down."""
FOREIGN_QUITS = ("ctrl+q", "ctrl+c")
"""Keys that end other programs; here they do not, since they would drop a form that was begun."""
Result = TypeVar("Result")


class CommandedApp(Protocol):
    """What these screens need of their app."""

    table: tuple[Command, ...]
    config: Config
    desk: Desk
    place: Workplace

    @property
    def palette(self) -> Palette: ...
    def today(self) -> date: ...
    def review(self, article: str) -> None: ...
    def show_library(self) -> AwaitMount: ...
    async def work_in(self, round_id: str) -> None: ...
    def show_help(self) -> AwaitMount: ...
    def show_next_theme(self) -> None: ...
    async def settled(self) -> None: ...
    def telling(self) -> AbstractContextManager[None]: ...


class Commanded(Screen[Result]):
    """Runs the command of a key: the method `action_<action>`, with the command's argument."""

    class CaughtUp(Message):
        """Travels behind what a field has still to deal with, up to the screen."""

    WHERE = ""
    """The kind of screen, as the command table names it."""
    BESIDES = ""
    """What commands it has that others of its kind have not, as the command table names it."""
    _caught_up = asyncio.Event()
    _known_keys: Mapping[str, dict[str, Command]] = MappingProxyType({})
    _warned = False
    AUTO_FOCUS = ""
    ESCAPE_TO_MINIMIZE = False

    def _screen_resized(self, size: Size) -> None:
        """Lay out for the terminal as it is. The size that a message brings may be an older one: after each
        layout Textual sends the screen its size, which takes the place of a newer one in its queue."""
        super()._screen_resized(self.app.size)

    @property
    def host(self) -> CommandedApp:
        """The app, as these screens know it."""
        return cast(CommandedApp, self.app)

    @property
    def table(self) -> tuple[Command, ...]:
        return self.host.table

    @property
    def where(self) -> str:
        """The commands at hand: those of the kind of screen, or of a mode that it is in."""
        return self.WHERE

    def key(self, command: str) -> str:
        """The key of a command, by its id, as it is written for people."""
        return self.host.desk.key(command)

    def how_to_leave(self) -> str:
        """For those who press the key that ends other programs."""
        back, end = self.key("back"), self.key("quit")
        return f"{back} goes back; in the library {'it' if end == back else end} ends the program."

    def commands(self) -> list[Command]:
        """The commands at hand, for the palette and the help."""
        return [command for command in self.table if command.where & {self.where, self.BESIDES}]

    async def take_key(self, event: Key) -> bool:
        """Do what a key stands for; False when it is for the field that has the focus.

        Called by the app, before anything else sees the key.
        """
        self.key_pressed()
        command = self._keys_in(self.where).get(pressed(event))
        if command is not None:
            await self.catch_up()
            await self.run_command(command)
        elif event.key in FOREIGN_QUITS:
            self.quit_asked()
        self.key_done()
        return command is not None

    def _keys_in(self, where: str) -> dict[str, Command]:
        """The commands of a kind of screen by their keys; made once."""
        if where not in self._known_keys:
            self._known_keys = {**self._known_keys, where: by_key(self.table, where)}
        return self._known_keys[where]

    async def take_paste(self, text: str) -> bool:
        """Do something of its own with a pasted text; False when it is for the field that has the focus.

        Called by the app, as `take_key` is; overridden by screens that read what is pasted.
        """
        return False

    async def catch_up(self) -> None:
        """Wait until the focused field has dealt with what was typed before, and what came of it."""
        for _ in range(2):
            if self.focused is None:
                return
            caught_up = self._caught_up = asyncio.Event()
            if self.focused.post_message(self.CaughtUp()):
                with suppress(TimeoutError):
                    await asyncio.wait_for(caught_up.wait(), CATCH_UP)

    def on_commanded_caught_up(self, event: "Commanded.CaughtUp") -> None:
        event.stop()
        self._caught_up.set()

    def cursor_at(self) -> Offset | None:
        """Where the terminal's own cursor belongs, which screen readers and braille displays follow."""
        focused = self.focused
        if focused is None:
            return self.current_place()
        in_field: Offset | None = getattr(focused, "cursor_screen_offset", None)  # of a field for text
        return in_field or focused.region.offset

    def current_place(self) -> Offset | None:
        """Where the current row begins, without a field that has the focus; overridden."""
        return None

    async def on_click(self, event: Click) -> None:
        """A key in the line of keys does what it does when it is pressed; the status line has them all."""
        if event.widget is not None and event.widget.id == "status":
            self.action_palette()
        if not isinstance(event.widget, Bar) or event.widget.id != "keys":
            return
        shown = key_at(event.widget.pieces, event.x)
        command = next((c for c in self.commands() if shown and shown_key(c.keys[0]) == shown), None)
        if command is not None:
            self.key_pressed()
            await self.run_command(command)

    def message_changed(self) -> None:
        """There may be something new to say; overridden by screens that show messages."""

    def news(self, claims: Sequence[str] | None) -> None:
        """Others have acted on these claims, None: on many; overridden by screens that show what they did."""

    def key_pressed(self) -> None:
        """A key has come; overridden by screens that show messages."""

    def key_done(self) -> None:
        """What the key stood for is done; overridden by screens that show messages."""

    def quit_asked(self) -> None:
        """A key that ends other programs has come; overridden by screens that show messages."""

    def action_help(self) -> AwaitMount:
        return self.host.show_help()

    def action_theme(self) -> None:
        self.host.show_next_theme()
        self.message_changed()

    async def leave(self, command: str) -> None:
        """Back to what lies below, once all is saved; or to the end of the program where this is all there
        is, where once more is needed when something typed into a form would be lost.

        `command` is the one that leaves.
        """
        desk = self.host.desk
        await self.host.settled()
        if desk.message is not None and desk.message.tone == "bad":
            self.message_changed()
        elif len(self.app.screen_stack) > 1:
            self.dismiss()
        elif desk.drafts and not self._warned:
            self._warned = True
            desk.say(f"Not saved: {drafts_words(desk.drafts)}. {self.key(command)} again drops it.")
            self.message_changed()
        else:
            await self.app.action_quit()

    def action_palette(self) -> None:
        self.app.action_command_palette()

    async def run_command(self, command: Command) -> None:
        """Do what a key, or the palette, asks for."""
        action = getattr(self, f"action_{command.action}")
        with self.host.telling():
            answer = action() if command.argument is None else action(command.argument)
            if isawaitable(answer):
                await cast(Awaitable[object], answer)


def pressed(event: Key) -> str:
    """The key as the command table writes it: a printable character, else its name."""
    if event.is_printable and event.character and not event.character.isspace():
        return event.character
    return event.key

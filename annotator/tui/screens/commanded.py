"""Screens whose keys come from the command table."""

from collections.abc import Awaitable
from datetime import date
from inspect import isawaitable
from typing import Protocol, TypeVar, cast

from textual.events import Key
from textual.screen import Screen

from annotator.tui.commands import Command, by_key
from annotator.tui.palette import Palette

Result = TypeVar("Result")


class CommandedApp(Protocol):
    """What these screens need of their app."""

    table: tuple[Command, ...]

    @property
    def palette(self) -> Palette: ...
    def today(self) -> date: ...
    def review(self, article: str) -> None: ...
    def show_library(self) -> None: ...
    def show_help(self) -> None: ...


class Commanded(Screen[Result]):
    """Runs the command of a key: the method `action_<action>`, with the command's argument.

    Keys that a focused field takes for itself never arrive here. Any key first ends the message
    that stands in the status line, see `key_pressed`.
    """

    WHERE = ""
    """The kind of screen, as the command table names it."""
    AUTO_FOCUS = ""
    ESCAPE_TO_MINIMIZE = False

    @property
    def host(self) -> CommandedApp:
        """The app, as these screens know it."""
        return cast(CommandedApp, self.app)

    @property
    def table(self) -> tuple[Command, ...]:
        return self.host.table

    def commands(self) -> list[Command]:
        """The commands of this screen, for the palette and the help."""
        return [command for command in self.table if self.WHERE in command.where]

    async def on_key(self, event: Key) -> None:
        command = by_key(self.table, self.WHERE).get(pressed(event))
        self.key_pressed()
        if command is None:
            return
        event.stop()
        event.prevent_default()
        await self.run_command(command)

    def message_changed(self) -> None:
        """There may be something new to say; overridden by screens that show messages."""

    def key_pressed(self) -> None:
        """A key has come; overridden by screens that show messages."""

    def action_help(self) -> None:
        self.host.show_help()

    def action_palette(self) -> None:
        self.app.action_command_palette()

    async def run_command(self, command: Command) -> None:
        """Do what a key, or the palette, asks for."""
        action = getattr(self, f"action_{command.action}")
        answer = action() if command.argument is None else action(command.argument)
        if isawaitable(answer):
            await cast(Awaitable[object], answer)


def pressed(event: Key) -> str:
    """The key as the command table writes it: a printable character, else its name."""
    if event.is_printable and event.character and not event.character.isspace():
        return event.character
    return event.key

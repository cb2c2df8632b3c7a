"""What the command palette offers: the commands of the screen below it, and nothing of Textual's.

Textual's own highlighting and help line parse markup; a scheme's words may hold some, so each entry
is built as plain content.
"""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.style import Style

from annotator.tui.commands import Command
from annotator.tui.drawing import content_line
from annotator.tui.screens.commanded import Commanded


class ScreenCommands(Provider):
    """The commands of the command table that the screen has."""

    def _commands(self) -> list[Command]:
        screen = self.screen
        if not isinstance(screen, Commanded):
            return []
        return [command for command in screen.commands() if command.id != "palette"]

    async def discover(self) -> Hits:
        for command in self._commands():
            yield DiscoveryHit(_entry(command), partial(self._run, command), command.name)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._commands():
            score = max(matcher.match(command.name), matcher.match(command.help) * 0.5)
            if score > 0:
                yield Hit(score, _entry(command), partial(self._run, command), command.name)

    async def _run(self, command: Command) -> None:
        screen = self.screen
        if isinstance(screen, Commanded):
            await screen.run_command(command)


def _entry(command: Command) -> Content:
    keys = f"  {command.shown_keys}" if command.keys else ""
    name = content_line(command.name).stylize(Style(bold=True))
    return Content("").join([name, content_line(keys), Content("\n"), content_line(command.help)])

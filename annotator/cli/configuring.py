"""Commands about the user's own settings: config and keys."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from annotator.cli.setup import Setup, put, say, where_options

if TYPE_CHECKING:
    from annotator.settings.config import Config
    from annotator.tui.commands import Command

_TEMPLATE = """\
# The configuration of annotator. What stands behind a # is what holds without it:
# take the # away and change it. `annotator config` says what is in force.

# How it looks: {themes}.
# auto: mono where NO_COLOR is set or the terminal has no colours, else dark.
# theme = "auto"

# Whether a label goes on to the next claim.
# advance_after_label = false

# How days are shown, as strftime writes it: "%d.%m.%Y", "%-d %b %Y", "%A, %B %-d, %Y".
# What is typed, stored and exported stays 2026-02-20.
# date_format = "%Y-%m-%d"

# The scheme file that new databases take; a path from this folder, or a whole one.
# scheme = "labels.toml"

# Who you are, when neither --reviewer nor ANNOTATOR_REVIEWER says so.
# reviewer = "Your Name"

# Keys by the ids of commands: one key, or a list. A printable character stands for itself.
# Labels have their keys from the scheme.
[keys]
"""


@click.command()
@click.option("--init", "make", is_flag=True, help="Write a file with every option, to be changed.")
@where_options
def config(setup: Setup, make: bool) -> None:
    """Say where your configuration is and what is in force.

    ANNOTATOR_CONFIG names another file. Without a file, the defaults hold.
    """
    from annotator.settings.folders import config_file

    path = config_file()
    if make:
        from annotator.settings.folders import write_new

        write_new(path, template())
        say(f"Made {path}.")
        return
    found = setup.config
    table = setup.table(setup.scheme())
    put(f"{path}{'' if found.path else ' (not there; annotator config --init makes it)'}")
    for name, value in _options(found):
        put(f"  {name:20} {value}{'' if name in found.given else '  (default)'}")
    for command in table:
        if command.id in found.keys:
            put(f"  {command.id:20} {command.shown_keys}")


@click.command()
@click.option("--markdown", is_flag=True, help="The usual keys, as the tables of docs/keys.md.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one for each command.")
@where_options
def keys(setup: Setup, markdown: bool, as_json: bool) -> None:
    """Print the keys of the screens, your own in force, with the ids to change them by.

    From the very table that binds them. See annotator config.
    """
    from annotator.tui.command_table import commands, key_table_markdown
    from annotator.tui.commands import WHERE_WORDS, key_rows

    scheme = setup.scheme()
    if markdown:
        for line in key_table_markdown(scheme).splitlines():
            put(line)
        return
    usual, table = commands(scheme), setup.table(scheme)
    if as_json:
        import json  # here and below, since most read the keys as they are

        for command, before in zip(table, usual, strict=True):
            put(json.dumps(_command(command, before)))
        return
    for where, words in WHERE_WORDS.items():
        put(words)
        before_rows = {row.id: row.keys for row in key_rows(usual, where)}
        for row in key_rows(table, where):
            changed = before_rows[row.id] != row.keys
            put(f"  {row.keys:16} {row.id:20} {row.help}{_usually(before_rows[row.id]) if changed else ''}")


def _usually(keys: str) -> str:
    return f" (usually {keys})"


def _command(command: "Command", before: "Command") -> dict[str, object]:
    return {
        "id": command.id,
        "keys": command.keys,
        "default": before.keys,
        "where": sorted(command.where),
        "name": command.name,
        "help": command.help,
    }


def _options(found: "Config") -> Iterator[tuple[str, str]]:
    yield "theme", found.theme
    yield "advance_after_label", str(found.advance_after_label).lower()
    yield "date_format", f"{found.date_format.pattern}  ({found.date_format.show('2026-02-20')})"
    yield "scheme", str(found.scheme or "the built-in one")
    yield "reviewer", found.reviewer or "not named here"


def template() -> str:
    """A configuration that changes nothing, with every option and every command."""
    from annotator.domain.scheme_reading import default_scheme
    from annotator.settings.config import AUTO, THEMES
    from annotator.tui.command_table import commands
    from annotator.tui.commands import BY_SCHEME, WHERE_WORDS

    table = [command for command in commands(default_scheme()) if command.action not in BY_SCHEME]
    lines, told = [], set[str]()
    for where, words in WHERE_WORDS.items():
        here = [command for command in table if where in command.where and command.id not in told]
        told.update(command.id for command in here)
        lines += ["", f"# {words}", *(_line(command) for command in here)]
    return _TEMPLATE.format(themes=", ".join((AUTO, *THEMES))) + "\n".join(lines) + "\n"


def _line(command: "Command") -> str:
    keys = _toml(command.keys)
    return f'# "{command.id}" = {keys}  # {command.help}'


def _toml(keys: Sequence[str]) -> str:
    import json

    written = [json.dumps(key, ensure_ascii=False) for key in keys]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"

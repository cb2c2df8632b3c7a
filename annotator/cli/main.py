"""The `annotator` command. Only what is used is imported, so that it answers at once."""

import os
import sys
from typing import NoReturn

import click

from annotator import __version__
from annotator.cli.lazy import LazyGroup
from annotator.cli.setup import Setup, where_options
from annotator.domain.errors import AnnotatorError
from annotator.domain.text import clean_line
from annotator.tui import skeleton

COMMANDS: dict[str, tuple[str, str]] = {
    "review": ("review:review", "Open the review screen; PATHs are ingested first."),
    "serve": ("serve:serve", "Show the review screen in a browser on this machine."),
    "ingest": ("articles:ingest", "Take articles in: files, folders, or - for standard input."),
    "split": ("splitting:split", "Show the claims of files, and why, without storing anything."),
    "claims": ("listing:claims", "List claims with your labels."),
    "search": (
        "searching:search",
        "Find articles, claims, citations, rationales and comments by their words.",
    ),
    "label": ("acts:label", "Label a claim."),
    "cite": ("acts:cite", "Add a citation to a claim."),
    "fold": ("acts:fold", "Fold a claim into an earlier one that says the same, or --undo that."),
    "revise": ("editing:revise", "Change claims: wording, edges, split, merge, add, drop, link."),
    "history": ("editing:history", "List all that was done to a claim."),
    "resplit": ("resplit:resplit", "Split articles anew; no label moves, and what changes is said first."),
    "round": ("rounds:rounds", "Team rounds: make, follow, agree, adjudicate, release."),
    "report": ("reporting:report", "Write a page about a round, to read in a browser or print."),
    "members": ("members:members", "List who works in the file; --lead NAME makes one a lead."),
    "stats": ("listing:stats", "Count articles, claims, labels and citations."),
    "import": ("importing:import_", "Take in records of other datasets, as suggestions."),
    "export": ("exporting:export", "Write the labelled claims as a dataset, for others to load."),
    "pack": ("exchange:pack", "Write content and log to exchange with others, lossless."),
    "merge": ("exchange:merge", "Take in packs or other annotator files."),
    "init": ("keeping:init", "Make a file, with a scheme and a guideline if wanted."),
    "doctor": ("keeping:doctor", "Check the file; --rebuild makes its tables again."),
    "backup": ("keeping:backup", "Copy the file safely while others write."),
    "keys": ("configuring:keys", "Print the keys of the screens."),
    "config": ("configuring:config", "Say what is configured; --init makes a file to change."),
    "formats": ("format_listing:formats", "List the formats of datasets that can be written and read."),
}
"""Name -> (module of annotator.cli and function, help for the list of commands)."""


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator")
@where_options
@click.pass_context
def cli(ctx: click.Context, setup: Setup) -> None:
    """Split articles into claims, label each one with evidence, keep it all in one file.

    Start with: annotator review PATH...

    Exit codes: 0 fine, 1 the input is bad, 2 wrong usage.
    """
    ctx.obj = setup


def main() -> None:
    """Run a command; what went wrong is said in words."""
    if sys.stdout is None or sys.stderr is None or sys.stdin is None:  # closed by the shell: `>&-`
        sys.exit("annotator: standard input, output and error must be open (/dev/null will do).")
    try:
        sys.exit(cli(prog_name="annotator", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        _end(error.format_message(), error.exit_code)  # our own help, of many lines
    except click.ClickException as error:
        usage = error.ctx.get_usage() + "\n" if isinstance(error, click.UsageError) and error.ctx else ""
        _end(usage + f"Error: {clean_line(error.format_message())}", error.exit_code)
    except AnnotatorError as error:
        _end(f"annotator: {clean_line(str(error))}", 1)
    except BrokenPipeError:
        _drop_output()
        sys.exit(1)
    except OSError as error:
        _drop_output()
        _end(f"annotator: {clean_line(error.strerror or str(error))}.", 1)
    except (click.Abort, KeyboardInterrupt):
        _end("Stopped.", 130)


def _end(words: str, code: int) -> NoReturn:
    skeleton.take_down()
    click.echo(words, err=True)
    sys.exit(code)


def _drop_output() -> None:
    """What could not be written is not tried again when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

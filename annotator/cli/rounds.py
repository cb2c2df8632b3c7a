"""The commands of team rounds: `annotator round ...`. Each stands in a module named `round_...`."""

import click

from annotator.cli.lazy import LazyGroup
from annotator.cli.setup import Setup, where_options

ROUND_COMMANDS: dict[str, tuple[str, str]] = {
    "list": ("round_listing:list_rounds", "List the rounds of the file."),
    "reveal": ("round_listing:reveal", "Let the reviewers of a blind round see each other's acts."),
}


@click.group(name="round", cls=LazyGroup, lazy=ROUND_COMMANDS)
@where_options
@click.pass_context
def rounds(ctx: click.Context, setup: Setup) -> None:
    """Team rounds: a frozen list of claims, handed out with overlap, blind if wanted, then settled."""
    ctx.obj = setup

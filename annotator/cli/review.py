"""The command that opens the screen."""

import gc
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.articles import ingest_paths
from annotator.cli.intake import Order, splitting_options
from annotator.cli.named_round import round_to_review
from annotator.cli.setup import Setup, where_options
from annotator.domain.errors import InputError
from annotator.settings.config import AUTO, THEMES, Config

if TYPE_CHECKING:
    from annotator.services.opening import Workplace


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--plain", is_flag=True, help="Line by line: for screen readers, slow lines and scripts.")
@splitting_options
@click.option("--round", "round_name", metavar="NAME", help="Work in this round: your claims of it alone.")
@click.option("--theme", type=click.Choice((AUTO, *THEMES)), help="How it looks, this time.")
@where_options
def review(
    setup: Setup,
    paths: tuple[Path, ...],
    order: Order,
    round_name: str | None,
    theme: str | None,
    plain: bool,
) -> None:
    """Open the review screen where you left off; PATHS are ingested first.

    --splitter, --granularity, --jobs and --max-size are about PATHS. --plain is a conversation in lines
    instead, in a pipe too; a question mark lists its commands.
    """
    if not (paths or order.is_usual):
        raise click.UsageError("Options about splitting need PATHS that are to be split.")
    if round_name is not None and paths:
        raise click.UsageError("A round has its claims already: --round takes no PATHS.")
    from annotator.services.reading import Reading

    if plain:
        from annotator.plain.console import prepare_editing

        prepare_editing()
    elif not has_screen():
        raise InputError(
            "The review screen needs a terminal that can move its cursor.",
            do="Use annotator review --plain: it works line by line anywhere, in scripts too.",
        )
    config = setup.config if theme is None else replace(setup.config, theme=theme)
    setup.check_keys()
    splitter = order.load() if paths else None
    round_id = round_to_review(setup, round_name)
    with setup.workplace(create=not round_id, scheme=setup.scheme_of_new()) as place:
        setup.table(Reading(place.store, "").scheme())  # refused before anything is taken in
        first, refused = ingest_paths(place, paths, order, splitter) if splitter else (None, 0)
        code = (_converse if plain else _show)(place, first, round_id, config)
    if refused or code:
        sys.exit(1)


def _show(place: "Workplace", article: str | None, round_id: str, config: Config) -> int:
    """The screen, until the reviewer leaves it."""
    from annotator.tui.start import run

    gc.disable()  # the start makes no garbage to speak of, and the screen then chooses when to collect
    run(place, article=article, round_id=round_id, config=config)
    return 0


def _converse(place: "Workplace", article: str | None, round_id: str, config: Config) -> int:
    """Plain mode; the exit code."""
    from annotator.plain.start import run

    return run(place, article=article, round_id=round_id, config=config)


def has_screen() -> bool:
    """Whether the three standard streams are a terminal with more than lines, or another draws it."""
    if "TEXTUAL_DRIVER" in os.environ:  # such as in a browser, by annotator serve
        return True
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream.isatty() for stream in streams) and os.environ.get("TERM") not in ("dumb", "unknown")

"""The command that opens the screen."""

import gc
import sys
from dataclasses import replace
from pathlib import Path

import click

from annotator.cli.articles import ingest_paths
from annotator.cli.intake import Order, splitting_options
from annotator.cli.setup import Setup, where_options
from annotator.domain.errors import InputError
from annotator.services.reading import Reading
from annotator.settings.config import AUTO, THEMES


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@splitting_options
@click.option("--theme", type=click.Choice((AUTO, *THEMES)), help="How it looks, this time.")
@where_options
def review(setup: Setup, paths: tuple[Path, ...], order: Order, theme: str | None) -> None:
    """Open the review screen where you left off; PATHS are ingested first.

    --splitter, --granularity, --jobs and --max-size are about PATHS.
    """
    if not (paths or order.is_usual):
        raise click.UsageError("Options about splitting need PATHS that are to be split.")
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise InputError(
            "The review screen needs a terminal.",
            do="Use annotator claims, label and cite in scripts.",
        )
    from annotator.tui.start import run

    config = setup.config if theme is None else replace(setup.config, theme=theme)
    setup.check_keys()
    splitter = order.load() if paths else None
    with setup.workplace(create=True, scheme=setup.scheme_of_new()) as place:
        setup.table(Reading(place.store, "").scheme())  # refused before anything is taken in
        first, refused = ingest_paths(place, paths, order, splitter) if splitter else (None, 0)
        gc.disable()  # the start makes no garbage to speak of, and the screen then chooses when to collect
        run(place, article=first, config=config)
    if refused:
        sys.exit(1)

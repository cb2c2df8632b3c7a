"""The command that opens the screen."""

import sys
from pathlib import Path

import click

from annotator.cli.articles import ingest_paths
from annotator.cli.setup import Setup, where_options
from annotator.domain.errors import InputError


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@where_options
def review(setup: Setup, paths: tuple[Path, ...]) -> None:
    """Open the review screen where you left off; PATHS are ingested first."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise InputError(
            "The review screen needs a terminal.",
            do="Use annotator claims, label and cite in scripts.",
        )
    with setup.workplace(create=True) as place:
        first = ingest_paths(place, paths) if paths else None
        member, device, path = place.member, place.device, place.store.path
    from annotator.tui.start import run

    run(path, member, device, article=first)

"""Commands that exchange content and log with others, lossless: pack, merge."""

import sys
from pathlib import Path

import click

from annotator.cli.setup import WITHHELD, Setup, say, where_options
from annotator.services.acting import words_of


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file [standard output].")
@where_options
def pack(setup: Setup, output: Path | None) -> None:
    """Write everything that can be exchanged: content and log, lossless and checked."""
    from annotator.services.packing import pack_to, write_pack
    from annotator.services.withholding import Withholding

    if output == Path("-"):
        output = None
    if output is None and sys.stdout.isatty():
        raise click.UsageError("A pack is for a file or a pipe: name one with -o.")
    with setup.reader() as store:
        events = pack_to(store, output) if output else write_pack(store, sys.stdout.buffer)
        withheld = Withholding(store).withholds
    say(f"Packed {words_of(events, 'event')}" + (f" to {output}." if output else "."))
    if withheld:
        say(WITHHELD)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@where_options
def merge(setup: Setup, files: tuple[Path, ...]) -> None:
    """Take in FILES: packs or other annotator files, any order, any number of times."""
    from annotator.services.merging import merge as take_in
    from annotator.services.merging import refuse_missing

    refuse_missing(files)
    place = setup.workplace(create=True)
    taken = False
    try:
        report = take_in(place.store, files)
        taken = True
    finally:
        place.close()
        if place.made and not taken:
            place.store.remove()  # it would only be an empty file that nobody asked for
    say(report.words)

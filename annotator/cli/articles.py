"""Commands that read articles: ingest, split."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.progress import progress
from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.article import ReadArticle
from annotator.domain.claim import ClaimSet
from annotator.domain.errors import InputError

if TYPE_CHECKING:
    from annotator.services.ingesting import Source, Taken
    from annotator.services.opening import Workplace

_MAX_SIZE = click.option(
    "--max-size",
    type=click.IntRange(min=1),
    default=20_000_000,
    show_default=True,
    help="Bytes a file may have.",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@_MAX_SIZE
@where_options
def ingest(setup: Setup, paths: tuple[Path, ...], max_size: int) -> None:
    """Take articles in from PATHS: text, Markdown and HTML files, folders, or - for standard input.

    A file that cannot be read is named, the others are taken in; the exit code is 1 then.
    """
    with setup.workplace(create=True) as place:
        _, refused = _take_in(place, paths, max_size)
    if refused:
        sys.exit(1)


def ingest_paths(place: "Workplace", paths: tuple[Path, ...]) -> tuple[str | None, int]:
    """Take articles in before a review: the id of the first new one, and how many were refused.

    Raises InputError when nothing could be taken in.
    """
    from annotator.readers import MAX_SIZE

    taken, refused = _take_in(place, paths, MAX_SIZE)
    if not any(item.article for item in taken):
        raise InputError(
            "None of the files could be taken in.", do="Mend them, or run annotator review alone."
        )
    return next((item.article for item in taken if item.outcome == "new"), None), refused


def _take_in(place: "Workplace", paths: tuple[Path, ...], max_size: int) -> "tuple[list[Taken], int]":
    from annotator.services.acting import words_of
    from annotator.services.ingesting import default_splitting
    from annotator.services.ingesting import ingest as take

    found = list(_sources(paths, max_size, place.store.path))
    taken: list[Taken] = []
    with progress("Reading and splitting", len(found)) as advance:
        for item in take(place.store, found, default_splitting()):
            taken.append(item)
            advance()
            if item.error is not None:
                say(f"annotator: {item.error}")
    counted = Counter(item.outcome for item in taken)
    claims = sum(item.claims for item in taken if item.outcome == "new")
    say(
        f"{words_of(counted['new'], 'new article')} with {words_of(claims, 'claim')}, "
        f"{counted['known']} known already, "
        f"{counted['new capture']} known from elsewhere, {counted['refused']} refused."
    )
    return taken, counted["refused"]


def _sources(paths: tuple[Path, ...], max_size: int, own: Path) -> "Iterator[tuple[str, Source]]":
    from annotator.readers import find_files, read_file, read_stream
    from annotator.services.acting import words_of

    def refuse(what: str) -> ReadArticle:
        raise InputError(what)

    passed_over = 0
    for path in paths:
        if str(path) == "-":
            yield (
                "standard input",
                partial(read_stream, sys.stdin.buffer, name="standard input", max_size=max_size),
            )
            continue
        for found in find_files([path]):
            if found.state == "file" and found.path.samefile(own):
                yield str(found.path), partial(refuse, f"{found.path}: it is the file that is written to.")
            elif found.state == "file":
                yield str(found.path), partial(read_file, found.path, max_size=max_size)
            elif found.state == "error":
                yield str(found.path), partial(refuse, f"{found.path}: {found.reason}")
            else:
                passed_over += 1
    if passed_over:
        say(f"{words_of(passed_over, 'file')} of other kinds passed over.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@_MAX_SIZE
def split(file: Path, as_json: bool, max_size: int) -> None:
    """Show how FILE would be split into claims; nothing is stored."""
    from annotator.readers import read_file, read_stream
    from annotator.services.ingesting import default_splitting

    if str(file) == "-":
        read = read_stream(sys.stdin.buffer, name="standard input", max_size=max_size)
    else:
        read = read_file(file, max_size=max_size)
    claims = default_splitting()(read)
    if as_json:
        click.echo(json.dumps(_as_json(read, claims), indent=1))
        return
    for name, item in read.metadata.items():
        put(f"{name}: {item.value} ({item.origin})")
    for region in claims.regions:
        put(f"{region.kind} {region.start}-{region.end}")
    for number, claim in enumerate(claims.claims, 1):
        speaker = f" [{claim.speaker}]" if claim.speaker else ""
        date = f" ({claim.date})" if claim.date else ""
        put(f"{number:3} {claim.mode:9} {claim.text}{speaker}{date}")


def _as_json(read: ReadArticle, claims: ClaimSet) -> dict[str, object]:
    return {
        "article": {
            "id": read.id,
            "text": read.text,
            **{name: item.value for name, item in read.metadata.items()},
            "origins": {name: item.origin for name, item in read.metadata.items()},
            "regions": [
                {"kind": r.kind, "start": r.start, "end": r.end}
                | ({"duplicate_of": r.duplicate_of} if r.duplicate_of else {})
                for r in claims.regions
            ],
        },
        "splitter": {"name": claims.splitter, "version": claims.version},
        "claims": [
            {
                "id": c.id,
                "text": c.text,
                "ranges": c.ranges,
                "speaker": c.speaker,
                "mode": c.mode,
                "cue": c.cue,
                "date": c.date,
                "rule": c.rule,
                "partner": None if c.partner is None else claims.claims[c.partner].id,
                "occurrences": c.occurrences,
            }
            for c in claims.claims
        ],
    }

"""The command that shows how articles would be split: a list, JSON, or every reason."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.intake import Order, Warnings, splitting_options, working_words
from annotator.cli.progress import progress
from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.article import ReadArticle
from annotator.domain.claim import Claim, ClaimSet, edit_rows, flag_rows

if TYPE_CHECKING:
    from annotator.services.splitting import Refused, SplitArticle


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object; of several files, one a line.")
@click.option("--explain", is_flag=True, help="Sentence by sentence: where it is cut and why, who, when.")
@splitting_options
@where_options
def split(setup: Setup, paths: tuple[Path, ...], as_json: bool, explain: bool, order: Order) -> None:
    """Show how PATHS would be split into claims; nothing is stored.

    PATHS are files, folders, or - for standard input. A file that cannot be read is named, the others
    are shown; the exit code is 1 then.
    """
    from annotator.services.splitting import Refused

    if as_json and explain:
        raise click.UsageError("Choose --json or --explain.")
    several = len(paths) > 1 or paths[0].is_dir()
    warnings, refused = Warnings(), 0
    with _articles(paths, order) as articles:
        for article in articles:
            if isinstance(article, Refused):
                say(f"annotator: {article.error}")
                refused += 1
                continue
            if explain:
                from annotator.cli.explaining import put_explained

                put_explained(article)  # the warnings too
                continue
            warnings.say(article.read.name, article.warnings)
            (_put_json if as_json else _put_list)(article, several=several)
    warnings.close()
    if refused:
        sys.exit(1)


@contextmanager
def _articles(paths: tuple[Path, ...], order: Order) -> "Iterator[Iterator[SplitArticle | Refused]]":
    """Those of the paths, with a bar unless they are shown on the terminal that the bar would be on."""
    splitter = order.load()
    unread = order.unread(paths)
    if not unread:
        say("There is no article in it.")
    with order.articles(splitter, unread) as articles:
        if sys.stdout.isatty():
            yield articles
        else:
            with progress(working_words(splitter), articles, len(unread)) as watched:
                yield iter(watched)


def _put_list(article: "SplitArticle", *, several: bool) -> None:
    read, made = article.read, article.made
    if several:
        put(f"== {read.name}")
    for name, item in read.metadata.items():
        put(f"{name}: {item.value} ({item.origin})")
    put(f"splitter: {made.maker.words}")
    for region in made.regions:
        put(f"{region.kind} {region.start}-{region.end}")
    for number, claim in enumerate(made.claims, 1):
        speaker = f" [{claim.speaker}]" if claim.speaker else ""
        date = f" ({claim.date})" if claim.date else ""
        put(f"{number:3} {claim.mode:9} {claim.text}{speaker}{date} #{claim.rule}")


def _put_json(article: "SplitArticle", *, several: bool) -> None:
    if several:
        click.echo(json.dumps({"file": article.read.name} | _as_json(article.read, article.made)))
    else:
        click.echo(json.dumps(_as_json(article.read, article.made), indent=1))


def _as_json(read: ReadArticle, made: ClaimSet) -> dict[str, Any]:
    return {
        "article": {
            "id": read.id,
            "text": read.text,
            **{name: item.value for name, item in read.metadata.items()},
            "origins": {name: item.origin for name, item in read.metadata.items()},
            "regions": [
                {"kind": r.kind, "start": r.start, "end": r.end}
                | ({"duplicate_of": r.duplicate_of} if r.duplicate_of else {})
                for r in made.regions
            ],
        },
        "splitter": {
            "name": made.splitter,
            "version": made.version,
            "model": made.model,
            "options": dict(made.options),
        },
        "claims": [_claim(claim, made.claims) for claim in made.claims],
    }


def _claim(claim: Claim, claims: tuple[Claim, ...]) -> dict[str, Any]:
    def id_at(index: int | None) -> str | None:
        return None if index is None else claims[index].id

    return {
        "id": claim.id,
        "text": claim.text,
        "ranges": claim.ranges,
        "speaker": claim.speaker,
        "mode": claim.mode,
        "cue": claim.cue,
        "date": claim.date,
        "rule": claim.rule,
        "partner": id_at(claim.partner),
        "occurrences": claim.occurrences,
        "flags": flag_rows(claim.flags),
        "edits": edit_rows(claim.edits),
        "like": id_at(claim.like),
        "likeness": claim.likeness,
    }

"""Commands that take articles in: ingest, and review before its screen."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.intake import Order, Warnings, splitting_options, working_words
from annotator.cli.progress import progress
from annotator.cli.setup import Setup, say, where_options
from annotator.domain.errors import InputError

if TYPE_CHECKING:
    from annotator.services.ingesting import Taken
    from annotator.services.opening import Workplace
    from annotator.splitting import Splitter


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@splitting_options
@where_options
def ingest(setup: Setup, paths: tuple[Path, ...], order: Order) -> None:
    """Take articles in from PATHS: text, Markdown and HTML files, folders, or - for standard input.

    A file that cannot be read is named, the others are taken in; the exit code is 1 then. An article
    that is known already keeps its claims.
    """
    splitter = order.load()
    with setup.workplace(create=True, scheme=setup.scheme_of_new()) as place:
        tally = _take_in(place, paths, order, splitter)
    if tally.outcomes["refused"]:
        sys.exit(1)


def ingest_paths(
    place: "Workplace", paths: tuple[Path, ...], order: Order, splitter: "Splitter"
) -> tuple[str | None, int]:
    """Take articles in before a review: the id of the first new one, and how many were refused.

    Raises InputError when nothing could be taken in.
    """
    tally = _take_in(place, paths, order, splitter)
    refused = tally.outcomes["refused"]
    if tally.outcomes.total() == refused:
        raise InputError(
            "None of the files could be taken in.", do="Mend them, or run annotator review alone."
        )
    return tally.first, refused


class _Tally:
    """What became of the files; counts, however many there are."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.claims = 0
        self.kept = 0
        self.first: str | None = None
        """Id of the first new article."""

    def add(self, item: "Taken") -> None:
        self.outcomes[item.outcome] += 1
        self.kept += item.kept
        if item.outcome == "new":
            self.claims += item.claims
            self.first = self.first or item.article

    @property
    def words(self) -> str:
        from annotator.services.acting import words_of

        return (
            f"{words_of(self.outcomes['new'], 'new article')} with {words_of(self.claims, 'claim')}, "
            f"{self.outcomes['known']} known already, "
            f"{self.outcomes['new capture']} known from elsewhere, {self.outcomes['refused']} refused."
        )


def _take_in(place: "Workplace", paths: tuple[Path, ...], order: Order, splitter: "Splitter") -> _Tally:
    from annotator.services.ingesting import ingest as take

    unread = order.unread(paths, own=place.store.path)
    tally, warnings = _Tally(), Warnings()
    try:
        with (
            order.articles(splitter, unread, beside=place.store.path) as articles,
            progress(working_words(splitter), articles, len(unread)) as watched,
        ):
            for item in take(place.store, watched):
                tally.add(item)
                warnings.say(item.name, item.warnings)
                if item.error is not None:
                    say(f"annotator: {item.error}")
    finally:  # whoever stops it half-way wants to know too
        warnings.close()
        say(tally.words)
        if tally.kept:
            say(f"{tally.kept} keep claims that were made otherwise; annotator resplit makes new ones.")
    return tally

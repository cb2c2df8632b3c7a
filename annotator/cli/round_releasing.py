"""Releasing a round."""

from pathlib import Path
from typing import Any

import click

from annotator.cli.setup import Setup, say, where_options
from annotator.services.acting import words_of


@click.command()
@click.argument("name")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder to make.")
@click.option("--replace", is_flag=True, help="Put it in the place of an older release.")
@click.option("--include-incomplete", is_flag=True, help="Claims whose decision lacks evidence, too.")
@click.option("--include-left-open", is_flag=True, help="Claims without a decision, too.")
@click.option("--pseudonyms", is_flag=True, help="r1, r2 ... for names; without the decision log.")
@click.option("--without-texts", is_flag=True, help="Without the articles' texts, for their rights.")
@click.option("--licence", default="", metavar="WORDS", help="What the datasheet says of it.")
@click.option(
    "--format", "formats", multiple=True, metavar="FORMAT", help="In this format too; may be repeated."
)
@click.option("--with", "formats_with", multiple=True, metavar="NAME=VALUE", help="An option of a format.")
@click.option("--draft", is_flag=True, help="Of a round that is still open.")
@where_options
def release(setup: Setup, name: str, output: Path, replace: bool, **asked: Any) -> None:
    """Write the dataset of a closed round into a folder: gold labels with the votes and evidence behind them,
    agreement, guideline, datasheet and decision log.

    The same file gives the same bytes, at any time and anywhere.
    """
    from annotator.cli.progress import progress
    from annotator.domain.release import ReleaseOptions
    from annotator.services.leading import find_round
    from annotator.services.releasing import release as write

    options = ReleaseOptions(**asked)
    with setup.reader() as store:
        found = find_round(store, name)
        counts = write(
            store, setup.member(ask=False), found, output, options, may_replace=replace, track=progress
        )
    say(f"Released {words_of(counts.released, 'claim')} with {words_of(counts.votes, 'vote')} to {output}.")
    for status, option in (("incomplete", "--include-incomplete"), ("open", "--include-left-open")):
        if counts.status[status] and not options.takes(status):
            say(f"{words_of(counts.status[status], 'claim')} left out: {status}; {option} keeps them.")
    if found.claims > counts.claims:
        say(f"{words_of(found.claims - counts.claims, 'claim')} left out: not in this file.")
    for form, left_out in counts.left_out.items():
        for words, count in left_out.items():
            say(f"{form}: {count} left out: {words}.")
    if options.pseudonyms:
        say("Without the decision log, which has names; names in free texts are not replaced.")

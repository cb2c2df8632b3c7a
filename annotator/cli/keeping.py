"""Commands that keep a file: init, doctor, backup."""

import sys
from pathlib import Path

import click

from annotator.cli.setup import WITHHELD, Setup, put, say, scheme_of, text_of, where_options
from annotator.domain.text import clean_line


@click.command()
@click.option("--scheme", type=click.Path(path_type=Path), help="Labels, keys and evidence rules (TOML).")
@click.option("--guideline", type=click.Path(path_type=Path), help="What reviewers should know (text).")
@click.option("--group", metavar="NAME", help="Let this Unix group write to the file, new or not.")
@where_options
def init(setup: Setup, scheme: Path | None, guideline: Path | None, group: str | None) -> None:
    """Make a file. Any command that needs one makes it too; this one can set its scheme.

    Without --scheme it takes the one that your configuration names, else the built-in one.
    """
    from annotator.services.opening import begin
    from annotator.store.sharing import check_group, share, who_may

    number = None if group is None else check_group(setup.path, group)
    wanted = setup.scheme_of_new() if scheme is None else scheme_of(scheme)
    text = (clean_line(guideline.name), text_of(guideline)) if guideline is not None else None
    with setup.workplace(create=True, shared=group is not None) as place:
        if wanted or text:
            begin(place, scheme=wanted, guideline=text)
        elif not place.made and number is None:
            say(f"{setup.path} is there already; nothing was changed.")
    if number is not None:
        share(setup.path, number)
        say(f"{setup.path}: {who_may(setup.path)[0]}.")


@click.command()
@click.option("--rebuild", is_flag=True, help="Make all projections again from content and log.")
@where_options
def doctor(setup: Setup, rebuild: bool) -> None:
    """Check the file: integrity, digests, gaps, SQLite's version, projections equal to a rebuild.

    Exit code 1 when something is wrong.
    """
    from annotator.services.checking import examine
    from annotator.services.checking import rebuild as make_again

    if rebuild:
        with setup.workplace() as place:
            make_again(place.store)
        say("The projections were made again.")
    healthy = True
    with setup.whole() as store:
        for finding in examine(store):
            healthy = healthy and finding.good
            mark = ("note " if finding.warning else "ok   ") if finding.good else "WRONG"
            put(f"{mark} {finding.words}")
    if not healthy:
        sys.exit(1)


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@where_options
def backup(setup: Setup, target: Path) -> None:
    """Copy the file to TARGET as it is at this moment, while others write."""
    from annotator.services.backing_up import back_up

    with setup.reader() as store:
        withheld = back_up(store, target)
    say(f"Copied {setup.path} to {target}.")
    if withheld:
        say(WITHHELD)

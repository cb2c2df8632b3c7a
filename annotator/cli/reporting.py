"""`annotator report`: a round as a page."""

import sys
from pathlib import Path

import click

from annotator.cli.setup import Setup, say, where_options


@click.command()
@click.argument("name", metavar="ROUND")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The page to write; - is standard output."
)
@where_options
def report(setup: Setup, name: str, output: Path | None) -> None:
    """Write one page about a round, to read or print: progress, agreement, time, disputed claims.

    It is HTML that needs nothing from the network. The same file gives the same page.
    """
    from annotator.services.acting import words_of
    from annotator.services.leading import find_round
    from annotator.services.reporting import report_to

    target = output or Path("-")
    if str(target) == "-" and output is None and sys.stdout.isatty():
        raise click.UsageError("A report is for a browser: name a file with -o report.html.")
    with setup.reader() as store:
        written = report_to(store, find_round(store, name), setup.member(ask=False), target)
    disputed = sum(settled + open_ for _, settled, open_ in written.disputes)
    to = "" if str(target) == "-" else f" to {target}"
    votes, claims = words_of(written.votes, "vote"), words_of(written.round.claims, "claim")
    say(f"Wrote the report of {written.round.name}{to}: {votes} on {claims}, {disputed} disputed.")
    if written.kept_back:
        kept = words_of(written.kept_back, "claim")
        say(f"{kept} left out: another, blind round hides the votes on them from you.")

"""The command that gives labels to others: export."""

from pathlib import Path
from typing import Any

import click

from annotator.cli.setup import Setup, say, where_options
from annotator.services.acting import words_of


@click.command()
@click.argument("form", metavar="FORMAT")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file or folder [standard output].")
@click.option("--round", "round_name", metavar="NAME", help="The claims of this round, as it froze them.")
@click.option("--by", multiple=True, metavar="NAME", help="What these people gave alone; may be repeated.")
@click.option(
    "--labels",
    type=click.Choice(["gold", "votes", "both"]),
    help="Decisions, reviewers' labels, or both [both].",
)
@click.option("--include-incomplete", is_flag=True, help="Labels whose evidence is incomplete, too.")
@click.option("--split", metavar="NAME=SHARE,...", help="In parts: train=0.8,dev=0.1,test=0.1.")
@click.option("--seed", type=int, help="Another number parts it otherwise [0].")
@click.option("--with", "given", multiple=True, metavar="NAME=VALUE", help="An option of the format.")
@click.option("--replace", is_flag=True, help="Put a folder in the place of an older export.")
@where_options
def export(
    setup: Setup, form: str, output: Path | None, split: str | None, given: tuple[str, ...], **asked: Any
) -> None:
    """Write the labelled claims as a dataset; `annotator formats` lists the FORMATs and their options.

    Without --round: the claims as they are shown now, each with its newest decision and all current labels.
    With --by no decisions, unless --labels asks for them. --split keeps an article and its near-copies in one
    part. What a format cannot say, and what was left out, is counted at the end.
    """
    from annotator.cli.progress import advancing
    from annotator.services.exporting import export_to

    request = _request(form, split, given, asked)
    with setup.reader() as store, advancing() as advance:
        done = export_to(store, setup.member(ask=False), form, output, request, advance)
    say(done.words + (f" to {output}." if output else "."))
    for part, claims in done.parts.items():
        say(f"{part}: {words_of(claims, 'claim')}.")
    if not all(done.parts.values()):
        say("A part is empty: near-copies and linked articles stay together, and there are too few others.")
    if done.written.left_out:
        say(f"Left out of {form}, or written in another way:")
    for words, count in done.written.left_out.items():
        say(f"  {words}: {count}")


def _request(form: str, split: str | None, given: tuple[str, ...], asked: dict[str, Any]) -> Any:
    from annotator.domain.partition import parse_shares
    from annotator.formats import load_formats
    from annotator.services.export_request import ExportRequest, named_options

    if asked["seed"] is not None and split is None:
        raise click.UsageError("--seed is for --split.")
    found = load_formats().get(form, "written")
    return ExportRequest(
        asked["round_name"] or "",
        asked["by"],
        asked["labels"],
        asked["include_incomplete"],
        parse_shares(split) if split is not None else {},
        asked["seed"] or 0,
        named_options(given, found.writes_with, f"the format {form}"),
        asked["replace"],
    )

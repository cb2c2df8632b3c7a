"""Who works in the file."""

import json

import click

from annotator.cli.setup import Setup, put, say, where_options


@click.command()
@click.option("--lead", metavar="NAME", help="Make this person a lead, for good; only a lead can.")
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of objects.")
@where_options
def members(setup: Setup, lead: str | None, as_json: bool) -> None:
    """List the members of the file: leads, who make rounds and settle them, and reviewers."""
    from annotator.store import reading

    if lead is not None:
        _promote(setup, lead)
        return
    with setup.reader() as store:
        found = reading.members(store.db)
    if as_json:
        put(json.dumps([{"name": name, "role": role} for name, role in found.items()], ensure_ascii=False))
        return
    for name, role in found.items():
        put(f"{role:9} {name}")
    if not found:
        say("Nobody has acted in this file yet; whoever made it is its first lead.")


def _promote(setup: Setup, lead: str) -> None:
    from annotator.services.leading import Leading
    from annotator.settings.reviewer import check_name

    name = check_name(lead)
    with setup.workplace() as place:
        Leading(place.store, place.member, place.device).promote(name)
    say(f"{name} is a lead of this file now.")

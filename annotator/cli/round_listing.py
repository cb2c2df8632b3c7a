"""Listing the rounds of a file, and revealing a blind one."""

import json
from dataclasses import asdict

import click

from annotator.cli.setup import Setup, put, say, where_options
from annotator.services.leading import Leading, find_round
from annotator.store import rounds, settling


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of objects.")
@where_options
def list_rounds(setup: Setup, as_json: bool) -> None:
    """List the rounds of the file, oldest first."""
    with setup.reader() as store:
        found = rounds.rounds(store.db)
        lives = {one.id: settling.life(store.db, one.id) for one in found} if as_json else {}
    if as_json:
        told = [{**asdict(one), "log": [asdict(event) for event in lives[one.id]]} for one in found]
        put(json.dumps(told, ensure_ascii=False))
        return
    for one in found:
        hides = "blind, not revealed" if one.hides else "blind" if one.blind else "open to all"
        put(f"{one.name}  {one.kind}, {one.state}, {hides}, {one.claims} claims, made by {one.lead}")
    if not found:
        say("There are no rounds in this file. annotator round create NAME makes one.")


@click.command()
@click.argument("name")
@where_options
def reveal(setup: Setup, name: str) -> None:
    """Let the reviewers of a blind round see each other's acts, before it closes. It cannot be undone."""
    with setup.workplace() as place:
        found = find_round(place.store, name)
        Leading(place.store, place.member, place.device).reveal(found)
    say(f"The round {found.name} is revealed: its reviewers see each other's acts on its claims now.")

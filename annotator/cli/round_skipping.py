"""Leaving a claim of a round to others."""

import click

from annotator.cli.named_round import round_to_review
from annotator.cli.setup import Setup, put, where_options
from annotator.domain.ids import short_id


@click.command()
@click.argument("name")
@click.argument("claim")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@where_options
def skip(setup: Setup, name: str, claim: str, reason: str) -> None:
    """Leave CLAIM (the beginning of its id) of the round NAME, which is yours, to others.

    It can still be labelled. annotator claims --round NAME lists your claims.
    """
    from annotator.services.reading import Reading
    from annotator.services.reviewing import Reviewing

    round_id = round_to_review(setup, name)
    with setup.workplace() as place, setup.reader(round_id) as store:
        found = Reading(store, place.member).find_claim(claim)
        done = Reviewing(place.store, place.member, place.device, round_id=round_id).skip(found, reason)
    put(f"{short_id(found)} {done.words}")

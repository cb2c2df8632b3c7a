"""What a round was made from: what is frozen in it, with the version of its guideline."""

import json
from dataclasses import asdict

import click

from annotator.cli.setup import Setup, put, say, where_options


@click.command()
@click.argument("name")
@click.option("--guideline", "only_guideline", is_flag=True, help="The text of its guideline instead.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@where_options
def show(setup: Setup, name: str, only_guideline: bool, as_json: bool) -> None:
    """Say what the round NAME was made from: its kind, claims, scheme, seed, and version of its guideline."""
    from annotator.domain.errors import NotFound
    from annotator.services.leading import find_round
    from annotator.store import reading, rounds

    with setup.reader() as store:
        found = find_round(store, name)
        guideline = rounds.guideline(store.db, found.guideline)
        scheme = reading.scheme(store.db, found.id)
        hands = rounds.claims_of_reviewers(store.db, found.id)
    if only_guideline:
        if guideline is None:
            raise NotFound(f"The round {found.name!r} has no guideline.")
        for line in guideline.text.splitlines():
            put(line)
        return
    if as_json:
        record = asdict(found) | {"guideline": guideline and asdict(guideline), "assigned": hands}
        put(json.dumps(record | {"scheme_name": scheme.name}, ensure_ascii=False))
        return
    hides = "blind" if found.blind else "open to all"
    put(f"{found.name}: {found.kind}, {found.state}, {hides}, {found.claims} claims, overlap {found.overlap}")
    put(f"made by {found.lead} at {found.at}, seed {found.seed}, id {found.id}")
    put(f"scheme: {scheme.name}, {scheme.digest[:12]}")
    put(f"guideline: {guideline.name}, version {guideline.version}" if guideline else "guideline: none")
    for reviewer, count in hands.items():
        put(f"  {reviewer}: {count} claims")
    if guideline:
        say("Its text: add --guideline.")

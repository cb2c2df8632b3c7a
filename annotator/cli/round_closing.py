"""Closing a round, opening it again, and what was done to it as a whole."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import click

from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.closing import NotSettled
from annotator.services.closing import Closing
from annotator.services.leading import find_round
from annotator.store import settling

_SHOWN = 10
"""Claims that are listed when a round cannot close."""


@click.command()
@click.argument("name")
@click.option("--leave-open", "claims", metavar="CLAIM", multiple=True, help="A claim that stays open.")
@click.option("--leave-all-open", is_flag=True, help="All that is not settled and not named stays open.")
@click.option(
    "--reason", "reasons", metavar="WORDS", multiple=True, help="Why: one for all, or one for each in order."
)
@where_options
def close(
    setup: Setup, name: str, claims: tuple[str, ...], leave_all_open: bool, reasons: tuple[str, ...]
) -> None:
    """Close a round. Its claims must be settled, or it is said which stay open and why.

    A blind round is revealed by it. `annotator round reopen` opens it again.
    """
    named, others = _with_reasons(claims, leave_all_open, reasons)
    with setup.workplace() as place:
        found = find_round(place.store, name)
        try:
            done = Closing(place.store, place.member, place.device).close(found, named, others)
        except NotSettled as error:
            for one in error.left[:_SHOWN]:
                say(f"  {one.claim[:12]}  {one.why}: {one.text or '(its text is not in this file)'}")
            if len(error.left) > _SHOWN:
                say(f"  and {len(error.left) - _SHOWN} more")
            raise
    say(done.words)


def _with_reasons(
    claims: Sequence[str], leave_all_open: bool, reasons: Sequence[str]
) -> tuple[dict[str, str], str | None]:
    """Claims with their reasons, and the reason for all others, None when they must be settled."""
    wanted = len(claims) + leave_all_open
    if not wanted and reasons:
        raise click.UsageError("--reason goes with --leave-open or --leave-all-open.")
    if wanted and not reasons:
        raise click.UsageError("Say why with --reason WORDS.")
    if len(reasons) not in (wanted, min(wanted, 1)):
        raise click.UsageError(f"Give --reason once, or {wanted} times: once for each, in order.")
    if len(set(claims)) < len(claims):
        raise click.UsageError("A claim is named twice with --leave-open.")
    each = list(reasons) if len(reasons) == wanted else list(reasons) * wanted
    return dict(zip(claims, each, strict=False)), each[-1] if leave_all_open else None


@click.command()
@click.argument("name")
@click.option("--reason", required=True, metavar="WORDS", help="Why.")
@where_options
def reopen(setup: Setup, name: str, reason: str) -> None:
    """Open a closed round again. That it was closed stays in its history."""
    with setup.workplace() as place:
        found = find_round(place.store, name)
        done = Closing(place.store, place.member, place.device).reopen(found, reason)
    say(done.words)


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of objects.")
@where_options
def log(setup: Setup, name: str, as_json: bool) -> None:
    """Say when and by whom a round was made, revealed, closed and opened again, and why."""
    with setup.reader() as store:
        events = settling.life(store.db, find_round(store, name).id)
    if as_json:
        put(json.dumps([asdict(one) for one in events], ensure_ascii=False))
        return
    for one in events:
        because = f": {one.reason}" if one.reason else ""
        put(f"{one.at[:16].replace('T', ' ')} UTC  {one.what} by {one.by}{because}")
        for claim, reason in one.left_open:
            put(f"  left open  {claim[:12]}: {reason}")

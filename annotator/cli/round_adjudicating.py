"""Settling the claims of a round: the screen, and commands for scripts."""

import gc
import json
from collections.abc import Sequence

import click

from annotator.cli.review import has_screen
from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.dispute import Dispute
from annotator.domain.errors import InputError
from annotator.domain.ids import short_id
from annotator.domain.round import Round
from annotator.services.acting import words_of
from annotator.services.adjudicating import Adjudicating
from annotator.services.disputing import Disputing
from annotator.services.leading import find_round


@click.command()
@click.argument("name")
@where_options
def adjudicate(setup: Setup, name: str) -> None:
    """Settle the claims of the round NAME on a screen: votes and evidence side by side."""
    if not has_screen():
        raise InputError(
            "This screen needs a terminal that can move its cursor.",
            do="annotator round disputes lists what is to be settled, annotator round settle settles it.",
        )
    setup.check_keys()
    with setup.workplace() as place:
        found = find_round(place.store, name)
        Adjudicating(place.store, place.member, place.device, found.id).check()

        from annotator.tui.start import run_round

        gc.disable()
        run_round(place, found.id, config=setup.config)


@click.command()
@click.argument("name")
@click.argument("claim")
@click.argument("label")
@click.option("--reason", default="", metavar="TEXT", help="Why; not needed where all votes are for LABEL.")
@where_options
def settle(setup: Setup, name: str, claim: str, label: str, reason: str) -> None:
    """Settle CLAIM (the beginning of its id) of the round NAME as LABEL; an earlier decision is replaced."""
    with setup.workplace() as place, place.reader() as store:
        found = find_round(store, name)
        reading = Disputing(store, place.member, found.id)
        settled = reading.find_claim(claim)
        done = Adjudicating(place.store, place.member, place.device, found.id).settle(settled, label, reason)
        decision = reading.dossier(settled).decision
        lacking = f"; incomplete: {'; '.join(decision.missing)}" if decision and decision.missing else ""
        put(f"{short_id(settled)} {done.words}{lacking}")


@click.command()
@click.argument("name")
@click.option("--all", "everything", is_flag=True, help="Also what is settled, and what all agree on.")
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of objects.")
@where_options
def disputes(setup: Setup, name: str, everything: bool, as_json: bool) -> None:
    """List the claims of the round NAME that are to be settled one by one, the worst at odds first."""
    with setup.reader() as store:
        found = find_round(store, name)
        reading = Disputing(store, setup.member(ask=False), found.id)
        overlap = reading.round_now().overlap
        every = reading.disputes()
        listed = [one for one in every if everything or one.is_open(overlap)]
        listed.sort(key=lambda one: one.rank)
        wordings = reading.wordings([one.claim for one in listed])
    if as_json:
        put(json.dumps([_record(one, wordings, overlap) for one in listed], ensure_ascii=False))
        return
    if not listed:
        say(_nothing_listed(found, every))
    for one in listed:
        votes = ", ".join(f"{label} {count}" for label, count in one.votes) or "no votes"
        settled = f"  settled {one.decided}{'' if one.complete else ' (incomplete)'}" if one.decided else ""
        level = one.severity.level.name.lower()
        put(f"{short_id(one.claim)}  {level}  {votes}{settled}  {wordings[one.claim]}")


def _nothing_listed(found: Round, every: Sequence[Dispute]) -> str:
    if found.kind == "segmentation":
        return (
            f"{found.name} is a segmentation round: annotator round compare says where its reviewers differ."
        )
    settled = [one for one in every if one.is_settled]
    incomplete = sum(not one.complete for one in settled)
    without = sum(not one.votes and not one.is_settled for one in every)
    agreed = len(every) - len(settled) - without
    return (
        f"Nothing of {words_of(len(every), 'claim')} is to be settled one by one: {len(settled)} settled,"
        f" {incomplete} of them incomplete; {agreed} that all votes agree on; {without} without votes. --all"
        " lists them."
    )


def _record(one: Dispute, wordings: dict[str, str], overlap: int) -> dict[str, object]:
    return {
        "number": one.number,
        "claim": one.claim,
        "article": one.article,
        "text": wordings[one.claim],
        "level": one.severity.level.name.lower(),
        "votes": dict(one.votes),
        "missing_votes": one.severity.missing,
        "unanimous": one.is_unanimous(overlap),
        "settled": one.decided or None,
        "complete": one.complete,
    }

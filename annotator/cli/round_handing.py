"""Handing work of a round out anew, and how reviewers do on its control items."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.ids import short_id
from annotator.domain.round import Round

if TYPE_CHECKING:
    from annotator.services.controls import ControlScore
    from annotator.services.handing import Handed


@click.command()
@click.argument("name")
@click.option("--add", "newcomers", required=True, metavar="NAMES", help="Who joins, with commas: eve,frank.")
@where_options
def assign(setup: Setup, name: str, newcomers: str) -> None:
    """Give somebody who joins the round NAME late a fair part of what others have open.

    Nothing that is decided changes hands. u on the review screen, opened without --round, takes it back.
    """
    from annotator.services.handing import Handing
    from annotator.services.leading import find_round

    with setup.workplace() as place:
        found = find_round(place.store, name)
        done = Handing(place.store, place.member, place.device).add(found, newcomers.split(","))
    _say(found, done, place.member)


@click.command(name="hand-over")
@click.argument("name")
@click.option("--from", "absent", required=True, metavar="REVIEWER", help="Who is absent.")
@click.option("--to", "takers", metavar="NAMES", help="With commas: carol,dan [all others of the round].")
@where_options
def hand_over(setup: Setup, name: str, absent: str, takers: str | None) -> None:
    """Give what a reviewer of the round NAME has open to others.

    What they have decided stays, and a label of theirs that arrives later still counts. u on the review
    screen, opened without --round, takes it back.
    """
    from annotator.services.acting import words_of
    from annotator.services.handing import Handing
    from annotator.services.leading import find_round

    with setup.workplace() as place:
        found = find_round(place.store, name)
        handing = Handing(place.store, place.member, place.device)
        done = handing.hand_over(found, absent, takers.split(",") if takers is not None else ())
    _say(found, done, place.member)
    if done.left:
        stay = f"{words_of(done.left, 'open claim')} {'stays' if done.left == 1 else 'stay'} with {absent}"
        say(
            f"{stay}: all who could take them have or had them. Name somebody else with --to; who is no"
            " member yet is added."
        )


def _say(found: Round, done: "Handed", me: str) -> None:
    from annotator.cli.round_telling import quoted
    from annotator.services.acting import words_of

    for giver, count in sorted(done.taken.items()):
        put(f"{giver} gave {words_of(count, 'claim')} away")
    for taker, count in sorted(done.given.items()):
        put(f"{taker} got {words_of(count, 'claim')}{'  (new)' if taker in done.new else ''}")
    if done.new:
        say(f"No members before, added as reviewers: {', '.join(sorted(done.new))}.")
    if found.hides and me in done.given:
        say(
            f"You, {me}, are one of its reviewers now, and it is blind: before you reveal or close it you see"
            " nothing of the others, and cannot settle its claims. Taking it back does not change that."
        )
    say("To take it back: u in annotator review, without --round.")
    for taker, count in sorted(done.given.items()):
        if count:
            say(f"  annotator review --round {quoted(found.name)} --reviewer {quoted(taker)}")


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of objects.")
@where_options
def controls(setup: Setup, name: str, as_json: bool) -> None:
    """How reviewers of the round NAME do on its control items, whose labels are known. For leads.

    Drift is the share of correct labels in the later half of a reviewer's, less that in the earlier half.
    """
    from annotator.services.controls import control_scores
    from annotator.services.leading import find_round

    with setup.reader() as store:
        found = find_round(store, name)
        scores = control_scores(store, setup.member(ask=False), found)
    if as_json:
        put(json.dumps([asdict(score) | {"drift": score.drift} for score in scores], ensure_ascii=False))
        return
    for score in scores:
        _put_score(score)
    if not scores:
        say(f"There are no labels on control items of the round {found.name} that you may see.")


def _put_score(score: "ControlScore") -> None:
    drift = "no drift to tell yet"
    if score.drift is not None and score.first and score.second:
        first, second = (f"{right} of {votes}" for right, votes in (score.first, score.second))
        drift = f"{first}, then {second}: drift {score.drift:+.2f}"
    put(f"{score.reviewer}: {score.correct} of {score.votes} correct; {drift}")
    for miss in score.misses:
        put(f"    {short_id(miss.claim)}  {miss.label}, known to be {miss.answer}")

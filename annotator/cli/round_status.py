"""How far rounds are: a table, JSON, or the live screen."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.errors import InputError
from annotator.domain.text import clean_line
from annotator.tui.status_words import (
    claims_words,
    column,
    counts_words,
    known,
    moment,
    round_words,
    score_words,
    until,
    work_words,
)
from annotator.tui.wrapping import wrap_words

if TYPE_CHECKING:
    from annotator.domain.round_status import ReviewerStatus, RoundStatus
    from annotator.services.controls import ControlScore

NAME = 16
"""Cells of a reviewer's name in the table."""
WIDTH = 80


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs: one object, without NAME a list.")
@where_options
def status(setup: Setup, name: str | None, as_json: bool) -> None:
    """How far the round NAME is, per reviewer and overall, and when it may end; all rounds without NAME.

    A reviewer of a blind round that is not revealed sees their own row and the totals.
    """
    from annotator.services.leading import find_round
    from annotator.services.round_status import StatusReading, scores_for
    from annotator.store import rounds

    today = datetime.now(UTC).date()
    member = setup.member(ask=False)
    with setup.reader() as store:
        wanted = [find_round(store, name)] if name is not None else rounds.rounds(store.db)
        found = [StatusReading(store, member).read(one.id, today) for one in wanted]
        scores = scores_for(store, member, wanted[0]) if name is not None else []
    statuses = [one for one in found if one is not None]
    if as_json:
        records = [_record(one) for one in statuses]
        if name is not None:
            records[0]["controls"] = [asdict(score) | {"drift": score.drift} for score in scores]
        put(json.dumps(records if name is None else records[0], ensure_ascii=False))
    elif name is not None:
        _put_status(statuses[0], scores)
    else:
        for one in statuses:
            put(f"{one.round.name}: {round_words(one.round)}; {counts_words(one.counts, one.round)}")
        if not statuses:
            say("There are no rounds in this file. annotator round create NAME makes one.")


def _record(status: "RoundStatus") -> dict[str, Any]:
    """The JSON of docs/rounds.md."""
    found = status.round
    whole = asdict(status)
    return {
        "round": {"id": found.id, "name": found.name, "kind": found.kind, "state": found.state}
        | {"blind": found.blind, "revealed": found.revealed, "claims": found.claims},
        "partial": status.partial,
        "reviewers": [{"name": one["name"]} | one["counts"] | one["work"] for one in whole["reviewers"]],
        "overall": whole["counts"]
        | whole["work"]
        | {key: whole[key] for key in ("voted", "with_nobody", "settled", "disagreements", "edited")},
        "estimate": whole["estimate"],
    }


def _put_status(status: "RoundStatus", scores: "list[ControlScore]") -> None:
    put(f"{status.round.name}: {round_words(status.round)}")
    put(f"  {counts_words(status.counts, status.round)}")
    put(f"  {claims_words(status)}")
    if words := work_words(status.work):
        put(f"  {words}")
    put("")
    put(f"{'reviewer':<{NAME}} {'has':>6} {'done':>6} {'inc':>5} {'open':>6} {'skip':>5} {'flag':>5}"
        f" {'/hour':>5} {'/day':>5}  last act")  # fmt: skip
    today = datetime.now().astimezone().date()
    for one in status.reviewers:
        put(_row(one, today))
    put("")
    for line in wrap_words(clean_line(f"{until(status)}: {status.estimate.words}"), WIDTH):
        put(line)
    for score in scores:
        put(f"Control items, {score.reviewer}: {score_words(score)}")
    if status.partial:
        say("The round is blind: of the others you see totals only.")


def _row(one: "ReviewerStatus", today: date) -> str:
    counts, work = one.counts, one.work
    return (
        f"{column(one.name, NAME)} {counts.assigned:>6} {counts.done:>6} {counts.incomplete:>5}"
        f" {counts.open:>6} {counts.skipped:>5} {counts.flagged:>5}"
        f" {known(work.hourly):>5} {known(work.daily):>5}  {moment(work.last_act, today)}"
    ).rstrip()


@click.command()
@click.argument("name")
@where_options
def watch(setup: Setup, name: str) -> None:
    """Show live how far the round NAME is: the screen follows what others do. q leaves it."""
    import gc

    from annotator.cli.review import has_screen
    from annotator.services.leading import find_round
    from annotator.tui.start import watch_round

    if not has_screen():
        raise InputError(
            "This screen needs a terminal that can move its cursor.",
            do="annotator round status NAME prints the same once.",
        )
    setup.check_keys()
    with setup.workplace() as place:
        found = find_round(place.store, name)
        gc.disable()  # as for the review screen
        watch_round(place, found.id, config=setup.config)

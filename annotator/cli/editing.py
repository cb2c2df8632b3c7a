"""Commands that change claims themselves: `revise ...`, and `history`."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.setup import Setup, put, where_options
from annotator.domain.edges import UNITS, Edge, Unit
from annotator.domain.errors import InputError, StaleClaim
from annotator.domain.history import HistoryEntry
from annotator.domain.ids import short_id

if TYPE_CHECKING:
    from annotator.domain.date_format import DateFormat
    from annotator.services.acting import Done
    from annotator.services.reading import Reading
    from annotator.services.reviewing import Reviewing

_RANGES = click.option(
    "--range",
    "ranges",
    type=click.Tuple([int, int]),
    multiple=True,
    required=True,
    metavar="START END",
    help="Half-open, code points of the article's text; may be repeated.",
)
_RIVAL = click.option(
    "--rival", is_flag=True, help="Even if somebody changed or dropped it meanwhile: yours beside theirs."
)


_ROUND = "annotator.round"


@click.group()
@click.option("--round", "round_name", metavar="NAME", help="Your own copies in this segmentation round.")
@click.pass_context
def revise(ctx: click.Context, round_name: str | None) -> None:
    """Change claims themselves. Labels stay with the form that they were given to; undo takes all back.

    CLAIM, OTHER and ARTICLE are the beginnings of ids. The id of what was made is printed.
    """
    ctx.meta[_ROUND] = round_name


@revise.command()
@click.argument("claim")
@click.argument("wording")
@click.option("--reason", default="", metavar="WORD", help="Why: pronoun, date, name ...")
@click.option("--speaker", metavar="NAME", help="Who is said to have made it; empty: nobody.")
@click.option("--date", metavar="DATE", help="The time that it is about; empty: none.")
@click.option("--same-meaning", is_flag=True, help="Carry your label over.")
@_RIVAL
@where_options
def text(setup: Setup, claim: str, wording: str, **how: Any) -> None:
    """Word CLAIM otherwise."""
    _act(setup, claim, lambda acting, reading, found: acting.reword(found, wording, **how))


@revise.command()
@click.argument("claim")
@click.option("--start-by", type=int, default=0, metavar="N", help="Move its start by N units; -N: back.")
@click.option("--end-by", type=int, default=0, metavar="N", help="Move its end by N units; -N: back.")
@click.option("--unit", type=click.Choice(UNITS), default="word", show_default=True)
@_RIVAL
@where_options
def edge(setup: Setup, claim: str, start_by: int, end_by: int, unit: Unit, rival: bool) -> None:
    """Move the start or the end of CLAIM in its article; the wording follows."""
    if bool(start_by) == bool(end_by):
        raise click.UsageError("Say either --start-by or --end-by.")

    def move(acting: "Reviewing", reading: "Reading", found: str) -> "Done":
        which: Edge = "start" if start_by else "end"
        return acting.move_edge(found, which, unit, start_by or end_by, rival=rival)

    _act(setup, claim, move)


@revise.command()
@click.argument("claim")
@_RANGES
@_RIVAL
@where_options
def cut(setup: Setup, claim: str, ranges: tuple[tuple[int, int], ...], rival: bool) -> None:
    """Cut CLAIM anew from places of its article."""
    _act(setup, claim, lambda acting, reading, found: acting.set_ranges(found, ranges, rival=rival))


@revise.command()
@click.argument("claim")
@click.option("--at", type=int, metavar="OFFSET", help="Where in the article the second part begins.")
@click.option("--before", metavar="WORDS", help="Or: the words that it begins with.")
@_RIVAL
@where_options
def split(setup: Setup, claim: str, at: int | None, before: str | None, rival: bool) -> None:
    """Make two claims of CLAIM."""
    if (at is None) == (before is None):
        raise click.UsageError("Say either --at or --before.")

    def cut_in_two(acting: "Reviewing", reading: "Reading", found: str) -> "Done":
        offset = at if at is not None else reading.offset_of(found, before or "")
        return acting.split(found, offset, rival=rival)

    _act(setup, claim, cut_in_two)


@revise.command()
@click.argument("claim")
@click.argument("other")
@_RIVAL
@where_options
def merge(setup: Setup, claim: str, other: str, rival: bool) -> None:
    """Make one claim of CLAIM and OTHER."""
    _act(
        setup,
        claim,
        lambda acting, reading, found: acting.merge(found, reading.find_claim(other), rival=rival),
    )


@revise.command()
@click.argument("claim")
@click.argument("earlier")
@_RIVAL
@where_options
def back(setup: Setup, claim: str, earlier: str, rival: bool) -> None:
    """Make CLAIM once more what EARLIER was, a form of it in its history."""
    _act(
        setup,
        claim,
        lambda acting, reading, found: acting.go_back(found, reading.find_claim(earlier), rival=rival),
    )


@revise.command()
@click.argument("article")
@_RANGES
@where_options
def add(setup: Setup, article: str, ranges: tuple[tuple[int, int], ...]) -> None:
    """Make a claim of places of ARTICLE that no claim was made of."""
    with _at_work(setup) as (acting, reading):
        _put_done(reading, acting.add(reading.find_article(article), ranges))


@revise.command()
@click.argument("claim")
@click.option("--undo", is_flag=True, help="Bring it back.")
@where_options
def drop(setup: Setup, claim: str, undo: bool) -> None:
    """Say that CLAIM is none, for all reviewers; `annotator claims --dropped` lists such."""
    _act(
        setup,
        claim,
        lambda acting, reading, found: acting.restore(found) if undo else acting.drop(found),
    )


@revise.command()
@click.argument("claim")
@click.argument("other")
@click.option("--undo", is_flag=True, help="Say that they are not.")
@where_options
def link(setup: Setup, claim: str, other: str, undo: bool) -> None:
    """Say that CLAIM and OTHER, perhaps of another article, are the same."""

    def join(acting: "Reviewing", reading: "Reading", found: str) -> "Done":
        second = reading.find_claim(other)
        return acting.unlink(found, second) if undo else acting.link(found, second)

    _act(setup, claim, join)


@click.command()
@click.argument("claim")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@where_options
def history(setup: Setup, claim: str, as_json: bool) -> None:
    """List all that was done to CLAIM (the beginning of its id), to what it was made of and became."""
    from annotator.services.reading import Reading

    with setup.reader() as store:
        reading = Reading(store, setup.member(ask=False))
        for entry in reading.history(reading.find_claim(claim)):
            if as_json:
                put(json.dumps(asdict(entry)))
                continue
            for line in _lines(entry, setup.config.date_format):
                put(line)


def _lines(entry: HistoryEntry, dates: "DateFormat") -> Iterator[str]:
    from annotator.tui.history_words import entry_words, state_words, when_words, who_words

    when = f"{when_words(entry, dates)}  " if entry.member else ""
    state = "" if entry.state == "current" else f" ({state_words(entry)})"
    other = f" ({short_id(entry.text)})" if entry.kind in ("fold", "link") else ""
    yield f"{short_id(entry.claim):18}  {when}{who_words(entry)}: {entry_words(entry, dates)}{other}{state}"
    if entry.revision is not None:
        yield f"{'':18}  {entry.revision.text}"


def _act(setup: Setup, claim: str, act: "Callable[[Reviewing, Reading, str], Done]") -> None:
    """Do it to the claim that is meant, and print what was made."""
    with _at_work(setup) as (acting, reading):
        try:
            _put_done(reading, act(acting, reading, reading.find_claim(claim)))
        except StaleClaim as stale:
            heads = f" What stands now: {', '.join(map(short_id, stale.heads))}." if stale.heads else ""
            raise InputError(f"{stale.what}{heads}", safe=stale.safe, do=stale.do) from stale


@contextmanager
def _at_work(setup: Setup) -> "Iterator[tuple[Reviewing, Reading]]":
    """Who changes claims and what they see: of the file, or of the segmentation round that is named."""
    from annotator.services.leading import find_round
    from annotator.services.reading import Reading
    from annotator.services.reviewing import Reviewing

    name = click.get_current_context().meta[_ROUND]
    with setup.workplace() as place:
        round_id = find_round(place.store, name).id if name is not None else ""
        acting = Reviewing(place.store, place.member, place.device, round_id=round_id)
        if round_id:
            acting.prepare()
        with setup.reader(round_id) as store:
            yield acting, Reading(store, place.member)


def _put_done(reading: "Reading", done: "Done") -> None:
    put(f"{short_id(done.claim)} {done.words}: {reading.mark(done.claim).claim.text}")

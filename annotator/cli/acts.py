"""Commands that act on one claim: label, cite, fold."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.named_round import round_to_review
from annotator.cli.pasted import read_reference
from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.citation import CitationDraft, Source
from annotator.domain.ids import short_id
from annotator.domain.review import LabelView
from annotator.domain.vocabulary import KINDS, STANCES, Kind, Stance

if TYPE_CHECKING:
    from annotator.services.reading import Reading


@click.command()
@click.argument("claim")
@click.argument("label", required=False)
@click.option("--suggested", is_flag=True, help="As imported records suggest, with their citations.")
@click.option("--confidence", type=click.IntRange(1, 5), help="1 (a guess) to 5 (certain).")
@click.option("--rationale", metavar="TEXT", help="Why.")
@click.option("--round", "round_name", metavar="NAME", help="As my vote in this round.")
@where_options
def label(
    setup: Setup,
    claim: str,
    label: str | None,
    suggested: bool,
    confidence: int | None,
    rationale: str | None,
    round_name: str | None,
) -> None:
    """Label CLAIM (the beginning of its id) with LABEL: sourced, contested, verified ...

    With --suggested instead of LABEL take over what imported records suggest, if they suggest one label: with
    their citations, as citations of yours.
    """
    from annotator.services.reading import Reading
    from annotator.services.reviewing import Reviewing

    if suggested == bool(label) or (suggested and (confidence or rationale)):
        raise click.UsageError("Give a LABEL, or --suggested alone.")
    round_id = round_to_review(setup, round_name)
    with setup.workplace() as place, setup.reader(round_id) as store:
        reading = Reading(store, place.member)
        found = reading.find_claim(claim)
        reviewing = Reviewing(place.store, place.member, place.device, round_id=round_id)
        if label:
            done = reviewing.label(found, label, confidence=confidence, rationale=rationale)
        else:
            done = reviewing.take_suggestion(found)
        put(f"{short_id(found)} {done.words}{_standing(reading.state(found).label)}")
        _say_if_hidden(reading, found)


@click.command()
@click.argument("claim")
@click.option(
    "--from",
    "pasted",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A web address, DOI, BibTeX, CSL-JSON or RIS entry to take the source from; - for standard input.",
)
@click.option("--url", default="", help="Where it is on the web.")
@click.option("--reference", default="", help="A source that is not on the web, in words.")
@click.option("--quote", default="", help="The exact words of the source.")
@click.option("--stance", type=click.Choice(STANCES), required=True, help="What it says of the claim.")
@click.option("--kind", type=click.Choice(KINDS), default="secondary", show_default=True)
@click.option("--origin", default="", help="Who first published it (copies of one wire have one origin).")
@click.option("--title", default="")
@click.option("--author", default="")
@click.option("--publisher", default="")
@click.option("--published", default="", metavar="DATE", help="2022-03-21, 2022-03 or 2022.")
@click.option("--accessed", default=None, metavar="DAY", help="When you saw it [today].")
@click.option("--locator", default="", help="Page, paragraph or time code.")
@click.option("--archive-url", default="", help="A copy that others can open.")
@click.option("--archived-at", default="", metavar="TIME", help="When that copy was made.")
@click.option("--sole-authority", default="", metavar="REASON", help="It is itself the thing claimed.")
@click.option("--round", "round_name", metavar="NAME", help="For my vote in this round.")
@where_options
def cite(
    setup: Setup,
    claim: str,
    pasted: Path | None,
    stance: Stance,
    kind: Kind,
    accessed: str | None,
    round_name: str | None,
    **texts: str,
) -> None:
    """Add a citation to CLAIM (the beginning of its id). What is given by an option counts before --from."""
    from datetime import date

    from annotator.services.reading import Reading
    from annotator.services.reviewing import Reviewing

    if pasted is not None:
        found = dict(read_reference(pasted).fields)
        accessed = found.pop("accessed", None) if accessed is None else accessed
        texts = {name: value or found.get(name, "") for name, value in texts.items()}
    own = {
        name: texts.pop(name) for name in ("quote", "locator", "archive_url", "archived_at", "sole_authority")
    }
    seen = date.today().isoformat() if accessed is None else accessed
    draft = CitationDraft(Source(**texts), stance, kind, accessed=seen, **own)
    round_id = round_to_review(setup, round_name)
    with setup.workplace() as place, setup.reader(round_id) as store:
        reading = Reading(store, place.member)
        cited = reading.find_claim(claim)
        done = Reviewing(place.store, place.member, place.device, round_id=round_id).cite(cited, draft)
        put(f"{short_id(cited)} {done.words}{_standing(reading.state(cited).label)}")
        _say_if_hidden(reading, cited)


@click.command()
@click.argument("claim")
@click.option("--into", metavar="CLAIM", default="", help="Which one [the claim that it is like].")
@click.option("--undo", is_flag=True, help="Make it a claim of its own again.")
@where_options
def fold(setup: Setup, claim: str, into: str, undo: bool) -> None:
    """Fold CLAIM (the beginning of its id) into an earlier one that says the same: one label less to give."""
    from annotator.services.reading import Reading
    from annotator.services.reviewing import Reviewing

    if undo and into:
        raise click.UsageError("--undo needs no --into.")
    with setup.workplace() as place, place.reader() as store:
        reading = Reading(store, place.member)
        found = reading.find_claim(claim)
        reviewing = Reviewing(place.store, place.member, place.device)
        if undo:
            put(f"{short_id(found)} {reviewing.unfold(found).words}")
        else:
            done = reviewing.fold(found, reading.find_claim(into) if into else "")
            put(f"{short_id(found)} {done.words} into {short_id(reading.mark(found).folded_into)}")


def _say_if_hidden(reading: "Reading", claim: str) -> None:
    if not reading.is_shown(claim):
        why = "it was changed or dropped" if reading.gone(claim) else "its article was split anew"
        say(f"That claim is not shown: {why}. annotator claims lists those that are.")


def _standing(view: LabelView | None) -> str:
    if view is None:
        return ""
    if view.standing.complete:
        verdict = f", verdict {view.standing.verdict}" if view.standing.verdict else ""
        return f": {view.label.label} is complete{verdict}"
    return f": {view.label.label} is incomplete, {'; '.join(view.standing.missing)}"

"""Segmentation rounds: being done with an article, comparing what the reviewers made of it, merging that."""

import gc
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.review import has_screen
from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.agreement import BoundaryFigures
from annotator.domain.errors import AnnotatorError, InputError
from annotator.domain.ids import short_id
from annotator.services.acting import one_of, words_of
from annotator.services.comparing import ArticleWork, Comparison, compare
from annotator.services.leading import find_round
from annotator.services.merging_claims import MergingClaims
from annotator.store import Store, rounds, segments

if TYPE_CHECKING:
    from annotator.domain.round import Round


@click.command()
@click.argument("name")
@click.argument("articles", nargs=-1, required=True)
@click.option("--not-yet", is_flag=True, help="Say instead that you are not done with them.")
@where_options
def finish(setup: Setup, name: str, articles: tuple[str, ...], not_yet: bool) -> None:
    """Say that you are done with the claims of ARTICLES (beginnings of their ids) in the round NAME."""
    from annotator.services.segmenting import Segmenting

    with setup.workplace() as place:
        found = find_round(place.store, name)
        mine = Segmenting(place.store, place.member, place.device, round_id=found.id)
        mine.prepare()
        for article in _articles(place.store, articles):
            put(f"{short_id(article)} {mine.finish(article, done=not not_yet).words}")


@click.command(name="compare")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@where_options
def compare_claims(setup: Setup, name: str, as_json: bool) -> None:
    """Compare the claims that the reviewers of the segmentation round NAME have made of the same articles."""
    with setup.reader() as store:
        found = find_round(store, name)
        compared = compare(store, found, setup.member(ask=False))
    if as_json:
        put(json.dumps(_record(found, compared), ensure_ascii=False))
        return
    for work in compared.articles:
        put(f"{short_id(work.article)} {work.title}: {_state(work)}")
    for pair, figures in compared.pairs.items():
        put(f"{' and '.join(pair)}: {_figures(figures)}")
    if not compared.pairs:
        say("No two reviewers have begun with the same article.")


@click.command()
@click.argument("name")
@click.argument("articles", nargs=-1)
@click.option("--take", metavar="REVIEWER", help="Take all claims of this reviewer where they differ.")
@click.option("--freeze", is_flag=True, help="Show the merged claims of what is decided from now on.")
@click.option("--unfinished", is_flag=True, help="Also of articles that a reviewer is not done with.")
@where_options
def merge_claims(
    setup: Setup, name: str, articles: tuple[str, ...], take: str | None, freeze: bool, unfinished: bool
) -> None:
    """Merge the reviewers' claims of the segmentation round NAME, on a screen or by options.

    --take and --freeze are about ARTICLES (beginnings of their ids), else about all of the round. What all
    reviewers have alike is taken without a word; a decision that is made already is kept.
    """
    if take is None and not freeze:
        if articles:
            raise click.UsageError(
                "On the screen you go through all articles: name them with --take or --freeze."
            )
        if not has_screen():
            raise InputError(
                "This screen needs a terminal that can move its cursor.",
                do="annotator round merge-claims --take REVIEWER --freeze does without.",
            )
        setup.check_keys()
    with setup.workplace() as place:
        found = find_round(place.store, name)
        merging = MergingClaims(place.store, place.member, place.device, round_id=found.id)
        merging.check()
        chosen = _articles(place.store, articles) or rounds.round_articles(place.store.db, found.id)
        if take is not None:
            theirs = chosen if articles else segments.begun(place.store.db, found.id, take) or chosen
            say(f"Decided {words_of(merging.take(take, theirs), 'group')} of claims.")
        if freeze:
            _freeze(merging, chosen, unfinished=unfinished)
        if take is None and not freeze:
            from annotator.tui.start import run_merge

            gc.disable()  # the screen chooses when to collect
            run_merge(place, found.id, unfinished=unfinished, config=setup.config)


def _freeze(merging: MergingClaims, articles: Sequence[str], *, unfinished: bool) -> None:
    """Freeze what can be; what cannot is told, and is an error at the end."""
    refused: list[AnnotatorError] = []
    for article in articles:
        try:
            put(f"{short_id(article)} {merging.freeze(article, unfinished=unfinished).words}")
        except InputError as error:
            refused.append(error)
    for other in refused[1:]:
        say(str(other))
    if refused:
        raise refused[0]


def _articles(store: Store, prefixes: Sequence[str]) -> list[str]:
    """Raises NotFound."""
    return [one_of(store, "article", prefix, "article") for prefix in prefixes]


def _state(work: ArticleWork) -> str:
    """How far the reviewers are, and the lead."""
    who = [
        f"{member} {words_of(len(work.sides[member]), 'claim')}{' (done)' if done else ''}"
        if member in work.sides
        else f"{member} not begun"
        for member, done in work.reviewers.items()
    ]
    if len(work.sides) < len(work.reviewers):
        return ", ".join(who)
    open_ones = len(work.undecided)
    ends = "merged" if work.frozen else f"{open_ones} to decide" if open_ones else "all decided"
    agreed = sum(group.agreed for group in work.groups)
    return f"{', '.join(who)}; {agreed} of {words_of(len(work.groups), 'group')} agreed, {ends}"


def _figures(figures: BoundaryFigures) -> str:
    counts = figures.counts
    return (
        f"{counts.matched} matched ({counts.exact} exact),"
        f" {counts.first - counts.matched} and {counts.second - counts.matched} only one has,"
        f" F1 {figures.f1}, exact F1 {figures.exact_f1},"
        f" characters F1 {figures.character_f1}"
    )


def _record(found: "Round", compared: Comparison) -> dict[str, Any]:
    return {
        "round": found.name,
        "articles": [
            {
                "article": work.article,
                "title": work.title,
                "reviewers": {
                    member: {
                        "done": done,
                        "claims": len(work.sides[member]) if member in work.sides else None,
                    }
                    for member, done in work.reviewers.items()
                },
                "groups": len(work.groups),
                "agreed": sum(group.agreed for group in work.groups),
                "undecided": len(work.undecided),
                "merged": work.frozen,
            }
            for work in compared.articles
        ],
        "pairs": [{"reviewers": list(pair), **asdict(figures)} for pair, figures in compared.pairs.items()],
        "overall": asdict(compared.overall),
    }

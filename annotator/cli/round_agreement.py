"""How far the reviewers of a round agree, and a second opinion on their votes."""

import gc
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from annotator.cli.progress import at_work
from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.errors import InputError
from annotator.domain.round import Round
from annotator.services.agreeing import Asked, agreement
from annotator.services.leading import find_round
from annotator.services.opining import METHODS, Method, opinions
from annotator.services.raw_votes import raw_to
from annotator.services.reading import Reading
from annotator.services.voting import check_may_see
from annotator.tui.agreement_text import all_lines
from annotator.tui.opinion_text import opinion_lines
from annotator.tui.tables import Lines

if TYPE_CHECKING:
    from annotator.tui.app import AnnotatorApp
    from annotator.tui.screens.agreement import AgreementScreen

WIDTH = 80
_STDOUT = Path("-")


_AS_CSV: dict[str, Any] = {
    "is_flag": False,
    "flag_value": "-",
    "type": click.Path(path_type=Path),
    "metavar": "[FILE]",
}


@click.command(name="agreement")
@click.argument("name")
@click.option("--labels", metavar="LABELS", default="", help="Labels that count, with commas between.")
@click.option("--article", "articles", multiple=True, metavar="ID", help="Claims of this article only.")
@click.option("--by", type=click.Choice(["article"]), help="Also article by article.")
@click.option("--json", "as_json", is_flag=True, help="For programs: an object.")
@click.option("--screen", is_flag=True, help="Show it on a screen, page by page.")
@click.option("--raw", **_AS_CSV, help="The labels that count as CSV: a row a claim, a column a reviewer.")
@click.option("--raw-confidence", **_AS_CSV, help="The same with how sure they were.")
@where_options
def agree(
    setup: Setup,
    name: str,
    labels: str,
    articles: tuple[str, ...],
    by: str | None,
    as_json: bool,
    screen: bool,
    raw: Path | None,
    raw_confidence: Path | None,
) -> None:
    """How far the reviewers of the round NAME agree, on labels, on evidence, two by two.

    All labels count but not_checkable; --labels counts others. --raw goes after NAME; without FILE it writes
    to standard output, and nothing else does.
    """
    if screen:
        _open_screen(setup, name)
        return
    gc.disable()  # it would go through all votes again and again, and nothing of them is garbage
    member = setup.member(ask=False)
    with setup.reader() as store:
        found = find_round(store, name)
        ids = tuple(map(Reading(store, member).find_article, articles))
        asked = Asked(tuple(filter(None, labels.split(","))), ids, by == "article")
        for path, confidence in ((raw, False), (raw_confidence, True)):
            if path is not None:
                claims = raw_to(store, found, member, asked, path, confidence=confidence)
                if path != _STDOUT:
                    say(f"{claims} claims to {path}.")
        if _STDOUT in (raw, raw_confidence):
            return
        figures = agreement(store, found, member, asked)
    if as_json:
        put(json.dumps(figures.record(), ensure_ascii=False, allow_nan=False))
    else:
        put(f"{figures.name}: {figures.kind}")
        _print(all_lines(figures, WIDTH))


@click.command()
@click.argument("name")
@click.option("--method", type=click.Choice(METHODS), required=True, help="How to make it of the votes.")
@click.option("--all", "everything", is_flag=True, help="List all claims, not just those where it differs.")
@click.option("--json", "as_json", is_flag=True, help="For programs: an object.")
@where_options
def aggregate(setup: Setup, name: str, method: str, everything: bool, as_json: bool) -> None:
    """A second opinion on the votes of the round NAME, beside them. It decides nothing: a lead does."""
    gc.disable()
    with setup.reader() as store:
        found = _with_votes(find_round(store, name))
        at_work(f"Going through the votes on {found.claims} claims ...")
        made = opinions(store, found, cast(Method, method), setup.member(ask=False))
    if as_json:
        put(json.dumps(made.record(found), ensure_ascii=False, allow_nan=False))
    else:
        _print(opinion_lines(made, found, WIDTH, everything=everything))


def _with_votes(found: Round) -> Round:
    """Raises InputError for a round in which nobody votes."""
    if found.kind == "segmentation":
        raise InputError(
            f"{found.name!r} is a segmentation round: it has claims to compare, no votes.",
            do="annotator round compare says how far its reviewers find the same claims.",
        )
    return found


def _open_screen(setup: Setup, name: str) -> None:
    from annotator.cli.review import has_screen

    if not has_screen():
        raise InputError(
            "This screen needs a terminal that can move its cursor.",
            do="Without --screen the figures are printed.",
        )
    setup.check_keys()
    with setup.workplace() as place:
        with setup.reader() as store:
            found = find_round(store, name)
            check_may_see(store.db, found, place.member)

        def opens(app: "AnnotatorApp") -> "AgreementScreen":
            from annotator.tui.screens.agreement import agreement_screen

            return agreement_screen(app.desk, found.id)

        from annotator.tui.start import run

        gc.disable()
        run(place, config=setup.config, opens=opens)


def _print(lines: Lines) -> None:
    for line in lines:
        put("".join(text for text, _ in line).rstrip())

"""Making a round from the command line."""

import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.setup import Setup, put, say, scheme_of, text_of, where_options
from annotator.domain.errors import InputError
from annotator.domain.round import ROUND_KINDS, RoundKind
from annotator.domain.text import clean_line

if TYPE_CHECKING:
    from annotator.domain.handing_out import More
    from annotator.services.control_answers import Answers
    from annotator.store.choosing import Stratum

STRATA: tuple["Stratum", ...] = ("article", "publisher", "mode", "label")
HIGHEST_SEED = 2**63 - 1

_WHICH = (
    click.option(
        "--article", "articles", multiple=True, metavar="ID", help="Claims of this article only; repeatable."
    ),
    click.option("--search", metavar="WORDS", default="", help="Claims whose wording has all these words."),
    click.option(
        "--state",
        default="",
        metavar="STATE",
        help="Claims that are open (nobody has labelled them), labelled, incomplete (evidence is missing), in"
        " disagreement, flagged, any; or that somebody gave this label, such as verified.",
    ),
    click.option(
        "--sample",
        type=click.IntRange(min=1),
        metavar="N",
        help="Draw so many of them; articles in a segmentation round.",
    ),
    click.option(
        "--stratify",
        type=click.Choice(STRATA),
        help="Draw from each article, publisher, mode or label in proportion.",
    ),
)
_WHO = (
    click.option("--reviewers", metavar="NAMES", help="With commas: bob,carol,dan [all of the file]."),
    click.option("--known-only", is_flag=True, help="Refuse names that are no members of the file yet."),
    click.option(
        "--overlap",
        type=click.IntRange(min=1),
        metavar="N",
        help="How many reviewers get each claim [2; everybody in a calibration round].",
    ),
    click.option("--more", metavar="N:SHARE", help="More reviewers for a share of the claims, as 3:20%."),
    click.option(
        "--blind/--open",
        default=True,
        help="Whether reviewers see nothing of each other until you reveal or close it [blind].",
    ),
)
_HOW = (
    click.option(
        "--guideline",
        type=click.Path(path_type=Path),
        help="What reviewers should know (text). Its text is kept; another text of the same name is its next"
        " version.",
    ),
    click.option(
        "--scheme", type=click.Path(path_type=Path), help="Labels of this round (TOML) [the file's]."
    ),
    click.option(
        "--seed",
        type=click.IntRange(0, HIGHEST_SEED),
        metavar="N",
        help="For all that is drawn: the same seed, the same work [a new one, which is told].",
    ),
    click.option(
        "--controls",
        type=click.Path(path_type=Path),
        help="Known answers, mixed in unseen for everybody: a file of lines ID,LABEL.",
    ),
    click.option("--controls-from", metavar="ROUND", default="", help="The settled claims of that round."),
    click.option("--controls-count", type=click.IntRange(min=1), metavar="N", help="Draw so many of them."),
    click.option("--dry-run", is_flag=True, help="Say who would get what, and write nothing."),
    click.option("--json", "as_json", is_flag=True, help="One JSON object."),
)


def _making_options(function: click.decorators.FC) -> click.decorators.FC:
    for option in reversed((*_WHICH, *_WHO, *_HOW)):
        function = option(function)
    return function


@click.command()
@click.argument("name")
@click.option(
    "--kind", type=click.Choice(ROUND_KINDS), default="labelling", help="What it is for [labelling]."
)
@_making_options
@where_options
def create(
    setup: Setup,
    name: str,
    kind: RoundKind,
    articles: tuple[str, ...],
    search: str,
    state: str,
    sample: int | None,
    stratify: "Stratum | None",
    reviewers: str | None,
    known_only: bool,
    overlap: int | None,
    more: str | None,
    blind: bool,
    guideline: Path | None,
    scheme: Path | None,
    seed: int | None,
    controls: Path | None,
    controls_from: str,
    controls_count: int | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make the round NAME: freeze claims into it, and hand them out.

    Kinds: calibration (everybody labels the same, to see whether the guideline is understood), segmentation
    (reviewers correct which claims an article has), labelling, evidence_check (labelled claims once more),
    dispute (another vote where labels differ).

    Without a word on which claims: all open ones, those that nobody has labelled. A dispute round takes
    claims on which labels differ, an evidence_check round labelled ones. With --article or --search:
    labelled claims too, unless --state says otherwise. All that you say about claims must hold at once.
    Claims that are folded, revised or dropped never come in.

    Work is balanced by its expected length, article by article, and every two reviewers share about equally
    many claims. A calibration round gives every claim to everybody.
    """
    from annotator.cli.progress import at_work
    from annotator.cli.round_telling import record, say_made, show_plan
    from annotator.services.leading import Leading
    from annotator.services.planning import Asked, Selection, plan_round
    from annotator.store import rounds

    asked = Asked(
        name=name,
        kind=kind,
        selection=Selection(
            articles=articles, words=search, state=_state(state), sample=sample, strata=stratify
        ),
        reviewers=tuple(reviewers.split(",")) if reviewers is not None else (),
        known_only=known_only,
        overlap=overlap,
        more=_more(more) if more is not None else None,
        blind=blind,
        guideline=_guideline(guideline) if guideline else None,
        scheme=scheme_of(scheme) if scheme else None,
        seed=secrets.randbelow(10**9) if seed is None else seed,
        answers=_answers(controls, controls_from, controls_count),
    )
    at_work("Choosing claims and handing them out ...")
    with setup.reader() as store:
        planned = plan_round(store, setup.member(ask=not dry_run), asked)
    made, kept = None, None
    if not dry_run:
        at_work(f"Freezing {len(planned.plan.claims)} claims ...")
        with setup.workplace() as place:
            made = Leading(place.store, place.member, place.device).make(planned.plan)
            kept = rounds.guideline(place.store.db, made.guideline)
    if as_json:
        put(json.dumps(record(planned, made.id if made else None), ensure_ascii=False))
        return
    show_plan(planned)
    if made:
        say_made(setup, planned, kept)
    else:
        say(f"Nothing was written. To make this very round: without --dry-run, and with --seed {asked.seed}.")


def _state(given: str) -> str:
    return given.strip().casefold().replace(" ", "_")


def _more(given: str) -> "More":
    """`3:20%`. Raises InputError."""
    from annotator.domain.handing_out import More

    overlap, colon, share = given.replace(" ", "").partition(":")
    percent = share.removesuffix("%")
    numbers = [
        int(part) if part.isascii() and part.isdecimal() and len(part) < 6 else 0
        for part in (overlap, percent)
    ]
    if not colon or 0 in numbers:
        raise InputError(
            f"--more {given!r} is not understood.",
            safe="Nothing was changed.",
            do="Write reviewers and a share of the claims: 3:20% for three reviewers for every fifth claim.",
        )
    return More(percent=numbers[1], overlap=numbers[0])


def _guideline(path: Path) -> tuple[str, str]:
    """Name and text. Raises InputError."""
    text = text_of(path)
    if not text.strip():
        raise InputError(f"{path} is empty.", safe="Nothing was changed.")
    return clean_line(path.name), text


def _answers(path: Path | None, from_round: str, count: int | None) -> "Answers":
    from annotator.services.control_answers import Answers, read_answers

    lines = read_answers(text_of(path), clean_line(path.name)) if path else ()
    return Answers(lines=lines, from_round=from_round, count=count)

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
    from annotator.services.planning import Planned
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

    Without a word on which claims: all open ones, those that nobody has labelled. A dispute round takes
    claims on which labels differ, an evidence_check round labelled ones. All that you say about claims must
    hold at once. Claims that are folded, revised or dropped never come in.

    Work is balanced by its expected length, article by article, and every two reviewers share about equally
    many claims. A calibration round gives every claim to everybody.
    """
    from annotator.services.leading import Leading
    from annotator.services.planning import Asked, Selection, plan_round

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
        guideline=(clean_line(guideline.name), text_of(guideline)) if guideline else None,
        scheme=scheme_of(scheme) if scheme else None,
        seed=secrets.randbelow(10**9) if seed is None else seed,
        answers=_answers(controls, controls_from, controls_count),
    )
    with setup.reader() as store:
        planned = plan_round(store, setup.member(ask=not dry_run), asked)
    made = ""
    if not dry_run:
        with setup.workplace() as place:
            made = Leading(place.store, place.member, place.device).make(planned.plan).id
    if as_json:
        put(json.dumps(_record(planned, made), ensure_ascii=False))
        return
    _show(planned)
    if made:
        _say_made(setup, planned)
    else:
        say("Nothing was written; the same command without --dry-run makes the round, with the seed given.")


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


def _answers(path: Path | None, from_round: str, count: int | None) -> "Answers":
    from annotator.services.control_answers import Answers, read_answers

    lines = read_answers(text_of(path), clean_line(path.name)) if path else ()
    return Answers(lines=lines, from_round=from_round, count=count)


def _show(planned: "Planned") -> None:
    """What is frozen, and a line for each reviewer."""
    plan, summary = planned.plan, planned.summary()
    articles = len({task.article for task in planned.tasks})
    put(f"{plan.name}: {plan.kind}, {len(plan.claims)} claims of {articles} articles, seed {plan.seed}")
    width = max(len(portion.reviewer) for portion in summary.portions)
    for portion in summary.portions:
        new = "  (new)" if portion.reviewer in planned.new else ""
        put(
            f"  {portion.reviewer:{width}} {portion.claims:7} claims {portion.articles:6} articles"
            f" {_hours(portion.weight):>8} expected{new}"
        )
    if summary.pairs:
        fewest, most = summary.pairs
        each = f"{fewest}" if fewest == most else f"{fewest} to {most}"
        put(f"Every two reviewers share {each} claims.")
    if plan.controls:
        put(f"Control items, which everybody gets unseen: {len(plan.controls)}.")


def _hours(tenths: int) -> str:
    minutes = max(round(tenths / 600), 1)
    return f"{minutes // 60} h {minutes % 60:02}" if minutes >= 60 else f"{minutes} min"


def _say_made(setup: Setup, planned: "Planned") -> None:
    plan = planned.plan
    if planned.new:
        say(f"No members before, added as reviewers: {', '.join(sorted(planned.new))}.")
    say(f"The round {plan.name} is made; its claims, scheme and guideline are frozen. Seed: {plan.seed}.")
    if plan.blind:
        say(
            "Blind: its reviewers see nothing of each other's acts on these claims. The file itself is not"
            " sealed, and names are declared, not proven."
        )
    me = setup.member(ask=False)
    if plan.blind and me in plan.hands:
        say(
            f"You, {me}, are one of its reviewers: before you reveal it you see nothing of the others either."
        )
    say("Each reviewer goes on with:")
    for name in sorted(plan.hands):
        say(f"  annotator review --round {quoted(plan.name)} --reviewer {quoted(name)}")


def quoted(word: str) -> str:
    """As a shell takes it."""
    import shlex

    return shlex.quote(word)


def _record(planned: "Planned", made: str) -> dict[str, object]:
    plan, summary = planned.plan, planned.summary()
    return {
        "id": made or None,
        "name": plan.name,
        "kind": plan.kind,
        "blind": plan.blind,
        "overlap": plan.overlap,
        "seed": plan.seed,
        "settings": plan.settings,
        "guideline": plan.guideline and plan.guideline[0],
        "claims": len(plan.claims),
        "articles": len({task.article for task in planned.tasks}),
        "controls": len(plan.controls),
        "reviewers": [
            {
                "name": portion.reviewer,
                "new": portion.reviewer in planned.new,
                "claims": portion.claims,
                "articles": portion.articles,
                "expected_seconds": portion.weight // 10,
            }
            for portion in summary.portions
        ],
        "shared_by_pairs": summary.pairs,
    }

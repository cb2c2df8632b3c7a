"""Makes the pictures of the docs: `python docs/screenshots.py [NAME]...` writes SVGs beside this file."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from annotator.domain.citation import CitationDraft, Source
from annotator.readers import read_file
from annotator.services.ingesting import ingest
from annotator.services.leading import Leading
from annotator.services.opening import Workplace, open_workplace
from annotator.services.planning import Asked, Selection, plan_round
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.services.splitting import Splitting, Unread
from annotator.tui.app import AnnotatorApp

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
STATEMENT = CitationDraft(
    Source(
        url="https://ministry.example/statements/2022-03-21",
        title="Statement on the talks",
        publisher="Foreign Ministry",
        published="2022-03-21",
        origin="Foreign Ministry",
    ),
    "supports",
    "primary",
    quote="does not intend to continue the negotiations",
    accessed="2026-11-23",
    archive_url="https://archive.example/2022/statement",
)


def seed(folder: Path) -> Workplace:
    """A file with the sample articles and some work done."""
    place = open_workplace(folder / "annotator.db", "ann", state=folder / "state", create=True)
    unread = [Unread(str(p), partial(read_file, p)) for p in sorted(CORPUS.glob("*.[thm]*"))]
    taken = list(ingest(place.store, Splitting().each(unread)))
    article = taken[0].article
    claims = [mark.claim.id for mark in Reading(place.store, "ann").article(article).marks]
    reviewing = Reviewing(place.store, "ann", place.device)
    reviewing.label(claims[0], "sourced")
    reviewing.label(claims[1], "sourced")
    reviewing.cite(claims[2], STATEMENT)
    reviewing.label(claims[2], "verified", confidence=4)
    reviewing.label(claims[4], "contested")
    reviewing.flag(claims[4])
    reviewing.leave_place(article, claims[2])
    return place


LOG = replace(
    STATEMENT,
    source=replace(STATEMENT.source, url="https://archive.example/diplomacy/1984", title="A longer story",
                   publisher="Harsk Review", origin="Harsk Review"),
    stance="refutes", kind="secondary", quote="the talks had ended months before",
)  # fmt: skip


def seed_round(folder: Path) -> Workplace:
    """The same file with a blind round that three reviewers are in the midst of."""
    place = seed(folder)
    article = Reading(place.store, "ann").first_place()
    asked = Asked(
        name="spring", seed=3, reviewers=("bob", "carol", "dan"),
        selection=Selection(articles=(article[0] if article else "",), state="any"),
    )  # fmt: skip
    planned = plan_round(place.store, "ann", asked)
    made = Leading(place.store, "ann", place.device).make(planned.plan)
    for member, share in (("bob", 1.0), ("carol", 0.8), ("dan", 0.5)):
        by = Reviewing(place.store, member, f"device of {member}", round_id=made.id)
        numbers = planned.plan.hands[member]
        for place_in_queue, number in enumerate(numbers[: int(len(numbers) * share)]):
            vote(by, planned.plan.claims[number], number, place_in_queue)
    return place


def vote(by: Reviewing, claim: str, number: int, place: int) -> None:
    """What a reviewer says of a claim; they differ on every fourth."""
    seconds = 60 + 37 * number % 90
    if number % 9 == 5:
        by.skip(claim, "not my field")
    elif number % 4 == 2 and by.member == "carol":
        by.label(claim, "contested", confidence=4, seconds=seconds, rationale="A review has it otherwise.")
        by.cite(claim, LOG)
    elif number % 5 == 3:
        by.label(claim, "not_checkable", confidence=5, seconds=seconds)
    else:
        by.label(claim, "sourced", confidence=3 + number % 3, seconds=seconds)
        if place % 6 != 4:
            by.cite(claim, STATEMENT)


async def picture(
    folder: Path, name: str, size: tuple[int, int], seeds: Callable[[Path], Workplace], *keys: str
) -> None:
    place = seeds(folder)
    app = AnnotatorApp(place, today=lambda: date(2026, 11, 23))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.3)
        await pilot.pause(0.5)
        (HERE / f"{name}.svg").write_text(app.export_screenshot(), encoding="utf-8")
    place.close()


def main(*wanted: str) -> None:
    """All pictures, or those of these names."""
    os.environ.pop("NO_COLOR", None)
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}  # whatever terminal this is run in
    for name, size, seeds, keys in (
        ("review-80x24", (80, 24), seed, ()),
        ("review-160x50", (160, 50), seed, ()),
        ("citation-80x24", (80, 24), seed, ("o",)),
        ("library-80x24", (80, 24), seed, ("q",)),
        ("caret-80x24", (80, 24), seed, ("V", "v", "1", "1", "e")),
        ("dashboard-80x24", (80, 24), seed_round, ("w", "j", "w")),
        ("settling-120x40", (120, 40), seed_round, ("w", "j", "A")),
    ):
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(picture(Path(folder), name, size, seeds, *keys))


if __name__ == "__main__":
    main(*sys.argv[1:])

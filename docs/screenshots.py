"""Makes the pictures of the README: `python docs/screenshots.py` writes SVGs beside this file."""

import asyncio
import os
import tempfile
from datetime import date
from functools import partial
from pathlib import Path

from annotator.domain.citation import CitationDraft, Source
from annotator.readers import read_file
from annotator.services.ingesting import ingest
from annotator.services.opening import Workplace, open_workplace
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


async def picture(folder: Path, name: str, size: tuple[int, int], *keys: str) -> None:
    place = seed(folder)
    app = AnnotatorApp(place, today=lambda: date(2026, 11, 23))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        await pilot.press(*keys)
        await pilot.pause(0.5)
        (HERE / f"{name}.svg").write_text(app.export_screenshot(), encoding="utf-8")
    place.close()


def main() -> None:
    os.environ.pop("NO_COLOR", None)
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}  # whatever terminal this is run in
    for name, size, keys in (
        ("review-80x24", (80, 24), ()),
        ("review-160x50", (160, 50), ()),
        ("citation-80x24", (80, 24), ("o",)),
        ("library-80x24", (80, 24), ("q",)),
        ("caret-80x24", (80, 24), ("V", "v", "1", "1", "e")),
    ):
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(picture(Path(folder), name, size, *keys))


if __name__ == "__main__":
    main()

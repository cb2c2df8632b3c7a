"""What an import promises of any records: exact ranges, the same sets in any order, once."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from import_formats import LINES, write_lines

from annotator.domain.text import canonical
from annotator.formats.format import Source
from annotator.services.importing import Report, importing
from annotator.store import content, projections

PIECES = st.sampled_from(
    [
        "The crane",
        " fell",
        ". ",
        "\r\n",
        "\n",
        "\t",
        "e\u0301",
        "é",
        "😀",
        "漢字",
        "\u202e",
        "שלום",
        "\x1b[2J",
        "=1+1",
        '"',
        ",",
    ]
)
TEXTS = st.lists(PIECES, min_size=2, max_size=12).map(lambda parts: "x" + "".join(parts) + "y")


@st.composite
def records(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Claims of up to three articles, the text of each given by one or more of its records."""
    texts = draw(st.lists(TEXTS, min_size=1, max_size=3, unique_by=canonical))
    made: list[dict[str, Any]] = []
    for name, text in enumerate(texts):
        for number in range(draw(st.integers(1, 4))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            label = draw(st.sampled_from(["sourced", "contested", ""]))
            given = {"text": text} if number == 0 or draw(st.booleans()) else {}
            made.append(
                {
                    "claim": {"text": draw(st.sampled_from(["", "A crane fell."])), "ranges": [[start, end]]},
                    "article": {"id": str(name), **given},
                    "labels": [{"label": label, "value": text[:3]}],
                    "extras": {"here": text[start:end], "n": draw(st.integers(0, 9))},
                }
            )
    return made


def take_in(desk: Any, path: Path) -> Report:
    with importing(LINES, Source(path)) as work:
        work.read(desk.store)
        return work.bring_in(desk.me) if work.staged.found.events else Report(records=1)


def sets(desk: Any) -> list[Any]:
    db = desk.store.db
    return [content.claim_set_of(db, row[0]) for row in desk.sql("SELECT id FROM claim_set ORDER BY id")]


@settings(max_examples=40)
@given(found=records(), seed=st.randoms(use_true_random=False))
def test_any_order_of_records_gives_the_same_sets_and_exact_ranges(
    kit_in: Callable[[Path], Any], found: list[dict[str, Any]], seed: Any
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kit = kit_in(Path(folder))
        shuffled = list(found)
        seed.shuffle(shuffled)
        desks = []
        for name, lines in (("one", found), ("other", shuffled)):
            desk = kit.desk(name, state=name, texts=())
            take_in(desk, write_lines(Path(folder) / f"{name}.jsonl", *lines))
            desks.append(desk)
        assert sets(desks[0]) == sets(desks[1])
        texts = dict(desks[0].sql("SELECT id, text FROM article"))
        exact = {
            canonical(json.loads(line["claim"] and json.dumps(line["extras"]["here"]))) for line in found
        }
        for made in sets(desks[0]):
            for claim in made.claims:
                assert texts[made.article][slice(*claim.ranges[0])] in exact
        before = projections.snapshot(desks[0].store.db)
        assert take_in(desks[0], Path(folder) / "one.jsonl").is_nothing
        assert projections.snapshot(desks[0].store.db) == before
        kit.assert_projections_hold(desks[0].store)
        for text, extras in desks[0].sql(
            "SELECT c.text, g.extras FROM suggestion AS g JOIN claim AS c ON c.id = g.claim"
        ):
            assert text
            assert json.loads(extras)["n"] in range(10)
        kit.close_all()

"""Annotation tools there and back: what was exported, or made in the tool, comes in on the same words."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.formats import load_formats
from annotator.formats.format import Source
from annotator.services.export_request import ExportRequest
from annotator.services.exporting import export_to
from annotator.services.importing import importing

TEXTS = (
    "The 🚀 harbour closed on Monday.\nThe mayor said the 漢字 cranes had failed.\nNobody was hurt.\n",
    'Two "bridges" opened, עברית & <all>.\nThe engineer said both were safe: =1+1.\n',
)
MADE_THERE = "Zoë\r\nsaid e\u0301 🚀\tso; rain fell.\r\n"
"""As a tool may hold it: line ends of Windows, a letter of two code points, one of two UTF-16 units."""


def take_in(desk: Any, format_id: str, path: Path, **options: str) -> None:
    with importing(load_formats().get(format_id), Source(path, options)) as work:
        work.read(desk.store)
        assert list(work.bad()) == []
        work.bring_in(desk.me)


def suggested(desk: Any) -> list[tuple[str, str, str]]:
    """Words, wording and label of each claim that something is suggested for."""
    rows = desk.sql(
        "SELECT a.text, c.ranges, c.text, g.label FROM suggestion AS g JOIN claim AS c ON c.id = g.claim"
        " JOIN claim_set AS s ON s.id = c.claim_set JOIN article AS a ON a.id = s.article ORDER BY 1, 2, 3, 4"
    )
    return [
        (" … ".join(text[start:end] for start, end in json.loads(ranges)), wording, label)
        for text, ranges, wording, label in rows
    ]


@pytest.mark.parametrize(
    ("format_id", "name", "options"),
    [
        ("doccano", "all.jsonl", {}),
        ("labelstudio", "folder", {}),
        ("prodigy", "answers.jsonl", {"articles": "known"}),
    ],
)
def test_an_export_comes_back_on_the_claims_that_went_out(
    kit, tmp_path: Path, format_id: str, name: str, options: dict[str, str]
) -> None:
    desk = kit.desk(texts=TEXTS)
    for claim, label in zip(desk.claims, ("insufficient", "not_checkable"), strict=False):
        desk.me.label(claim, label)
    export_to(
        desk.store, desk.place.member, format_id, tmp_path / name, ExportRequest(include_incomplete=True)
    )
    take_in(desk, format_id, tmp_path / name, **options)
    lines = [line for text in TEXTS for line in text.splitlines()]
    labels = dict(zip(lines, ("insufficient", "not_checkable"), strict=False))
    assert sorted(suggested(desk)) == sorted((line, line, labels.get(line, "")) for line in lines)


@pytest.mark.parametrize(
    ("format_id", "record"),
    [
        ("doccano", {"text": MADE_THERE, "label": [[0, 3, "CLAIM"], [10, 15, "refuted"]]}),
        (
            "labelstudio",
            {
                "data": {"text": MADE_THERE},
                "annotations": [
                    {
                        "result": [
                            {
                                "id": "a",
                                "type": "labels",
                                "value": {"start": 0, "end": 3, "labels": ["CLAIM"]},
                            },
                            {
                                "id": "b",
                                "type": "labels",
                                "value": {"start": 10, "end": 14, "labels": ["refuted"]},
                            },
                        ]
                    }
                ],
            },
        ),
        (
            "prodigy",
            {
                "text": MADE_THERE,
                "answer": "accept",
                "spans": [
                    {"start": 0, "end": 3, "label": "CLAIM"},
                    {"start": 10, "end": 14, "label": "refuted"},
                ],
            },
        ),
    ],
)
def test_what_was_marked_in_the_tool_is_found_in_the_canonical_text(
    kit, tmp_path: Path, format_id: str, record: dict[str, Any]
) -> None:
    desk = kit.desk(texts=())
    path = tmp_path / "made.json"
    path.write_text(json.dumps(record) + "\n", "utf-8")
    take_in(desk, format_id, path)
    assert suggested(desk) == [("Zoë", "Zoë", ""), ("é 🚀", "é 🚀", "contested")]

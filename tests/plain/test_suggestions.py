"""Imported suggestions line by line: read out, and taken over by the same key."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from imported import Record, put_import

from annotator.store import open_to_read, open_to_write

Saying = Callable[..., Any]


@pytest.fixture
def imported(kit: Any, path: Path) -> Path:
    """The file with one suggestion on its first claim, two on its second."""
    with open_to_write(path) as store:
        query = (
            "SELECT c.id FROM article_info AS i JOIN claim AS c ON c.claim_set = i.shown_set"
            " ORDER BY i.published, i.title, i.article, c.position"
        )
        first, second = (row[0] for row in store.db.execute(query).fetchmany(2))
        cited = kit.draft("supports", title="Harbour book")
        records = [
            Record(first, "sourced", "SUPPORTS", "ana", 4, "As the book has it.", [cited]),
            Record(second, "sourced", by="ana"),
            Record(second, "contested", by="bo"),
        ]
        put_import(store, "fever", *records)
    return path


def labels(path: Path) -> list[tuple[Any, ...]]:
    with open_to_read(path) as store:
        return list(store.db.execute("SELECT label, rationale FROM current_label ORDER BY id").fetchall())


def test_a_suggestion_is_read_out_and_taken_over(talk: Saying, imported: Path) -> None:
    said = talk(">", "full", "u").flat
    assert "no label yet (suggested: sourced), 0 citations." in said
    assert "Suggested: sourced (SUPPORTS) by import:fever, ana, confidence 4." in said
    assert "Its rationale: As the book has it." in said
    assert "It rests on 1 citation; full reads all." in said
    assert "Saved: Labelled sourced, as import:fever suggests." in said
    assert "It rests on: supports (secondary): Harbour book" in said
    assert "Saved: Took back: taking a suggestion over." in said
    assert labels(imported) == []


def test_of_several_the_number_says_which(talk: Saying, imported: Path) -> None:
    said = talk("j", ">", "2").flat
    assert "2: contested by import:fever, bo." in said
    assert labels(imported) == [("contested", "")]


def test_the_list_says_which_claims_have_one(talk: Saying, imported: Path) -> None:
    assert "1, no label, suggested: " in talk("claims").flat


def test_imports_without_a_label_are_told_once_and_last(talk: Saying, imported: Path) -> None:
    with open_to_write(imported) as store:
        ((claim,),) = store.db.execute("SELECT claim FROM suggestion WHERE confidence = 4").fetchall()
        put_import(store, "csv", Record(claim, key="1"), Record(claim, key="2"))
    said = talk("full").flat
    assert said.count(" Imported from csv, without a label.") == said.count("Suggested: sourced (SUPPORTS)")
    assert said.index("Suggested: sourced (SUPPORTS)") < said.index("Imported from csv")

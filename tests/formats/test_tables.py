from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from dataset_records import make_citation, make_gold, make_label
from hostile import all_hostile, hostile_records
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.formats.table import Column, paths
from annotator.formats.tables import TABLES, rows

Make = Callable[..., ClaimRecord]
TYPES = {"text": str, "integer": int, "boolean": bool}


def by_table(*records: ClaimRecord) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
    for name, row in rows(records, Counter()):
        found[name].append(row)
    return found


def assert_typed(columns: tuple[Column[Any], ...], row: dict[str, Any]) -> None:
    assert list(row) == [column.name for column in columns]
    for column in columns:
        values = row[column.name] if column.many else [row[column.name]]
        assert isinstance(values, list), column.name
        for value in values:
            if column.type == "object":
                assert_typed(column.parts, value)
            elif (column.name, value) != ("confidence", None):
                assert type(value) is TYPES[column.type], column.name


@given(data=st.data())
def test_every_value_is_of_the_type_that_its_column_says(
    data: st.DataObject, any_records: st.SearchStrategy[list[ClaimRecord]]
) -> None:
    drawn = data.draw(any_records)
    for table in TABLES:
        for row in by_table(*drawn, *all_hostile())[table.name]:
            assert_typed(table.columns, row)


def test_rows_point_to_each_other(record: Make) -> None:
    found = by_table(*all_hostile())
    claims = {row["id"]: row for row in found["claims"]}
    articles = {row["id"]: row for row in found["articles"]}
    citations = {row["id"] for row in found["citations"]}
    assert [row["id"] for row in found["articles"]] == ["a" * 64, "b" * 64]
    for claim in claims.values():
        text = articles[claim["article"]]["text"]
        assert [text[r["start"] : r["end"]] for r in claim["ranges"]] == claim["exact"]
        assert set(claim["evidence"]) <= citations
    for row in (*found["votes"], *found["citations"]):
        assert claims[row["claim"]]["article"] == row["article"]
    assert all(set(vote["citations"]) <= citations for vote in found["votes"])


def test_a_decision_stands_and_the_votes_stay_beside_it(record: Make) -> None:
    votes = (make_label("sourced", "supported"), make_label("contested", "refuted", by="ben", id="l2"))
    found = by_table(record(labels=votes, gold=make_gold("contested", "refuted")))
    [claim] = found["claims"]
    assert (claim["label"], claim["verdict"], claim["method"]) == ("contested", "refuted", "adjudicated")
    assert (claim["lead"], claim["vote_labels"]) == ("olga", ["sourced", "contested"])
    assert [vote["verdict"] for vote in found["votes"]] == ["supported", "refuted"]


def test_a_decision_whose_evidence_is_incomplete_has_a_label_and_no_verdict(record: Make) -> None:
    [claim] = by_table(record(gold=make_gold("verified", None, missing=("a primary source",))))["claims"]
    assert (claim["label"], claim["verdict"], claim["missing"]) == ("verified", "", ["a primary source"])


@pytest.mark.parametrize(
    ("votes", "stands"),
    [
        ([("sourced", "supported"), ("sourced", "supported")], ("sourced", "supported", "agreed")),
        ([("sourced", "supported"), ("verified", "supported")], ("", "supported", "agreed")),
        ([("sourced", "supported"), ("contested", "refuted")], ("", "", "")),
        ([("sourced", "supported"), ("verified", None)], ("sourced", "supported", "agreed")),
        ([("not_checkable", None)], ("not_checkable", "", "agreed")),
        ([("sourced", None)], ("", "", "")),
        ([], ("", "", "")),
    ],
)
def test_without_a_decision_what_all_say_stands(
    record: Make, votes: list[tuple[str, str | None]], stands: tuple[str, str, str]
) -> None:
    labels = tuple(make_label(*vote, by=str(number)) for number, vote in enumerate(votes))
    [claim] = by_table(record(labels=labels))["claims"]
    assert (claim["label"], claim["verdict"], claim["method"]) == stands


def test_a_citation_that_several_rest_on_is_one_row(record: Make) -> None:
    cited = make_citation()
    labels = (make_label(citations=[cited]), make_label(by="ben", citations=[cited], id="l2"))
    found = by_table(record(labels=labels, gold=make_gold(citations=(cited,)), other_citations=(cited,)))
    assert [row["id"] for row in found["citations"]] == ["k1"]


def test_an_article_is_one_row_however_many_claims_it_has(record: Make) -> None:
    other = DatasetArticle("b" * 64, {}, "Another text, long enough for the ranges.")
    given = [record(), record(), record(article=other)]
    assert [row["id"] for row in by_table(*given)["articles"]] == ["a" * 64, "b" * 64]


def test_what_imports_suggest_is_counted_and_left_out(record: Make) -> None:
    full = hostile_records()[0][0]
    left_out: Counter[str] = Counter()
    list(rows([full, replace(full, suggested_citations=(make_citation(),))], left_out))
    assert left_out == {"labels and citations that came with imported records, which are nobody's here": 3}


def test_no_column_has_a_name_that_pandas_takes_for_a_time() -> None:
    for table in TABLES:
        for column in paths(table.columns):
            assert column.name != "date"
            assert not column.name.endswith(("_at", "_time"))
            assert not column.name.startswith(("timestamp", "modified"))

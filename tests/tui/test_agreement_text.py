"""Figures as lines: what has no room, what is not defined, and a matrix that needs no colour."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.domain.agreement import Figure, agreement_of
from annotator.tui.matrix import matrix_lines, row_shares
from annotator.tui.tables import Column, Lines, table


def words(lines: Lines) -> str:
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


def confusion(labels: int, *, claims: int = 3):
    names = [f"label {number}" for number in range(labels)]
    votes = {
        f"c{n}": {"a": names[n % labels], "b": names[(n * n) % labels], "c": names[n % min(2, labels)]}
        for n in range(claims)
    }
    return agreement_of(votes, names, draws=1).confusion


@pytest.mark.parametrize("labels", [1, 3, 5, 8, 12])
@pytest.mark.parametrize("width", [78, 100])
def test_the_matrix_fits_and_has_a_number_in_each_cell(labels: int, width: int) -> None:
    made = confusion(labels, claims=40)
    lines = words(matrix_lines(made, width)).splitlines()
    assert max(map(cell_len, lines)) <= width
    for row, counts in zip(lines[1 : labels + 1], made.counts, strict=True):
        cells = re.findall(r"[ ░▒▓█](\d+)(?:\s|$)", row.split(f"label {lines.index(row) - 1}", 1)[1])
        assert [int(cell) for cell in cells] == list(counts)


def test_a_matrix_without_room_is_not_drawn() -> None:
    assert words(matrix_lines(confusion(40), 80)) == " 40 labels have no room here; --json has the matrix."


def test_a_row_of_the_matrix_is_shares_of_votes() -> None:
    """Of three pairs sourced-sourced and two sourced-verified: 6 of 8 beside a sourced one are so too."""
    assert row_shares([[3, 2], [2, 0]]) == [[0.75, 0.25], [1.0, 0.0]]
    assert row_shares([[0, 0], [0, 1]]) == [[0.0, 0.0], [0.0, 1.0]]


def test_figures_without_a_value_are_told_below_the_table_once_a_reason() -> None:
    columns = [Column("name", name=True), Column("alpha"), Column("raw")]
    rows = [
        ("one", Figure(None, "of this"), Figure(0.5)),
        ("two", Figure(None, "of that"), Figure(None, "of this")),
    ]
    assert words(table(columns, rows, 40)).splitlines() == [
        " name  alpha    raw",
        " one     [a]  0.500",
        " two     [b]    [a]",
        " [a] not defined because of this",
        " [b] not defined because of that",
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.text(), st.text(), st.integers(0, 10**6)), max_size=5), st.integers(40, 120))
def test_tables_of_any_names_keep_within_their_width(rows: list[tuple[str, str, int]], width: int) -> None:
    columns = [Column("reviewer", name=True), Column("and", name=True), Column("votes")]
    for line in words(table(columns, rows, width)).splitlines():
        assert cell_len(line) <= width

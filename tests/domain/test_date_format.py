"""How days are shown, and that nothing else is touched."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.date_format import DateFormat

WRITTEN = DateFormat("%-d %b %Y")


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("%Y-%m-%d", "2026-02-03"),
        ("%d.%m.%Y", "03.02.2026"),
        ("%-m/%-d/%Y", "2/3/2026"),
        ("%A, %B %-d, %Y", "Tuesday, February 3, 2026"),
        ("%a %-d %b %Y 100%%", "Tue 3 Feb 2026 100%"),
    ],
)
def test_a_day_is_shown_by_the_pattern(pattern: str, shown: str) -> None:
    assert DateFormat(pattern).fault() == ""
    assert DateFormat(pattern).show("2026-02-03") == shown


@pytest.mark.parametrize("edtf", ["", "2026", "2026-02", "2026-21", "199X", "18XX", "2019/..",
                                  "2026-02/2026-03-01",
                                  "2026-02-30", "no date", "2026-02-03x"])  # fmt: skip
def test_what_is_no_day_stays_as_it_is(edtf: str) -> None:
    assert WRITTEN.show(edtf) == edtf


def test_a_time_of_day_and_both_ends_of_an_interval_are_kept() -> None:
    assert WRITTEN.show("2026-02-03T14:30") == "3 Feb 2026 14:30"
    assert WRITTEN.show("2026-02-03/2026-02-05") == "3 Feb 2026 to 5 Feb 2026"
    assert DateFormat().show("2026-02-03/2026-02-05") == "2026-02-03/2026-02-05"
    assert DateFormat().show("2026-02-03T14:30") == "2026-02-03T14:30"


@pytest.mark.parametrize("pattern", ["%d.%m", "%Y", "%Y-%m-%d %H", "%x", "%Y-%m-%d %", "%Y-%m-%d\x1b[2J",
                                     "%Y-%m-%d\n", "%Y-%m-%d" + "." * 30])  # fmt: skip
def test_a_pattern_that_would_mislead_or_move_the_cursor_is_refused(pattern: str) -> None:
    assert DateFormat(pattern).fault()


@given(st.text(max_size=20))
def test_a_pattern_without_fault_shows_every_day(pattern: str) -> None:
    shown = DateFormat(f"%d{pattern}%m%Y")
    if not shown.fault():
        assert shown.show("2026-12-31").isprintable()


@given(st.dates(date(1000, 1, 1)))
def test_no_day_is_longer_than_the_width_says(day: date) -> None:
    for pattern in ("%A, %B %-d, %Y", "%-m/%-d/%Y"):
        assert len(DateFormat(pattern).show(day.isoformat())) <= DateFormat(pattern).width

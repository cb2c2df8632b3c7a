"""Dates keep the precision they were written with, and never leave the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.edtf import find_dates, format_date, is_edtf, parse_date


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-20",
        "2026-02",
        "2026",
        "2024-02-29",
        "199X",
        "18XX",
        "2003-22",
        "2019/..",
        "../1945",
        "198X/..",
        "2018-21/..",
        "2026-02-16/2026-02-22",
        "2025/2026-02",
    ],
)
def test_dates_seasons_decades_and_intervals_are_edtf(value: str) -> None:
    assert is_edtf(value)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "2026-02-30",
            "2025-02-29",
            "2026-13",
            "0000",
            "26-02-20",
            "2026-2-3",
            "1XXX",
            "0000-22",
            "2003-20",
            "2003-25",
            "2026/",
            "/..",
            "../..",
            "2003-22/2004",
            "..",
        ),
        *("2026-02-22/2026-02-16", "199X/2026", "٢٠٢٦", "2026-02-20\n", "2026-02-20T10:15"),
    ],
)
def test_what_is_no_date_of_the_calendar_is_not_edtf(value: str) -> None:
    assert not is_edtf(value)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("20 February 2026", "2026-02-20"),
        ("February 20, 2026", "2026-02-20"),
        ("Feb. 20, 2026", "2026-02-20"),
        ("the 3rd", None),
        ("3rd of March 2022", "2022-03-03"),
        ("March 2022", "2022-03"),
        ("2022", "2022"),
        ("20. Februar 2026", "2026-02-20"),
        ("3. März 2022", "2022-03-03"),
        ("1er mai 2024", "2024-05-01"),
        ("le 20 février 2026", "2026-02-20"),
        ("20 de febrero de 2026", "2026-02-20"),
        ("3 марта 2022 года", "2022-03-03"),
        ("март 2022", "2022-03"),
        ("20.02.2026", "2026-02-20"),
        ("20/02/2026", "2026-02-20"),
        ("02/20/2026", "2026-02-20"),
        ("2026/02/20", "2026-02-20"),
        ("2026年2月20日", "2026-02-20"),
        ("2026-02-20T10:15:00+09:00", "2026-02-20"),
        ("2026-02-20 10:15", "2026-02-20"),
        ("3 apr\u0131l 2022", None),
        ("30 February 2026", None),
        ("31.04.2026", None),
        ("00/01/2020", None),
        ("tomorrow", None),
        ("3 March", None),
        ("it ended on 3 March 2022", None),
    ],
)
def test_a_written_date_becomes_edtf(written: str, expected: str | None) -> None:
    assert parse_date(written) == expected


def test_a_date_whose_day_and_month_cannot_be_told_apart_is_only_a_year() -> None:
    assert parse_date("03/04/2026") == "2026"
    assert parse_date("04/04/2026") == "2026-04-04"


@pytest.mark.parametrize(
    ("written", "near", "expected"),
    [
        ("December 31", "2026-01-01", "2025-12-31"),
        ("January 1", "2025-12-31", "2026-01-01"),
        ("3 марта", "2022-03-04", "2022-03-03"),
        ("29 February", "2025-01-01", "2024-02-29"),
        ("29 February", "2026-06-01", None),
        ("3 March", "2022", None),
        ("3 March 2020", "2022-03-04", "2020-03-03"),
    ],
)
def test_a_missing_year_is_the_nearest_one(written: str, near: str, expected: str | None) -> None:
    assert parse_date(written, near=near) == expected


def test_dates_are_found_in_order_with_their_ranges() -> None:
    text = "Talks began on 3 March 2022, paused in June 2023 and may 5 people say ended in 2025."
    found = [(text[item.start : item.end], item.edtf) for item in find_dates(text)]
    assert found == [("3 March 2022", "2022-03-03"), ("June 2023", "2023-06"), ("2025", "2025")]


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_from_its_words(day: date) -> None:
    assert parse_date(f"{day.day} {day:%B} {day.year}") == day.isoformat()
    assert parse_date(f"{day:%B} {day.day}, {day.year}") == day.isoformat()
    assert parse_date(day.isoformat()) == day.isoformat()
    assert is_edtf(format_date(day.year, day.month, day.day))


@given(st.text(alphabet=st.sampled_from("0123456789 .-/,MarchFeb年月日мата") | st.characters()))
def test_whatever_is_found_in_any_text_is_edtf_and_in_range(text: str) -> None:
    behind = 0
    for item in find_dates(text):
        assert behind <= item.start < item.end <= len(text)
        assert item.edtf is None or is_edtf(item.edtf)
        behind = item.end
    parsed = parse_date(text)
    assert parsed is None or is_edtf(parsed)

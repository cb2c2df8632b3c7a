"""The time that a claim is about."""

import pytest

from annotator.splitting.dates import claim_date


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("In March 2022, Norland left the talks", "2022-03"),
        ("Norland left the talks on 3 March 2022", "2022-03-03"),
        ("Norland left the talks in 2022", "2022"),
        ("The ferry sank on Friday", "2026-02-20"),
        ("The ferry sank on Saturday", "2026-02-14"),
        ("The ferry sank last Friday", "2026-02-13"),
        ("The ferry sank yesterday", "2026-02-19"),
        ("The ferry sank the day before yesterday", "2026-02-18"),
        ("Last week, the ferry sank", "2026-02-09/2026-02-15"),
        ("The ferry sank last month", "2026-01"),
        ("Earlier this month, the ferry sank", "2026-02"),
        ("The ferry sank last year", "2025"),
        ("Three years ago the ferry sank", "2023"),
        ("The dam was built in the 1990s", "199X"),
        ("The dam was built in the summer of 2003", "2003"),
        ("She served from 1991 to 1999", "1991/1999"),
        ("The ferry sank on 14 October", "2025-10-14"),
    ],
)
def test_a_named_time_is_resolved_at_its_precision(wording: str, expected: str) -> None:
    assert claim_date(wording, "2026-02-20") == expected


@pytest.mark.parametrize(
    "wording",
    [
        "The ferry sank",
        "Fares have risen since 2019",
        "The ministry has until Monday to object",
        "The village will vote on Friday",
        "It closed in 1998 and opened in 2001",
        "People lived there before soldiers came in 1945",
        "1984 workers signed the letter",
        "In the 19th century, the valley was flooded",
    ],
)
def test_an_open_or_unclear_time_gives_no_date(wording: str) -> None:
    assert claim_date(wording, "2026-02-20") is None


@pytest.mark.parametrize("published", ["", "2026", "2026-02", "nonsense!!", "0001-01-01"])
def test_without_the_articles_day_a_weekday_is_not_guessed(published: str) -> None:
    assert claim_date("The ferry sank on Friday", published) is None
    assert claim_date("In March 2022, the ferry sank", published) == "2022-03"


def test_a_year_can_be_told_from_a_year() -> None:
    assert claim_date("The ferry sank last year", "2026") == "2025"

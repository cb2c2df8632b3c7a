"""The time that a claim is about."""

import pytest

from annotator.splitting.dates import claim_date, leading_date_end, mentions

FRIDAY = "2026-02-20"


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("In March 2022, Norland left the talks", "2022-03"),
        ("Norland left the talks on 3 March 2022", "2022-03-03"),
        ("Norland left the talks on March 3, 2022", "2022-03-03"),
        ("Norland left the talks on 2022-03-03", "2022-03-03"),
        ("Norland left the talks on 23/03/2022", "2022-03-23"),
        ("Norland left the talks in 2022", "2022"),
        ("In mid-2021, the ferry sank", "2021"),
        ("The ferry sank in late 2019", "2019"),
        ("The ferry sank at the end of 2019", "2019"),
        ("The dam was built in the 1990s", "199X"),
        ("The dam was built in the early 1990s", "199X"),
        ("The dam was built in the mid-1990s", "199X"),
        ("The dam was built in the '90s", "199X"),
        ("The dam was built in the 1800s", "18XX"),
        ("In the 19th century, the valley was flooded", "18XX"),
        ("The valley was flooded in the early twentieth century", "19XX"),
        ("The dam was built in spring 2003", "2003-21"),
        ("The dam was built in the summer of 2003", "2003-22"),
        ("Output fell in the first quarter of 2023", "2023-01/2023-03"),
        ("Output fell in Q1 2023", "2023-01/2023-03"),
        ("Output fell in the second half of 2023", "2023-07/2023-12"),
        ("Output fell in the first nine months of 2023", "2023-01/2023-09"),
        ("The ferry sank on Christmas Day 2021", "2021-12-25"),
        ("The ferry sank on New Year’s Eve 2021", "2021-12-31"),
        ("The ferry sank around Christmas 2021", "2021-12"),
    ],
)
@pytest.mark.parametrize("published", ["", "2026", FRIDAY])
def test_a_time_that_is_written_out_keeps_its_precision(wording: str, expected: str, published: str) -> None:
    assert claim_date(wording, published) == expected


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("She served from 1991 to 1999", "1991/1999"),
        ("Fares rose between 2019 and 2021", "2019/2021"),
        ("Fares rose in 2019–21", "2019/2021"),
        ("The fair ran from March to May 2021", "2021-03/2021-05"),
        ("The fair ran from November to February 2021", "2020-11/2021-02"),
        ("The fair ran from 3 May 2021 to 6 June", "2021-05-03/2021-06-06"),
        ("The fair ran on May 14-16, 2021", "2021-05-14/2021-05-16"),
        ("The fair ran on 14 to 16 May 2021", "2021-05-14/2021-05-16"),
        ("The fair ran from Tuesday to Thursday", "2026-02-17/2026-02-19"),
        ("The dam was built from the 1960s to the 1980s", "1960/1989"),
        ("She served from 1999 to 1991", None),
    ],
)
def test_two_ends_make_an_interval(wording: str, expected: str | None) -> None:
    assert claim_date(wording, FRIDAY) == expected


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("The ferry sank on Friday", "2026-02-20"),
        ("The ferry sank on Saturday", "2026-02-14"),
        ("The ferry sank last Friday", "2026-02-13"),
        ("The ferry sank this Monday", "2026-02-16"),
        ("The ferry sank Monday night", "2026-02-16"),
        ("The ferry sank yesterday", "2026-02-19"),
        ("The ferry sank last night", "2026-02-19"),
        ("The ferry sank this morning", "2026-02-20"),
        ("The ferry sank overnight", "2026-02-19/2026-02-20"),
        ("The ferry sank the day before yesterday", "2026-02-18"),
        ("The ferry sank two days ago", "2026-02-18"),
        ("The ferry sank three weeks ago", "2026-01-26/2026-02-01"),
        ("Three years ago the ferry sank", "2023"),
        ("Two decades ago the ferry sank", "200X"),
        ("Last week, the ferry sank", "2026-02-09/2026-02-15"),
        ("Earlier this week, the ferry sank", "2026-02-16/2026-02-20"),
        ("At the weekend, the ferry sank", "2026-02-14/2026-02-15"),
        ("The ferry sank last month", "2026-01"),
        ("Earlier this month, the ferry sank", "2026-02"),
        ("The ferry sank last quarter", "2025-10/2025-12"),
        ("Output fell in the first half of last year", "2025-01/2025-06"),
        ("The ferry sank last summer", "2025-22"),
        ("The ferry sank last year", "2025"),
        ("The ferry sank on the 5th", "2026-02-05"),
        ("The ferry sank on the 25th", "2026-01-25"),
        ("The ferry sank on 14 October", "2025-10-14"),
        ("The ferry sank in January", "2026-01"),
        ("The ferry sank in May", "2025-05"),
        ("The ferry sank in March last year", "2025-03"),
        ("The ferry sank on 5 May of last year", "2025-05-05"),
        ("Fares doubled in the past decade", "2016/2026"),
        ("Fares doubled over the past 18 months", "2024-08/2026-02"),
        ("Fares doubled in the last 10 days", "2026-02-10/2026-02-20"),
        ("The ferry sank in the week of 3 February", "2026-02-02/2026-02-08"),
    ],
)
def test_a_relative_time_rests_on_the_day_of_publication(wording: str, expected: str) -> None:
    assert claim_date(wording, FRIDAY) == expected
    assert claim_date(wording) is None
    assert all(m.relative for m in mentions(wording, FRIDAY))


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("The village will vote on Saturday", "2026-02-21"),
        ("On Monday the village will vote", "2026-02-23"),
        ("The village will vote in January", "2027-01"),
        ("The village will vote on 14 July", "2026-07-14"),
        ("The village will vote tomorrow", "2026-02-21"),
        ("The village will vote next Tuesday", "2026-02-24"),
        ("The village will vote on the 5th", "2026-03-05"),
        ("On Monday the mayor said the village will vote", "2026-02-16"),
    ],
)
def test_will_makes_it_the_next(wording: str, expected: str) -> None:
    assert claim_date(wording, FRIDAY) == expected


@pytest.mark.parametrize(
    "wording",
    [
        "The ferry sank",
        "Fares have risen since 2019",
        "Fares have risen since the mayor resigned in 2019",
        "From 2019 onwards, fares rose",
        "Until 2019, fares fell",
        "By 2030 fares are to double",
        "The ministry has until Monday to object",
        "The village will vote on Friday",
        "The village plans to vote on Monday",
        "The vote is scheduled for next month",
        "It closed in 1998 and opened in 2001",
        "People lived there before soldiers came in 1945",
        "1984 workers signed the letter",
        "The ferry sank on 03/04/2022",
        "The ferry sank on Friday, 10 May 2021",
        "The ferry sails every Friday",
        "The shops open on Black Friday",
        "The ferry sank about two years ago",
        "The ferry sank a few days ago",
        "The ferry sank the previous Tuesday",
        "The ferry was moored on the 5th floor",
        "For the next decade, he ran the ferry",
        "He met June Harker",
        "The ferry opens on 14 July",
        "The temple fell in the 3rd century BC",
        "It was built in the second century of the empire",
        "In 2020% of cases",
        "Ana Lind (1911–1987) painted ferries",
        "Ana Lind (born Ek; 3 May 1911 – 2 June 1987) painted ferries",
        "Fares doubled over the past decades",
    ],
)
def test_an_open_unclear_or_planned_time_gives_no_date(wording: str) -> None:
    assert claim_date(wording, FRIDAY) is None


@pytest.mark.parametrize(
    ("wording", "published", "expected"),
    [
        ("The ferry sank last year", "2026", "2025"),
        ("The ferry sank ten years ago", "2026", "2016"),
        ("The ferry sank last month", "2026", None),
        ("The ferry sank last month", "2026-01", "2025-12"),
        ("The ferry sank in May", "2026-02", "2025-05"),
        ("The ferry sank last quarter", "2026-02", "2025-10/2025-12"),
        ("The ferry sank last week", "2026-02", None),
        ("The ferry sank on 5 May", "2026-02", None),
        ("Fares doubled in the past decade", "2026", "2016/2026"),
        ("Fares doubled in the past year", "2026", None),
        ("The village will vote next Friday", "2026-02-18", None),
        ("The village voted this weekend", "2026-02-16", None),
        ("The village will vote this weekend", "2026-02-16", "2026-02-21/2026-02-22"),
        ("The fair will open, the village decided on Tuesday", "2026-02-18", "2026-02-17"),
        ("The ferry sank last May", "2026-10-02", None),
    ],
)
def test_no_precision_is_invented(wording: str, published: str, expected: str | None) -> None:
    assert claim_date(wording, published) == expected


@pytest.mark.parametrize(
    "published", ["", "2026", "2026-02", "nonsense!!", "0001-01-01", "2026-02-30", "202X", "2026/.."]
)
def test_without_the_articles_day_a_weekday_is_not_guessed(published: str) -> None:
    assert claim_date("The ferry sank on Friday", published) is None
    assert claim_date("In March 2022, the ferry sank", published) == "2022-03"


def test_a_weekday_beside_a_date_is_checked_against_the_calendar() -> None:
    (clash,) = mentions("It sank on Friday, 10 May 2021, at noon", FRIDAY)
    assert (clash.edtf, clash.conflict) == (None, "10 May 2021 was a Monday, not a Friday")
    (right,) = mentions("It sank on Monday, 10 May 2021, at noon", "")
    assert (right.edtf, right.conflict) == ("2021-05-10", "")
    (nearest,) = mentions("It opens on Thursday, May 14", FRIDAY)
    assert (nearest.edtf, nearest.conflict) == ("2026-05-14", "")
    (bracket,) = mentions("It opens on Thursday (May 14)", FRIDAY)
    assert bracket.edtf == "2026-05-14"
    (neither,) = mentions("It opens on Friday, May 14", FRIDAY)
    assert neither.edtf is None
    assert "14 May 2026 was a Thursday, not a Friday" in neither.conflict


@pytest.mark.parametrize(
    ("wording", "words", "rule", "edtf"),
    [
        ("It sank on Friday", "Friday", "weekday-past", "2026-02-20"),
        ("It will sink on Monday", "Monday", "weekday-future", "2026-02-23"),
        ("It sank in the early 1990s", "the early 1990s", "decade", "199X"),
        ("It rose since late 2019", "since late 2019", "since-year", "2019/.."),
        ("It rose from 1 October onwards", "from 1 October onwards", "since-date-nearest", "2025-10-01/.."),
        ("It closes by Sunday", "Sunday", "weekday-open", None),
        ("It is due on Sunday", "Sunday", "weekday-open", None),
        ("It closes on 3 April.", "3 April", "date-nearest", "2026-04-03"),
        ("It closes on 3 Apr. at noon", "3 Apr.", "date-nearest", "2026-04-03"),
        ("It rose until the 1990s", "until the 1990s", "until-decade", "../199X"),
        ("It sank on 03/04/2022", "03/04/2022", "date-ambiguous", None),
        ("It sank on 3 April", "3 April", "date-nearest", "2026-04-03"),
    ],
)
def test_a_mention_names_its_words_and_its_rule(
    wording: str, words: str, rule: str, edtf: str | None
) -> None:
    (mention,) = mentions(wording, FRIDAY)
    assert wording[mention.start : mention.end] == words
    assert (mention.rule, mention.edtf) == (rule, edtf)


def test_a_month_beside_another_year_is_not_that_of_publication() -> None:
    august, october = mentions("Elected in August 1974, she asked for money in October", FRIDAY)
    assert (august.edtf, october.edtf) == ("1974-08", None)
    since, january = mentions("For the first time since 1974, fares fell in January", FRIDAY)
    assert (since.edtf, january.edtf) == ("1974/..", "2026-01")


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("In March 2022, Norland left", "In March 2022,"),
        ("On Friday, Norland left", "On Friday,"),
        ("On May 14, 2021, Norland left", "On May 14, 2021,"),
        ("On Friday, May 14, Norland, a city, left", "On Friday, May 14,"),
        ("Late last week, Norland left", "Late last week,"),
        ("Since 2019, fares rose", "Since 2019,"),
        ("Norland, on Friday, left", ""),
        ("In March 2022 Norland left", ""),
    ],
)
def test_a_date_that_opens_a_sentence_ends_behind_its_comma(text: str, opening: str) -> None:
    assert text[: leading_date_end(text, 0, len(text))] == opening
    moved = f"Yes. {text}"
    assert leading_date_end(moved, 5, len(moved)) == 5 + len(opening)

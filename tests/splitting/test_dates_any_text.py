"""Times in any text at all."""

from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.edtf import is_edtf
from annotator.splitting.dates import LONGEST, claim_date, leading_date_end, mentions
from annotator.splitting.dates.words import FEASTS, MONTHS, NUMBERS, ORDINALS, SEASONS, WEEKDAYS

PLAIN = """
last next this past coming the previous earlier later early late mid mid- on in of to and from by
between since until before after ago will said on onwards every end week weeks month year years
day days decade century centuries quarter half months Q1 Q4 overnight tonight today yesterday
0 1 5th 14 31 29 90s '20s 1900 2026 1999 1850s 20 2019-20 03/04/2022 2026-02-30 999 days ago
"""
WORDS = (
    *WEEKDAYS,
    *MONTHS,
    *NUMBERS,
    *ORDINALS,
    *SEASONS,
    *FEASTS,
    *PLAIN.split(),
    *(", ", " – ", "-", "(", ".", "'", "fr\u0131day", "day\u017f", "wee\u212a", "\u0662\u0660\u0662\u0666"),
)
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS) | st.characters(), max_size=14).map("".join),
)
PUBLISHED = st.one_of(
    st.dates().map(date.isoformat),
    st.dates().map(lambda day: f"{day:%Y-%m}"),
    st.integers(0, 9999).map("{:04}".format),
    st.text(max_size=10),
)


@given(TEXTS, PUBLISHED)
def test_times_are_in_order_inside_the_text_and_edtf(text: str, published: str) -> None:
    behind = 0
    for mention in mentions(text, published):
        assert behind <= mention.start < mention.end <= len(text)
        assert mention.edtf is None or is_edtf(mention.edtf), mention
        assert not (mention.conflict and mention.edtf)
        behind = mention.end
    dated = claim_date(text, published)
    assert dated is None or (is_edtf(dated) and ".." not in dated)
    assert 0 <= leading_date_end(text, 0, len(text)) <= len(text)


@given(TEXTS)
def test_without_a_date_of_publication_only_what_is_written_out_is_dated(text: str) -> None:
    assert all(mention.edtf is None for mention in mentions(text, "") if mention.relative)


@given(st.dates(date(1000, 1, 8), date(8999, 12, 20)), st.sampled_from(WEEKDAYS))
def test_a_weekday_is_within_the_week_before_or_behind(published: date, weekday: str) -> None:
    past = claim_date(f"The ferry sank on {weekday.capitalize()}", published.isoformat())
    assert past is not None
    assert timedelta(0) <= published - date.fromisoformat(past) < timedelta(7)
    ahead = claim_date(f"The ferry will sail on {weekday.capitalize()}", published.isoformat())
    if date.fromisoformat(past) == published:
        assert ahead is None
    else:
        assert ahead == (date.fromisoformat(past) + timedelta(7)).isoformat()


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)), st.sampled_from(range(7)))
def test_a_weekday_clashes_exactly_when_it_is_not_the_days(day: date, index: int) -> None:
    written = f"{WEEKDAYS[index].capitalize()}, {MONTHS[day.month - 1]} {day.day}, {day.year}"
    (mention,) = mentions(written, "")
    assert (mention.edtf == day.isoformat()) == (day.weekday() == index) == (mention.conflict == "")


@pytest.mark.parametrize(
    "piece",
    ["will Friday ", "last ", "the ", "2019-", "from 1 May to ", "14 ", "(", " ", "Friday, May 14, "],
)
def test_the_longest_wording_takes_no_more_than_its_share_of_time(piece: str) -> None:
    longest = (piece * LONGEST)[:LONGEST]
    begun = process_time()
    claim_date(longest, "2026-02-20")
    assert process_time() - begun < 1
    assert mentions(longest + "x", "2026-02-20") == []

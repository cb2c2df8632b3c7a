"""Datelines and metadata lines are found with exact ranges, and headlines are left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.dateline import MOST_DATELINES, find_dateline, find_datelines
from annotator.domain.edtf import is_edtf
from annotator.domain.metadata_lines import MetadataLine, find_metadata_lines


@pytest.mark.parametrize(
    ("dateline", "place", "agency", "written"),
    [
        ("OSLO (Examplewire) - ", "OSLO", "Examplewire", None),
        ("GENEVA, March 3 (Examplewire) — ", "GENEVA", "Examplewire", "March 3"),
        ("GENEVA, 3 March 2026 (Examplewire) - ", "GENEVA", "Examplewire", "3 March 2026"),
        ("OSLO – ", "OSLO", None, None),
        ("OSLO, March 3 — ", "OSLO", None, "March 3"),
        ("BRUSSELS (EW) -- ", "BRUSSELS", "EW", None),
        ("LVIV, Ukraine (EW) —", "LVIV, Ukraine", "EW", None),
        ("WASHINGTON, D.C. — ", "WASHINGTON, D.C.", None, None),
        ("ST. GALLEN, Switzerland (EW) - ", "ST. GALLEN, Switzerland", "EW", None),
        ("PORT-AU-PRINCE, Haiti — ", "PORT-AU-PRINCE, Haiti", None, None),
        ("L'AQUILA (EW) — ", "L'AQUILA", "EW", None),
        ("Wien/Bern (exa) - ", "Wien/Bern", "exa", None),
        ("Madrid, 3 mar (EW).- ", "Madrid", "EW", "3 mar"),
        ("Москва, 3 марта (Пример) - ", "Москва", "Пример", "3 марта"),
        ("МОСКВА, 3 мар — Пример Новости. ", "МОСКВА", "Пример Новости", "3 мар"),
        ("MINSK, March 3. /EXAMPLE/. ", "MINSK", "EXAMPLE", "March 3"),
        ("MINSK, March 3, 2026 /Example/ -- ", "MINSK", "Example", "March 3, 2026"),
        ("OSLO (EW) _ ", "OSLO", "EW", None),
        ("OSLO\u00a0(EW)\u00a0-\u00a0", "OSLO", "EW", None),
        ("OSTMARK. ", "OSTMARK", None, None),
        ("(Examplewire) - ", "", "Examplewire", None),
        ("МОСКВА («Пример») - ", "МОСКВА", "Пример", None),
        ("«Bruxelles, le 3 mars» – ", "Bruxelles", None, "3 mars"),
        ("[Nairobi, 3 March 2026] ", "Nairobi", None, "3 March 2026"),
        ("【東京＝見本】", "東京", "見本", None),
        ("［ロンドン　３日　見本］ - ", "ロンドン", "見本", "３日"),
        ("(서울=본보기) 김보기 기자 = ", "서울", "본보기", None),
        ("见本社北京3月3日电（记者 李明）", "北京", "见本社", "3月3日"),
    ],
)
def test_a_dateline_reaches_up_to_the_sentence(
    dateline: str, place: str, agency: str | None, written: str | None
) -> None:
    text = f"A headline\n{dateline}The board met on Friday.\n"
    found = find_dateline(text, 11)
    assert found is not None
    assert text[found.start : found.end] == dateline
    assert (found.place, found.agency, found.date) == (place, agency, written)


@pytest.mark.parametrize(
    "line",
    [
        "BUDGET – WE WILL WIN",
        "FERRIES - what we know so far.",
        "FERRIES – What we know so far",
        "LIVE – The board met on Friday.",
        "Oslo (the capital) - is a city.",
        "EU-backed talks – a surprise – ended.",
        "The board (Examplewire) met.",
        "[The board] met on Friday.",
        "«We met» – so they said.",
        "«Keld, 3 ans» – c’est lui.",
        "(Examplewire) - met on Friday.",
        "FILE - The board met on Friday.",
        "YES. The board met on Friday.",
        "【見本】委員会",
        "OSLO",
        "",
        "   ",
    ],
)
def test_what_only_resembles_a_dateline_is_none(line: str) -> None:
    assert find_dateline(line) is None


def test_spaces_before_a_dateline_do_not_belong_to_it() -> None:
    found = find_dateline("  OSLO — It is.")
    assert found is not None
    assert (found.start, found.end) == (2, 9)


def test_a_name_behind_a_date_is_no_agency() -> None:
    text = "OSLO, Nov. 12 – Mr. Lund met the board."
    found = find_dateline(text)
    assert found is not None
    assert (text[found.end :], found.agency) == ("Mr. Lund met the board.", None)


def test_datelines_may_stand_one_behind_the_other() -> None:
    text = "OSLO (EW) - BERGEN (XW) — The board met."
    assert [dateline.place for dateline in find_datelines(text)] == ["OSLO", "BERGEN"]
    assert len(find_datelines("OSLO (EW) - " * 9 + "The board met.")) == MOST_DATELINES


def test_a_dateline_ends_within_the_given_end() -> None:
    assert find_dateline("OSLO (EW) - The board met.", 0, 8) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (" date 2026-02-20 International", {"published": "2026-02-20", "section": "International"}),
        ("Published: 20 February 2026", {"published": "2026-02-20"}),
        ("Updated 3 March 2022, 10:15", {"updated": "2022-03-03"}),
        (
            "Published 3 March 2022, 10:15 GMT, Updated 4 March 2022",
            {"published": "2022-03-03", "updated": "2022-03-04"},
        ),
        ("Friday, February 20, 2026 | World", {"published": "2026-02-20", "section": "World"}),
        ("2026-02-20T10:15:00Z", {"published": "2026-02-20"}),
        ("Veröffentlicht am 20. Februar 2026 um 10:15 Uhr", {"published": "2026-02-20"}),
        ("Publié le 3 mars 2022 à 10h15", {"published": "2022-03-03"}),
        ("Опубликовано: 3 марта 2022, 10:15", {"published": "2022-03-03"}),
        ("By Jane Doe", {"author": "Jane Doe"}),
        ("By Jane Doe and John van der Roe", {"author": "Jane Doe; John van der Roe"}),
        ("By Jane Doe, Example Press", {"author": "Jane Doe"}),
        ("By Jane Doe, 3 March 2022", {"author": "Jane Doe", "published": "2022-03-03"}),
        ("Section: World News", {"section": "World News"}),
        ("5 min read", {}),
    ],
)
def test_a_metadata_line_is_read(line: str, expected: dict[str, str]) -> None:
    text = f"{line}\nThe board met on Friday.\n"
    assert find_metadata_lines(text) == [MetadataLine(0, len(line), **expected)]


@pytest.mark.parametrize(
    "line",
    [
        "March 2022",
        "2022 World Cup",
        "In March 2022 talks ended",
        "By Monday, talks had ended",
        "By the river",
        "Date set for talks",
        "Published reports said so on 3 March 2022",
        "Ferries Return to the Fjord | World",
        "World",
        "The board met on 3 March 2022.",
    ],
)
def test_a_line_that_tells_something_is_no_metadata(line: str) -> None:
    assert find_metadata_lines(line) == []


def test_metadata_is_looked_for_only_near_the_top() -> None:
    body = "The board met and said so.\n" * 12
    assert find_metadata_lines(f"{body}By Jane Doe\n") == []
    assert len(find_metadata_lines(f"\n\n\nBy Jane Doe\n{body}")) == 1


def test_metadata_lines_have_their_place_in_the_whole_text() -> None:
    text = "Ferries Return\nBy Jane Doe\n3 March 2022\nOSLO - It is."
    assert [text[line.start : line.end] for line in find_metadata_lines(text)] == [
        "By Jane Doe",
        "3 March 2022",
    ]


@pytest.mark.parametrize(
    "unit",
    ["AA-", "AA ", "Aa-Aa ", "AA/", "AA, Aa 3 ", "A'AA-", "AA.-", "1 ", "12:12 ", "| ", "A, "],
)
def test_hostile_lines_cost_no_time(unit: str) -> None:
    started = time.process_time()
    find_dateline(unit * 5000)
    find_metadata_lines(f"By {unit * 30}\n{unit * 50}\n{unit * 5000}")
    assert time.process_time() - started < 0.5


@given(
    st.text(
        alphabet=st.sampled_from("AÄaЖ3 0,./|()—–-:'\nBy") | st.characters(codec="utf-8"),
        max_size=300,
    )
)
def test_ranges_lie_in_any_text(text: str) -> None:
    dateline = find_dateline(text)
    if dateline:
        assert 0 <= dateline.start < dateline.end <= len(text)
        assert "\n" not in text[dateline.start : dateline.end]
    for line in find_metadata_lines(text):
        assert 0 <= line.start < line.end <= len(text)
        assert "\n" not in text[line.start : line.end]
        assert line.published is None or is_edtf(line.published)

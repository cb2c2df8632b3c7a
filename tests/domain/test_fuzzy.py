"""Finding by a few letters."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.fuzzy import Fuzzy

TITLES = ["The old pier", "Fire report of the harbour", "Coast Wire", "Ferry stops", "Of the coast", "Scoop"]
FINDER = Fuzzy((title, (title,)) for title in TITLES)


def test_the_beginning_of_a_word_is_better_than_initials_and_these_than_the_inside() -> None:
    assert FINDER.find("co", 9) == ["Coast Wire", "Of the coast", "Scoop"]
    assert FINDER.find("cw", 9) == ["Coast Wire"]
    assert FINDER.find("fr", 9) == ["Fire report of the harbour"]
    assert FINDER.find("ot", 9) == ["Fire report of the harbour", "Of the coast"]


def test_letters_in_order_count_from_three_on() -> None:
    assert FINDER.find("fst", 9) == ["Ferry stops"]
    assert FINDER.find("fp", 9) == []
    assert FINDER.find("scp", 9) == ["Scoop"]
    assert FINDER.find("xyz", 9) == []


def test_every_word_must_fit_and_case_is_nothing() -> None:
    assert FINDER.find("COAST wi", 9) == ["Coast Wire"]
    assert FINDER.find("coast pier", 9) == []


def test_nothing_typed_finds_all_in_their_order_up_to_the_limit() -> None:
    assert FINDER.find(" ", 3) == TITLES[:3]


def test_other_scripts_are_found_too() -> None:
    finder = Fuzzy((title, (title,)) for title in ("東京の橋", "Über Straßen", "мост"))
    assert finder.find("橋", 9) == ["東京の橋"]
    assert finder.find("STRASSEN", 9) == ["Über Straßen"]
    assert finder.find("МОСТ", 9) == ["мост"]


@given(st.text(), st.lists(st.text(), max_size=5), st.integers(0, 20), st.integers(0, 20))
def test_any_part_of_a_word_finds_it(other: str, texts: list[str], start: int, end: int) -> None:
    finder = Fuzzy((text, (text, other)) for text in texts)
    for text in texts:
        part = text[start:end]
        if len(part.split()) == 1 and "\n" not in part:
            assert text in finder.find(part, len(texts))

"""Finding a line by a few of its letters."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.fitting import BEGINS, HOLDS, LETTERS, SAME, WORDS, Finder, marked, match
from annotator.domain.search_words import index_text

TEXT = st.text() | st.text("abc é東ßﬁ", max_size=12)


def fit(typed: str, line: str):
    return match(index_text(typed).split(), index_text(line))


def test_what_fits_better_comes_first() -> None:
    lines = [
        "Harbour", "Harbour news", "News of the harbour", "Old news, new harbour", "Inharbour",
        "Hot air blew our roof", "Hot air over the bay", "Bridges",
    ]  # fmt: skip
    fits = [fit("harbour", line) for line in lines]
    assert [found.sort if found else None for found in fits] == [
        SAME, BEGINS, WORDS, WORDS, HOLDS, LETTERS, None, None
    ]  # fmt: skip
    found = sorted((found, line) for line in lines if (found := fit("hbr", line)))
    assert [line for _, line in found] == [
        "Harbour", "Harbour news", "Inharbour", "News of the harbour", "Old news, new harbour",
        "Hot air blew our roof",
    ]  # fmt: skip


def test_words_may_be_begun_only_and_in_any_order() -> None:
    assert fit("har mo", "Monday: the harbour closed").sort == WORDS
    assert fit("cl har", "The harbour closed").sort == WORDS
    assert fit("ÉTÉ", "L'été à Paris").sort == WORDS
    assert fit("京橋", "東京の橋").sort == WORDS
    assert fit("xyz", "The harbour closed") is None


def test_what_fits_is_marked_where_it_stands_in_the_text() -> None:
    def shown(typed: str, text: str) -> list[str]:
        return [text[start:end] for start, end in marked(index_text(typed).split(), text)]

    assert shown("har mo", "Monday: the Harbour") == ["Mo", "Har"]
    assert shown("hbr", "The harbour") == ["h", "b", "r"]
    assert shown("strasse", "Die Straße") == ["Straße"]
    assert shown("京橋", "東京の橋") == ["京", "橋"]
    assert shown("cafe", "Das Café") == ["Café"]
    assert shown("xyz", "Das Café") == []


@given(TEXT, TEXT)
def test_a_line_fits_when_it_has_the_letters_in_order_and_marks_are_in_the_text(
    typed: str, text: str
) -> None:
    keys, line = index_text(typed).split(), index_text(text)
    rest = iter(line)
    has = all(letter in rest for letter in "".join(keys))
    words_begin = all(f" {key}" in f" {line}" for key in keys)
    assert (match(keys, line) is not None) == (has or (words_begin and not line.startswith(" ")))
    end = 0
    for start, stop in marked(keys, text):
        assert end <= start < stop <= len(text)
        end = stop


TITLES = ["The old pier", "Fire report of the harbour", "Coast Wire", "Ferry stops", "Of the coast", "Scoop"]
FINDER = Finder((title, (title,)) for title in TITLES)


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


def test_every_word_must_fit_one_of_the_texts_and_case_and_accents_are_nothing() -> None:
    assert FINDER.find("COAST wi", 9) == ["Coast Wire"]
    assert FINDER.find("coast pier", 9) == []
    finder = Finder([("a", ("The old pier", "Coast Wire")), ("b", ("Café of the coast", ""))])
    assert finder.find("pier coast", 9) == ["a"]
    assert finder.find("CAFE coast", 9) == ["b"]
    assert finder.find("coast", 9) == ["a", "b"]


def test_nothing_typed_finds_all_in_their_order_up_to_the_limit() -> None:
    assert FINDER.find(" ", 3) == TITLES[:3]


def test_other_scripts_are_found_too() -> None:
    finder = Finder((title, (title,)) for title in ("東京の橋", "Über Straßen", "мост"))
    assert finder.find("橋", 9) == ["東京の橋"]
    assert finder.find("STRASSEN", 9) == ["Über Straßen"]
    assert finder.find("МОСТ", 9) == ["мост"]


@given(st.text(), st.lists(st.text(), max_size=5), st.integers(0, 20), st.integers(0, 20))
def test_any_part_of_a_word_finds_it(other: str, texts: list[str], start: int, end: int) -> None:
    finder = Finder((text, (text, other)) for text in texts)
    for text in texts:
        part = text[start:end]
        if len(part.split()) == 1 and "\n" not in part:
            assert text in finder.find(part, len(texts))

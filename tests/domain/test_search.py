"""How a hit is shown in its context."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.search import CONTEXT, ELLIPSIS, context_of
from annotator.domain.search_words import parse_query

FILLER = "Nothing of note was said in the hall that day. "


def test_a_short_text_is_its_own_context() -> None:
    context = context_of("The harbour closed.", parse_query("closed"))
    assert (context.text, context.marks, context.at) == ("The harbour closed.", ((12, 18),), (12, 18))


def test_a_long_text_is_cut_where_most_phrases_stand() -> None:
    text = "Boats. " + FILLER * 20 + "The harbour took boats again, and the harbour was full. " + FILLER * 20
    context = context_of(text, parse_query("harbour boats"))
    assert context.at is not None
    assert text[slice(*context.at)] == "harbour"
    assert [context.text[start:end] for start, end in context.marks] == ["harbour", "boats", "harbour"]
    assert context.text.startswith(ELLIPSIS)
    assert context.text.endswith(ELLIPSIS)
    assert len(context.text) <= CONTEXT + 2
    assert context.text[1:].startswith("note was said in the hall that day. The harbour took")


def test_the_first_of_equal_places_is_taken() -> None:
    text = FILLER * 9 + "A boat. " + FILLER * 9 + "A boat."
    assert context_of(text, parse_query("boat")).at == (len(FILLER) * 9 + 2, len(FILLER) * 9 + 6)


def test_of_places_with_all_words_the_one_where_they_are_closest_is_taken() -> None:
    text = "The ferry, they say, is no ship. " + FILLER * 9 + "The ship sailed."
    context = context_of(text, parse_query("the ship"))
    assert context.text.endswith("that day. The ship sailed.")
    assert context.at == (len(text) - 16, len(text) - 13)


def test_where_nothing_is_found_it_is_the_beginning() -> None:
    context = context_of(FILLER * 20, parse_query("harbour"))
    assert context.text == (FILLER * 20)[:CONTEXT] + ELLIPSIS
    assert (context.marks, context.at) == ((), None)


@given(st.text("ab é東\n\u0301", max_size=600), st.text('ab é東"', max_size=6), st.booleans())
def test_marks_are_what_stands_in_the_text(text: str, typed: str, growing: bool) -> None:
    query = parse_query(typed, growing=growing)
    context = context_of(text, query)
    middle = context.text.strip(ELLIPSIS)
    assert middle in text
    end = 0
    for start, stop in context.marks:
        assert end <= start < stop <= len(context.text)
        end = stop
    if context.at:
        first = next(mark for mark in context.marks if context.text[slice(*mark)] == text[slice(*context.at)])
        assert first
    assert bool(context.marks) == (context.at is not None)

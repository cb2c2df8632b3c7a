"""Cutting texts into words, and what a query means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.search_words import found_in, index_text, matches, parse_query, words
from annotator.domain.text import clean

TEXTS = st.text() | st.text('aé東ที่👩\u200d\u0301 \n"*()ßİ½ﬁ', max_size=30)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Łódź, ÉTÉ; naïve Ελλάδα Ёлка ﬁsh Ｆｕｌｌ straße", "lodz ete naive ελλαδα елка fish full strasse"),
        ("e\u0301te\u0301 cafe\u0301", "ete cafe"),
        ("İzmir ırmak", "izmir irmak"),
        ("don't stop-start A320 10.5", "don t stop start a320 10 5"),
        ("東京の橋は1964年", "東 京 の 橋 は 1964 年"),
        ("ガス 서울에서", "ガ ス 서 울 에 서"),
        ("ที่", "ท ี ่"),
        ("हिन्दी में", "हिन्दी में"),
        ("الْعَرَبِيَّة שָׁלוֹם", "العربية שלום"),
        ("co\u00adoperate \u200bx", "cooperate x"),
        ("½ € 👩\u200d👧", "1 2 € 👩 👧"),
        ('… -- * " ( [b] \x1b', "b"),
    ],
)
def test_words_are_cut_alike_in_every_script(text: str, cut: str) -> None:
    assert index_text(text) == cut


@given(TEXTS)
def test_words_and_the_index_agree_and_words_stand_in_the_text_in_order(text: str) -> None:
    found = list(words(text))
    assert " ".join(word.key for word in found) == index_text(text)
    start = end = 0
    for word in found:
        assert 0 <= word.start < word.end <= len(text)
        assert word.start >= end or (word.start, word.end) == (start, end)  # "½": one sign, two words
        start, end = word.start, word.end
        if word.end - word.start < 50:
            assert word.key in index_text(text[word.start : word.end])


@given(TEXTS)
def test_index_texts_have_no_sign_that_an_index_would_part_at_but_spaces(text: str) -> None:
    for character in index_text(text):
        assert character == " " or not character.isascii() or character.isalnum()


@pytest.mark.parametrize(
    ("typed", "fts"),
    [
        ("talks AND peace", '"talks" "and" "peace"'),
        ("NEAR(talks peace, 5)", '"near talks" "peace" "5"'),
        ("title:bridge", '"title bridge"'),
        ('"peace treaty" talks', '"peace treaty" "talks"'),
        ("“peace treaty” talks", '"peace treaty" "talks"'),
        ('the "peace trea', '"the" "peace trea"'),
        ("* ( ) ^ - +", ""),
        ('"', ""),
        ("talks talks", '"talks"'),
        ("橋は", '"橋 は"'),
    ],
)
def test_nothing_that_is_typed_is_syntax(typed: str, fts: str) -> None:
    assert parse_query(typed).fts == fts


@pytest.mark.parametrize(
    ("typed", "fts"),
    [
        ("peace tre", '"peace" "tre" *'),
        ("peace tre ", '"peace" "tre"'),
        ("peace tre,", '"peace" "tre"'),
        ('"peace tre', '"peace tre" *'),
        ('"peace tre"', '"peace tre"'),
        ("a", '"a"'),
        ("東京", '"東 京"'),
    ],
)
def test_the_last_word_of_a_growing_query_may_go_on(typed: str, fts: str) -> None:
    assert parse_query(typed, growing=True).fts == fts


@given(TEXTS, st.booleans())
def test_what_stands_in_a_text_is_found_in_it(text: str, growing: bool) -> None:
    text = clean(text)
    query = parse_query(text.replace('"', " "), growing=growing)
    assert all(matches(text, query.phrases))


def test_what_is_marked_is_whole_words_where_they_stand() -> None:
    text = "Ⅷ. L'Été: the café's talks, 東京の橋 (talking)."
    found = found_in(text, parse_query("ete 京の talk", growing=True))
    assert [text[start:end] for start, end in found] == ["Été", "talks", "京の", "talking"]
    phrase = found_in("peace talks on a peace  treaty", parse_query('"peace treaty"'))
    assert phrase == [(17, 30)]

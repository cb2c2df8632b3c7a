"""Claims are marked where they are, however they overlap, and nothing of the text is lost."""

import time
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.marked_text import Piece, paragraphs

TEXTS = st.text(st.sampled_from("ab \n漢👩ע"), max_size=30)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int]]]]:
    text = draw(TEXTS)
    one = st.sets(st.integers(0, len(text)), max_size=6).map(sorted)
    claims = [list(zip(cuts[::2], cuts[1::2], strict=False)) for cuts in draw(st.lists(one, max_size=5))]
    return text, claims


def drawn(pieces: list[Piece]) -> str:
    return "".join(
        f"{''.join(f'[{n} ' for n in piece.begin)}{piece.text}{''.join(f' {n}]' for n in piece.end)}"
        for piece in pieces
    )


def test_overlapping_discontinuous_and_equal_claims_each_have_their_number_at_both_ends() -> None:
    text = "One two three.\n\n  Four five.\nSix"
    claims = [[(0, 7)], [(4, 22)], [(4, 8), (16, 32)], [(14, 16)]]
    assert [drawn(pieces) for pieces in paragraphs(text, claims)] == [
        "[1 One [2 [3 two 1] 3] three.",
        "  [3 Four 2] five.",
        "Six 3]",
    ]


@given(marked())
def test_the_words_between_the_numbers_of_a_claim_are_its_ranges(
    given: tuple[str, list[list[tuple[int, int]]]],
) -> None:
    text, claims = given
    found: dict[int, list[str]] = defaultdict(list)
    told: dict[int, str] = {}
    lines = list(paragraphs(text, claims))
    assert ["".join(piece.text for piece in pieces) for pieces in lines] == [
        line for line in text.split("\n") if line.strip()
    ]
    for pieces in lines:
        for piece in pieces:
            told |= dict.fromkeys(piece.begin, "")
            assert piece.over >= len(told)
            assert bool(piece.over) == bool(told)
            told = {number: said + piece.text for number, said in told.items()}
            for number in piece.end:
                found[number].append(told.pop(number))
    assert told == {}
    for number, ranges in enumerate(claims, 1):
        exact = ["".join(text[start:end].split()) for start, end in ranges]
        assert ["".join(words.split()) for words in found[number]] == [words for words in exact if words]


def test_it_takes_time_by_the_length_of_the_text() -> None:
    def seconds(size: int) -> float:
        text = (" " * 50 + "word " * 10 + "\n") * size + " " * 100 * size
        claims = [[(at, at + 60)] for at in range(0, 100 * size, 20)]
        before = time.process_time()
        assert sum(map(len, paragraphs(text, claims))) > size
        return time.process_time() - before

    assert min(seconds(2000) for _ in range(3)) < 40 * min(seconds(200) for _ in range(3))

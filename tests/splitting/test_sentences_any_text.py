"""Whatever the text: sentences are exact, ordered, trimmed, cover everything, and cost time in proportion."""

import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.text import canonical
from annotator.splitting import sentences

MARKS_AND_WORDS = (
    "The In It Der Il Los Он port port. closed quay, 1990 2. 3 U.S. e.g. z. B. Mr. A. a. J. Lund Aske! why? "
    "no… .. ... ?! : ; , — - -- – • ⁃ * _ ~ ( ) [ ] [1] [sic] [a b] \" “ ” „ ‘ ’ « » `` '' &#39;&#39;. "
    "1. 2. 1) 2) a) b) https://x.y/z m@n.o 03/06/2026 09:15 :) 。 ！ ? 「 」 『 （ ） 雨 だった と । ؟ ۔ ։ "
    "د. لا Γεια; გემი 비가 \u00a0 \u3000 \u200b \ufffd é\u0301 😀"
)
PARTS = st.sampled_from(MARKS_AND_WORDS.split(" "))
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PARTS, max_size=80).map(" ".join),
    st.lists(PARTS, max_size=80).map("".join),
    st.lists(st.one_of(PARTS, st.just("\n"), st.just("  ")), max_size=80).map(" ".join),
)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_sentences_are_exact_ordered_trimmed_and_hold_everything(raw: str) -> None:
    text = canonical(raw)
    found = sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    for start, end in found:
        sentence = text[start:end]
        assert sentence == sentence.strip()
        assert "\n" not in sentence
    held = {place for start, end in found for place in range(start, end)}
    assert all(place in held or text[place].isspace() for place in range(len(text)))


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_lines_do_not_look_at_each_other(one: str, two: str) -> None:
    above, below = canonical(one), canonical(two)
    text = f"{above}\n{below}"
    shifted = [(start + len(above) + 1, end + len(above) + 1) for start, end in sentences(below)]
    assert sentences(text) == sentences(above) + shifted


@pytest.mark.parametrize(
    "unit",
    [
        *("(", '"', "“", " ", "x", ".", "a.[1] ", '."', "! ", ". ", "1. ", "1) ", "A. ", "X ", "x X ", "x; "),
        *("「", "」", "。", "「あ。", "雨!", "[1]", "&#39;", "a’", "It’s ", "`", "Mr.", "Mr. Lund left. "),
    ],
)
def test_long_monotonous_text_takes_time_in_proportion(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        begin = time.process_time()
        sentences(text)
        return time.process_time() - begin

    seconds(1_000)
    assert any(
        seconds(100_000) < 12 * seconds(25_000) + 0.2 for _ in range(3)
    )  # a busy machine may spoil one


def test_sentences_are_the_same_in_every_process() -> None:
    program = (
        "from annotator.splitting import sentences\n"
        "text = 'See also The port of Torvik Career In 1990, Mr. Aske left; the U.S. Navy came.[2] He said: "
        "“Why? It is over!” Lund asked. etc. 8 Yet Thanks, Mia Leider war es zu. 雨だ!「はい。」 終わり'\n"
        "print(sentences(text * 20))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1

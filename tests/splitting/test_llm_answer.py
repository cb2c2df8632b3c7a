"""Reading a model's answer: one JSON object or a clear refusal, whatever the model says."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.splitting.llm.answer import (
    LONGEST_ANSWER,
    LONGEST_TEXT,
    MOST_CLAIMS,
    MOST_PIECES,
    BadAnswer,
    read_answer,
)

GOOD: dict[str, Any] = {
    "sentence": 1,
    "pieces": ["The crane", "fell"],
    "text": "The crane fell.",
    "mode": "content",
    "speaker": None,
    "cue": None,
    "antecedents": [],
}


def answer(*claims: object, no_claim: object = ()) -> str:
    return json.dumps({"claims": claims, "no_claim": no_claim})


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "```json\n{}\n```",
        "Here are the claims [of {{sentence}} 1]:\n{}\nAnything else?",
        '<think>maybe {{"claims": []}}?</think>{}',
    ],
)
def test_one_object_is_found_with_or_without_words_around(around: str) -> None:
    read = read_answer(around.replace("{}", answer(GOOD, no_claim=[2])).replace("{{", "{").replace("}}", "}"))
    assert [p.text for p in read.proposals] == ["The crane fell."]
    assert read.proposals[0].pieces == ("The crane", "fell")
    assert read.no_claim == {2}


def test_fields_that_may_be_empty_may_be_left_out() -> None:
    short = {name: GOOD[name] for name in ("sentence", "pieces", "text", "mode")}
    read = read_answer(json.dumps({"claims": [short | {"speaker": " "}]}))
    assert (read.proposals[0].speaker, read.proposals[0].cue, read.proposals[0].antecedents) == (
        None,
        None,
        (),
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("", "exactly one"),
        ("I am sorry, I cannot do that.", "exactly one"),
        (answer(GOOD)[:-3], "exactly one"),
        (answer(GOOD) + answer(GOOD), "exactly one"),
        (json.dumps([GOOD]), "exactly one"),
        ('{"claims": NaN}', "exactly one"),
        ('{"claims": ' + "[" * 100_000, "exactly one"),
        ("{" * 100_000, "exactly one"),
        ('{"claims": [' + "9" * 10_000 + "]}", "exactly one"),
        ('{"claims": "none"}', "claims is not a list"),
        ("x" * (LONGEST_ANSWER + 1), "longer than"),
        (answer(*[GOOD] * (MOST_CLAIMS + 1)), "claims has more than"),
        (answer("The crane fell."), r"claims\[0\] is not an object"),
        (answer(GOOD, GOOD | {"sentence": "1"}), r"claims\[1\].sentence is not a number"),
        (answer(GOOD | {"sentence": True}), "sentence is not a number"),
        (answer(GOOD | {"pieces": "The crane fell"}), "pieces is not a list"),
        (answer(GOOD | {"pieces": []}), "pieces is empty"),
        (answer(GOOD | {"pieces": ["The crane", 3]}), r"pieces\[1\] is not a text"),
        (answer(GOOD | {"pieces": ["The crane", " , "]}), "a piece without a word"),
        (answer(GOOD | {"pieces": ["a"] * (MOST_PIECES + 1)}), "pieces has more than"),
        (answer(GOOD | {"text": None}), "text is not a text"),
        (answer(GOOD | {"text": "..."}), "text has no word"),
        (answer(GOOD | {"text": "a" * (LONGEST_TEXT + 1)}), "text is longer than"),
        (answer(GOOD | {"mode": "opinion"}), "mode is neither"),
        (answer(GOOD | {"mode": ["content"]}), "mode is neither"),
        (answer(GOOD | {"speaker": 7}), "speaker is not a text"),
        (answer(GOOD | {"antecedents": [1, 1.5]}), "antecedents holds something else"),
        (answer(GOOD | {"antecedents": [1, 2, 3, 4]}), "antecedents has more than"),
        (answer(GOOD, no_claim=["2"]), "no_claim holds something else"),
    ],
)
def test_anything_else_is_refused_and_the_field_is_named(raw: str, said: str) -> None:
    with pytest.raises(BadAnswer, match=said):
        read_answer(raw)


def test_what_could_move_a_cursor_is_cleaned() -> None:
    read = read_answer(answer(GOOD | {"text": "The\ncrane \x1b[31mfell\ud800.", "speaker": "\u202eAsk"}))
    assert read.proposals[0].text == "The crane ␛[31mfell\ufffd."
    assert read.proposals[0].speaker == "\ufffdAsk"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*GOOD, "x"]), inner, max_size=8)
    ),
    max_leaves=20,
)


@given(st.text() | _JSON.map(lambda value: json.dumps({"claims": value, "no_claim": []})))
def test_any_answer_is_read_or_refused(raw: str) -> None:
    with contextlib.suppress(BadAnswer):
        read = read_answer(raw)
        assert all(p.pieces and p.text and type(p.sentence) is int for p in read.proposals)

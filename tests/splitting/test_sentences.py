"""Where sentences begin and end."""

import pytest

from annotator.splitting import sentences


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Dr. Amy J. Thorn left at 6 a.m. on Friday.", "She came back."],
        ["Lt. Col. R. Hayes cleared 30 mi. of road by noon.", "It rained."],
        ["“We sold one quay.", "The town keeps two,” she said.", "“It is fair.”"],
        ["He paid on Monday.[12]", "She did not."],
        ["1. The board votes.", "2. The ministry objects."],
        ["Цена выросла до 5 тыс. крон за тонну.", "Её снизят."],
        ["町は「閉める。夜も休む」と発表した。", "雨だった。"],
        ["Die Brücke ist zu.", "Sie öffnet am 3. Mai wieder."],
    ],
)
def test_sentences_of_one_line(expected: list[str]) -> None:
    joint = "" if "。" in expected[0] else " "
    assert pieces(joint.join(expected)) == expected


def test_a_line_end_ends_a_sentence() -> None:
    assert pieces("Four measures\nThe fare rises\n\n  The ferry stops ") == [
        "Four measures",
        "The fare rises",
        "The ferry stops",
    ]


def test_a_very_long_line_is_cut_like_a_short_one() -> None:
    sentence = "The ferry stopped at the pier and nobody went ashore."
    assert pieces(" ".join([sentence] * 500)) == [sentence] * 500

"""Claims of single sentences: cuts, attribution, wording, dates, ranges."""

import pytest

from annotator.domain.claim import Claim
from annotator.splitting import claim_ranges, claims


def content(text: str, published: str | None = None) -> list[str]:
    return [claim.text for claim in claims(text, published) if claim.mode == "content"]


def utterances(text: str) -> list[str]:
    return [claim.text for claim in claims(text) if claim.mode == "utterance"]


def exact(text: str, claim: Claim) -> list[str]:
    return [text[start:end] for start, end in claim.ranges]


def test_a_second_verb_copies_subject_and_leading_date() -> None:
    text = (
        "In June 2021, Norland left the fishing pact and closed its ports to foreign trawlers "
        "after Sudmark seized two boats."
    )
    first, second, third = claims(text)
    assert exact(text, first) == ["In June 2021, Norland left the fishing pact"]
    assert exact(text, second) == ["In June 2021, Norland", "closed its ports to foreign trawlers"]
    assert exact(text, third) == ["Sudmark seized two boats"]
    assert second.text == "In June 2021, Norland closed its ports to foreign trawlers."
    assert [claim.date for claim in (first, second, third)] == ["2021-06", "2021-06", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The board was sued in May and dissolved in June.",
            ["The board was sued in May.", "The board was dissolved in June."],
        ),
        (
            "The port has lost money for years, but the council refuses to sell it.",
            ["The port has lost money for years.", "The council refuses to sell it."],
        ),
        (
            "Norland administers the islands; Sudmark claims them.",
            ["Norland administers the islands.", "Sudmark claims them."],
        ),
        (
            "In May 2020, the ministry cancelled the deal, and Sudmark protested again.",
            [
                "In May 2020, the ministry cancelled the deal.",
                "In May 2020, Sudmark protested again.",
            ],
        ),
    ],
)
def test_plain_coordinations_are_cut(text: str, expected: list[str]) -> None:
    assert content(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Norland and Sudmark signed the treaty of peace and trade.",
        "The closed and abandoned mine belongs to the city of Torvik.",
        "The storm hit a day after the ferry sank.",
        "The mayor called the plan “old and never tested by anybody”.",
        "The report lists ships, planes, and trucks that were lost.",
    ],
)
def test_what_is_no_plain_coordination_stays_whole(text: str) -> None:
    assert len(content(text)) == 1


@pytest.mark.parametrize(
    ("text", "statement", "saying", "speaker", "cue"),
    [
        (
            "The bridge is safe, engineer Mia Lund said.",
            "The bridge is safe.",
            "Engineer Mia Lund said that the bridge is safe.",
            "engineer Mia Lund",
            "said",
        ),
        (
            "According to the harbour office, a ferry sank.",
            "A ferry sank.",
            "According to the harbour office, a ferry sank.",
            "the harbour office",
            "according to",
        ),
        (
            "Eleven people died, according to the U.N. office in Torvik.",
            "Eleven people died.",
            "According to the U.N. office in Torvik, eleven people died.",
            "the U.N. office in Torvik",
            "according to",
        ),
        (
            "The mayor told the council that the quay was sold.",
            "The quay was sold.",
            "The mayor told the council that the quay was sold.",
            "The mayor",
            "told",
        ),
        (
            "“Nobody asked us,” said Per Aske.",
            "Nobody asked us.",
            "Per Aske said: “Nobody asked us.”",
            "Per Aske",
            "said",
        ),
        (
            "She told reporters, “The lights will stay on.”",
            "The lights will stay on.",
            "She told reporters: “The lights will stay on.”",
            "She",
            "told",
        ),
    ],
)
def test_an_attribution_gives_content_and_utterance(
    text: str, statement: str, saying: str, speaker: str, cue: str
) -> None:
    first, second = claims(text)
    assert (first.mode, first.text, first.partner) == ("content", statement, 1)
    assert (second.mode, second.text, second.partner) == ("utterance", saying, 0)
    assert {(c.speaker, c.cue) for c in (first, second)} == {(speaker, cue)}


def test_a_quotation_of_several_sentences_keeps_its_speaker() -> None:
    text = (
        "“The board sold one quay. The town keeps the other two,” said Ingrid Sol, "
        "who chairs the board. “The price is fair.” Fishermen were angry."
    )
    assert [(c.text, c.speaker) for c in claims(text) if c.mode == "content"] == [
        ("The board sold one quay.", "Ingrid Sol"),
        ("The town keeps the other two.", "Ingrid Sol"),
        ("Ingrid Sol chairs the board.", None),
        ("The price is fair.", "Ingrid Sol"),
        ("Fishermen were angry.", None),
    ]


def test_a_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    text = "“The pier is old,” said Per Aske. “It must go.\n“We will build another.”\nIt rained."
    speakers = [claim.speaker for claim in claims(text) if claim.mode == "content"]
    assert speakers == ["Per Aske", "Per Aske", "Per Aske", None]


def test_an_attribution_in_the_middle_leaves_both_halves() -> None:
    text = '"The line earns its money in summer," chief Radu Pell said, "and it rained."'
    assert content(text) == ["The line earns its money in summer.", "It rained."]


def test_a_second_cue_keeps_the_speaker() -> None:
    text = "Mayor Lund said that the sale was secret but conceded that the town was late."
    assert utterances(text) == [
        "Mayor Lund said that the sale was secret.",
        "Mayor Lund conceded that the town was late.",
    ]


def test_what_was_not_said_is_no_utterance() -> None:
    text = "The firm has not said whether the plant will open."
    assert [claim.mode for claim in claims(text)] == ["content"]


def test_a_question_states_nothing() -> None:
    assert content("The quay was sold. Who gains from it?") == ["The quay was sold."]


def test_the_utterance_has_the_date_of_the_saying() -> None:
    text = "The bridge is safe, Mia Lund said on Friday."
    first, second = claims(text, "2026-02-20")
    assert (first.date, second.date) == (None, "2026-02-20")


def test_the_ranges_for_scoring_hold_content_once() -> None:
    text = "The bridge is safe, Mia Lund said. “Who knows?” Per Aske asked."
    assert [[text[s:e] for s, e in ranges] for ranges in claim_ranges(text)] == [
        ["The bridge is safe"],
        ["Who knows?", "Per Aske asked"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Hafen ist zu und bleibt es. Er öffnet im Mai.", 2),
        ("Le port de la ville est fermé. Les bateaux y restent.", 2),
        ("El puerto está cerrado y no abre. Se abre en mayo.", 2),
        ("Порт закрыт и не откроется. Он откроется в мае.", 2),
        ("港は閉まっている。五月に開く。", 2),
    ],
)
def test_other_languages_get_a_claim_for_each_sentence(text: str, expected: int) -> None:
    found = claims(text)
    assert len(found) == expected
    assert {claim.rule for claim in found} == {"sentence"}


def test_the_verb_behind_a_relative_clause_belongs_to_the_noun_before_it() -> None:
    text = "Thornhill, who holds a degree in hydrology, served in the navy from 1991 to 1999."
    assert content(text) == [
        "Thornhill served in the navy from 1991 to 1999.",
        "Thornhill holds a degree in hydrology.",
    ]


def test_a_leading_span_of_time_is_no_subject() -> None:
    text = "Last week, the authority cut off irrigation for 2,600 farms."
    assert content(text) == [text]

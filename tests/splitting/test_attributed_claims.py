"""Who is said to have said what, in sentences that make it easy to get wrong."""

import pytest

from annotator.domain.claim import Claim
from annotator.splitting import claims


def said(text: str, published: str = "2026-01-16") -> list[tuple[str, str | None]]:
    """(wording, speaker) of each content claim."""
    return [(claim.text, claim.speaker) for claim in contents(text, published)]


def contents(text: str, published: str = "2026-01-16") -> list[Claim]:
    return [claim for claim in claims(text, published) if claim.mode == "content"]


def utterances(text: str, published: str = "2026-01-16") -> list[tuple[str, str | None]]:
    return [(claim.text, claim.date) for claim in claims(text, published) if claim.mode == "utterance"]


def test_what_another_does_behind_but_is_not_the_speakers() -> None:
    text = "Mr Holm said that Mr Brandt had taken the money, but Mr Brandt denied it."
    assert said(text) == [("Mr Brandt had taken the money.", "Mr Holm"), ("Mr Brandt denied it.", None)]


def test_what_is_said_behind_and_that_is_the_speakers() -> None:
    text = "The minister said that the talks had failed and that they would resume in June."
    assert said(text) == [
        ("The talks had failed.", "The minister"),
        ("They would resume in June.", "The minister"),
    ]


def test_a_speaker_in_the_middle_of_what_is_said_cuts_nothing_off() -> None:
    text = "Had the ferry sailed earlier, Holm said, the passengers would have lived."
    assert said(text) == [("Had the ferry sailed earlier, the passengers would have lived.", "Holm")]


def test_when_something_was_said_is_no_part_of_what_was_said() -> None:
    text = "Former residents no longer hope, a leader said on Tuesday, almost a year after the talks ended."
    assert said(text) == [("Former residents no longer hope.", "a leader")]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Police said two men were arrested.", "Two men were arrested.", "Police"),
        ("Critics claim the mayor knew about the deal.", "The mayor knew about the deal.", "Critics"),
        ("He did not sign the deal, he said.", "He did not sign the deal.", "he"),
        ('"It is a lie", said Holm.', "It is a lie.", "Holm"),
        (
            "The paper reported on Friday, citing two clerks, that the deal was signed.",
            "The deal was signed.",
            "The paper",
        ),
    ],
)
def test_attributions_of_many_forms(text: str, content: str, speaker: str) -> None:
    assert said(text) == [(content, speaker)]


def test_the_day_of_saying_is_not_the_day_of_what_was_said() -> None:
    text = "The company said on Wednesday it would cut 1,200 jobs."
    assert said(text) == [("It would cut 1,200 jobs.", "The company")]
    assert [claim.date for claim in contents(text)] == [None]
    assert utterances(text) == [("The company said on Wednesday that it would cut 1,200 jobs.", "2026-01-14")]


def test_what_is_told_of_the_speaker_dates_nothing() -> None:
    text = "Holm, a minister who was elected in May 2024, said that she did not know."
    assert [date for _, date in utterances(text)] == [None]


def test_a_quotation_that_ends_a_claim_is_closed() -> None:
    text = 'Norland owns the islands, while Sudmark calls them its "Northern Rocks."'
    assert said(text)[1] == ('Sudmark calls them its "Northern Rocks."', None)


@pytest.mark.parametrize(
    "text",
    [
        "It was Holm, not Brandt, who signed the law.",
        "The report blames late changes, a shortage of steel and poor oversight.",
    ],
)
def test_what_belongs_together_stays_in_one_claim(text: str) -> None:
    assert said(text) == [(text, None)]


def test_when_something_happened_is_no_claim() -> None:
    text = "The envoy arrived on Thursday, a day after the storm crossed the island."
    assert "A day after the storm crossed the island." not in [wording for wording, _ in said(text)]


def test_the_last_sentence_of_a_german_quotation_is_a_claim() -> None:
    text = "Die Ministerin sagte: „Wir brauchen mehr Zeit. Das Paket kostet zwei Milliarden.“"
    assert any("Das Paket kostet zwei Milliarden" in wording for wording, _ in said(text))


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("The capital is Torvik, which was founded in 1640.", "Torvik was founded in 1640."),
        ("The winner was Mia Lund, a baker from Osk.", "Mia Lund is a baker from Osk."),
    ],
)
def test_what_is_told_of_a_predicate_noun_leaves_its_own_subject_out(text: str, second: str) -> None:
    assert [wording for wording, _ in said(text)][1] == second


def test_every_range_holds_a_word() -> None:
    text = (
        "Osk news of the week\n\nThe town's mayor met Mia Lund, who sold the boat!\n\n"
        "The town’s mayor met Mia Lund, who sold the boat!\n"
    )
    for claim in claims(text):
        for start, end in (*claim.ranges, *claim.occurrences):
            assert any(map(str.isalnum, text[start:end]))

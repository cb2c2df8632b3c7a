"""The fine grain: one claim for each item and each circumstance, where they can stand apart."""

from annotator.splitting import claims


def fine(text: str) -> list[str]:
    return [claim.text for claim in claims(text, granularity="fine")]


def test_each_of_several_circumstances_is_a_claim() -> None:
    assert fine("The museum was opened in Oslo on 3 May 2014.") == [
        "The museum was opened in Oslo.",
        "The museum was opened on 3 May 2014.",
    ]


def test_what_the_verb_needs_stays_with_it() -> None:
    found = fine("Norland withdrew from the talks in March.")
    assert found == ["Norland withdrew from the talks in March."]


def test_those_who_do_something_together_are_not_told_apart() -> None:
    text = "Norland and Sudmark have never signed a treaty."
    assert fine(text) == [text]


def test_each_item_of_a_list_is_a_claim() -> None:
    assert fine("The town owns a ferry, a crane and a school.") == [
        "The town owns a ferry.",
        "The town owns a crane.",
        "The town owns a school.",
    ]

"""Claims that say again what an earlier one says are linked to it."""

import pytest

from annotator.domain.claim import Claim
from annotator.splitting import claims
from annotator.splitting.plain import SPLITTER


def links(text: str, mode: str = "content", language: str = "") -> list[tuple[str, str, str]]:
    """(claim, how alike, the earlier claim) of each claim that is like one."""
    found = SPLITTER.split(text, published="2026-02-20", language=language).claims
    return [
        (claim.text, claim.likeness, found[claim.like].text)
        for claim in found
        if claim.mode == mode and claim.like is not None
    ]


def test_a_claim_in_other_function_words_is_a_variant_of_the_first() -> None:
    text = (
        "The ministry approved a bridge over the Lind.\nNobody objected.\n"
        "The ministry has approved the bridge over the Lind.\nThe ministry approved the bridge over Lind."
    )
    first = "The ministry approved a bridge over the Lind."
    assert links(text) == [
        ("The ministry has approved the bridge over the Lind.", "variant", first),
        ("The ministry approved the bridge over Lind.", "variant", first),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ferry carried 900 passengers a day in May.", "The ferry carried 990 passengers a day in May."),
        (
            "The council did approve the bridge over the Lind.",
            "The council did not approve the bridge over the Lind.",
        ),
        ("Mayor Lund opened the new harbour bridge.", "Mayor Brandt opened the new harbour bridge."),
        (
            "The council closed the old harbour bridge in May.",
            "The old harbour bridge was closed by the council in May.",
        ),
        ("He opened the bridge over the Lind.", "He has opened the bridge over the Lind."),
        ("The bridge was opened on Friday.", "The bridge has been opened on Friday, 13 February 2026."),
    ],
)
def test_what_may_mean_something_else_is_offered_and_stays_work(one: str, other: str) -> None:
    ((claim, likeness, earlier),) = links(f"{one}\nNobody objected to it.\n{other}")
    assert (claim, likeness, earlier) == (other, "similar", one)


def test_the_best_earlier_claim_is_named() -> None:
    text = (
        "The harbour bridge will close in May for two years.\n"
        "The harbour bridge will close in May for two years because of cracks in the northern pier.\n"
        "For two years the harbour bridge will close because of cracks in its northern pier."
    )
    second, third = links(text)
    assert second[2] == "The harbour bridge will close in May for two years."
    assert third[2] == second[0]


def test_pieces_of_one_sentence_are_judged_by_their_own_words() -> None:
    text = (
        "In March 2022, the new foreign ministry of Norland left the talks and closed its ports.\n"
        "Norland and its two neighbours had signed a treaty but never kept it.\n"
        "In 2023, the foreign ministry of Norland closed the embassy in Vik."
    )
    found = claims(text)
    assert len([claim for claim in found if claim.text.startswith("In March 2022, the new")]) == 2
    assert [claim.like for claim in found] == [None] * len(found)


def test_a_claim_is_never_like_its_partner_and_only_like_one_of_its_mode() -> None:
    text = "The dam will hold, engineer Mia Lund said.\nThe dam will hold, engineer Bo Aske said."
    found = claims(text)
    contents = [claim for claim in found if claim.mode == "content"]
    assert len(contents) == 1
    utterances = [claim for claim in found if claim.mode == "utterance"]
    assert [claim.like for claim in utterances] == [None, None]


def test_an_utterance_is_like_one_of_the_same_speaker() -> None:
    text = (
        "The dam at Vik will hold for many years, engineer Mia Lund said on Monday.\n"
        "“The dam at Vik will hold many years,” Lund said.\n"
        "The dam at Vik will surely hold for many years, engineer Bo Aske said."
    )
    ((claim, likeness, earlier),) = links(text, "utterance")
    assert (claim[:9], likeness, earlier[:17]) == ("Lund said", "similar", "Engineer Mia Lund")


def test_restatements_in_other_languages_are_similar_too() -> None:
    german = (
        "Die Hafenbrücke wird im Mai für zwei Jahre gesperrt.\nDas ist nicht neu.\n"
        "Für zwei Jahre wird die Hafenbrücke im Mai gesperrt werden."
    )
    assert [likeness for _, likeness, _ in links(german)] == ["similar"]
    russian = (
        "Мост через реку закроют во вторник на два года.\nЭто не было новостью для тех, кто был там.\n"
        "Мост через реку закроют в вторник на два года."
    )
    assert [likeness for _, likeness, _ in links(russian)] == ["variant"]
    japanese = "市議会は新しい図書館の予算案を可決した。\n新しい図書館の予算案を市議会は可決した。"
    assert [likeness for _, likeness, _ in links(japanese)] == ["similar"]


def test_the_same_words_of_another_place_are_another_claim() -> None:
    text = (
        "NEWS IN BRIEF\nLIND — Police arrested two men on Monday.\nVIK — Police arrested two men on Monday.\n"
        "LIND — Police have arrested two men on Monday."
    )
    words = "Police arrested two men on Monday."
    assert [claim.text for claim in claims(text)][:2] == [words, words]
    assert links(text) == [
        (words, "similar", words),
        ("Police have arrested two men on Monday.", "variant", words),
    ]


def test_likeness_is_empty_without_a_claim_to_be_like_and_points_back() -> None:
    text = "\n".join(
        f"Lot {number} was sold in Vik for {number * 3} crowns on Friday." for number in range(60)
    )
    found = claims(text)
    assert [claim.likeness for claim in found] == ["", *["similar"] * 59]
    assert all(claim.like is None or claim.like < number for number, claim in enumerate(found))
    assert isinstance(found[0], Claim)

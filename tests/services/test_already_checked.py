"""Hints that a claim was checked already: found in the file by their words, told with who said what."""

from typing import Any

import pytest
from imported import Record, put_import

from annotator.domain.article import Region
from annotator.domain.citation import CitationDraft, Source
from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.round import RoundPlan
from annotator.services.already_checked import already_checked
from annotator.services.ingesting import put
from annotator.services.leading import Leading
from annotator.store import Sight, open_to_read

CHECK = "The cranes of the harbour had failed, the mayor said."


@pytest.fixture
def check(kit, desk):
    """Takes in a fact-check of a claim, as an import of ClaimReview does."""

    def check_one(wording: str, number: int = 1, **source: str) -> str:
        read = kit.read_article(f"{wording}\n", title=f"Check {number}")
        made = ClaimSet.build(
            article=read.id, splitter="import:claimreview", version="1",
            regions=[Region("body", 0, len(read.text))], claims=[Claim(((0, len(wording)),), wording)],
        )  # fmt: skip
        with desk.store.writing():
            put(desk.store, read, made)
        about = {"publisher": f"Checkers {number}", "published": "2024-02-09"} | source
        cited = CitationDraft(Source(f"https://checks.example/{number}", **about), "context", "fact_check")
        put_import(
            desk.store, "claimreview",
            Record(made.claims[0].id, "contested", "Mostly false", citations=[cited], key=str(number)),
        )  # fmt: skip
        return made.claims[0].id

    return check_one


def hints(desk, claim: str, member: str = "anna") -> tuple[Any, ...]:
    with open_to_read(desk.store.path, sight=Sight(member)) as store:
        text = store.db.execute("SELECT text FROM claim WHERE id = ?", (claim,)).fetchone()[0]
        return already_checked(store, claim, text)


def test_a_check_of_nearly_the_same_claim_is_told_with_who_said_what(desk, check) -> None:
    checked = check(CHECK)
    (hint,) = hints(desk, desk.claims[1])
    assert (hint.claim, hint.wording, hint.publisher) == (checked, CHECK, "Checkers 1")
    assert (hint.rating, hint.published) == ("Mostly false", "2024-02-09")
    assert hint.address == "https://checks.example/1"
    assert hints(desk, desk.claims[0]) == ()


def test_a_claim_is_no_hint_about_itself_nor_about_what_it_became(desk, check) -> None:
    checked = check(CHECK)
    assert hints(desk, checked) == ()
    made = desk.me.reword(checked, "The cranes of the harbour had failed, the mayor said then.").claim
    assert hints(desk, made) == ()


def test_at_most_three_the_likest_first_and_each_check_once(desk, check) -> None:
    for number, more in enumerate(("", " Indeed", " Quite so", " As she knew well"), 1):
        check(f"The mayor said the cranes had failed.{more}", number)
    found = hints(desk, desk.claims[1])
    assert [hint.publisher for hint in found] == ["Checkers 1", "Checkers 2", "Checkers 3"]


def test_false_friends_of_the_file_are_no_hints(desk, check) -> None:
    check("The mayor said the cranes had not failed.", 1)
    check("The mayor said the bridges of the town had been built of stone.", 2)
    assert hints(desk, desk.claims[1]) == ()


def test_what_is_no_fact_check_is_no_hint(kit, desk) -> None:
    put_import(desk.store, "fever", Record(desk.claims[0], "sourced", citations=[kit.draft()]))
    desk.me.cite(desk.claims[0], CitationDraft(Source("https://checks.example/9"), "refutes", "fact_check"))
    assert all(hints(desk, claim) == () for claim in desk.claims)


def test_a_blind_round_keeps_them_back_until_it_is_revealed(desk, check) -> None:
    check(CHECK)
    leading = Leading(desk.store, "anna", desk.place.device)
    plan = RoundPlan("r", "labelling", [desk.claims[1]], {"bo": [0], "cy": [0]}, 2, True, "1")
    made = leading.make(plan)
    assert hints(desk, desk.claims[1], "bo") == ()
    assert len(hints(desk, desk.claims[1], "anna")) == 1
    leading.reveal(made)
    assert len(hints(desk, desk.claims[1], "bo")) == 1


def test_words_of_the_query_language_are_words(desk, check) -> None:
    check('OR NOT "the" NEAR(mayor) said* the cranes: had - failed')
    assert isinstance(hints(desk, desk.claims[1]), tuple)


def words_of(desk) -> str:
    """The wording of the claim that is looked at."""
    row = desk.store.db.execute("SELECT text FROM claim WHERE id = ?", (desk.claims[1],)).fetchone()
    return str(row[0])


@pytest.fixture
def elsewhere(kit, desk):
    """Takes in a claim of another article with labels that are suggested for it, as FEVER has them."""

    def labelled(wording: str, *labels: str) -> str:
        read = kit.read_article(f"{wording}\n", title=wording)
        made = ClaimSet.build(
            article=read.id, splitter="import:fever", version="1",
            regions=[Region("body", 0, len(read.text))], claims=[Claim(((0, len(wording)),), wording)],
        )  # fmt: skip
        with desk.store.writing():
            put(desk.store, read, made)
        put_import(desk.store, "fever", *(Record(made.claims[0].id, label) for label in labels))
        return made.claims[0].id

    return labelled


def test_labels_of_the_same_words_elsewhere_are_told(desk, elsewhere, check) -> None:
    wording = words_of(desk)
    other = elsewhere(f"  {wording.upper().rstrip('.')} !", "sourced", "sourced", "contested", "")
    elsewhere(f"{wording.rstrip('.')} yesterday.", "insufficient")
    found = hints(desk, desk.claims[1])
    assert [(hint.claim, hint.publisher, hint.label) for hint in found] == [
        (other, "import:fever", "sourced"),
        (other, "import:fever", "contested"),
    ]
    assert hints(desk, other) == ()
    check(CHECK)
    assert [hint.label for hint in hints(desk, desk.claims[1])] == ["sourced", "contested", ""]


def test_a_few_common_words_are_no_claim_elsewhere(desk, elsewhere) -> None:
    wording = words_of(desk)
    word = wording.split()[-1].rstrip(".")
    mine, _ = elsewhere(word.title()), elsewhere(f"{word.title()}!", "sourced")
    assert hints(desk, mine) == ()


def test_a_fact_check_with_a_label_is_told_once(desk, check) -> None:
    checked = check(words_of(desk))
    (hint,) = hints(desk, desk.claims[1])
    assert (hint.claim, hint.label) == (checked, "")


def test_a_blind_round_keeps_labels_elsewhere_back(desk, elsewhere) -> None:
    elsewhere(f"{words_of(desk)}!", "sourced")
    plan = RoundPlan("r", "labelling", [desk.claims[1]], {"bo": [0], "cy": [0]}, 2, True, "1")
    made = Leading(desk.store, "anna", desk.place.device).make(plan)
    assert hints(desk, desk.claims[1], "bo") == ()
    Leading(desk.store, "anna", desk.place.device).reveal(made)
    assert len(hints(desk, desk.claims[1], "bo")) == 1

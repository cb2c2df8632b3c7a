"""Second opinions on a round: beside the votes and gold, and never instead of them."""

from collections import Counter
from typing import Any

import pytest

from annotator.domain.errors import InputError
from annotator.domain.round import Round, RoundPlan
from annotator.services.adjudicating import Adjudicating
from annotator.services.leading import Leading
from annotator.services.opining import METHODS, opinions
from annotator.services.reviewing import Reviewing

TEXTS = tuple(f"Ship {n} left.\nPier {n} burned.\nNobody {n} was hurt.\n" for n in range(3))
VOTES = {
    "bert": "sourced contested verified sourced contested sourced verified sourced not_checkable",
    "cora": "sourced contested verified sourced contested sourced verified contested -",
    "dora": "sourced contested sourced verified contested sourced verified sourced sourced",
}


@pytest.fixture
def voted(kit: Any) -> tuple[Any, Round, list[str]]:
    desk = kit.open(kit.path(), create=True)
    claims = kit.seed(desk.store, TEXTS)
    hands = dict.fromkeys(VOTES, range(len(claims)))
    plan = RoundPlan("pilot", "labelling", claims, hands, 2, True, "1")
    found = Leading(desk.store, "anna", "device-1").make(plan)
    for name, said in VOTES.items():
        by = Reviewing(desk.store, name, f"device-{name}", round_id=found.id)
        for claim, label in zip(claims, said.split(), strict=True):
            if label != "-":
                by.label(claim, label)
    return desk, found, claims


@pytest.mark.parametrize("method", METHODS)
def test_every_method_has_every_vote_and_gold_beside_it(voted, method: Any) -> None:
    desk, found, claims = voted
    Adjudicating(desk.store, "anna", "device-1", found.id).settle(claims[0], "verified", "The log has it.")
    before = desk.sql("SELECT count(*) FROM event")
    made = opinions(desk.store, found, method, "anna")
    assert [one.claim for one in made.claims] == claims
    for number, one in enumerate(made.claims):
        cast = {name: said.split()[number] for name, said in VOTES.items() if said.split()[number] != "-"}
        assert dict(one.votes) == cast
        counts = Counter(cast.values()).most_common()
        tied = len(counts) > 1 and counts[0][1] == counts[1][1]
        assert one.majority == (None if tied else counts[0][0], counts[0][1], len(cast))
        assert one.opinion is not None
        assert 0 <= one.opinion.probability <= 1
    assert made.claims[0].gold == "verified"
    assert "gold" in made.claims[0].differs
    assert set(made.reviewers) == set(VOTES)
    assert desk.sql("SELECT count(*) FROM event") == before, "an opinion writes nothing"


def test_the_majority_has_no_opinion_where_two_labels_tie(voted) -> None:
    desk, found, _ = voted
    last = opinions(desk.store, found, "majority", "anna").claims[-1]
    assert (last.opinion.label, last.opinion.probability, last.differs) == (None, 0.5, ())


@pytest.mark.parametrize("method", METHODS)
def test_nobody_has_an_opinion_on_votes_that_are_hidden_from_them(voted, method: Any) -> None:
    desk, found, _ = voted
    with pytest.raises(InputError, match="is blind"):
        opinions(desk.store, found, method, "bert")
    Leading(desk.store, "anna", "device-1").reveal(found)
    assert opinions(desk.store, found, method, "bert") == opinions(desk.store, found, method, "anna")

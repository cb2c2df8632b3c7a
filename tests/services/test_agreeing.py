"""Agreement of a round: the figures are of the votes that the file has, for whoever may see them."""

import json
import random
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import krippendorff
import pytest

from annotator.domain.citation import CitationDraft, Source
from annotator.domain.errors import InputError
from annotator.domain.round import Round, RoundPlan
from annotator.domain.scheme_reading import default_scheme
from annotator.services.acting import Acting
from annotator.services.agreeing import Asked, RoundAgreement, agreement
from annotator.services.leading import Leading
from annotator.services.reviewing import Reviewing
from annotator.services.voting import votes_of
from annotator.store import Sight, open_to_read

TEXTS = tuple(f"Ship {n} left.\nPier {n} burned.\nNobody {n} was hurt.\n" for n in range(4))
LABELS = tuple(label.id for label in default_scheme().labels)
NAMES = ("bert", "cora", "dora")


@dataclass
class Team:
    """A file with a round, led by anna."""

    desk: Any
    claims: list[str]
    round: Round

    def by(self, member: str) -> Reviewing:
        return Reviewing(self.desk.store, member, f"device-{member}", round_id=self.round.id)

    def vote(self, member: str, claim: int, label: str, **more: Any) -> None:
        self.by(member).label(self.claims[claim], label, **more)

    def cite(self, member: str, claim: int, **of_source: str) -> None:
        draft = CitationDraft(Source(**of_source), "supports", quote="So.", accessed="2026-03-01")
        self.by(member).cite(self.claims[claim], draft)

    def figures(self, *labels: str, member: str = "anna", **asked: Any) -> RoundAgreement:
        with open_to_read(self.desk.store.path, sight=Sight(member)) as store:
            return agreement(store, self.round, member, Asked(labels, **asked))


def make_team(kit: Any, *, blind: bool = False, name: str = "pilot") -> Team:
    desk = kit.open(kit.path(), create=True)
    claims = kit.seed(desk.store, TEXTS)
    hands = {name: range(len(claims)) for name in NAMES}
    plan = RoundPlan(name, "labelling", claims, hands, 2, blind, "1")
    return Team(desk, claims, Leading(desk.store, "anna", "device-1").make(plan))


@pytest.fixture
def team(kit: Any) -> Team:
    return make_team(kit)


def voted(team: Team, seed: int) -> Team:
    chance = random.Random(seed)
    for claim in range(len(team.claims)):
        for name in NAMES:
            if chance.random() < 0.8:
                team.vote(name, claim, chance.choice(LABELS), confidence=chance.randint(1, 5))
    return team


def recount(team: Team, labels: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Reviewer -> claim -> label, from the log alone."""
    found: dict[str, dict[str, str]] = {name: {} for name in NAMES}
    for member, body in team.desk.sql(
        "SELECT f.member, e.body FROM event AS e JOIN feed AS f ON f.id = e.feed"
        " WHERE e.kind = 'label' AND f.round = ? ORDER BY e.id",
        team.round.id,
    ):
        fields = json.loads(body)
        found[member][fields["claim"]] = fields["label"]
    return {
        name: {claim: label for claim, label in given.items() if label in labels}
        for name, given in found.items()
    }


def oracle(team: Team, labels: tuple[str, ...]) -> float:
    given = recount(team, labels)
    table = [[given[name].get(claim, "") for claim in team.claims] for name in NAMES]
    codes = [[float("nan") if not cell else labels.index(cell) for cell in row] for row in table]
    return float(
        krippendorff.alpha(codes, level_of_measurement="nominal", value_domain=[*range(len(labels))])
    )


@pytest.mark.parametrize("seed", range(3))
def test_figures_are_those_of_the_votes_in_the_log(team: Team, seed: int) -> None:
    voted(team, seed)
    found = team.figures()
    assert found.labels == LABELS[:4]
    assert found.agreement.alpha.value == pytest.approx(oracle(team, LABELS[:4]))
    given = recount(team, LABELS)
    assert dict(found.left_out) == {
        "not_checkable": sum(list(by.values()).count("not_checkable") for by in given.values())
    }
    assert found.agreement.votes == sum(len(by) for by in recount(team, LABELS[:4]).values())
    every, deciding = found.choices
    assert every.labels == LABELS
    assert every.alpha.value == pytest.approx(oracle(team, LABELS))
    assert deciding.labels == LABELS[:3]
    assert deciding.alpha.value == pytest.approx(oracle(team, LABELS[:3]))


def test_pairs_and_the_matrix_are_a_recount_too(team: Team) -> None:
    voted(team, 7)
    found, given = team.figures(*LABELS).agreement, recount(team, LABELS)
    cells: Counter[tuple[str, str]] = Counter()
    for pair in found.by_pair:
        one, two = given[pair.first], given[pair.second]
        shared = [claim for claim in team.claims if claim in one and claim in two]
        assert pair.shared == len(shared)
        assert pair.raw.value == pytest.approx(sum(one[c] == two[c] for c in shared) / len(shared))
        for claim in shared:
            cells.update({(one[claim], two[claim]), (two[claim], one[claim])})
    assert found.confusion.labels == LABELS
    assert found.confusion.counts == tuple(tuple(cells[row, column] for column in LABELS) for row in LABELS)
    assert [(pair.first, pair.second) for pair in found.by_pair] == [*combinations(NAMES, 2)]


def test_only_labels_that_are_asked_for_count(team: Team) -> None:
    for name, label in zip(NAMES, ("sourced", "verified", "insufficient"), strict=True):
        team.vote(name, 0, label)
    found = team.figures("sourced", "verified")
    assert (found.labels, found.left_out) == (("sourced", "verified"), (("insufficient", 1),))
    assert (found.agreement.votes, found.agreement.pairs) == (2, 1)
    with pytest.raises(InputError, match="no label 'true'"):
        team.figures("true")


def test_the_newest_vote_counts_and_one_that_is_taken_back_does_not(team: Team) -> None:
    team.vote("bert", 0, "sourced")
    team.vote("bert", 0, "verified")
    team.vote("cora", 0, "verified")
    team.vote("dora", 0, "sourced")
    team.by("dora").undo()
    assert team.figures().agreement.raw.value == 1.0


def test_what_is_said_outside_of_the_round_is_no_vote(team: Team) -> None:
    team.vote("bert", 0, "sourced")
    team.desk.by("cora").label(team.claims[1], "sourced")
    assert team.figures().agreement.votes == 1


def test_evidence_by_origin_and_by_address(team: Team) -> None:
    """Two sites with one wire are one origin; a vote without citations has an empty set."""
    for name in NAMES[:2]:
        team.vote(name, 0, "sourced")
    team.cite("bert", 0, url="https://a.example/1", origin="The Coast Wire")
    team.cite("cora", 0, url="https://b.example/2", origin="coast wire")
    for name in NAMES:
        team.vote(name, 1, "sourced")
    team.cite("bert", 1, reference="A book")
    team.cite("cora", 1, reference="A book")
    team.cite("cora", 1, url="https://c.example/3")
    found = team.figures()
    assert found.origins.jaccard.value == pytest.approx((1 + 1 / 2 + 0 + 0) / 4)
    assert found.addresses.jaccard.value == pytest.approx((0 + 1 / 2 + 0 + 0) / 4)
    assert (found.origins.pairs, found.origins.sharing, found.origins.empty) == (4, 2, 0)


def test_by_article_and_of_one_alone(team: Team) -> None:
    for name in NAMES:
        team.vote(name, 0, "sourced")
        team.vote(name, 3, "sourced" if name == "bert" else "verified")
    found = team.figures(by_article=True)
    assert [(one.title, one.claims, one.overlapping, one.raw.value) for one in found.articles] == [
        ("A title", 1, 1, 1.0),
        ("A title", 1, 1, pytest.approx(1 / 3)),
    ]
    second = team.figures(articles=(found.articles[1].article,))
    assert (second.claims, second.agreement.raw.value) == (3, pytest.approx(1 / 3))
    with pytest.raises(InputError, match="no claims of the article nowhere"):
        team.figures(articles=("nowhere",))


def test_without_votes_with_one_reviewer_and_without_variation_it_says_so(team: Team) -> None:
    def whys() -> list[str]:
        figures = team.figures().agreement
        return [str(one) for one in (figures.alpha, figures.alpha_interval, figures.raw, figures.fleiss)]

    assert set(whys()) == {"not defined because there are no votes"}
    team.vote("bert", 0, "sourced")
    assert set(whys()) == {"not defined because no claim has votes of two reviewers"}
    team.vote("cora", 0, "sourced")
    alpha, _, raw, _ = whys()
    assert (alpha, raw) == (
        "not defined because all votes say the same, so that there is no variation (raw agreement is 1.0)",
        "1.000",
    )
    json.dumps(team.figures().record(), allow_nan=False)


def test_a_blind_round_shows_its_reviewers_nothing(kit: Any) -> None:
    team = voted(make_team(kit, blind=True), 1)
    with pytest.raises(InputError, match="is blind"):
        team.figures(member="bert")
    assert team.figures().agreement.votes
    Leading(team.desk.store, "anna", "device-1").reveal(team.round)
    assert team.figures(member="bert").agreement == team.figures().agreement


def test_a_lead_who_labels_in_a_blind_round_is_one_of_its_reviewers(kit: Any) -> None:
    team = make_team(kit, blind=True)
    with Acting(team.desk.store, "anna", "device-1").act() as act:
        act.append("member", {"name": "bert", "role": "lead"})
    with pytest.raises(InputError, match="is blind"):
        team.figures(member="bert")


def test_claims_that_another_round_keeps_back_are_left_out_and_counted(kit: Any) -> None:
    """On any connection, one without a sight too."""
    team = voted(make_team(kit), 1)
    plan = RoundPlan("blind", "labelling", team.claims[:3], {"bert": range(3)}, 1, True, "1")
    Leading(team.desk.store, "anna", "device-1").make(plan)
    found = agreement(team.desk.store, team.round, "bert")
    assert (found.kept_back, found.claims) == (3, 9)
    assert found == team.figures(member="bert")
    assert found.agreement.votes < team.figures().agreement.votes
    with open_to_read(team.desk.store.path, sight=Sight("bert")) as store:
        used = votes_of(store.db, team.round, "bert").cast
        seen = store.db.execute("SELECT claim, member FROM label WHERE vote = 1").fetchall()
    assert {(claim, member) for claim, given in used.items() for member in given} <= set(seen)

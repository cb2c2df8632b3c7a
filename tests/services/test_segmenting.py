"""Segmentation rounds: apart, compared, merged, shown; and nobody sees another's copy."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from annotator.domain.errors import InputError, NotFound
from annotator.domain.round import Round, RoundPlan
from annotator.services.agreeing import agreement
from annotator.services.checking import examine
from annotator.services.comparing import compare
from annotator.services.leading import Leading
from annotator.services.merging import merge
from annotator.services.merging_claims import MergingClaims
from annotator.services.reading import Reading
from annotator.services.resplitting import outdated, set_again
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, Store, content, open_to_read
from annotator.store.projections.showing import shown_set

TEXT = (
    "The ferry left at six and the pier was empty.\n"
    "A porter said the lamps were out.\n"
    "Nobody waited.\n"
    "The tide had turned.\n"
)


@dataclass
class Team:
    """A file with one article in a segmentation round of two reviewers, which anna leads."""

    kit: Any
    desk: Any
    round: Round
    article: str
    claims: list[str]

    def by(self, member: str) -> Reviewing:
        return Reviewing(self.desk.store, member, self.desk.place.device, round_id=self.round.id)

    @property
    def lead(self) -> MergingClaims:
        return MergingClaims(self.desk.store, "anna", self.desk.place.device, round_id=self.round.id)

    def seen_by(self, member: str, *, inside: bool = True) -> Store:
        sight = Sight(member, self.round.id if inside else "")
        return open_to_read(self.desk.store.path, sight=sight)

    def listed(self, member: str) -> list[str]:
        """The ids of a reviewer's own claims, as the screen reads them."""
        with self.seen_by(member) as store:
            return [mark.claim.id for mark in Reading(store, member).article(self.article).marks]

    def texts(self, member: str) -> list[str]:
        with self.seen_by(member) as store:
            return [mark.claim.text for mark in Reading(store, member).article(self.article).marks]

    def shown(self) -> list[str]:
        review = Reading(self.desk.store, "anna").article(self.article)
        return [mark.claim.text for mark in review.marks]


def start(kit: Any, *, blind: bool = True, reviewers: tuple[str, ...] = ("ben", "cleo")) -> Team:
    desk = kit.open(kit.path(), "anna", create=True)
    claims = kit.seed(desk.store, (TEXT,))
    hands = {name: range(len(claims)) for name in reviewers}
    plan = RoundPlan("cuts", "segmentation", claims, hands, len(reviewers), blind, "7")
    found = Leading(desk.store, "anna", desk.place.device).make(plan)
    (article,) = content.article_ids(desk.store.db)
    team = Team(kit, desk, found, article, claims)
    for name in reviewers:
        team.by(name).prepare()
    return team


@pytest.fixture
def team(kit: Any) -> Team:
    return start(kit)


def undecided(team: Team) -> list[Any]:
    (work,) = compare(team.desk.store, team.round, "anna").articles
    return work.undecided


def test_each_reviewer_has_a_copy_that_nobody_else_sees(team: Team) -> None:
    first, *rest = team.listed("ben")
    assert team.texts("ben") == team.texts("cleo") == TEXT.splitlines()
    assert not {first, *rest} & {*team.listed("cleo"), *team.claims}
    half = TEXT.index(" and the pier")
    team.by("ben").split(first, half)
    team.by("ben").drop(rest[-1])
    team.by("cleo").reword(team.listed("cleo")[2], "Nobody waited at the pier.")
    added = team.by("cleo").add(team.article, [(4, 9)])
    team.by("ben").comment(team.listed("ben")[0], "Two claims, I think.")
    assert team.texts("ben")[2:] == TEXT.splitlines()[1:3]
    assert len(team.texts("cleo")) == 5
    assert "Nobody waited at the pier." in team.texts("cleo")
    assert added.claim in team.listed("cleo")
    assert team.shown() == TEXT.splitlines()
    with team.seen_by("cleo", inside=False) as store:
        reading = Reading(store, "cleo")
        assert [m.claim.text for m in reading.article(team.article).marks] == TEXT.splitlines()
        assert reading.other_sets(team.article) == []
        assert store.db.execute("SELECT count(*) FROM revision WHERE member = 'ben'").fetchone() == (0,)
        assert store.db.execute("SELECT count(*) FROM dropping WHERE member = 'ben'").fetchone() == (0,)
        assert store.db.execute("SELECT count(*) FROM comment").fetchone() == (0,)
        for made in team.desk.sql("SELECT id FROM revision WHERE member = 'ben'"):
            with pytest.raises(NotFound):
                reading.find_claim(made[0])
    assert team.desk.sql("SELECT count(*) FROM twin") == [(0,)]
    team.kit.assert_projections_hold(team.desk.store)


def test_copies_are_made_once_and_the_same_on_every_device(team: Team) -> None:
    assert team.by("ben").prepare() == 0
    other = team.kit.open(team.kit.path(), "ben", create=True, state="other")
    pack = team.kit.path("all.pack")
    pack.write_bytes(team.desk.pack())
    merge(other.store, [pack])
    assert Reviewing(other.store, "ben", other.place.device, round_id=team.round.id).prepare() == 0
    assert other.pack() == team.desk.pack()


def test_the_frozen_claims_and_those_of_others_are_not_changed(team: Team) -> None:
    (ben, *_), (cleo, other, *_) = team.listed("ben"), team.listed("cleo")
    with pytest.raises(InputError, match="frozen in the round 'cuts'"):
        team.by("ben").drop(team.claims[0])
    for who in (team.by("cleo"), team.desk.by("ben")):
        with pytest.raises(InputError, match="a reviewer's own in the round 'cuts'"):
            who.reword(ben, "Other words.")
    with pytest.raises(InputError, match="not linked"):
        team.by("cleo").link(cleo, other)
    with pytest.raises(InputError, match="not yours"):
        team.by("dora").add(team.article, [(0, 9)])
    with pytest.raises(InputError, match="not yours"):
        team.by("dora").finish(team.article)
    with pytest.raises(InputError):
        team.by("ben").label(ben, "sourced")


def test_being_done_is_an_act_that_undo_takes_back(team: Team) -> None:
    claim = team.listed("ben")[0]
    team.by("ben").finish(team.article)
    assert team.desk.sql("SELECT member, state, count(*) FROM assignment GROUP BY 1, 2 ORDER BY 1") == [
        ("ben", "done", 4),
        ("cleo", "open", 4),
    ]
    with team.seen_by("ben") as store:
        row = Reading(store, "ben").library()[0]
        assert (row.claims, row.labelled) == (4, 4)
        assert Reading(store, "ben").next_open(team.article, "") is None
    with team.seen_by("cleo") as store:
        row = Reading(store, "cleo").library()[0]
        assert (row.claims, row.labelled) == (4, 0)
        assert Reading(store, "cleo").next_open(team.article, "") is not None
    with pytest.raises(InputError, match="already"):
        team.by("ben").finish(team.article)
    with pytest.raises(InputError, match="done with this article"):
        team.by("ben").drop(claim)
    team.kit.assert_projections_hold(team.desk.store)
    assert "being done with the article" in team.by("ben").undo().words
    assert team.desk.sql("SELECT count(*) FROM assignment WHERE state = 'done'") == [(0,)]
    team.by("ben").redo()
    assert team.desk.sql("SELECT count(*) FROM assignment WHERE state = 'done'") == [(4,)]
    team.by("ben").finish(team.article, done=False)
    team.by("ben").drop(claim)
    team.kit.assert_projections_hold(team.desk.store)


def test_comparing_counts_matches_and_what_only_one_has(team: Team) -> None:
    ben, cleo = team.listed("ben"), team.listed("cleo")
    team.by("ben").split(ben[0], TEXT.index(" and the pier"))
    team.by("cleo").move_edge(cleo[2], "end", by=-1)
    compared = compare(team.desk.store, team.round, "anna")
    ((pair, figures),) = compared.pairs.items()
    counts = figures.counts
    assert pair == ("ben", "cleo")
    assert compared.overall == figures
    assert (counts.first, counts.second, counts.matched, counts.exact) == (5, 4, 3, 2)
    found = agreement(team.desk.store, team.round, "anna").boundaries
    assert found is not None
    assert (found.articles, found.overall) == (1, figures)
    assert [(one.first, one.second, one.figures) for one in found.by_pair] == [(*pair, figures)]
    (work,) = compared.articles
    assert [group.agreed for group in work.groups] == [False, True, False, True]
    split, moved = work.undecided
    assert [len(split.of(side)) for side in ("ben", "cleo", "")] == [2, 1, 1]
    assert [len(moved.of(side)) for side in ("ben", "cleo", "")] == [1, 1, 1]


def test_the_lead_merges_claim_by_claim_and_freezes(team: Team) -> None:
    ben, cleo = team.listed("ben"), team.listed("cleo")
    team.by("ben").split(ben[0], TEXT.index(" and the pier"))
    team.by("ben").drop(ben[3])
    team.by("cleo").reword(cleo[2], "Nobody waited at the pier.")
    lead = team.lead
    with pytest.raises(InputError, match=r"Not done with .*: ben, cleo"):
        lead.freeze(team.article)
    team.by("ben").finish(team.article)
    team.by("cleo").finish(team.article)
    with pytest.raises(InputError, match="3 groups of claims"):
        lead.freeze(team.article)
    split, worded, dropped = undecided(team)
    lead.decide(team.article, split.key, [s.claim.id for s in split.of("ben")])
    (mine,) = worded.of("ben")
    lead.decide(team.article, worded.key, [mine.claim.id], "Nobody waited on the pier.")
    lead.decide(team.article, dropped.key, [])
    assert undecided(team) == []
    lead.freeze(team.article)
    assert team.shown() == [
        "The ferry left at six.",
        "And the pier was empty.",
        "A porter said the lamps were out.",
        "Nobody waited on the pier.",
    ]
    same = team.desk.sql("SELECT count(*) FROM twin WHERE sameness = 'same'")
    assert same == [(1,)]
    team.kit.assert_projections_hold(team.desk.store)
    with pytest.raises(InputError, match="shown already"):
        lead.freeze(team.article)
    assert "freezing the merged claims" in lead.undo().words
    assert team.shown() == TEXT.splitlines()
    lead.undo()
    assert [group.key for group in undecided(team)] == [dropped.key]
    lead.redo()
    lead.freeze(team.article)
    assert len(team.shown()) == 4
    team.kit.assert_projections_hold(team.desk.store)


def test_labels_of_before_are_on_twins_of_what_is_merged(team: Team) -> None:
    team.desk.me.label(team.claims[1], "sourced")
    team.by("ben").drop(team.listed("ben")[0])
    for name in ("ben", "cleo"):
        team.by(name).finish(team.article)
    assert team.lead.take("ben", [team.article]) == 1
    team.lead.freeze(team.article)
    marks = Reading(team.desk.store, "anna").article(team.article).marks
    assert [mark.earlier for mark in marks] == ["sourced", "", ""]


def test_a_labelling_round_over_what_was_merged(team: Team) -> None:
    team.by("ben").drop(team.listed("ben")[0])
    team.lead.take("ben", [team.article])
    team.lead.freeze(team.article, unfinished=True)
    claims = [mark.claim.id for mark in Reading(team.desk.store, "anna").article(team.article).marks]
    plan = RoundPlan("labels", "labelling", claims, {"dora": range(3)}, 1, True, "8")
    found = Leading(team.desk.store, "anna", team.desk.place.device).make(plan)
    dora = Reviewing(team.desk.store, "dora", team.desk.place.device, round_id=found.id)
    dora.label(claims[0], "sourced")
    with open_to_read(team.desk.store.path, sight=Sight("dora", found.id)) as store:
        marks = Reading(store, "dora").article(team.article).marks
    assert [(mark.claim.id, mark.label) for mark in marks] == [*zip(claims, ("sourced", "", ""), strict=True)]
    team.kit.assert_projections_hold(team.desk.store)


def test_what_a_blind_round_hides_is_not_compared_by_its_reviewers(kit: Any) -> None:
    team = start(kit, reviewers=("anna", "ben"))
    for who in ("anna", "ben"):
        with pytest.raises(InputError, match="blind"):
            compare(team.desk.store, team.round, who)
    with pytest.raises(InputError, match="blind"):
        team.lead.take("ben", [team.article])
    team.by("ben").finish(team.article)
    with pytest.raises(InputError, match="Only a lead"):
        MergingClaims(team.desk.store, "ben", team.desk.place.device, round_id=team.round.id).freeze(
            team.article
        )
    Leading(team.desk.store, "anna", team.desk.place.device).reveal(team.round)
    assert len(compare(team.desk.store, team.round, "ben").articles) == 1
    assert team.lead.take("ben", [team.article]) == 0


def test_decisions_that_cannot_be_made(team: Team) -> None:
    team.by("ben").drop(team.listed("ben")[0])
    (group,) = undecided(team)
    lead = team.lead
    with pytest.raises(NotFound, match="changed meanwhile"):
        lead.decide(team.article, "0" * 64, [])
    with pytest.raises(InputError, match="not of that group"):
        lead.decide(team.article, group.key, [team.listed("ben")[1]])
    with pytest.raises(InputError, match="single claim"):
        lead.decide(team.article, group.key, [], "Words.")
    with pytest.raises(InputError, match="dora has no claims"):
        lead.take("dora", [team.article])
    with pytest.raises(InputError, match="not in the round"):
        lead.take("ben", ["f" * 64])
    with pytest.raises(InputError, match="more than half"):
        lead.take_majority(team.article)
    team.by("ben").undo()
    with pytest.raises(NotFound, match="changed meanwhile"):
        lead.decide(team.article, group.key, [])


def test_the_majority_of_three(kit: Any) -> None:
    team = start(kit, reviewers=("ben", "cleo", "dora"))
    for name in ("ben", "dora"):
        team.by(name).drop(team.listed(name)[0])
    team.by("ben").drop(team.listed("ben")[-1])
    assert team.lead.take_majority(team.article) == 2
    team.lead.freeze(team.article, unfinished=True)
    assert team.shown() == TEXT.splitlines()[1:]


def test_rounds_of_other_kinds_have_nothing_to_segment(kit: Any) -> None:
    desk = kit.desk()
    plan = RoundPlan("labels", "labelling", desk.claims, {"ben": range(5)}, 1, False, "1")
    found = Leading(desk.store, "anna", desk.place.device).make(plan)
    with pytest.raises(InputError, match="segmentation round"):
        Reviewing(desk.store, "ben", desk.place.device, round_id=found.id).prepare()
    with pytest.raises(InputError, match="no segmentation round"):
        compare(desk.store, found, "anna")


def test_no_copy_is_ever_shown(team: Team) -> None:
    ((copy,),) = team.desk.sql(
        "SELECT id FROM claim_set WHERE private AND json_extract(options, '$.member') = 'ben'"
    )
    with pytest.raises(InputError, match="never shown"):
        set_again(team.desk.store, copy)
    with team.desk.by("anna").act() as act:
        act.append(
            "claim_set.show", {"article": team.article, "set": copy, "instead_of": copy, "supersedes": []}
        )
    assert shown_set(team.desk.store.db, team.article) != copy
    team.kit.assert_projections_hold(team.desk.store)


def test_what_was_merged_is_not_split_anew_as_outdated(team: Team) -> None:
    newer = partial(team.kit.split_lines, version="2")
    assert outdated(team.desk.store, newer) == [team.article]
    team.lead.freeze(team.article, unfinished=True)
    assert outdated(team.desk.store, newer) == []
    reading = Reading(team.desk.store, "anna")
    maker = reading.maker(reading.article(team.article))
    assert maker is not None
    assert maker.words == "people, in a round"
    assert [other.header.splitter for other in reading.other_sets(team.article)] == ["lines"]


def test_what_people_made_before_the_round_is_in_the_copies_each_once(kit: Any) -> None:
    desk = kit.open(kit.path(), "anna", create=True)
    claims = kit.seed(desk.store, (TEXT,))
    ranges = [(0, len("The ferry left at six"))]
    twice = [desk.me.add(content.article_ids(desk.store.db)[0], ranges).claim for _ in range(2)]
    worded = desk.me.reword(claims[1], "A porter said that all lamps were out.").claim
    desk.me.drop(claims[3])
    frozen = [claims[0], *twice, worded, claims[2]]
    plan = RoundPlan("cuts", "segmentation", frozen, {"ben": range(5), "cleo": range(5)}, 2, True, "7")
    found = Leading(desk.store, "anna", desk.place.device).make(plan)
    team = Team(kit, desk, found, content.article_ids(desk.store.db)[0], claims)
    for name in ("ben", "cleo"):
        team.by(name).prepare()
    texts = team.texts("ben")
    assert len(texts) == 4
    assert "A porter said that all lamps were out." in texts
    team.by("ben").drop(team.listed("ben")[-1])
    team.lead.take("ben", [team.article])
    team.lead.freeze(team.article, unfinished=True)
    assert team.shown() == texts[:-1]
    kit.assert_projections_hold(desk.store)
    assert all(finding.good for finding in examine(desk.store))


def test_in_a_closed_round_nothing_is_corrected_or_merged(team: Team) -> None:
    claim = team.listed("ben")[0]
    team.by("ben").drop(team.listed("ben")[1])
    for name in ("ben", "cleo"):
        team.by(name).finish(team.article)
    team.lead.take("ben", [team.article])
    team.lead.freeze(team.article)
    shown = team.shown()
    with Leading(team.desk.store, "anna", team.desk.place.device).act() as act:
        fields = {"round": team.round.id, "state": "closed", "reason": "", "left_open": [], "supersedes": []}
        act.append("round.state", fields)
    for act_of in (
        lambda: team.by("ben").drop(claim),
        lambda: team.by("ben").add(team.article, [(0, 9)]),
        lambda: team.by("ben").finish(team.article),
        lambda: team.lead.freeze(team.article, unfinished=True),
        lambda: team.lead.undo(),
        lambda: team.by("ben").undo(),
    ):
        with pytest.raises(InputError, match="closed"):
            act_of()
    assert team.shown() == shown


def test_a_pack_made_for_a_reviewer_has_nothing_of_another_s_work(team: Team) -> None:
    team.by("ben").reword(team.listed("ben")[0], "The ferry had gone.")
    team.desk.by("ben").comment(team.listed("ben")[1], "Outside of the round, and on my copy.")
    team.by("cleo").drop(team.listed("cleo")[0])
    with team.seen_by("cleo", inside=False) as store:
        pack = team.kit.pack_bytes(store)
    assert b"ferry had gone" not in pack
    assert b"Outside of the round" not in pack
    assert b"claim.drop" in pack
    assert b"ferry had gone" in team.desk.pack()

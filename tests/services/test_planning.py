"""From what a lead asks for to a round: which claims, who gets which, what is frozen."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.errors import InputError, NotFound
from annotator.domain.handing_out import More
from annotator.domain.round import Round
from annotator.domain.scheme_reading import default_scheme, parse_scheme
from annotator.services.control_answers import Answers, Line, read_answers
from annotator.services.editing import Editing
from annotator.services.leading import Leading
from annotator.services.planning import Asked, Planned, Selection, plan_round
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, open_to_read

TEXTS = tuple(
    "".join(f"Stall {number} of market {market} sold {number + 3} crates.\n" for number in range(4))
    + f"The warden of market {market} said it was a good day.\n"
    for market in range(6)
)
WHO = ("bob", "carol", "dan")


@pytest.fixture
def market(kit: Any) -> Any:
    """A file of six articles of five claims, made by anna; nobody else is a member."""
    return kit.desk(texts=TEXTS)


def plan(desk: Any, member: str = "anna", **asked: Any) -> Planned:
    fields: dict[str, Any] = {"name": "pilot", "seed": 1, "reviewers": WHO}
    with open_to_read(desk.store.path, sight=Sight(member)) as store:
        return plan_round(store, member, Asked(**fields | asked))


def make(desk: Any, **asked: Any) -> Round:
    return leading(desk).make(plan(desk, **asked).plan)


def leading(desk: Any, member: str = "anna") -> Leading:
    return Leading(desk.store, member, desk.place.device)


def hands(desk: Any, round_id: str) -> dict[str, list[str]]:
    rows = desk.sql("SELECT member, claim FROM assignment WHERE round = ? ORDER BY member, number", round_id)
    found: dict[str, list[str]] = {}
    for member, claim in rows:
        found.setdefault(member, []).append(claim)
    return found


def order(desk: Any) -> list[str]:
    """All claims in library order."""
    return [
        row[0]
        for row in desk.sql(
            "SELECT c.id FROM claim AS c JOIN article_info AS i ON i.shown_set = c.claim_set"
            " ORDER BY i.published, i.title, i.article, c.position"
        )
    ]


def test_without_a_selection_all_open_claims_come_in_and_each_goes_to_two(market: Any, kit: Any) -> None:
    market.me.label(market.claims[3], "sourced")

    made = make(market)

    assert [row[0] for row in market.sql("SELECT claim FROM round_claim ORDER BY number")] == [
        claim for claim in order(market) if claim != market.claims[3]
    ]
    got = hands(market, made.id)
    assert sorted(got) == list(WHO)
    counts = [sum(claim in mine for mine in got.values()) for claim in market.claims]
    assert counts == [2, 2, 2, 0, *[2] * 26]
    assert (made.overlap, made.blind, made.hides, made.state) == (2, True, True, "open")
    assert set(WHO) <= {row[0] for row in market.sql("SELECT name FROM member WHERE role = 'reviewer'")}
    kit.assert_projections_hold(market.store)


def test_a_round_made_twice_from_the_same_input_and_seed_hands_out_the_same_work(market: Any) -> None:
    asked = {"selection": Selection(sample=17, strata="article"), "more": More(percent=20, overlap=3)}

    first = make(market, seed=41, **asked)
    again = make(market, name="again", seed=41, **asked)
    other = make(market, name="other", seed=42, **asked)

    assert hands(market, first.id) == hands(market, again.id)
    assert hands(market, first.id) != hands(market, other.id)
    assert (first.seed, first.settings) == (again.seed, again.settings)


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("any", range(30)),
        ("open", [0, *range(4, 30)]),
        ("labelled", [1, 2, 3]),
        ("incomplete", [1, 3]),
        ("disagreement", [3]),
        ("flagged", [0]),
        ("contested", [3]),
    ],
)
def test_claims_are_chosen_by_what_anybody_said_of_them(market: Any, state: str, wanted: list[int]) -> None:
    bob, carol = market.by("bob"), market.by("carol")
    bob.flag(market.claims[0])
    bob.label(market.claims[1], "sourced")
    carol.label(market.claims[2], "not_checkable", rationale="An opinion.")
    bob.label(market.claims[3], "not_checkable", rationale="An opinion.")
    carol.label(market.claims[3], "contested")

    found = plan(market, selection=Selection(state=state)).plan

    assert set(found.claims) == {market.claims[place] for place in wanted}


def test_articles_and_words_narrow_and_bring_in_labelled_claims_too(market: Any) -> None:
    article = market.sql("SELECT article FROM claim_set JOIN claim ON claim_set = claim_set.id"
                         " WHERE claim.id = ?", market.claims[5])[0][0]  # fmt: skip
    market.me.label(market.claims[9], "sourced")

    found = plan(market, selection=Selection(articles=(article[:8],), words="WARDEN")).plan

    assert list(found.claims) == [market.claims[9]]
    with pytest.raises(NotFound, match="There is no article 'ffff0000'"):
        plan(market, selection=Selection(articles=("ffff0000",)))
    with pytest.raises(InputError, match=r"No claims match .*words 'zeppelin'"):
        plan(market, selection=Selection(words="zeppelin"))
    with pytest.raises(InputError, match="'opne' is no state of claims"):
        plan(market, selection=Selection(state="opne"))


def test_folded_dropped_and_revised_claims_stay_out_and_their_revisions_come_in(market: Any) -> None:
    editing = Editing(market.store, "anna", market.place.device)
    market.me.fold(market.claims[1], market.claims[0])
    editing.drop(market.claims[2])
    editing.reword(market.claims[3], "Stall 3 sold six crates.")

    found = set(plan(market).plan.claims)

    revision = market.sql("SELECT id FROM revision")[0][0]
    assert found == {*market.claims, revision} - set(market.claims[1:4])


def test_a_sample_is_of_the_size_asked_for_and_from_every_stratum(market: Any) -> None:
    found = plan(market, selection=Selection(sample=6, strata="article"))

    assert len(found.plan.claims) == 6
    assert len({task.article for task in found.tasks}) == 6
    positions = [order(market).index(claim) for claim in found.plan.claims]
    assert positions == sorted(positions)
    with pytest.raises(InputError, match="A sample of 31 is larger than what is there: 30 claims match"):
        plan(market, selection=Selection(sample=31))
    with pytest.raises(InputError, match="Strata are for a sample"):
        plan(market, selection=Selection(strata="mode"))


def test_a_calibration_round_gives_every_claim_to_everybody(market: Any) -> None:
    found = plan(market, kind="calibration").plan

    assert found.overlap == 3
    assert {len(numbers) for numbers in found.hands.values()} == {30}


def test_a_segmentation_round_hands_out_whole_articles(market: Any) -> None:
    found = plan(market, kind="segmentation", selection=Selection(sample=4))

    assert len(found.plan.claims) == 20
    for numbers in found.plan.hands.values():
        for article in {found.tasks[number].article for number in numbers}:
            whole = [task.number for task in found.tasks if task.article == article]
            assert set(whole) <= set(numbers)
    assert sum(map(len, found.plan.hands.values())) == 40


def test_what_a_dispute_round_takes_by_itself_is_what_labels_differ_on(market: Any) -> None:
    market.by("bob").label(market.claims[7], "sourced")
    market.by("carol").label(market.claims[7], "contested")

    assert list(plan(market, kind="dispute", reviewers=("dan",)).plan.claims) == [market.claims[7]]
    assert list(plan(market, kind="evidence_check").plan.claims) == [market.claims[7]]


def test_a_lead_who_labels_in_a_blind_round_does_not_learn_labels_by_choosing(market: Any) -> None:
    blind = make(market, reviewers=("anna", "bob"))
    bob = Reviewing(market.store, "bob", market.place.device, round_id=blind.id)
    bob.label(market.claims[0], "sourced")

    with pytest.raises(InputError, match="No claims match"):
        plan(market, name="peek", selection=Selection(state="labelled"))


def test_names_are_added_unless_only_known_ones_are_wanted(market: Any) -> None:
    market.by("bob").flag(market.claims[0])

    assert plan(market).new == {"carol", "dan"}
    with pytest.raises(InputError, match="No members of this file: carol, dan"):
        plan(market, known_only=True)
    assert list(plan(market, reviewers=(), overlap=1).plan.hands) == ["bob"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"name": "  "}, "needs a name"),
        ({"name": "p" * 101}, "too long: 101 characters"),
        ({"name": "pi\x1b[2Jlot"}, "cannot be printed"),
        ({"reviewers": ("bob", "")}, "'' cannot be a reviewer's name"),
        ({"reviewers": ("bob", "b\u202eob")}, "cannot be a reviewer's name"),
        ({"reviewers": ("bob", "n" * 101)}, "cannot be a reviewer's name"),
        ({"reviewers": ("bob", "bob")}, "bob is named twice"),
        ({"reviewers": ()}, "has no reviewers yet"),
        ({"overlap": 4}, "An overlap of 4 needs 4 reviewers; there are 3"),
        ({"more": More(percent=20, overlap=4)}, "An overlap of 4 needs 4 reviewers"),
        ({"more": More(percent=20, overlap=2)}, "Give the share a higher one"),
        ({"more": More(percent=120, overlap=3)}, "A share of 120 per cent"),
        ({"member": "bob"}, "Only a lead can make rounds; leads of this file: anna"),
        ({"answers": Answers(count=2)}, "no control items to draw from"),
    ],
)
def test_what_cannot_be_is_refused(market: Any, asked: dict[str, Any], says: str) -> None:
    market.me.flag(market.claims[0])
    before = market.pack()

    with pytest.raises(InputError, match=says):
        plan(market, **asked)

    assert market.pack() == before


def test_of_two_leads_with_one_name_the_second_is_told(market: Any) -> None:
    first, second = plan(market), plan(market)
    leading(market).make(first.plan)
    before = market.pack()

    with pytest.raises(InputError, match="There is a round 'pilot' already"):
        leading(market).make(second.plan)

    assert market.pack() == before
    with pytest.raises(InputError, match="There is a round 'pilot' already"):
        plan(market)


def test_a_claim_that_changed_between_planning_and_making_is_told(market: Any) -> None:
    planned = plan(market)
    Editing(market.store, "anna", market.place.device).drop(market.claims[4])
    before = market.pack()

    with pytest.raises(InputError, match=f"1 claim of it, {market.claims[4][:12]} for one"):
        leading(market).make(planned.plan)

    assert market.pack() == before


def test_a_guideline_is_kept_once_and_another_text_is_its_next_version(market: Any) -> None:
    from annotator.store import rounds

    first = make(market, guideline=("rules.md", "Be careful.\r\n"))
    same = make(market, name="same", guideline=("rules.md", "Be careful.\n"))
    changed = make(market, name="changed", guideline=("rules.md", "Be very careful.\n"))
    elsewhere = make(market, name="elsewhere", guideline=("others.md", "Be careful.\n"))

    assert same.guideline == first.guideline
    found = [rounds.guideline(market.store.db, one.guideline) for one in (first, changed, elsewhere)]
    assert [(one.name, one.version) for one in found if one] == [
        ("rules.md", 1),
        ("rules.md", 2),
        ("others.md", 1),
    ]
    assert market.sql("SELECT count(*) FROM guideline") == [(3,)]


def test_a_round_may_have_a_scheme_of_its_own(market: Any) -> None:
    text = default_scheme().text.replace('id = "sourced"', 'id = "backed"')
    made = make(market, scheme=parse_scheme(text, name="own"))

    reviewing = Reviewing(market.store, "bob", market.place.device, round_id=made.id)

    claim = hands(market, made.id)["bob"][0]
    assert reviewing.label(claim, "backed").words == "labelled backed"
    with pytest.raises(InputError, match="'backed' is not a label"):
        market.me.label(claim, "backed")


def test_everybody_gets_the_control_items_and_only_leads_are_told_of_them(market: Any) -> None:
    lines = [Line(1, market.claims[0][:10], "sourced"), Line(2, market.claims[29], "contested")]

    made = make(market, answers=Answers(lines=lines), selection=Selection(sample=10))

    got = hands(market, made.id)
    for mine in got.values():
        assert {market.claims[0], market.claims[29]} <= set(mine)
        assert mine == [claim for claim in order(market) if claim in mine]
    assert market.sql("SELECT claim, label FROM control ORDER BY label") == [
        (market.claims[29], "contested"),
        (market.claims[0], "sourced"),
    ]
    feeds = "SELECT f.audience, count(*) FROM event AS e JOIN feed AS f ON f.id = e.feed WHERE e.kind = ?"
    assert market.sql(feeds + " GROUP BY 1", "round.control") == [("lead", 1)]
    public = market.sql("SELECT body FROM event AS e JOIN feed AS f ON f.id = e.feed"
                        " WHERE f.audience = 'all' AND kind IN ('round', 'round.assign')")  # fmt: skip
    assert not any("control" in body or "contested" in body for (body,) in public)


def test_control_items_are_drawn_from_the_gold_of_a_round(market: Any) -> None:
    old = make(market, name="old", selection=Selection(sample=8))
    claims = [row[0] for row in market.sql("SELECT claim FROM round_claim ORDER BY number")]
    settle(market, old, dict.fromkeys(claims[:5], "sourced"))

    found = plan(market, answers=Answers(from_round="old", count=3)).plan
    again = plan(market, answers=Answers(from_round="old", count=3)).plan

    assert found.controls == again.controls
    assert len(found.controls) == 3
    assert set(found.controls) <= set(claims[:5])
    with pytest.raises(InputError, match="There are 5 control items, not 6"):
        plan(market, answers=Answers(from_round="old", count=6))
    make(market, name="bare")
    with pytest.raises(InputError, match="has no gold that can be asked again"):
        plan(market, answers=Answers(from_round="bare"))
    with pytest.raises(NotFound, match="There is no round 'nowhere'"):
        plan(market, answers=Answers(from_round="nowhere"))


def settle(desk: Any, found: Round, labels: dict[str, str]) -> None:
    scheme = default_scheme().digest
    adjudicating = Reviewing(desk.store, "anna", desk.place.device, round_id=found.id)
    with adjudicating.act() as act:
        for claim, label in labels.items():
            fields = {"round": found.id, "claim": claim, "label": label, "scheme": scheme}
            fields |= {"method": "adjudicated", "reason": "", "citations": []}
            act.append("adjudicate", fields)


def test_a_file_of_answers_says_which_line_cannot_be_read(market: Any) -> None:
    claim = market.claims[0]

    assert read_answers(f"claim,label\n# of 2026\n\n{claim}, sourced\n", "a.csv") == [
        Line(4, claim, "sourced")
    ]
    with pytest.raises(InputError, match=r"a\.csv, line 2: 'verified' is not a claim's id and a label"):
        read_answers(f"{claim} sourced\nverified\n", "a.csv")
    with pytest.raises(InputError, match=r"a\.csv has no control items"):
        read_answers("# nothing\n", "a.csv")
    for line, error, says in (
        (Line(3, claim, "true"), InputError, "line 3: 'true' is not a label of the scheme"),
        (Line(3, "ffff0000", "sourced"), NotFound, "line 3: There is no claim 'ffff0000'"),
    ):
        with pytest.raises(error, match=says):
            plan(market, answers=Answers(lines=[line]))
    with pytest.raises(InputError, match="line 2: that claim has another label above"):
        plan(market, answers=Answers(lines=[Line(1, claim, "sourced"), Line(2, claim, "verified")]))
    Editing(market.store, "anna", market.place.device).drop(claim)
    with pytest.raises(InputError, match=f"the claim {claim[:12]} cannot be in a round"):
        plan(market, answers=Answers(lines=[Line(1, claim, "sourced")]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    reviewers=st.lists(st.sampled_from("bcdefgh"), min_size=1, max_size=6, unique=True),
    size=st.integers(1, 25),
    controls=st.integers(0, 4),
    seed=st.integers(0, 2**63 - 1),
    data=st.data(),
)
def test_every_claim_goes_to_as_many_as_asked_and_never_twice_to_one(
    market: Any, reviewers: list[str], size: int, controls: int, seed: int, data: st.DataObject
) -> None:
    overlap = data.draw(st.integers(1, len(reviewers)))
    known = [Line(number, claim, "sourced") for number, claim in enumerate(market.claims[26 : 26 + controls])]
    asked = {"reviewers": tuple(reviewers), "overlap": overlap, "answers": Answers(lines=known)}

    found = plan(market, seed=seed, selection=Selection(sample=size), **asked).plan

    assert len(found.claims) == size + controls
    assert len(set(found.claims)) == len(found.claims)
    for numbers in found.hands.values():
        assert len(set(numbers)) == len(numbers)
    for number, claim in enumerate(found.claims):
        holders = sum(number in numbers for numbers in found.hands.values())
        assert holders == (len(reviewers) if claim in found.controls else overlap)

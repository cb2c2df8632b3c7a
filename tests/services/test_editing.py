"""What a reviewer does to claims themselves: new revisions, dropping, links, and taking all of it back."""

import json
from datetime import UTC, datetime

import pytest

from annotator.domain.errors import FieldError, InputError, NotFound, StaleClaim
from annotator.domain.review import ClaimMark
from annotator.services.merging import merge
from annotator.services.reading import Reading


def marks(desk, number: int = 0, member: str = "anna") -> tuple[ClaimMark, ...]:
    """The claims of the article of the seeded claim of that number, as they are listed."""
    reading = Reading(desk.store, member)
    (row,) = desk.sql(
        "SELECT s.article FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set WHERE c.id = ?",
        desk.claims[number],
    )
    return reading.article(row[0]).marks


def listed(desk, number: int = 0) -> list[str]:
    return [mark.claim.text for mark in marks(desk, number)]


def article(desk, number: int = 0) -> str:
    return desk.sql(
        "SELECT s.article FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set WHERE c.id = ?",
        desk.claims[number],
    )[0][0]


BEFORE = [
    "The harbour closed on Monday.",
    "The mayor said the cranes had failed.",
    "Nobody was hurt.",
]


@pytest.fixture
def reading(desk):
    return Reading(desk.store, "anna")


def test_a_new_wording_stands_in_the_place_of_the_old_one_and_undo_brings_that_back(
    kit, desk, reading
) -> None:
    done = desk.me.reword(desk.claims[0], "The  harbour of Ost closed\non Monday.", reason="name")
    assert (done.words, done.article, done.relisted) == ("reworded", article(desk), True)
    assert listed(desk) == ["The harbour of Ost closed on Monday.", *BEFORE[1:]]
    made = marks(desk)[0].claim
    assert made.id == done.claim
    assert made.ranges == ((0, 29),)
    assert [edit.text for edit in made.edits] == [" of Ost"]
    undone = desk.me.undo()
    assert (undone.words, undone.claim, undone.relisted) == ("took back: new wording", desk.claims[0], True)
    assert listed(desk) == BEFORE
    assert desk.me.redo().claim == done.claim
    assert listed(desk)[0] == "The harbour of Ost closed on Monday."
    kit.assert_projections_hold(desk.store)


def test_speaker_and_date_stay_unless_they_are_given(desk, reading) -> None:
    first = desk.me.reword(
        desk.claims[1], "The mayor of Ost said the cranes had failed.", date="2026-02"
    ).claim
    claim = reading.mark(first).claim
    assert (claim.mode, claim.speaker, claim.date) == ("utterance", "The mayor", "2026-02")
    second = desk.me.reword(first, claim.text, speaker="Ada\tLund", date="").claim
    assert (reading.mark(second).claim.speaker, reading.mark(second).claim.date) == ("Ada Lund", None)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"text": " \n "}, FieldError),
        ({"text": "x", "date": "yesterday"}, FieldError),
        ({"text": "The harbour closed on Monday."}, InputError),
    ],
)
def test_what_cannot_be_a_wording_is_refused(desk, fields, error) -> None:
    before = desk.sql("SELECT count(*) FROM event WHERE kind LIKE 'claim.%'")
    with pytest.raises(error):
        desk.me.reword(desk.claims[0], **fields)
    assert desk.sql("SELECT count(*) FROM event WHERE kind LIKE 'claim.%'") == before


def test_edges_move_and_the_wording_follows(desk, reading) -> None:
    moved = desk.me.move_edge(desk.claims[0], "end", "word", -2)
    assert listed(desk)[0] == "The harbour closed on."
    assert reading.mark(moved.claim).claim.ranges == ((0, 21),)
    moved = desk.me.move_edge(moved.claim, "start", "word", 1)
    assert listed(desk)[0] == "Harbour closed on."
    moved = desk.me.move_edge(moved.claim, "end", "sentence", 1)
    assert listed(desk)[0] == "Harbour closed on Monday."
    assert desk.me.set_ranges(moved.claim, [(0, 11), (19, 29)]).words == "cut anew"
    assert listed(desk)[0] == "The harbour on Monday."
    with pytest.raises(InputError, match="changes nothing"):
        desk.me.move_edge(desk.claims[2], "end", "character", 9)
    with pytest.raises(FieldError):
        desk.me.move_edge(desk.claims[2], "middle", "character", 9)
    for _ in range(4):
        desk.me.undo()
    assert listed(desk) == BEFORE


def test_a_claim_is_split_and_joined_again(kit, desk, reading) -> None:
    first = desk.me.split(desk.claims[0], 19).claim
    assert listed(desk) == ["The harbour closed.", "On Monday.", *BEFORE[1:]]
    second = marks(desk)[1].claim.id
    joined = desk.me.merge(second, first).claim
    assert listed(desk) == BEFORE
    assert reading.mark(joined).claim.ranges == ((0, 29),)
    assert reading.mark(joined).rivals == ()
    assert desk.me.undo().words == "took back: merging two claims"
    assert desk.me.undo().words == "took back: splitting the claim"
    assert listed(desk) == BEFORE
    assert [mark.rivals for mark in marks(desk)] == [()] * 3
    desk.me.redo()
    assert len(listed(desk)) == 4
    with pytest.raises(InputError, match="between two of its words"):
        desk.me.split(first, 0)
    kit.assert_projections_hold(desk.store)


def test_claims_apart_are_merged_and_others_are_not(desk, reading) -> None:
    done = desk.me.merge(desk.claims[2], desk.claims[0])
    assert listed(desk) == ["The harbour closed on Monday. Nobody was hurt.", BEFORE[1]]
    assert reading.mark(done.claim).claim.ranges == ((0, 29), (68, 84))
    for other in (done.claim, desk.claims[3]):
        with pytest.raises(InputError, match="two different claims"):
            desk.me.merge(done.claim, other)


def test_an_added_claim_stands_where_it_begins(kit, desk, reading) -> None:
    done = desk.me.add(article(desk), [(40, 67)])
    assert listed(desk) == [*BEFORE[:2], "Said the cranes had failed.", BEFORE[2]]
    assert reading.history(done.claim)[0].parents == ()
    row = reading.row(done.article)
    assert row.claims == 4
    assert desk.me.undo().claim == ""
    assert listed(desk) == BEFORE
    with pytest.raises(InputError):
        desk.me.add(done.article, [(0, 9999)])
    with pytest.raises(NotFound):
        desk.me.add("x", [(0, 1)])
    kit.assert_projections_hold(desk.store)


def test_a_dropped_claim_is_no_work_and_comes_back_with_its_label(kit, desk, reading) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk.me.drop(desk.claims[0])
    assert listed(desk) == BEFORE[1:]
    row = reading.row(article(desk))
    assert (row.claims, row.labelled) == (2, 0)
    (dropped,) = reading.dropped(row.id)
    assert (dropped.claim.id, dropped.member) == (desk.claims[0], "anna")
    with pytest.raises(StaleClaim):
        desk.me.drop(desk.claims[0])
    assert desk.by("bert").restore(desk.claims[0]).words == "brought back"
    row = reading.row(article(desk))
    assert (row.claims, row.labelled) == (3, 1)
    assert reading.dropped(row.id) == []
    with pytest.raises(InputError, match="was not dropped"):
        desk.me.restore(desk.claims[0])
    assert desk.by("bert").undo().words.startswith("took back: bringing the claim back")
    assert listed(desk) == BEFORE[1:]
    kit.assert_projections_hold(desk.store)


def test_labels_stay_with_their_revision_and_can_be_carried_over(kit, desk, reading) -> None:
    desk.me.cite(desk.claims[0], kit.draft())
    desk.me.label(desk.claims[0], "sourced", confidence=4)
    first = desk.me.reword(desk.claims[0], "The old harbour closed on Monday.").claim
    second = desk.me.move_edge(first, "end", "word", -2).claim
    assert reading.state(second).mine == ()
    before = reading.state(second).earlier
    assert (before.claim.id, before.sameness, before.citations) == (desk.claims[0], "revised", 1)
    assert marks(desk)[0].earlier == "sourced"
    assert Reading(desk.store, "bert").state(second).earlier is None
    desk.me.carry_over(second)
    (view,) = reading.state(second).mine
    assert (view.label.label, view.label.confidence, view.standing.complete) == ("sourced", 4, True)
    assert reading.state(second).earlier is None
    (kept,) = reading.state(desk.claims[0]).mine
    assert kept.label.id == view.label.copied_from
    kit.assert_projections_hold(desk.store)


def test_a_wording_of_the_same_meaning_takes_my_label_along_in_one_act(desk, reading) -> None:
    desk.me.label(desk.claims[0], "sourced")
    done = desk.me.reword(desk.claims[0], "The harbour closed on a Monday.", same_meaning=True)
    assert done.words == "reworded, label carried over: sourced"
    assert reading.state(done.claim).label is not None
    assert desk.me.undo().words == "took back: new wording and carrying 1 label over"
    assert reading.state(done.claim).label is None
    unlabelled = desk.me.reword(desk.claims[1], "The mayor said so.", same_meaning=True)
    assert unlabelled.words == "reworded"


def test_a_part_of_a_split_and_a_merged_claim_inherit_no_label(desk, reading) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk.me.split(desk.claims[0], 19)
    assert [mark.earlier for mark in marks(desk)] == [""] * 4
    one = desk.me.merge(marks(desk)[0].claim.id, marks(desk)[1].claim.id).claim
    assert reading.state(one).earlier is None


def test_an_edit_in_the_middle_taken_back_leaves_what_was_built_on_it(kit, desk, reading) -> None:
    anna, bert = desk.me, desk.by("bert")
    first = anna.reword(desk.claims[0], "First.").claim
    second = bert.reword(first, "Second.").claim
    bert.label(first, "sourced")
    undone = anna.undo()
    assert undone.words == (
        "took back: new wording (bert changed it further; that stays)"
        " (bert labelled that revision; those labels stay with it), on a claim that is not shown now"
    )
    assert listed(desk) == ["Second.", *BEFORE[1:]]
    assert marks(desk)[0].claim.id == second
    bert.undo()
    bert.undo()
    assert listed(desk) == BEFORE
    kit.assert_projections_hold(desk.store)


def test_a_stale_claim_names_who_when_and_what_stands(desk, reading) -> None:
    bert = desk.by("bert")
    newer = bert.reword(desk.claims[0], "Newer.").claim
    for act in (
        lambda **how: desk.me.reword(desk.claims[0], "Mine.", **how),
        lambda **how: desk.me.move_edge(desk.claims[0], "end", "word", -1, **how),
        lambda **how: desk.me.split(desk.claims[0], 19, **how),
        lambda **how: desk.me.merge(desk.claims[0], desk.claims[1], **how),
        lambda **how: desk.me.drop(desk.claims[0], **how),
    ):
        with pytest.raises(StaleClaim, match="bert changed this claim at 20") as caught:
            act()
        assert (caught.value.by, caught.value.heads) == ("bert", (newer,))
        assert caught.value.at == desk.sql("SELECT at FROM revision")[0][0]
    desk.me.drop(newer)
    with pytest.raises(StaleClaim) as caught:
        bert.reword(newer, "Once more.")
    assert caught.value.heads == ()
    assert (reading.gone(newer).why, reading.gone(desk.claims[0]).why) == ("dropped", "revised")


def test_a_rival_is_shown_beside_the_other_until_it_is_settled(kit, desk, reading) -> None:
    theirs = desk.by("bert").reword(desk.claims[0], "Theirs.").claim
    theirs = desk.by("bert").reword(theirs, "Theirs, better.").claim
    mine = desk.me.reword(desk.claims[0], "Mine.", rival=True).claim
    assert sorted(listed(desk)) == sorted(["Mine.", "Theirs, better.", *BEFORE[1:]])
    assert {mark.claim.id: mark.rivals for mark in marks(desk) if mark.rivals} == {
        mine: (theirs,),
        theirs: (mine,),
    }
    assert reading.mark(mine).rivals == (theirs,)
    assert reading.heads(desk.claims[0]) == sorted([mine, theirs])
    both = desk.me.merge(mine, theirs).claim
    assert [mark.rivals for mark in marks(desk)] == [()] * 3
    assert marks(desk)[0].claim.id == both
    desk.me.undo()
    desk.me.drop(theirs)
    assert [mark.rivals for mark in marks(desk)] == [()] * 3
    assert listed(desk)[0] == "Mine."
    kit.assert_projections_hold(desk.store)


def test_going_back_makes_the_old_wording_a_new_revision(desk, reading) -> None:
    first = desk.me.reword(desk.claims[0], "First.").claim
    second = desk.me.reword(first, "Second.").claim
    third = desk.me.go_back(second, first).claim
    assert third not in (first, second)
    assert listed(desk)[0] == "First."
    assert desk.me.go_back(third, desk.claims[0]).words == "went back"
    assert listed(desk) == BEFORE
    with pytest.raises(InputError, match="no earlier form"):
        desk.me.go_back(marks(desk)[0].claim.id, desk.claims[1])


def test_a_link_holds_for_later_revisions_on_both_sides(kit, desk, reading) -> None:
    one, other = desk.claims[0], desk.claims[3]
    desk.me.link(other, one)
    assert [linked.claim.id for linked in reading.state(one).linked] == [other]
    with pytest.raises(InputError, match="linked already"):
        desk.by("bert").link(one, other)
    one = desk.me.reword(one, "The harbour closed.").claim
    other = desk.me.reword(other, "Two bridges opened.").claim
    (linked,) = reading.state(one).linked
    assert (linked.claim.text, linked.article) == ("Two bridges opened.", article(desk, 3))
    assert [found.claim.id for found in reading.state(other).linked] == [one]
    desk.by("bert").unlink(one, other)
    assert reading.state(other).linked == ()
    with pytest.raises(InputError, match="not linked"):
        desk.me.unlink(one, other)
    assert desk.by("bert").undo().words.startswith("took back: taking the link away")
    assert len(reading.state(other).linked) == 1
    with pytest.raises(InputError):
        desk.me.link(one, one)
    kit.assert_projections_hold(desk.store)


def test_the_history_has_everything_by_everybody_in_order(kit, desk, reading) -> None:
    anna, bert = desk.me, desk.by("bert")
    anna.label(desk.claims[0], "sourced", rationale="Seen.")
    anna.label(desk.claims[0], "verified")
    anna.undo()
    bert.cite(desk.claims[0], kit.draft())
    bert.comment(desk.claims[0], "Which harbour?")
    first = anna.reword(desk.claims[0], "The harbour of Ost closed.", reason="name").claim
    bert.flag(first)
    anna.link(first, desk.claims[3])
    bert.drop(first)
    bert.restore(first)
    rival = bert.reword(desk.claims[0], "Rival.", rival=True).claim
    found = reading.history(first)
    assert [(e.kind, e.member, e.what, e.text, e.state) for e in found] == [
        ("made", "", "lines 1", "", "superseded"),
        ("label", "anna", "sourced", "Seen.", "current"),
        ("label", "anna", "verified", "Seen.", "retracted"),
        ("citation", "bert", "supports", "https://example.org/a", "current"),
        ("comment", "bert", "", "Which harbour?", "current"),
        ("revision", "anna", "wording", "name", "current"),
        ("flag", "bert", "raised", "", "current"),
        ("link", "anna", "linked", desk.claims[3], "current"),
        ("drop", "bert", "dropped", "", "superseded"),
        ("drop", "bert", "brought back", "", "current"),
        ("revision", "bert", "wording", "", "current"),
    ]
    assert [e.claim for e in found if e.revision] == [desk.claims[0], first, rival]
    assert all(e.at.startswith("20") for e in found[1:])
    assert reading.history(desk.claims[0]) == reading.history(rival) == found
    assert [e.kind for e in reading.history(desk.claims[2])] == ["made"]


def test_what_is_open_follows_the_claims_that_stand(desk, reading) -> None:
    art = article(desk)
    for number in (1, 2):
        desk.me.label(desk.claims[number], "sourced")
    added = desk.me.add(art, [(0, 11)]).claim
    split = desk.me.split(desk.claims[0], 19).claim
    order = [mark.claim.id for mark in marks(desk) if mark.is_open]
    seen, here = [], ""
    while (found := reading.next_open(art, here)) and found[0] == art:
        here = found[1]
        seen.append(here)
    assert seen == order
    assert {added, split} < set(seen)
    back, here = [], order[-1]
    while (found := reading.next_open(art, here, back=True)) and found[0] == art:
        here = found[1]
        back.append(here)
    assert back == order[-2::-1]
    assert reading.counterpart(art, desk.claims[0]) in reading.heads(desk.claims[0])


def test_a_revision_made_by_a_slow_clock_still_comes_after_what_it_revises(kit, desk) -> None:
    anna, bert = desk.me, desk.by("bert")
    anna.now = lambda: datetime(2031, 1, 1, tzinfo=UTC)
    bert.now = lambda: datetime(2026, 1, 1, tzinfo=UTC)
    first = anna.reword(desk.claims[0], "First.").claim
    second = bert.reword(first, "Second.").claim
    assert second > first
    assert listed(desk)[0] == "Second."


def test_files_that_were_edited_apart_merge_to_one_in_any_order(kit) -> None:
    one = kit.desk()
    two = kit.desk(path=kit.path(), member="bert", state="other")
    first = one.me.reword(one.claims[0], "Anna's.").claim
    one.me.split(one.claims[1], 43)
    theirs = two.me.reword(one.claims[0], "Bert's.").claim
    two.me.drop(one.claims[2])
    two.me.link(one.claims[2], one.claims[3])
    packs = [kit.path("one.pack"), kit.path("two.pack")]
    packs[0].write_bytes(one.pack())
    packs[1].write_bytes(two.pack())
    merged = []
    for order in (packs, packs[::-1]):
        new = kit.open(kit.path(), create=True)
        for pack in order:
            merge(new.store, [pack])
        kit.assert_projections_hold(new.store)
        new.claims = one.claims
        merged.append(new)
    assert merged[0].pack() == merged[1].pack()
    assert {mark.claim.id: mark.rivals for mark in marks(merged[0]) if mark.rivals} == {
        first: (theirs,),
        theirs: (first,),
    }
    assert marks(merged[0]) == marks(merged[1])


def test_a_pack_holds_people_s_claims_as_events_only(desk) -> None:
    before = [line for line in desk.pack().splitlines() if b'"claim_set"' in line]
    desk.me.reword(desk.claims[0], "Else.")
    lines = [json.loads(line) for line in desk.pack().splitlines()]
    sets = [line for line in desk.pack().splitlines() if line.startswith(b'{"type":"claim_set"')]
    assert sets == [line for line in before if line.startswith(b'{"type":"claim_set"')]
    assert [line["kind"] for line in lines if line["type"] == "event"][-1] == "claim.revise"

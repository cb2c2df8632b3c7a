"""Imported suggestions: what is told of a claim, and taking one over as a label of one's own."""

import pytest
from imported import Record, put_import

from annotator.domain.article import Region
from annotator.domain.claim import ClaimSet
from annotator.domain.errors import InputError
from annotator.services.reading import Reading
from annotator.services.undoing import NothingToUndo
from annotator.store import content, open_to_read, projections


def state(desk, claim: str, member: str = "anna"):
    with open_to_read(desk.store.path) as store:
        return Reading(store, member).state(claim)


def mark(desk, claim: str):
    with open_to_read(desk.store.path) as store:
        return Reading(store, "anna").mark(claim)


def cited(kit, **given: str):
    return kit.draft("supports", url="https://wiki.example/Harbour", title="Harbour", **given)


def test_what_an_import_says_is_nobodys_label_and_nobodys_evidence(kit, desk) -> None:
    put_import(
        desk.store, "fever",
        Record(desk.claims[0], "sourced", "SUPPORTS", "ana", 4, "As told.", [cited(kit)], ("mixes",)),
    )  # fmt: skip
    found = state(desk, desk.claims[0])
    assert (found.mine, found.others, found.citations) == ((), (), ())
    (view,) = found.suggestions
    said = view.suggestion
    assert (said.label, said.value, said.by, said.confidence) == ("sourced", "SUPPORTS", "ana", 4)
    assert (said.flags, view.wording) == (("mixes",), "")
    assert [(one.member, one.source.title) for one in view.citations] == [("import:fever", "Harbour")]
    assert mark(desk, desk.claims[0]).suggested
    assert mark(desk, desk.claims[0]).is_open
    assert not mark(desk, desk.claims[1]).suggested
    kit.assert_projections_hold(desk.store)


def test_taking_over_makes_a_label_of_mine_with_citations_of_mine(kit, desk) -> None:
    claim = desk.claims[0]
    (suggestion,) = put_import(
        desk.store,
        "fever",
        Record(claim, "sourced", confidence=4, rationale="As told.", citations=[cited(kit)]),
    )
    done = desk.me.take_suggestion(claim)
    assert done.words == "labelled sourced, as import:fever suggests"
    found = state(desk, claim)
    (view,) = found.mine
    (theirs,) = found.suggestions[0].citations
    (mine,) = found.citations
    assert (view.label.label, view.label.rationale, view.label.confidence) == ("sourced", "As told.", None)
    assert view.label.copied_from == suggestion
    assert (mine.member, mine.copied_from, mine.quote) == ("anna", theirs.id, theirs.quote)
    assert view.label.citations == (mine.id,)
    assert view.standing.complete
    kit.assert_projections_hold(desk.store)


def test_one_undo_takes_all_of_it_back_and_redo_brings_it_again(kit, desk) -> None:
    claim = desk.claims[0]
    put_import(
        desk.store, "fever", Record(claim, "sourced", citations=[cited(kit), cited(kit, quote="More.")])
    )
    desk.me.take_suggestion(claim)
    assert desk.me.undo().words == "took back: taking a suggestion over"
    assert (state(desk, claim).mine, state(desk, claim).citations) == ((), ())
    with pytest.raises(NothingToUndo):
        desk.me.undo()
    desk.me.redo()
    assert len(state(desk, claim).citations) == 2
    assert state(desk, claim).mine[0].standing.complete


def test_what_a_suggestion_lacks_its_taker_lacks_too(kit, desk) -> None:
    claim = desk.claims[0]
    put_import(desk.store, "fever", Record(claim, "sourced", citations=[cited(kit, quote="")]))
    desk.me.take_suggestion(claim)
    assert not state(desk, claim).mine[0].standing.complete


def test_my_own_citations_stay_and_nothing_is_copied_twice(kit, desk) -> None:
    claim = desk.claims[0]
    put_import(desk.store, "fever", Record(claim, "sourced", citations=[cited(kit)]))
    (theirs,) = state(desk, claim).suggestions[0].citations
    desk.me.cite(claim, kit.draft(url="https://mine.example/"))
    desk.me.reuse(claim, theirs.id, "supports")
    desk.me.take_suggestion(claim)
    found = state(desk, claim)
    assert len(found.citations) == 2
    assert set(found.mine[0].label.citations) == {one.id for one in found.citations}


def test_what_no_suggestion_rests_on_is_told_apart_and_not_taken_over(kit, desk) -> None:
    claim = desk.claims[0]
    check = kit.draft("context", url="https://checks.example/1", kind="fact_check")
    put_import(desk.store, "averitec", Record(claim, "sourced", citations=[cited(kit)], more=[check]))
    found = state(desk, claim)
    assert [one.source.url for one in found.imported] == ["https://checks.example/1"]
    assert found.citations == ()
    desk.me.take_suggestion(claim)
    assert [one.source.title for one in state(desk, claim).citations] == ["Harbour"]


def test_a_label_of_mine_stays_as_it_is(desk) -> None:
    claim = desk.claims[0]
    put_import(desk.store, "fever", Record(claim, "sourced"))
    desk.me.label(claim, "contested")
    with pytest.raises(InputError, match="labelled this claim already"):
        desk.me.take_suggestion(claim)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"value": "Half true"}, "“Half true”, is no label"),
        ({}, "gives this claim no label"),
        ({"label": "pants_on_fire"}, "no label of your scheme"),
    ],
)
def test_what_is_no_label_cannot_be_taken(desk, record: dict[str, str], words: str) -> None:
    put_import(desk.store, "fever", Record(desk.claims[0], **record))
    with pytest.raises(InputError, match=words):
        desk.me.take_suggestion(desk.claims[0])
    assert state(desk, desk.claims[0]).mine == ()


def test_nothing_is_ever_verified_by_an_import(desk) -> None:
    with pytest.raises(ValueError, match="not a label that can be suggested"):
        put_import(desk.store, "jsonl", Record(desk.claims[0], "verified", "verified"))
    with pytest.raises(InputError):
        desk.me.take_suggestion(desk.claims[0])


def test_of_several_one_says_which(desk) -> None:
    claim = desk.claims[0]
    records = [Record(claim, "sourced", by="ana"), Record(claim, "contested", by="bo")]
    first, second = put_import(desk.store, "csv", *records)
    assert [view.suggestion.id for view in state(desk, claim).suggestions] == [first, second]
    with pytest.raises(InputError, match="different labels"):
        desk.me.take_suggestion(claim)
    desk.me.take_suggestion(claim, second)
    assert state(desk, claim).mine[0].label.label == "contested"


def test_a_suggestion_on_another_claim_is_none_on_this(desk) -> None:
    (suggestion,) = put_import(desk.store, "csv", Record(desk.claims[1], "sourced"))
    with pytest.raises(InputError, match="No imported record"):
        desk.me.take_suggestion(desk.claims[0], suggestion)


def test_a_claim_that_was_reworded_keeps_what_was_suggested(desk) -> None:
    put_import(desk.store, "csv", Record(desk.claims[0], "sourced"))
    made = desk.me.reword(desk.claims[0], "The harbour was closed on Monday.", reason="clearer").claim
    (view,) = state(desk, made).suggestions
    assert view.wording == "The harbour closed on Monday."
    assert mark(desk, made).suggested
    desk.me.take_suggestion(made)
    assert state(desk, made).mine[0].label.label == "sourced"


def test_equal_claims_of_two_sets_share_what_was_suggested(kit, desk) -> None:
    """The imported set is another one than the one that is shown; the twins are paired."""
    read = kit.read_article(kit.articles[0])
    claims = kit.split_lines(read).claims
    regions = [Region("body", 0, len(read.text))]
    other = ClaimSet.build(
        article=read.id, splitter="import:csv", version="1", regions=regions, claims=claims
    )
    with desk.store.writing() as db:
        content.put_claim_set(db, other)
        projections.refresh(db, [read.id])
    assert state(desk, desk.claims[0]).suggestions == ()
    put_import(desk.store, "csv", *(Record(claim.id, "sourced", key=claim.id) for claim in other.claims))
    pairs = dict(desk.sql("SELECT claim, other FROM twin"))
    for claim in desk.claims[:3]:
        (view,) = state(desk, claim).suggestions
        assert (view.suggestion.claim, view.wording) == (pairs[claim], "")
    desk.me.take_suggestion(desk.claims[0])
    assert state(desk, desk.claims[0]).mine[0].label.claim == desk.claims[0]

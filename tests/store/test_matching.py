"""The next claim of a sort and the matches of a filter are what a plain look at the tables says."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.claim_filter import ClaimFilter, read_confidence
from annotator.domain.errors import FieldError, InputError
from annotator.services.editing import Editing
from annotator.services.finding import Finding

ACTS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(("anna", "bo")),
              st.sampled_from(("sourced", "contested", "insufficient", "flag", "fold", "undo"))),
    max_size=12,
)  # fmt: skip


def act(desk, number: int, member: str, what: str) -> None:
    me, claim = desk.by(member), desk.claims[number]
    if what == "flag":
        me.flag(claim)
    elif what == "fold" and number == 1:
        me.fold(claim, desk.claims[0])
    elif what == "undo":
        me.undo()
    elif what != "fold":
        me.label(claim, what, confidence=number + 1)


def labels(desk, member: str) -> dict[str, tuple[str, int, int]]:
    return {
        claim: (label, complete, confidence)
        for claim, label, complete, confidence in desk.sql(
            "SELECT claim, label, complete, confidence FROM label WHERE member = ? AND state = 'current'",
            member,
        )
    }


@settings(max_examples=25, deadline=None)
@given(acts=ACTS)
def test_filters_and_the_next_of_a_sort_say_what_the_tables_say(kit_in, tmp_path_factory, acts) -> None:
    kit = kit_in(tmp_path_factory.mktemp("matching"))
    desk = kit.desk()
    for number, member, what in acts:
        with suppress(InputError):  # nothing to undo, or folded already
            act(desk, number, member, what)
    order = [row[0] for row in desk.sql(
        "SELECT c.id FROM article_info AS i JOIN claim AS c ON c.claim_set = i.shown_set"
        " ORDER BY i.published, i.title, i.article, c.position")]  # fmt: skip
    articles = dict(
        desk.sql("SELECT c.id, s.article FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set")
    )
    folded = {row[0] for row in desk.sql("SELECT claim FROM folded")}
    mine, theirs = labels(desk, "anna"), labels(desk, "bo")
    flags = {row[0] for row in desk.sql(
        "SELECT claim FROM flag WHERE member = 'anna' AND state = 'current' AND raised = 1")}  # fmt: skip
    work = [claim for claim in order if claim not in folded]
    expected = {
        ClaimFilter(label="open"): [c for c in work if c not in mine],
        ClaimFilter(label="contested"): [c for c in work if c in mine and mine[c][0] == "contested"],
        ClaimFilter(label="sourced", reviewer="bo"): [
            c for c in work if c in theirs and theirs[c][0] == "sourced"
        ],
        ClaimFilter(incomplete=True): [c for c in work if c in mine and not mine[c][1]],
        ClaimFilter(flagged=True): [c for c in order if c in flags],
        ClaimFilter(disagreement=True): [
            c for c in order if c in mine and c in theirs and mine[c][0] != theirs[c][0]
        ],
        ClaimFilter(confidence=(2, 3)): [c for c in work if c in mine and mine[c][2] in (2, 3)],
    }  # fmt: skip
    finding = Finding(desk.store, "anna")
    for claim_filter, wanted in expected.items():
        parts = list(finding.order(claim_filter, articles[order[2]], order[2]))
        rows = [row for part in parts for row in part.rows]
        assert [row.mark.claim.id for row in finding.rows(claim_filter, rows)] == wanted, claim_filter
        behind = [number for number, claim in enumerate(wanted) if order.index(claim) >= 2]
        assert (parts[-1].start if parts else None) == (behind[0] if behind else None)
    for sort in ("flagged", "incomplete", "disagreement"):
        wanted = expected[ClaimFilter(**{sort: True})]
        for at, claim in enumerate(order):
            for back in (False, True):
                around = [*order[at + 1 :], *order[: at + 1]]
                if back:
                    around = [*reversed(order[:at]), *reversed(order[at:])]
                nearest = next((c for c in around if c in wanted), None)
                found = finding.next_claim(sort, articles[claim], claim, back=back)
                assert found == (nearest and (articles[nearest], nearest)), (sort, at, back)
    kit.assert_projections_hold(desk.store)
    kit.close_all()


def test_confidence_as_a_person_writes_it() -> None:
    assert [read_confidence(text) for text in ("", " 3", "1-2", "2 – 4")] == [None, (3, 3), (1, 2), (2, 4)]
    for text in ("0", "6", "x", "4-2", "1-2-3", "²", "-1"):
        with pytest.raises(FieldError, match="write a number from 1 to 5"):
            read_confidence(text)


def test_claims_that_do_not_stand_are_passed_over_and_what_was_made_of_them_is_found(kit) -> None:
    desk = kit.desk()
    editing = Editing(desk.store, "anna", desk.place.device)
    for number in (0, 3):
        desk.me.flag(desk.claims[number])
        editing.drop(desk.claims[number])
    desk.me.flag(desk.claims[1])
    text = desk.sql("SELECT ranges FROM claim WHERE id = ?", desk.claims[4])[0][0]
    start = json.loads(text)[0][0]
    first = editing.split(desk.claims[4], start + 13).claim
    desk.me.flag(first)
    finding = Finding(desk.store, "anna")
    parts = list(finding.order(ClaimFilter(flagged=True), "", ""))
    rows = [row for part in parts for row in part.rows]
    assert {row.mark.claim.id for row in finding.rows(ClaimFilter(flagged=True), rows)} == {
        desk.claims[1],
        first,
    }
    article = desk.sql("SELECT s.article FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set"
                       " WHERE c.id = ?", desk.claims[1])[0][0]  # fmt: skip
    assert finding.next_claim("flagged", article, desk.claims[1])[1] == first
    open_ones = list(finding.order(ClaimFilter(label="open"), "", ""))
    assert sum(len(part.rows) for part in open_ones) == 4

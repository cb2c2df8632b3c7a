"""Revisions from elsewhere: whatever a pack says, in whatever order it comes, the file stays sound."""

import sqlite3
from typing import Any

import pytest

from annotator.domain.scheme_reading import default_scheme
from annotator.services.ingesting import put
from annotator.services.merging import merge
from annotator.services.reading import Reading
from annotator.store import lineage


def event_id(number: int) -> str:
    """The id of a revision; a greater number is later."""
    return f"019c0000-0000-7000-8000-{number:012x}"


def base(desk, claim: int = 0) -> dict[str, Any]:
    """What the event of a revision of one of the desk's claims holds."""
    article, claim_set, position = desk.sql(
        "SELECT s.article, s.id, c.position FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set"
        " WHERE c.id = ?",
        desk.claims[claim],
    )[0]
    return {
        "article": article, "claim_set": claim_set, "position": position, "parents": [desk.claims[claim]],
        "ranges": [[0, 11]], "text": "Theirs.", "mode": "content", "edits": [], "action": "wording",
        "reason": "",
    }  # fmt: skip


def revision(desk, number: int, claim: int = 0, **other: Any) -> tuple[str, dict[str, Any]]:
    return "claim.revise", {**base(desk, claim), "id": event_id(number), **other}


def texts(desk) -> list[str]:
    reading = Reading(desk.store, "anna")
    return [mark.claim.text for row in reading.library() for mark in reading.article(row.id).marks]


def states(desk) -> list[str]:
    return [row[0] for row in desk.sql("SELECT state FROM revision ORDER BY id")]


@pytest.mark.parametrize(
    "other",
    [
        {"ranges": [[0, 9999]]},
        {"ranges": [[0, 5], [60, 2**31 - 1]]},
        {"edits": [["added", 9999, 9999, "x"]]},
        {"article": "f" * 64},
        {"claim_set": "f" * 64},
        {"claim_set": ""},
        {"id": "b-1"},
        {"id": "f" * 64},
        {"id": ""},
    ],
)
def test_what_does_not_fit_waits_and_hides_nothing(kit, desk, other) -> None:
    before = texts(desk)
    pack = kit.forged(
        desk, "bert", revision(desk, 1, **other), ("comment", {"claim": desk.claims[0], "text": "x"})
    )
    kit.both_ways(desk, pack)
    assert texts(desk) == before
    assert states(desk) == ["waiting"]
    assert desk.sql("SELECT count(*) FROM claim WHERE revised = 1") == [(0,)]


def test_a_set_of_another_article_is_none(kit, desk) -> None:
    before = texts(desk)
    kit.both_ways(desk, kit.forged(desk, "bert", revision(desk, 1, article=base(desk, 3)["article"])))
    assert (texts(desk), states(desk)) == (before, ["waiting"])


def test_a_claim_of_another_article_is_not_hidden(kit, desk) -> None:
    before = texts(desk)
    kit.both_ways(desk, kit.forged(desk, "bert", revision(desk, 1, parents=[desk.claims[0], desk.claims[3]])))
    assert sorted(texts(desk)) == sorted(
        ["Theirs.", *(text for text in before if text != "The harbour closed on Monday.")]
    )


def test_no_claim_descends_from_itself(kit, desk) -> None:
    one = kit.forged(
        desk,
        "bert",
        revision(desk, 1, parents=[event_id(2), event_id(1)], text="One."),
        revision(desk, 2, parents=[event_id(1), event_id(3)], text="Two."),
    )
    other = kit.forged(
        desk,
        "eve",
        revision(desk, 3, parents=[event_id(2)], text="Three."),
        ("retract", {"targets": [event_id(3)]}),
    )
    kit.both_ways(desk, one, other)
    assert "One." not in texts(desk)
    assert "Two." in texts(desk)
    assert "Three." not in texts(desk)


def test_labels_drops_and_children_that_come_before_what_they_are_about(kit, desk) -> None:
    labelled = {"claim": event_id(1), "label": "sourced", "scheme": default_scheme().digest, "citations": []}
    early = kit.forged(
        desk,
        "anna2",
        ("label", labelled),
        ("claim.drop", {"claim": event_id(3), "dropped": True}),
        revision(desk, 2, parents=[event_id(1)], text="Later."),
        ("claim.link", {"claim": event_id(2), "other": event_id(3), "linked": True}),
    )
    late = kit.forged(
        desk,
        "bert",
        revision(desk, 1),
        revision(desk, 3, 1, ranges=[[30, 40]]),
        revision(desk, 4, 2, parents=[]),
    )
    kit.both_ways(desk, early, late)
    reading = Reading(desk.store, "anna2")
    assert reading.state(event_id(2)).earlier.view.label.label == "sourced"
    assert reading.gone(event_id(3)).why == "dropped"
    assert lineage.heads_of(desk.store.db, desk.claims[0]) == [event_id(2)]
    assert lineage.heads_of(desk.store.db, desk.claims[1]) == []


def test_a_revision_waits_for_its_claim_set_and_comes_with_it(kit, desk) -> None:
    read = kit.read_article("A ferry sank.\nNobody saw it.\n")
    made = kit.split_lines(read)
    of_it = {"article": read.id, "claim_set": made.id}
    pack = kit.forged(
        desk,
        "bert",
        revision(desk, 1, parents=[made.claims[0].id], ranges=[[0, 7]], text="A ferry.", **of_it),
        revision(desk, 2, parents=[event_id(1)], **of_it),
        ("claim.drop", {"claim": made.claims[1].id, "dropped": True}),
    )
    kit.both_ways(desk, pack)
    assert states(desk) == ["waiting", "waiting"]
    bringing = kit.open(kit.path(), "bert", create=True, state="bringing")
    with bringing.store.writing():
        put(bringing.store, read, made)
    path = kit.path("bringing.pack")
    path.write_bytes(bringing.pack())
    merge(desk.store, [path])
    kit.assert_projections_hold(desk.store)
    assert states(desk) == ["current", "current"]
    row = Reading(desk.store, "anna").row(read.id)
    assert row.claims == 1
    assert "Theirs." in texts(desk)
    assert "Nobody saw it." not in texts(desk)


def test_the_splitter_s_claims_cannot_be_touched_and_people_s_can_be_made_again(desk) -> None:
    made = desk.me.reword(desk.claims[0], "Else.").claim
    for statement in (
        "UPDATE claim SET text = ''",
        "DELETE FROM claim",
        "DELETE FROM claim WHERE revised = 0",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="a claim is never"):
            desk.sql(statement)
    copy = "claim_set, position, text, ranges, mode, rule, occurrences"
    with pytest.raises(sqlite3.IntegrityError, match="a claim of that id is there"):
        desk.sql(f"INSERT OR REPLACE INTO claim(id, {copy}) SELECT id, {copy} FROM claim WHERE id = ?", made)
    with pytest.raises(sqlite3.IntegrityError):
        desk.sql(
            f"INSERT INTO claim(id, {copy}) SELECT '{'e' * 64}', {copy} FROM claim WHERE id = ?",
            desk.claims[0],
        )


@pytest.mark.parametrize("ladder", [False, True])
def test_a_pack_of_very_many_rivals_does_not_hold_an_article_up(kit, monkeypatch, ladder) -> None:
    """Each of one claim, or each of the one before: a conflict is shown, and not all of it is named."""
    from annotator.store import rivals

    def opened(count: int) -> int:
        mine = kit.desk()
        above = [
            mine.claims[0] if n < 3 or not ladder else event_id((n - 1) // 2 * 2) for n in range(1, count)
        ]
        pack = kit.forged(mine, "bert", *(revision(mine, n, parents=[p]) for n, p in enumerate(above, 1)))
        merge(mine.store, [pack])
        steps = [0]

        def step() -> None:
            steps[0] += 1

        mine.store.db.set_progress_handler(step, 1)
        found = rivals.rivals_in(mine.store.db, base(mine)["claim_set"])
        mine.store.db.set_progress_handler(None, 0)
        assert 0 < max(map(len, found.values())) <= rivals.MOST_RIVALS
        last = Reading(mine.store, "anna").article(base(mine)["article"]).marks[0].claim.id
        assert rivals.rivals_of(mine.store.db, last)
        return steps[0]

    monkeypatch.setattr(rivals, "LOOKED_AT", 150)
    assert opened(1000) <= 4.5 * opened(250)

"""What acting itself tells: messages, refusals, and what is shared unseen."""

from typing import Any

import pytest

from annotator.domain.errors import NotFound, StaleClaim
from annotator.domain.round import RoundPlan
from annotator.services.leading import Leading
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.services.watching import Watching
from annotator.store import Sight, open_to_read
from annotator.store.sight import veiled, veiled_claims


def blind_round(desk: Any, *claims: str) -> Any:
    plan = RoundPlan("blind", "labelling", claims, {"ann": [0], "bob": [0]}, 2, True, "1")
    return Leading(desk.store, desk.place.member, desk.place.device).make(plan)


def reveal(desk: Any, made: Any) -> None:
    Leading(desk.store, desk.place.member, desk.place.device).reveal(made)


def cited(desk: Any, member: str) -> str:
    rows = desk.sql("SELECT id FROM citation WHERE member = ? ORDER BY id DESC LIMIT 1", member)
    return str(rows[0][0])


def seen(desk: Any, member: str) -> Reading:
    return Reading(open_to_read(desk.store.path, sight=Sight(member)), member)


def test_undo_names_nobody_who_built_on_it_unseen(kit: Any, desk: Any) -> None:
    ann, bob = desk.by("ann"), desk.by("bob")
    ann.cite(desk.claims[0], kit.draft())
    bob.reuse(desk.claims[0], cited(desk, "ann"), "supports")
    made = blind_round(desk, desk.claims[0])
    assert ann.undo().words == "took back: citation"
    ann.redo()
    reveal(desk, made)
    assert "bob reused it" in ann.undo().words


def test_a_stale_claim_names_nobody_unseen(desk: Any) -> None:
    newer = desk.by("bob").reword(desk.claims[0], "The port closed.").claim
    made = blind_round(desk, newer)
    with pytest.raises(StaleClaim, match=r"Somebody changed this claim\.") as caught:
        desk.by("ann").reword(desk.claims[0], "Other words.")
    assert caught.value.heads == (newer,)
    reader = seen(desk, "ann")
    gone = reader.gone(desk.claims[0])
    assert (gone.why, gone.member, gone.at) == ("revised", "", "")
    reveal(desk, made)
    assert reader.gone(desk.claims[0]).member == "bob"
    with pytest.raises(StaleClaim, match="bob changed"):
        desk.by("ann").reword(desk.claims[0], "Other words.")


def test_a_citation_is_not_reused_nor_closed_by_its_id_alone(kit: Any, desk: Any) -> None:
    desk.by("bob").cite(desk.claims[0], kit.draft("refutes"))
    citation = cited(desk, "bob")
    blind_round(desk, desk.claims[0])
    with pytest.raises(NotFound, match="There is no citation"):
        desk.by("ann").reuse(desk.claims[1], citation, "supports")
    with pytest.raises(NotFound, match="There is no citation"):
        desk.by("ann").close_citation(citation, "It errs.")
    desk.me.close_citation(citation, "It errs.")
    assert seen(desk, "bob").citation(citation).closed == ""
    desk.by("bob").close_citation(citation, "I see.")
    assert seen(desk, "bob").citation(citation).closed == "I see."


def test_a_source_is_not_shared_unseen(kit: Any, desk: Any) -> None:
    """Else the id in one's own citation would tell that somebody had cited the same."""
    desk.by("bob").cite(desk.claims[0], kit.draft())
    blind_round(desk, desk.claims[0])
    for claim in desk.claims[:2]:
        desk.by("ann").cite(claim, kit.draft())
    assert desk.sql("SELECT count(DISTINCT source) FROM citation WHERE member = 'ann'") == [(1,)]
    assert desk.sql("SELECT count(DISTINCT source) FROM citation") == [(2,)]
    pack = open_to_read(desk.store.path, sight=Sight("ann"))
    assert b'"kind":"source"' in kit.pack_bytes(pack)


def test_a_duplicate_of_a_duplicate_is_veiled_and_both_ways_say_the_same(kit: Any, desk: Any) -> None:
    claims = desk.claims
    once = desk.by("bob").reword(claims[0], "The port closed.").claim
    twice = desk.by("bob").reword(once, "The port was closed.").claim
    desk.by("bob").link(claims[0], claims[3])
    made = blind_round(desk, twice)
    expected = {twice, once, claims[0], claims[3]}
    assert veiled_claims(desk.store.db, [made.id]) == expected
    everything = [*claims, once, twice]
    assert {claim for claim in everything if veiled(desk.store.db, "ann", claim)} == expected
    assert not any(veiled(desk.store.db, desk.place.member, claim) for claim in everything)


def test_a_round_is_news_about_every_claim(kit: Any, desk: Any) -> None:
    watching = Watching(open_to_read(desk.store.path))
    desk.by("bob").label(desk.claims[0], "sourced")
    assert watching.news().claims == (desk.claims[0],)
    made = blind_round(desk, desk.claims[0])
    assert watching.news().claims is None
    reveal(desk, made)
    assert watching.news().claims is None


def test_how_far_another_is_does_not_show_through_a_filter(kit: Any, desk: Any) -> None:
    from annotator.domain.claim_filter import ClaimFilter
    from annotator.services.finding import Finding

    made = blind_round(desk, *desk.claims[:1])
    reader = seen(desk, "ann")
    asked = ClaimFilter(label="open", reviewer="bob")

    def count() -> int:
        parts = Finding(reader.store, "ann").order(asked, "", "")
        return sum(len(part.rows) for part in parts)

    for claim in desk.claims[:3]:  # all of the article
        Reviewing(desk.store, "bob", "b" * 32).label(claim, "sourced")
    assert count() == 3  # the claim that is veiled counts as open, and those of the other article
    reveal(desk, made)
    assert count() == 2

"""Sources shared between citations, and citing again what was cited last."""

import pytest

from annotator.domain.errors import InputError, NotFound
from annotator.services.reading import Reading


def mine(desk, number: int, member: str = "anna"):
    found = Reading(desk.store, member).state(desk.claims[number]).citations
    return [citation for citation in found if citation.member == member]


def test_the_same_source_cited_for_another_claim_is_shared_with_its_own_stance_and_quote(desk, kit) -> None:
    desk.me.cite(desk.claims[0], kit.draft(title="A page", quote="One."))
    desk.me.cite(desk.claims[1], kit.draft("refutes", title=" A page ", quote="Two."))
    (first,), (second,) = mine(desk, 0), mine(desk, 1)
    assert first.source_id == second.source_id
    assert (second.stance, second.quote, second.copied_from) == ("refutes", "Two.", "")
    assert desk.sql("SELECT count(*) FROM event WHERE kind = 'source'") == [(1,)]


def test_a_source_with_one_other_field_is_another_source(desk, kit) -> None:
    desk.me.cite(desk.claims[0], kit.draft(title="A page"))
    desk.me.cite(desk.claims[1], kit.draft(title="A page", origin="Coast Wire"))
    assert desk.sql("SELECT count(*) FROM source") == [(2,)]


def test_a_source_of_another_member_is_shared_and_survives_their_undo(desk, kit) -> None:
    desk.by("bert").cite(desk.claims[0], kit.draft(url="", reference="A letter"))
    desk.me.cite(desk.claims[0], kit.draft(url="", reference="A letter"))
    assert desk.sql("SELECT count(*) FROM source") == [(1,)]
    desk.by("bert").undo()
    assert [citation.source.reference for citation in mine(desk, 0)] == ["A letter"]
    kit.assert_projections_hold(desk.store)
    desk.me.cite(desk.claims[1], kit.draft(url="", reference="A letter"))
    assert desk.sql("SELECT retracted FROM source ORDER BY id") == [(1,), (0,)]


def test_the_last_citation_is_made_again_with_its_stance_quote_and_locator(desk, kit) -> None:
    desk.me.cite(desk.claims[0], kit.draft(url="https://example.org/old"))
    desk.me.cite(desk.claims[1], kit.draft("refutes", title="A page", quote="No.", locator="p. 3"))
    desk.by("bert").cite(desk.claims[0], kit.draft(url="https://example.org/theirs"))
    desk.me.label(desk.claims[2], "contested")
    done = desk.me.cite_last_again(desk.claims[2])
    assert (done.words, done.about) == ("cited again, refutes", "A page")
    (old,), (again,) = mine(desk, 1), mine(desk, 2)
    assert (again.source_id, again.copied_from) == (old.source_id, old.id)
    assert (again.stance, again.quote, again.locator) == ("refutes", "No.", "p. 3")
    assert Reading(desk.store, "anna").state(desk.claims[2]).label.label.citations == (again.id,)
    desk.me.undo()
    assert mine(desk, 2) == []


def test_what_cannot_be_cited_again_is_refused_in_words(desk, kit) -> None:
    with pytest.raises(InputError, match="have not cited anything"):
        desk.me.cite_last_again(desk.claims[0])
    desk.me.cite(desk.claims[0], kit.draft())
    with pytest.raises(InputError, match="on this claim already"):
        desk.me.cite_last_again(desk.claims[0])
    with pytest.raises(NotFound):
        desk.me.cite_last_again("no claim")
    assert desk.sql("SELECT count(*) FROM citation") == [(1,)]


def test_earlier_citations_are_found_by_letters(desk, kit) -> None:
    desk.me.cite(desk.claims[0], kit.draft(title="Fire report", publisher="Harbour Office", quote="Noon."))
    desk.me.cite(desk.claims[0], kit.draft(url="https://b.example/", title="Crew", quote="Nobody asked."))
    reading = Reading(desk.store, "anna")
    assert [c.source.title for c in reading.citations_to_reuse()] == ["Crew", "Fire report"]
    assert [c.source.title for c in reading.citations_to_reuse("ho")] == ["Fire report"]
    assert [c.source.title for c in reading.citations_to_reuse("nbd")] == ["Crew"]
    assert reading.citations_to_reuse("zz") == []


def test_names_are_completed_from_what_the_file_holds(desk, kit) -> None:
    desk.me.cite(desk.claims[0], kit.draft(author="Ann Lee", publisher="Coast Wire", origin="Harbour Office"))
    reading = Reading(desk.store, "anna")
    assert reading.completion("publisher", "co") == "Coast Wire"
    assert reading.completion("publisher", "har") == "Harbour Office"
    assert reading.completion("origin", "co") == "Coast Wire"
    assert reading.completion("author", "Bo Ode, an") == "Bo Ode, Ann Lee"
    assert reading.completion("author", "Bo Ode, ") == ""

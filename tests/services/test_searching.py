"""Searching a file: what is found, in which order, and what is not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.search import KINDS
from annotator.services.checking import rebuild
from annotator.services.editing import Editing
from annotator.services.ingesting import put
from annotator.services.searching import Searching
from annotator.store import log, projections


def take_in(kit, desk, text: str, title: str = "A title") -> None:
    read = kit.read_article(text, title=title)
    with desk.store.writing():
        put(desk.store, read, kit.split_lines(read))


def found(desk, typed: str, *kinds: str, **options) -> list[tuple[str, str]]:
    """Kind and context of each hit."""
    hits = Searching(desk.store).search(typed, kinds or KINDS, **options).hits
    return [(hit.kind, hit.context.text) for hit in hits]


@pytest.fixture
def worked(kit, desk):
    """One of everything about the harbour."""
    take_in(kit, desk, "Boats came back.\nA hotel opened at the lake.\n", "The harbour reopens")
    desk.me.cite(desk.claims[3], kit.draft(quote="The bridges, all of them.", title="Harbour log",
                                           author="Ilse Brandt", publisher="Port office"))  # fmt: skip
    desk.me.label(desk.claims[3], "contested", rationale="The harbour office denies it.")
    desk.me.comment(desk.claims[4], "Ask the harbour once more")
    return desk


def test_everything_is_found_titles_first_then_claims_bodies_last(worked) -> None:
    hits = Searching(worked.store).search("harbour").hits
    title, claim, *acts, body = hits
    assert [title.kind, claim.kind, body.kind] == ["article", "claim", "article"]
    citation, comment, rationale = sorted(acts, key=lambda hit: hit.kind)
    assert [citation.kind, comment.kind, rationale.kind] == ["citation", "comment", "rationale"]
    assert title.title[slice(*title.title_marks[0])] == "harbour"
    assert (claim.number, claim.claim, claim.title, claim.member) == (1, worked.claims[0], "A title", "")
    assert (citation.claim, citation.number, citation.member) == (worked.claims[3], 1, "anna")
    assert rationale.claim == worked.claims[3]
    assert comment.claim == worked.claims[4]
    assert body.context.at == (4, 11)
    for hit in hits[1:]:
        assert [hit.context.text[start:end].casefold() for start, end in hit.context.marks] == ["harbour"]


def test_a_citation_is_found_by_its_quote_and_by_what_its_source_says(worked) -> None:
    for typed in ("bridges brandt", "ILSE", "port office", "example.org/a", '"harbour log"'):
        assert [kind for kind, _ in found(worked, typed, "citation")] == ["citation"], typed


def test_a_word_counts_most_in_a_title_then_in_a_claim_a_citation_a_remark_a_text(kit, desk) -> None:
    """In texts of one length."""
    take_in(kit, desk, "Pontoons lie there.\n", "No such word")
    take_in(kit, desk, "No such word.\n", "Pontoons lie there")
    source = {"title": "", "url": "", "reference": "Pontoons lie there"}
    desk.me.cite(desk.claims[0], kit.draft(quote="", **source))
    desk.me.comment(desk.claims[0], "Pontoons lie there")
    hits = Searching(desk.store).search("pontoons").hits
    assert [hit.kind for hit in hits] == ["article", "claim", "citation", "comment", "article"]
    assert hits[0].title_marks == ((0, 8),)


def test_one_looks_in_some_kinds_only_and_at_no_more_than_a_limit(worked) -> None:
    assert {kind for kind, _ in found(worked, "harbour", "rationale")} == {"rationale"}
    assert {kind for kind, _ in found(worked, "harbour", "comment", "claim")} == {"comment", "claim"}
    some = Searching(worked.store).search("harbour", limit=2)
    assert (len(some.hits), some.more) == (2, True)
    assert some.hits == Searching(worked.store).search("harbour").hits[:2]
    assert not Searching(worked.store).search("harbour", limit=6).more


def test_what_a_member_may_not_see_is_left_out_everywhere(worked) -> None:
    blind = Searching(worked.store, may_see=lambda candidate: not candidate.member)
    assert {hit.kind for hit in blind.search("harbour").hits} == {"article", "claim"}
    assert not blind.search("harbour", ["citation", "rationale", "comment"]).hits
    assert not blind.search("harbour", limit=3).more


def test_acts_that_were_superseded_or_taken_back_are_not_found_until_they_are_brought_back(
    kit, worked
) -> None:
    assert found(worked, "denies")
    worked.me.set_rationale(worked.claims[3], "Nobody knows")
    assert not found(worked, "denies")
    worked.me.undo()
    assert found(worked, "denies")
    worked.me.undo()
    assert not found(worked, "once more")
    worked.me.redo()
    assert found(worked, "once more")
    (citation,) = worked.sql("SELECT id FROM citation")[0]
    worked.me.cite(worked.claims[3], kit.draft(quote="Other words."), replaces=citation)
    assert not found(worked, "bridges", "citation")
    assert found(worked, '"other words"', "citation")
    kit.assert_projections_hold(worked.store)


def test_claims_that_were_revised_or_dropped_give_way_to_what_was_made_of_them(kit, worked) -> None:
    editing = Editing(worked.store, "anna", worked.place.device)
    worked.me.comment(worked.claims[1], "Which mayor?")
    (first, *_) = Searching(worked.store).search("cranes", ["claim"]).hits
    assert first.number == 2
    editing.reword(worked.claims[1], "The mayor said the derricks had failed.", reason="name")
    assert not found(worked, "cranes", "claim")
    (revised,) = Searching(worked.store).search("derricks").hits
    assert (revised.kind, revised.number) == ("claim", 2)
    (remark,) = Searching(worked.store).search("which").hits
    assert (remark.claim, remark.number) == (worked.claims[1], 0)
    editing.drop(worked.claims[0])
    assert not found(worked, "harbour closed", "claim")
    assert [hit.number for hit in Searching(worked.store).search("derricks").hits] == [1]
    worked.me.undo()
    worked.me.undo()
    assert not found(worked, "derricks")
    assert found(worked, "cranes", "claim")
    kit.assert_projections_hold(worked.store)
    rebuild(worked.store)
    assert not found(worked, "derricks")
    assert found(worked, "cranes", "claim")


def test_a_new_title_is_found_instead_of_the_old_one(kit, desk) -> None:
    text = "Trams are back.\n"
    for title in ("Green lines", "Blue lines", "Red lines", "Yellow lines"):
        take_in(kit, desk, text, title)
    ((shown,),) = desk.sql("SELECT title FROM article_info AS i JOIN article AS a ON a.id = i.article"
                           " WHERE a.text = ?", text)  # fmt: skip
    names = ("green", "blue", "red", "yellow")
    assert [name for name in names if found(desk, name)] == [shown.split()[0].casefold()]
    kit.assert_projections_hold(desk.store)


def test_a_citation_that_came_before_its_source_is_found_by_both(kit, desk) -> None:
    """Bert reuses what Anna cited: his citation names her source, and his feed may come first."""
    desk.me.cite(desk.claims[0], kit.draft(title="Harbour log"))
    (citation,) = desk.sql("SELECT id FROM citation")[0]
    desk.by("bert").reuse(desk.claims[1], citation, "supports")
    other = kit.open(kit.path(), "carla", create=True)
    kit.seed(other.store)
    touched = projections.Touched()
    with other.store.writing() as db:
        for member in ("bert", "anna"):
            for feed, *_ in desk.sql("SELECT id FROM feed WHERE member = ?", member):
                projections.apply(db, log.events_of(desk.store.db, feed), member, touched)
                projections.settle(db, touched)
    hits = Searching(other.store).search("log stands", ["citation"]).hits
    assert {hit.member for hit in hits} == {"anna", "bert"}


def test_a_rebuild_finds_the_same(kit, worked) -> None:
    typed = ("harbour", "the", "bridges", "title", "mayor said")
    before = [set(Searching(worked.store).search(words).hits) for words in typed]
    assert all(before)
    rebuild(worked.store)
    assert [set(Searching(worked.store).search(words).hits) for words in typed] == before
    for words in typed:
        again = Searching(worked.store).search(words)
        assert again == Searching(worked.store).search(words)


@pytest.mark.parametrize(
    "typed", ["京の橋", "橋", "修理を終", "1964", "서울", "에서", "บ้าน", "้", "ÉTÉ", "Ελλαδα", "елка", "हिन्दी"]
)
def test_any_language_is_found_by_any_part_that_people_type(kit, desk, typed: str) -> None:
    text = (
        "東京の橋は1964年に開通し、修理を終えた。\n"
        "그는 서울에서 말했다.\nบ้านสวย\nl'été, Ελλάδα, ёлка, हिन्दी\n"
    )
    take_in(kit, desk, text)
    assert [kind for kind, _ in found(desk, typed)] == ["claim", "article"]


@pytest.mark.parametrize("typed", ["AND", "NEAR(", "*", '"', "title:foo", "-x", "^a", "{a}", "a OR b", "()"])
def test_what_looks_like_an_operator_is_text(kit, desk, typed: str) -> None:
    before = found(desk, typed)
    take_in(kit, desk, f"They wrote {typed} there.\n")
    gained = 2 if any(character.isalnum() for character in typed) else 0
    assert len(found(desk, typed)) == len(before) + gained


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text("abAND OR NOT NEAR(),\"*:^+-{}[]'\x00\ud800東\u0301", max_size=40), st.booleans())
def test_no_query_raises(desk, typed: str, growing: bool) -> None:
    Searching(desk.store).search(typed, growing=growing)


def test_a_query_of_a_thousand_words_does_not_raise(desk) -> None:
    for typed in ("zz " * 5000, '"' + "b " * 5000, "yy " * 300 + "x", " ".join(f"w{n}" for n in range(4000))):
        assert Searching(desk.store).search(typed, growing=True).hits == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text("ab é東ß", min_size=1, max_size=12), min_size=1, max_size=4),
    st.text("ab é東ß", max_size=4),
)
def test_found_is_exactly_what_has_all_the_words(kit_in, tmp_path_factory, texts, typed) -> None:
    from annotator.domain.search_words import index_text, matches, parse_query

    kit = kit_in(tmp_path_factory.mktemp("search"))
    desk = kit.desk()
    texts = [f"x{text}".strip() for text in texts]
    for text in texts:
        desk.me.comment(desk.claims[0], text)
    query = parse_query(typed)
    hits = Searching(desk.store).search(typed, ["comment"]).hits
    wanted = [text for text in texts if query.phrases and all(matches(text, query.phrases))]
    assert sorted(hit.context.text for hit in hits) == sorted(wanted)
    assert all(set(index_text(typed).split()) <= set(index_text(hit.context.text).split()) for hit in hits)
    kit.close_all()

"""A reviewer's acts: what is taken, what is refused, and that a refusal leaves nothing behind."""

from datetime import UTC, datetime

import pytest

from annotator.domain.citation import CitationDraft, Source
from annotator.domain.errors import FieldError, InputError, NotFound
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing


def state(desk, number: int = 0, member: str = "anna"):
    return Reading(desk.store, member).state(desk.claims[number])


def kinds(desk) -> list[str]:
    return [kind for (kind,) in desk.sql("SELECT kind FROM event ORDER BY feed, seq")]


def test_the_first_act_says_who_writes_and_by_which_scheme(desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk.me.label(desk.claims[1], "sourced")
    assert kinds(desk) == ["member", "scheme", "label", "label"]
    assert desk.sql("SELECT name, role FROM member") == [("anna", "lead")]


def test_whoever_made_the_file_is_its_lead_even_when_another_acts_first(desk) -> None:
    desk.by("bert").label(desk.claims[0], "sourced")
    desk.me.label(desk.claims[0], "sourced")
    assert desk.sql("SELECT name, role FROM member ORDER BY name") == [
        ("anna", "lead"),
        ("bert", "reviewer"),
    ]


def test_a_label_keeps_what_is_not_given_anew(desk) -> None:
    claim = desk.claims[0]
    desk.me.label(claim, "sourced", confidence=4, rationale=" why \n")
    desk.me.label(claim, "contested")
    label = state(desk).label.label
    assert (label.label, label.confidence, label.rationale) == ("contested", 4, "why")
    desk.me.label(claim, "contested", rationale="")
    assert state(desk).label.label.rationale == ""


def test_a_label_rests_on_the_citations_that_stand(desk, kit) -> None:
    claim = desk.claims[0]
    desk.me.label(claim, "sourced")
    assert state(desk).label.standing.missing == (
        "needs 1 more citation that supports or attributes it, with quote and date accessed",
    )
    desk.me.cite(claim, kit.draft())
    first = state(desk).citations[0]
    assert state(desk).label.label.citations == (first.id,)
    desk.me.cite(claim, kit.draft(quote="Other words."), replaces=first.id)
    (second,) = state(desk).citations
    assert (second.id != first.id, second.source_id) == (True, first.source_id)
    assert state(desk).label.label.citations == (second.id,)
    desk.me.cite(claim, kit.draft(url="https://example.org/b"), replaces=second.id)
    (third,) = state(desk).citations
    assert third.source_id != second.source_id
    assert desk.sql("SELECT state, count(*) FROM citation GROUP BY state ORDER BY state") == [
        ("current", 1),
        ("superseded", 2),
    ]


def test_a_colleagues_evidence_does_not_count_for_mine(desk, kit) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk.by("bert").cite(desk.claims[0], kit.draft())
    assert not state(desk).label.standing.complete
    theirs = state(desk).citations[0]
    desk.me.reuse(desk.claims[0], theirs.id, "supports")
    assert state(desk).label.standing.complete
    mine = state(desk).citations[0]
    assert (mine.member, mine.copied_from, mine.source_id) == ("anna", theirs.id, theirs.source_id)


def test_foreign_text_is_kept_visible_and_harmless(desk, kit) -> None:
    claim = desk.claims[0]
    desk.me.label(claim, "sourced", rationale="\x1b[31mred\x9b\u202e[bold]")
    desk.me.comment(claim, "a\x00b\ud800")
    desk.me.cite(
        claim, kit.draft(title="\x1b]0;t\x07", quote="tab\there", publisher="'; DROP TABLE event;--")
    )
    assert state(desk).label.label.rationale == "\u241b[31mred\ufffd\ufffd[bold]"
    assert state(desk).comments[0].text == "a\u2400b\ufffd"
    assert state(desk).citations[0].source.title == "\u241b]0;t\u2407"
    assert state(desk).citations[0].quote == "tab here"
    assert kinds(desk) == ["member", "scheme", "label", "comment", "source", "citation", "label"]


@pytest.mark.parametrize(
    ("act", "error", "words"),
    [
        (lambda me, claim: me.label(claim, "true"), InputError, "Use one of: sourced, contested, verified"),
        (lambda me, claim: me.label("0" * 64, "sourced"), NotFound, "There is no claim"),
        (lambda me, claim: me.label(claim, "sourced", confidence=0), FieldError, "confidence: 0"),
        (lambda me, claim: me.label(claim, "sourced", confidence=6), FieldError, "confidence: 6"),
        (lambda me, claim: me.set_confidence(claim, 3), InputError, "Label the claim first"),
        (lambda me, claim: me.set_rationale(claim, "r"), InputError, "Label the claim first"),
        (lambda me, claim: me.comment(claim, " \n"), InputError, "cannot be empty"),
        (lambda me, claim: me.comment("nothing", "hm"), NotFound, "There is no claim"),
        (lambda me, claim: me.flag("nothing"), NotFound, "There is no claim"),
        (lambda me, claim: me.reuse(claim, "nothing", "supports"), NotFound, "There is no citation"),
        (lambda me, claim: me.reuse(claim, "nothing", "likes"), FieldError, "stance: 'likes'"),
        (lambda me, claim: me.close_citation("nothing", "r"), NotFound, "There is no citation"),
        (lambda me, claim: me.close_citation("nothing", " "), InputError, "with a reason"),
        (
            lambda me, claim: me.cite(
                claim, CitationDraft(Source(url="https://a.example"), "supports"), replaces="x"
            ),
            NotFound,
            "not one of yours",
        ),
    ],
)
def test_what_is_refused_is_said_and_leaves_nothing(desk, act, error, words: str) -> None:
    before = desk.pack()
    with pytest.raises(error, match=words):
        act(desk.me, desk.claims[0])
    assert desk.pack() == before


def test_only_its_author_or_a_lead_closes_a_refuting_citation(desk, kit) -> None:
    desk.by("bert").cite(desk.claims[0], kit.draft("refutes"))
    refuting = state(desk).citations[0].id
    with pytest.raises(InputError, match="Only bert or a lead"):
        desk.by("dora").close_citation(refuting, "no")
    desk.me.close_citation(refuting, "it was another harbour")
    assert state(desk).citations[0].closed == "it was another harbour"
    desk.me.cite(desk.claims[0], kit.draft("supports"))
    supporting = state(desk).citations[0].id
    with pytest.raises(InputError, match="Only a citation that refutes"):
        desk.me.close_citation(supporting, "no")


def test_a_citation_is_replaced_only_on_its_own_claim(desk, kit) -> None:
    desk.me.cite(desk.claims[0], kit.draft())
    elsewhere = state(desk).citations[0].id
    with pytest.raises(NotFound, match="not one of yours on this claim"):
        desk.me.cite(desk.claims[1], kit.draft(quote="x"), replaces=elsewhere)
    assert [c.id for c in state(desk).citations] == [elsewhere]


def test_only_a_citation_that_stands_is_replaced_reused_or_closed(desk, kit) -> None:
    """An older version or one taken back would come to life beside the newer one."""
    desk.me.cite(desk.claims[0], kit.draft("refutes"))
    old = state(desk).citations[0].id
    desk.me.cite(desk.claims[0], kit.draft("refutes", quote="better"), replaces=old)
    before = desk.pack()
    for act in (
        lambda: desk.me.cite(desk.claims[0], kit.draft(quote="third"), replaces=old),
        lambda: desk.me.reuse(desk.claims[1], old, "supports"),
        lambda: desk.me.close_citation(old, "old"),
    ):
        with pytest.raises(NotFound):
            act()
    assert desk.pack() == before
    assert len(state(desk).citations) == 1


def test_two_labels_from_two_devices_are_both_shown_and_asked_about(desk, kit) -> None:
    claim = desk.claims[0]
    desk.me.cite(claim, kit.draft())
    for device, label in (("d1", "sourced"), ("d2", "contested")):
        # each device labels without having seen the other's label
        acting = Reviewing(desk.store, "anna", device)
        with acting.act() as act:
            act.append(
                "label",
                {"claim": claim, "label": label, "scheme": act.scheme().digest, "citations": []},
            )
    assert [view.label.label for view in state(desk).mine] == ["sourced", "contested"]
    with pytest.raises(InputError, match="two labels"):
        desk.me.set_confidence(claim, 3)
    with pytest.raises(InputError, match="two labels"):
        desk.me.set_rationale(claim, "r")
    desk.me.cite(claim, kit.draft(url="https://example.org/b"))
    assert [view.label.label for view in state(desk).mine] == ["sourced", "contested"]
    desk.me.label(claim, "sourced")
    assert [view.label.label for view in state(desk).mine] == ["sourced"]
    assert len(state(desk).label.label.citations) == 2


def test_the_clock_is_for_display_and_in_utc(desk) -> None:
    moment = datetime.fromisoformat("2026-03-01T10:00:00.123456+02:00")
    acting = Reviewing(desk.store, "anna", desk.place.device, now=lambda: moment)
    acting.comment(desk.claims[0], "hm")
    assert state(desk).comments[0].at == "2026-03-01T08:00:00.123Z"
    assert moment.astimezone(UTC).hour == 8


def test_an_act_that_fails_is_forgotten_by_the_next_one(desk) -> None:
    me = desk.me
    me.label(desk.claims[0], "sourced")
    with pytest.raises(NotFound):
        me.label("0" * 64, "sourced")

    def comment_and_fail() -> None:
        with me.act() as act:
            act.append("comment", {"claim": desk.claims[0], "text": "lost"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        comment_and_fail()
    me.label(desk.claims[1], "sourced")
    assert desk.sql("SELECT seq FROM event ORDER BY seq") == [(1,), (2,), (3,), (4,)]
    assert state(desk).comments == ()


def test_where_one_left_off_is_remembered_for_each(desk, kit) -> None:
    article = Reading(desk.store, "anna").library()[0].id
    desk.me.leave_place(article, desk.claims[1])
    desk.by("bert").leave_place(article, desk.claims[2])
    desk.me.leave_place(article, desk.claims[0])
    desk = kit.reopen(desk)
    assert Reading(desk.store, "anna").place() == (article, desk.claims[0])
    assert Reading(desk.store, "bert").place() == (article, desk.claims[2])
    assert Reading(desk.store, "dora").place() is None
    assert kinds(desk) == []

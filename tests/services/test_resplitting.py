"""Splitting anew: another claim set is shown; labels stay where they were given, and can be carried over."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from annotator.domain.article import ReadArticle, Region
from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.errors import FileRefused, InputError
from annotator.domain.resplit import Change
from annotator.formats import load_formats
from annotator.services.checking import examine, rebuild
from annotator.services.counting import statistics
from annotator.services.export_request import ExportRequest
from annotator.services.exporting import export
from annotator.services.ingesting import put
from annotator.services.merging import merge
from annotator.services.reading import Reading
from annotator.services.resplitting import (
    Aside,
    Resplitting,
    Shown,
    aside,
    carriable,
    look,
    outdated,
    read_again,
    set_again,
)
from annotator.store import content, open_to_read, projections

Splitting = Callable[[ReadArticle], ClaimSet]


def splitting(recipe: str, version: str = "2") -> Splitting:
    """Lines as claims, but as each letter says: `s`ame, other `w`ording, other `r`anges, `g`one, `d`etails
    differ, `n`: besides the line a claim of its first word. Lines without a letter stay the same."""

    def split(read: ReadArticle) -> ClaimSet:
        claims: list[Claim] = []
        start = 0
        for number, line in enumerate(read.text.splitlines()):
            letter = recipe[number : number + 1] or "s"
            end = start + len(line)
            speaker, said, _ = line.partition(" said ")
            mode: Any = "utterance" if said else "content"
            made = Claim(((start, end),), line, mode=mode, speaker=speaker if said else None)
            if letter == "w":
                made = replace(made, text=f"Indeed: {line}")
            elif letter == "r":
                made = replace(made, ranges=((start, end - 1),))
            elif letter == "d":
                made = replace(made, date="2026-02")
            if letter != "g":
                claims.append(made)
            if letter == "n":
                claims.append(Claim(((start, start + 3),), line[:3]))
            start = end + 1
        regions = [Region("body", 0, len(read.text))] if read.text else []
        return ClaimSet.build(
            article=read.id, splitter="lines", version=version, options={"recipe": recipe},
            regions=regions, claims=claims,
        )  # fmt: skip

    return split


def resplit(desk, recipe: str, *, member: str = "anna", carry: bool = False, version: str = "2") -> Shown:
    """Split the first article of the desk anew, as this member."""
    return resplit_by(desk, splitting(recipe, version), member=member, carry=carry)


def resplit_by(desk, split: Splitting, *, member: str = "anna", carry: bool = False) -> Shown:
    with aside() as sets:
        changes = changes_by(desk, split, sets)
        return acting(desk, member).show(changes, sets, carry=carry)


def acting(desk, member: str = "anna") -> Resplitting:
    made = Resplitting(desk.store, member, desk.place.device)
    made.now = desk.by(member).now
    return made


def article_of(desk) -> str:
    return str(Reading(desk.store, "").library()[0].id)


def changes_by(desk, split: Splitting, sets: Aside, articles: list[str] | None = None) -> list[Change]:
    """What splitting the first article, or these, so would change."""
    wanted = articles or [article_of(desk)]
    return list(look(desk.store, wanted, [split(read_again(desk.store, a)) for a in wanted], sets))


def change_by(desk, split: Splitting) -> tuple[Change, ClaimSet | None]:
    """The change, and the set that was put aside."""
    with aside() as sets:
        (change,) = changes_by(desk, split, sets)
        return change, next(iter(sets), None)


def looked_at(desk, recipe: str) -> Change:
    return change_by(desk, splitting(recipe))[0]


def shown(desk, member: str = "anna") -> list[tuple[str, str, str]]:
    """Wording, label and earlier label of each claim that is shown of the first article."""
    marks = Reading(desk.store, member).article(article_of(desk)).marks
    return [(mark.claim.text[:9], mark.label, mark.earlier) for mark in marks]


def ids(desk) -> list[str]:
    return [mark.claim.id for mark in Reading(desk.store, "anna").article(article_of(desk)).marks]


def first_set(desk) -> ClaimSet:
    (found,) = [s for s in content.sets_of(desk.store.db, article_of(desk)) if _version(desk, s) == "1"]
    made = content.claim_set_of(desk.store.db, found)
    assert made is not None
    return made


def _version(desk, set_id: str) -> str:
    header = content.set_header(desk.store.db, set_id)
    assert header is not None
    return header.version


@pytest.fixture
def ships(kit) -> Iterator[Any]:
    """A file with one article of four claims; `claims` are theirs."""
    desk = kit.open(kit.path(), create=True)
    read = kit.read_article("A ship sank.\nThe crew said all was well.\nA cook swam.\nThe sea was calm.\n")
    made = splitting("", "1")(read)
    with desk.store.writing():
        put(desk.store, read, made)
    desk.claims = [claim.id for claim in made.claims]
    yield desk
    kit.assert_projections_hold(desk.store)
    with open_to_read(desk.store.path) as store:
        assert [finding.words for finding in examine(store) if not finding.good] == []


ALL = [("A ship sa", "", ""), ("The crew ", "", ""), ("A cook sw", "", ""), ("The sea w", "", "")]


# --------------------------------------------------------------------------- looking, and the report


def test_a_look_counts_what_becomes_of_each_claim_and_of_whose_labels_and_stores_nothing(ships, kit) -> None:
    ships.me.label(ships.claims[0], "sourced")
    ships.me.label(ships.claims[2], "sourced")
    ships.by("bert").label(ships.claims[3], "contested")
    ships.by("bert").cite(ships.claims[3], kit.draft())
    ships.me.comment(ships.claims[1], "hm")
    before = ships.pack()
    change = looked_at(ships, "dwgn")
    assert (change.outcome, change.title) == ("changed", "A title")
    assert change.fates == {"same": 2, "changed": 1, "gone": 1}
    assert (change.details, change.new, change.remarks) == (1, 1, 2)
    assert change.behind == {
        "anna": {"same": 1, "changed": 0, "gone": 1},
        "bert": {"same": 1, "changed": 0, "gone": 0},
    }
    assert ships.pack() == before
    _, made = change_by(ships, splitting("dwgn"))
    assert made is not None
    assert (change.shown, change.made) == (first_set(ships).id, made.id)


def test_a_partner_that_only_has_another_number_is_no_other_detail(kit) -> None:
    desk = kit.open(kit.path(), create=True)
    read = kit.read_article("One.\nTwo.\nThree.\n")

    def split(version: str, first: int) -> Splitting:
        def made(read: ReadArticle) -> ClaimSet:
            claims = list(splitting("", version)(read).claims)[first:]
            claims[-1] = replace(claims[-1], partner=len(claims) - 2)
            return ClaimSet.build(article=read.id, splitter="l", version=version, regions=[], claims=claims)

        return made

    with desk.store.writing():
        put(desk.store, read, split("1", 0)(read))
    change, _ = change_by(desk, split("2", 1))
    assert (change.fates, change.details) == ({"same": 2, "changed": 0, "gone": 1}, 0)


def test_the_set_that_is_shown_already_and_one_in_which_nothing_differs_change_nothing(ships) -> None:
    ships.me.label(ships.claims[0], "sourced")
    before = ships.pack()
    for version, outcome in (("1", "shown already"), ("2", "nothing differs")):
        change, made = change_by(ships, splitting("", version))
        assert (change.outcome, made) == (outcome, None)
        assert resplit(ships, "", version=version) == Shown()
    assert ships.pack() == before


def test_outdated_are_the_articles_that_would_be_split_otherwise_now(ships) -> None:
    assert outdated(ships.store, splitting("", "1")) == []
    assert outdated(ships.store, splitting("", "2")) == [article_of(ships)]
    assert outdated(ships.store, splitting("w", "1")) == [article_of(ships)]
    resplit(ships, "w")
    assert outdated(ships.store, splitting("w", "2")) == []
    assert outdated(ships.store, splitting("", "1")) == [article_of(ships)]


def test_an_article_that_cannot_be_split_is_refused_and_the_others_are_not(ships, kit) -> None:
    other = kit.read_article("The ferry came back.\n", title="B title")
    with ships.store.writing():
        put(ships.store, other, splitting("", "1")(other))

    articles = [row.id for row in Reading(ships.store, "anna").library()]
    made = [splitting("w")(read_again(ships.store, articles[0])), InputError("That is too long.")]
    with aside() as sets:
        changes = list(look(ships.store, articles, made, sets))
        done = acting(ships).show(changes, sets)
    assert [change.outcome for change in changes] == ["changed", "refused"]
    assert (changes[1].title, str(changes[1].error)) == ("B title", "That is too long.")
    assert done.articles == 1


def test_a_set_that_is_here_with_other_claims_is_not_believed(ships, kit) -> None:
    """A pack may bring a set whose id is right and whose claims no splitter made."""
    read = kit.read_article(ships.sql("SELECT text FROM article")[0][0])
    made = splitting("w")(read)
    false = replace(made, claims=made.claims[:1])
    with ships.store.writing() as db:
        content.put_claim_set(db, false)
        projections.refresh(db, [read.id])
    before = ships.pack()
    change = looked_at(ships, "w")
    assert change.outcome == "refused"
    assert "with other claims than this program makes" in str(change.error)
    assert ships.pack() == before


# ------------------------------------------------------------------------------- showing another set


def test_labels_citations_and_remarks_stay_with_the_claims_they_were_given_to(ships, kit) -> None:
    for claim in ships.claims[:2]:
        ships.me.label(claim, "sourced")
        ships.by("bert").label(claim, "contested")
    ships.me.cite(ships.claims[0], kit.draft())
    ships.me.comment(ships.claims[0], "hm")
    ships.me.flag(ships.claims[0])
    ships.me.fold(ships.claims[2], ships.claims[0])
    tables = ("label", "citation", "comment", "flag", "folding")
    before = [ships.sql(f"SELECT * FROM {table} ORDER BY id") for table in tables]
    assert resplit(ships, "swn") == Shown(1, 0, [])
    assert [ships.sql(f"SELECT * FROM {table} ORDER BY id") for table in tables] == before
    assert shown(ships) == [
        ("A ship sa", "", "sourced"), ("Indeed: T", "", "sourced"), ("A cook sw", "", ""), ("A c", "", ""),
        ("The sea w", "", ""),
    ]  # fmt: skip
    assert [label for _, label, _ in shown(ships, "bert")] == [""] * 5
    state = Reading(ships.store, "anna").state(ships.claims[0])
    assert (state.label.label.label, len(state.citations), len(state.comments)) == ("sourced", 1, 1)


def test_going_back_shows_the_old_claims_with_their_labels(ships) -> None:
    ships.me.label(ships.claims[0], "sourced")
    resplit(ships, "gn")
    ships.me.label(ids(ships)[0], "contested")
    assert ships.claims[0] not in ids(ships)
    assert resplit(ships, "", version="1").articles == 1
    assert ids(ships) == ships.claims
    assert shown(ships)[:2] == [("A ship sa", "sourced", ""), ("The crew ", "", "contested")]
    assert resplit(ships, "gn").articles == 1
    assert shown(ships)[0] == ("The crew ", "contested", "")
    assert ships.sql("SELECT count(*) FROM claim_set") == [(2,)]


def test_a_set_of_the_file_is_shown_again_even_if_no_splitter_makes_it_any_more(ships) -> None:
    ships.me.label(ships.claims[0], "sourced")
    first = first_set(ships).id
    resplit(ships, "w")
    with aside() as sets:
        changes = list(look(ships.store, *set_again(ships.store, first), sets, asked_for=True))
        assert acting(ships).show(changes, sets).articles == 1
    assert shown(ships)[0] == ("A ship sa", "sourced", "")
    assert ships.me.undo().words == "took back: splitting 1 article anew"


def test_a_set_that_is_asked_for_is_shown_even_if_nothing_differs(ships, kit) -> None:
    read = kit.read_article(ships.sql("SELECT text FROM article")[0][0])
    twin = splitting("", "7")(read)
    with ships.store.writing() as db:
        content.put_claim_set(db, twin)
        projections.refresh(db, [read.id])
    (other,) = Reading(ships.store, "anna").other_sets(read.id)
    with aside() as sets:
        changes = list(look(ships.store, *set_again(ships.store, other.header.id), sets, asked_for=True))
        assert changes[0].fates == {"same": 4, "changed": 0, "gone": 0}
        acting(ships).show(changes, sets)
    assert Reading(ships.store, "anna").article(read.id).claim_set == other.header.id


def test_progress_statistics_and_the_next_open_claim_count_what_is_shown(ships) -> None:
    for claim in ships.claims:
        ships.me.label(claim, "sourced")
    reading = Reading(ships.store, "anna")
    assert (reading.library()[0].labelled, reading.next_open(article_of(ships), "")) == (4, None)
    resplit(ships, "sgn")
    row = reading.library()[0]
    assert (row.claims, row.labelled, row.incomplete) == (4, 0, 0)
    assert reading.next_open(article_of(ships), "") == (article_of(ships), ids(ships)[0])
    ships.me.label(ids(ships)[0], "sourced")
    found = statistics(ships.store, "anna")
    assert (found["claim_count"], found["labelled_claims"]) == (4, 1)
    assert (found["labels_not_shown"], found["labels_to_carry_over"]) == (4, 3)
    assert found["reviewers"]["anna"]["labels"] == {"sourced": 1}
    assert found["reviewers"]["anna"]["labels_to_carry_over"] == 3
    (other,) = reading.other_sets(article_of(ships))
    assert (other.header.id, other.labels, other.waiting) == (first_set(ships).id, 4, 3)
    (other,) = Reading(ships.store, "bert").other_sets(article_of(ships))
    assert (other.labels, other.waiting) == (0, 0)


def test_an_export_has_the_shown_claims_and_says_which_labels_it_leaves_out(ships) -> None:
    ships.me.label(ships.claims[0], "sourced")
    ships.by("bert").label(ships.claims[1], "sourced")
    resplit(ships, "", version="1")
    resplit(ships, "n")
    out = io.BytesIO()
    written = export(
        ships.store, "anna", load_formats().get("jsonl"), out, ExportRequest(include_incomplete=True)
    )
    assert (written.claims, written.labels) == (5, 0)
    ((words, count),) = written.left_out.items()
    assert "its article was split anew" in words
    assert count == 2
    ships.me.carry_over(ids(ships)[0])
    out = io.BytesIO()
    written = export(
        ships.store, "anna", load_formats().get("jsonl"), out, ExportRequest(include_incomplete=True)
    )
    assert (written.labels, list(written.left_out.values())) == (1, [1])
    (label,) = json.loads(out.getvalue().splitlines()[0])["labels"]
    assert label["copied_from"] == ships.sql("SELECT id FROM label WHERE claim = ?", ships.claims[0])[0][0]


def test_undo_shows_again_what_was_shown_whatever_the_ids_are(ships) -> None:
    """Of one recipe the new set's id comes before the first one's, of another behind it."""
    old = first_set(ships).id
    for recipe in ("w", "gw", "r", "n", "gn", "rr"):
        before = ids(ships)
        resplit(ships, recipe)
        assert ids(ships) != before
        done = ships.me.undo()
        assert (done.words, done.article, done.claim) == (
            "took back: splitting 1 article anew", article_of(ships), "",
        )  # fmt: skip
        assert ids(ships) == before
        assert ships.me.redo().words == "done again: splitting 1 article anew"
        ships.me.undo()
    made = content.sets_of(ships.store.db, article_of(ships))
    assert made[0] != old, "the recipes must put a set before the first"
    assert made[-1] != old


def test_undo_goes_back_one_set_at_a_time_and_over_others_work(ships) -> None:
    resplit(ships, "w")
    resplit(ships, "gw", member="bert")
    ships.by("carl").label(ids(ships)[0], "sourced")
    resplit(ships, "n")
    ships.me.undo()
    assert shown(ships)[0][0] == "Indeed: T"
    words = ships.by("bert").undo().words
    assert (
        words
        == "took back: splitting 1 article anew (carl labelled the new claims; those labels stay with them)"
    )
    assert shown(ships)[0][0] == "Indeed: A"
    ships.me.undo()
    assert shown(ships) == ALL


def test_a_clock_that_is_behind_does_not_make_a_decision_void(ships) -> None:
    resplit(ships, "w")
    bert = acting(ships, "bert")
    bert.now = lambda: datetime(2001, 1, 1, tzinfo=UTC)
    with aside() as sets:
        changes = changes_by(ships, splitting("gn"), sets)
        bert.show(changes, sets)
    assert len(ids(ships)) == 4
    assert shown(ships)[0][0] == "The crew "
    ships.by("bert").undo()
    assert shown(ships)[0][0] == "Indeed: A"


def test_an_article_of_which_another_set_is_shown_since_the_look_is_passed_over(ships) -> None:
    with aside() as sets:
        changes = changes_by(ships, splitting("w"), sets)
        resplit(ships, "gn", member="bert")
        before = ids(ships)
        assert acting(ships).show(changes, sets) == Shown(0, 0, ["A title"])
    assert ids(ships) == before


def test_many_articles_are_one_act(kit) -> None:
    desk = kit.desk()
    before = desk.sql("SELECT article, shown_set FROM article_info ORDER BY article")
    desk.me.label(desk.claims[0], "sourced")
    with aside() as sets:
        articles = outdated(desk.store, splitting("gg"))
        changes = changes_by(desk, splitting("gg"), sets, articles)
        ticks: list[int] = []
        done = acting(desk).show(changes, sets, advance=lambda: ticks.append(1))
    assert (done.articles, len(ticks)) == (2, 2)
    assert desk.me.undo().words == "took back: splitting 2 articles anew"
    assert desk.sql("SELECT article, shown_set FROM article_info ORDER BY article") == before
    assert desk.me.undo().words == "took back: label sourced"
    kit.assert_projections_hold(desk.store)


def test_a_failed_transaction_leaves_everything_as_it_was(ships, monkeypatch) -> None:
    before = ships.pack()

    def full(*_: object) -> None:
        raise FileRefused("The disk is full.")

    monkeypatch.setattr("annotator.services.resplitting.carry_all_over", full)
    with pytest.raises(FileRefused):
        resplit(ships, "w", carry=True)
    assert ships.pack() == before
    assert ids(ships) == ships.claims


def test_the_new_sets_of_many_articles_are_kept_on_disk_meanwhile(ships, monkeypatch) -> None:
    monkeypatch.setattr("annotator.services.resplitting._IN_MEMORY", 10)
    assert resplit(ships, "w").articles == 1


# ------------------------------------------------------------------------------- carrying labels over


def test_a_label_is_carried_over_with_its_citations_as_new_ones_of_its_reviewer(ships, kit) -> None:
    claim = ships.claims[0]
    ships.me.cite(claim, kit.draft(origin="Wire"))
    ships.me.cite(claim, kit.draft("refutes", origin="Other", quote="No."))
    (refuting,) = ships.sql("SELECT id FROM citation WHERE stance = 'refutes'")[0]
    ships.me.close_citation(refuting, "It was withdrawn.")
    ships.me.label(claim, "sourced", confidence=4, rationale="Seen twice.")
    old = Reading(ships.store, "anna").state(claim)
    resplit(ships, "n")
    (new, *_) = ids(ships)
    earlier = Reading(ships.store, "anna").state(new).earlier
    assert (earlier.view, earlier.claim.id, earlier.sameness, earlier.citations) == (
        old.label,
        claim,
        "same",
        2,
    )
    done = ships.me.carry_over(new)
    assert (done.words, done.article, done.claim) == ("carried over: sourced", article_of(ships), new)
    state = Reading(ships.store, "anna").state(new)
    view = state.label
    assert (view.standing, view.label.copied_from) == (old.label.standing, old.label.label.id)
    assert (view.label.label, view.label.confidence, view.label.rationale) == ("sourced", 4, "Seen twice.")
    assert sorted(view.label.citations) == sorted(c.id for c in state.citations)
    same = [replace(c, id="", claim="", copied_from="") for c in state.citations]
    assert same == [replace(c, id="", claim="", copied_from="") for c in old.citations]
    assert [c.copied_from for c in state.citations] == [c.id for c in old.citations]
    assert (state.earlier, shown(ships)[0]) == (None, ("A ship sa", "sourced", ""))
    assert Reading(ships.store, "anna").state(claim).label == old.label
    assert ships.me.undo().words == "took back: carrying 1 label over"
    assert Reading(ships.store, "anna").state(new).citations == ()
    assert shown(ships)[0] == ("A ship sa", "", "sourced")


def test_citations_made_meanwhile_stay_and_are_rested_on_too(ships, kit) -> None:
    ships.me.cite(ships.claims[0], kit.draft())
    ships.me.label(ships.claims[0], "sourced")
    resplit(ships, "n")
    new = ids(ships)[0]
    (cited,) = ships.sql("SELECT id FROM citation")[0]
    ships.me.reuse(new, cited, "supports")
    ships.me.cite(new, kit.draft(quote="Fresh."))
    ships.me.carry_over(new)
    state = Reading(ships.store, "anna").state(new)
    assert sorted(c.quote for c in state.citations) == ["As it stands.", "Fresh."]
    assert len(state.label.label.citations) == 2


def test_only_ones_own_label_is_carried_over_and_only_where_there_is_none(ships) -> None:
    ships.by("bert").label(ships.claims[0], "sourced")
    resplit(ships, "n")
    new = ids(ships)[0]
    with pytest.raises(InputError, match="no label of yours to carry over"):
        ships.me.carry_over(new)
    ships.by("bert").carry_over(new)
    with pytest.raises(InputError, match="labelled this claim already"):
        ships.by("bert").carry_over(new)
    assert [row[0] for row in ships.sql("SELECT DISTINCT member FROM label")] == ["bert"]


def test_two_labels_of_two_devices_are_not_chosen_between(ships, kit) -> None:
    ships.me.label(ships.claims[0], "sourced")
    with ships.me.act() as act:
        scheme = act.scheme().digest
        act.append(
            "label", {"claim": ships.claims[0], "label": "contested", "scheme": scheme, "citations": []}
        )
    ships.me.label(ships.claims[1], "sourced")
    assert resplit(ships, "ssn", carry=True).carried == 1
    assert shown(ships)[0] == ("A ship sa", "", "contested")
    with pytest.raises(InputError, match="two labels on that earlier claim"):
        ships.me.carry_over(ids(ships)[0])


def test_carry_takes_own_labels_on_equal_claims_over_in_the_same_act(ships, kit) -> None:
    for number in range(4):
        ships.me.label(ships.claims[number], "sourced")
        ships.by("bert").label(ships.claims[number], "contested")
    ships.me.cite(ships.claims[0], kit.draft())
    done = resplit(ships, "swrn", carry=True)
    assert (done.articles, done.carried) == (1, 2)
    assert [row[1:] for row in shown(ships)] == [
        ("sourced", ""), ("", "sourced"), ("", "sourced"), ("sourced", ""), ("", ""),
    ]  # fmt: skip
    assert [row[1:] for row in shown(ships, "bert")] == [("", "contested")] * 4 + [("", "")]
    assert ships.sql("SELECT sameness FROM twin ORDER BY sameness") == [
        ("ranges",), ("same",), ("same",), ("words",),
    ]  # fmt: skip
    for claim in ids(ships)[1:3]:
        ships.me.carry_over(claim)
    assert [row[1] for row in shown(ships)] == ["sourced"] * 4 + [""]
    for _ in range(2):
        ships.me.undo()
    assert ships.me.undo().words == "took back: splitting 1 article anew and carrying 2 labels over"
    assert [row[1] for row in shown(ships)] == ["sourced"] * 4
    assert ships.sql("SELECT count(*) FROM label WHERE state = 'current' AND member = 'anna'") == [(4,)]


def test_carry_alone_does_it_wherever_articles_were_split_anew(ships) -> None:
    ships.by("bert").label(ships.claims[0], "sourced")
    ships.by("bert").label(ships.claims[1], "sourced")
    resplit(ships, "swn")
    assert carriable(ships.store, "anna") == {}
    assert carriable(ships.store, "bert") == {article_of(ships): 1}
    assert acting(ships, "bert").carry_over([article_of(ships)]) == 1
    assert carriable(ships.store, "bert") == {}
    assert [row[1:] for row in shown(ships, "bert")][:2] == [("sourced", ""), ("", "sourced")]
    assert ships.by("bert").undo().words == "took back: carrying 1 label over"


def test_the_closest_twin_is_carried_from_and_of_equally_close_ones_the_newest_label(ships) -> None:
    ships.me.label(ships.claims[0], "sourced")
    resplit(ships, "n")
    ships.me.label(ids(ships)[0], "contested")
    resplit(ships, "w")
    assert shown(ships)[0][2] == "contested"
    resplit(ships, "nn")
    assert shown(ships)[0][2] == "contested"
    ships.me.label(ships.claims[0], "verified")
    assert shown(ships)[0][2] == "verified"
    ships.me.undo()
    resplit(ships, "w")
    ships.me.label(ids(ships)[0], "insufficient")
    resplit(ships, "nn")
    assert shown(ships)[0][2] == "contested"


def test_a_label_that_was_left_behind_is_not_counted_once_its_reviewer_has_labelled_the_twin(ships) -> None:
    ships.me.label(ships.claims[0], "sourced")
    ships.me.label(ships.claims[1], "sourced")
    resplit(ships, "n", carry=True)
    change, _ = change_by(ships, splitting("", "1"))
    assert (change.outcome, change.behind) == ("changed", {})


# ---------------------------------------------------------------------------------- where one was


def test_the_place_of_a_claim_is_its_twin_or_else_the_nearest_in_the_text(ships) -> None:
    reading, article = Reading(ships.store, "anna"), article_of(ships)
    resplit(ships, "gwrg")
    _, two, three, _ = ships.claims
    assert [reading.counterpart(article, claim) for claim in (two, three)] == ids(ships)
    assert [reading.counterpart(article, claim) for claim in ships.claims] == [
        ids(ships)[n] for n in (0, 0, 1, 1)
    ]
    assert reading.counterpart(article, ids(ships)[1]) == ids(ships)[1]
    assert reading.counterpart("a" * 64, two) == ""
    assert reading.counterpart(article, "f" * 64) == ""
    resplit(ships, "gggg")
    assert reading.counterpart(article, two) == ""


def test_the_next_open_claim_after_one_that_is_not_shown_is_next_to_its_place(ships) -> None:
    reading, article = Reading(ships.store, "anna"), article_of(ships)
    resplit(ships, "nnnn")
    new = ids(ships)
    assert reading.next_open(article, ships.claims[2]) == (article, new[5])
    assert reading.next_open(article, ships.claims[2], back=True) == (article, new[3])


# ---------------------------------------------------------------------------------- other files


def test_a_rebuild_makes_the_same(ships) -> None:
    ships.me.label(ships.claims[0], "sourced")
    resplit(ships, "wn", carry=True)
    resplit(ships, "r", member="bert", carry=True)
    ships.me.undo()
    tables = ("showing", "twin", "article_info", "progress", "label")
    before = [ships.sql(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables]
    rebuild(ships.store)
    assert [ships.sql(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables] == before


def test_a_merge_brings_the_new_set_and_what_is_shown(ships, kit) -> None:
    ships.me.label(ships.claims[0], "sourced")
    resplit(ships, "wn", carry=True)
    pack = kit.path("a.pack")
    pack.write_bytes(ships.pack())
    other = kit.open(kit.path(), "bert", create=True, state="bert")
    merge(other.store, [pack])
    assert (ids(other), shown(other)) == (ids(ships), shown(ships))
    assert other.pack() == ships.pack()


def test_decisions_made_apart_agree_once_merged(ships, kit) -> None:
    start = kit.path("start.pack")
    start.write_bytes(ships.pack())
    other = kit.open(kit.path(), "bert", create=True, state="bert")
    merge(other.store, [start])
    resplit(ships, "wn")
    resplit(other, "gn", member="bert")
    one, two = kit.path("one.pack"), kit.path("two.pack")
    one.write_bytes(ships.pack())
    two.write_bytes(other.pack())
    merge(ships.store, [two])
    merge(other.store, [one])
    assert ids(ships) == ids(other)
    assert ships.pack() == other.pack()
    assert shown(ships)[0][0] == "The crew ", "the newest of both stands"
    other.by("bert").undo()
    assert shown(other)[0][0] == "Indeed: A"


def test_the_claims_of_two_versions_that_met_by_a_merge_are_linked_too(ships, kit) -> None:
    other = kit.open(kit.path(), "bert", create=True, state="bert")
    read = kit.read_article(ships.sql("SELECT text FROM article")[0][0])
    made = splitting("sw", "7")(read)
    with other.store.writing():
        put(other.store, read, made)
    ships.me.label(ships.claims[0], "sourced")
    other.me.label(made.claims[0].id, "contested")
    pack = kit.path("b.pack")
    pack.write_bytes(other.pack())
    merge(ships.store, [pack])
    labelled = shown(ships)[0][1:], shown(ships, "bert")[0][1:]
    assert labelled in ((("sourced", ""), ("", "contested")), (("", "sourced"), ("contested", "")))
    assert ships.sql("SELECT count(*) FROM twin") == [(4,)]


def test_an_article_that_has_no_claims_yet_gets_them(kit) -> None:
    desk = kit.open(kit.path(), create=True)
    read = kit.read_article("A ship sank.\n")
    with desk.store.writing() as db:
        content.put_article(db, read.id, read.text)
        projections.refresh(db, [read.id])
    assert outdated(desk.store, splitting("")) == [read.id]
    assert resplit(desk, "").articles == 1
    assert len(ids(desk)) == 1
    desk.me.undo()
    assert len(ids(desk)) == 1, "the only set there is stays shown"
    kit.assert_projections_hold(desk.store)

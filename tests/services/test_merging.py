"""Merging is a set union: any order, any number of times, the same result, byte for byte."""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError, FileRefused, MergeRefused
from annotator.services.merging import merge, refuse_missing
from annotator.services.packing import pack_to
from annotator.services.reading import Reading
from annotator.store import lineage, projections
from annotator.store.reading import article_of


def pack_file(desk, path: Path) -> Path:
    path.write_bytes(desk.pack())
    return path


def empty(kit):
    return kit.open(kit.path(), "merger", create=True)


def test_a_pack_merged_into_an_empty_file_gives_the_same_pack(kit, desk, tmp_path: Path) -> None:
    desk.me.label(desk.claims[0], "sourced", rationale="žluťoučký\n[bold]")
    desk.me.cite(desk.claims[0], kit.draft())
    desk.by("bert").flag(desk.claims[1])
    desk.me.undo()
    target = empty(kit)
    report = merge(target.store, [pack_file(desk, tmp_path / "a.pack")])
    assert (report.articles, report.captures, report.claim_sets, report.feeds) == (2, 2, 2, 2)
    assert target.pack() == desk.pack()
    assert projections.snapshot(target.store.db) == projections.snapshot(desk.store.db)
    assert "Merged: 2 new articles, 2 new captures, " in report.words


def test_merging_again_changes_nothing_and_says_so(kit, desk, tmp_path: Path) -> None:
    desk.me.label(desk.claims[0], "sourced")
    pack = pack_file(desk, tmp_path / "a.pack")
    before = desk.pack()
    report = merge(desk.store, [pack, pack])
    assert (report.events, report.articles, report.known_events) == (0, 0, 6)
    assert "6 events known already" in report.words
    assert desk.pack() == before
    assert merge(desk.store, [desk.store.path]).events == 0


def test_two_peoples_files_become_equal_whichever_way(kit, tmp_path: Path) -> None:
    one = kit.desk("anna", state="anna")
    other = kit.desk("bert", state="bert")
    one.me.label(one.claims[0], "sourced")
    one.me.cite(one.claims[0], kit.draft())
    other.me.label(other.claims[0], "contested", rationale="no")
    other.me.cite(other.claims[0], kit.draft("refutes", origin="Other"))
    first, second = pack_file(one, tmp_path / "1"), pack_file(other, tmp_path / "2")
    merge(one.store, [second])
    merge(other.store, [first])
    assert one.pack() == other.pack()
    assert projections.snapshot(one.store.db) == projections.snapshot(other.store.db)
    assert one.sql("SELECT reviewer, label, complete, verdict FROM current_label ORDER BY reviewer") == [
        ("anna", "sourced", 1, "supported"),
        ("bert", "contested", 1, "refuted"),
    ]
    kit.assert_projections_hold(one.store)


def test_what_is_mine_is_never_changed_by_a_merge(kit, desk, tmp_path: Path) -> None:
    """Their flags, comments and undos are theirs; I can undo only what I did here."""
    other = kit.desk("bert", state="bert")
    other.me.label(other.claims[0], "contested")
    desk.me.label(desk.claims[0], "sourced")
    merge(desk.store, [pack_file(other, tmp_path / "b")])
    assert desk.me.undo().words == "took back: label sourced"
    assert Reading(desk.store, "bert").state(desk.claims[0]).label.label.label == "contested"


def test_all_files_of_one_call_come_in_or_none(kit, desk, tmp_path: Path) -> None:
    other = kit.desk("bert", state="bert")
    other.me.label(other.claims[0], "sourced")
    good = pack_file(other, tmp_path / "good")
    bad = tmp_path / "bad"
    bad.write_bytes(good.read_bytes()[:-5])
    before = desk.pack()
    with pytest.raises(MergeRefused, match="bad"):
        merge(desk.store, [good, bad])
    assert desk.pack() == before


@pytest.mark.parametrize("name", ["missing", "."])
def test_what_is_no_file_is_named_before_anything_is_opened(desk, tmp_path: Path, name: str) -> None:
    with pytest.raises(MergeRefused, match="There is no file"):
        refuse_missing([tmp_path / name])
    with pytest.raises(MergeRefused, match="There is no file"):
        merge(desk.store, [tmp_path / name])


# ------------------------------------------------------------------------- any order, any times


@pytest.fixture(scope="module")
def grown(kit_in: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("grown")
    kit = kit_in(folder)
    yield kit
    kit.close_all()


ACTS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(
            [
                *("label", "cite", "refute", "reuse", "close", "comment", "flag", "fold", "unfold"),
                *("reword", "edge", "split", "merge", "add", "drop", "restore", "link", "undo", "redo"),
            ]
        ),
        st.integers(0, 4),
    ),
    min_size=1,
    max_size=14,
)
PEOPLE = ("anna", "bert", "cleo")


def do(kit, desk, what: str, number: int) -> None:
    claim = desk.claims[number]
    heads = lineage.heads_of(desk.store.db, claim) or [claim]
    everyones = desk.sql("SELECT id FROM citation WHERE state = 'current' ORDER BY id")
    plain: dict[str, Callable[[], object]] = {
        "label": lambda: desk.me.label(claim, ("sourced", "contested", "verified")[number % 3]),
        "cite": lambda: desk.me.cite(claim, kit.draft("supports", origin=f"Wire {number}")),
        "refute": lambda: desk.me.cite(claim, kit.draft("refutes", origin=f"Wire {number}")),
        "comment": lambda: desk.me.comment(claim, "hm"),
        "flag": lambda: desk.me.flag(claim),
        "fold": lambda: desk.me.fold(claim, desk.claims[number - 1]),
        "unfold": lambda: desk.me.unfold(claim),
        "reword": lambda: desk.me.reword(heads[-1], f"Said otherwise {len(heads)}."),
        "edge": lambda: desk.me.move_edge(heads[0], "end", "word", -1),
        "split": lambda: desk.me.split(heads[0], (11, 45, 78, 4, 50)[number]),
        "merge": lambda: desk.me.merge(heads[0], heads[-1] if len(heads) > 1 else desk.claims[number - 1]),
        "add": lambda: desk.me.add(article_of(desk.store.db, claim), [(number, number + 9)]),
        "drop": lambda: desk.me.drop(heads[0]),
        "restore": lambda: desk.me.restore(claim),
        "link": lambda: desk.me.link(heads[0], desk.claims[number - 1]),
        "undo": lambda: desk.me.undo(),
        "redo": lambda: desk.me.redo(),
    }
    try:
        if what in plain:
            plain[what]()
        elif what == "reuse" and everyones:
            desk.me.reuse(claim, everyones[number % len(everyones)][0], "supports")
        elif what == "close" and everyones:
            desk.me.close_citation(everyones[number % len(everyones)][0], "old")
    except AnnotatorError:
        pass  # nothing to undo, not theirs to close, no earlier claim to fold it into


@pytest.mark.soak
def test_any_order_any_number_of_times_gives_the_same(
    kit_in: Callable[[Path], Any], soak_seconds: float
) -> None:
    """Three people act and now and then take each other's work in; packs and files then meet in any order."""
    indices = st.integers(0, 5)
    meeting = given(
        acts=ACTS, order=st.permutations(range(6)), again=st.lists(indices, max_size=3), data=st.data()
    )
    examples = max(25, round(soak_seconds))
    settings(max_examples=examples, deadline=None)(meeting(meet_in_any_order))(kit_in=kit_in)


def meet_in_any_order(
    kit_in: Callable[[Path], Any], acts: list[Any], order: list[int], again: list[int], data: st.DataObject
) -> None:
    folder = Path(tempfile.mkdtemp())
    kit = kit_in(folder)
    try:
        desks = [kit.desk(name, state=name) for name in PEOPLE]
        for step, (who, what, number) in enumerate(acts):
            do(kit, desks[who], what, number)
            if step % 4 == 3:
                merge(desks[(who + 1) % 3].store, [desks[who].store.path])
        packs = [pack_file(desk, folder / f"{n}.pack") for n, desk in enumerate(desks)]
        sources = packs + [desk.store.path for desk in desks]
        one, other = empty(kit), empty(kit)
        merge(one.store, packs)
        for number in (*order, *again):
            merge(other.store, [sources[number]])
        assert one.pack() == other.pack()
        assert projections.snapshot(one.store.db) == projections.snapshot(other.store.db)
        kit.assert_projections_hold(other.store)
        chosen = desks[data.draw(st.integers(0, 2))]
        merge(chosen.store, sources)
        assert chosen.pack() == one.pack()
        assert projections.snapshot(chosen.store.db) == projections.snapshot(one.store.db)
    finally:
        kit.close_all()
        shutil.rmtree(folder)


def test_two_claim_sets_of_one_article_show_the_same_one_everywhere(kit, tmp_path: Path) -> None:
    one, other = kit.desk("anna", state="a"), kit.open(kit.path(), "bert", create=True, state="b")
    from annotator.services.ingesting import put

    with other.store.writing():
        for text in kit.articles:
            read = kit.read_article(text)
            put(other.store, read, kit.split_lines(read, version="2"))
    theirs = [row[0] for row in other.sql("SELECT id FROM claim ORDER BY id")]
    other.me.label(theirs[0], "sourced")
    one.me.label(one.claims[0], "sourced")
    first, second = pack_file(one, tmp_path / "1"), pack_file(other, tmp_path / "2")
    merge(one.store, [second])
    merge(other.store, [first])
    assert one.pack() == other.pack()
    assert projections.snapshot(one.store.db) == projections.snapshot(other.store.db)
    kit.assert_projections_hold(one.store)
    assert one.sql("SELECT count(*) FROM claim_set") == [(4,)]


# ------------------------------------------------- well-formed events that arrive in an odd order


def label_body(claim: str, **more: Any) -> dict[str, Any]:
    from annotator.domain.scheme_reading import default_scheme

    return {"claim": claim, "label": "sourced", "scheme": default_scheme().digest, "citations": [], **more}


def test_a_source_that_comes_after_its_citation_is_judged_when_it_comes(kit, desk) -> None:
    claim = desk.claims[0]
    evidence = {"claim": claim, "stance": "refutes", "kind": "primary", "quote": "q", "source": "anna-1"}
    citing = kit.forged(
        desk,
        "bert",
        ("citation", {"id": "cited", **evidence}),
        ("label", label_body(claim, label="contested", citations=["cited"], rationale="r")),
    )
    source = kit.forged(desk, "anna", ("source", {"origin": "Harbour Post"}))
    kit.both_ways(desk, citing, source)
    assert desk.sql("SELECT complete FROM label") == [(0,)]


def test_a_label_supersedes_only_on_its_own_claim(kit, desk) -> None:
    pack = kit.forged(
        desk,
        "bert",
        ("label", label_body(desk.claims[0], id="l1")),
        ("label", label_body(desk.claims[1], supersedes=["l1"])),
        ("flag", {"claim": desk.claims[0], "raised": True, "supersedes": ["l1"]}),
    )
    kit.both_ways(desk, pack)
    assert desk.sql("SELECT id, state FROM label ORDER BY id") == [("bert-2", "current"), ("l1", "current")]


def test_nobody_supersedes_or_retracts_anothers_act(kit, desk) -> None:
    first = kit.forged(desk, "bert", ("label", label_body(desk.claims[0], id="l1")))
    second = kit.forged(
        desk,
        "eve",
        ("label", label_body(desk.claims[0], id="e1", supersedes=["l1"])),
        ("retract", {"targets": ["l1", "nothing"]}),
    )
    kit.both_ways(desk, first, second)
    assert desk.sql("SELECT id, state FROM label ORDER BY id") == [("e1", "current"), ("l1", "current")]


def test_a_label_from_a_second_device_supersedes_across_feeds(kit, desk) -> None:
    from annotator.services.reviewing import Reviewing

    desk.me.label(desk.claims[0], "sourced")
    other = kit.open(kit.path(), "anna", create=True, state="laptop")
    merge(other.store, [pack_file(desk, kit.path("1.pack"))])
    other.me.label(desk.claims[0], "verified")
    merge(desk.store, [other.store.path])
    assert desk.sql("SELECT label, state FROM label ORDER BY label") == [
        ("sourced", "superseded"),
        ("verified", "current"),
    ]
    kit.assert_projections_hold(desk.store)
    assert isinstance(desk.me, Reviewing)


def test_chains_and_circles_of_retractions_come_out_the_same(kit, desk) -> None:
    claim = desk.claims[0]
    pack = kit.forged(
        desk,
        "bert",
        ("label", label_body(claim, id="l1")),
        ("retract", {"id": "r1", "targets": ["l1", "l1", "r1", "later"]}),
        ("retract", {"id": "r2", "targets": ["r1"]}),
        ("retract", {"id": "r3", "targets": ["r2"]}),
        ("retract", {"id": "r4", "targets": ["r1", "l1"]}),
        ("retract", {"id": "r5", "targets": []}),
        ("retract", {"id": "r6", "targets": ["r5", "r4"]}),
        ("label", label_body(claim, id="l2", supersedes=["l1", "l2", "l3"])),
        ("label", label_body(claim, id="l3", supersedes=["l2"])),
    )
    kit.both_ways(desk, pack)


def test_two_hundred_retractions_of_retractions_are_taken_in_good_time(kit, desk) -> None:
    entries = [("label", label_body(desk.claims[0], id="e0"))]
    entries += [("retract", {"id": f"e{n}", "targets": [f"e{n - 1}"]}) for n in range(1, 200)]
    kit.both_ways(desk, kit.forged(desk, "bert", *entries))


def test_acts_on_claims_that_are_not_here_yet_count_when_they_come(kit, desk, tmp_path: Path) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk.me.cite(desk.claims[0], kit.draft())
    whole = desk.pack().splitlines(keepends=True)
    log = [json.loads(line) for line in whole]
    pack = kit.forged(
        desk,
        "bert",
        ("label", label_body(desk.claims[1])),
        ("flag", {"claim": desk.claims[1], "raised": True}),
    )
    target = empty(kit)
    merge(target.store, [pack])
    assert target.sql("SELECT count(*) FROM progress") == [(0,)]
    kit.assert_projections_hold(target.store)
    (tmp_path / "whole").write_bytes(b"".join(whole))
    merge(target.store, [tmp_path / "whole"])
    kit.assert_projections_hold(target.store)
    assert target.sql("SELECT member, labelled, incomplete FROM progress ORDER BY member") == [
        ("anna", 1, 0),
        ("bert", 1, 0),  # an utterance with a named speaker: the article attributes it
    ]
    assert len(log) > 10


def show_body(desk, number: int, made: str, **more: Any) -> dict[str, Any]:
    """A decision to show that set of the desk's first or second article."""
    article, before = desk.sql(
        "SELECT s.article, s.id FROM claim_set AS s JOIN claim AS c ON c.claim_set = s.id WHERE c.id = ?",
        desk.claims[0 if number == 0 else 3],
    )[0]
    return {"article": article, "set": made, "instead_of": before, **more}


def shown_sets(desk) -> list[str]:
    """The shown set of each of the desk's two articles."""
    return [
        desk.sql("SELECT shown_set FROM article_info WHERE article = ?", show_body(desk, n, "")["article"])[
            0
        ][0]
        for n in (0, 1)
    ]


def test_a_decision_on_a_set_that_is_not_here_waits_until_it_comes(kit, desk) -> None:
    from annotator.services.ingesting import put

    read = kit.read_article(kit.articles[0])
    made = [kit.split_lines(read, version=version) for version in ("7", "8")]
    before = shown_sets(desk)
    pack = kit.forged(
        desk,
        "bert",
        ("claim_set.show", show_body(desk, 0, made[0].id, id="b1")),
        ("claim_set.show", show_body(desk, 0, made[1].id, id="b2", supersedes=["b1"])),
        ("claim_set.show", {"article": "f" * 64, "set": made[0].id, "instead_of": ""}),
    )
    kit.both_ways(desk, pack)
    assert shown_sets(desk) == before
    assert {state for (state,) in desk.sql("SELECT state FROM showing")} == {"waiting"}
    for claim_set in made:
        bringing = kit.open(kit.path(), "bert", create=True, state="bringing")
        with bringing.store.writing():
            put(bringing.store, read, claim_set)
        merge(desk.store, [pack_file(bringing, kit.path())])
        kit.assert_projections_hold(desk.store)
        assert shown_sets(desk) == [claim_set.id, before[1]]
    assert [row[0] for row in desk.sql("SELECT state FROM showing ORDER BY id")] == [
        "superseded", "current", "waiting",
    ]  # fmt: skip


def test_a_decision_on_another_articles_set_or_on_none_changes_nothing(kit, desk) -> None:
    before = shown_sets(desk)
    mine = kit.forged(
        desk,
        "bert",
        ("claim_set.show", show_body(desk, 0, before[1])),
        ("claim_set.show", show_body(desk, 0, "")),
        ("claim_set.show", show_body(desk, 1, "\x1b[2J'; DROP TABLE claim; --", instead_of=before[0])),
    )
    kit.both_ways(desk, mine)
    assert shown_sets(desk) == before


def test_decisions_that_supersede_themselves_each_other_or_another_articles_come_out_the_same(
    kit, desk
) -> None:
    one, two = shown_sets(desk)
    circle = kit.forged(
        desk,
        "bert",
        ("claim_set.show", show_body(desk, 0, one, id="b1", supersedes=["b1", "b1"])),
        ("claim_set.show", show_body(desk, 0, one, id="b2", supersedes=["b3"])),
        ("claim_set.show", show_body(desk, 0, one, id="b3", supersedes=["b2", "none"])),
        ("claim_set.show", show_body(desk, 1, two, id="b4")),
    )
    other = kit.forged(
        desk,
        "eve",
        ("claim_set.show", show_body(desk, 0, one, id="e1", supersedes=["b4"])),
        ("retract", {"targets": ["b4"]}),
    )
    kit.both_ways(desk, circle, other)
    assert shown_sets(desk) == [one, two]
    assert desk.sql("SELECT id FROM showing WHERE state = 'current' ORDER BY id") == [("b4",), ("e1",)]


def test_a_lead_who_becomes_known_later_closes_what_was_closed_before(kit, desk) -> None:
    evidence = {"claim": desk.claims[0], "stance": "refutes", "kind": "primary", "quote": "q", "source": "s"}
    citing = kit.forged(
        desk,
        "bert",
        ("citation", {"id": "c1", **evidence}),
        ("label", label_body(desk.claims[0], citations=["c1"])),
    )
    closing = kit.forged(desk, "dora", ("citation.close", {"citation": "c1", "reason": "old"}))
    naming = kit.forged(desk, "zora", ("member", {"name": "dora", "role": "lead"}))
    kit.both_ways(desk, citing, closing, naming)
    assert desk.sql("SELECT closed FROM citation") == [("old",)]


def test_a_scheme_that_comes_after_its_labels_is_applied_when_it_comes(kit, desk) -> None:
    from annotator.domain.scheme import scheme_digest

    text = 'name = "x"\nversion = "1"\n[[label]]\nid = "sourced"\nkey = "s"\ncolour = "red"\n'
    pack = kit.forged(desk, "bert", ("label", label_body(desk.claims[0], scheme=scheme_digest(text))))
    scheme = kit.forged(desk, "anna", ("scheme", {"name": "x", "text": text}))
    kit.both_ways(desk, pack, scheme)
    assert desk.sql("SELECT complete FROM label") == [(1,)]


def test_unknown_kinds_are_kept_counted_and_passed_on(kit, desk, tmp_path: Path) -> None:
    pack = kit.forged(
        desk,
        "bert",
        ("of_the_future", {"anything": [1, {"deep": None}]}),
        ("label", label_body(desk.claims[0])),
        ("of_the_future", {"claim": [], "supersedes": "x"}),
    )
    report = merge(desk.store, [pack])
    assert report.unknown_kinds == {"of_the_future": 2}
    assert "2 events need a newer version of this program; they are kept." in report.words
    target = empty(kit)
    merge(target.store, [pack_file(desk, tmp_path / "on")])
    assert target.pack() == desk.pack()
    assert target.sql("SELECT count(*) FROM event WHERE kind = 'of_the_future'") == [(2,)]
    kit.assert_projections_hold(target.store)


def test_a_body_that_is_not_written_canonically_is_kept_byte_for_byte(kit, desk, tmp_path: Path) -> None:
    pack = kit.forged(desk, "bert", ("of_the_future", {"a": 1.5, "ž": "\x1b"}))
    merge(desk.store, [pack])
    assert pack.read_bytes().splitlines()[2] in desk.pack().splitlines()


# ------------------------------------------------------------------------------ files as sources


def test_a_file_in_use_is_merged_as_it_is_at_that_moment(kit, desk) -> None:
    other = kit.desk("bert", state="bert")
    other.me.label(other.claims[0], "sourced")
    with other.store.writing() as db:
        db.execute("INSERT INTO file_fact(name, value) VALUES ('x', 'y')")
        merge(desk.store, [other.store.path])
    assert desk.sql("SELECT count(*) FROM label") == [(1,)]
    assert desk.sql("SELECT name FROM file_fact") == [("made_by",)]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE event SET body = '[]' WHERE seq = 3",
        "UPDATE event SET body = '{' WHERE seq = 3",
        "UPDATE event SET body = body || ' ' WHERE seq = 3",
        "UPDATE event SET seq = 9 WHERE seq = 3",
        "UPDATE event SET digest = '' WHERE seq = 1",
        "DELETE FROM event WHERE seq = 2",
        "UPDATE feed SET member = 'eve'",
        "UPDATE article SET text = text || 'x'",
        "UPDATE claim SET text = 'x'",
        "UPDATE claim SET speaker = 'x'",
        "UPDATE claim SET ranges = '[]'",
        "UPDATE claim SET ranges = '5'",
        "UPDATE claim SET ranges = '[[1]]'",
        "UPDATE claim SET ranges = '[[0,9999]]'",
        "UPDATE claim SET flags = '5'",
        'UPDATE claim SET flags = \'[["pronoun","x",1]]\'',
        "UPDATE claim SET flags = '[[\"pronoun\",0.5,1]]'",
        "UPDATE claim SET edits = '[[\"added\",0,0]]'",
        "UPDATE claim SET edits = '[[\"added\",0,0,null]]'",
        "UPDATE claim SET like_position = 0, likeness = 'similar'",
        "UPDATE capture SET metadata = '[]'",
        "UPDATE capture SET metadata = '{\"a\":1}'",
        "UPDATE claim_set SET options = '5'",
        "UPDATE original SET bytes = x'00'",
        "DROP TABLE region",
        "DROP TABLE event",
    ],
)
def test_a_file_that_was_changed_by_hand_is_refused(kit, desk, tmp_path: Path, damage: str) -> None:
    other = kit.desk("bert", state="bert")
    other.me.label(other.claims[0], "sourced")
    path = kit.close(other)
    hand = sqlite3.connect(path, isolation_level=None)
    for (name,) in hand.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        hand.execute(f"DROP TRIGGER {name}")
    hand.execute("PRAGMA foreign_keys = OFF")
    hand.execute(damage)
    hand.close()
    before = desk.pack()
    with pytest.raises((MergeRefused, FileRefused)) as caught:
        merge(desk.store, [path])
    assert path.name in str(caught.value)
    assert desk.pack() == before
    kit.assert_projections_hold(desk.store)


def test_a_pack_never_takes_the_place_of_the_file_itself(kit, desk, tmp_path: Path) -> None:
    from annotator.domain.errors import InputError

    (tmp_path / "link").symlink_to(desk.store.path)
    for target in (desk.store.path, tmp_path / "link"):
        with pytest.raises(InputError, match="is the annotator file"):
            pack_to(desk.store, target)
    desk.me.label(desk.claims[0], "sourced")


@pytest.mark.parametrize("name", ["folder", "none/p", "file/p"])
def test_a_pack_that_cannot_be_written_leaves_nothing(desk, tmp_path: Path, name: str) -> None:
    from annotator.domain.errors import InputError

    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"cannot be written: .* Nothing there was changed"):
        pack_to(desk.store, tmp_path / name)
    assert not list(tmp_path.glob("**/*.part"))


def test_an_older_pack_is_replaced_whole(desk, tmp_path: Path) -> None:
    target = tmp_path / "p"
    target.write_text("old")
    assert pack_to(desk.store, target) == 0
    assert target.read_bytes() == desk.pack()


def test_a_file_without_rights_is_named(kit, open_folder: Path, nobody, tmp_path: Path) -> None:
    secret = open_folder / "secret.pack"
    secret.write_text("x")
    secret.chmod(0)
    public = open_folder / "public"
    public.mkdir(mode=0o777)
    public.chmod(0o777)

    def try_it() -> str:
        from annotator.store import open_to_write

        with open_to_write(public / "a.db", create=True) as store:
            merge(store, [secret])
        return "merged"

    assert nobody(try_it).startswith(f"MergeRefused: {secret}: Permission denied.")

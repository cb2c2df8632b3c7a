"""What came in by an import is worked on like anything else, and hidden like anybody's act."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from import_formats import LINES, claim, write_lines

from annotator.domain.article import article_id
from annotator.domain.claim import ClaimSet
from annotator.domain.claim_filter import ClaimFilter
from annotator.domain.round import RoundPlan
from annotator.formats.format import Source
from annotator.services.checking import examine
from annotator.services.finding import Finding
from annotator.services.importing import Report, importing
from annotator.services.ingesting import put
from annotator.services.leading import Leading
from annotator.services.merging import merge
from annotator.services.packing import write_pack
from annotator.services.reading import Reading
from annotator.services.resplitting import Resplitting, aside, look, outdated
from annotator.store import Sight, open_to_read
from annotator.store.choosing import choose
from annotator.store.dataset import ShownClaims
from annotator.store.searching import titles
from annotator.store.statistics import counts

HARBOUR = "The harbour closed on Monday.\nThe mayor said the cranes had failed.\nNobody was hurt.\n"
CHECK = {"stance": "refutes", "kind": "fact_check", "source": {"url": "https://checks.example/1"}}


def records(path: Path) -> Path:
    contested = {"labels": [{"label": "contested", "value": "false", "citations": [CHECK]}]}
    return write_lines(
        path,
        {
            "claim": {"text": "The harbour closed on Monday."},
            "article": {"id": "h", "text": HARBOUR},
            **contested,
        },
        {"claim": {"text": "Cranes failed.", "ranges": [[45, 55], [60, 66]]}, "article": {"id": "h"}},
        claim("Two bridges opened."),
    )


def take_in(desk: Any, path: Path) -> Report:
    with importing(LINES, Source(path)) as work:
        work.read(desk.store)
        return work.bring_in(desk.me)


@pytest.fixture
def imported(kit: Any, tmp_path: Path) -> Any:
    """anna's file with nothing but an import; `claims` in the order of records."""
    desk = kit.desk(texts=())
    take_in(desk, records(tmp_path / "records.jsonl"))
    desk.claims = [row[0] for row in desk.sql("SELECT claim FROM suggestion ORDER BY id")]
    return desk


def article(desk: Any, claim: str) -> str:
    return Reading(desk.store, "anna").article_of(claim)


def listed(desk: Any, number: int = 0) -> list[str]:
    found = Reading(desk.store, "anna").article(article(desk, desk.claims[number]))
    return [mark.claim.text for mark in found.marks]


def test_it_is_in_the_library_and_says_where_it_is_from(imported: Any, call: Callable[..., Any]) -> None:
    reading = Reading(imported.store, "anna")
    assert sorted(row.title for row in reading.library()) == [
        "The harbour closed on Monday.",
        "Two bridges opened.",
    ]
    maker = reading.maker(reading.article(article(imported, imported.claims[0])))
    assert maker is not None
    assert (maker.words, maker.made) == ("imported from lines", "imported from lines")
    told = call("--db", str(imported.store.path), "claims").out
    assert told.count("(imported from lines)") == 2
    told = call("--db", str(imported.store.path), "history", imported.claims[0]).out
    assert "an import: imported from lines" in told
    assert call("--db", str(imported.store.path), "stats").code == 0


def test_its_claims_are_reviewed_edited_and_dropped(kit: Any, imported: Any) -> None:
    first, second, third = imported.claims
    assert listed(imported) == ["The harbour closed on Monday.", "Cranes failed."]
    me = imported.me
    me.label(first, "contested")
    me.cite(first, kit.draft("refutes"))
    assert me.reword(second, "The cranes had failed.").words == "reworded"
    assert me.move_edge(third, "end", "word", -1).words == "end moved"
    me.split(first, 12)
    assert listed(imported)[:2] == ["The harbour.", "Closed on Monday."]
    me.drop(Reading(imported.store, "anna").listed(article(imported, first))[2])
    assert len(listed(imported)) == 2
    for _ in range(6):
        me.undo()
    assert listed(imported) == ["The harbour closed on Monday.", "Cranes failed."]
    kit.assert_projections_hold(imported.store)


def test_ingested_or_split_anew_it_keeps_what_was_said_of_its_claims(kit: Any, imported: Any) -> None:
    read = kit.read_article(HARBOUR)
    imported.me.label(imported.claims[0], "sourced")
    assert put_again(imported, read, None).outcome == "new capture"
    assert listed(imported) == ["The harbour closed on Monday.", "Cranes failed."]
    assert article(imported, imported.claims[0]) in outdated(imported.store, kit.split_lines)
    with aside() as sets:
        changes = list(look(imported.store, [read.id], [kit.split_lines(read)], sets))
        Resplitting(imported.store, "anna", imported.place.device).show(changes, sets, carry=True)
    assert listed(imported) == HARBOUR.splitlines()
    assert imported.sql(
        "SELECT g.label, l.member FROM twin AS t JOIN suggestion AS g ON g.claim = t.other"
        " JOIN label AS l ON l.claim = t.claim AND l.state = 'current'"
    ) == [("contested", "anna")]
    imported.me.undo()
    assert listed(imported) == ["The harbour closed on Monday.", "Cranes failed."]
    kit.assert_projections_hold(imported.store)


def put_again(desk: Any, read: Any, claims: Any) -> Any:
    with desk.store.writing():
        return put(desk.store, read, claims)


def blind_round(desk: Any, claims: list[str]) -> None:
    desk.me.comment(claims[-1], "To be known.")
    desk.by("bob").comment(claims[-1], "To be known as well.")
    plan = RoundPlan("first", "labelling", claims[:1], {"bob": range(1)}, 1, True, "1", settings={})
    Leading(desk.store, "anna", desk.place.device).make(plan)


def test_a_blind_round_hides_what_imports_say_and_lets_them_in(
    kit: Any, imported: Any, tmp_path: Path
) -> None:
    blind_round(imported, imported.claims)
    late = write_lines(
        tmp_path / "late.jsonl",
        {
            "claim": {"text": "The harbour closed on Monday."},
            "article": {"text": HARBOUR},
            "labels": [{"label": "sourced", "citations": [CHECK]}],
        },
    )
    assert take_in(imported, late).new_events == 3
    for member, seen in (("bob", 0), ("anna", 2)):
        with open_to_read(imported.store.path, sight=Sight(member)) as store:
            for table in ("suggestion", "citation"):
                found = store.db.execute(
                    f"SELECT count(*) FROM {table} AS x JOIN claim AS c ON c.id = x.claim"
                    " WHERE c.text LIKE '%Monday.'"
                ).fetchone()
                assert found == (seen,), (member, table)
            assert store.db.execute("SELECT count(*) FROM suggestion").fetchone() == (seen + 2,)


def test_what_a_round_kept_back_comes_with_the_import_itself(kit: Any, imported: Any, tmp_path: Path) -> None:
    """A pack for one who is bound has the feed to where the round begins; nothing forks from there."""
    path = tmp_path / "records.jsonl"
    blind_round(imported, imported.claims[1:])
    pack = tmp_path / "bob.pack"
    with open_to_read(imported.store.path, sight=Sight("bob")) as store, pack.open("wb") as out:
        write_pack(store, out)
    bob = kit.open(kit.path(), "bob", create=True, state="bob")
    merge(bob.store, [pack])
    feed = "SELECT count(*) FROM event AS e JOIN feed AS f ON f.id = e.feed WHERE f.member = 'import:lines'"
    assert 0 < bob.sql(feed)[0][0] < 5
    with importing(LINES, Source(path)) as work:
        work.read(bob.store)
        assert work.take_back(bob.me) == 5
    kit.assert_projections_hold(bob.store)
    (tmp_path / "back.pack").write_bytes(bob.pack())
    merge(imported.store, [tmp_path / "back.pack"])
    assert imported.sql("SELECT DISTINCT retracted FROM suggestion") == [(1,)]
    kit.assert_projections_hold(imported.store)


@pytest.mark.parametrize("number", range(4))
def test_another_import_of_its_article_leaves_what_is_shown_as_it_is(
    kit: Any, imported: Any, tmp_path: Path, number: int
) -> None:
    """Of two imported sets the first by id would be shown, and the labels on the other one not count."""
    imported.me.label(imported.claims[0], "sourced")
    shown = listed(imported)
    later = {
        "claim": {"text": "Cranes failed.", "ranges": [[45, 55], [60, 66]], "speaker": f"Mayor {number}"},
        "article": {"text": HARBOUR},
        "labels": [{"label": "sourced"}],
    }
    assert take_in(imported, write_lines(tmp_path / "later.jsonl", later)).new_claims == 1
    assert listed(imported) == shown
    assert counts(imported.store.db)["labelled_claims"] == 1
    kit.assert_projections_hold(imported.store)
    imported.me.undo()
    assert listed(imported) == shown
    assert take_in(imported, tmp_path / "later.jsonl").is_nothing


@pytest.mark.parametrize("first", ["split", "imported"])
def test_records_that_word_one_claim_in_their_own_ways_are_all_of_that_claim(
    kit: Any, tmp_path: Path, first: str
) -> None:
    """In a blind round too: none of them may tell what the others would."""
    desk = kit.desk(texts=(HARBOUR,) if first == "split" else ())
    ranges = [[0, len("The harbour closed on Monday.")]]
    says = {"article": {"text": HARBOUR}, "labels": [{"label": "contested", "rationale": "It was open."}]}
    if first == "imported":
        one = {"claim": {"text": "", "ranges": ranges}, **says}
        take_in(desk, write_lines(tmp_path / "one.jsonl", one))
        desk.claims = [row[0] for row in desk.sql("SELECT claim FROM suggestion")]
    worded = ({"claim": {"text": text, "ranges": ranges}, **says} for text in ("It shut.", "The port shut."))
    take_in(desk, write_lines(tmp_path / "two.jsonl", *worded))
    claim, total = desk.claims[0], 2 + (first == "imported")
    state = Reading(desk.store, "anna").state(claim)
    assert len(state.suggestions) == total
    assert len({one.suggestion.id for one in state.suggestions}) == total
    desk.by("bob").comment(claim, "To be known.")
    plan = RoundPlan("first", "labelling", [claim], {"bob": range(1)}, 1, True, "1", settings={})
    Leading(desk.store, "anna", desk.place.device).make(plan)
    with open_to_read(desk.store.path, sight=Sight("bob")) as store:
        assert store.db.execute("SELECT count(*) FROM suggestion").fetchone() == (0,)
    kit.assert_projections_hold(desk.store)


@pytest.mark.parametrize("how", ["moved", "split anew"])
def test_what_is_said_of_a_claim_as_it_was_is_hidden_with_what_it_is(
    kit: Any, tmp_path: Path, how: str
) -> None:
    """An export made before a claim was changed, or its article split anew, comes back in a round."""
    desk = kit.desk(texts=(HARBOUR,))
    claim = desk.claims[0]
    text = desk.sql(f"SELECT text FROM claim WHERE id = '{claim}'")[0][0]
    if how == "moved":
        desk.me.set_ranges(claim, ((0, 18),))
        ((claim,),) = desk.sql("SELECT id FROM revision")
    desk.by("bob").comment(claim, "To be known.")
    plan = RoundPlan("first", "labelling", [claim], {"bob": range(1)}, 1, True, "1", settings={})
    Leading(desk.store, "anna", desk.place.device).make(plan)
    if how == "split anew":
        read = kit.read_article(HARBOUR)
        regions = kit.split_lines(read).regions
        made = ClaimSet.build(
            article=read.id, splitter="none", version="1", options={}, regions=regions, claims=()
        )
        with aside() as sets:
            changes = list(look(desk.store, [read.id], [made], sets))
            Resplitting(desk.store, "anna", desk.place.device).show(changes, sets, carry=False)
    says = {"article": {"text": HARBOUR}, "labels": [{"label": "contested", "rationale": "It was open."}]}
    old = {"claim": {"text": text, "ranges": [[0, len(text)]]}, **says}
    take_in(desk, write_lines(tmp_path / "old.jsonl", old))
    with open_to_read(desk.store.path, sight=Sight("bob")) as store:
        assert store.db.execute("SELECT count(*) FROM suggestion").fetchone() == (0,)
    kit.assert_projections_hold(desk.store)


def test_single_claims_without_a_date_come_behind_all_articles(desk: Any, tmp_path: Path) -> None:
    news = [row.id for row in Reading(desk.store, "anna").library()]
    old = {"id": "o", "text": "A mill burned down.", "known": {"published": "1990"}}
    lines = [claim("A bridge opened."), claim("A mill burned down.") | {"article": old}]
    take_in(desk, write_lines(tmp_path / "a.jsonl", *lines))
    reading, store = Reading(desk.store, "anna"), desk.store
    order = [row.id for row in reading.library()]
    assert order == [article_id("A mill burned down."), *news, article_id("A bridge opened.")]
    assert reading.first_place() == (order[0], "")
    assert [reading.neighbour(one) for one in order] == [*order[1:], None]
    assert [reading.neighbour(one, back=True) for one in order] == [None, *order[:-1]]
    assert [row[0] for row in ShownClaims(store.db).articles()] == order
    assert [row[0] for row in titles(store.db)] == order
    assert list(dict.fromkeys(choice.article for choice in choose(store.db))) == order
    finding = Finding(store, "anna")
    (part,) = finding.order(ClaimFilter(label="open"), order[-1], "")
    matches = [row.article for row in finding.rows(ClaimFilter(label="open"), part.rows)]
    assert list(dict.fromkeys(matches)) == order
    assert part.start == len(matches) - 1


def test_a_date_that_comes_later_gives_such_a_claim_its_place(kit: Any, desk: Any, tmp_path: Path) -> None:
    take_in(desk, write_lines(tmp_path / "a.jsonl", claim("A bridge opened.")))
    [bare] = [row.id for row in Reading(desk.store, "anna").library()][-1:]
    dated = {"id": "o", "text": "A bridge opened.", "known": {"published": "1990"}}
    take_in(desk, write_lines(tmp_path / "b.jsonl", claim("A bridge opened.") | {"article": dated}))
    assert Reading(desk.store, "anna").library()[0].id == bare
    assert all(finding.good for finding in examine(desk.store))

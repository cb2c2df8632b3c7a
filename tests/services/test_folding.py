"""Folding: a claim that says what an earlier one says is no work of its own, for anybody."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.article import Region
from annotator.domain.claim import Claim, ClaimSet, Edit, Flag
from annotator.domain.errors import InputError, NotFound
from annotator.formats import load_formats
from annotator.services.checking import rebuild
from annotator.services.counting import statistics
from annotator.services.export_request import ExportRequest
from annotator.services.exporting import export
from annotator.services.ingesting import put
from annotator.services.merging import merge
from annotator.services.reading import Reading

LINES = (
    "The pier burned down.",
    "The pier has burned down.",
    "The old pier burned down on Friday.",
    "Nobody knows why.",
)
TEXT = "\n".join(LINES) + "\n"


def pier_claims() -> list[Claim]:
    """The second is a variant of the first, the third is similar to it."""
    spans = [(TEXT.index(line), TEXT.index(line) + len(line)) for line in LINES]
    alike: list[dict[str, Any]] = [
        {},
        {"like": 0, "likeness": "variant"},
        {"like": 0, "likeness": "similar"},
        {},
    ]
    return [Claim((span,), line, **more) for span, line, more in zip(spans, LINES, alike, strict=True)]


@pytest.fixture
def pier(kit):
    """A seeded file with this article besides; `claims` are its four."""
    desk = kit.desk()
    read = kit.read_article(TEXT, title="Pier")
    made = ClaimSet.build(
        article=read.id,
        splitter="s",
        version="1",
        regions=[Region("body", 0, len(TEXT))],
        claims=pier_claims(),
    )
    with desk.store.writing():
        put(desk.store, read, made)
    desk.claims = [claim.id for claim in made.claims]
    desk.article = read.id
    yield desk
    kit.assert_projections_hold(desk.store)


def folds(desk) -> list[int | None]:
    """For each claim the number of the one that it is folded into."""
    reading = Reading(desk.store, "anna")
    into = [reading.mark(claim).folded_into for claim in desk.claims]
    return [desk.claims.index(target) if target else None for target in into]


def counted(desk, member: str = "anna") -> tuple[int, int]:
    row = Reading(desk.store, member).row(desk.article)
    return row.labelled, row.claims


def lines_of(desk) -> list[dict[str, Any]]:
    out = io.BytesIO()
    export(desk.store, "anna", load_formats().get("jsonl"), out, ExportRequest(include_incomplete=True))
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    return [next(line for line in found if line["id"] == claim) for claim in desk.claims]


def open_ones(desk, member: str = "anna") -> list[int]:
    """The numbers of the open claims of the article, as `n` finds them from the first on."""
    reading, found, claim = Reading(desk.store, member), [], ""
    while (step := reading.next_open(desk.article, claim)) is not None and step[0] == desk.article:
        if desk.claims.index(step[1]) in found:
            break
        found.append(desk.claims.index(step[1]))
        claim = step[1]
    return found


def test_a_variant_is_folded_and_a_similar_claim_is_not(pier) -> None:
    assert folds(pier) == [None, 0, None, None]
    assert open_ones(pier) == [0, 2, 3]
    assert counted(pier) == (0, 3)


def test_a_reviewer_takes_a_variant_out_and_folds_a_similar_claim(pier) -> None:
    assert pier.me.unfold(pier.claims[1]).words == "taken out of the fold"
    assert folds(pier) == [None, None, None, None]
    assert pier.me.fold(pier.claims[2]).words == "folded"
    assert folds(pier) == [None, None, 0, None]
    assert (open_ones(pier), counted(pier)) == ([0, 1, 3], (0, 3))


def test_a_claim_that_is_like_none_is_folded_into_a_named_one_only(pier) -> None:
    with pytest.raises(InputError, match="nothing to fold this claim into"):
        pier.me.fold(pier.claims[3])
    pier.me.fold(pier.claims[3], pier.claims[2])
    assert folds(pier) == [None, 0, None, 2]


@pytest.mark.parametrize(("claim", "into"), [(0, 1), (2, 2), (1, 3)])
def test_no_claim_is_folded_into_itself_or_a_later_one(pier, claim: int, into: int) -> None:
    """So none can be folded into one that is folded into it."""
    with pytest.raises(InputError, match="only into an earlier one"):
        pier.me.fold(pier.claims[claim], pier.claims[into])


def test_no_claim_is_folded_into_one_of_another_article(pier) -> None:
    (other,) = pier.sql("SELECT id FROM claim WHERE text = 'Two bridges opened in spring.'")[0]
    with pytest.raises(InputError, match="of the same article"):
        pier.me.fold(pier.claims[3], other)
    with pytest.raises(NotFound):
        pier.me.fold("f" * 64, pier.claims[0])


def test_what_is_so_already_is_refused_and_not_noted(pier) -> None:
    before = pier.pack()
    with pytest.raises(InputError, match="already"):
        pier.me.fold(pier.claims[1])
    with pytest.raises(InputError, match="not folded"):
        pier.me.unfold(pier.claims[0])
    assert pier.pack() == before


def test_it_is_undone_and_redone_like_any_act(kit, pier) -> None:
    pier.me.fold(pier.claims[2])
    pier.me.unfold(pier.claims[1])
    done = pier.me.undo()
    assert (done.words, done.claim) == ("took back: taking the claim out of the fold", pier.claims[1])
    assert folds(pier) == [None, 0, 0, None]
    assert pier.me.undo().words == "took back: folding"
    assert folds(pier) == [None, 0, None, None]
    assert pier.me.redo().words == "done again: folding"
    assert pier.me.redo().words == "done again: taking the claim out of the fold"
    assert folds(pier) == [None, None, 0, None]
    assert kit.open(pier.store.path).me.undo().claim == pier.claims[1]
    assert (folds(pier), counted(pier)) == ([None, 0, 0, None], (0, 2))


def test_the_newest_decision_holds_whoever_made_it(pier) -> None:
    pier.me.fold(pier.claims[2])
    pier.by("bert").unfold(pier.claims[2])
    assert folds(pier)[2] is None
    pier.me.fold(pier.claims[2])
    assert folds(pier)[2] == 0
    pier.me.undo()
    assert folds(pier)[2] is None
    pier.by("bert").undo()
    assert folds(pier)[2] == 0
    pier.me.undo()
    assert folds(pier)[2] is None


def test_a_clock_that_is_behind_does_not_make_a_decision_void(pier) -> None:
    from datetime import UTC, datetime

    pier.me.fold(pier.claims[2])
    bert = pier.by("bert")
    bert.now = lambda: datetime(2001, 1, 1, tzinfo=UTC)
    bert.unfold(pier.claims[2])
    assert folds(pier)[2] is None


def test_labels_on_a_folded_claim_stay_and_do_not_count(pier) -> None:
    pier.me.label(pier.claims[0], "contested")
    pier.me.label(pier.claims[2], "contested")
    assert counted(pier) == (2, 3)
    pier.by("bert").fold(pier.claims[2])
    assert counted(pier) == (1, 2)
    pier.me.label(pier.claims[2], "sourced")
    pier.me.label(pier.claims[1], "sourced")
    assert counted(pier) == (1, 2)
    found = statistics(pier.store, "anna")
    assert (found["claim_count"], found["labelled_claims"]) == (7, 1)
    assert [label["label"] for label in lines_of(pier)[2]["labels"]] == ["sourced"]
    pier.by("bert").unfold(pier.claims[2])
    assert counted(pier) == (2, 3)
    pier.me.label(pier.claims[3], "sourced")
    pier.by("bert").unfold(pier.claims[1])
    assert (counted(pier), open_ones(pier)) == ((4, 4), [])


def test_an_export_says_what_each_claim_is_folded_into(pier) -> None:
    pier.me.unfold(pier.claims[1])
    pier.me.fold(pier.claims[2])
    one, two, three, four = lines_of(pier)
    assert [line["folded_into"] for line in (one, two, three, four)] == ["", "", one["id"], ""]
    assert [(line["like"], line["likeness"]) for line in (two, three, four)] == [
        (one["id"], "variant"), (one["id"], "similar"), ("", ""),
    ]  # fmt: skip


def test_a_rebuild_makes_the_same(pier) -> None:
    pier.me.fold(pier.claims[2])
    pier.by("bert").unfold(pier.claims[2])
    pier.me.unfold(pier.claims[1])
    pier.me.undo()
    before = (folds(pier), counted(pier), pier.sql("SELECT * FROM folding ORDER BY id"))
    rebuild(pier.store)
    assert (folds(pier), counted(pier), pier.sql("SELECT * FROM folding ORDER BY id")) == before


def packed(desk, path: Path) -> Path:
    path.write_bytes(desk.pack())
    return path


def test_files_that_decided_apart_agree_once_merged_in_any_order(kit, pier) -> None:
    other = kit.open(kit.path(), "bert", create=True, state="bert")
    merge(other.store, [packed(pier, kit.path("start.pack"))])
    other.claims, other.article = pier.claims, pier.article
    other.me.fold(pier.claims[2])
    other.me.label(pier.claims[2], "sourced")
    other.me.unfold(pier.claims[1])
    pier.me.fold(pier.claims[2])
    pier.me.unfold(pier.claims[2])
    pier.me.fold(pier.claims[3], pier.claims[2])
    first, second = packed(pier, kit.path("a.pack")), packed(other, kit.path("b.pack"))
    merge(pier.store, [second])
    merge(other.store, [first])
    kit.assert_projections_hold(other.store)
    assert folds(pier) == folds(other) == [None, None, None, 2]
    assert counted(pier, "bert") == counted(other, "bert") == (1, 3)
    assert pier.pack() == other.pack()
    pier.me.fold(pier.claims[2])
    other.claims = pier.claims
    merge(other.store, [packed(pier, kit.path("c.pack"))])
    assert folds(pier) == folds(other) == [None, None, 0, 2]


def test_what_a_splitter_noted_of_a_claim_is_kept_in_the_file_and_its_pack(kit) -> None:
    desk = kit.open(kit.path(), create=True)
    read = kit.read_article("They said so.")
    noted = Claim(
        ((0, 12),),
        "They said so.",
        flags=(Flag("pronoun", 0, 4),),
        edits=(Edit("case", 0, 1, "T"), Edit("stop", 12, 12, ".")),
    )
    made = ClaimSet.build(article=read.id, splitter="s", version="1", regions=[], claims=[noted])
    with desk.store.writing():
        put(desk.store, read, made)
    other = kit.open(kit.path(), "other", create=True, state="other")
    merge(other.store, [packed(desk, kit.path("p.pack"))])
    for store in (desk.store, other.store):
        (mark,) = Reading(store, "anna").article(read.id).marks
        assert (mark.claim.flags, mark.claim.edits) == (noted.flags, noted.edits)

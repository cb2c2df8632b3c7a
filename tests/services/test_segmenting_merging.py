"""Segmentation rounds on several machines: whatever was done where, merged in any order it is the same."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.errors import InputError, NotFound
from annotator.domain.round import RoundPlan
from annotator.domain.segmenting import BASE, Segment, Taken, groups, merged_set
from annotator.services.comparing import article_work
from annotator.services.leading import Leading
from annotator.services.merging import merge
from annotator.services.merging_claims import MergingClaims
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, content, open_to_read, projections

TEXT = "The ferry left at six and the pier was empty.\nA porter said the lamps were out.\nNobody waited.\n"
OPS = st.lists(
    st.tuples(
        st.sampled_from(["split", "drop", "reword", "edge", "add", "merge", "finish", "undo"]),
        st.integers(0, 4),
        st.integers(1, 40),
    ),
    max_size=4,
)


def work(desk: Any, member: str, round_id: str, article: str, ops: list[tuple[str, int, int]]) -> None:
    """What cannot be done is not."""
    mine = Reviewing(desk.store, member, desk.place.device, round_id=round_id)
    mine.prepare()
    for op, number, at in ops:
        with open_to_read(desk.store.path, sight=Sight(member, round_id)) as store:
            claims = [mark.claim.id for mark in Reading(store, member).article(article).marks] or [""]
        claim = claims[number % len(claims)]
        doing: dict[str, Callable[[], object]] = {
            "split": lambda claim=claim, at=at: mine.split(claim, at),
            "drop": lambda claim=claim: mine.drop(claim),
            "reword": lambda claim=claim, at=at: mine.reword(claim, f"Other words, number {at % 3}."),
            "edge": lambda claim=claim: mine.move_edge(claim, "end", "word", -1),
            "add": lambda at=at: mine.add(article, [(at, at + 9)]),
            "merge": lambda claim=claim, claims=claims: mine.merge(claim, claims[0]),
            "finish": lambda: mine.finish(article),
            "undo": lambda: mine.undo(),
        }
        try:
            doing[op]()
        except (InputError, NotFound):
            continue


@settings(max_examples=4, deadline=None)
@given(ops=st.fixed_dictionaries({"ben": OPS, "cleo": OPS}), take=st.sampled_from(["ben", "cleo"]))
def test_packs_of_all_meet_in_any_order(
    kit_in: Any, ops: dict[str, list[tuple[str, int, int]]], take: str
) -> None:
    with TemporaryDirectory() as folder:
        kit = kit_in(Path(folder))
        try:
            _meet(kit, ops, take)
        finally:
            kit.close_all()


def _meet(kit: Any, ops: dict[str, list[tuple[str, int, int]]], take: str) -> None:
    lead = kit.open(kit.path(), "anna", create=True)
    claims = kit.seed(lead.store, (TEXT,))
    hands = {name: range(len(claims)) for name in ops}
    found = Leading(lead.store, "anna", lead.place.device).make(
        RoundPlan("cuts", "segmentation", claims, hands, 2, True, "7")
    )
    (article,) = content.article_ids(lead.store.db)
    packs = [kit.path("lead.pack")]
    packs[0].write_bytes(lead.pack())
    for name, done in ops.items():
        other = kit.open(kit.path(), name, create=True, state=name)
        merge(other.store, packs[:1])
        work(other, name, found.id, article, done)
        packs.append(kit.path(f"{name}.pack"))
        packs[-1].write_bytes(other.pack())
    merge(lead.store, packs)
    merging = MergingClaims(lead.store, "anna", lead.place.device, round_id=found.id)
    merging.take(take, [article])
    merging.freeze(article, unfinished=True)
    packs.append(kit.path("all.pack"))
    packs[-1].write_bytes(lead.pack())
    kit.assert_projections_hold(lead.store)
    mine = sorted(s.says for s in article_work(lead.store.db, found, article).sides[take])
    shown = {
        (m.claim.ranges, m.claim.text, m.claim.mode)
        for m in Reading(lead.store, "anna").article(article).marks
    }
    assert shown == {says[:3] for says in mine}
    expected = projections.snapshot(lead.store.db)
    orders = [packs[::-1], [packs[2], packs[0], packs[3], packs[1]]]
    for number, order in enumerate(orders):
        fresh = kit.open(kit.path(), "dora", create=True, state=f"dora{number}")
        for pack in order:
            merge(fresh.store, [pack])
        kit.assert_projections_hold(fresh.store)
        assert projections.snapshot(fresh.store.db) == expected


RANGES = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 30)), min_size=0, max_size=6)


def _side(name: str, spans: list[tuple[int, int]]) -> list[Segment]:
    return [
        Segment(
            name, number, False, Claim(((start, start + length),), f"{start}+{length}", id=f"{name}{number}")
        )
        for number, (start, length) in enumerate(sorted(set(spans)))
    ]


@settings(max_examples=150, deadline=None)
@example(sides={"a": [(0, 4)], "b": [(0, 4)], "c": [(0, 4), (0, 5)]}, base=[(0, 5)])
@given(sides=st.fixed_dictionaries({"a": RANGES, "b": RANGES, "c": RANGES}), base=RANGES)
def test_groups_hold_every_claim_once_whatever_the_order(
    sides: dict[str, list[tuple[int, int]]], base: list[tuple[int, int]]
) -> None:
    made = {name: _side(name, spans) for name, spans in sides.items()}
    of_base = _side(BASE, base)
    found = groups(made, of_base)
    assert sorted(s.claim.id for g in found for s in g.segments) == sorted(
        s.claim.id for side in (*made.values(), of_base) for s in side
    )
    assert groups(dict(reversed(made.items())), of_base) == found
    alike = set.intersection(*({s.says for s in side} for side in made.values()))
    for says in alike:
        holding = [g for g in found if any(s.says == says and s.side != BASE for s in g.segments)]
        assert len(holding) == 1
        assert holding[0].agreed


@settings(max_examples=60, deadline=None)
@given(spans=RANGES, order=st.randoms(use_true_random=False))
def test_a_merged_set_does_not_depend_on_the_order_in_which_claims_are_taken(
    spans: list[tuple[int, int]], order: Any
) -> None:
    text = "word " * 30
    base = ClaimSet.build(article="a", splitter="lines", version="1", regions=(), claims=())
    taken = [Taken(segment) for segment in _side("a", spans)]
    shuffled = list(taken)
    order.shuffle(shuffled)
    assert merged_set(base, text, "r", taken) == merged_set(base, text, "r", [*shuffled, *taken[:2]])

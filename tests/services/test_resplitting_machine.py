"""Two reviewers on two machines split an article anew, label, carry over, undo and exchange in any order:
each file says what a plain model says, and once both have everything they are equal."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from annotator.domain.article import ReadArticle, Region
from annotator.domain.claim import Claim, ClaimSet
from annotator.services.ingesting import put
from annotator.services.merging import merge
from annotator.services.reading import Reading
from annotator.services.resplitting import Resplitting, aside, look
from annotator.services.undoing import NothingToUndo
from annotator.store import projections

MEMBERS = ("anna", "bert")
TEXT = "A ship sank.\nA cook swam.\n"
RECIPES = ("ss", "ws", "sw", "gs", "sg", "ww", "gg")
"""For each line: the same, worded otherwise, or gone. `ss` is the first set."""


def made(recipe: str) -> ClaimSet:
    claims, start = [], 0
    for letter, line in zip(recipe, TEXT.splitlines(), strict=True):
        if letter != "g":
            text = line if letter == "s" else f"Indeed: {line}"
            claims.append(Claim(((start, start + len(line)),), text))
        start += len(line) + 1
    regions = [Region("body", 0, len(TEXT))]
    read = ReadArticle(TEXT, b"", "", "")
    return ClaimSet.build(article=read.id, splitter="l", version=recipe, regions=regions, claims=claims)


SETS = {recipe: made(recipe) for recipe in RECIPES}
RECIPE_OF = {claim_set.id: recipe for recipe, claim_set in SETS.items()}


@dataclass
class Act:
    """One act: a decision on the set that is shown, labels, or both."""

    number: int
    member: str
    recipe: str = ""
    instead_of: str = ""
    seen: frozenset[int] = frozenset()
    """The decisions whose place it takes."""
    labels: dict[str, str] = field(default_factory=dict)
    """By claim."""
    gone: bool = False


recipes = st.sampled_from(RECIPES)
members = st.sampled_from((0, 1))


class Desks(RuleBasedStateMachine):
    kit: Callable[[Path], Any]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.files = self.kit(self.folder)
        self.moment = datetime(2026, 3, 1, tzinfo=UTC)
        self.acts: list[Act] = []
        self.known: list[dict[str, int]] = [{}, {}]
        """What each file has of each member's acts, and of their undoing: a count of changes."""
        self.history: dict[str, list[list[Act]]] = {member: [[]] for member in MEMBERS}
        """The acts of a member after each change: what another file has is one of these."""
        self.future: dict[str, list[int]] = {member: [] for member in MEMBERS}
        self.desks = [self._made(member) for member in MEMBERS]

    def _made(self, member: str) -> Any:
        desk = self.files.open(self.files.path(), member, create=True, state=member)
        read = self.files.read_article(TEXT)
        with desk.store.writing():
            put(desk.store, read, SETS["ss"])
        return desk

    def _now(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def _doing(self, which: int) -> Any:
        doing = self.desks[which].me
        doing.now = self._now
        return doing

    def teardown(self) -> None:
        for desk in self.desks:
            self.files.assert_projections_hold(desk.store)
        self.all_is_exchanged()
        self.files.close_all()
        shutil.rmtree(self.folder)

    # ------------------------------------------------------------------------------ the model

    def _acts(self, which: int) -> list[Act]:
        """What a file has of everybody's acts that stand."""
        found = []
        for number, member in enumerate(MEMBERS):
            versions = self.history[member]
            found += versions[-1 if number == which else self.known[which].get(member, 0)]
        return sorted(found, key=lambda act: act.number)

    def _heads(self, which: int) -> list[Act]:
        standing = [act for act in self._acts(which) if act.recipe and not act.gone]
        return [a for a in standing if not any(a.number in b.seen for b in standing)]

    def _shown(self, which: int) -> str:
        heads = self._heads(which)
        decisions = [act for act in self._acts(which) if act.recipe]
        if heads:
            return heads[-1].recipe
        if decisions:
            return decisions[0].instead_of
        return "ss"

    def _labels(self, which: int, member: str) -> dict[str, tuple[int, str]]:
        """A member's current labels by claim, each with when it was given."""
        return {
            claim: (act.number, label)
            for act in self._acts(which)
            if act.member == member and not act.gone
            for claim, label in act.labels.items()
        }

    def _earlier(self, which: int, member: str, claim: Claim) -> tuple[str, str] | None:
        """How the closest twin that is labelled is the same, and its label."""
        labels = self._labels(which, member)
        twins = [
            (same, *labels[other.id])
            for recipe in {"ss", *(act.recipe for act in self._acts(which) if act.recipe)}
            - {self._shown(which)}
            for other in SETS[recipe].claims
            if other.ranges == claim.ranges and other.id in labels
            for same in [other.text == claim.text]
        ]
        if claim.id in labels or not twins:
            return None
        same, _, label = max(twins)
        return ("same" if same else "ranges"), label

    def _acted(self, which: int, **given: Any) -> None:
        member = MEMBERS[which]
        self.acts.append(Act(len(self.acts) + 1, member, **given))
        self._changed(member, [*self.history[member][-1], self.acts[-1]])
        self.future[member] = []

    def _changed(self, member: str, acts: list[Act]) -> None:
        self.history[member].append(acts)

    # ------------------------------------------------------------------------------- the acts

    @rule(which=members, recipe=recipes, carry=st.booleans())
    def resplit(self, which: int, recipe: str, carry: bool) -> None:
        self._resplit(which, recipe, carry=carry)

    @rule(which=members, chosen=st.lists(recipes, min_size=2, max_size=3))
    def resplit_again_and_again(self, which: int, chosen: list[str]) -> None:
        for recipe in chosen:
            self._resplit(which, recipe, carry=False)

    def _resplit(self, which: int, recipe: str, *, carry: bool) -> None:
        desk, member = self.desks[which], MEMBERS[which]
        acting = Resplitting(desk.store, member, desk.place.device, now=self._now)
        before = self._shown(which)
        with aside() as sets:
            (change,) = look(desk.store, [SETS[recipe].article], [SETS[recipe]], sets)
            assert change.outcome == ("shown already" if recipe == before else "changed")
            assert sum(change.fates.values()) == (len(SETS[before].claims) if recipe != before else 0)
            if change.outcome == "changed":
                seen = frozenset(act.number for act in self._heads(which))
                acting.show([change], sets, carry=carry)
                self._acted(which, recipe=recipe, instead_of=before, seen=seen)
        if change.outcome == "changed" and carry:
            act = self.acts[-1]
            found = {claim.id: self._earlier(which, member, claim) for claim in SETS[recipe].claims}
            act.labels = {claim: pair[1] for claim, pair in found.items() if pair and pair[0] == "same"}

    @rule(which=members, number=st.integers(0, 1), label=st.sampled_from(["sourced", "contested"]))
    def label(self, which: int, number: int, label: str) -> None:
        claims = SETS[self._shown(which)].claims
        if number < len(claims):
            self._doing(which).label(claims[number].id, label)
            self._acted(which, labels={claims[number].id: label})

    @rule(which=members)
    def carry_one(self, which: int) -> None:
        for claim in SETS[self._shown(which)].claims:
            earlier = self._earlier(which, MEMBERS[which], claim)
            if earlier is not None:
                assert self._doing(which).carry_over(claim.id).words == f"carried over: {earlier[1]}"
                self._acted(which, labels={claim.id: earlier[1]})
                return

    @rule(which=members, times=st.integers(1, 3))
    def undo(self, which: int, times: int) -> None:
        for _ in range(times):
            self._undo_once(which)

    def _undo_once(self, which: int) -> None:
        member = MEMBERS[which]
        newest = next((act for act in reversed(self.history[member][-1]) if not act.gone), None)
        if newest is None:
            with pytest.raises(NothingToUndo):
                self._doing(which).undo()
            return
        self._doing(which).undo()
        self._turn(member, newest.number, gone=True)
        self.future[member].append(newest.number)

    @rule(which=members)
    def redo(self, which: int) -> None:
        member = MEMBERS[which]
        if not self.future[member]:
            with pytest.raises(NothingToUndo):
                self._doing(which).redo()
            return
        self._doing(which).redo()
        self._turn(member, self.future[member].pop(), gone=False)

    def _turn(self, member: str, number: int, *, gone: bool) -> None:
        acts = [replace(a, gone=gone) if a.number == number else a for a in self.history[member][-1]]
        self._changed(member, acts)

    @rule(which=members, packed=st.booleans())
    def take_in(self, which: int, packed: bool) -> None:
        """What the other one has, as a pack or as it is."""
        other = self.desks[1 - which]
        path = other.store.path
        if packed:
            path = self.files.path()
            path.write_bytes(other.pack())
        merge(self.desks[which].store, [path])
        member = MEMBERS[1 - which]
        self.known[which][member] = len(self.history[member]) - 1

    # --------------------------------------------------------------------------------- the file

    @invariant()
    def each_file_says_what_the_model_says(self) -> None:
        for which, desk in enumerate(self.desks):
            claims = SETS[self._shown(which)].claims
            for member in MEMBERS:
                reading, labels = Reading(desk.store, member), self._labels(which, member)
                review = reading.article(SETS["ss"].article)
                assert RECIPE_OF[review.claim_set] == self._shown(which)
                assert [mark.claim.id for mark in review.marks] == [claim.id for claim in claims]
                for claim, mark in zip(claims, review.marks, strict=True):
                    earlier = self._earlier(which, member, claim)
                    assert mark.label == labels.get(claim.id, (0, ""))[1]
                    assert mark.earlier == (earlier[1] if earlier else "")
                    state = reading.state(claim.id).earlier
                    assert (state and (state.sameness, state.view.label.label)) == earlier
                own = [claim for claim in claims if claim.id in labels]
                row = reading.row(review.id)
                assert row is not None
                assert (row.claims, row.labelled) == (len(claims), len(own))
                hidden = sum(other.labels for other in reading.other_sets(review.id))
                assert hidden == len(labels) - len(own)

    def all_is_exchanged(self) -> None:
        one, other = self.desks
        for _ in range(2):
            merge(one.store, [other.store.path])
            merge(other.store, [one.store.path])
        assert one.pack() == other.pack()
        assert projections.snapshot(one.store.db) == projections.snapshot(other.store.db)
        for desk in self.desks:
            self.files.assert_projections_hold(desk.store)


@pytest.mark.soak
def test_two_machines_agree_and_say_what_a_plain_model_says(
    kit_in: Callable[[Path], Any], soak_seconds: float
) -> None:
    Desks.kit = staticmethod(kit_in)  # type: ignore[assignment]
    run_state_machine_as_test(
        Desks,
        settings=settings(max_examples=max(8, round(soak_seconds)), stateful_step_count=25, deadline=None),
    )

"""Two reviewers change claims in any order: what stands is always what a plain model says."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from annotator.domain.errors import InputError, StaleClaim
from annotator.services.merging import merge
from annotator.services.reading import Reading
from annotator.services.undoing import NothingToUndo
from annotator.store import projections
from annotator.store.reading import article_of

MEMBERS = ("anna", "bert")


@dataclass
class Made:
    """A claim of the model, by the act that made it; a splitter's has no act."""

    parents: tuple[str, ...] = ()
    act: int = -1
    part: bool = False
    """Of a split."""


@dataclass
class Act:
    """What one act did, and whether it is taken back."""

    member: str
    drop: tuple[str, bool] | None = None
    label: tuple[str, str] | None = None
    cited: tuple[str, int] | None = None
    """(claim, how many citations)."""
    fold: tuple[str, str] | None = None
    """(claim, what it is folded into or "")."""
    link: tuple[frozenset[str], bool] | None = None
    gone: bool = False


@dataclass
class Model:
    claims: dict[str, Made] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    undone: dict[str, list[int]] = field(default_factory=lambda: {member: [] for member in MEMBERS})
    """What redo brings back, the newest last."""

    def retracted(self, claim: str) -> bool:
        act = self.claims[claim].act
        return act >= 0 and self.acts[act].gone

    def children(self, claim: str) -> list[str]:
        return [child for child, made in self.claims.items() if claim in made.parents]

    def alive(self, claim: str) -> bool:
        return not self.retracted(claim) or any(map(self.alive, self.children(claim)))

    def dropped(self, claim: str) -> bool:
        said = [act.drop[1] for act in self.acts if act.drop and act.drop[0] == claim and not act.gone]
        return bool(said) and said[-1]

    def stands(self, claim: str) -> bool:
        covered = any(map(self.alive, self.children(claim)))
        return not (self.retracted(claim) or covered or self.dropped(claim))

    def only_dropped(self, claim: str) -> bool:
        covered = any(map(self.alive, self.children(claim)))
        return self.dropped(claim) and not covered and not self.retracted(claim)

    def heads(self, claim: str) -> set[str]:
        below = [head for child in self.children(claim) if self.alive(child) for head in self.heads(child)]
        return {*below, *([claim] if self.stands(claim) else [])}

    def rivals(self, claim: str) -> set[str]:
        found: set[str] = set()
        for fork in self.claims:
            groups: dict[int, set[str]] = {}
            for child in self.children(fork):
                if self.alive(child):
                    groups.setdefault(self.claims[child].act, set()).update(self.heads(child))
            own = set().union(*(group for group in groups.values() if claim in group))
            if own:
                found |= set().union(*groups.values()) - own
        return found

    def label(self, member: str, claim: str) -> str:
        said = [
            act.label[1]
            for act in self.acts
            if act.member == member and act.label and act.label[0] == claim and not act.gone
        ]
        return said[-1] if said else ""

    def line(self, claim: str) -> list[str]:
        """The claim, and those that it continues, the nearest first."""
        made = self.claims[claim]
        continues = len(made.parents) == 1 and not made.part
        return [claim, *(self.line(made.parents[0]) if continues else [])]

    def labelled_before(self, member: str, claim: str) -> str:
        """The nearest claim that this one continues and that the member has labelled."""
        return next((each for each in self.line(claim)[1:] if self.label(member, each)), "")

    def earlier(self, member: str, claim: str) -> str:
        before = self.labelled_before(member, claim)
        return self.label(member, before) if before else ""

    def citations(self, member: str, claim: str) -> int:
        acts = (act for act in self.acts if act.member == member and act.cited and not act.gone)
        return sum(act.cited[1] for act in acts if act.cited and act.cited[0] == claim)

    def folded(self, claim: str) -> str:
        """What was decided last of a claim: the one it is folded into, or ""."""
        said = [act.fold[1] for act in self.acts if act.fold and act.fold[0] == claim and not act.gone]
        return said[-1] if said else ""

    def links(self, claim: str) -> list[tuple[str, str]]:
        """The links of a claim's line: (one of these, the other claim)."""
        said = {act.link[0]: act.link[1] for act in self.acts if act.link and not act.gone}
        pairs = [sorted(pair) for pair, linked in said.items() if linked]
        both = [(one, two) for one, two in pairs] + [(two, one) for one, two in pairs]
        return sorted((one, two) for one, two in both if one in self.line(claim))

    def link_between(self, claim: str, other: str) -> tuple[str, str] | None:
        return next((pair for pair in self.links(claim) if pair[1] in self.line(other)), None)

    def linked(self, claim: str) -> set[str]:
        return {head for _, other in self.links(claim) for head in self.heads(other)} - {claim}


members, picks = st.sampled_from(MEMBERS), st.integers(0, 99)


class Desk(RuleBasedStateMachine):
    kit: Callable[[Path], Any]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.files = self.kit(self.folder)
        self.desk = self.files.desk()
        self.model = Model({claim: Made() for claim in self.desk.claims[:3]})
        self.article = article_of(self.desk.store.db, self.desk.claims[0])
        self.doing = {member: self.desk.by(member) for member in MEMBERS}

    def teardown(self) -> None:
        self.rebuilding_changes_nothing()
        self.elsewhere_it_is_the_same()
        self.files.close_all()
        shutil.rmtree(self.folder)

    def _any(self, pick: int) -> str:
        """Mostly one that stands, now and then any, or one that others are folded into."""
        claims = list(self.model.claims)
        if pick % 5 == 0:
            claims = [claim for claim in map(self._folded_into, claims) if claim] or claims
        standing = [claim for claim in claims if claim in self._standing()]
        chosen = standing if standing and pick % 4 else claims
        return chosen[pick % len(chosen)]

    def _standing(self) -> list[str]:
        return [claim for claim in self.model.claims if self.model.stands(claim)]

    def _place(self, claim: str) -> tuple[int, int, str]:
        """Where a claim stands in its list."""
        return self.desk.sql("SELECT position, start_offset, id FROM claim WHERE id = ?", claim)[0]

    def _folded_into(self, claim: str) -> str:
        """A fold holds while what it is into stands, before the claim."""
        target = self.model.folded(claim)
        return target if target and self.model.stands(target) else ""

    def _acted(self, member: str, **what: Any) -> int:
        self.model.acts.append(Act(member, **what))
        self.model.undone[member] = []
        return len(self.model.acts) - 1

    def _change(
        self,
        member: str,
        parents: tuple[str, ...],
        act: Callable[[], Any],
        *,
        rival: bool = False,
        part: bool = False,
    ) -> None:
        """An act that makes revisions, unless the claim is stale or there is nothing to change."""
        gone = [] if rival else [parent for parent in parents if not self.model.stands(parent)]
        before = {row[0] for row in self.desk.sql("SELECT id FROM revision")}
        try:
            act()
        except InputError as error:
            if isinstance(error, StaleClaim):
                self._is_told(error, gone[0])
            return
        assert not gone
        number = self._acted(member)
        for (made,) in self.desk.sql("SELECT id FROM revision ORDER BY id"):
            if made not in before:
                self.model.claims[made] = Made(parents, number, part)

    def _is_told(self, error: StaleClaim, claim: str) -> None:
        assert set(error.heads) == self.model.heads(claim)
        assert error.by in MEMBERS

    @rule(
        member=members,
        pick=picks,
        text=st.sampled_from(["One.", "Two words.", "[3]"]),
        rival=st.booleans(),
        same=st.booleans(),
    )
    def reword(self, member: str, pick: int, text: str, rival: bool, same: bool) -> None:
        claim, before = self._any(pick), len(self.model.claims)
        self._change(
            member,
            (claim,),
            lambda: self.doing[member].reword(claim, text, rival=rival, same_meaning=same),
            rival=rival,
        )
        if same and len(self.model.claims) > before:
            made = list(self.model.claims)[-1]
            labelled = self.model.labelled_before(member, made)
            if labelled:
                act = self.model.acts[-1]
                act.label = (made, self.model.label(member, labelled))
                act.cited = (made, self.model.citations(member, labelled))

    @rule(
        member=members,
        pick=picks,
        edge=st.sampled_from(["start", "end"]),
        unit=st.sampled_from(["character", "word", "sentence"]),
        by=st.integers(-3, 3),
    )
    def move_edge(self, member: str, pick: int, edge: Any, unit: Any, by: int) -> None:
        claim = self._any(pick)
        self._change(member, (claim,), lambda: self.doing[member].move_edge(claim, edge, unit, by))

    @rule(member=members, pick=picks, at=st.integers(0, 84))
    def split(self, member: str, pick: int, at: int) -> None:
        claim = self._any(pick)
        self._change(member, (claim,), lambda: self.doing[member].split(claim, at), part=True)

    @rule(member=members, one=picks, two=picks)
    def merge(self, member: str, one: int, two: int) -> None:
        claim, other = self._any(one), self._any(two)
        self._change(member, (claim, other), lambda: self.doing[member].merge(claim, other))

    @rule(member=members, pick=picks, back=picks)
    def go_back(self, member: str, pick: int, back: int) -> None:
        claim, other = self._any(pick), self._any(back)
        self._change(member, (claim,), lambda: self.doing[member].go_back(claim, other))

    @rule(member=members, start=st.integers(0, 80), length=st.integers(1, 30))
    def add(self, member: str, start: int, length: int) -> None:
        self._change(member, (), lambda: self.doing[member].add(self.article, [(start, start + length)]))

    @rule(member=members, pick=picks)
    def drop(self, member: str, pick: int) -> None:
        claim = self._any(pick)
        if not self.model.stands(claim):
            with pytest.raises(StaleClaim):
                self.doing[member].drop(claim)
            return
        self.doing[member].drop(claim)
        self._acted(member, drop=(claim, True))

    @rule(member=members, pick=picks)
    def restore(self, member: str, pick: int) -> None:
        claims = [claim for claim in self.model.claims if self.model.dropped(claim)] or list(
            self.model.claims
        )
        claim = claims[pick % len(claims)]
        if not self.model.dropped(claim):
            with pytest.raises(InputError):
                self.doing[member].restore(claim)
            return
        self.doing[member].restore(claim)
        self._acted(member, drop=(claim, False))

    @rule(member=members, pick=picks, label=st.sampled_from(["sourced", "contested"]))
    def label(self, member: str, pick: int, label: str) -> None:
        claim = self._any(pick)
        self.doing[member].label(claim, label)
        self._acted(member, label=(claim, label))

    @rule(member=members, pick=picks)
    def cite(self, member: str, pick: int) -> None:
        claim = self._any(pick)
        self.doing[member].cite(claim, self.files.draft())
        self._acted(member, cited=(claim, 1))

    @rule(member=members, pick=picks, into=picks)
    def fold(self, member: str, pick: int, into: int) -> None:
        claim, target = self._any(pick), self._any(into)
        earlier = [each for each in self._standing() if self._place(each) < self._place(claim)]
        if earlier and into % 4:
            target = earlier[into % len(earlier)]
        good = self.model.stands(target) and self._place(target) < self._place(claim)
        if not good or self._folded_into(claim) == target:
            with pytest.raises(InputError):
                self.doing[member].fold(claim, target)
            return
        self.doing[member].fold(claim, target)
        self._acted(member, fold=(claim, target))

    @rule(member=members, pick=picks)
    def unfold(self, member: str, pick: int) -> None:
        folded = [claim for claim in self.model.claims if self._folded_into(claim)]
        claim = folded[pick % len(folded)] if folded else self._any(pick)
        if not folded:
            with pytest.raises(InputError):
                self.doing[member].unfold(claim)
            return
        self.doing[member].unfold(claim)
        self._acted(member, fold=(claim, ""))

    @rule(member=members, one=picks, two=picks)
    def link(self, member: str, one: int, two: int) -> None:
        claim, other = self._any(one), self._any(two)
        if claim == other or self.model.link_between(claim, other):
            with pytest.raises(InputError):
                self.doing[member].link(claim, other)
            return
        self.doing[member].link(claim, other)
        self._acted(member, link=(frozenset((claim, other)), True))

    @rule(member=members, pick=picks)
    def unlink(self, member: str, pick: int) -> None:
        pairs = [pair for claim in self.model.claims for pair in self.model.links(claim)]
        if not pairs:
            return
        claim, other = pairs[pick % len(pairs)]
        pair = self.model.link_between(claim, other)
        self.doing[member].unlink(claim, other)
        assert pair is not None
        self._acted(member, link=(frozenset(pair), False))

    @rule(member=members)
    def undo(self, member: str) -> None:
        mine = [n for n, act in enumerate(self.model.acts) if act.member == member and not act.gone]
        if not mine:
            with pytest.raises(NothingToUndo):
                self.doing[member].undo()
            return
        self.doing[member].undo()
        self.model.acts[mine[-1]].gone = True
        self.model.undone[member].append(mine[-1])

    @rule(member=members)
    def redo(self, member: str) -> None:
        if not self.model.undone[member]:
            with pytest.raises(NothingToUndo):
                self.doing[member].redo()
            return
        self.doing[member].redo()
        self.model.acts[self.model.undone[member].pop()].gone = False

    @invariant()
    def what_stands_is_what_the_model_says(self) -> None:
        standing = {claim for claim in self.model.claims if self.model.stands(claim)}
        for member in MEMBERS:
            reading = Reading(self.desk.store, member)
            marks = reading.article(self.article).marks
            assert {mark.claim.id for mark in marks} == standing
            for mark in marks:
                claim = mark.claim.id
                label = self.model.label(member, claim)
                assert mark.label == label
                assert mark.earlier == ("" if label else self.model.earlier(member, claim))
                assert set(mark.rivals) == self.model.rivals(claim)
                assert mark.folded_into == self._folded_into(claim)
                state = reading.state(claim)
                assert {each.claim.id for each in state.linked} == self.model.linked(claim)
                own = [each for each in state.citations if each.member == member]
                assert len(own) == self.model.citations(member, claim)
            row, work = reading.row(self.article), [mark for mark in marks if not mark.folded_into]
            assert (row.claims, row.labelled) == (len(work), sum(bool(mark.label) for mark in work))
            open_ones = [mark.claim.id for mark in marks if mark.is_open]
            found = reading.next_open(self.article, "")
            assert (found[1] if found and found[0] == self.article else "") == next(iter(open_ones), "")
        dropped = {each.claim.id for each in Reading(self.desk.store, "anna").dropped(self.article)}
        assert dropped == {claim for claim in self.model.claims if self.model.only_dropped(claim)}

    @rule()
    def rebuilding_changes_nothing(self) -> None:
        self.files.assert_projections_hold(self.desk.store)

    @rule()
    def elsewhere_it_is_the_same(self) -> None:
        pack = self.files.path()
        pack.write_bytes(self.desk.pack())
        other = self.files.open(self.files.path(), "other", create=True, state="other")
        merge(other.store, [pack])
        assert other.pack() == self.desk.pack()
        assert projections.snapshot(other.store.db) == projections.snapshot(self.desk.store.db)
        self.files.close(other)


@pytest.mark.soak
def test_what_stands_is_what_a_plain_model_says(kit_in: Callable[[Path], Any], soak_seconds: float) -> None:
    Desk.kit = staticmethod(kit_in)  # type: ignore[assignment]
    run_state_machine_as_test(
        Desk,
        settings=settings(max_examples=max(8, round(soak_seconds)), stateful_step_count=25, deadline=None),
    )


def test_the_five_hundredth_edit_costs_what_the_first_did(desk, cost) -> None:
    claim, costs = desk.claims[0], {}
    desk.me.label(claim, "sourced")
    for number in range(1, 501):
        done, *taken = cost(lambda: desk.me.reword(claim, f"Wording {number:03}."))  # noqa: B023
        claim, costs[number] = done.claim, taken
    assert costs[500][:2] == costs[3][:2]
    assert costs[500][2] <= 1.02 * costs[3][2]
    (mark, *_) = Reading(desk.store, "anna").article(done.article).marks
    assert (mark.claim.text, mark.earlier) == ("Wording 500.", "sourced")

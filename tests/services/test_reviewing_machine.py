"""Two reviewers do anything in any order: the file always says what a plain model says."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from annotator.domain.citation import Citation, Source
from annotator.domain.errors import InputError
from annotator.domain.evidence import ClaimFacts, standing
from annotator.domain.label import Label, Standing
from annotator.domain.scheme_reading import default_scheme
from annotator.domain.vocabulary import KINDS, STANCES
from annotator.services.checking import examine
from annotator.services.reading import Reading
from annotator.services.undoing import NothingToUndo
from annotator.store import open_to_read

MEMBERS = ("anna", "bert")
EARLIER = [(1, 0), (2, 0), (2, 1), (4, 3)]
"""Claims with earlier ones of their article."""
LABELS = tuple(label.id for label in default_scheme().labels)


@dataclass(frozen=True)
class State:
    """What stands of one member's acts."""

    labels: tuple[tuple[int, str, int | None, str], ...] = ()
    citations: tuple[Citation, ...] = ()
    flags: frozenset[int] = frozenset()
    comments: tuple[tuple[int, str], ...] = ()
    closings: tuple[tuple[int, str, str], ...] = ()
    """(when, citation, reason)."""
    folds: tuple[tuple[int, int, int | None], ...] = ()
    """(when, claim, the claim that it is folded into or None)."""

    def label(self, claim: int) -> tuple[int, str, int | None, str] | None:
        return next((label for label in self.labels if label[0] == claim), None)

    def with_label(self, claim: int, *rest: Any) -> "State":
        others = tuple(label for label in self.labels if label[0] != claim)
        return replace(self, labels=(*others, (claim, *rest)))


members = st.sampled_from(MEMBERS)
claims = st.integers(0, 4)
pairs = st.sampled_from([*EARLIER, (0, 1), (3, 3), (3, 2)])
texts = st.sampled_from(["", "so", "because [bold]", "že\nano"])


class Desk(RuleBasedStateMachine):
    kit: Callable[[Path], Any]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.files = self.kit(self.folder)
        self.desk = self.files.desk()
        self.claims: list[str] = self.desk.claims
        self.past: dict[str, list[State]] = {member: [] for member in MEMBERS}
        self.state = {member: State() for member in MEMBERS}
        self.future: dict[str, list[State]] = {member: [] for member in MEMBERS}
        self.moment = datetime(2026, 3, 1, tzinfo=UTC)
        self.acts = 0
        self._begin()

    def _begin(self) -> None:
        self.doing = {member: self.desk.by(member) for member in MEMBERS}
        for doing in self.doing.values():
            doing.now = self._now

    def _now(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def _acted(self, member: str, state: State) -> None:
        self.past[member].append(self.state[member])
        self.state[member], self.future[member] = state, []
        self.acts += 1

    def _current(self) -> list[Citation]:
        return [citation for member in MEMBERS for citation in self.state[member].citations]

    def teardown(self) -> None:
        self.rebuilding_changes_nothing()
        self.files.close_all()
        shutil.rmtree(self.folder)

    # ------------------------------------------------------------------------------ the acts

    @rule(
        member=members,
        claim=claims,
        label=st.sampled_from(LABELS),
        confidence=st.none() | st.integers(1, 5),
        rationale=st.none() | texts,
    )
    def label(
        self, member: str, claim: int, label: str, confidence: int | None, rationale: str | None
    ) -> None:
        done = self.doing[member].label(self.claims[claim], label, confidence=confidence, rationale=rationale)
        assert done.claim == self.claims[claim]
        before = self.state[member].label(claim) or (claim, "", None, "")
        now = (label, confidence or before[2], before[3] if rationale is None else rationale)
        self._acted(member, self.state[member].with_label(claim, *now))

    @rule(member=members, claim=claims, confidence=st.integers(1, 5))
    def set_confidence(self, member: str, claim: int, confidence: int) -> None:
        before = self.state[member].label(claim)
        if before is None:
            with pytest.raises(InputError, match="Label the claim first"):
                self.doing[member].set_confidence(self.claims[claim], confidence)
            return
        self.doing[member].set_confidence(self.claims[claim], confidence)
        self._acted(member, self.state[member].with_label(claim, before[1], confidence, before[3]))

    @rule(member=members, claim=claims, text=texts)
    def set_rationale(self, member: str, claim: int, text: str) -> None:
        before = self.state[member].label(claim)
        if before is None:
            with pytest.raises(InputError, match="Label the claim first"):
                self.doing[member].set_rationale(self.claims[claim], text)
            return
        self.doing[member].set_rationale(self.claims[claim], text)
        self._acted(member, self.state[member].with_label(claim, before[1], before[2], text))

    @rule(
        member=members,
        claim=claims,
        stance=st.sampled_from(STANCES),
        kind=st.sampled_from(KINDS),
        origin=st.sampled_from(["Wire", "Register", "Harbour Post", "The engineer"]),
        lacking=st.sampled_from(["", "quote", "archive_url", "accessed"]),
        sole=st.sampled_from(["", "", "It is the record."]),
        pick=st.integers(0, 9),
        instead=st.booleans(),
    )
    def cite(self, member: str, claim: int, pick: int, instead: bool, lacking: str, **given: str) -> None:
        mine = [c for c in self.state[member].citations if c.claim == self.claims[claim]]
        old = mine[pick % len(mine)] if instead and mine else None
        fields = {
            "stance": given["stance"],
            "kind": given["kind"],
            "origin": given["origin"],
            "sole_authority": given["sole"] if given["kind"] == "primary" else "",
            "archive_url": "https://archive.example/1",
        }
        if lacking:
            fields[lacking] = ""
        draft = self.files.draft(**fields)
        self.doing[member].cite(self.claims[claim], draft, replaces=old.id if old else "")
        self._cited(
            member, claim, draft.source, {**fields, "quote": draft.quote, "accessed": draft.accessed}, old
        )

    def _cited(
        self, member: str, claim: int, source: Source, fields: dict[str, str], old: Citation | None = None
    ) -> None:
        own = Reading(self.desk.store, member).state(self.claims[claim]).citations
        known = {c.id for c in self._current()}
        (new,) = [c for c in own if c.id not in known]
        assert (new.member, new.source) == (member, source)
        for name in ("stance", "kind", "quote", "accessed", "archive_url", "sole_authority"):
            assert getattr(new, name) == fields[name]
        kept = tuple(c for c in self.state[member].citations if c != old)
        self._acted(member, replace(self.state[member], citations=(*kept, new)))

    @precondition(lambda self: self._current())
    @rule(member=members, claim=claims, pick=st.integers(0, 99), stance=st.sampled_from(STANCES))
    def reuse(self, member: str, claim: int, pick: int, stance: str) -> None:
        found = self._current()
        old = found[pick % len(found)]
        self.doing[member].reuse(self.claims[claim], old.id, stance)
        names = ("kind", "quote", "accessed", "archive_url", "sole_authority")
        fields = {name: getattr(old, name) for name in names}
        self._cited(member, claim, old.source, {**fields, "stance": stance})

    @rule(member=members, claim=claims)
    def cite_last_again(self, member: str, claim: int) -> None:
        last = max(self.state[member].citations, key=lambda citation: citation.id, default=None)
        if last is None or last.claim == self.claims[claim]:
            with pytest.raises(InputError):
                self.doing[member].cite_last_again(self.claims[claim])
            return
        self.doing[member].cite_last_again(self.claims[claim])
        names = ("stance", "kind", "quote", "accessed", "archive_url", "sole_authority")
        self._cited(member, claim, last.source, {name: getattr(last, name) for name in names})

    @rule(member=members, claim=claims)
    def flag(self, member: str, claim: int) -> None:
        self.doing[member].flag(self.claims[claim])
        self._acted(member, replace(self.state[member], flags=self.state[member].flags ^ {claim}))

    @rule(member=members, claim=claims, text=texts.filter(bool))
    def comment(self, member: str, claim: int, text: str) -> None:
        self.doing[member].comment(self.claims[claim], text)
        comments = (*self.state[member].comments, (claim, text))
        self._acted(member, replace(self.state[member], comments=comments))

    @precondition(lambda self: self._current())
    @rule(member=members, pick=st.integers(0, 99), reason=st.sampled_from(["old", "wrong place"]))
    def close(self, member: str, pick: int, reason: str) -> None:
        refuting = sorted(self._current(), key=lambda c: c.stance != "refutes")
        found = refuting[pick % len(refuting)]
        may = found.stance == "refutes" and (member == found.member or self._role(member) == "lead")
        if not may:
            with pytest.raises(InputError, match="Only"):
                self.doing[member].close_citation(found.id, reason)
            return
        if self._closed(found):
            with pytest.raises(InputError, match="closed already"):
                self.doing[member].close_citation(found.id, reason)
            return
        self.doing[member].close_citation(found.id, reason)
        closings = (*self.state[member].closings, (self.acts, found.id, reason))
        self._acted(member, replace(self.state[member], closings=closings))

    @rule(member=members, pair=pairs)
    def fold(self, member: str, pair: tuple[int, int]) -> None:
        claim, into = pair
        if pair not in EARLIER or self._folded(claim) == into:
            with pytest.raises(InputError, match=r"earlier one of the same article|already"):
                self.doing[member].fold(self.claims[claim], self.claims[into])
            return
        self.doing[member].fold(self.claims[claim], self.claims[into])
        self._decided(member, claim, into)

    @rule(member=members, claim=claims)
    def unfold(self, member: str, claim: int) -> None:
        if self._folded(claim) is None:
            with pytest.raises(InputError, match="not folded"):
                self.doing[member].unfold(self.claims[claim])
            return
        self.doing[member].unfold(self.claims[claim])
        self._decided(member, claim, None)

    def _decided(self, member: str, claim: int, into: int | None) -> None:
        folds = (*self.state[member].folds, (self.acts, claim, into))
        self._acted(member, replace(self.state[member], folds=folds))

    def _role(self, member: str) -> str:
        return "lead" if member == "anna" else "reviewer"

    # ------------------------------------------------------------------------- and their undoing

    @rule(member=members)
    def undo(self, member: str) -> None:
        if not self.past[member]:
            with pytest.raises(NothingToUndo, match="nothing of yours to undo"):
                self.doing[member].undo()
            return
        before = self.state[member]
        done = self.doing[member].undo()
        self.future[member].append(before)
        self.state[member] = self.past[member].pop()
        gone = {c.id for c in before.citations} - {c.id for c in self.state[member].citations}
        reused = any(c.copied_from in gone and c.member != member for c in self._current())
        assert done.words.startswith("took back: ")
        assert ("reused it and keeps a copy" in done.words) == reused

    @rule(member=members)
    def redo(self, member: str) -> None:
        if not self.future[member]:
            with pytest.raises(NothingToUndo, match="nothing to redo"):
                self.doing[member].redo()
            return
        assert self.doing[member].redo().words.startswith("done again: ")
        self.past[member].append(self.state[member])
        self.state[member] = self.future[member].pop()

    @rule()
    def reopen(self) -> None:
        self.desk = self.files.reopen(self.desk)
        self._begin()

    # -------------------------------------------------------------------------------- the model

    def _closed(self, citation: Citation) -> str:
        """The first reason that stands, by its author or a lead."""
        reasons = sorted(
            (when, reason)
            for member in MEMBERS
            for when, closed, reason in self.state[member].closings
            if closed == citation.id and (member == citation.member or self._role(member) == "lead")
        )
        return reasons[0][1] if reasons else ""

    def _folded(self, claim: int) -> int | None:
        """By the newest decision of anybody's that stands."""
        found = [fold for member in MEMBERS for fold in self.state[member].folds if fold[1] == claim]
        return max(found)[2] if found else None

    def _standing(self, member: str, claim: int) -> tuple[Label, Standing] | None:
        found = self.state[member].label(claim)
        if found is None:
            return None
        mine = [
            replace(c, closed=self._closed(c))
            for c in self.state[member].citations
            if c.claim == self.claims[claim]
        ]
        _, name, confidence, rationale = found
        ids = tuple(c.id for c in mine)
        label = Label("", self.claims[claim], member, name, "", "", ids, confidence, rationale)
        said = {1: "The mayor", 4: "The engineer"}.get(claim, "")
        facts = ClaimFacts("utterance" if said else "content", said, "Harbour Post")
        rule_of = default_scheme().label(name)
        assert rule_of is not None
        return label, standing(rule_of, label, facts, mine)

    @invariant()
    def the_file_says_what_the_model_says(self) -> None:
        for member in MEMBERS:
            reading = Reading(self.desk.store, member)
            judged = {claim: self._standing(member, claim) for claim in range(5)}
            for claim, expected in judged.items():
                into = self._folded(claim)
                folded_into = "" if into is None else self.claims[into]
                assert reading.mark(self.claims[claim]).folded_into == folded_into
                state = reading.state(self.claims[claim])
                self._compare_label(state.mine, expected)
                assert {c.id: c for c in state.citations} == {
                    c.id: replace(c, closed=self._closed(c))
                    for c in self._current()
                    if c.claim == self.claims[claim]
                }
                assert state.flagged == (claim in self.state[member].flags)
                assert sorted((c.member, c.text) for c in state.comments) == sorted(
                    (who, text) for who in MEMBERS for on, text in self.state[who].comments if on == claim
                )
            rows = {row.id: row for row in reading.library()}
            for ids in ((0, 1, 2), (3, 4)):
                article = self.desk.sql(
                    "SELECT s.article FROM claim c JOIN claim_set s ON s.id = c.claim_set WHERE c.id = ?",
                    self.claims[ids[0]],
                )[0][0]
                own = [claim for claim in ids if self._folded(claim) is None]
                found = [entry for claim in own if (entry := judged[claim])]
                assert rows[article].claims == len(own)
                assert rows[article].labelled == len(found)
                assert rows[article].incomplete == sum(not s.complete for _, s in found)

    def _compare_label(self, mine: tuple[Any, ...], expected: tuple[Label, Standing] | None) -> None:
        if expected is None:
            assert mine == ()
            return
        (view,) = mine
        label, judged = expected
        assert view.standing == judged
        assert (view.label.label, view.label.confidence, view.label.rationale) == (
            label.label,
            label.confidence,
            label.rationale,
        )
        assert set(view.label.citations) == set(label.citations)

    @rule()
    def rebuilding_changes_nothing(self) -> None:
        self.files.assert_projections_hold(self.desk.store)

    @rule()
    def the_doctor_finds_nothing(self) -> None:
        with open_to_read(self.desk.store.path) as store:
            assert [finding.words for finding in examine(store) if not finding.good] == []


@pytest.mark.soak
def test_the_file_says_what_a_plain_model_says(kit_in: Callable[[Path], Any], soak_seconds: float) -> None:
    Desk.kit = staticmethod(kit_in)  # type: ignore[assignment]
    run_state_machine_as_test(
        Desk,
        settings=settings(max_examples=max(8, round(soak_seconds)), stateful_step_count=30, deadline=None),
    )

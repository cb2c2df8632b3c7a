"""A reviewer's changes of claims themselves. Each method is one committed act; undo takes it back whole.

Nothing is overwritten: a change makes a new revision, whose id `Done.claim` is, and labels stay with the
claim that they were given to.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.claim import Claim
from annotator.domain.date_format import local_minute
from annotator.domain.drafting import check_choice
from annotator.domain.edges import EDGES, UNITS, Edge, Unit, edge_to, joined, move_edge, selected, split_at
from annotator.domain.edtf import is_edtf
from annotator.domain.errors import FieldError, InputError, NotFound, NothingChanged, StaleClaim
from annotator.domain.revision import Action, Revision, revisable
from annotator.domain.rewording import reworded, typed
from annotator.domain.text import Range, clean_line
from annotator.services.acting import Appender, Done
from annotator.services.carrying import carry_over
from annotator.services.leaving import left_behind
from annotator.services.own_claims import check_changeable, refuse_private, set_to_work_on
from annotator.services.sentences import sentences
from annotator.services.working import Working
from annotator.store import content, earlier, lineage
from annotator.store.projections import decisions
from annotator.store.projections.revising import linked_pair
from annotator.store.sight import veiled


@dataclass(frozen=True, slots=True)
class _Base:
    """A claim that is to be changed, with what it stands in."""

    article: str
    claim_set: str
    text: str
    """Of the article."""
    position: int
    claim: Claim


class Editing(Working):
    """Raises NotFound for a claim that is not in the file, InputError for a change that cannot be made, and
    StaleClaim, which names what stands now, for a claim that somebody revised or dropped meanwhile: go on
    with one of those, or make a `rival`, which is shown beside it until somebody settles which one it is.
    """

    def move_edge(
        self, claim: str, edge: Edge, unit: Unit = "character", by: int = 1, *, rival: bool = False
    ) -> Done:
        """Move the start or the end of a claim by so many units, back when negative, as far as it goes."""
        check_choice("edge", edge, EDGES)
        check_choice("unit", unit, UNITS)

        def moved(base: _Base) -> Claim:
            spans = sentences(base.text) if unit == "sentence" else ()
            return _recut(base, move_edge(base.text, base.claim.ranges, edge, unit, by, spans))

        return self._revise(claim, moved, "edges", f"{edge} moved", rival=rival)

    def put_edge(self, claim: str, edge: Edge, at: int, *, rival: bool = False) -> Done:
        """Have a claim begin, or end, at an offset of its article."""
        check_choice("edge", edge, EDGES)
        return self._revise(
            claim,
            lambda base: _recut(base, edge_to(base.text, base.claim.ranges, edge, at)),
            "edges",
            f"{edge} moved",
            rival=rival,
        )

    def set_ranges(self, claim: str, ranges: Sequence[Range], *, rival: bool = False) -> Done:
        """Cut a claim from other places of its article: `[start, end)` each, code points."""
        return self._revise(
            claim, lambda base: _recut(base, selected(base.text, ranges)), "edges", "cut anew", rival=rival
        )

    def reword(
        self,
        claim: str,
        text: str,
        *,
        reason: str = "",
        speaker: str | None = None,
        date: str | None = None,
        same_meaning: bool = False,
        rival: bool = False,
    ) -> Done:
        """Word a claim otherwise, for a reason in a word or two (pronoun, date, name).

        `speaker` and `date` (EDTF) stay when None and go when empty. With `same_meaning` my label, if I have
        one on the claim, is carried over in the same act.
        """
        said, who = _tidy(text), None if speaker is None else _tidy(speaker)
        when = None if date is None else date.strip()
        if not said:
            raise FieldError("text", "a claim needs words.")
        if when and not is_edtf(when):
            raise FieldError("date", f"{when!r} is not a date like 2022-03-21, 2022-03 or 2022.")

        def worded(base: _Base) -> Claim:
            old = base.claim
            kept = (old.text, old.edits) if said == old.text else typed(base.text, old.ranges, said)
            return replace(
                old,
                text=kept[0],
                edits=kept[1],
                speaker=old.speaker if who is None else who or None,
                date=old.date if when is None else when or None,
            )

        return self._revise(
            claim, worded, "wording", "reworded", reason=_tidy(reason), carry=same_meaning, rival=rival
        )

    def go_back(self, claim: str, to: str, *, rival: bool = False) -> Done:
        """Make of a claim once more what an earlier revision, or a rival, was: as a new revision."""

        def restored(base: _Base) -> Claim:
            old = self._base(to)
            if old.claim_set != base.claim_set or to not in lineage.family_of(self.db, claim):
                raise InputError("That is no earlier form of this claim.", do="annotator history lists them.")
            return old.claim

        return self._revise(claim, restored, "restore", "went back", rival=rival)

    def split(self, claim: str, at: int, *, rival: bool = False) -> Done:
        """Make two claims of one: what is before an offset of the article, and what is from there on.

        Done names the first of the two.
        """
        with self.act() as act:
            base = self._standing(claim, rival=rival)
            parts = split_at(base.text, base.claim.ranges, at)
            made = [_append(act, (base,), _recut(base, part), "split") for part in parts]
            left = left_behind(self.db, self.member, (claim,))
        return Done("split", base.article, made[0], relisted=True, left=left)

    def merge(self, claim: str, other: str, *, rival: bool = False) -> Done:
        """Make one claim of two of an article, which need not be neighbours: all the words of both.

        Speaker, mode and date are those of the first named; where it has none, of the other.
        """
        with self.act() as act:
            one, two = self._standing(claim, rival=rival), self._standing(other, rival=rival)
            if claim == other or one.claim_set != two.claim_set:
                raise InputError("Only two different claims of one article can be merged.")
            ranges = joined(one.text, [*one.claim.ranges, *two.claim.ranges])
            in_order = sorted((one, two), key=lambda base: (base.position, base.claim.ranges, base.claim.id))
            text, edits = reworded(one.text, [base.claim for base in in_order], ranges)
            merged = replace(
                one.claim,
                ranges=ranges,
                text=text,
                edits=edits,
                speaker=one.claim.speaker or two.claim.speaker,
                cue=one.claim.cue or two.claim.cue,
                date=one.claim.date or two.claim.date,
            )
            made = _append(act, in_order, merged, "merge")
            left = left_behind(self.db, self.member, (claim, other))
        return Done("merged", one.article, made, relisted=True, left=left)

    def add(self, article: str, ranges: Sequence[Range]) -> Done:
        """Make a claim of places of an article, `[start, end)` each, that no splitter made."""
        with self.act() as act:
            text = content.text_of(self.db, article)
            if text is None:
                raise NotFound(f"There is no article {article!r}.")
            claim_set = set_to_work_on(self.db, article, self.round, self.member)
            if not claim_set:
                raise InputError("The article has no claims yet.", do="Split it first: annotator resplit.")
            chosen = selected(text, ranges)
            said, edits = reworded(text, [], chosen)
            position = lineage.anchor(self.db, claim_set, chosen[0][0])
            base = _Base(article, claim_set, text, position, Claim(chosen, said, edits=edits))
            made = _append(act, (base,), base.claim, "add")
        return Done("added", article, made, relisted=True)

    def drop(self, claim: str) -> Done:
        """Say that a claim is none, for all reviewers; it is not lost."""
        with self.act() as act:
            base = self._standing(claim)
            self._decide(act, claim, dropped=True)
        return Done("dropped", base.article, claim, relisted=True)

    def restore(self, claim: str) -> Done:
        """Bring a dropped claim back, for all reviewers."""
        with self.act() as act:
            base = self._base(claim)
            self._refuse_frozen(claim)
            found = lineage.gone(self.db, claim)
            if found is None or found.why != "dropped":
                raise InputError("The claim was not dropped.")
            self._decide(act, claim, dropped=False)
        return Done("brought back", base.article, claim, relisted=True)

    def link(self, claim: str, other: str) -> Done:
        """Say that two claims, of any articles, are the same; the link holds for their later revisions."""
        with self.act() as act:
            base, _ = self._base(claim), self._base(other)
            refuse_private(self.db, claim, other)
            if claim == other:
                raise InputError("A claim is linked to another one.")
            if lineage.link_between(self.db, claim, other) is not None:
                raise InputError("The two claims are linked already.")
            self._link(act, claim, other, linked=True)
        return Done("linked", base.article, claim)

    def unlink(self, claim: str, other: str) -> Done:
        """Take back, for all, that two claims are the same."""
        with self.act() as act:
            base, _ = self._base(claim), self._base(other)
            pair = lineage.link_between(self.db, claim, other)
            if pair is None:
                raise InputError("The two claims are not linked.")
            self._link(act, *pair, linked=False)
        return Done("unlinked", base.article, claim)

    def _revise(
        self,
        claim: str,
        change: Callable[[_Base], Claim],
        action: Action,
        words: str,
        *,
        reason: str = "",
        carry: bool = False,
        rival: bool = False,
    ) -> Done:
        with self.act() as act:
            base = self._standing(claim, rival=rival)
            changed = change(base)
            if revisable(changed) == revisable(base.claim):
                raise NothingChanged("That changes nothing.", safe="The claim is as it was.")
            made = _append(act, (base,), changed, action, reason)
            if carry:
                act.settle()
                if earlier.earlier_label(self.db, self.member, made) is not None:
                    words += f", label carried over: {carry_over(act, made)}"
        return Done(words, base.article, made, relisted=True)

    def _base(self, claim: str) -> _Base:
        found = lineage.placed_claim(self.db, claim)
        if found is None:
            raise NotFound(f"There is no claim {claim!r}.", do="annotator claims lists them with their ids.")
        article, claim_set, position, made = found
        return _Base(article, claim_set, content.text_of(self.db, article) or "", position, made)

    def _standing(self, claim: str, *, rival: bool = False) -> _Base:
        base = self._base(claim)
        self._refuse_frozen(claim)
        found = lineage.gone(self.db, claim)
        if found is not None and not rival:
            mine = found.member == self.member
            told = mine or not veiled(self.db, self.member, claim)
            who = "You" if mine else found.member if told else "Somebody"
            did = {"revised": "changed", "dropped": "dropped", "retracted": "took back"}[found.why]
            heads = tuple(lineage.heads_of(self.db, claim))
            do = "Go on with what stands now." if heads else "Bring it back first, or choose another."
            when = f" at {local_minute(found.at)}" if told else ""
            by, at = (found.member, found.at) if told else ("", "")
            raise StaleClaim(f"{who} {did} this claim{when}.", by=by, at=at, heads=heads, do=do)
        return base

    def _refuse_frozen(self, claim: str) -> None:
        check_changeable(self.db, claim, self.round, self.member)

    def _decide(self, act: Appender, claim: str, *, dropped: bool) -> None:
        heads = decisions.heads(self.db, "dropping", (claim,))
        act.append("claim.drop", {"claim": claim, "dropped": dropped, "supersedes": heads})

    def _link(self, act: Appender, claim: str, other: str, *, linked: bool) -> None:
        heads = decisions.heads(self.db, "link", linked_pair(claim, other))
        act.append("claim.link", {"claim": claim, "other": other, "linked": linked, "supersedes": heads})


def _append(act: Appender, bases: Sequence[_Base], claim: Claim, action: Action, reason: str = "") -> str:
    """Append the revision that is made of these; its id is greater than theirs (see `may_descend`)."""
    first = bases[0]
    parents = tuple(base.claim.id for base in bases if base.claim.id)
    position = min(base.position for base in bases)
    made = Revision(first.article, first.claim_set, position, parents, claim, action, reason)
    return act.append("claim.revise", made.body, after=parents)


def _recut(base: _Base, ranges: Sequence[Range]) -> Claim:
    text, edits = reworded(base.text, [base.claim], ranges)
    return replace(base.claim, ranges=tuple(ranges), text=text, edits=edits)


def _tidy(text: str) -> str:
    """One line without anything that could move a cursor, single spaces."""
    return " ".join(clean_line(text).split())

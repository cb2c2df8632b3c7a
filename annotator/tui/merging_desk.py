"""What lies on a lead's desk who merges claims: an article of a round, and one group of its claims."""

from collections.abc import Callable, Sequence

from annotator.domain.round import Round
from annotator.domain.segmenting import BASE, Group
from annotator.services.acting import Done, words_of
from annotator.services.comparing import ArticleWork, article_work
from annotator.services.merging_claims import MergingClaims
from annotator.store import Store, rounds
from annotator.store.segments import Decision
from annotator.tui.acting_desk import Typed
from annotator.tui.desk import Desk


class MergingDesk:
    """Acts and messages go through the app's desk, which lies under it: the program ends only when all is
    saved. `changed` is called when the writer has reported, or others have acted."""

    def __init__(
        self, under: Desk, store: Store, merging: MergingClaims, found: Round, *, unfinished: bool = False
    ) -> None:
        """The store is what is read from."""
        self.under = under
        self.round = found
        self.unfinished = unfinished
        self.changed: Callable[[], None] = lambda: None
        self._store = store
        self._merging = merging
        self._pending: dict[str, Decision] = {}
        """Decisions that are shown before they are saved, by the groups' keys."""
        self._acted_in = ""
        """The article that the newest act was on."""
        self._changed_before = under.changed
        under.changed = lambda claim: self._reported()
        with store.reading() as db:
            self.articles = rounds.round_articles(db, found.id)
        self.index = 0
        """Which of the articles it is."""
        self.position = 0
        """Which of its groups."""
        self.work = self._read(self.articles[0])
        if not self.next_open(back=False, stay=True):
            self.open(0)

    # --- what lies there ---------------------------------------------------------------------------

    @property
    def reviewers(self) -> list[str]:
        """Those who have begun with the article, in the order of their numbers."""
        return sorted(self.work.sides)

    @property
    def sides(self) -> list[str]:
        """The reviewers, and what there was before."""
        return [*self.reviewers, BASE]

    @property
    def groups(self) -> list[Group]:
        return self.work.groups

    @property
    def group(self) -> Group | None:
        """The current one; None in an article without claims."""
        return self.groups[self.position] if self.groups else None

    def decision(self, group: Group) -> Decision | None:
        return self._pending.get(group.key) or self.work.decisions.get(group.key)

    def is_pending(self, group: Group) -> bool:
        return group.key in self._pending

    def is_open(self, group: Group) -> bool:
        return not group.agreed and self.decision(group) is None

    @property
    def open_count(self) -> int:
        return sum(self.is_open(group) for group in self.groups)

    @property
    def disputed(self) -> int:
        """How many groups there are to decide on, and were."""
        return sum(not group.agreed for group in self.groups)

    def decision_words(self, group: Group) -> str:
        """What is taken of a group: `taken: ben`, `taken: nothing`; "" while that is open."""
        if group.agreed:
            if not self.reviewers:
                return "nobody has begun"
            several = len(self.reviewers) > 1
            if group.of(self.reviewers[0]):
                return "all agree: taken" if several else "of the only reviewer: taken"
            return "all dropped it" if several else "the only reviewer dropped it"
        decision = self.decision(group)
        if decision is None:
            return ""
        take = set(decision.take)
        whole = {side: {s.claim.id for s in group.of(side)} for side in self.sides}
        by = [side or "as before" for side in self.sides if whole[side] and whole[side] == take]
        if not take:
            words = "nothing"
        elif by:
            words = by[0]
        elif take == set().union(*(whole[side] for side in self.reviewers)):
            words = "what each has"
        else:
            words = f"{len(take)} of these claims"
        return f"taken: {words}{', reworded' if decision.text else ''}{'…' if self.is_pending(group) else ''}"

    # --- going -------------------------------------------------------------------------------------

    def open(self, index: int) -> None:
        """Turn to an article, at its first group that is open."""
        self.index = index
        self.work = self._read(self.articles[index])
        self.position = next((n for n, group in enumerate(self.groups) if self.is_open(group)), 0)

    def step(self, by: int) -> bool:
        """To the next or previous group of the article."""
        if not 0 <= self.position + by < len(self.groups):
            self.under.say(f"The {'first' if by < 0 else 'last'} claims of this article.")
            return False
        self.position += by
        return True

    def step_article(self, by: int) -> bool:
        if not 0 <= self.index + by < len(self.articles):
            self.under.say(f"This is the {'first' if by < 0 else 'last'} article of this round.")
            return False
        self.open(self.index + by)
        return True

    def next_open(self, *, back: bool, stay: bool = False) -> bool:
        """To the next open group, in other articles too; with `stay` the current one will do."""
        count = len(self.groups)
        here = range(self.position - 1, -1, -1) if back else range(self.position + (not stay), count)
        for number in here:
            if self.is_open(self.groups[number]):
                self.position = number
                return True
        for step in range(1, len(self.articles) + 1):
            index = (self.index + (-step if back else step)) % len(self.articles)
            work = self.work if index == self.index else self._read(self.articles[index])
            open_ones = [
                number
                for number, group in enumerate(work.groups)
                if not group.agreed and group.key not in {**self._pending, **work.decisions}
            ]
            if open_ones:
                self.index, self.work = index, work
                self.position = open_ones[-1 if back else 0]
                return True
        if waiting := self.work.unfinished:
            self.under.say(f"Nothing is to be decided so far. Not done yet: {', '.join(waiting)}.")
            return False
        ready = "" if self.work.frozen else f": {self.under.key('merge.freeze')} shows the merged claims"
        self.under.say(f"Everything is decided{ready}.", "good")
        return False

    # --- acts --------------------------------------------------------------------------------------

    def take(self, sides: Sequence[str]) -> None:
        """Take what these sides have in the current group."""
        if self.group is not None:
            self.decide([s.claim.id for side in sides for s in self.group.of(side)])

    def take_number(self, number: int) -> None:
        if number > len(self.reviewers):
            self.under.say(f"{words_of(len(self.reviewers), 'reviewer')} here: there is no number {number}.")
        else:
            self.take([self.reviewers[number - 1]])

    def decide(self, take: Sequence[str], text: str = "", typed: Typed | None = None) -> None:
        group, article = self.group, self.work.article
        if group is None:
            return
        if group.agreed:
            self.under.say("Here all reviewers agree: there is nothing to decide.")
            return
        self._pending[group.key] = Decision(tuple(sorted(take)), text, self.under.member)
        self._act(lambda: self._merging.decide(article, group.key, take, text), typed)

    def take_majority(self) -> None:
        article = self.work.article

        def do() -> Done:
            count = self._merging.take_majority(article)
            return Done(f"took what most have, in {count} {'place' if count == 1 else 'places'}", article)

        self._act(do)

    def freeze(self) -> None:
        article = self.work.article
        self._act(lambda: self._merging.freeze(article, unfinished=self.unfinished))

    def undo(self) -> None:
        self._act(self._merging.undo, turn=True)

    def redo(self) -> None:
        self._act(self._merging.redo, turn=True)

    def taken_alone(self) -> tuple[str, str] | None:
        """The id and wording of the one claim that is taken of the current group; None without one."""
        decision = self.decision(self.group) if self.group is not None else None
        if self.group is None or decision is None or len(decision.take) != 1:
            return None
        text = next((s.claim.text for s in self.group.segments if s.claim.id in decision.take), "")
        return decision.take[0], decision.text or text

    def _act(self, do: Callable[[], Done], typed: Typed | None = None, *, turn: bool = False) -> None:
        def job(_: object) -> Done:
            done = do()
            if turn:  # else who has gone on meanwhile would be taken back
                self._acted_in = done.article
            return done

        self.under.act(job, "", typed)

    # --- what has come of it -----------------------------------------------------------------------

    def close(self) -> None:
        """What is reported from now on is for what lies below again."""
        self.changed = lambda: None
        self.under.changed = self._changed_before

    def _reported(self) -> None:
        if not self.under.saving:
            self._pending.clear()
        self.renew()

    def renew(self) -> None:
        """Read the article again, and turn to where an undo, or a redo, has changed something."""
        before, group = self.work, self.group
        acted_in, self._acted_in = self._acted_in, ""
        if acted_in and acted_in != before.article and acted_in in self.articles:
            self.index = self.articles.index(acted_in)
        self.work = self._read(self.articles[self.index])
        places = {each.key: number for number, each in enumerate(self.groups)}
        changed = [
            number for key, number in places.items()
            if acted_in and before.decisions.get(key) and not self.work.decisions.get(key)
        ]  # fmt: skip
        if changed:
            self.position = changed[0]
        elif group is not None and group.key in places:
            self.position = places[group.key]
        else:
            self.position = min(self.position, max(len(self.groups) - 1, 0))
        self.changed()

    def _read(self, article: str) -> ArticleWork:
        with self._store.reading() as db:
            return article_work(db, self.round, article)

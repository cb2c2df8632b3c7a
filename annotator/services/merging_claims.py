"""A lead merges what the reviewers of a segmentation round made of its claims. Each method is one act."""

from collections.abc import Iterable, Sequence

from annotator.domain.errors import InputError, NotFound
from annotator.domain.round import Round
from annotator.domain.segmenting import Group, majority, merged_set
from annotator.domain.text import clean_line
from annotator.services.acting import Appender, Done, words_of
from annotator.services.comparing import ArticleWork, article_work, check_may_compare
from annotator.services.leading import Leading
from annotator.services.undoing import redo_newest, undo_newest
from annotator.store import content, projections, rounds
from annotator.store.projections import decisions, showing

_SAFE = "Nothing was changed."


class MergingClaims(Leading):
    """Decisions are on groups of claims that lie on one another (see `domain.segmenting`); what all reviewers
    have alike is taken without one. `round_id` is that of the round.

    Raises InputError for one who is no lead, or from whom the round hides its reviewers' acts.
    """

    def check(self) -> None:
        """Raise InputError unless I may merge the claims of this round."""
        with self.store.reading():
            self._check()

    def decide(self, article: str, key: str, take: Sequence[str], text: str = "") -> Done:
        """Take these claims of a group, by their ids: some, all or none. `text` is another wording of the
        only one. Raises NotFound for a group that is no more: a reviewer has changed its claims."""
        said = " ".join(clean_line(text).split())
        with self.act() as act:
            work = self._work(article)
            group = next((group for group in work.groups if group.key == key), None)
            if group is None:
                raise NotFound("Those claims were changed meanwhile.", safe=_SAFE, do="Look at them again.")
            if not group.ids.issuperset(take):
                raise InputError("A claim that is to be taken is not of that group.", safe=_SAFE)
            if said and len(take) != 1:
                raise InputError("Only a single claim is worded otherwise.", safe=_SAFE)
            self._decide(act, work, group, take, said)
        return Done(f"took {words_of(len(take), 'claim') if take else 'nothing'}", article)

    def take(self, reviewer: str, articles: Iterable[str]) -> int:
        """Take all of a reviewer's claims where they differ from the others' and nothing is decided yet, in
        these articles; how many groups that decides."""
        count = 0
        with self.act() as act:
            for article in articles:
                work = self._work(article)
                if reviewer not in work.sides:
                    raise InputError(
                        f"{reviewer} has no claims in the article {work.title!r} in this round.", safe=_SAFE
                    )
                for group in work.undecided:
                    self._decide(act, work, group, [s.claim.id for s in group.of(reviewer)])
                    count += 1
        return count

    def take_majority(self, article: str) -> int:
        """Take what more than half of the reviewers have, where nothing is decided; how many groups that
        decides."""
        with self.act() as act:
            work = self._work(article)
            count = 0
            for group in work.undecided:
                reviewer = majority(group, sorted(work.sides))
                if reviewer:
                    self._decide(act, work, group, [s.claim.id for s in group.of(reviewer)])
                    count += 1
            if not count:
                raise InputError("Nowhere here do more than half of the reviewers have the same.", safe=_SAFE)
        return count

    def freeze(self, article: str, *, unfinished: bool = False) -> Done:
        """Show the merged claims of an article from now on. Undo shows again what was shown before.

        Raises InputError while groups are undecided or, unless `unfinished`, reviewers are not done.
        """
        with self.act() as act:
            work = self._work(article)
            self._check_ready(work, unfinished=unfinished)
            taken = [one for group in work.groups for one in work.taken(group) or ()]
            made = merged_set(work.base, work.text, self.round, taken)
            if made.id == work.shown:
                raise InputError("These claims are shown already.", safe=_SAFE)
            if content.put_claim_set(self.db, made):
                projections.take_up(self.db, made.id, article, act.touched)
            fields = {"article": article, "set": made.id, "instead_of": work.shown}
            act.append("claim_set.show", {**fields, "supersedes": showing.heads(self.db, article)})
        return Done(f"froze {words_of(len(made.claims), 'merged claim')}", article, relisted=True)

    def undo(self) -> Done:
        """Take back my newest act in this round."""
        with self.act() as act:
            self._check()
            return undo_newest(act)

    def redo(self) -> Done:
        with self.act() as act:
            self._check()
            return redo_newest(act)

    def _check_ready(self, work: ArticleWork, *, unfinished: bool) -> None:
        if not work.sides:
            raise InputError(f"Nobody has begun with the article {work.title!r}.", safe=_SAFE)
        if work.unfinished and not unfinished:
            raise InputError(
                f"Not done with the article {work.title!r} yet: {', '.join(work.unfinished)}.",
                safe=_SAFE,
                do="Wait, take the article from them, or merge as it stands with --unfinished.",
            )
        if count := len(work.undecided):
            raise InputError(
                f"{words_of(count, 'group')} of claims in the article {work.title!r} must be decided first.",
                safe=_SAFE,
            )

    def _work(self, article: str) -> ArticleWork:
        """Inside an act. Raises InputError."""
        return article_work(self.db, self._check(), article)

    def _check(self) -> Round:
        found = rounds.round_by_id(self.db, self.round)
        if found is None:
            raise NotFound("There is no such round.")
        self.need_lead("merge the claims of a round")
        check_may_compare(self.db, found, self.member)
        if found.state != "open":
            raise InputError(f"The round {found.name!r} is closed.", safe=_SAFE, do="Open it again first.")
        return found

    def _decide(
        self, act: Appender, work: ArticleWork, group: Group, take: Iterable[str], text: str = ""
    ) -> None:
        where = (self.round, work.article, group.key)
        fields = dict(zip(("round", "article", "grouping"), where, strict=True))
        said = {"text": text} if text else {}
        heads = decisions.heads(self.db, "segment_decision", where)
        act.append("segment.decide", {**fields, **said, "take": sorted(take), "supersedes": heads})

"""Segmentation rounds: each reviewer corrects the claims of their articles on a copy of their own."""

from annotator.domain.errors import InputError
from annotator.domain.segmenting import private_set
from annotator.services.acting import Done, words_of
from annotator.services.editing import Editing
from annotator.store import content, projections, rounds, segments
from annotator.store.projections import decisions

_AT_ONCE = 100
"""Articles whose copies are made in one transaction."""


class Segmenting(Editing):
    """A reviewer's acts in a segmentation round, besides changing claims; `round_id` is that of the round.

    Raises InputError in a round of another kind.
    """

    def take_up(self) -> Done | None:
        """Make ready to work in my round, whatever its kind; None when there is nothing to tell."""
        found = rounds.round_by_id(self.db, self.round) if self.round else None
        if found is None or found.kind != "segmentation" or not (count := self.prepare()):
            return None
        return Done(f"took up {words_of(count, 'article')}")

    def prepare(self) -> int:
        """Make my copies of the claims of my articles where there is none yet; how many.

        They are content, the same wherever they are made. Raises InputError when claims of the round are not
        in this file.
        """
        self._need_segmentation()
        missing = segments.without_set(self.db, self.round, self.member)
        if missing and (absent := rounds.count_absent(self.db, self.round)):
            raise InputError(
                f"{absent} of the round's claims are not in this file yet.", do="Merge the lead's pack first."
            )
        for start in range(0, len(missing), _AT_ONCE):
            part = missing[start : start + _AT_ONCE]
            with self.store.writing() as db:
                touched = projections.Touched()
                for article in part:
                    base = segments.base_set(db, self.round, article)
                    made = private_set(base, self.round, self.member) if base is not None else None
                    if made is not None and content.put_claim_set(db, made):
                        projections.take_up(db, made.id, article, touched)
                projections.settle(db, touched)
        return len(missing)

    def finish(self, article: str, *, done: bool = True) -> Done:
        """Say that I am done with the claims of an article, or, with `done` false, that I am not.

        The seconds of `work` on the article since I last said so are noted.
        """
        with self.act() as act:
            self._need_segmentation()
            found = rounds.round_by_id(self.db, self.round)
            if found is None or found.state != "open":
                raise InputError("The round is closed.", safe="Nothing was changed.")
            if not segments.private_set(self.db, self.round, article, self.member):
                raise InputError("This article is not yours in the round.", safe="Nothing was changed.")
            if segments.is_done(self.db, self.round, article, self.member) == done:
                raise InputError(f"You are {'' if done else 'not '}done with this article already.")
            heads = decisions.heads(self.db, "segmented", (self.round, article, self.member))
            fields: dict[str, object] = {"round": self.round, "article": article, "done": done}
            if seconds := self.take_worked(article):
                fields["seconds"] = seconds
            fields["supersedes"] = heads
            act.append("segmented", fields)
        return Done("done with the article" if done else "not done with the article", article)

    def _need_segmentation(self) -> None:
        found = rounds.round_by_id(self.db, self.round) if self.round else None
        if found is None or found.kind != "segmentation":
            raise InputError(
                "Only in a segmentation round does everybody change claims of their own.",
                do="annotator round list says of what kind each is.",
            )

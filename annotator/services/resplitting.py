"""Splitting articles anew: another claim set is shown instead of the one before, and no label moves.

First `look`, which stores nothing and says what would change; then `Resplitting.show`.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import IO

from annotator.domain.article import ReadArticle
from annotator.domain.claim import IN_A_ROUND, ClaimSet
from annotator.domain.errors import AnnotatorError, FileRefused, InputError
from annotator.domain.resplit import Change, Labelled, change_between
from annotator.services.acting import Acting, Appender
from annotator.services.carrying import carry_all_over
from annotator.services.splitting import Refused, SplitArticle, Unread
from annotator.store import Store, content, earlier, open_to_read, projections, reading, segments
from annotator.store.projections import showing

Made = ClaimSet | AnnotatorError
"""A new set, or why there is none."""
ACT = 200
"""Articles in one act, which is one transaction and one undo: others wait for it some seconds at most."""
_IN_MEMORY = 32_000_000
"""Bytes of claim sets that are kept in memory before they are kept on disk."""


class Aside:
    """New claim sets between the look and the decision, so that none is made twice."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def put(self, made: ClaimSet) -> None:
        pickle.dump(made, self._file)

    def __iter__(self) -> Iterator[ClaimSet]:
        """In the order in which they were put."""
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)
            except EOFError:
                return


@contextmanager
def aside() -> Iterator[Aside]:
    """A place for new claim sets, on disk once they are many; gone at the end."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        yield Aside(file)


def outdated(store: Store, split: Callable[[ReadArticle], ClaimSet]) -> list[str]:
    """The articles whose shown set was made otherwise than it would be now, in library order.

    By splitter, version, model, options and date; what a model answered counts only once it is asked.
    """
    with store.reading() as db:
        found = []
        for article, shown in reading.shown_sets(db):
            header = content.set_header(db, shown)
            again = replace(read_again(store, article), text="")  # of no text, for what would make it
            if header is not None and header.splitter == IN_A_ROUND:
                continue  # a lead has merged what people made of it
            if header is None or header.made_by != split(again).made_by:
                found.append(article)
        return found


def read_again(store: Store, article: str) -> ReadArticle:
    """The article as a reader would hand it over, with all that is known of it by now."""
    text = content.text_of(store.db, article) or ""
    return ReadArticle(text, b"", "", "", content.metadata_of(store.db, article), _title(store, article))


def unread(store: Store, articles: Iterable[str]) -> list[Unread]:
    """Articles of the file that wait to be read again, here or in another process."""
    return [
        Unread(_title(store, article), partial(_read_beside, store.path, article), size)
        for article in articles
        for size in [len(content.text_of(store.db, article) or "")]
    ]


def made_of(split: SplitArticle | Refused) -> Made:
    """The new set, or why there is none. Raises FileRefused when it is the file that fails."""
    if isinstance(split, SplitArticle):
        return split.made
    if isinstance(split.error, FileRefused):
        raise split.error
    return split.error


def _read_beside(path: Path, article: str) -> ReadArticle:
    with open_to_read(path) as store:
        return read_again(store, article)


def set_again(store: Store, claim_set: str) -> tuple[list[str], list[Made]]:
    """The article of a claim set of the file, and the set; for `look`, as if it were made now."""
    found = content.claim_set_of(store.db, claim_set)
    if found is not None and segments.is_private(store.db, found.id):
        raise InputError("That claim set is a reviewer's own work in a round: it is never shown.")
    return ([found.article], [found]) if found is not None else ([], [])


def look(
    store: Store, articles: Iterable[str], made: Iterable[Made], sets: Aside, *, asked_for: bool = False
) -> Iterator[Change]:
    """What showing the new set of each article would change; nothing is stored.

    A set that was `asked_for` itself changes something even if no claim of it differs.

    The sets of those that change are put aside. An article without a new set, or of which the file has
    that set with other claims, is given as refused.
    """
    for article, new in zip(articles, made, strict=True):
        error = new if isinstance(new, AnnotatorError) else _other(store, new)
        if isinstance(new, AnnotatorError) or error is not None:
            yield Change(article, _title(store, article), "refused", error=error)
            continue
        change = _compare(store, article, new, asked_for=asked_for)
        if change.outcome == "changed":
            sets.put(new)
        yield change


def _compare(store: Store, article: str, made: ClaimSet, *, asked_for: bool) -> Change:
    with store.reading() as db:
        shown = showing.shown_set(db, article)
        before = content.claim_set_of(db, shown) if shown else None
        if before is not None:
            before = replace(before, claims=tuple(earlier.standing_claims(db, shown)))
        if content.has(db, "claim_set", made.id):
            made = replace(made, claims=tuple(earlier.standing_claims(db, made.id)))
        return change_between(
            article,
            _title(store, article),
            before,
            made,
            _numbered(before, earlier.labelled_claims(db, shown)),
            _numbered(made, earlier.labelled_claims(db, made.id)),
            earlier.count_remarks(db, shown),
            asked_for=asked_for,
        )


def _numbered(made: ClaimSet | None, labelled: Iterable[tuple[str, str]]) -> list[Labelled]:
    """Claims by their number in the set."""
    numbers = {claim.id: number for number, claim in enumerate(made.claims)} if made else {}
    return [(numbers[claim], member) for claim, member in labelled]


def _title(store: Store, article: str) -> str:
    row = reading.article_row(store.db, "", article)
    return row.title if row else ""


def carriable(store: Store, member: str) -> dict[str, int]:
    """How many labels `carry_over` would carry over in each article that has any."""
    with store.reading() as db:
        counts = ((article, len(earlier.to_carry(db, member, article))) for article in earlier.split_anew(db))
        return {article: count for article, count in counts if count}


@dataclass(slots=True)
class Shown:
    """What was done."""

    articles: int = 0
    carried: int = 0
    """Labels that were carried over."""
    passed_over: list[str] = field(default_factory=list)
    """Titles of articles of which another set was shown since the look; nothing was changed there."""


class Resplitting(Acting):
    """One member's acts of splitting anew."""

    def show(
        self,
        changes: Sequence[Change],
        sets: Iterable[ClaimSet],
        *,
        carry: bool = False,
        advance: Callable[[], None] = lambda: None,
    ) -> Shown:
        """Store and show the new set of each article that changes; `sets` has them in their order.

        With `carry` my labels on claims that are the same are carried over in the same act, in all these
        articles. An act for each ACT articles.
        """
        coming, done = iter(sets), Shown()
        for start in range(0, len(changes), ACT):
            with self.act() as act:
                for change in changes[start : start + ACT]:
                    if change.outcome == "changed":
                        self._show(act, change, next(coming), done)
                    advance()
                act.settle()
                if carry:
                    done.carried += sum(
                        carry_all_over(act, change.article) for change in changes[start : start + ACT]
                    )
        return done

    def carry_over(self, articles: Iterable[str]) -> int:
        """Carry my labels on claims that are the same over in these articles, as one act; how many."""
        with self.act() as act:
            return sum(carry_all_over(act, article) for article in articles)

    def _show(self, act: Appender, change: Change, made: ClaimSet, done: Shown) -> None:
        if showing.shown_set(self.db, change.article) != change.shown or _other(self.store, made):
            done.passed_over.append(change.title)
            return
        if content.put_claim_set(self.db, made):
            projections.take_up(self.db, made.id, change.article, act.touched)
        decision = {"article": change.article, "set": made.id, "instead_of": change.shown}
        act.append("claim_set.show", {**decision, "supersedes": showing.heads(self.db, change.article)})
        done.articles += 1


def _other(store: Store, made: ClaimSet) -> InputError | None:
    """Of one splitting there is one set; another under its id was not made by this program."""
    here = content.claim_set_of(store.db, made.id)
    if here is None or here == made:
        return None
    return InputError(
        f"The claim set {made.id[:12]} is in the file with other claims than this program makes.",
        safe="Nothing was changed in this article.",
        do="Somebody changed a file or the program by hand; choose another splitter or granularity.",
    )

"""What one reviewer may see of one file."""

import re

from annotator.domain.already_checked import CheckHint
from annotator.domain.citation import Citation
from annotator.domain.claim import Claim, Maker
from annotator.domain.differing import differing
from annotator.domain.earlier_source import EarlierSource, texts_of
from annotator.domain.errors import InputError, NotFound
from annotator.domain.fitting import Finder
from annotator.domain.history import HistoryEntry
from annotator.domain.review import (
    ArticleReview,
    ArticleRow,
    ClaimMark,
    ClaimState,
    DroppedClaim,
    OtherSet,
)
from annotator.domain.scheme import Scheme
from annotator.domain.text import Range
from annotator.services.acting import one_of
from annotator.services.already_checked import already_checked
from annotator.services.sentences import sentences
from annotator.store import Store, content, earlier, fact_checks, lineage, marks, reading, sources
from annotator.store.history import history
from annotator.store.lineage import Gone
from annotator.store.projections import evidence
from annotator.store.relisting import article_again

CITATIONS_LOOKED_AT = 500
"""The newest ones of a file, for the sources that are offered again."""


class Reading:
    """Cheap questions, each bounded by one article or a limit."""

    def __init__(self, store: Store, member: str) -> None:
        self.store = store
        self.db = store.db
        self.member = member

    def scheme(self) -> Scheme:
        """The round's, where a round alone is seen, else the file's."""
        return reading.scheme(self.db, self.round)

    @property
    def round(self) -> str:
        """The id of the round that alone is seen; "" for the whole file."""
        return self.store.sight.round if self.store.sight is not None else ""

    def guidelines(self) -> list[tuple[str, str]]:
        """Name and text of each guideline of the file, oldest first."""
        return reading.guidelines(self.db)

    def role(self) -> str:
        """`lead`, `reviewer`, or "" for one who has not acted in this file yet."""
        return reading.members(self.db).get(self.member, "")

    def library(self) -> list[ArticleRow]:
        """All articles, by date, title and id, imported claims without a date last, with this reviewer's
        progress."""
        return reading.articles(self.db, self.member)

    def row(self, article: str) -> ArticleRow | None:
        """One line of the library."""
        return reading.article_row(self.db, self.member, article)

    def article(self, article: str) -> ArticleReview:
        """Raises NotFound."""
        found = reading.article_review(self.db, self.member, article)
        if found is None:
            raise NotFound(f"There is no article {article!r}.")
        return found

    def article_again(self, review: ArticleReview) -> ArticleReview:
        """An article after an act on a few of its claims, of which the marks are known that were given."""
        return article_again(self.db, self.member, review)

    def maker(self, review: ArticleReview) -> Maker | None:
        """What made the claims of an article; None when it has none."""
        return content.maker_of(self.db, review.marks[0].claim.id) if review.marks else None

    def state(self, claim: str) -> ClaimState:
        return reading.claim_state(self.db, self.member, claim)

    def mark(self, claim: str) -> ClaimMark:
        """Raises NotFound."""
        found = marks.claim_mark(self.db, self.member, claim)
        if found is None:
            raise NotFound(f"There is no claim {claim!r}.")
        return found

    def counterpart(self, article: str, claim: str) -> str:
        """The claim that stands in the place of one that was revised or dropped, or is of an earlier set of
        this article: its revision, its twin, else the nearest in the text. "" for another article's."""
        of_this = reading.article_of(self.db, claim) == article
        return earlier.counterpart(self.db, claim) if of_this else ""

    def is_shown(self, claim: str) -> bool:
        """False for a claim that does not stand (see `gone`), and for one of a set that is not shown."""
        return earlier.is_shown(self.db, claim)

    def gone(self, claim: str) -> Gone | None:
        """Who revised, dropped or took back a claim, and when; None for one that stands."""
        return lineage.gone(self.db, claim)

    def heads(self, claim: str) -> list[str]:
        """The claims that stand of those made from this one, itself among them."""
        return lineage.heads_of(self.db, claim)

    def is_made_of_same(self, claim: str, other: str) -> bool:
        """Whether one of two claims was made of the other, or both of one, also by what was taken back."""
        return other in lineage.family_of(self.db, claim)

    def history(self, claim: str) -> list[HistoryEntry]:
        """All that was done to a claim, to what it was made of and to all that was made of that: first what
        the splitter made, then act by act. The one door to it, so the place to leave out what this reviewer
        may not see of others. Raises NotFound."""
        self.mark(claim)
        return history(self.db, claim)

    def offset_of(self, claim: str, words: str) -> int:
        """Where some words of a claim begin in its article. Raises InputError unless they are there once."""
        found = lineage.placed_claim(self.db, claim)
        if found is None:
            raise NotFound(f"There is no claim {claim!r}.")
        text = content.text_of(self.db, found.article) or ""
        starts = [
            start + part.start()
            for start, end in found.claim.ranges
            for part in re.finditer(re.escape(words), text[start:end])
        ]
        if len(starts) != 1 or not words:
            often = f"{len(starts)} times" if starts and words else "not"
            raise InputError(f"{words!r} is {often} in the article's words of the claim.", do="Say more.")
        return starts[0]

    def listed(self, article: str) -> list[str]:
        """The ids of an article's claims that stand, in the order of its list."""
        return lineage.listed(self.db, article)

    def dropped(self, article: str) -> list[DroppedClaim]:
        """The claims of an article that were dropped and can be brought back, in the order of the text."""
        return lineage.dropped_in(self.db, article)

    def already_checked(self, claim: Claim) -> tuple[CheckHint, ...]:
        """Imported fact-checks of claims nearly like this one; not for the frame of a key."""
        return already_checked(self.store, claim.id, claim.text)

    def has_imports(self) -> bool:
        """Whether records of other datasets are in the file."""
        return fact_checks.are_here(self.db)

    def other_sets(self, article: str) -> list[OtherSet]:
        """The claim sets of the article that are not shown, by id."""
        return [
            OtherSet(header, *hidden)
            for claim_set, hidden in earlier.other_sets(self.db, self.member, article)
            if (header := content.set_header(self.db, claim_set)) is not None
        ]

    def next_open(self, article: str, claim: str, *, back: bool = False) -> tuple[str, str] | None:
        """The next (previous) claim that has no label of mine and is not folded, across articles and
        around the end.

        `claim` "" means before the first claim of the article; one that is not shown stands where its
        counterpart does. None: all are labelled.
        """
        here = claim if not claim or self.is_shown(claim) else self.counterpart(article, claim)
        place = lineage.place_of(self.db, here)
        return reading.open_claim(self.db, self.member, article, place, back=back)

    def differing(self, one: str, other: str) -> tuple[list[Range], list[Range]]:
        """The words of two claims that tell them apart: ranges in each text that the other lacks."""
        return differing(one, other)

    def sentences(self, text: str) -> tuple[Range, ...]:
        """The sentences of a text, as the built-in splitter parts them."""
        return sentences(text)

    def neighbour(self, article: str, *, back: bool = False) -> str | None:
        """The next (previous) article in library order."""
        return reading.neighbour(self.db, article, back=back)

    def first_place(self) -> tuple[str, str] | None:
        """The first article in library order, before its first claim; None in an empty file."""
        first = reading.first_article(self.db)
        return (first, "") if first else None

    def place(self) -> tuple[str, str] | None:
        """(article, claim) where this reviewer left off; None in a round, which begins at what is open."""
        return None if self.round else reading.place(self.db, self.member)

    def article_of(self, claim: str) -> str:
        """The article that a claim is from, or ""."""
        return reading.article_of(self.db, claim)

    def citation(self, citation: str) -> Citation:
        """Raises NotFound."""
        found = evidence.current_citation(self.db, citation)
        if found is None:
            raise NotFound(f"There is no citation {citation!r}.")
        return found

    def citations_to_reuse(self, text: str = "", limit: int = 200) -> list[Citation]:
        """My citations, one per source and quote, that a few letters of `text` find: the best first, then
        the newest."""
        found: dict[tuple[str, str, str], Citation] = {}
        for citation in evidence.latest_citations(self.db, self.member, limit):
            source = citation.source
            found.setdefault((source.url, source.reference, citation.quote), citation)
        return Finder((c, (*texts_of(c.source), c.quote)) for c in found.values()).find(text, limit)

    def earlier_sources(self) -> list[EarlierSource]:
        """The sources of the newest citations of this file, mine and others', often and lately used first."""
        return sources.earlier_sources(self.db, CITATIONS_LOOKED_AT)

    def completion(self, field: str, typed: str) -> str:
        """A name of the file that begins with what is typed into a field for names; "" without one.

        Publishers and origins complete each other; of several authors the last is completed.
        """
        if field == "author":
            before, comma, last = typed.rpartition(", ")
            whole = sources.completion(self.db, "author", typed)
            more = sources.completion(self.db, "author", last) if comma and not whole else ""
            return whole or (f"{before}{comma}{more}" if more else "")
        publisher = sources.completion(self.db, "publisher", typed)
        origin = sources.completion(self.db, "origin", typed)
        return publisher or origin if field == "publisher" else origin or publisher

    def publisher_of_site(self, url: str) -> str:
        """Who published what was cited from the same site before; "" when nothing was."""
        return sources.publisher_of_site(self.db, url)

    def find_claim(self, prefix: str) -> str:
        """The claim whose id begins with `prefix`. Raises NotFound."""
        return one_of(self.store, "claim", prefix, "claim")

    def find_article(self, prefix: str) -> str:
        """The article whose id begins with `prefix`. Raises NotFound."""
        return one_of(self.store, "article", prefix, "article")

    def find_claim_set(self, prefix: str) -> str:
        """The claim set whose id begins with `prefix`. Raises NotFound."""
        return one_of(self.store, "claim_set", prefix, "claim set")

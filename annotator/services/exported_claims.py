"""The claims that are exported, as formats see them: of the file or of a round, chosen, counted, in parts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from annotator.domain.dataset import About, ClaimRecord
from annotator.domain.errors import InputError
from annotator.domain.round import Round
from annotator.formats import Written
from annotator.services.export_about import about_of
from annotator.services.export_request import ExportRequest
from annotator.services.partitioning import Advance, Parts, parts_of
from annotator.store import dataset, earlier, rounds
from annotator.store.connection import Database
from annotator.store.dataset import Claims, ShownClaims
from annotator.store.round_dataset import RoundClaims

NOT_SHOWN = (
    "labels on claims that are not shown, since the claim was changed, its article was split anew, or it "
    "is not here; their reviewers can carry them over (> in the review screen, annotator resplit --carry)"
)
NOT_HERE = "claims of the round that are not in this file (merge the pack that has them)"


def unheard(_words: str, _done: int, _total: int) -> None:
    """For those who do not ask how far it is."""


@dataclass
class ExportedClaims:
    """The claims that a member exports, as they may see them; a `Dataset` for formats.

    What is counted is so when a part was read to its end; formats may read it several times.
    """

    db: Database
    member: str
    name: str
    """Of the file."""
    request: ExportRequest
    round: Round | None
    advance: Advance = unheard
    counted: dict[str, Counter[str]] = field(default_factory=dict)
    """By part: what is left out, in words."""
    sizes: dict[str, int] = field(default_factory=dict)
    """By part: claims."""

    @property
    def options(self) -> Mapping[str, str]:
        return self.request.options

    @property
    def splits(self) -> Sequence[str]:
        return tuple(self.request.shares) or ("",)

    @cached_property
    def about(self) -> About:
        return about_of(self.db, self.claims, self.round, self.member, self.name, self.request)

    @cached_property
    def claims(self) -> Claims:
        return RoundClaims(self.db, self.round.id) if self.round else ShownClaims(self.db)

    @cached_property
    def _parts(self) -> Parts:
        return parts_of(self.db, self.claims, self.request.shares, self.request.seed, self.advance)

    def records(self, split: str = "") -> Iterator[ClaimRecord]:
        if split not in self.splits:
            raise InputError("This format cannot be written in parts.", do="Leave out --split.")
        left_out: Counter[str] = Counter()
        articles = self._parts[split] if self.request.shares else None
        total = len(articles) if articles is not None else self.claims.count_articles()
        read = size = 0
        for batch in dataset.batches(self.claims.articles() if articles is None else articles):
            for record in dataset.batch_records(self.db, self.claims, batch):
                size += 1
                yield self.request.chosen(record, left_out)
            read += len(batch)
            self.advance(f"articles {split}".rstrip(), read, total)
        self.counted[split], self.sizes[split] = left_out, size

    def complete(self, written: Written) -> Written:
        """What a format says it wrote, with what was left out before it; after all was read."""
        return replace(written, left_out=self._left_out() + Counter(written.left_out))

    def _left_out(self) -> Counter[str]:
        found = sum(self.counted.values(), Counter[str]())
        if self.round:
            found[NOT_HERE] = rounds.count_absent(self.db, self.round.id)
        elif self.request.labels != "gold":
            hidden = earlier.hidden_labels(self.db)
            wanted = self.request.by or hidden
            found[NOT_SHOWN] = sum(one.waiting for name, one in hidden.items() if name in wanted)
        return +found

"""What an import brings, counted and in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotator.domain.incoming import Incoming, IncomingSource, Place
from annotator.services.acting import words_of

_NAMED = 50
"""Names that are counted each: a hostile file may have as many as it has records."""


@dataclass(slots=True)
class Found:
    """What the good records hold."""

    labels: Counter[str] = field(default_factory=Counter)
    """Suggestions by label; "" for those without one."""
    citations: int = 0
    sources: int = 0
    """Of lists of references: cited by nothing yet."""
    events: int = 0
    """That they make: see `services.import_events`."""
    extras: Counter[str] = field(default_factory=Counter)
    """Fields that are kept, by name, and how often; the first few dozen names."""

    notes: Counter[str] = field(default_factory=Counter)
    """What of the records has no place, in words, and how often."""
    first: dict[str, Place] = field(default_factory=dict)
    """Where the first record stands of which a note tells, by note."""

    def add(self, record: Incoming) -> None:
        self.labels.update(label.label for label in record.labels)
        self.labels[""] += not record.labels
        drafts = {*record.citations, *(draft for label in record.labels for draft in label.citations)}
        self.citations += len(drafts)
        self.events += (len(record.labels) or 1) + len(drafts) + len({draft.source for draft in drafts})
        _count(self.extras, record.extras)

    def add_source(self, record: IncomingSource) -> None:
        self.sources += 1
        self.events += 1
        _count(self.notes, record.notes)
        for note in record.notes:
            if note in self.notes:
                self.first.setdefault(note, record.place)


def _count(counter: Counter[str], names: Iterable[str]) -> None:
    for name in names:
        if name in counter or len(counter) < _NAMED:
            counter[name] += 1


@dataclass(slots=True)
class Report:
    """What an import brings, or would bring."""

    records: int = 0
    refused: int = 0
    new_articles: int = 0
    known_articles: int = 0
    new_claims: int = 0
    beside: int = 0
    """Of the new claims those whose article is here: they lie beside its own, which may say the same."""
    known_claims: int = 0
    new_events: int = 0
    again: bool = False
    """Whether it had been taken back, and stands again."""
    found: Found = field(default_factory=Found)

    @property
    def is_nothing(self) -> bool:
        """Whether the file has all of it."""
        new = self.new_articles or self.new_claims or self.new_events or self.again
        return self.records > self.refused and not new

    @property
    def parts(self) -> Iterator[str]:
        """In words, part by part."""
        found = self.found
        if found.labels:
            yield f"{words_of(self.new_articles, 'new article')}, {self.known_articles} known"
            beside = f" ({self.beside} in articles that are here already)" if self.beside else ""
            yield f"{words_of(self.new_claims, 'new claim')}{beside}, {self.known_claims} known"
            labels = [f"{count} {label}" for label, count in sorted(found.labels.items()) if label and count]
            labels += [f"{found.labels['']} without a label"] if found.labels[""] else []
            total = words_of(found.labels.total(), "suggestion")
            yield f"{total} ({', '.join(labels)}), none of them verified"
            yield words_of(found.citations, "citation")
        if found.sources:
            yield f"{words_of(found.sources, 'source')}, to be cited"

"""Reading an import: every record checked and its claim placed in its article, before anything is changed.

What is read lies in a temporary file (see `store.staging`), so that memory is bounded by one article.
"""

import pickle
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from annotator.domain.anchoring import Unanchored, anchor
from annotator.domain.article import METADATA_FIELDS, Metadatum, article_id, capture_id
from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.errors import InputError
from annotator.domain.ids import bytes_digest, digest
from annotator.domain.imported_set import imported_set
from annotator.domain.incoming import BadRecord, Incoming, IncomingSource
from annotator.domain.offsets import Canonical
from annotator.domain.suggestion import importer
from annotator.domain.text import canonical, has_half_characters
from annotator.services.acting import words_of
from annotator.services.import_checking import bad, checked, checked_source
from annotator.services.showing import Showing, unshown
from annotator.store import Store, content
from annotator.store.staging import Staging

_TOLD = 5
"""Articles that are named where some are missing."""
_NAMED_EXTRAS = 50
_NOWHERE = "no article"
"""Where sources are that no claim comes with."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import brings of one article."""

    article: str
    text: str | None
    """Canonical; None for an article that the file has."""
    captures: tuple[tuple[content.Capture, bytes], ...]
    """Each with the bytes it was made of."""
    claims: ClaimSet


@dataclass(slots=True)
class Found:
    """What the good records hold."""

    labels: Counter[str] = field(default_factory=Counter)
    """Suggestions by label; "" for those without one."""
    citations: int = 0
    sources: int = 0
    """That no claim comes with."""
    events: int = 0
    """That they make: see `services.import_events`."""
    extras: Counter[str] = field(default_factory=Counter)
    """Fields that are kept, by name, and how often; the first so many names."""

    def add(self, record: Incoming) -> None:
        self.labels.update(label.label for label in record.labels)
        self.labels[""] += not record.labels
        drafts = {*record.citations, *(draft for label in record.labels for draft in label.citations)}
        self.citations += len(drafts)
        self.events += (len(record.labels) or 1) + len(drafts) + len({draft.source for draft in drafts})
        for name in record.extras:
            if name in self.extras or len(self.extras) < _NAMED_EXTRAS:
                self.extras[name] += 1


class Staged:
    """One import on its way in. First `read`, then `find_articles`, then `place`."""

    def __init__(self, format_id: str, version: str) -> None:
        self.maker = importer(format_id)
        self.version = version
        self.rows = Staging()
        self.found = Found()
        self.records = 0
        """Good and bad."""

    def read(self, records: Iterable[Incoming | IncomingSource | BadRecord]) -> None:
        """Stage records in their order."""
        for number, record in enumerate(records, 1):
            self.records = number
            if isinstance(record, IncomingSource):
                self._stage_source(number, record)
            elif isinstance(record, BadRecord):
                self._refuse(number, record)
            else:
                self._stage(number, record)
        self.rows.staged()
        self._refuse_repeated()

    def find_articles(self, store: Store | None) -> str:
        """Which articles of the file the records mean that come without a text; `store` is None for no file.

        Returns a digest of what addresses mean. Raises InputError when one is needed and not here, whatever
        is wrong with the records: what comes in may not depend on what else is in the file.
        """
        missing: list[str] = []
        count = 0
        for name in self.rows.unknown_ids():
            if store is not None and content.has(store.db, "article", name):
                self.rows.put_home(name, "", name)
            else:
                count += 1
                missing += [name] if len(missing) < _TOLD else []
        if self.rows.has_addresses():
            here = content.addresses(store.db) if store is not None else iter(())
            for address, articles, article in self.rows.addresses(here):
                if articles == 1:
                    self.rows.put_home("", address, article)
                else:
                    count += 1
                    several = f"{address} ({articles} articles have that address)" if articles else address
                    missing += [several] if len(missing) < _TOLD else []
        if count:
            raise _missing(missing, count)
        self.rows.homes_found()
        anchors = [part for pair in self.rows.anchors() for part in pair]
        return digest("annotator-import-anchors-1", *anchors)

    def place(self, store: Store | None, show: Showing = unshown) -> None:
        """Find the claims in their articles, and make each article's set."""
        rows = self.rows.by_article()
        with show("Placing claims", rows, self.rows.count("record")) as shown:
            for home, group in groupby(shown, key=lambda row: row[0]):
                if home == _NOWHERE:
                    self._place_sources(number for _, number, _, _ in group)
                else:
                    self._place_article(store, home, group)

    def brought(self) -> Iterator[Brought]:
        """What comes in, by article."""
        return map(pickle.loads, self.rows.made())

    def good(self) -> Iterator[tuple[Incoming | IncomingSource, str]]:
        """The good records in their order, each with the id of its claim; "" for a source without."""
        return ((pickle.loads(body), claim) for body, claim in self.rows.placed())

    def bad(self, limit: int = -1) -> Iterator[BadRecord]:
        """The bad records in their order; at most so many."""
        return map(pickle.loads, self.rows.bad(limit))

    def _stage(self, number: int, record: Incoming) -> None:
        given = home = ""
        if record.article.text and not has_half_characters(record.article.text):
            # also of a bad record: its text may be that of others
            given, home = self._put_text(record.article.text, record.article.id)
        good = checked(record)
        if isinstance(good, BadRecord):
            self._refuse(number, good)
            return
        article, claim = good.article, good.claim
        if not (given or article.id or article.anchored_at):
            if claim.ranges or claim.quotes or not claim.text.strip():
                what = "are given without an article" if claim.text.strip() else "is empty"
                where = "text" if not claim.text.strip() else "ranges" if claim.ranges else "quotes"
                self._refuse(number, bad(good, where, what))
                return
            home = article_id(canonical(claim.text))
        staged = replace(good, article=replace(article, text="")) if given else good
        body = pickle.dumps(staged, pickle.HIGHEST_PROTOCOL)
        place = record.place.file
        self.rows.put_record((number, place, good.key, given, article.id, article.anchored_at, home, body))

    def _stage_source(self, number: int, record: IncomingSource) -> None:
        good = checked_source(record)
        if isinstance(good, BadRecord):
            self._refuse(number, good)
        else:
            place, body = record.place.file, pickle.dumps(good, pickle.HIGHEST_PROTOCOL)
            self.rows.put_record((number, place, good.key, "", "", "", _NOWHERE, body))

    def _place_sources(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.found.sources += 1
            self.found.events += 1
            self.rows.put_placed([(number, "")])

    def _put_text(self, text: str, name: str) -> tuple[str, str]:
        given, home = bytes_digest(text.encode()), article_id(canonical(text))
        self.rows.put_text(given, home, text, name)
        return given, home

    def _refuse(self, number: int, record: BadRecord) -> None:
        self.rows.put_bad(number, pickle.dumps(record))

    def _refuse_repeated(self) -> None:
        for number, body, first in self.rows.repeated():
            record, before = pickle.loads(body), pickle.loads(first)
            self._refuse(number, bad(record, "id", f"is that of {before.place} too"))
        for number, body in self.rows.renamed():
            record = pickle.loads(body)
            self._refuse(
                number, bad(record, "article.text", "differs from what an earlier record gives for that id")
            )

    def _place_article(
        self, store: Store | None, home: str, group: Iterable[tuple[str, int, str, bytes]]
    ) -> None:
        article = _Article(home, self)
        placed: list[tuple[int, Claim]] = []
        for _, number, given, body in group:
            record: Incoming = pickle.loads(body)
            try:
                placed.append((number, article.anchored(record, given, store)))
                self.found.add(record)
            except Unanchored as fault:
                self._refuse(number, bad(record, fault.field, fault.what))
        if placed:
            claims = imported_set(
                home, article.length, self.maker, self.version, [claim for _, claim in placed]
            )
            ids = {(claim.ranges, claim.mode, claim.text): claim.id for claim in claims.claims}
            body = pickle.dumps(article.brought(claims))
            rows = [(number, ids[claim.ranges, claim.mode, claim.text]) for number, claim in placed]
            self.rows.put_made(home, body, rows)


class _Article:
    """One article of an import: its texts as they were given, and what is known of it."""

    def __init__(self, home: str, staged: Staged) -> None:
        self.home = home
        self._staged = staged
        self._texts: dict[str, Canonical] = {}
        self._known: dict[str, dict[str, str]] = {}
        """By text as it was given."""
        self._text = ""
        self._is_here = False

    @property
    def length(self) -> int:
        """Of its text, in code points."""
        return len(self._text)

    def anchored(self, record: Incoming, given: str, store: Store | None) -> Claim:
        """The record's claim in the text. Raises Unanchored."""
        if given:
            text = self._staged.rows.text(given) if given not in self._texts else ""
            return self._anchored(record, given, text, whole=False)
        if record.article.id or record.article.anchored_at:
            if given not in self._texts and store is not None:
                self._is_here = True
                self._keep(given, content.text_of(store.db, self.home) or "")
            return anchor(record.claim, self._texts[given])
        text = record.claim.text
        return self._anchored(record, bytes_digest(text.encode()), text, whole=True)

    def brought(self, claims: ClaimSet) -> Brought:
        captures = [self._capture(given, known) for given, known in self._known.items()]
        text = None if self._is_here and not captures else self._text
        return Brought(self.home, text, tuple(sorted(captures, key=lambda pair: pair[0].id)), claims)

    def _anchored(self, record: Incoming, given: str, text: str, *, whole: bool) -> Claim:
        if given not in self._texts:
            self._keep(given, text)
        claim = anchor(record.claim, self._texts[given], whole=whole)
        known = self._known.setdefault(given, {})
        for name, value in record.article.known.items():
            if name in METADATA_FIELDS:
                known.setdefault(name, value)
        return claim

    def _keep(self, given: str, text: str) -> None:
        self._texts[given] = Canonical(text)
        self._text = self._texts[given].text

    def _capture(self, given: str, known: dict[str, str]) -> tuple[content.Capture, bytes]:
        raw = self._texts[given].decoded.encode()
        metadata = {name: Metadatum(value, "import") for name, value in known.items()}
        reader, version = self._staged.maker, self._staged.version
        original = bytes_digest(raw)
        identity = capture_id(self.home, original, reader, version, metadata)
        return content.Capture(identity, self.home, original, reader, version, metadata), raw


def _missing(named: list[str], count: int) -> InputError:
    more = f" and {count - len(named)} more" if count > len(named) else ""
    return InputError(
        f"{words_of(count, 'article')} that the records are about, and do not bring along, "
        f"cannot be found in the file: {', '.join(named)}{more}.",
        safe="Nothing was changed.",
        do="Take them in first, with annotator ingest or annotator merge.",
    )

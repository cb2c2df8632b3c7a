"""One article of an import: its texts as they were given, the claims in it, and what it brings."""

from annotator.domain.anchoring import anchor
from annotator.domain.article import METADATA_FIELDS, Metadatum, capture_id
from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.ids import bytes_digest
from annotator.domain.incoming import Incoming
from annotator.domain.offsets import Canonical
from annotator.store import Store, content
from annotator.store.many_articles import ArticleRows, article_rows
from annotator.store.staging import Staging


class ImportedArticle:
    """One article of an import: its texts as they were given, and what is known of it."""

    def __init__(self, home: str, maker: str, version: str) -> None:
        self.home = home
        self._maker, self._version = maker, version
        self._texts: dict[str, Canonical] = {}
        self._known: dict[str, dict[str, str]] = {}
        """By text as it was given."""
        self._text = ""
        self._is_here = False

    @property
    def length(self) -> int:
        """Of its text, in code points."""
        return len(self._text)

    def anchored(self, record: Incoming, given: str, rows: Staging, store: Store | None) -> Claim:
        """The record's claim in the text, which was `given`, is in the file, or is the claim's own. Raises
        Unanchored."""
        if given:
            text = rows.text(given) if given not in self._texts else ""
            return self._anchored(record, given, text, whole=False)
        if record.article.id or record.article.anchored_at:
            if given not in self._texts and store is not None:
                self._is_here = True
                self._keep(given, content.text_of(store.db, self.home) or "")
            return anchor(record.claim, self._texts[given])
        text = record.claim.text
        return self._anchored(record, bytes_digest(text.encode()), text, whole=True)

    def brought(self, claims: ClaimSet) -> ArticleRows:
        captures = [self._capture(given, known) for given, known in self._known.items()]
        text = None if self._is_here and not captures else self._text
        return article_rows(self.home, text, sorted(captures, key=lambda pair: pair[0].id), claims)

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
        reader, version = self._maker, self._version
        original = bytes_digest(raw)
        identity = capture_id(self.home, original, reader, version, metadata)
        return content.Capture(identity, self.home, original, reader, version, metadata), raw

"""The folder that `annotator round release` writes, read: its claims with their votes and decisions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from annotator.domain.citation import CitationDraft
from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Incoming, IncomingArticle, IncomingLabel
from annotator.formats.field import FieldTable
from annotator.formats.folder_files import checked_file
from annotator.formats.format import Format, Source
from annotator.formats.json_stream import JsonRecord, read_lines
from annotator.formats.jsonl_reading import article_of, claim_of, vote_of
from annotator.formats.own_labels import LABELS_IN, own_label
from annotator.formats.release_fields import ARTICLE_FIELDS, CITATION_FIELDS, CLAIM_FIELDS, VOTE_FIELDS
from annotator.formats.taking import Fields, citation, taken

CLAIMS, ARTICLES = "claims.jsonl", "articles.jsonl"
_PLACED = frozenset((
    "claim", "status", "label", "verdict", "reason", "lead", "evidence", "article", "text", "mode", "ranges",
    "exact", "speaker", "cue", "date", "votes", "other_evidence", "decided_at", "decision",
))  # fmt: skip
"""Fields that have a place in what is read, or say again what others say."""


def read(source: Source) -> Iterator[Incoming | BadRecord]:
    """The claims of a release, the first of each article with its text. Raises InputError for another folder,
    and where articles and claims do not fit together."""
    folder = source.path
    if not (folder / CLAIMS).is_file():
        what = f"{folder} is no release: {CLAIMS} is not in it."
        raise InputError(what, safe="Nothing was changed.", do="Name the folder that round release wrote.")
    texts = _Texts(checked_file(folder / ARTICLES))
    for record in taken(read_lines(folder / CLAIMS), _record):
        if isinstance(record, Incoming):
            yield replace(record, article=texts.completed(record.article))
        else:
            yield record


class _Texts:
    """The articles, in whose order claims first name them: no more than one is held, but for those that come
    earlier than their claims."""

    def __init__(self, path: Path) -> None:
        self._records = read_lines(path)
        self._name = path.name
        self._waiting: dict[str, str] = {}
        self._done: set[str] = set()

    def completed(self, article: IncomingArticle) -> IncomingArticle:
        """The article with its text, where a claim names it first and the release has it."""
        if article.id in self._done:
            return article
        while article.id not in self._waiting:
            self._read_one(article.id)
        self._done.add(article.id)
        return replace(article, text=self._waiting.pop(article.id))

    def _read_one(self, wanted: str) -> None:
        found = next(self._records, None)
        if found is None:
            raise self._wrong(f"has no article {wanted}")
        if isinstance(found, BadRecord):
            raise self._wrong(f"line {found.place.number} {found.what}")
        name, text = found.value.get("id"), found.value.get("text")
        if not isinstance(name, str) or not isinstance(text, str | None):
            raise self._wrong(f"line {found.place.number} is no article")
        self._waiting[name] = text or ""

    def _wrong(self, what: str) -> InputError:
        return InputError(f"{self._name}: {what}.", safe="Nothing was changed.")


def _record(found: JsonRecord) -> Incoming:
    fields = Fields(found.value)
    article, claim = article_of(fields.object("article")), claim_of(fields)
    if not article.id:
        raise fields.fault("article.id", "is missing")
    votes = tuple(map(vote_of, fields.objects("votes")))
    labels = (*_decision(fields), *votes)
    others = tuple(map(citation, fields.objects("other_evidence")))
    extras = {name: value for name, value in found.value.items() if name not in _PLACED and value}
    return Incoming(found.place, found.raw, claim, article, fields.needed("claim"), labels, others, extras)


def _decision(fields: Fields) -> Iterator[IncomingLabel]:
    value = fields.text("label")
    if not value:
        return
    label, warnings = own_label(value)
    incomplete = ("was incomplete there",) if fields.text("status") == "incomplete" else ()
    known = _citations(fields)
    evidence = tuple(known[one] for one in fields.texts("evidence") if one in known)
    flags = ("decision", *warnings, *incomplete)
    yield IncomingLabel(label, value, fields.text("lead"), None, fields.text("reason"), evidence, flags)


def _citations(fields: Fields) -> Mapping[str, CitationDraft]:
    """By id: those of the votes and the others."""
    held = [one for vote in fields.objects("votes") for one in vote.objects("citations")]
    return {one.text("id"): citation(one) for one in (*held, *fields.objects("other_evidence"))}


FORMAT = Format(
    id="release",
    description="the folder that `annotator round release` wrote, with its votes and decisions",
    suffix="",
    read=read,
    written_by="annotator round release NAME -o FOLDER",
    tables=(
        FieldTable("a line of claims.jsonl", CLAIM_FIELDS),
        FieldTable("article; a line of articles.jsonl, which has `text` too", ARTICLE_FIELDS),
        FieldTable("votes[]", VOTE_FIELDS),
        FieldTable("votes[].citations[], other_evidence[]", CITATION_FIELDS),
    ),
    labels_in=LABELS_IN,
    notes=(
        "Read only: `annotator round release` writes it (docs/releases.md).",
        "Votes are suggestions of their reviewers, the decision is one of the lead with the flag “decision”."
        " Only claims.jsonl and articles.jsonl are read; a release without texts needs its articles in the"
        " file.",
        "To join the log of two files, with labels as labels, use `pack` and `merge`.",
    ),
)

"""A dataset as four flat tables: claims, votes, citations, articles. What is written as Parquet and as JSON
Lines, the dataset card and the Croissant metadata are all made from `TABLES`, so that they cannot disagree.

Empty text and empty lists mean unknown or none; of all columns only a confidence may be null. No column is
called `date` or ends in `_at`: pandas, and so Croissant's own reader, takes such texts for times.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.citation import Citation
from annotator.domain.dataset import ClaimRecord, DatasetArticle, LabelRecord
from annotator.formats.claim_table import CLAIMS
from annotator.formats.field import object_of
from annotator.formats.table import Column, Row, Table

SUGGESTED = "labels and citations that came with imported records, which are nobody's here"


def rows(records: Iterable[ClaimRecord], left_out: Counter[str]) -> Iterator[tuple[str, Row]]:
    """The rows of all tables while their claims go by, each with the name of its table. What no table has is
    counted in `left_out`.

    An article comes with its first claim, once, since records come article by article.
    """
    article = ""
    for record in records:
        tables = TABLES if record.article.id != article else TABLES[:-1]
        article = record.article.id
        if suggested := len(record.suggestions) + len(record.suggested_citations):
            left_out[SUGGESTED] += suggested
        for table in tables:
            for part in table.parts(record):
                yield table.name, object_of(table.columns, part)


def is_label(table: str, row: Row) -> bool:
    """Whether a row tells of a label: a reviewer's vote, or a claim that a lead decided."""
    return table == VOTES.name or (table == CLAIMS.name and bool(row["lead"]))


@dataclass(frozen=True, slots=True)
class _Vote:
    record: ClaimRecord
    given: LabelRecord


@dataclass(frozen=True, slots=True)
class _Cited:
    record: ClaimRecord
    citation: Citation


def _votes(record: ClaimRecord) -> Iterator[_Vote]:
    return (_Vote(record, given) for given in record.labels)


def _cited(record: ClaimRecord) -> Iterator[_Cited]:
    """Each citation once: of labels, of the decision, and those that neither rests on."""
    given = [citation for label in record.labels for citation in label.citations]
    decisive = record.gold.citations if record.gold else ()
    found = {citation.id: citation for citation in (*decisive, *given, *record.other_citations)}
    return (_Cited(record, citation) for citation in found.values())


def _label(name: str, meaning: str, **more: Any) -> Column[_Vote]:
    """A column that is an attribute of the label."""
    return Column(name, meaning, lambda v: getattr(v.given.view.label, name), **more)


VOTES = Table(
    "votes",
    "one row for each label that a reviewer gave, whatever was decided",
    (
        _label("id", "UUID or digest: of the label"),
        Column("claim", "id of its claim", lambda v: v.record.claim.id),
        Column("article", "id of the claim's article", lambda v: v.record.article.id),
        Column("reviewer", "who gave it", lambda v: v.given.view.label.member),
        _label("label", "id in the scheme"),
        Column("verdict", "as for claims", lambda v: v.given.view.standing.verdict or ""),
        Column(
            "complete",
            "whether the scheme's evidence rule is met",
            lambda v: v.given.view.standing.complete,
            "boolean",
        ),
        Column("missing", "what is not, in words", lambda v: list(v.given.view.standing.missing), many=True),
        _label("confidence", "1 to 5, or null", type="integer"),
        _label("rationale", "why, in the reviewer's words"),
        _label("at", "when, by the reviewer's clock, UTC"),
        _label("scheme", "SHA-256 of the scheme whose rule it is held to"),
        _label("copied_from", "the label that it was carried over from, or empty"),
        Column(
            "citations", "ids of those it rests on", lambda v: [c.id for c in v.given.citations], many=True
        ),
    ),
    _votes,
)


def _citation(name: str, meaning: str) -> Column[_Cited]:
    """A column that is an attribute of the citation or of its source."""
    of_source = name in _OF_SOURCE
    return Column(name, meaning, lambda c: getattr(c.citation.source if of_source else c.citation, name))


_OF_SOURCE = ("url", "reference", "title", "author", "publisher", "published", "origin")
CITATIONS = Table(
    "citations",
    "one row for each piece of evidence that a reviewer gave for a claim",
    (
        _citation("id", "UUID or digest: of the citation"),
        Column("claim", "id of its claim", lambda c: c.record.claim.id),
        Column("article", "id of the claim's article", lambda c: c.record.article.id),
        Column("reviewer", "who gave it", lambda c: c.citation.member),
        _citation("stance", "supports, partly_supports, refutes, context or attributes"),
        _citation("kind", "primary, secondary, fact_check or self (published by the claimant)"),
        _citation("url", "address of the source"),
        _citation("reference", "the source in words, where it has no address"),
        _citation("title", "of the source"),
        _citation("author", "of the source"),
        _citation("publisher", "of the source"),
        _citation("published", "when the source was published, EDTF"),
        _citation("origin", "who first published it: copies of one wire have one origin"),
        _citation("quote", "the exact words of the source"),
        _citation("locator", "page, paragraph or time code"),
        _citation("accessed", "when the reviewer saw it"),
        _citation("archive_url", "an archived copy"),
        Column("archived", "when that was made", lambda c: c.citation.archived_at),
        _citation("sole_authority", "why this one record is the thing claimed, or empty"),
        _citation("closed", "why a refuting citation does not stand against the claim, or empty"),
        _citation("copied_from", "the citation that was reused to make this one, or empty"),
    ),
    _cited,
)


def _known(name: str) -> Callable[[DatasetArticle], str]:
    return lambda a: a.metadata[name].value if name in a.metadata else ""


_OF_ARTICLES = {
    "title": "its title",
    "published": "when it was published, EDTF",
    "place": "the place in its dateline",
    "publisher": "who published it",
    "author": "who wrote it",
    "language": "ISO 639-1 code",
    "url": "where it was found",
}
ARTICLES = Table(
    "articles",
    "one row for each article that a claim is from",
    (
        Column("id", "SHA-256 of a tag and the text", lambda a: a.id),
        *(Column(name, _OF_ARTICLES[name], _known(name)) for name in METADATA_FIELDS),
        Column("characters", "length of the text in code points", lambda a: len(a.text), "integer"),
        Column("text", "canonical: what the ranges of claims are counted in", lambda a: a.text),
    ),
    lambda record: (record.article,),
)

TABLES = (CLAIMS, VOTES, CITATIONS, ARTICLES)

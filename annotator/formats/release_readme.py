"""The README of a release: what each file and field is, from the tables that the files are written by."""

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.formats.field import Field
from annotator.formats.markdown_text import plain, table
from annotator.formats.release_fields import (
    ARTICLE_FIELDS,
    CITATION_FIELDS,
    CLAIM_FIELDS,
    CSV_FIELDS,
    MINORITY,
    TEXT_FIELDS,
    VOTE_FIELDS,
)

FILES: Mapping[str, str] = {
    "claims.jsonl": "the claims with their gold labels, all votes and all evidence: one JSON object a line",
    "claims.csv": "the same claims for spreadsheets, without votes and citations in full",
    "votes.csv": "unit by rater: a row for each claim of the round, also of those that were left out; a"
    " column for each reviewer; the label, empty without a vote",
    "confidence.csv": "the same with how sure the reviewers were, 1 to 5",
    "articles.jsonl": "the articles: one JSON object a line",
    "agreement.json": "how far the reviewers agree, over all claims of votes.csv, with the labels that count"
    " and with all",
    "guideline.md": "the guideline that the reviewers had; its first line names the version",
    "scheme.toml": "the label set with its evidence rules",
    "log.jsonl": "the decision log: every event of the round and about its claims",
    "datasheet.md": "what is in here, how it came about, what was left out, what its limits are",
    "release.json": "what was released with which options, for programs",
    "README.md": "this text",
    "checksums.txt": "SHA-256 of every other file; `sha256sum -c checksums.txt` checks them",
}

_CSV = """
The `.csv` files are RFC 4180 in UTF-8 with a byte order mark (Python: `encoding="utf-8-sig"`). No cell can be
taken for a formula: a single quote stands before a cell, or a line of it, that would begin one with `=`, `+`,
`-` or `@`.
"""
_LOG = """
A line with `"type": "feed"` begins the events of one writer. Every event has the digest of its content, and
that of the event before (`prev`), so that nothing can be changed or taken out unseen. With `"events": "all"`
the feed is here from its first event to its last; with `"events": "some"` it is about other things too, and
only those that concern this round are here: each can be checked by itself, and against the one before where
their numbers (`seq`) follow on each other.

With `D(tag, fields...)` for the hex SHA-256 of the tag and the fields, each in UTF-8 after its length as 8
bytes, big end first:

    digest of an event = D("annotator-event-1", feed, seq, id, prev, v, kind, body)
    prev of the first  = D("annotator-feed-1", id, member, device, round, audience)
    article_id         = D("annotator-article-1", text)

Numbers are written in digits. `body` is the text of a JSON object, as it stands in the line.
"""


def readme(title: str, files: Sequence[str], formats: Mapping[str, str]) -> str:
    """Of a release with these files, and a folder for each of these formats, described."""
    listed = [
        *((f"`{name}`", FILES[name]) for name in files),
        *((f"`{name}/`", f"{plain(words)}; docs/formats.md of annotator tells of its fields")
          for name, words in formats.items()),
    ]  # fmt: skip
    parts = [
        f"# {plain(title)}\n\n",
        table(("file", "what it holds"), listed),
        "\nTexts and offsets: ranges are half-open, in Unicode code points of an article's `text`. Empty text"
        " means unknown. Dates are EDTF.\n",
        "\n## claims.jsonl\n\n",
        _fields(CLAIM_FIELDS),
        "\n### article\n\n",
        _fields(ARTICLE_FIELDS),
        "\n### votes\n\n",
        _fields(VOTE_FIELDS, (MINORITY,)),
        "\n### citations\n\n",
        _fields(CITATION_FIELDS),
        "\n## claims.csv\n\n",
        _fields(CSV_FIELDS),
        _CSV,
        "\n## articles.jsonl\n\n",
        _fields((*ARTICLE_FIELDS, *TEXT_FIELDS)),
    ]
    if "log.jsonl" in files:
        parts += ["\n## log.jsonl\n", _LOG]
    return "".join(parts)


def _fields(fields: Sequence[Field[Any]], more: Sequence[tuple[str, str]] = ()) -> str:
    rows = [*((field.name, field.meaning) for field in fields), *more]
    return table(("field", "meaning"), ((f"`{name}`", plain(meaning)) for name, meaning in rows))

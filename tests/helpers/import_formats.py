"""Small formats of our own, to import records without any real format's reader."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.citation import CitationDraft, Source
from annotator.domain.incoming import (
    BadRecord,
    Incoming,
    IncomingArticle,
    IncomingClaim,
    IncomingLabel,
    Place,
    Quote,
)
from annotator.formats import Format
from annotator.formats import format as formats


def _read(source: formats.Source) -> Iterator[Incoming | BadRecord]:
    """A record a line, whose fields are those of `domain.incoming` as JSON has them."""
    with source.path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            place, raw = Place(source.path.name, number), line.decode("utf-8", "replace").rstrip("\n")
            try:
                fields = json.loads(line)
            except ValueError:
                yield BadRecord(place, "", "is not JSON", raw)
                continue
            yield incoming(place, raw, fields)


def incoming(place: Place, raw: str, fields: dict[str, Any]) -> Incoming:
    claim, article = fields.get("claim", {}), fields.get("article", {})
    return Incoming(
        place,
        raw,
        IncomingClaim(
            **{
                "text": "",
                **claim,
                "ranges": tuple((start, end) for start, end in claim.get("ranges", ())),
                "exact": tuple(claim.get("exact", ())),
                "quotes": tuple(Quote(**quote) for quote in claim.get("quotes", ())),
            }
        ),
        IncomingArticle(**article),
        key=fields.get("key", ""),
        labels=tuple(_label(label) for label in fields.get("labels", ())),
        citations=tuple(_draft(draft) for draft in fields.get("citations", ())),
        extras=fields.get("extras", {}),
    )


def _label(fields: dict[str, Any]) -> IncomingLabel:
    parts = {
        "value": "",
        **fields,
        "citations": tuple(_draft(draft) for draft in fields.get("citations", ())),
        "flags": tuple(fields.get("flags", ())),
    }
    return IncomingLabel(**parts)


def _draft(fields: dict[str, Any]) -> CitationDraft:
    return CitationDraft(**{"stance": "supports", **fields, "source": Source(**fields["source"])})


LINES = Format(
    id="lines",
    description="a record a line, for tests",
    suffix=".jsonl",
    read=_read,
    reads_with=(formats.Option("side", "a further file", is_path=True), formats.Option("mode", "any word")),
)


def write_lines(path: Path, *records: dict[str, Any] | str) -> Path:
    """A file of that format; a text is a line as it stands."""
    lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def claim(text: str, label: str = "sourced", **fields: Any) -> dict[str, Any]:
    """A record of a claim that is its own article."""
    return {"claim": {"text": text}, "labels": [{"label": label, "value": label.upper()}], **fields}

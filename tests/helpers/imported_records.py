"""What tests of reading formats share: files read, and claims that came in and were labelled here."""

import json
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from dataset_records import Records, make_citation, make_label, make_record
from jsonschema import Draft202012Validator

from annotator.domain.article import Metadatum
from annotator.domain.citation import CitationDraft
from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.incoming import BadRecord, Incoming
from annotator.domain.suggestion import Suggestion
from annotator.formats.format import Format, Source, Written


def read(format_: Format, path: Path, **options: str) -> list[Incoming | BadRecord]:
    assert format_.read is not None
    return list(format_.read(Source(path, options)))


def read_well(format_: Format, path: Path, **options: str) -> list[Incoming]:
    """The records, none of which may be bad."""
    found = read(format_, path, **options)
    assert [str(one) for one in found if isinstance(one, BadRecord)] == []
    return [one for one in found if isinstance(one, Incoming)]


def faults(format_: Format, path: Path, **options: str) -> list[str]:
    """Field and fault of each bad record."""
    found = read(format_, path, **options)
    return [f"{one.field}: {one.what}" for one in found if isinstance(one, BadRecord)]


def written(format_: Format, records: Sequence[ClaimRecord], **options: str) -> tuple[bytes, Written]:
    assert format_.write is not None
    out = BytesIO()
    done = format_.write(Records(records, options), "", out)
    return out.getvalue(), done


def labelled_here(format_: Format, one: Incoming, label: str, verdict: str | None) -> ClaimRecord:
    """The claim in the file, with a label of Anna's that rests on all citations which came with it."""
    drafts = [draft for given in one.labels for draft in given.citations]
    suggestion = Suggestion("s1", "c" * 64, format_.id, one.key, "", extras=json.dumps(dict(one.extras)))
    known = {name: Metadatum(value, "import") for name, value in one.article.known.items()}
    return make_record(
        article=DatasetArticle("a" * 64, known, one.claim.text),
        claim=Claim(((0, len(one.claim.text)),), one.claim.text, speaker=one.claim.speaker, id="c" * 64),
        labels=(make_label(label, verdict, citations=[*map(cited, drafts, range(len(drafts)))]),),
        suggestions=(suggestion,),
    )


def cited(draft: CitationDraft, number: int) -> Any:
    return make_citation(
        id=f"k{number}", source=draft.source, stance=draft.stance, kind=draft.kind, quote=draft.quote,
        locator=draft.locator, accessed=draft.accessed, archive_url=draft.archive_url,
    )  # fmt: skip


@cache
def schema(name: str) -> Draft202012Validator:
    """Of `tests/formats/schemas`."""
    path = Path(__file__).parents[1] / "formats" / "schemas" / f"{name}.schema.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)

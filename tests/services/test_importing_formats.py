"""Every format that is written and read: its own file takes it in again, and others do, to the same bytes."""

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import InputError
from annotator.formats import load_formats
from annotator.formats.format import Source
from annotator.services.checking import examine
from annotator.services.export_request import ExportRequest
from annotator.services.exporting import export_to
from annotator.services.exporting_folders import MANIFEST
from annotator.services.importing import Report, importing
from annotator.store import open_to_read

BOTH = [form.id for form in load_formats().formats if form.read and (form.write or form.write_folder)]
NEED_ARTICLES = ("jsonl", "csv", "tsv", "w3c")
"""They name articles by ids or addresses."""
OPTIONS = {"claimreview": {"page": "https://example.org/checks/{claim}", "publisher": "Example Checks"}}
TEXTS = (
    "The harbour \U0001f6a2 closed on Monday.\nThe mayor said the cranes had failed.\nNobody was hurt.\n",
    "Two bridges, «old» and new, opened in spring.\n=1+1 is what the sign says.\n",
)


def take_in(desk: Any, format_id: str, path: Path) -> Report:
    with importing(load_formats().get(format_id), Source(path)) as work:
        work.read(desk.store)
        assert list(map(str, work.bad())) == []
        return work.bring_in(desk.me)


@pytest.fixture
def labelled(kit: Any) -> Any:
    """A file with a label of each sort, all complete."""
    desk = kit.desk(texts=TEXTS)
    first, second, third, fourth, fifth = desk.claims
    for claim, label, stance in ((first, "sourced", "supports"), (second, "contested", "refutes")):
        desk.me.cite(claim, kit.draft(stance, publisher="Port Authority", title="Log, page \U0001f4d6"))
        desk.me.label(claim, label, confidence=4, rationale="As the log\nsays.")
    desk.me.label(third, "not_checkable")
    desk.me.label(fourth, "insufficient")
    for name, kind in (("Survey", "primary"), ("Herald", "secondary")):
        extra = {"archive_url": f"https://archive.example/{name}", "kind": kind}
        desk.me.cite(fifth, kit.draft(url=f"https://{name}.example/", publisher=name, **extra))
    desk.me.label(fifth, "verified")
    return desk


@pytest.mark.parametrize("format_id", BOTH)
def test_what_was_written_comes_in_again_and_is_the_same_everywhere(
    kit: Any, labelled: Any, tmp_path: Path, format_id: str
) -> None:
    path = tmp_path / f"out{load_formats().get(format_id).suffix}"
    with open_to_read(labelled.store.path) as store:
        export_to(store, "anna", format_id, path, ExportRequest(options=OPTIONS.get(format_id, {})))
    if path.is_dir():
        (path / MANIFEST).unlink()  # of the export, and no part of the format
    packs = []
    for name in ("bert", "cyd"):
        other = kit.desk(name, state=name, texts=())
        if format_id in NEED_ARTICLES:
            with pytest.raises(InputError, match="cannot be found in the file"):
                take_in(other, format_id, path)
            continue
        report = take_in(other, format_id, path)
        assert report.new_events > 0
        assert take_in(other, format_id, path).is_nothing
        packs.append(other.pack())
        assert all(finding.good for finding in examine(other.store))
    assert len(set(packs)) <= 1
    before = labelled.sql("SELECT count(*) FROM label")
    take_in(labelled, format_id, path)
    assert take_in(labelled, format_id, path).is_nothing
    assert labelled.sql("SELECT count(*) FROM label") == before
    assert labelled.sql("SELECT count(*) FROM suggestion WHERE label = 'verified'") == [(0,)]
    assert all(finding.good for finding in examine(labelled.store))
    kit.assert_projections_hold(labelled.store)

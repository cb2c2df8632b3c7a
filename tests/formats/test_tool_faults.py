"""Files of annotation tools with any field replaced by anything: told in words or taken, never a crash."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from anything import changed
from dataset_records import MemoryFolder, Records, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.incoming import BadRecord, Incoming
from annotator.domain.scheme_reading import default_scheme
from annotator.formats import Format
from annotator.formats.doccano import FORMAT as DOCCANO
from annotator.formats.format import Source
from annotator.formats.label_studio import FORMAT as LABEL_STUDIO
from annotator.formats.prodigy import FORMAT as PRODIGY

RECORD = make_record(labels=(make_label(), make_label("contested", "refuted", by="ben")), gold=make_gold())


def line_of(form: Format, **options: str) -> Any:
    out = BytesIO()
    assert form.write
    form.write(Records([RECORD], options), "", out)
    return json.loads(out.getvalue().split(b"\n")[0])


def task_of() -> Any:
    folder = MemoryFolder()
    assert LABEL_STUDIO.write_folder
    LABEL_STUDIO.write_folder(Records([RECORD]), folder)
    return json.loads(folder.files["tasks.json"])


CASES = {
    "relations": (DOCCANO, line_of(DOCCANO)),
    "spans": (DOCCANO, line_of(DOCCANO, task="spans")),
    "classes": (DOCCANO, line_of(DOCCANO, task="classes")),
    "prodigy": (PRODIGY, line_of(PRODIGY)),
    "labelstudio": (LABEL_STUDIO, task_of()),
}
KNOWN = {rule.id for rule in default_scheme().labels} - {"verified"}


@pytest.mark.parametrize("case", CASES)
@settings(max_examples=120)
@given(data=st.data())
def test_any_field_may_be_anything(
    tmp_path_factory: pytest.TempPathFactory, case: str, data: st.DataObject
) -> None:
    form, record = CASES[case]
    record = changed(data, record)
    path = tmp_path_factory.getbasetemp() / f"{case}.json"
    path.write_text(json.dumps(record) + "\n", "utf-8")
    assert form.read
    for one in form.read(Source(path)):
        assert_sound(one, path)


def assert_sound(one: Incoming | BadRecord, path: Path) -> None:
    assert one.place.file == path.name
    if isinstance(one, BadRecord):
        assert one.what
        assert one.raw
        return
    json.dumps(one.extras)
    text = one.article.text
    for start, end in one.claim.ranges:
        assert 0 <= start < end <= len(text)
    assert one.claim.text or one.claim.ranges
    for label in one.labels:
        assert label.label in KNOWN | {""}
        assert isinstance(label.by, str)
        assert isinstance(label.rationale, str)
    assert all(isinstance(value, str) for value in (one.key, one.raw, one.claim.text, one.claim.speaker))

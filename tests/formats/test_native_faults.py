"""Our own formats, references and CheckThat with anything in any place: told in words or taken, no crash."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from anything import changed
from dataset_records import Records, make_citation, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Incoming
from annotator.domain.suggestion import Suggestion
from annotator.formats import load_formats
from annotator.formats.format import Format, Source

CITED = make_citation()
RECORD = make_record(
    labels=(make_label("verified", "supported", citations=[CITED]), make_label("contested", None, "ben")),
    gold=make_gold(citations=(CITED,)),
    other_citations=(make_citation(id="k2"),),
    suggestions=(Suggestion("s1", "c" * 64, "jsonl", "7", "", extras='{"a":1}'),),
)
RAW = st.text(
    st.one_of(st.sampled_from("\"',;\t\n\r=@{}\\%$\0\ufeff1-"), st.characters(codec="utf-8")), max_size=25
)


def format_of(name: str) -> Format:
    return load_formats().get(name)


def written(name: str) -> bytes:
    out, form = BytesIO(), format_of(name)
    assert form.write
    form.write(Records([RECORD]), "", out)
    return out.getvalue()


def assert_sound(form: Format, path: Path) -> None:
    """Every record is good or said to be bad; a file that is none of the format is refused in words."""
    assert form.read
    try:
        found = list(form.read(Source(path)))
    except InputError:
        return
    for one in found:
        if isinstance(one, BadRecord):
            assert one.what
        elif isinstance(one, Incoming):
            json.dumps(one.extras)
            assert "verified" not in [label.label for label in one.labels]
            assert all(0 <= start < end for start, end in one.claim.ranges)
            assert one.claim.text.strip() or one.claim.ranges
        else:
            assert one.source.name


@pytest.mark.parametrize("name", ["jsonl", "csl-json"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_field_of_json_may_be_anything(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    record: Any = changed(data, json.loads(written(name)))
    path = tmp_path_factory.getbasetemp() / f"native-{name}"
    path.write_text(json.dumps(record) + "\n", "utf-8")
    assert_sound(format_of(name), path)


@pytest.mark.parametrize("name", ["csv", "tsv", "checkthat", "bibtex", "jsonl", "csl-json"])
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_anything_may_stand_anywhere_in_the_file(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    raw = written(name)
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 40)))
    put = data.draw(RAW).encode() + data.draw(st.binary(max_size=3))
    path = tmp_path_factory.getbasetemp() / f"bytes-{name}"
    path.write_bytes(raw[:start] + put + raw[end:])
    assert_sound(format_of(name), path)


@pytest.mark.parametrize("name", ["csv", "tsv", "checkthat", "bibtex", "jsonl", "csl-json"])
@settings(max_examples=60, deadline=None)
@given(text=RAW)
def test_any_text_may_be_the_file(tmp_path_factory: pytest.TempPathFactory, name: str, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"text-{name}"
    path.write_text(text, "utf-8")
    assert_sound(format_of(name), path)

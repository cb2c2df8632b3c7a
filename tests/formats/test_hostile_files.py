"""No file makes a reader fail in another way than by words: bad records, or a refusal of the file."""

import json
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dataset_records import MemoryFolder, Records
from hypothesis import given, settings
from hypothesis import strategies as st
from imported_records import labelled_here

from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Incoming
from annotator.formats import load_formats
from annotator.formats.format import Source

READERS = [form.id for form in load_formats().formats if form.read]
RECORDS: dict[str, Any] = {
    "averitec": {
        "claim": "It was shut.", "label": "Supported", "claim_date": "9-2-2024", "speaker": "L",
        "claim_id": 1, "original_claim_url": "https://e.org", "claim_types": ["Causal Claim"],
        "questions": [{"question": "?", "answers": [{"answer": "a", "answer_type": "Extractive",
                       "source_url": "https://e.org/a", "cached_source_url": "https://e.org/b"}]}],
    },
    "fever": {
        "id": 1, "label": "REFUTES", "claim": "It was shut.",
        "evidence": [[[1, 2, "A_b", 0], [1, 2, "A_b", 1]]],
    },
    "claimreview": {
        "@type": "ClaimReview", "claimReviewed": "It was shut.", "url": "https://e.org", "identifier": "i",
        "author": [{"name": "E"}], "reviewRating": {"alternateName": "False", "ratingValue": 1.5},
        "itemReviewed": {"author": {"name": "L"}, "datePublished": "2024", "appearance": ["https://e.org/a"]},
        "claimReview": [{"publisher": {"name": "E", "site": "e.org"}, "textualRating": "False"}],
        "claimReviewMarkups": [{"claimReviewed": "x", "rating": {"textualRating": "False"}}],
    },
}  # fmt: skip
PUBLISHED = {"page": "https://checks.example.org/{claim}", "publisher": "Example Checks"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**64) | st.floats() | st.text(max_size=3)
    | st.sampled_from(["ClaimReview", "https://[", "\ud800", "2024-13-99", " "]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["@type", "@value", "name", "url", "item", "text"]), inner),
    max_leaves=6,
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn, value: Any) -> Any:
    """The value with something else at one place in it, or nothing."""
    if draw(st.integers(0, 3)) == 0 or not isinstance(value, dict | list) or not value:
        return draw(JSON)
    if isinstance(value, list):
        at = draw(st.integers(0, len(value) - 1))
        return [*value[:at], draw(spoilt(value[at])), *value[at + 1 :]]
    name = draw(st.sampled_from(sorted(value)))
    rest = {key: inner for key, inner in value.items() if key != name}
    return rest if draw(st.booleans()) and draw(st.booleans()) else {**rest, name: draw(spoilt(value[name]))}


def read_to_its_end(name: str, path: Path) -> Iterator[object]:
    reader = load_formats().get(name).read
    assert reader is not None
    try:
        yield from reader(Source(path))
    except InputError:
        return


@pytest.mark.parametrize("name", sorted(RECORDS))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_spoilt_record_is_told_of_or_goes_out_again(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    value = data.draw(spoilt(RECORDS[name]))
    file = tmp_path_factory.mktemp("hostile") / "some.json"
    file.write_text(json.dumps(value) + "\n" if name == "fever" else json.dumps([value]))
    form = load_formats().get(name)
    for one in read_to_its_end(name, file):
        if isinstance(one, BadRecord):
            assert one.what
            assert not one.what.endswith(".")
        elif isinstance(one, Incoming):
            records = Records([labelled_here(form, one, "contested", "refuted")], PUBLISHED)
            if form.write:
                form.write(records, "", BytesIO())
            elif form.write_folder:
                form.write_folder(records, MemoryFolder())


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=20, deadline=None)
@given(raw=st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_at_all(name: str, raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("hostile") / "some.json"
    file.write_bytes(raw)
    for one in read_to_its_end(name, file):
        str(one).encode("utf-8")


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_very_many_names_cost_what_they_are_long(form: str, tmp_path: Path) -> None:
    """Twice as many once took four times as long: minutes for a line of a megabyte."""
    names = [f"n{number}" for number in range(150_000)]
    file = tmp_path / "many"
    if form == "csv":
        file.write_text(f"{','.join(names)}\n1\n")
    else:
        file.write_text("{" + ",".join(f'"{name}":1' for name in (*names, "n149999")) + "}\n")
    began = time.process_time()
    list(read_to_its_end(form, file))
    assert time.process_time() - began < 20

"""doccano JSONL, held to a schema made from what doccano's importer takes."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dataset_records import Records, make_citation, make_gold, make_label, make_record
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tool_records import faults, in_utf16, read_back, some_articles, units

from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.errors import InputError
from annotator.domain.incoming import IncomingLabel
from annotator.domain.suggestion import Suggestion
from annotator.formats.doccano import FORMAT

# backend/data_import/pipeline/label.py and data.py: NonNegativeInt offsets, constr(min_length=1) names,
# integer ids, text that is not empty; what is beside them is metadata.
_OFFSET = {"type": "integer", "minimum": 0}
_NAME = {"type": "string", "minLength": 1}
_ENTITY = {
    "type": "object",
    "required": ["id", "label", "start_offset", "end_offset"],
    "properties": {"id": {"type": "integer"}, "label": _NAME, "start_offset": _OFFSET, "end_offset": _OFFSET},
}
_RELATION = {
    "type": "object",
    "required": ["from_id", "to_id", "type"],
    "properties": {"from_id": {"type": "integer"}, "to_id": {"type": "integer"}, "type": _NAME},
}
_TEXT = {"type": "string", "minLength": 1}
SCHEMAS: dict[str, Any] = {
    "relations": {
        "required": ["text", "entities", "relations"],
        "properties": {
            "text": _TEXT,
            "entities": {"type": "array", "items": _ENTITY},
            "relations": {"type": "array", "items": _RELATION},
        },
    },
    "spans": {
        "required": ["text", "label"],
        "properties": {
            "text": _TEXT,
            "label": {
                "type": "array",
                "items": {"prefixItems": [_OFFSET, _OFFSET, _NAME], "minItems": 3, "items": False},
            },
        },
    },
    "classes": {
        "required": ["text", "label"],
        "properties": {"text": _TEXT, "label": {"type": "array", "items": _NAME}},
    },
}
RESERVED = {"filename", "upload_name", "example_uuid", "#line_number"}
"""Columns that doccano's reader makes of its own."""


def written(*records: ClaimRecord, **options: str) -> bytes:
    out = BytesIO()
    assert FORMAT.write
    FORMAT.write(Records(records, options), "", out)
    return out.getvalue()


def lines(*records: ClaimRecord, **options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(*records, **options).decode().split("\n")[:-1]]


def file_of(folder: Path, *given: object) -> Path:
    path = folder / "all.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in given), "utf-8")
    return path


def test_the_parts_of_a_claim_are_joined_by_a_relation() -> None:
    [line] = lines(make_record(labels=(make_label("contested", "refuted"),)))
    assert line["entities"] == [
        {"id": 0, "start_offset": 0, "end_offset": 9, "label": "refuted"},
        {"id": 1, "start_offset": 25, "end_offset": 34, "label": "refuted"},
    ]
    assert line["relations"] == [{"id": 0, "from_id": 1, "to_id": 0, "type": "part_of"}]
    assert (line["title"], line["id"]) == ("Talks", "a" * 64)
    [claim] = line["claims"]
    assert (claim["text"], claim["label"]) == ("Lorna Vey left on Monday.", "contested")


def test_in_spans_the_parts_stand_apart_and_are_counted() -> None:
    [line] = lines(make_record(), task="spans")
    assert line["label"] == [[0, 9, "CLAIM"], [25, 34, "CLAIM"]]
    assert FORMAT.write
    done = FORMAT.write(Records([make_record()], {"task": "spans"}), "", BytesIO())
    assert done.left_out == {
        "claims without a label: their spans are named CLAIM": 1,
        "discontinuous claims, whose parts stand apart (task=relations joins them)": 1,
    }


def test_a_class_is_a_claim_a_line() -> None:
    [one, none] = lines(make_record(gold=make_gold()), make_record(), task="classes")
    assert (one["text"], one["label"]) == ("Lorna Vey left on Monday.", ["supported"])
    assert none["label"] == []


def test_the_claims_of_an_article_are_one_line() -> None:
    other = DatasetArticle("b" * 64, {}, "Rain fell.")
    rain = make_record(article=other, claim=Claim(((0, 10),), "Rain fell.", id="d" * 64))
    assert [len(line["claims"]) for line in lines(make_record(), make_record(), rain)] == [2, 1]


def test_what_stays_behind_is_counted() -> None:
    label = make_label("contested", "refuted", citations=[make_citation()])
    assert FORMAT.write
    came = (Suggestion("s1", "c" * 64, "fever", "1", "sourced"), Suggestion("s2", "c" * 64, "fever", "1", ""))
    done = FORMAT.write(Records([make_record(labels=(label,), suggestions=came)]), "", BytesIO())
    assert done.labels == 1
    assert done.left_out == {
        "discontinuous claims, written as parts with the relation part_of": 1,
        "labels without their reason (jsonl has it)": 1,
        "citations (jsonl has them)": 1,
        "imported labels (labelstudio has them, as predictions)": 1,
    }


@pytest.mark.parametrize("options", [{"task": "images"}, {"offsets": "bytes"}])
def test_an_option_that_is_none_is_refused(options: dict[str, str]) -> None:
    with pytest.raises(InputError, match="Use one of"):
        written(make_record(), **options)


@given(records=some_articles(), task=st.sampled_from(sorted(SCHEMAS)))
def test_what_is_written_is_what_doccano_takes(records: list[ClaimRecord], task: str) -> None:
    schema = Draft202012Validator(SCHEMAS[task])
    found = lines(*records, task=task)
    assert len({tuple(sorted(line)) for line in found}) == 1, (
        "pandas fills a column that a line lacks with NaN"
    )
    for line in found:
        schema.validate(line)
        assert not RESERVED & set(line)


@given(records=some_articles())
def test_every_span_holds_the_words_in_both_counts(records: list[ClaimRecord]) -> None:
    texts = {line["id"]: line for line in lines(*records)}
    pythons = {line["id"]: line for line in lines(*records, offsets="codepoints")}
    for article in texts:
        exact = [words for record in records if record.article.id == article for words in record.exact]
        text = texts[article]["text"]
        wide = [(one["start_offset"], one["end_offset"]) for one in texts[article]["entities"]]
        assert [in_utf16(text, *span) for span in wide] == exact
        points = [(one["start_offset"], one["end_offset"]) for one in pythons[article]["entities"]]
        assert [text[start:end] for start, end in points] == exact


@given(records=some_articles(), count=st.sampled_from(["utf16", "codepoints"]))
def test_claims_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, records: list[ClaimRecord], count: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "claims.jsonl"
    path.write_bytes(written(*records, offsets=count))
    back = {one.key: one for one in read_back(FORMAT, path, offsets=count)}
    assert len(back) == len(records)
    for record in records:
        one = back[record.claim.id]
        assert one.article.text == record.article.text
        assert one.claim.ranges == record.claim.ranges
        assert (one.claim.text, one.claim.mode) == (record.claim.text, record.claim.mode)
        assert one.claim.speaker == (record.claim.speaker or "")
        assert all(label.label != "verified" for label in one.labels)


def test_a_file_of_doccano_is_read(tmp_path: Path) -> None:
    text = "🚀 Orsa closed its bridge on Monday."
    path = file_of(tmp_path, {
        "id": 7, "text": text, "Comments": [],
        "entities": [
            {"id": 31, "label": "SUPPORTED", "start_offset": 3, "end_offset": 7},
            {"id": 30, "label": "CLAIM", "start_offset": 19, "end_offset": 25},
            {"id": 29, "label": "SUPPORTED", "start_offset": 26, "end_offset": 35},
        ],
        "relations": [
            {"id": 1, "from_id": 29, "to_id": 31, "type": "continues"},
            {"id": 2, "from_id": 30, "to_id": 31, "type": "about"},
        ],
    })  # fmt: skip
    first, second = read_back(FORMAT, path, by="ada")
    assert [text[start:end] for start, end in first.claim.ranges] == ["Orsa", "on Monday"]
    assert first.labels == (IncomingLabel("sourced", "SUPPORTED", by="ada"),)
    assert (first.key, first.extras) == ("7/31", {"id": 7, "Comments": []})
    assert [text[start:end] for start, end in second.claim.ranges] == ["bridge"]
    assert (second.labels, second.extras) == ((), {})


def test_what_doccano_added_goes_out_again() -> None:
    came = Suggestion(
        "s", "c" * 64, "doccano", "7/31", "", extras='{"id": 7, "Comments": ["ask"], "text": "x"}'
    )
    [line] = lines(make_record(suggestions=(came,)))
    assert (line["id"], line["Comments"], line["claims"][0]["id"]) == (7, ["ask"], "7/31")
    assert line["text"] != "x"


def test_names_on_one_span_are_labels_of_one_claim(tmp_path: Path) -> None:
    path = file_of(tmp_path, {"text": "Rain fell.", "label": [[0, 10, "verified"], [0, 10, "odd"]]})
    [one] = read_back(FORMAT, path)
    assert one.labels == (
        IncomingLabel("sourced", "verified", flags=("was verified there",)),
        IncomingLabel("", "odd"),
    )


def test_classes_are_claims_of_their_own_words(tmp_path: Path) -> None:
    path = file_of(tmp_path, {"id": 1, "text": "Rain fell.", "label": ["refuted"], "batch": 3})
    [one] = read_back(FORMAT, path)
    assert (one.claim.text, one.article.text, one.key) == ("Rain fell.", "", "1")
    assert ([label.label for label in one.labels], one.extras) == (["contested"], {"batch": 3})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"label": []}, "field text: is missing"),
        ({"text": 3, "label": []}, "field text: is not text, or empty"),
        ({"text": "Hm"}, "has neither entities nor label"),
        ({"text": "Hm", "label": {}}, "field label: is not a list"),
        ({"text": "Hm", "label": [[0, 1]]}, "label[0]: is neither [start, end, name] nor an object"),
        ({"text": "Hm", "label": [[0, True, "a"]]}, "label[0]: has no start and end in whole numbers"),
        ({"text": "Hm", "label": [[0, 1, None]]}, "label[0]: has no name that is text"),
        ({"text": "Hm", "label": [[0, 9, "a"]]}, "lies outside of the text"),
        ({"text": "🚀", "label": [[0, 1, "a"]]}, "within a character (counted otherwise? --with"),
        ({"text": "Hm", "label": [[1, 1, "a"]]}, "label[0]: ends at 1, where it begins or before"),
        ({"text": "Hm", "entities": [{"id": [], "start_offset": 0, "end_offset": 1, "label": "a"}]}, "an id"),
        ({"text": "Hm", "label": [[0, 1, "a"]], "relations": [3]}, "relations[0]: is not an object with"),
        ({"text": "Hm", "label": [[0, 1, "a"]], "relations": 3}, "relations: is not a list"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, line: object, said: str) -> None:
    [fault] = faults(FORMAT, file_of(tmp_path, line))
    assert said in fault
    assert fault.startswith("all.jsonl, line 1")


def test_parts_that_overlap_are_no_claim(tmp_path: Path) -> None:
    entities = [{"id": n, "start_offset": n, "end_offset": n + 2, "label": "a"} for n in (0, 1)]
    link = [{"from_id": 1, "to_id": 0, "type": "part_of"}]
    path = file_of(tmp_path, {"text": "Hmm.", "entities": entities, "relations": link})
    assert "entities[0]: has parts that overlap" in faults(FORMAT, path)[0]


def test_the_ranges_of_the_file_are_those_of_javascript() -> None:
    text = "🚀🚀 Rain fell."
    record = make_record(
        article=DatasetArticle("b" * 64, {}, text), claim=Claim(((3, 7), (8, 12)), "Rain fell", id="d" * 64)
    )
    [line] = lines(record)
    assert [(one["start_offset"], one["end_offset"]) for one in line["entities"]] == units(record)

"""Label Studio: what is written, what is read, and what its own SDK makes of it."""

import csv
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dataset_records import MemoryFolder, Records, make_citation, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_modules import reader
from tool_records import faults, in_utf16, read_back, some_articles

from annotator.domain.claim import Claim
from annotator.domain.dataset import About, ClaimRecord, DatasetArticle
from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Incoming, IncomingLabel
from annotator.domain.scheme_reading import default_scheme
from annotator.domain.suggestion import Suggestion
from annotator.formats.format import Source, Written
from annotator.formats.label_studio import FORMAT


def export(*records: ClaimRecord, **options: str) -> tuple[MemoryFolder, Written]:
    folder = MemoryFolder()
    assert FORMAT.write_folder
    return folder, FORMAT.write_folder(Records(records, options), folder)


def tasks(*records: ClaimRecord, **options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(export(*records, **options)[0].files["tasks.json"])
    return found


def on_disk(folder: Path, *records: ClaimRecord, **options: str) -> Path:
    for name, raw in export(*records, **options)[0].files.items():
        (folder / name).write_bytes(raw)
    return folder


def file_of(folder: Path, *given: object) -> Path:
    path = folder / "project.json"
    path.write_text(json.dumps(given), "utf-8")
    return path


def region(start: int, end: int, *labels: str, id: str = "r1") -> dict[str, Any]:  # noqa: A002
    value = {"start": start, "end": end, "labels": list(labels)}
    return {"id": id, "from_name": "x", "to_name": "text", "type": "labels", "value": value}


def choice(*choices: str, id: str = "r1") -> dict[str, Any]:  # noqa: A002
    value = {"choices": list(choices)}
    return {"id": id, "from_name": "y", "to_name": "text", "type": "choices", "value": value}


def by_name(result: list[dict[str, Any]], name: str) -> list[Any]:
    return [item["value"] for item in result if item.get("from_name") == name]


def test_a_task_has_an_annotation_for_each_reviewer_and_one_for_the_decision() -> None:
    labels = (make_label(by="ben"), make_label("contested", "refuted", by="anna"))
    [task] = tasks(make_record(labels=labels, gold=make_gold()))
    assert [one["ground_truth"] for one in task["annotations"]] == [False, False, True]
    reviewers = [by_name(one["result"], "reviewer")[0]["text"] for one in task["annotations"]]
    assert reviewers == [["anna"], ["ben"], ["olga"]]
    anna = task["annotations"][0]["result"]
    assert by_name(anna, "label") == [{"start": 0, "end": 9, "choices": ["contested"]}]
    assert by_name(anna, "confidence") == [{"start": 0, "end": 9, "rating": 4}]
    assert by_name(anna, "rationale") == [{"start": 0, "end": 9, "text": ["One wire."]}]
    assert task["data"]["title"] == "Talks"


def test_the_parts_of_a_claim_are_regions_joined_by_a_relation() -> None:
    [task] = tasks(make_record())
    [prediction] = task["predictions"]
    assert prediction["model_version"] == "annotator"
    assert by_name(prediction["result"], "claim") == [
        {"start": 0, "end": 9, "text": "Lorna Vey", "labels": ["content"]},
        {"start": 25, "end": 34, "text": "on Monday", "labels": ["content"]},
    ]
    first, second = "c" * 64, f"{'c' * 64}-2"
    assert {
        "type": "relation", "from_id": second, "to_id": first, "direction": "right", "labels": ["part_of"],
    } in prediction["result"]  # fmt: skip
    assert task["annotations"] == []


def test_imported_labels_are_predictions() -> None:
    came = [
        Suggestion("s1", "c" * 64, "fever", "1", "sourced", "SUPPORTS", rationale="Wiki."),
        Suggestion("s2", "c" * 64, "fever", "1", "", "odd"),
    ]
    folder, done = export(make_record(suggestions=tuple(came)))
    [task] = json.loads(folder.files["tasks.json"])
    assert [one["model_version"] for one in task["predictions"]] == ["import:fever", "annotator"]
    assert by_name(task["predictions"][0]["result"], "label")[0]["choices"] == ["sourced"]
    assert done.left_out["imported labels that are none of the scheme"] == 1


def test_two_labels_of_one_reviewer_are_two_annotations() -> None:
    labels = (make_label(id="l1"), make_label("contested", "refuted", id="l2"))
    [task] = tasks(make_record(labels=labels))
    assert [by_name(one["result"], "label")[0]["choices"][0] for one in task["annotations"]] == [
        "sourced",
        "contested",
    ]


def test_reviewers_are_accounts_only_when_asked_for() -> None:
    record = make_record(labels=(make_label(by="anna@example.org"),))
    assert "completed_by" not in tasks(record)[0]["annotations"][0]
    [annotation] = tasks(record, accounts="email")[0]["annotations"]
    assert annotation["completed_by"] == {"email": "anna@example.org"}


def test_what_stays_behind_is_counted() -> None:
    claim = Claim(((0, 9),), "Lorna Vey left.", date="2026-02", id="c" * 64)
    _, done = export(make_record(claim=claim, labels=(make_label(citations=[make_citation()]),)))
    assert (done.claims, done.labels) == (1, 1)
    assert done.left_out == {"dates of claims (jsonl has them)": 1, "citations (jsonl has them)": 1}


def test_each_split_is_a_file_and_an_empty_one_an_empty_list() -> None:
    folder = MemoryFolder()
    assert FORMAT.write_folder
    FORMAT.write_folder(Records(by_split={"train": [make_record()], "test": []}), folder)
    assert sorted(folder.files) == ["label_config.xml", "test.json", "train.json"]
    assert (len(json.loads(folder.files["train.json"])), json.loads(folder.files["test.json"])) == (1, [])


def test_the_config_has_every_label_that_occurs_escaped() -> None:
    odd = '"<&>\x1b'
    folder, _ = export(make_record(labels=(make_label(odd),)))
    view = ET.fromstring(folder.files["label_config.xml"])
    choices = [one.attrib["value"] for one in view.iter("Choice")]
    assert choices == [*(rule.id for rule in default_scheme().labels), '"<&>␛']


@given(records=some_articles(), count=st.sampled_from(["codepoints", "utf16"]))
def test_every_region_holds_the_words(records: list[ClaimRecord], count: str) -> None:
    for task in tasks(*records, offsets=count):
        for given_ in [*task["annotations"], *task["predictions"]]:
            for value in by_name(given_["result"], "claim"):
                text, place = task["data"]["text"], (value["start"], value["end"])
                words = in_utf16(text, *place) if count == "utf16" else text[slice(*place)]
                assert words == value["text"]


@given(records=some_articles(), count=st.sampled_from(["codepoints", "utf16"]))
def test_claims_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, records: list[ClaimRecord], count: str
) -> None:
    folder = on_disk(tmp_path_factory.getbasetemp(), *records, offsets=count)
    back = {one.key: one for one in read_back(FORMAT, folder / "tasks.json", offsets=count)}
    told = {(one.article.id, one.claim.ranges, one.claim.mode, one.claim.text) for one in records}
    assert len(back) == len(told)
    for record in records:
        if (one := back.get(record.claim.id)) is None:
            continue  # the same claim twice
        assert one.article.text == record.article.text
        assert one.claim.ranges == record.claim.ranges
        assert (one.claim.text, one.claim.mode) == (record.claim.text, record.claim.mode)
    given_ = sorted((label.by, label.value) for one in back.values() for label in one.labels)
    assert given_ == sorted((vote.by, vote.label) for record in records for vote in record.votes)


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    file_of(tmp_path, {"data": {"text": "Rain fell."}, "predictions": [{"result": [region(0, 4)]}]})
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "annotator-export.json").write_text('{"kind": "annotator-export"}')
    [one] = read_back(FORMAT, tmp_path)
    assert str(one.place).startswith("project.json, record 1")


def test_a_file_of_a_folder_that_holds_no_tasks_is_told_once(tmp_path: Path) -> None:
    file_of(tmp_path, {"data": {"text": "Rain fell."}, "predictions": [{"result": [region(0, 4)]}]})
    (tmp_path / "a.json").write_text(json.dumps([{"text": "It froze."}] * 9))
    (tmp_path / "b.json").write_text('{"name": "config"}')
    (tmp_path / "c.json").write_text('[{"text": "It froze."}, {"data": {}}]')
    (tmp_path / "d.json").write_text("[{]")
    assert FORMAT.read
    found = list(FORMAT.read(Source(tmp_path)))
    told = [str(one) for one in found if isinstance(one, BadRecord)]
    assert told[:2] == [f"{name}: holds no tasks; nothing of it was read." for name in ("a.json", "b.json")]
    assert [line.split(":")[0] for line in told[2:5]] == [
        "c.json, record 1 (line 1), field data",
        "c.json, record 2 (line 1), field data.text",
        "d.json, record 1 (line 1)",
    ]
    assert sum(isinstance(one, Incoming) for one in found) == 1


def test_a_folder_without_tasks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no JSON file"):
        read_back(FORMAT, tmp_path)


def test_annotations_of_several_people_are_labels_of_one_claim(tmp_path: Path) -> None:
    text = "🚀 Rain fell on Orsa."
    path = file_of(tmp_path, {
        "id": 4, "inner_id": 1, "meta": {"batch": 2},
        "data": {"text": text, "title": "Rain", "score": 3},
        "annotations": [
            {"completed_by": {"id": 9, "email": "ada@example.org"},
             "result": [region(2, 11, "Fact"), choice("verified")]},
            {"completed_by": 7, "ground_truth": True,
             "result": [region(2, 11, id="z"), choice("refuted", id="z")]},
            {"completed_by": 8, "was_cancelled": True, "result": [region(15, 19)]},
        ],
        "predictions": [{"model_version": "m1", "result": [region(15, 19), choice("disputed")]}],
    })  # fmt: skip
    orsa, rain = read_back(FORMAT, path)
    assert [text[start:end] for start, end in rain.claim.ranges] == ["Rain fell"]
    assert rain.labels == (
        IncomingLabel("", "Fact", by="ada@example.org"),
        IncomingLabel("sourced", "verified", by="ada@example.org", flags=("was verified there",)),
        IncomingLabel("contested", "refuted", by="7", flags=("ground truth there",)),
    )
    assert orsa.labels == (IncomingLabel("contested", "disputed", by="m1", flags=("predicted by m1",)),)
    assert orsa.extras == {"meta": {"batch": 2}, "data": {"score": 3}, "cancelled_annotations": 1}
    assert (rain.extras, rain.article.known) == ({}, {"title": "Rain"})


def test_what_label_studio_added_goes_out_again() -> None:
    came = Suggestion(
        "s", "c" * 64, "labelstudio", "", "", extras='{"meta": {"batch": 2}, "data": {"score": 3}}'
    )
    [task] = tasks(make_record(suggestions=(came,)))
    assert (task["meta"], task["data"]["score"]) == ({"batch": 2}, 3)


def test_a_choice_without_region_is_of_a_claim_of_its_own_words(tmp_path: Path) -> None:
    annotation = {"result": [choice("supported", id="n1")]}
    path = file_of(tmp_path, {"data": {"claim": "Rain fell."}, "annotations": [annotation]})
    [one] = read_back(FORMAT, path, text="claim")
    assert (one.claim.text, one.claim.ranges, one.article.text) == ("Rain fell.", (), "")
    assert [label.label for label in one.labels] == ["sourced"]


def test_items_that_mean_nothing_here_are_kept(tmp_path: Path) -> None:
    others = [
        {"type": "relation", "from_id": "r1", "to_id": "r1", "labels": ["about"]},
        {"id": "n", "type": "number", "from_name": "n", "to_name": "text", "value": {"number": 3}},
    ]
    given_ = {"data": {"text": "Rain fell."}, "annotations": [{"result": [region(0, 4), *others]}]}
    [one] = read_back(FORMAT, file_of(tmp_path, given_))
    assert one.extras == {"results": others}


def test_numbers_of_predictions_that_were_not_exported_bring_nothing(tmp_path: Path) -> None:
    task = {"data": {"text": "Rain fell."}, "annotations": [{"result": [region(0, 4)]}], "predictions": [7]}
    assert len(read_back(FORMAT, file_of(tmp_path, task))) == 1


def task_with(**changes: Any) -> dict[str, Any]:
    return {"data": {"text": "🚀 Rain"}, **changes}


def annotated(*result: Any) -> dict[str, Any]:
    return task_with(annotations=[{"result": list(result)}])


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ({"text": "Rain"}, "field data: is missing or not an object: it is no task"),
        ({"data": {"text": 3}}, "field data.text: is missing, empty or not text"),
        (task_with(annotations={}), "field annotations: is not a list"),
        (task_with(annotations=[3]), "field annotations[0]: is not an object"),
        (task_with(annotations=[{}]), "field annotations[0].result: is missing or not a list"),
        (annotated(3), "field annotations[0].result[0]: is not an object"),
        (annotated({"type": "labels"}), "result[0].value: is missing or not an object"),
        (annotated(region(0, 99)), "value: 99 lies outside of the text"),
        (annotated(region(2, 2)), "result[0]: ends at 2, where it begins or before"),
        (annotated({**region(0, 1), "id": []}), "result[0].id: is neither text nor a number"),
        (annotated(region(0, 1), region(2, 6)), "result[1].id: is that of another region before it"),
        (annotated({"type": "labels", "value": {"start": "/div", "end": 3}}), "no start and end in whole"),
        (annotated({"type": "labels", "value": {"start": 0, "end": 3}}), "labels: is missing or not a"),
        (annotated(region(0, 1), {"type": "choices", "id": "r1", "value": {}}), "choices: is missing or not"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, task: object, said: str) -> None:
    [fault] = faults(FORMAT, file_of(tmp_path, task))
    assert said in fault
    assert fault.startswith("project.json, record 1")


def test_words_that_stand_elsewhere_are_a_fault(tmp_path: Path) -> None:
    wide = region(3, 7)
    wide["value"]["text"] = "Rain"
    path = file_of(tmp_path, annotated({**wide, "value": {**wide["value"], "labels": ["a"]}}))
    assert "counted otherwise? --with offsets=utf16" in faults(FORMAT, path)[0]
    [one] = read_back(FORMAT, path, offsets="utf16")
    assert one.claim.ranges == ((2, 6),)


def two_articles() -> list[ClaimRecord]:
    text = '🚀 Rain fell.\nThe bridge "held", said <Orsa> & all.\n'
    article = DatasetArticle("b" * 64, {}, text)
    claims = [
        Claim(((2, 11),), "Rain fell.", id="d" * 64),
        Claim(((13, 23), (25, 29)), "It held.", id="e" * 64),
    ]
    labels = (make_label("contested", "refuted", by="ben"), make_label(by="anna"))
    made = [make_record(article=article, claim=claim, labels=labels, gold=make_gold()) for claim in claims]
    return [make_record(labels=labels), *made]


@pytest.mark.reader
def test_the_sdk_takes_config_annotations_and_predictions() -> None:
    interface = reader("label_studio_sdk.label_interface")
    came = Suggestion("s1", "c" * 64, "fever", "1", "sourced", "SUPPORTS")
    first, *others = two_articles()
    folder, _ = export(replace(first, suggestions=(came,)), *others)
    config = interface.LabelInterface(folder.files["label_config.xml"].decode())
    config.validate()
    found = json.loads(folder.files["tasks.json"])
    checked = 0
    for task in found:
        assert config.validate_task({"data": task["data"]})
        for one in [*task["annotations"], *task["predictions"]]:
            assert config.validate_prediction(one, return_errors=True) == []
            checked += 1
    assert checked == 8


@pytest.mark.reader
@pytest.mark.parametrize("kind", ["JSON_MIN", "CSV", "CONLL2003"])
def test_the_sdks_converter_finds_the_claims(tmp_path: Path, kind: str) -> None:
    converter = reader("label_studio_sdk.converter")
    records = two_articles()
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    on_disk(source, *records)
    made = converter.Converter(str(source / "label_config.xml"), project_dir=str(source))
    made.convert(str(source / "tasks.json"), str(target), kind, is_dir=False)
    if kind == "CONLL2003":
        words = (target / "result.conll").read_text("utf-8")
        assert "\nLorna -X- _ B-content\nVey -X- _ I-content\nleft -X- _ O\n" in words
        return
    if kind == "CSV":
        with (target / "result.csv").open(encoding="utf-8", newline="") as file:
            rows: list[dict[str, Any]] = list(csv.DictReader(file))
        spans = [json.loads(row["claim"]) for row in rows]
        texts = [row["text"] for row in rows]
    else:
        rows = json.loads((target / "result.json").read_text("utf-8"))
        spans, texts = [row["claim"] for row in rows], [row["text"] for row in rows]
    assert len(rows) == 5, "one for each annotation"
    for text, found in zip(texts, spans, strict=True):
        exact = [words for record in records if record.article.text == text for words in record.exact]
        assert [text[span["start"] : span["end"]] for span in found] == exact
    assert {row["reviewer"] for row in rows} == {"anna", "ben", "olga"}


@pytest.mark.reader
@settings(max_examples=20)
@given(records=some_articles())
def test_the_sdk_takes_whatever_the_texts_hold(records: list[ClaimRecord]) -> None:
    interface = reader("label_studio_sdk.label_interface")
    folder, _ = export(*records)
    config = interface.LabelInterface(folder.files["label_config.xml"].decode())
    for task in json.loads(folder.files["tasks.json"]):
        for one in [*task["annotations"], *task["predictions"]]:
            assert config.validate_prediction(one, return_errors=True) == []


def test_labels_of_another_scheme_are_choices_too() -> None:
    scheme = replace(default_scheme(), labels=default_scheme().labels[:1])
    folder = MemoryFolder()
    assert FORMAT.write_folder
    about = About("talks", "9.9", scheme)
    FORMAT.write_folder(
        Records([make_record(labels=(make_label("contested", "refuted"),))], about=about), folder
    )
    choices = [one.attrib["value"] for one in ET.fromstring(folder.files["label_config.xml"]).iter("Choice")]
    assert choices == ["sourced", "contested"]

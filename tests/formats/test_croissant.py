import json
import re
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from dataset_records import MemoryFolder, Records, make_gold, make_label
from hostile import NASTY, all_hostile, hostile_about, hostile_dataset
from reader_modules import reader

from annotator.domain.dataset import ClaimRecord
from annotator.domain.errors import InputError
from annotator.formats.croissant import FORMAT
from annotator.formats.tables import TABLES, rows

Make = Callable[..., ClaimRecord]
GIVEN = {
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "url": "https://example.org/talks",
    "creator": "Ann Example; Bo Example",
    "organisation": "Example Desk",
    "published": "2026-03-31",
}
NAMES = [table.name for table in TABLES]


def written(dataset: Records) -> dict[str, bytes]:
    assert FORMAT.write_folder is not None
    folder = MemoryFolder()
    FORMAT.write_folder(dataset, folder)
    return folder.files


def told(**changes: str) -> Any:
    raw = written(Records(all_hostile(), {**GIVEN, **changes}, about=hostile_about()))["croissant.json"]
    return json.loads(raw)


def expected(dataset: Records) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table; of a split dataset each with its split."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
    for split in dataset.splits:
        for name, row in rows(dataset.records(split), Counter()):
            found[name].append({"split": split, **row} if split else row)
    return found


@pytest.mark.parametrize("split", [False, True])
def test_each_table_is_a_file_of_json_lines(split: bool) -> None:
    dataset = hostile_dataset(**GIVEN) if split else Records(all_hostile(), GIVEN)
    files = written(dataset)
    for name, wanted in expected(dataset).items():
        assert [json.loads(line) for line in files[f"{name}.jsonl"].split(b"\n")[:-1]] == wanted


def test_decisions_count_as_labels_beside_votes(record: Make) -> None:
    assert FORMAT.write_folder is not None
    records = [record(gold=make_gold()), record(labels=(make_label(),))]
    done = FORMAT.write_folder(Records(records, GIVEN), MemoryFolder())
    assert (done.claims, done.labels) == (2, 2)


def test_each_file_is_named_with_its_size_and_digest() -> None:
    files = written(Records(all_hostile(), GIVEN))
    distribution = json.loads(files["croissant.json"])["distribution"]
    assert [one["contentUrl"] for one in distribution] == [f"{name}.jsonl" for name in NAMES]
    for one in distribution:
        raw = files[one["contentUrl"]]
        assert (one["sha256"], one["contentSize"]) == (sha256(raw).hexdigest(), f"{len(raw)} B")


def test_every_column_is_a_field() -> None:
    for record_set, table in zip(told()["recordSet"], TABLES, strict=True):
        assert [field["name"] for field in record_set["field"]] == [column.name for column in table.columns]
        parts = [[part["name"] for part in field.get("subField", [])] for field in record_set["field"]]
        assert parts == [[part.name for part in column.parts] for column in table.columns]


def test_the_terms_for_responsible_ai_are_those_of_the_round() -> None:
    found = told()
    assert found["rai:annotationsPerItem"] == "2 asked for; a claim may have more or fewer."
    assert any("without seeing each other's" in one for one in found["rai:dataAnnotationProtocol"])
    assert found["rai:dataAnnotationProtocol"][-1].startswith("The guideline: Look it up.\n")
    assert "Pairs of votes: 2." in found["rai:dataAnnotationAnalysis"]
    assert found["rai:machineAnnotationTools"][0].startswith("plain =1+1")
    assert "rai:annotatorDemographics" not in found


def test_a_split_dataset_names_its_splits() -> None:
    splits, claims, *_ = json.loads(written(hostile_dataset(**GIVEN))["croissant.json"])["recordSet"]
    assert splits["data"] == [
        {"splits/name": "train", "splits/url": "cr:TrainingSplit"},
        {"splits/name": "dev", "splits/url": "cr:ValidationSplit"},
        {"splits/name": "test", "splits/url": "cr:TestSplit"},
    ]
    assert claims["field"][0]["name"] == "split"


def test_who_made_it_and_how_to_cite_it() -> None:
    found = told(name="Talks", version="1.2.0")
    assert [(one["@type"], one["name"]) for one in found["creator"]] == [
        ("sc:Person", "Ann Example"),
        ("sc:Person", "Bo Example"),
        ("sc:Organization", "Example Desk"),
    ]
    by = "Ann Example; Bo Example; Example Desk"
    assert found["citeAs"] == f"{by} (2026): Talks, version 1.2.0. https://example.org/talks"
    assert told(cite="As you like")["citeAs"] == "As you like"


def test_nothing_in_it_moves_a_cursor() -> None:
    hostile = dict.fromkeys(("name", "description", "creator", "license", "cite", "version"), NASTY)
    files = written(Records(all_hostile(), {**GIVEN, **hostile}, about=hostile_about()))
    for raw in files.values():
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e\ufeff]", raw.decode())


def test_what_it_must_say_is_asked_for(record: Make) -> None:
    with pytest.raises(InputError) as refused:
        written(Records([record()], {"license": " "}))
    assert str(refused.value) == (
        "Croissant must say what only you know: license, url, published, creator (or organisation)."
        " Nothing was written. Give each as --with NAME=VALUE;"
        " annotator formats croissant says what they mean."
    )


@pytest.mark.parametrize(
    "wrong", [{"published": "March"}, {"url": "javascript:1"}, {"published": "2026-02-30"}]
)
def test_what_it_says_is_checked(record: Make, wrong: dict[str, str]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        written(Records([record()], {**GIVEN, **wrong}))


def without_prefix(value: Any) -> Any:
    """A record as mlcroissant gives it, with names as ours and texts for its bytes."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, list):
        return [without_prefix(one) for one in value]
    if isinstance(value, dict):
        return {name.rpartition("/")[2]: without_prefix(one) for name, one in value.items()}
    return value


@pytest.mark.reader
@pytest.mark.parametrize("split", [False, True])
def test_mlcroissant_finds_no_fault_and_loads_every_record(
    tmp_path: Path, split: bool, caplog: pytest.LogCaptureFixture
) -> None:
    mlcroissant = reader("mlcroissant")
    dataset = hostile_dataset(**GIVEN) if split else Records(all_hostile(), GIVEN, about=hostile_about())
    for name, raw in written(dataset).items():
        (tmp_path / name).write_bytes(raw)
    loaded = mlcroissant.Dataset(tmp_path / "croissant.json")
    issues = loaded.metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())
    assert not [record for record in caplog.records if "croissant" in record.pathname]
    for name, wanted in expected(dataset).items():
        assert [without_prefix(one) for one in loaded.records(name)] == wanted


@pytest.mark.reader
def test_mlcroissant_loads_tables_without_rows(tmp_path: Path, record: Make) -> None:
    mlcroissant = reader("mlcroissant")
    for name, raw in written(Records([record()], GIVEN)).items():
        (tmp_path / name).write_bytes(raw)
    loaded = mlcroissant.Dataset(tmp_path / "croissant.json")
    assert [len(list(loaded.records(name))) for name in NAMES] == [1, 0, 0, 1]


@pytest.mark.reader
def test_every_term_expands_without_a_network() -> None:
    pyld = reader("pyld")

    def no_network(url: str, options: Any) -> Any:
        raise AssertionError(f"{url} was asked for")

    [found] = pyld.jsonld.expand(told(), {"documentLoader": no_network, "base": "https://example.org/"})
    assert found["@type"] == ["https://schema.org/Dataset"]
    assert found["http://purl.org/dc/terms/conformsTo"] == [
        {"@value": value, "@language": "en"} for value in told()["conformsTo"]
    ]
    assert "http://mlcommons.org/croissant/RAI/dataAnnotationProtocol" in found
    fields = found["http://mlcommons.org/croissant/recordSet"][0]["http://mlcommons.org/croissant/field"]
    assert fields[0]["@id"] == "https://example.org/claims/id"
    assert fields[0]["http://mlcommons.org/croissant/dataType"] == [{"@id": "https://schema.org/Text"}]
    assert count(found) == count({name: value for name, value in told().items() if name != "@context"})


def count(value: Any) -> int:
    """How many properties there are at any depth, so that none was dropped."""
    if isinstance(value, list):
        return sum(map(count, value))
    if isinstance(value, dict):
        own = sum(not name.startswith("@") for name in value)
        return own + sum(count(one) for name, one in value.items() if name != "@value")
    return 0

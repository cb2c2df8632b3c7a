from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dataset_records import MemoryFolder, Records
from hostile import NASTY, all_hostile, hostile_about, hostile_dataset
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_modules import reader

from annotator.domain.dataset import ClaimRecord
from annotator.domain.errors import InputError
from annotator.formats import parquet_files
from annotator.formats.huggingface import FORMAT
from annotator.formats.tables import TABLES, rows

Make = Callable[..., ClaimRecord]
NAMES = [table.name for table in TABLES]


def written(dataset: Records) -> MemoryFolder:
    assert FORMAT.write_folder is not None
    folder = MemoryFolder()
    FORMAT.write_folder(dataset, folder)
    return folder


def on_disk(folder: MemoryFolder, path: Path) -> Path:
    for name, raw in folder.files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
    return path


def expected(records: list[ClaimRecord]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
    for name, row in rows(records, Counter()):
        found[name].append(row)
    return found


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`datasets.load_dataset`, without a network and with a cache of its own."""
    datasets = reader("datasets")
    for name in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE"):
        monkeypatch.setattr(datasets.config, name, True)
    return lambda folder, name=None: datasets.load_dataset(
        str(folder), name=name, cache_dir=str(tmp_path / "cache")
    )


@pytest.mark.reader
def test_datasets_loads_every_configuration_and_split_as_it_was_written(
    tmp_path: Path, load: Callable[..., Any]
) -> None:
    dataset = hostile_dataset(name=NASTY, license=NASTY, cite=NASTY)
    folder = on_disk(written(dataset), tmp_path / "set")
    for name in NAMES:
        loaded = load(folder, name)
        wanted = {split: expected(list(records))[name] for split, records in dataset.by_split.items()}
        assert {split: part.to_list() for split, part in loaded.items()} == {
            k: v for k, v in wanted.items() if v
        }
    articles = load(folder, "articles")
    for split, claims in load(folder, "claims").items():
        texts = {one["id"]: one["text"] for one in articles[split]}
        for claim in claims:
            text = texts[claim["article"]]
            assert [text[one["start"] : one["end"]] for one in claim["ranges"]] == claim["exact"]


@pytest.mark.reader
def test_the_card_says_what_is_there(tmp_path: Path, load: Callable[..., Any]) -> None:
    hub, datasets = reader("huggingface_hub"), reader("datasets")
    folder = on_disk(written(Records(all_hostile(), about=hostile_about())), tmp_path / "set")
    data = hub.DatasetCard.load(folder / "README.md").data.to_dict()
    told = {one["config_name"]: one for one in data["dataset_info"]}
    for name in NAMES:
        loaded = load(folder, name)["train"]
        assert datasets.Features._from_yaml_list(told[name]["features"]) == loaded.features
        assert told[name]["splits"][0]["num_examples"] == loaded.num_rows
        files = list((folder / "data" / name).iterdir())
        assert told[name]["download_size"] == sum(path.stat().st_size for path in files)
    assert load(folder)["train"].column_names == [column.name for column in TABLES[0].columns]
    assert data["language"] == ["de", "no"]
    assert data["task_ids"] == ["fact-checking"]


@pytest.mark.reader
def test_a_table_without_rows_is_no_configuration(
    tmp_path: Path, load: Callable[..., Any], record: Make
) -> None:
    assert FORMAT.write_folder is not None
    memory = MemoryFolder()
    done = FORMAT.write_folder(Records([record()]), memory)
    assert done.left_out == {"empty tables, not written: datasets cannot load them": 2}
    folder = on_disk(memory, tmp_path / "set")
    assert reader("datasets").get_dataset_config_names(str(folder)) == ["claims", "articles"]
    assert load(folder)["train"].num_rows == 1
    assert 'datasets.load_dataset("FOLDER", "articles")' in memory.files["README.md"].decode()
    assert list(written(Records([])).files) == ["README.md"]


@pytest.mark.reader
def test_pandas_and_duckdb_read_the_files(tmp_path: Path) -> None:
    pandas, duckdb, _ = reader("pandas"), reader("duckdb"), reader("pyarrow")
    folder = on_disk(written(Records(all_hostile())), tmp_path)
    for name, wanted in expected(all_hostile()).items():
        path = folder / f"data/{name}/train-00000-of-00001.parquet"
        columns = [column.name for column in next(t for t in TABLES if t.name == name).columns]
        with duckdb.connect() as db:
            found = db.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        assert [dict(zip(columns, row, strict=True)) for row in found] == wanted
        frame = pandas.read_parquet(path)
        assert list(frame.columns) == columns
        assert frame["id"].tolist() == [row["id"] for row in wanted]


@pytest.mark.reader
@settings(max_examples=30)
@given(data=st.data())
def test_whatever_the_texts_hold_they_come_back_as_they_were(
    data: st.DataObject, any_records: st.SearchStrategy[list[ClaimRecord]]
) -> None:
    parquet = reader("pyarrow.parquet")
    given = data.draw(any_records)
    files = written(Records(given)).files
    for name, wanted in ((name, found) for name, found in expected(given).items() if found):
        raw = files[f"data/{name}/train-00000-of-00001.parquet"]
        assert parquet.read_table(BytesIO(raw)).to_pylist() == wanted


@pytest.mark.reader
def test_a_large_table_becomes_several_row_groups_and_files(
    monkeypatch: pytest.MonkeyPatch, record: Make, tmp_path: Path, load: Callable[..., Any]
) -> None:
    parquet = reader("pyarrow.parquet")
    monkeypatch.setattr(parquet_files, "ROWS", 10)
    monkeypatch.setattr(parquet_files, "GROUP", 10_000)
    monkeypatch.setattr(parquet_files, "SHARD", 50_000)
    folder = on_disk(written(Records([record()] * 400)), tmp_path / "set")
    names = sorted(path.name for path in (folder / "data/claims").iterdir())
    assert names == [f"train-{n:05}-of-{len(names):05}.parquet" for n in range(len(names))]
    assert len(names) > 2
    assert parquet.ParquetFile(folder / "data/claims" / names[0]).num_row_groups > 2
    assert load(folder, "claims")["train"].num_rows == 400


@pytest.mark.reader
def test_equal_records_give_equal_bytes() -> None:
    reader("pyarrow")
    first, second = written(hostile_dataset()).digests, written(hostile_dataset()).digests
    assert first == second
    assert len(first) == 4 + 2 + 2


@pytest.mark.reader
def test_a_full_disk_is_what_is_told_of(record: Make) -> None:
    reader("pyarrow")

    class FullDisk(BytesIO):
        def write(self, raw: Any) -> int:
            if self.tell() > 4:
                raise OSError(28, "No space left on device")
            return super().write(raw)

    class Full(MemoryFolder):
        def opened(self, *names: str) -> Any:
            return nullcontext([FullDisk() for _ in names])

    assert FORMAT.write_folder is not None
    with pytest.raises(OSError, match="No space left"):
        FORMAT.write_folder(Records([record()]), Full())


@pytest.mark.reader
@pytest.mark.parametrize("name", ["all", "a b", "a/b", "../x", "é"])
def test_a_split_that_datasets_would_not_take_is_refused(record: Make, name: str) -> None:
    reader("pyarrow")
    with pytest.raises(InputError, match="takes no split of the name"):
        written(Records(by_split={name: [record()]}))


@pytest.mark.reader
def test_the_guideline_stands_beside() -> None:
    reader("pyarrow")
    assert written(hostile_dataset()).files["guideline.md"].startswith(b"Look it up.\n")

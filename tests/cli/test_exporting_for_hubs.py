"""The commands `export huggingface` and `export croissant`, and what their users open the folders with."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reader_modules import reader


@pytest.fixture
def exported(kit: Any, call: Any, tmp_path: Path) -> Callable[..., Any]:
    """Runs `annotator export FORMAT -o out ...` on a file with two labels; what was said."""
    desk = kit.desk(path=tmp_path / "annotator.db")
    desk.me.label(desk.claims[0], "sourced")
    desk.me.cite(desk.claims[0], kit.draft("supports"))
    desk.me.label(desk.claims[3], "not_checkable", rationale="So it is.")
    kit.close(desk)
    return lambda form, *more: call("--reviewer", "anna", "export", form, "-o", "out", *more)


@pytest.mark.reader
def test_a_folder_for_the_hub(exported: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    datasets = reader("datasets")
    for name in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE"):
        monkeypatch.setattr(datasets.config, name, True)
    ran = exported("huggingface", "--split", "train=0.5,test=0.5", "--with", "license=cc-by-4.0")
    assert (ran.code, ran.out) == (0, "")
    assert "Wrote 5 claims with 2 labels to out." in ran.err

    def load(table: str) -> Any:
        return datasets.load_dataset(str(tmp_path / "out"), table, cache_dir=str(tmp_path / "cache"))

    claims = load("claims")
    assert sorted(claims) == ["test", "train"]
    assert sum(len(part) for part in claims.values()) == 5
    [citation] = [row for part in load("citations").values() for row in part]
    assert citation["quote"] == "As it stands."


def test_croissant_is_refused_until_it_is_told_what_it_must_say(exported: Any, tmp_path: Path) -> None:
    ran = exported("croissant")
    assert ran.code == 1
    assert "Croissant must say what only you know: license, url, published, creator" in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.reader
def test_croissant_metadata(exported: Any, tmp_path: Path) -> None:
    mlcroissant = reader("mlcroissant")
    given = ("license=CC-BY-4.0", "url=https://example.org/d", "creator=Ann Example", "published=2026-03-31")
    ran = exported("croissant", *(part for one in given for part in ("--with", one)))
    assert ran.code == 0
    loaded = mlcroissant.Dataset(tmp_path / "out" / "croissant.json")
    assert not loaded.metadata.ctx.issues.warnings
    assert sorted(one["votes/label"] for one in loaded.records("votes")) == [b"not_checkable", b"sourced"]

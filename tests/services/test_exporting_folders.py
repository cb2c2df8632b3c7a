"""Exports that are folders: whole or not at all, and replaced only when an export made what is there."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import InputError, MissingExtra
from annotator.domain.partition import parse_shares
from annotator.formats import Dataset, Folder, Format, Written
from annotator.formats.jsonl import FORMAT as JSONL
from annotator.services import exporting, writing_folders
from annotator.services.export_request import ExportRequest
from annotator.services.exporting import export_to
from annotator.services.exporting_folders import MANIFEST

PARTS = ExportRequest(shares=parse_shares("train=0.5,test=0.5"), include_incomplete=True)


def write_many(dataset: Dataset, folder: Folder) -> Written:
    """A file for each claim, in folders."""
    claims = 0
    for record in dataset.records():
        folder.write(f"data/{record.article.id[:8]}/{record.claim.id}.txt", record.claim.text)
        claims += 1
    folder.write("README.md", dataset.about.name)
    return Written(claims, 0, {"claims whose colour cannot be said": 2})


MANY = Format("many", "a file for each claim", "", write_folder=write_many)


@pytest.fixture(autouse=True)
def _formats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Besides the built-in ones, one that writes a folder."""
    known = exporting.load_formats()
    form = {"many": MANY, "broken": FAILING}
    monkeypatch.setattr(type(known), "get", lambda self, *asked: form.get(asked[0]) or get(self, *asked))


get = type(exporting.load_formats()).get


class Failure(Exception):
    pass


def fail(dataset: Dataset, folder: Folder) -> Written:
    write_many(dataset, folder)
    raise FAILURE[0]


FAILURE: list[BaseException] = [Failure()]
FAILING = Format("broken", "fails when all but the manifest is written", "", write_folder=fail)


def tree(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


class TestWhole:
    def test_parts_are_files_and_together_all_claims(self, desk: Any, tmp_path: Path) -> None:
        done = export_to(desk.store, "anna", "jsonl", tmp_path / "out", PARTS)
        files = tree(tmp_path / "out")
        assert set(files) == {"train.jsonl", "test.jsonl", MANIFEST}
        lines = [
            json.loads(line) for name in ("train", "test") for line in files[f"{name}.jsonl"].splitlines()
        ]
        assert sorted(line["id"] for line in lines) == sorted(desk.claims)
        articles = [{line["article"]["id"] for line in map(json.loads, files[f"{name}.jsonl"].splitlines())}
                    for name in ("train", "test")]  # fmt: skip
        assert not articles[0] & articles[1]
        assert done.parts == {"train": 3, "test": 2}
        assert done.words == "Wrote 5 claims with 0 labels"

    def test_the_manifest_tells_what_was_asked_and_what_came(self, desk: Any, tmp_path: Path) -> None:
        desk.me.label(desk.claims[0], "verified")
        asked = ExportRequest(options={"colour": "red"})
        export_to(desk.store, "anna", "many", tmp_path / "out", asked)
        files = tree(tmp_path / "out")
        told = json.loads(files.pop(MANIFEST))
        assert set(told["files"]) == set(files)
        assert (told["written_as"], told["claims"], told["asked"]["with"]) == ("many", 5, {"colour": "red"})
        assert sorted(told["left_out"].values()) == [1, 2]

    def test_the_same_file_gives_the_same_bytes(self, desk: Any, tmp_path: Path) -> None:
        for name in ("one", "other"):
            export_to(desk.store, "anna", "jsonl", tmp_path / name, PARTS)
        assert tree(tmp_path / "one") == tree(tmp_path / "other")

    def test_a_folder_is_not_for_standard_output(self, desk: Any) -> None:
        for form, asked in (("many", None), ("jsonl", PARTS)):
            for target in (None, Path("-")):
                with pytest.raises(InputError, match="is written as a folder"):
                    export_to(desk.store, "anna", form, target, asked)

    def test_a_format_that_knows_no_parts_says_so(self, desk: Any, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be written in parts"):
            export_to(desk.store, "anna", "many", tmp_path / "out", PARTS)
        assert list(tmp_path.glob("*out*")) == []

    def test_a_format_that_lacks_its_package_says_how_to_get_it(
        self, desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        form = Format("far", "", ".x", write=JSONL.write, extra="far", modules=("no_such.module",))
        monkeypatch.setattr(type(exporting.load_formats()), "get", lambda *_: form)
        with pytest.raises(MissingExtra) as refused:
            export_to(desk.store, "anna", "far", tmp_path / "out")
        assert f"{sys.executable} -m pip install 'annotator[far]'" in refused.value.do
        assert not (tmp_path / "out").exists()


class TestNothingIsHarmed:
    @pytest.mark.parametrize(
        "failure", [OSError(28, "No space left on device"), KeyboardInterrupt(), Failure()]
    )
    @pytest.mark.parametrize("there", [False, True])
    def test_what_goes_wrong_leaves_the_old_folder_and_no_other(
        self, desk: Any, tmp_path: Path, failure: BaseException, there: bool
    ) -> None:
        target = tmp_path / "out"
        if there:
            export_to(desk.store, "anna", "many", target)
        before, FAILURE[0] = tree(tmp_path), failure
        expected = InputError if isinstance(failure, OSError) else type(failure)
        with pytest.raises(expected):
            export_to(desk.store, "anna", "broken", target, ExportRequest(may_replace=True))
        assert tree(tmp_path) == before
        assert target.exists() == there
        assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]

    def test_ctrl_c_while_the_new_one_is_put_in_place(
        self, desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        export_to(desk.store, "anna", "many", tmp_path / "out")
        before = tree(tmp_path)

        def stopped(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(writing_folders, "_put_in_place", stopped)
        with pytest.raises(KeyboardInterrupt):
            export_to(desk.store, "anna", "many", tmp_path / "out", ExportRequest(may_replace=True))
        assert tree(tmp_path) == before

    def test_an_export_is_replaced_when_that_is_asked_for(self, desk: Any, tmp_path: Path) -> None:
        export_to(desk.store, "anna", "many", tmp_path / "out")
        with pytest.raises(InputError, match="holds an export") as refused:
            export_to(desk.store, "anna", "jsonl", tmp_path / "out", PARTS)
        assert "--replace" in refused.value.do
        asked = ExportRequest(shares=PARTS.shares, may_replace=True)
        export_to(desk.store, "anna", "jsonl", tmp_path / "out", asked)
        assert set(tree(tmp_path / "out")) == {"train.jsonl", "test.jsonl", MANIFEST}

    @pytest.mark.parametrize("strange", ["notes.txt", "data/notes.txt"])
    def test_one_that_holds_other_files_stays(self, desk: Any, tmp_path: Path, strange: str) -> None:
        export_to(desk.store, "anna", "many", tmp_path / "out")
        (tmp_path / "out" / strange).write_text("mine")
        before = tree(tmp_path)
        with pytest.raises(InputError, match=f"other files too: {strange}"):
            export_to(desk.store, "anna", "many", tmp_path / "out", ExportRequest(may_replace=True))
        assert tree(tmp_path) == before

    @pytest.mark.parametrize(
        "manifest",
        ["", "[]", '{"format": "annotator-release"}', "[" * 100_000, '{"format": "annotator-export"}'],
    )
    def test_another_folder_is_never_replaced(self, desk: Any, tmp_path: Path, manifest: str) -> None:
        target = tmp_path / "out"
        target.mkdir()
        (target / MANIFEST).write_text(manifest)
        with pytest.raises(InputError, match="is not empty"):
            export_to(desk.store, "anna", "many", target, ExportRequest(may_replace=True))
        assert (target / MANIFEST).read_text() == manifest

    @pytest.mark.skipif(os.name != "posix", reason="links are POSIX here")
    def test_links_are_not_followed(self, desk: Any, tmp_path: Path) -> None:
        export_to(desk.store, "anna", "many", tmp_path / "out")
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "mine.txt").write_text("mine")
        (tmp_path / "out" / "link").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(InputError, match="other files too: link"):
            export_to(desk.store, "anna", "many", tmp_path / "out", ExportRequest(may_replace=True))


class TestNames:
    @pytest.fixture
    def files(self, tmp_path: Path) -> writing_folders.Files:
        return writing_folders.Files(tmp_path)

    @pytest.mark.parametrize(
        "name",
        ["../out", "/etc/x", "a/../../x", "a//b", "", "a/", "..", ".", "a\\b", "a\0b", "a\nb", "x" * 252],
    )
    def test_no_name_leads_out_of_the_folder(
        self, files: writing_folders.Files, tmp_path: Path, name: str
    ) -> None:
        with pytest.raises(ValueError, match="is no name of a file"):
            files.write(name, "x")
        assert list(tmp_path.iterdir()) == []

    def test_names_may_have_folders_in_them_and_all_are_put_on_disk(
        self, files: writing_folders.Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        synced: list[Path] = []
        monkeypatch.setattr(writing_folders, "sync_folder", synced.append)
        files.write("a/b/one.txt", "1")
        files.write("a/two.txt", "2")
        files.write(".hidden", "3")
        files.sync()
        assert synced == [tmp_path / "a" / "b", tmp_path / "a", tmp_path]
        assert set(files.digests) == {"a/b/one.txt", "a/two.txt", ".hidden"}

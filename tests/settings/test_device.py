"""The device: a machine's secret with a file's path and inode."""

import multiprocessing
from pathlib import Path

from annotator.settings.device import device_of, last_seen, remember_seen
from annotator.settings.folders import state_folder, write_text


def test_a_device_is_the_same_for_the_same_file_and_another_for_any_other(tmp_path: Path) -> None:
    file, state = tmp_path / "a.db", tmp_path / "state"
    file.touch()
    first = device_of(file, state)
    assert first == device_of(file, state)
    assert len(first) == 32
    assert set(first) <= set("0123456789abcdef")
    (tmp_path / "link.db").symlink_to(file)
    assert device_of(tmp_path / "link.db", state) == first
    assert device_of(file, tmp_path / "other") != first
    copy = tmp_path / "b.db"
    copy.write_bytes(file.read_bytes())
    assert device_of(copy, state) != first
    moved = file.rename(tmp_path / "c.db")
    assert device_of(moved, state) != first


def test_what_was_seen_of_each_feed_is_remembered(tmp_path: Path) -> None:
    assert last_seen(tmp_path, "d") == {}
    remember_seen(tmp_path, "d", {"f": 3, "g": 0})
    assert last_seen(tmp_path, "d") == {"f": 3, "g": 0}
    assert last_seen(tmp_path, "e") == {}


def _device(arguments: tuple[Path, Path]) -> str:
    return device_of(*arguments)


def test_processes_that_start_together_agree_on_the_machine(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.touch()
    with multiprocessing.get_context("fork").Pool(4) as pool:
        for round_ in range(10):
            state = tmp_path / f"state{round_}"
            found = set(pool.map(_device, [(file, state)] * 8, chunksize=1))
            assert found == {device_of(file, state)}


def test_a_state_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_text(tmp_path / "a" / "b", "x")
    write_text(tmp_path / "a" / "b", "y")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]
    assert (tmp_path / "a" / "b").read_text() == "y"


def test_the_state_folder_can_be_chosen(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANNOTATOR_STATE", str(tmp_path / "here"))
    assert state_folder() == tmp_path / "here"
    monkeypatch.setenv("ANNOTATOR_STATE", "")
    assert state_folder().name == "annotator"

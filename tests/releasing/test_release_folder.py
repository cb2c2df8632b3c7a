"""The folder of a release is there whole or not at all, and nothing else in the way of it is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import InputError
from annotator.domain.release import ReleaseOptions
from annotator.services import release_writing
from annotator.services.releasing import release
from annotator.store import Sight, open_to_read


@pytest.fixture
def write(team: Any) -> Iterator[Any]:
    team.play()
    team.close()
    store = open_to_read(team.store.path, sight=Sight("anna"))

    def release_to(target: Path, **more: Any) -> None:
        release(store, "anna", team.round, target, ReleaseOptions(), **more)

    yield release_to
    store.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("at", ["claims", "articles", "decision log"])
def test_one_that_breaks_off_leaves_nothing(write, tmp_path: Path, at: str) -> None:
    room = tmp_path / "room"
    room.mkdir()

    @contextmanager
    def stopping(words: str, items: Any, total: int) -> Iterator[Any]:
        yield items
        if words == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(room / "out", track=stopping)
    assert names(room) == []
    write(room / "out")
    before = (room / "out" / "claims.jsonl").stat().st_mtime_ns
    with pytest.raises(KeyboardInterrupt):
        write(room / "out", may_replace=True, track=stopping)
    assert names(room) == ["out"]
    assert (room / "out" / "claims.jsonl").stat().st_mtime_ns == before


def test_a_full_disk_is_said_in_words(write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(release_writing, "encoded", full)
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        write(tmp_path / "out")
    assert not [name for name in names(tmp_path) if "out" in name]


def test_a_folder_with_something_in_it_is_kept(write, tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    write(room)  # an empty one is as good as none
    with pytest.raises(InputError, match=r"holds a release\..*add --replace"):
        write(room)
    write(room, may_replace=True)
    (room / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"other files too: notes\.txt"):
        write(room, may_replace=True)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "release.json").write_text('{"format": "another"}')
    for replace in (False, True):
        with pytest.raises(InputError, match=r"is not empty\..*Name another folder\.$"):
            write(mine, may_replace=replace)
    assert names(mine) == ["release.json"]


def test_what_is_no_folder_is_kept(write, team, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a folder"):
        write(team.store.path, may_replace=True)
    with pytest.raises(InputError, match="Make it first"):
        write(tmp_path / "none" / "out")


def test_a_link_to_a_release_is_followed(write, tmp_path: Path) -> None:
    write(tmp_path / "real")
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "link", may_replace=True)
    assert (tmp_path / "link").is_symlink()
    assert "checksums.txt" in names(tmp_path / "real")

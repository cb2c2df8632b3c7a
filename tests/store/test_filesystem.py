"""Which file systems are refused, and which only named."""

from pathlib import Path

import pytest

from annotator.domain.errors import FileRefused
from annotator.store import filesystem, open_to_write
from annotator.store.filesystem import check_filesystem, filesystem_of

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /home nfs4 rw 0 0
/dev/sdb1 /home/anna/local xfs rw 0 0
share /mnt/a\\040share cifs rw 0 0
weird /mnt/weird newfs rw 0 0
short
tmpfs /mnt/twice tmpfs rw 0 0
server:/x /mnt/twice nfs rw 0 0
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mounts"
    path.write_text(MOUNTS)
    return path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/tmp-of-none/x", "ext4"),
        ("/home", "nfs4"),
        ("/home/bert/file.db", "nfs4"),
        ("/homes/file.db", "ext4"),
        ("/home/anna/local/file.db", "xfs"),
        ("/home/anna/local2/file.db", "nfs4"),
        ("/mnt/a share/file.db", "cifs"),
        ("/mnt/weird/x", "newfs"),
        ("/mnt/twice/x", "nfs"),
    ],
)
def test_the_innermost_and_latest_mount_counts(mounts: Path, path: str, kind: str) -> None:
    assert filesystem_of(Path(path), mounts) == kind


def test_a_system_that_does_not_tell_is_trusted(tmp_path: Path) -> None:
    assert filesystem_of(tmp_path, tmp_path / "missing") == ""


@pytest.mark.parametrize("kind", sorted(filesystem.NETWORK))
def test_network_file_systems_are_refused_by_name(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(filesystem, "filesystem_of", lambda _: kind)
    with pytest.raises(FileRefused, match=rf"network file system \({kind}\).*--unsafe-filesystem"):
        check_filesystem(Path("/x"))
    assert check_filesystem(Path("/x"), allow_unsafe=True) == ""


def test_an_unknown_type_is_named_and_a_local_one_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystem, "filesystem_of", lambda _: "newfs")
    assert "does not know (newfs)" in check_filesystem(Path("/x"))
    monkeypatch.setattr(filesystem, "filesystem_of", lambda _: "ext4")
    assert check_filesystem(Path("/x")) == ""


def test_a_file_on_a_network_is_not_even_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystem, "filesystem_of", lambda _: "nfs")
    with pytest.raises(FileRefused, match="network"):
        open_to_write(tmp_path / "a.db", create=True)
    assert list(tmp_path.iterdir()) == []
    with open_to_write(tmp_path / "a.db", create=True, unsafe_filesystem=True) as store:
        assert store.warning == ""


def test_a_link_to_a_file_on_a_network_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far, near = tmp_path / "far", tmp_path / "near"
    far.mkdir()
    near.mkdir()
    (near / "a.db").symlink_to(far / "a.db")
    monkeypatch.setattr(
        filesystem, "filesystem_of", lambda path: "nfs" if "far" in str(path.resolve()) else "ext4"
    )
    with pytest.raises(FileRefused, match="network"):
        open_to_write(near / "a.db", create=True)

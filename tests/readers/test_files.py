"""Folders are walked in order, and what cannot be read is said instead of raised."""

import io
import os
import threading
from pathlib import Path

import pytest

from annotator.domain.errors import InputError
from annotator.readers import Found, find_files, read_file, read_stream


def seen(found: Found, root: Path) -> tuple[str, str]:
    return str(found.path.relative_to(root)), found.state


def test_a_folder_gives_its_articles_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "c/d.HTML", "c/e.json", ".hidden.txt", ".git/x.txt", "README"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    assert [seen(found, tmp_path) for found in find_files([tmp_path])] == [
        ("README", "passed_over"),
        ("a.txt", "file"),
        ("b.md", "file"),
        ("c/d.HTML", "file"),
        ("c/e.json", "passed_over"),
    ]


def test_named_files_of_another_kind_are_errors_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text("{}")
    assert list(find_files([tmp_path / "gold.json"])) == [
        Found(tmp_path / "gold.json", "error", "no reader takes files that end in '.json'")
    ]


def test_a_named_file_without_suffix_is_taken(tmp_path: Path) -> None:
    (tmp_path / "article").write_text("The board met.")
    assert [found.state for found in find_files([tmp_path / "article"])] == ["file"]
    assert read_file(tmp_path / "article").text == "The board met."


def test_links_that_lead_back_are_not_followed_for_ever(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    (tmp_path / "a" / "x.txt").write_text("words")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = list(find_files([tmp_path]))
    assert [seen(item, tmp_path) for item in found] == [
        ("a/back", "passed_over"),
        ("a/x.txt", "file"),
        ("self.txt", "error"),
    ]
    assert "already" in found[0].reason


@pytest.mark.parametrize("name", ["missing.txt", "nul\0.txt"])
def test_a_path_that_is_not_there_is_an_error_item(tmp_path: Path, name: str) -> None:
    [found] = find_files([tmp_path / name])
    assert found.state == "error"
    assert found.reason
    with pytest.raises(InputError, match="cannot be read"):
        read_file(tmp_path / name)


def test_a_folder_without_rights_is_an_error_item_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (tmp_path / "x.txt").write_text("words")
    listing = Path.iterdir

    def refuse(path: Path) -> object:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", refuse)  # root may look into everything
    found = list(find_files([tmp_path]))
    assert [seen(item, tmp_path) for item in found] == [("locked", "error"), ("x.txt", "file")]
    assert found[0].reason == "Permission denied"


def test_a_pipe_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    [found] = find_files([tmp_path])
    assert (found.state, found.reason) == ("passed_over", "not a regular file")


def test_a_folder_is_refused_where_a_file_is_meant(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="it is a folder"):
        read_file(tmp_path)


def test_a_big_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as stream:
        stream.truncate(10**12)  # a sparse file: reading it would fail
    with pytest.raises(InputError, match=r"big\.txt: it is larger than 20,000,000 bytes"):
        read_file(big)


def test_the_limit_is_the_last_size_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    assert read_file(path, max_size=5).text == "12345"
    with pytest.raises(InputError, match="--max-size"):
        read_file(path, max_size=4)


def test_a_pipe_is_read_up_to_the_limit(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"The board met.",))
    writer.start()
    assert read_file(pipe).text == "The board met."
    writer.join()


def test_a_stream_is_read_and_bounded() -> None:
    article = read_stream(io.BytesIO(b"# Heading\n"), name="standard input")
    assert (article.reader, article.name) == ("markdown", "standard input")
    with pytest.raises(InputError, match="standard input: it is larger than 3 bytes"):
        read_stream(io.BytesIO(b"1234"), name="standard input", max_size=3)

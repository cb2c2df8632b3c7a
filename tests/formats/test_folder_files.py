"""Folders that are read: whatever lies in them, reading ends, and only what counts is read."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.errors import InputError
from annotator.domain.incoming import Incoming
from annotator.formats import load_formats
from annotator.formats.format import Source

LINE = json.dumps({"id": 1, "claim": "The bridge closed.", "label": "SUPPORTS", "evidence": []})
TASKS = json.dumps([{"id": 1, "data": {"text": "The bridge closed."}, "annotations": []}])
RELEASED = json.dumps({"claim": "a", "text": "It closed.", "article": {"id": "b"}})


def folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        file = path / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    return path


def records(name: str, path: Path) -> list[object]:
    read = load_formats().get(name).read
    assert read is not None
    return list(read(Source(path)))


def listen(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize(
    ("name", "files", "odd"),
    [
        ("fever", {"a_jsonl": LINE}, "b.jsonl"),
        ("fever", {"a_jsonl": LINE, "wiki-pages__a_jsonl": "{}"}, "wiki-pages/b.jsonl"),
        ("labelstudio", {"a_json": TASKS}, "b.json"),
        ("release", {"claims_jsonl": RELEASED}, "articles.jsonl"),
    ],
)
@pytest.mark.parametrize(
    "make",
    [os.mkfifo, os.mkdir, listen, lambda path: path.symlink_to("nowhere")],
    ids=lambda make: make.__name__,
)
def test_what_is_no_file_is_named_and_never_waited_for(
    name: str, files: dict[str, str], odd: str, make: Callable[[Path], None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = folder(tmp_path, **files)
    monkeypatch.chdir(path)  # a socket's name must be short
    make(Path(odd))
    with pytest.raises(InputError) as caught:
        records(name, path)
    assert odd in str(caught.value)


@pytest.mark.parametrize(
    ("name", "files"), [("fever", {"a_jsonl": LINE}), ("labelstudio", {"a_json": TASKS})]
)
def test_hidden_files_are_not_read(name: str, files: dict[str, str], tmp_path: Path) -> None:
    """What tells an import from others does not count them either."""
    path = folder(tmp_path, **files)
    before = records(name, path)
    assert all(isinstance(one, Incoming) for one in before)
    for file in list(path.iterdir()):
        (path / f"._{file.name}").write_bytes(file.read_bytes().replace(b"bridge", b"tunnel"))
    assert records(name, path) == before

"""Our readers and other people's are registered the same way."""

import sys
from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from annotator.domain.errors import AnnotatorError, InputError
from annotator.readers import Reader, Reading, load_readers, read_bytes
from annotator.readers.registry import GROUP, build_registry

OWN = ("annotator.readers.plain:READER", "annotator.readers.markdown:READER")
SHOUT = Reader(
    name="shout",
    suffixes=(".shout",),
    read=lambda raw, name: Reading(raw.decode().upper()),
    version=lambda: "7",
    recognises=lambda raw: raw.startswith(b"!"),
)


def points(*values: str) -> list[EntryPoint]:
    return [EntryPoint(f"r{i}", value, GROUP) for i, value in enumerate(values)]


@pytest.fixture
def other_package(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("other_package")
    module.READER, module.NOTHING = SHOUT, 3  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "other_package", module)


def test_the_program_registers_its_own_by_entry_points() -> None:
    registry = load_readers()
    assert {"html", "markdown", "text"} <= {reader.name for reader in registry.readers}
    assert {".htm", ".html", ".md", ".markdown", ".text", ".txt", ".xhtml"} <= set(registry.suffixes)
    assert registry.broken == ()


@pytest.mark.usefixtures("other_package")
def test_another_package_adds_a_reader() -> None:
    registry = build_registry(points(*OWN, "other_package:READER"))
    article = read_bytes(b"hello", name="x.shout", suffix=".shout", registry=registry)
    assert (article.text, article.reader, article.reader_version) == ("HELLO", "shout", "7")
    assert read_bytes(b"!hello", name="-", suffix=None, registry=registry).reader == "shout"


@pytest.mark.usefixtures("other_package")
def test_a_broken_reader_is_said_and_keeps_no_other_from_working() -> None:
    registry = build_registry(
        points(*OWN, "no_such_package:READER", "other_package:MISSING", "other_package:NOTHING", OWN[0])
    )
    assert [reader.name for reader in registry.readers] == ["markdown", "text"]
    assert len(registry.broken) == 4
    with pytest.raises(InputError, match="no_such_package"):
        read_bytes(b"words", name="x.other", suffix=".other", registry=registry)


def test_no_reader_for_plain_text_means_a_broken_installation() -> None:
    with pytest.raises(AnnotatorError, match="Install the program again"):
        read_bytes(b"words", name="x", suffix=None, registry=build_registry([]))

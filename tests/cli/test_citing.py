"""`annotator cite --from`: the source comes from what could be pasted into the form."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

Call = Callable[..., Any]
ANNA = ("--reviewer", "anna")
ENTRY = (
    r"@misc{a, title={A f\"{i}re}, author={Lee, Ann}, year=2020, url={https://news.example/1},"
    r" urldate={2021-02-03}}"
)


@pytest.fixture
def claim(kit, tmp_path: Path) -> str:
    desk = kit.desk(path=tmp_path / "annotator.db")
    kit.close(desk)
    return desk.claims[0]


def cited(kit, tmp_path: Path) -> list[tuple[Any, ...]]:
    desk = kit.open(tmp_path / "annotator.db")
    return desk.sql(
        "SELECT url, title, author, published, accessed, archived_at FROM current_citation ORDER BY id"
    )


def test_a_source_is_taken_from_a_file_and_options_count_before_it(
    call: Call, claim: str, kit, tmp_path: Path
) -> None:
    (tmp_path / "a.bib").write_text(ENTRY + ENTRY.replace("Ann", "Bo"), encoding="utf-8")
    done = call("cite", claim, "--from", "a.bib", "--stance", "supports", "--title", "Mine", *ANNA)
    assert (done.code, done.out) == (0, f"{claim[:12]} cited, supports\n")
    assert done.err == "2 entries are in a.bib; the first one is cited.\n"
    assert cited(kit, tmp_path) == [("https://news.example/1", "Mine", "Ann Lee", "2020", "2021-02-03", "")]


def test_a_source_is_taken_from_standard_input(
    call: Call, claim: str, kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted = b"https://web.archive.org/web/20220321101112/https://news.example/2?utm_source=x\n"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(pasted), isatty=lambda: False))
    done = call("cite", claim, "--from", "-", "--stance", "refutes", "--accessed", "2022-04-01", *ANNA)
    assert (done.code, done.err) == (0, "Taken off the address: utm_source.\n")
    ((url, *_, accessed, archived),) = cited(kit, tmp_path)
    assert (url, accessed, archived) == ("https://news.example/2", "2022-04-01", "2022-03-21T10:11:12")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"A title, in words", "holds no web address, DOI, BibTeX entry"),
        (b"@misc{a,\n title={x}", "closing brace is missing in line 2"),
        (b"\xff\xfe\x00", "is no UTF-8 text"),
        (b"https://news.example/" + b"x" * 900_000, "holds no web address"),
        (None, "could not be read: No such file or directory"),
    ],
)
def test_what_cannot_be_read_is_told_and_cites_nothing(
    call: Call, claim: str, kit, tmp_path: Path, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "x").write_bytes(content)
    done = call("cite", claim, "--from", "x", "--stance", "supports", *ANNA)
    assert (done.code, done.out) == (1, "")
    assert words in done.err
    assert "Nothing was cited." in done.err
    assert cited(kit, tmp_path) == []

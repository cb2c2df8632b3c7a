"""Reading the configuration: what is right is taken, what is wrong is refused with its line."""

import os
from pathlib import Path

import pytest

from annotator.domain.errors import InputError
from annotator.settings.config import AUTO, Config, read_config
from annotator.settings.folders import config_file

FULL = """\
theme = "light"
advance_after_label = true
date_format = "%d.%m.%Y"
scheme = "labels.toml"
reviewer = "Ann Lee"

[keys]
"claim.next" = "z"
claim.previous = ["ctrl+o", "up", "up"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "own.toml"


def refusal(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_config(path)
    return str(refused.value)


def test_everything_that_can_be_said(path: Path) -> None:
    path.write_text(FULL, encoding="utf-8")
    config = read_config(path)
    assert (config.theme, config.advance_after_label, config.reviewer) == ("light", True, "Ann Lee")
    assert config.date_format.show("2026-02-20") == "20.02.2026"
    assert config.scheme == path.parent / "labels.toml"
    found = {command: (keys.keys, keys.line) for command, keys in config.keys.items()}
    assert found == {"claim.next": (("z",), 8), "claim.previous": (("ctrl+o", "up"), 9)}
    assert config.given == {"theme", "advance_after_label", "date_format", "scheme", "reviewer"}


def test_ids_may_stand_in_the_heading(path: Path) -> None:
    path.write_text('[keys.claim]\nnext = "z"\n', encoding="utf-8")
    assert read_config(path).keys["claim.next"].line == 2


def test_without_a_file_and_with_an_empty_one_the_defaults_hold(path: Path) -> None:
    assert read_config(path) == Config()
    path.write_text("", encoding="utf-8")
    config = read_config(path)
    assert (config.theme, config.advance_after_label, dict(config.keys), config.given) == (
        AUTO, False, {}, frozenset(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('\ncolour = "red"\n', 2, "unknown option 'colour'"),
        ('themes = "dark"\n', 1, "Did you mean theme?"),
        ("[colours]\n", 1, "unknown option 'colours'"),
        ('# a\ntheme = "drak"\n', 2, "Did you mean dark?"),
        ("theme = 3\n", 1, 'theme must be a text. Nothing was changed. Write theme = "dark".'),
        ('theme = ""\n', 1, "theme must be a text"),
        ('advance_after_label = "yes"\n', 1, "Write advance_after_label = true, without quotes."),
        ('date_format = "%H"\n', 1, "%H is not known"),
        ('date_format = "%d.%m."\n', 1, "needs a year"),
        ("scheme = []\n", 1, "scheme must be a text"),
        ('reviewer = "import:x"\n', 1, "belong to imported suggestions"),
        ('keys = "j"\n', 1, "keys is a table"),
        ('[keys]\n"claim.next" = 1\n', 2, "claim.next needs a key, or a list of keys"),
        ('[keys]\n"claim.next" = ["j", 1]\n', 2, "claim.next needs a key"),
        ('[keys]\n"claim.next" = ""\n', 2, "claim.next needs a key"),
        ("[keys]\n'claim.next' = []\n", 2, "claim.next has no key left"),
        ('[keys]\n"claim.next" = "z"\nclaim.next = "w"\n', 2, "claim.next is given keys twice"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(path: Path, text: str, line: int, words: str) -> None:
    told = refusal(path, text)
    assert told.startswith(f"{path}, line {line}: ")
    assert words in told


def test_what_is_no_toml_no_text_or_no_file_is_told(path: Path, tmp_path: Path) -> None:
    assert "line 1" in refusal(path, "theme = dark\n")
    assert "no TOML" in refusal(path, "theme = 1" + "0" * 5000)
    assert "no TOML" in refusal(path, "a = " + "[" * 100_000)
    path.write_bytes(b'theme = "\xff"')
    with pytest.raises(InputError, match="not UTF-8"):
        read_config(path)
    with pytest.raises(InputError, match="not a plain file"):
        read_config(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="not a plain file"):
        read_config(tmp_path / "pipe")


def test_the_environment_names_another_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(path))
    assert config_file() == path
    monkeypatch.setenv("ANNOTATOR_CONFIG", "")
    assert config_file().name == "config.toml"

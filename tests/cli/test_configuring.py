"""The commands about one's own settings, and that a wrong one stops a command before it begins."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli.configuring import template
from annotator.cli.main import cli
from annotator.domain.errors import AnnotatorError
from annotator.domain.scheme_reading import default_scheme
from annotator.settings.config import OPTIONS, THEMES, Config, read_config
from annotator.tui.command_table import commands
from annotator.tui.commands import BY_SCHEME
from annotator.tui.keymap import remapped

ROOT = Path(__file__).parents[2]
TABLE = commands(default_scheme())
SCHEME = 'name = "two"\nversion = "1"\n[[label]]\nid = "fine"\nkey = "p"\ncolour = "red"\nhelp = "it is"\n'
Run = Callable[..., Result]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the configuration of these tests is; not made yet."""
    return tmp_path / "config.toml"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(cli, ["--db", str(tmp_path / "work.db"), *map(str, arguments)])

    return run


def test_the_template_changes_nothing_and_says_everything(tmp_path: Path) -> None:
    path = tmp_path / "template.toml"
    path.write_text(template(), encoding="utf-8")
    config = read_config(path)
    assert (config.keys, config.given) == ({}, frozenset())
    told = re.sub(r"(?m)^# (?=\"|[a-z_]+ = )", "", template())
    data = tomllib.loads(told)
    assert set(data) == {*OPTIONS, "keys"}
    path.write_text(told, encoding="utf-8")
    assert remapped(TABLE, read_config(path)) == TABLE
    assert set(data["keys"]) == {command.id for command in TABLE if command.action not in BY_SCHEME}


def test_the_page_shows_an_example_that_holds(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "configuring.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    path = tmp_path / "example.toml"
    path.write_text(example, encoding="utf-8")
    config = read_config(path)
    assert config.given == set(OPTIONS)
    assert len(remapped(TABLE, config)) == len(TABLE)
    assert all(f"`{theme}`" in page for theme in THEMES)
    assert all(f"| `{option}` |" in page for option in OPTIONS)


def test_init_writes_a_file_once(run: Run, own: Path) -> None:
    assert run("config", "--init").exit_code == 0
    assert own.read_text(encoding="utf-8") == template()
    own.write_text("# mine\n", encoding="utf-8")
    again = run("config", "--init")
    assert isinstance(again.exception, AnnotatorError)
    assert "is there already. It was not changed." in str(again.exception)
    assert own.read_text(encoding="utf-8") == "# mine\n"


def test_config_says_where_it_is_and_what_is_in_force(run: Run, own: Path) -> None:
    assert f"{own} (not there; annotator config --init makes it)" in run("config").output
    own.write_text('theme = "light"\ndate_format = "%d.%m.%Y"\n[keys]\n"carry" = "W"\n', encoding="utf-8")
    lines = [" ".join(line.split()) for line in run("config").output.splitlines()]
    assert lines == [
        str(own), "theme light", "advance_after_label false (default)", "date_format %d.%m.%Y (20.02.2026)",
        "scheme the built-in one (default)", "reviewer not named here (default)", "carry W",
    ]  # fmt: skip


def test_keys_prints_the_live_table_and_markdown_the_usual_one(run: Run, own: Path) -> None:
    before = run("keys", "--markdown").output
    own.write_text('[keys]\n"carry" = ["W", "f2"]\n', encoding="utf-8")
    (line,) = [line for line in run("keys").output.splitlines() if " carry " in line]
    assert line.split()[:3] == ["W", "F2", "carry"]
    assert line.endswith("(usually >)")
    rows = {row["id"]: row for row in map(json.loads, run("keys", "--json").output.splitlines())}
    assert list(rows) == [command.id for command in TABLE]
    assert (rows["carry"]["keys"], rows["carry"]["default"]) == (["W", "f2"], [">"])
    assert run("keys", "--markdown").output == before


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("keys",), '[keys]\n"claim.next" = "s"\n'),
        (("config",), '[keys]\n"no.such" = "w"\n'),
        (("ingest", "a.txt"), 'theme = "pink"\n'),
        (("init",), 'scheme = "missing.toml"\n'),
        (("init",), "advance_after_label = 1\n"),
        (("label", "x", "sourced"), "not toml"),
    ],
)
def test_what_is_wrong_stops_every_command_that_reads_it(
    run: Run, own: Path, tmp_path: Path, arguments: tuple[str, ...], text: str
) -> None:
    own.write_text(text, encoding="utf-8")
    ran = run(*arguments)
    assert isinstance(ran.exception, AnnotatorError)
    assert "Nothing was changed." in str(ran.exception)
    assert not (tmp_path / "work.db").exists()


def test_new_files_take_the_configured_scheme(run: Run, own: Path, tmp_path: Path) -> None:
    (tmp_path / "labels.toml").write_text(SCHEME, encoding="utf-8")
    own.write_text('scheme = "labels.toml"\n', encoding="utf-8")
    article = tmp_path / "a.txt"
    article.write_text("The old lock was closed on Monday. Nobody was hurt.\n", encoding="utf-8")
    assert "label.fine" in run("keys").output
    assert run("ingest", article).exit_code == 0
    own.write_text("", encoding="utf-8")
    assert "label.fine" in run("keys").output
    assert run("doctor").exit_code == 0


def test_a_scheme_named_on_the_command_line_goes_before_and_a_merge_takes_none(
    run: Run, own: Path, tmp_path: Path
) -> None:
    own.write_text('scheme = "missing.toml"\n', encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(SCHEME.replace("fine", "good"), encoding="utf-8")
    assert run("init", "--scheme", other).exit_code == 0
    assert "label.good" in run("keys").output
    pack = tmp_path / "work.pack"
    assert run("pack", "-o", pack).exit_code == 0
    merged = CliRunner().invoke(cli, ["--db", str(tmp_path / "copy.db"), "merge", str(pack)])
    assert merged.exit_code == 0


def test_the_reviewer_of_the_configuration_goes_behind_option_and_environment(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def who() -> list[str]:
        assert run("label", claim, "sourced").exit_code == 0
        return sorted(json.loads(run("stats", "--json").output)["reviewers"])

    own.write_text('reviewer = "Ann Lee"\n', encoding="utf-8")
    article = own.parent / "a.txt"
    article.write_text("The old lock was closed on Monday. Nobody was hurt.\n", encoding="utf-8")
    run("ingest", article)
    claim = json.loads(run("claims", "--json").output.splitlines()[0])["id"]
    assert who() == ["Ann Lee"]
    monkeypatch.setenv("ANNOTATOR_REVIEWER", "bo")
    assert who() == ["Ann Lee", "bo"]


def test_defaults_need_no_file() -> None:
    assert read_config(Path("/nowhere/config.toml")) == Config()

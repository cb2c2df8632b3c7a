"""A command loads what it needs and no more, and the list of commands is true without loading any."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli.main import COMMANDS, cli

UNNEEDED = {"textual", "rich", "markdown_it", "charset_normalizer", "sqlite_utils"}
CITED = ("--url", "http://a.example/1", "--stance", "supports")
WATCHED = """
import sys
from annotator.cli.main import main
sys.argv = ["annotator", *sys.argv[1:]]
try: main()
except SystemExit as end: assert not end.code, end.code
print(*sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded_by(folder: Path, *arguments: str) -> set[str]:
    """The packages that a command has imported when it ends well."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", ["--help", "--version", "keys", "label --help", "formats"])
def test_what_needs_no_file_loads_neither_screen_nor_database(tmp_path: Path, arguments: str) -> None:
    assert not loaded_by(tmp_path, *arguments.split()) & (UNNEEDED | {"sqlite3"})


def test_the_keys_need_neither_hashing_nor_guessing(tmp_path: Path) -> None:
    """The table is shown with the built-in scheme, whose digest nobody asks for, and no key is mistaken."""
    assert not loaded_by(tmp_path, "keys") & {"hashlib", "secrets", "json", "difflib", "getpass"}


@pytest.mark.parametrize("command", ["stats", "claims", "keys", "pack", "doctor", "export jsonl"])
def test_what_reads_loads_no_screen(kit, tmp_path: Path, command: str) -> None:
    kit.close(kit.desk(path=tmp_path / "annotator.db"))
    loaded = loaded_by(tmp_path, *command.split())
    assert "sqlite3" in loaded
    assert not loaded & UNNEEDED


@pytest.mark.parametrize("command", [("label", "sourced"), ("cite", *CITED)])
def test_what_writes_loads_no_screen(kit, tmp_path: Path, command: tuple[str, ...]) -> None:
    desk = kit.desk(path=tmp_path / "annotator.db")
    claim = desk.claims[0]
    kit.close(desk)
    name, *rest = command
    assert not loaded_by(tmp_path, name, claim, *rest) & UNNEEDED


def test_completing_a_command_loads_none(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom annotator.cli.main import cli\n"
        "try: cli(prog_name='annotator', complete_var='COMPLETE')\nexcept SystemExit: pass\n"
        "print(*[name for name in sys.modules if name.startswith('annotator.')], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"COMPLETE": "bash_complete", "COMP_WORDS": "annotator ", "COMP_CWORD": "1"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.split(",")[1] for line in done.stdout.splitlines()] == list(COMMANDS)
    assert {"annotator.cli.main", "annotator.cli.setup"} <= set(done.stderr.split())
    assert not {f"annotator.cli.{where.split(':')[0]}" for where, _ in COMMANDS.values()} & set(
        done.stderr.split()
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_is_true(name: str) -> None:
    """What is listed does the same as what the command's own help says."""
    shown = CliRunner().invoke(cli, [name, "--help"])
    assert shown.exit_code == 0
    assert shown.output.split("\n\n")[1].split()[0] == COMMANDS[name][1].split()[0]

"""The README says what is so."""

import re
import subprocess
import sys
from pathlib import Path

from annotator.cli.main import COMMANDS
from annotator.domain.scheme_reading import default_scheme
from annotator.tui.command_table import commands
from annotator.tui.commands import key_rows

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def between(first: str, last: str, page: str = README) -> str:
    return page.split(first, 1)[1].split(last, 1)[0].strip()


def test_the_key_table_is_the_one_that_binds_the_keys(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "annotator", "--db", str(tmp_path / "none.db"), "keys", "--markdown"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    page = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert between("<!-- keys -->", "<!-- /keys -->", page) == printed.strip()


def test_the_main_keys_are_keys_of_the_review_screen() -> None:
    bound = " ".join(row.keys for row in key_rows(commands(default_scheme()), "review")).split()
    named = re.findall(r"`(\S+)`", between("<!-- main keys -->", "<!-- /main keys -->"))
    assert len(named) > 30
    assert [key for key in named if key not in bound] == []


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"annotator (?:--\S+ )?([a-z]+)", README)) - {"annotator"}
    assert named <= set(COMMANDS)


def test_every_file_that_is_linked_exists() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"

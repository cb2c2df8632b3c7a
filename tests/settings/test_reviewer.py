"""Who I am: names that can be names, and the one remembered."""

import getpass
from pathlib import Path

import pytest

from annotator.domain.errors import InputError
from annotator.settings.reviewer import check_name, login_name, remember_reviewer, remembered_reviewer


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (" anna ", "anna"),
        ("Zoë O'Neil", "Zoë O'Neil"),
        ("Zoe\u0308", "Zoë"),
        ("安娜", "安娜"),
        ("[b]", "[b]"),
    ],
)
def test_a_name_is_tidied(given: str, name: str) -> None:
    assert check_name(given) == name


@pytest.mark.parametrize(
    "name", ["", " ", "a\nb", "\x1b[31m", "a\u202eb", "\ud800", "a" * 101, "a\tb", "import:csv"]
)
def test_what_cannot_be_a_name_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        check_name(name)


def test_a_name_is_remembered(tmp_path: Path) -> None:
    assert remembered_reviewer(tmp_path) == ""
    remember_reviewer(tmp_path, "Zoë")
    assert remembered_reviewer(tmp_path) == "Zoë"


def test_a_person_without_a_login_has_a_name_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "anna")
    assert login_name() == "anna"

    def fail() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", fail)
    assert login_name() == "reviewer"

"""Splitters by name, and the claim set that one makes."""

from importlib.metadata import EntryPoint

import pytest

from annotator.domain.errors import InputError
from annotator.splitting import Registry, make_claim_set
from annotator.splitting.plain import SPLITTER
from annotator.splitting.registry import GROUP


def registry(**values: str) -> Registry:
    return Registry(EntryPoint(name, value, GROUP) for name, value in values.items())


def test_names_are_known_without_importing_anything() -> None:
    assert registry(b="no.such.module:X", a="another:Y").names == ("a", "b")


def test_the_built_in_splitter_loads_like_any_other() -> None:
    assert registry(plain="annotator.splitting.plain:SPLITTER").load() is SPLITTER


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("absent", "no splitter named 'absent'"),
        ("gone", "cannot be loaded"),
        ("empty", "cannot be loaded"),
        ("wrong", "is not a Splitter"),
    ],
)
def test_a_splitter_that_cannot_be_used_is_named(name: str, said: str) -> None:
    broken = registry(gone="no.such.module:X", empty="json:absent", wrong="json:dumps")
    with pytest.raises(InputError, match=said):
        broken.load(name)


def test_a_claim_set_records_splitter_version_language_and_date() -> None:
    made = make_claim_set("A ferry sank.", SPLITTER, published="2026-02-20", language="en")
    assert (made.splitter, made.version, made.model) == ("plain", SPLITTER.version, "")
    assert (made.options, made.published) == ({"language": "en"}, "2026-02-20")
    assert [claim.text for claim in made.claims] == ["A ferry sank."]
    assert made.claims[0].id
    assert made.id == make_claim_set("A ferry sank.", SPLITTER, published="2026-02-20", language="en").id

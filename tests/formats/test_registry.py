from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import pytest

from annotator.formats import Format, load_formats
from annotator.formats.describing import does
from annotator.formats.jsonl import FORMAT
from annotator.formats.registry import GROUP, build_registry

BUILT_IN = tuple(entry_points(group=GROUP))


def point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, GROUP)


def test_csv_and_jsonl_are_built_in() -> None:
    built_in = [(form.id, form.suffix, form.extra) for form in build_registry(BUILT_IN).formats]
    assert {("csv", ".csv", ""), ("jsonl", ".jsonl", "")} <= set(built_in)


def test_every_format_says_what_it_does() -> None:
    for form in build_registry(BUILT_IN).formats:
        assert (form.write is None) != (form.write_folder is None) or form.read is not None, form.id
        assert form.description
        assert form.tables, form.id
        assert bool(form.extra) == bool(form.modules), form.id


def test_a_format_that_is_declared_and_named_in_code_is_loaded_once() -> None:
    registry = build_registry([*BUILT_IN, *BUILT_IN])
    assert [form.id for form in registry.formats] == [form.id for form in build_registry(BUILT_IN).formats]
    assert registry.broken == ()


def test_loading_everything_breaks_nothing() -> None:
    assert load_formats().get("jsonl") is FORMAT
    assert load_formats().broken == ()


def test_a_format_that_cannot_be_loaded_is_named_and_keeps_no_other_from_working() -> None:
    registry = build_registry([point("odd", "annotator.nowhere:FORMAT"), *BUILT_IN])
    assert registry.get("jsonl") is FORMAT
    assert registry.broken == (
        "The format 'odd' (annotator.nowhere:FORMAT) cannot be loaded: No module named 'annotator.nowhere'.",
    )


def test_something_else_than_a_format_is_named() -> None:
    registry = build_registry([point("odd", "annotator.formats.jsonl:write")])
    assert registry.broken == ("The format 'odd' (annotator.formats.jsonl:write) is not a Format.",)


def test_of_two_formats_with_one_id_the_built_in_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.formats.csv_table.TWIN", FORMAT, raising=False)
    registry = build_registry([*BUILT_IN, point("twin", "annotator.formats.csv_table:TWIN")])
    assert registry.get("jsonl") is FORMAT
    assert registry.broken == (
        "The format 'jsonl' is registered twice, by annotator.formats.csv_table:TWIN too.",
    )


@pytest.mark.parametrize(
    ("command", "safe", "able"),
    [
        (("export", "xlsx"), " Nothing was written.", lambda form: "writes" in does(form)),
        (("import", "xlsx", "a.xlsx"), "", lambda form: "reads" in does(form)),
        (("formats", "xlsx"), "", lambda form: True),
    ],
)
def test_an_unknown_format_is_refused_with_those_that_would_do(
    call: Callable[..., Any], command: tuple[str, ...], safe: str, able: Callable[[Format], bool]
) -> None:
    known = ", ".join(form.id for form in build_registry(BUILT_IN).formats if able(form))
    refused = call(*command)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == f"annotator: There is no format 'xlsx'.{safe} Use one of: {known}.\n"

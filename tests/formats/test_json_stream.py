import json
from collections.abc import Iterator
from pathlib import Path
from tracemalloc import get_traced_memory, start, stop

import pytest
from dataset_records import TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord
from annotator.formats.json_stream import JsonRecord, read_array, read_lines

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | TEXTS
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
RECORDS = st.lists(st.dictionaries(TEXTS, VALUES, max_size=3), max_size=5)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    return tmp_path / "some.json"


def told(records: Iterator[JsonRecord | BadRecord]) -> list[object]:
    return [one.value if isinstance(one, JsonRecord) else str(one) for one in records]


def array(file: Path, text: str | bytes, *keys: str, single: bool = False) -> list[object]:
    file.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    return told(read_array(file, *keys, single=single))


def lines(file: Path, text: str | bytes) -> list[object]:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return told(read_lines(file))


@settings(max_examples=60, deadline=None)
@given(RECORDS, st.sampled_from([None, 1]), st.booleans())
def test_records_come_as_the_json_module_reads_them(
    tmp_path_factory: pytest.TempPathFactory, records: list[object], indent: int | None, ascii_only: bool
) -> None:
    file = tmp_path_factory.mktemp("json") / "some.json"
    text = json.dumps(records, indent=indent, ensure_ascii=ascii_only)
    assert array(file, text) == records
    assert array(file, "\ufeff" + text) == records
    wrapped = json.dumps({"a": records, "claims": records, "z": [1]}, indent=indent, ensure_ascii=ascii_only)
    assert array(file, wrapped, "claims") == records
    each = [json.dumps(record, ensure_ascii=ascii_only) for record in records]
    if each:
        assert lines(file, "\n".join(each)) == records


def test_records_longer_than_what_is_read_at_once(file: Path) -> None:
    records = [{"text": 'é"\\[{,😀' * size} for size in (3, 40_000, 1, 90_000, 2)]
    assert array(file, json.dumps(records, ensure_ascii=False)) == records
    assert array(file, json.dumps(records, indent=2)) == records


def test_equal_records_have_equal_raw_text(file: Path) -> None:
    file.write_text('[{"b": 1.0, "a": [1,  2]},\n {"a":[1,2],"b":1.0}]')
    first, second = read_array(file)
    assert first.raw == second.raw == '{"a":[1,2],"b":1.0}'
    assert (first.place.line, second.place.line) == (1, 2)


@pytest.mark.parametrize(
    ("record", "what"),
    [
        ("nope", "is not JSON: Expecting value at character 1"),
        ('{"a": }', "is not JSON: Expecting value at character 7"),
        ('{"a": 1} x', "is not JSON: Extra data at character 10"),
        ("", "is not JSON: Expecting value at character 1"),
        ("7", "is not an object"),
        ('{"a": NaN}', "has NaN, which is no JSON"),
        ('{"a": -Infinity}', "has -Infinity, which is no JSON"),
        ('{"a": 1e999}', "has a number that is too large: 1e999"),
        ('{"a": 18446744073709551616}', "has an integer of more than 64 bits"),
        ('{"a": ' + "9" * 5000 + "}", "has an integer of more than 64 bits"),
        ('{"a": [{"b": 1, "b": 2}]}', "has the key 'b' twice"),
        ('{"a": ' + "[" * 100 + "]" * 100 + "}", "has more than 100 brackets within each other"),
        ('{"a": ' + "[" * 90_000 + "]" * 90_000 + "}", "has more than 100 brackets within each other"),
        ('{"a": "\\ud800"}', "has half a character: bytes that are not UTF-8, or a lone surrogate"),
        ('{"\\udfff": 1}', "has half a character: bytes that are not UTF-8, or a lone surrogate"),
    ],
)
def test_a_bad_record_is_told_and_reading_goes_on(file: Path, record: str, what: str) -> None:
    good = '{"a": "\\ud83d\\ude00 ]},"}'
    value = {"a": "😀 ]},"}
    assert array(file, f"[{good},\n{record},\n{good}]") == [
        value,
        f"some.json, record 2 (line 2): {what}.",
        value,
    ]
    if record:
        assert lines(file, f"{good}\n{record}\n{good}\n") == [value, f"some.json, line 2: {what}.", value]


def test_bytes_that_are_no_text_harm_only_their_record(file: Path) -> None:
    what = "has half a character: bytes that are not UTF-8, or a lone surrogate."
    assert array(file, b'[{"a":"\xff"},{"a":1}]') == [f"some.json, record 1 (line 1): {what}", {"a": 1}]
    assert lines(file, b'{"a":"\xff"}\n{"a":1}') == [f"some.json, line 1: {what}", {"a": 1}]
    [bad, _] = read_lines(file)
    assert isinstance(bad, BadRecord)
    assert bad.raw == '{"a":"?"}'


@pytest.mark.parametrize(
    ("text", "told_last"),
    [
        ('[{"a":1},{"a":', "record 3 (line 1): is missing: the list is not closed."),
        ('[{"a":1},{"a":"x', "record 3 (line 1): is missing: the list is not closed."),
        ('[{"a":1}', "record 2 (line 1): is missing: the list is not closed."),
        ('[{"a":1}}', "record 2 (line 1): is missing: the list is not closed."),
        ('[{"a":1},', "record 3 (line 1): is missing: the list is not closed."),
        ('[{"a":1}]\n[]', "record 2 (line 2): stands behind the end of the list."),
        ('{"claims":[{"a":1}', "record 2 (line 1): is missing: the list is not closed."),
        ('{"claims":[{"a":1}]} x', "record 2 (line 1): stands behind the end of the list."),
    ],
)
def test_a_file_that_breaks_off_or_goes_on_keeps_what_is_whole(file: Path, text: str, told_last: str) -> None:
    found = array(file, text, "claims")
    assert (found[0], found[-1]) == ({"a": 1}, f"some.json, {told_last}")


@pytest.mark.parametrize(
    "text", ["", "\ufeff", " \n\n", "7", '"[]"', "PK\x03\x04", '{"a":[]}', '{"claims":{}}']
)
def test_what_is_no_list_is_refused(file: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"some\.json (is|has no list)"):
        array(file, text, "claims")


@pytest.mark.parametrize("text", ['{"a"', '{"a":1', "{a:1}", '{"a" 1}', '{"a":1]', "{", '{"claims":[]'])
def test_a_broken_object_is_refused_by_its_line(file: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"some\.json is not JSON: the object that begins in line 1 breaks"):
        array(file, text, "claims", single=True)


def test_an_object_can_be_the_one_record(file: Path) -> None:
    assert array(file, '{"a": {"b": [1]}, "c": "]"}', "claims", single=True) == [{"a": {"b": [1]}, "c": "]"}]
    assert array(file, "{}", single=True) == [{}]
    assert array(file, '{"a": NaN}', single=True) == [
        "some.json, record 1 (line 1): has NaN, which is no JSON."
    ]
    assert array(file, '{"a":1 2}', single=True) == [
        "some.json, record 1 (line 1): is not JSON: Expecting ',' delimiter at character 8."
    ]
    assert array(file, '{"a":1,"a":2}', single=True) == [
        "some.json, record 1 (line 1): has the key 'a' twice."
    ]


def test_lines_may_end_as_windows_ends_them_and_with_blank_ones(file: Path) -> None:
    assert lines(file, '\ufeff{"a":1}\r\n{"a":"\u2028"}\r\n\r\n\n') == [{"a": 1}, {"a": "\u2028"}]
    found = lines(file, '{"a":1}\n\n{"a":2}')
    assert found == [{"a": 1}, "some.json, line 2: is blank, and lines come behind it.", {"a": 2}]


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", "[\n{}\n]", '[{"a":1}]\n'])
def test_what_are_no_lines_is_refused(file: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"some\.json is (empty|a JSON list)"):
        lines(file, text)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for read in (read_array, read_lines):
        with pytest.raises(InputError, match="cannot be read"):
            list(read(tmp_path / "none.json"))


def test_memory_does_not_grow_with_the_file(file: Path) -> None:
    def peak(count: int) -> int:
        with file.open("w") as out:
            out.write('{"head": 1, "claims": [')
            out.writelines('{"text": "' + "x" * 1000 + '"},\n' for _ in range(count))
            out.write("{}]}")
        start()
        assert sum(1 for _ in read_array(file, "claims")) == count + 1
        highest = get_traced_memory()[1]
        stop()
        return highest

    few = peak(3_000)
    assert peak(9_000) < 1.2 * few

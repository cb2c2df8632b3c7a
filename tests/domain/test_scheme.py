"""Schemes: everything is checked, and an error names the file and the line."""

from itertools import count

import pytest

from annotator.domain.errors import InputError
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_reading import default_scheme, parse_scheme

GOOD = """\
name = "ours"
version = "2"

[[label]]
id = "likely"
key = "l"
colour = "#a0B1c2"
needs_rationale = true
verdict = { with_support = "supported", without_support = "insufficient" }

[[label.way]]
need = [
    { count = 1, stances = ["supports"], say = "support" },
    { count = 2, fields = ["quote"], say = "quote" },
]

[[label]]
id = "open"
key = "o"
colour = "bright_blue"
decides = false
"""


def test_a_scheme_of_ones_own_is_read_whole() -> None:
    scheme = parse_scheme(GOOD, name="ours.toml")
    assert (scheme.name, scheme.version, scheme.text) == ("ours", "2", GOOD)
    likely, open_ = scheme.labels
    assert (likely.id, likely.key, likely.colour, likely.needs_rationale) == ("likely", "l", "#a0B1c2", True)
    first, second = likely.ways[0].needs
    assert (first.count, first.stances, first.say_many) == (1, ("supports",), "support")
    assert second.stances == ("supports", "partly_supports", "refutes", "context", "attributes")
    assert likely.verdict is not None
    assert likely.verdict.support == "any"
    assert not open_.decides
    assert open_.ways == ()
    assert scheme.label("open") is open_
    assert scheme.label("nothing") is None


def test_the_built_in_scheme_has_the_labels_and_keys_of_the_guide() -> None:
    assert [(label.id, label.key, label.decides) for label in default_scheme().labels] == [
        ("sourced", "s", True),
        ("contested", "c", True),
        ("verified", "v", True),
        ("insufficient", "i", False),
        ("not_checkable", "x", False),
    ]


def test_a_scheme_is_its_text_byte_for_byte() -> None:
    assert parse_scheme(GOOD, name="a").digest == parse_scheme(GOOD, name="b").digest
    assert parse_scheme(GOOD + "\n", name="a").digest != parse_scheme(GOOD, name="a").digest


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "at least one"),
        ('name = "x"\nversion = "1"\n', 1, "at least one"),
        ('name = "x"\nversion = "1"\nlabel = 3\n', 1, "at least one"),
        ('name = "x"\nversion = "1"\nlabel = ["a"]\n', 1, "must be a [[label]] table"),
        (changed('name = "ours"', 'nom = "ours"'), 1, "unknown field 'nom'"),
        (changed('name = "ours"', 'name = ""'), 1, "name must be"),
        (changed('version = "2"', "version = 2"), 2, "version must be"),
        (changed('id = "likely"\n', ""), 4, "id must be"),
        (changed('id = "likely"', 'id = "Likely"'), 5, "lower-case"),
        (changed('id = "likely"', 'id = "l\\u001b"'), 5, "lower-case"),
        (changed('id = "open"', 'id = "likely"'), 18, "used twice"),
        (changed('key = "l"', 'key = "ll"'), 6, "one printable character"),
        (changed('key = "l"', 'key = " "'), 6, "one printable character"),
        (changed('key = "l"', 'key = "\\u0007"'), 6, "one printable character"),
        (changed('key = "l"', "key = 1"), 6, "key must be"),
        (changed('key = "o"', 'key = "l"'), 19, "used twice"),
        (changed('colour = "#a0B1c2"', 'colour = "#a0B1c"'), 7, "unknown colour"),
        (changed('colour = "bright_blue"', 'colour = "blueish"'), 20, "unknown colour"),
        (changed("needs_rationale = true", 'needs_rationale = "yes"'), 8, "true or false"),
        (changed("needs_rationale = true", "need_rationale = true"), 8, "unknown field"),
        (changed('with_support = "supported"', 'with_support = "true"'), 9, "with_support must be one of"),
        (changed(', without_support = "insufficient"', ""), 9, "without_support must be one of"),
        (changed('"insufficient" }', '"insufficient", support = "all" }'), 9, '"any" or "independent"'),
        (changed("{ with_support", "{ as_support"), 9, "unknown field"),
        (
            changed("verdict = {", "verdict = [{").replace('insufficient" }', 'insufficient" }]'),
            9,
            "verdict is a table",
        ),
        (changed("need = [\n", "needs = [\n"), 12, "unknown field 'needs'"),
        (changed("count = 1", "count = 0"), 13, "must be a number from 1 to 99"),
        (changed("count = 1", "count = true"), 13, "must be a number from 1 to 99"),
        (changed("count = 2", "count = 100"), 14, "must be a number from 1 to 99"),
        (changed("count = 2", "count = 2.0"), 14, "must be a number from 1 to 99"),
        (changed('["supports"]', '["support"]'), 13, "stances must be a list of"),
        (changed('["supports"]', '"supports"'), 13, "stances must be a list of"),
        (changed('["supports"]', '[["supports"]]'), 13, "stances must be a list of"),
        (changed('["quote"]', '["quotes"]'), 14, "fields must be a list of"),
        (changed(', say = "quote"', ""), 14, "say must be"),
        (changed('fields = ["quote"]', 'field = ["quote"]'), 14, "unknown field 'field'"),
        (changed("decides = false", "decides = 0"), 21, "true or false"),
        (changed("[[label.way]]\n", "[label.way]\n"), 11, "[[label.way]] tables"),
        (changed("[[label]]", "[label]"), None, ""),
        (changed('name = "ours"', 'name = "ours'), 1, "line 1"),
        (changed("decides = false", "decides = falsch"), 21, "line 21"),
        (GOOD + "x = " + "[" * 20_000, None, ""),
        (changed("count = 2", "count = " + "9" * 5_000), None, ""),
        (changed("count = 2", "count = 2026-13-45"), 14, "line 14"),
    ],
    ids=count(),
)
def test_a_bad_scheme_is_refused_with_its_file_and_line(text: str, line: int | None, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_scheme(text, name="ours.toml")
    said = str(caught.value)
    assert said.startswith("ours.toml")
    assert words in said
    assert "No scheme was set." in said
    if line is not None:
        assert f"line {line}" in said


def test_a_key_of_another_command_is_refused() -> None:
    with pytest.raises(
        InputError, match=r"ours.toml, line 6: the key 'l' already belongs to another command"
    ):
        parse_scheme(GOOD, name="ours.toml", reserved_keys={"l", "q"})


def test_a_header_written_with_spaces_is_counted_too() -> None:
    text = changed('[[label]]\nid = "open"', '[[ label ]]  # the second\nid = "Open"')
    with pytest.raises(InputError, match="line 18"):
        parse_scheme(text, name="ours.toml")


def test_reading_keeps_foreign_letters_as_they_are() -> None:
    scheme: Scheme = parse_scheme(changed('say = "support"', 'say = "[bold]støtte[/]"'), name="x")
    assert scheme.labels[0].ways[0].needs[0].say == "[bold]støtte[/]"

"""What reaches the terminal: only what it can show, whatever the text is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.text import clean_line
from annotator.plain.readable import readable
from annotator.store import open_to_read

HOSTILE = (
    "\x1b]52;c;aGFjaw==\x07 \x1b[2J \x9b31m \u202eabc\u2066 \ufeff\u2028 \x00 \x7f "
    "[b]x[/b] [@click=app.bell]y[/]"
)
WORDS = ["s", "c", "j", "k", "n", "u", "redo", "f", "m", "t", "a", "r", "o", "X", ".", "+", "q"]
LINES = st.lists(
    st.one_of(
        st.sampled_from(["", *WORDS]),
        st.text(max_size=30).map(lambda text: text.replace("\n", " ").replace("\r", " ")),
        st.builds("{} {}".format, st.sampled_from(["t", "m", "a", "r", "g"]), st.text(max_size=20)),
    ),
    max_size=25,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("“Zoë” – naïve…", "ascii", '"Zoe" - naive...'),
        ("Zoë 東", "latin-1", "Zoë [U+6771]"),
        ("東京 👩", "ascii", "[U+6771][U+4EAC] [U+1F469]"),
        ("plain", "ascii", "plain"),
        ("東", "utf-8", "東"),
    ],
)
def test_what_cannot_be_shown_is_named(text: str, encoding: str, shown: str) -> None:
    assert readable(text, encoding) == shown


@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp437", "koi8-r", "utf-8", "euc-jp"]))
def test_what_is_readable_can_be_written(text: str, encoding: str) -> None:
    readable(text.encode("utf-8", "replace").decode(), encoding).encode(encoding)


def test_bytes_that_are_no_text_are_read_all_the_same(talk: Callable[..., Any], path: Path) -> None:
    raw = b"m caf\xff\x00 \xe6\x9d\xb1\nm " + HOSTILE.encode() + b"\r\nfull\n"
    said = talk(raw=raw)
    assert said.code == 0
    with open_to_read(path) as store:
        texts = [text for (text,) in store.db.execute("SELECT text FROM comment ORDER BY at").fetchall()]
    assert texts[0] == "caf\ufffd\u2400 東"
    assert texts[1].startswith("␛]52;c;aGFjaw==␇ ␛[2J")
    assert_harmless(said.out)
    assert "[b]x[/b] [@click=app.bell]y[/]" in said.flat


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES)
def test_no_conversation_breaks_down_or_moves_a_cursor(
    lines: list[str], kit_in: Any, talk_on: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A person at a terminal types anything at all; only what was said to be saved is in the log."""
    kit = kit_in(tmp_path_factory.mktemp("talk"))
    made = kit.close(kit.desk())
    raw = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    said = talk_on(made, [], person=True, raw=raw)
    assert said.error == ""
    assert_harmless(said.out)
    with open_to_read(made) as store:
        acts = "SELECT count(*) FROM event WHERE kind NOT IN ('member', 'scheme')"
        count = store.db.execute(f"{acts} AND json_extract(body, '$.act') IS NULL").fetchone()[0]
    assert said.out.count("Saved: ") == count


def assert_harmless(said: str) -> None:
    """Lines of what can be printed, and nothing else."""
    for line in said.split("\n"):
        assert clean_line(line) == line

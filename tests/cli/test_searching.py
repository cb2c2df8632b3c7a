"""`annotator search`: data on stdout, talk on stderr, colours only on a terminal, nothing raw."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.services.ingesting import put

NASTY = "\x1b]52;c;ZXZpbA==\x07 [/b] [bold]harbour[/] \u202eabc \x9b31m = 1"


@pytest.fixture
def claims(kit, tmp_path: Path) -> list[str]:
    desk = kit.desk(path=tmp_path / "annotator.db")
    read = kit.read_article("The harbour [/b] reopened.\n", title=NASTY)
    with desk.store.writing():
        put(desk.store, read, kit.split_lines(read))
    desk.me.comment(desk.claims[1], f"harbour {NASTY}")
    desk.me.label(desk.claims[0], "sourced", rationale="The harbour office said so.")
    kit.close(desk)
    return list(desk.claims)


def test_what_is_found_stands_on_two_lines_cleaned_and_without_colours_in_a_pipe(run, claims) -> None:
    done = run("search", "HARBOUR")
    assert done.code == 0
    assert all(character == "\n" or character.isprintable() for character in done.out)
    lines = done.out.splitlines()
    assert len(lines) == 12
    assert f"{claims[0][:12]}  claim 1 · A title" in lines
    assert "    The harbour closed on Monday." in lines
    assert f"{claims[1][:12]}  comment by anna on claim 2 · A title" in lines
    assert f"{claims[0][:12]}  rationale by anna on claim 1 · A title" in lines
    assert any("[/b] [bold]harbour[/]" in line for line in lines)


def test_where_to_look_how_many_and_json(run, claims) -> None:
    records = [
        json.loads(line) for line in run("search", "harbour", "--json", "--in", "claims").out.splitlines()
    ]
    assert {record["kind"] for record in records} == {"claim"}
    record = next(record for record in records if record["claim"] == claims[0])
    assert record["context"][slice(*record["marks"][0])] == "harbour"
    assert (record["number"], record["title"], record["reviewer"]) == (1, "A title", None)
    places = ("--in", "articles", "--in", "comments")
    kinds = [
        json.loads(line)["kind"] for line in run("search", "harbour", "--json", *places).out.splitlines()
    ]
    assert sorted(kinds) == ["article", "article", "comment"]
    some = run("search", "harbour", "--limit", "1")
    assert len(some.out.splitlines()) == 2
    assert some.err == "There is more; --limit 2 shows more of it.\n"


def test_an_article_names_where_in_its_text(run, claims) -> None:
    (record,) = map(json.loads, run("search", "cranes", "--json", "--in", "articles").out.splitlines())
    assert record["range"] == [49, 55]


@pytest.mark.parametrize("words", [("AND",), ("NEAR(", "x"), ("title:foo",), ("b'ad\udcff",)])
def test_nothing_found_says_what_was_looked_for(run, claims, words: tuple[str, ...]) -> None:
    done = run("search", *map(os.fsencode, words))
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("Nothing has all of: ")


def test_signs_alone_are_no_words(run, claims) -> None:
    done = run("search", "*")
    assert (done.code, done.out) == (0, "")
    assert done.err == "There is no word to search for: signs alone are not searched.\n"
    assert run("search").code == 2


def test_a_phrase_stands_in_quotes(run, claims) -> None:
    assert run("search", '"harbour closed"').out
    assert not run("search", '"closed harbour"').out
    assert run("search", "closed harbour").out


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal")
@pytest.mark.parametrize("no_colour", [False, True])
def test_on_a_terminal_what_was_found_is_bold_and_nothing_else_is_raw(
    claims, tmp_path: Path, no_colour: bool
) -> None:
    env = {**os.environ} | ({"NO_COLOR": "1"} if no_colour else {})
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "annotator", "search", "harbour"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=follower) as process:
        os.close(follower)
        shown = b""
        while process.poll() is None or shown == b"":
            try:
                shown += os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
    os.close(leader)
    text = shown.decode()
    assert ("\x1b[1mharbour\x1b[0m" in text) is not no_colour
    assert "\x1b" not in text.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "\u202e" not in text

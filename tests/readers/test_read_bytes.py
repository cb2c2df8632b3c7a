"""Any bytes give an article with canonical text, or an error that names them."""

import os
import subprocess
import sys

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.errors import InputError
from annotator.domain.text import canonical, clean_line
from annotator.readers import read_bytes

SUFFIXES = (None, ".txt", ".md", ".html")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "it is empty"),
        (b" \n\t\r\n", "it is empty"),
        (b"%PDF-1.7\nstuff", "a PDF file"),
        (b"PK\x03\x04rest", "a zip archive"),
        (b"\x89PNG\r\n\x1a\nrest", "a PNG picture"),
        (b"\xff\xd8\xff\xe0rest", "a JPEG picture"),
        (b"\x1f\x8b\x08rest", "gzip data"),
        (b"\x7fELF\x02rest", "a program"),
        (b"SQLite format 3\x00rest", "an SQLite database"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a picture"),
        (b"{\\rtf1 text}", "a Rich Text document"),
        (b"\0\0\0\1\0\0text\0\0\0\2\0\0\0", "looks binary"),
        (bytes(range(256)) * 20, "its encoding cannot be told"),
    ],
)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_no_text_is_refused_by_name(raw: bytes, why: str, suffix: str | None) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(raw, name="folder/bad\x1b[2J.txt", suffix=suffix)
    assert str(caught.value).startswith("folder/bad␛[2J.txt: ")
    assert why in str(caught.value)


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf\n", "\u200f\u2028".encode(), b"\xff\xfe \0"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_marks_and_spaces_alone_are_no_text(raw: bytes, suffix: str | None) -> None:
    with pytest.raises(InputError, match=r"^x: (there is no text|no article was found) in"):
        read_bytes(raw, name="x", suffix=suffix)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"A\0B", "A␀B"),
        (b"\x1b[31mred\x1b[0m and \x07", "␛[31mred␛[0m and ␇"),
        ("left \u202eright".encode(), "left \N{REPLACEMENT CHARACTER}right"),
        (b"lone \xed\xa0\x80", "lone \N{REPLACEMENT CHARACTER}"),
        (b"[bold] [/] [southern islands]", "[bold] [/] [southern islands]"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("cafe\u0301".encode(), "café"),
    ],
)
def test_what_is_only_odd_is_made_visible(raw: bytes, text: str) -> None:
    article = read_bytes(raw, name="x.txt", suffix=".txt")
    assert article.text == text
    assert article.original == raw
    assert (article.reader, article.reader_version, article.name) == ("text", "1", "x.txt")


@pytest.mark.parametrize(
    ("raw", "reader"),
    [
        (b"Just words.", "text"),
        (b"# Heading\n\nWords.", "markdown"),
        (b"---\ntitle: T\n---\nWords.", "markdown"),
        (b"<!DOCTYPE html><title>T</title><p>Words of the article.</p>", "html"),
        (b"\xef\xbb\xbf\n<html><body><p>Words of the article.</p></body></html>", "html"),
        ("<html><body><p>Words of the article.</p></body></html>".encode("utf-16"), "html"),
        (b"#hashtag is no heading", "text"),
        (b"<b>bold</b> words", "text"),
    ],
)
def test_without_a_suffix_the_bytes_decide(raw: bytes, reader: str) -> None:
    assert read_bytes(raw, name="standard input", suffix=None).reader == reader


def test_an_unknown_suffix_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"x\.json: .*'\.json'.*\.html.*\.md.*\.txt"):
        read_bytes(b"{}", name="x.json", suffix=".json")


def test_suffixes_are_known_in_any_case() -> None:
    assert read_bytes(b"Words.", name="X.TXT", suffix=".TXT").reader == "text"


PIECES = st.sampled_from(
    [
        *(
            b"<p>",
            b"</p>",
            b"<html",
            b"<body>",
            b"<article>",
            b"<h1>",
            b"&#27;",
            b"&#0;",
            b"&#xd800;",
        ),
        *(
            b"<!--",
            b"<![CDATA[",
            b"<script>",
            b"<table><tr><td>",
            b"<meta charset=utf-16>",
            b"<?xml?>",
        ),
        *(
            b"---\n",
            b"title: x\n",
            b"# ",
            b"* ",
            b"| a | b |\n|---|---|\n",
            b"[x](y)",
            b"```\n",
            b"> ",
        ),
        *(
            b"\xff\xfe",
            b"\xfe\xff",
            b"\xef\xbb\xbf",
            b"\xed\xa0\x80",
            b"\0",
            b"\x1b[2J",
            b"\r",
            b"\n\n",
        ),
        *(
            b"By Jane Doe\n",
            b"3 March 2022\n",
            b"OSLO (EW) - ",
            b"The board met and said so. ",
            b"\x81",
        ),
        *("Über “das”. ".encode(), "外務大臣は述べた。".encode("cp932"), "слово ".encode("koi8-r")),
        b'<script type="application/ld+json">{"@type":["Article"],"author":{"name":3}}</script>',
    ]
)
MIXED = st.lists(st.one_of(PIECES, st.binary(max_size=8)), max_size=20).map(b"".join)


@settings(max_examples=150, deadline=None)
@given(raw=st.one_of(st.binary(max_size=200), MIXED), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_give_canonical_text_or_an_input_error(raw: bytes, suffix: str | None) -> None:
    try:
        article = read_bytes(raw, name="any", suffix=suffix)
    except InputError as error:
        event(error.what)
        return
    assert article.text.strip()
    assert canonical(article.text) == article.text
    assert article.original == raw
    assert set(article.metadata) <= set(METADATA_FIELDS)
    for item in article.metadata.values():
        assert item.value
        assert clean_line(item.value) == item.value
    assert read_bytes(raw, name="again", suffix=suffix).capture_id == article.capture_id


def test_the_same_bytes_give_the_same_capture_in_another_process() -> None:
    pages = {
        ".txt": "Ferries Return\nBy Jane Doe\n\nOSLO (EW) - Die Fähren fahren.\n".encode("cp1252"),
        ".md": b"# Ferries Return\n\n- one\n- two\n",
        ".html": b"<html lang=en><body><h1>Ferries Return</h1><p>The ferries run again, "
        b"the board said.</p><ul><li>one</li><li>two</li></ul></body></html>",
    }
    here = [read_bytes(raw, name="x", suffix=suffix).capture_id for suffix, raw in pages.items()]
    script = (
        "from annotator.readers import read_bytes\n"
        f"for suffix, raw in {pages!r}.items():\n"
        "    print(read_bytes(raw, name='y', suffix=suffix).capture_id)\n"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == here

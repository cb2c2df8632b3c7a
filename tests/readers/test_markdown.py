"""Markdown becomes plain paragraphs: words stay, markup goes."""

import pytest

from annotator.domain.article import Metadatum, ReadArticle
from annotator.readers import read_bytes


def read(markdown: str) -> ReadArticle:
    return read_bytes(markdown.encode(), name="x.md", suffix=".md")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Head\nwords\nwrapped", "Head\n\nwords wrapped\n"),
        ("Head\n====\n\nwords", "Head\n\nwords\n"),
        ("*soft* **hard** ~~gone~~ `code`", "soft hard gone code\n"),
        (
            "a [link](http://example.org 'title') and <http://example.org>",
            "a link and http://example.org\n",
        ),
        ("![a picture](x.png) seen", "seen\n"),
        ("lead\n\n- one\n- two\n  - three\n\nend", "lead\n\none\ntwo\nthree\n\nend\n"),
        ("- one\n\n- two\n", "one\n\ntwo\n"),
        ("1. first\n2. second\n", "first\nsecond\n"),
        ("a\n\n| x | y |\n|---|---|\n| 1 | **2** |\n\nb", "a\n\nx | y\n1 | 2\n\nb\n"),
        ("> quoted\n> words\n\n---\n\nend", "quoted words\n\nend\n"),
        ("one  \ntwo<br>three", "one\ntwo\nthree\n"),
        ("```py\nx = 1\n\ny = 2\n```\n", "x = 1\n\ny = 2\n"),
        ("<div>\n<p>A &amp; B</p><script>x()</script><!-- c -->\n</div>\n\nend", "A & B\n\nend\n"),
        ("one <!-- hidden --> two &copy; 3 < 4", "one  two © 3 < 4\n"),
        ("[southern islands] \\[bold\\] [/] \\*star\\*", "[southern islands] [bold] [/] *star*\n"),
        ("\x1b[31mred\0", "␛[31mred␀\n"),
    ],
)
def test_a_document_becomes_plain_paragraphs(markdown: str, text: str) -> None:
    assert read(markdown).text == text


def test_front_matter_gives_metadata_and_leaves_the_text() -> None:
    article = read(
        '---\n# a comment\ntitle: "Ferries: Return"\ndate: 3 March 2022\nlang: en-GB\n'
        "authors:\n  - Jane Doe\n  - 'John Roe'\nsource: Examplewire\nplace: Oslo\n"
        "url: https://example.org/a\ntags: [a, b]\nnested:\n  deep: 1\n---\n# Heading\n\nWords.\n"
    )
    assert article.text == "Heading\n\nWords.\n"
    assert article.metadata == {
        "title": Metadatum("Ferries: Return", "front matter"),
        "published": Metadatum("2022-03-03", "front matter"),
        "place": Metadatum("Oslo", "front matter"),
        "publisher": Metadatum("Examplewire", "front matter"),
        "author": Metadatum("Jane Doe; John Roe", "front matter"),
        "language": Metadatum("en", "front matter"),
        "url": Metadatum("https://example.org/a", "front matter"),
    }


@pytest.mark.parametrize(
    "markdown",
    ["---\nwords\n---\nend", "---\ntitle: T\nwords here\n---\nend", "---\ntitle: T\nend"],
)
def test_lines_that_are_no_front_matter_stay_in_the_text(markdown: str) -> None:
    article = read(markdown)
    assert "end" in article.text
    assert "front matter" not in {item.origin for item in article.metadata.values()}
    assert ("words" in article.text) == ("words" in markdown)


def test_a_date_that_is_none_is_left_out() -> None:
    assert "published" not in read("---\ndate: soon\n---\nWords.").metadata


def test_the_first_heading_is_the_title() -> None:
    article = read("OSLO (EW) - The board met.\n\n## The *Board*\n\nIt left.\n")
    assert article.metadata["title"] == Metadatum("The Board", "first heading")
    assert article.metadata["place"] == Metadatum("OSLO", "dateline")


def test_the_version_names_the_renderer() -> None:
    assert read("words").reader_version.startswith("1+markdown-it-py-")

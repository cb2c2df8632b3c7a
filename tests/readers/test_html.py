"""Pages give their main text and what they say of themselves, without network and guesses."""

import contextlib
import socket
import subprocess
import sys

import pytest

from annotator.domain.article import Metadatum, ReadArticle
from annotator.domain.errors import InputError, MissingExtra
from annotator.readers import read_bytes

BODY = """<h1>Ferries Return</h1>
<p>BERGEN (Examplewire) - The <em>ferries</em> are <a href="/x">back</a> on the <b>fjord</b>, the
board of the company said on Friday after a long meeting with the town.</p>
<p>It spoke of the "northern islands" [southern islands] and of <strong>[bold]</strong> plans,
and of [/] signs &#27;[31m and &lt;tags&gt; that nobody in the harbour had ever seen.</p>
<ul><li>The first ferry leaves at six in the morning.</li><li>The last one comes at ten.</li></ul>
<p>The company did not say what the two years had cost it, or who had paid for the repairs.</p>"""
TEXT = """Ferries Return

BERGEN (Examplewire) - The ferries are back on the fjord, the board of the company said on Friday \
after a long meeting with the town.

It spoke of the "northern islands" [southern islands] and of [bold] plans, and of [/] signs ␛[31m \
and <tags> that nobody in the harbour had ever seen.

- The first ferry leaves at six in the morning.

- The last one comes at ten.

The company did not say what the two years had cost it, or who had paid for the repairs."""


def page(head: str = "", body: str = BODY, html: str = "<html>") -> str:
    return (
        f"<!DOCTYPE html>{html}<head><meta charset=utf-8>{head}</head><body>"
        f"<nav><a href=/>Home</a> <a href=/w>World</a></nav><article>{body}</article>"
        "<footer>Copyright 2019 The Example. All rights reserved.</footer></body></html>"
    )


def read(html: str) -> ReadArticle:
    return read_bytes(html.encode(), name="x.html", suffix=".html")


def test_the_main_text_is_taken_in_paragraphs() -> None:
    assert read(page()).text == TEXT


def test_a_headline_outside_the_article_stands_on_top() -> None:
    html = page(body=BODY.split("\n", 1)[1]).replace("<nav>", "<header><h1>Ferries Return</h1></header><nav>")
    assert read(html).text == TEXT


def test_a_page_says_what_it_is_in_meta_elements() -> None:
    article = read(
        page(
            '<meta property="og:title" content="Ferries  &amp; Fjords">'
            '<meta property="og:site_name" content="The Example">'
            '<meta property="article:published_time" content="2022-03-03T23:15:00+01:00">'
            '<meta name="author" content="Jane Doe"><meta name="author" content="John Roe">'
            '<link rel="canonical" href="https://example.org/a"><title>F | The Example</title>',
            html='<html lang="en-GB">',
        )
    )
    assert article.metadata == {
        "title": Metadatum("Ferries & Fjords", "meta og:title"),
        "published": Metadatum("2022-03-03", "meta article:published_time"),
        "place": Metadatum("BERGEN", "dateline"),
        "publisher": Metadatum("The Example", "meta og:site_name"),
        "author": Metadatum("Jane Doe; John Roe", "meta author"),
        "language": Metadatum("en", "html lang"),
        "url": Metadatum("https://example.org/a", "canonical link"),
    }


def test_json_ld_of_an_article_is_believed_first() -> None:
    article = read(
        page(
            '<meta property="og:title" content="Other">'
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "No"},'
            '{"@type": ["NewsArticle"], "headline": "Ferries", "datePublished": "2022-03-03",'
            '"author": [{"name": "Jane Doe"}, "John Roe"], "publisher": {"name": "The Example"},'
            '"inLanguage": "en-US", "url": "https://example.org/b"}]}</script>'
        )
    )
    assert article.metadata["title"] == Metadatum("Ferries", "JSON-LD headline")
    assert article.metadata["published"] == Metadatum("2022-03-03", "JSON-LD datePublished")
    assert article.metadata["author"] == Metadatum("Jane Doe; John Roe", "JSON-LD author")
    assert article.metadata["publisher"] == Metadatum("The Example", "JSON-LD publisher")
    assert article.metadata["language"] == Metadatum("en", "JSON-LD inLanguage")
    assert article.metadata["url"] == Metadatum("https://example.org/b", "JSON-LD url")


@pytest.mark.parametrize("data", ["{", "[]", "3", '{"@type": "Article", "headline": 3}', "[" * 99999])
def test_broken_json_ld_does_no_harm(data: str) -> None:
    html = page(f'<script type="application/ld+json">{data}</script>')
    assert read(html).metadata["title"] == Metadatum("Ferries Return", "h1")


def test_no_date_is_made_up() -> None:
    assert "published" not in read(page()).metadata
    assert "published" not in read(page('<meta name="date" content="soon">')).metadata
    body = BODY + "<p>The company was founded in May 2011 and <time>2 June 2012</time> saw a fire.</p>"
    assert "published" not in read(page(body=body)).metadata


def test_a_time_element_counts_when_it_says_so() -> None:
    body = BODY + '<time itemprop="datePublished" datetime="2022-03-03">today</time>'
    assert read(page(body=body)).metadata["published"] == Metadatum("2022-03-03", "time element")


def test_the_declared_encoding_is_used() -> None:
    html = page(body=f"{BODY}<p>Ölpreis in Zürich: 5 £ “nur” für Gäste der neuen Fähre.</p>")
    declared = html.replace("utf-8", "windows-1252").encode("cp1252")
    article = read_bytes(declared, name="x", suffix=None)
    assert article.text.endswith("Ölpreis in Zürich: 5 £ “nur” für Gäste der neuen Fähre.")
    xml = '<?xml version="1.0" encoding="koi8-r"?>' + page(body=f"<p>{'Паром снова ходит. ' * 9}</p>")
    russian = read_bytes(xml.replace(" charset=utf-8", "").encode("koi8-r"), name="x", suffix=".xhtml")
    assert russian.text.startswith("Паром снова ходит.")


@pytest.mark.parametrize(
    "html",
    ["<html></html>", "<html><body><script>x()</script></body></html>", "<!doctype html>", "<"],
)
def test_a_page_without_an_article_is_refused(html: str) -> None:
    with pytest.raises(InputError, match=r"^x\.html: no article was found"):
        read(html)


@pytest.mark.parametrize("unit", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "</p>", "<!--", "&#27;"])
def test_pages_nested_without_end_are_read_or_refused(unit: str) -> None:
    with contextlib.suppress(InputError):
        read(page(body=unit * 3000 + BODY))


def test_reading_a_page_uses_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    class Refused(socket.socket):  # a class still: what is imported only now may name it in a type
        __init__ = refuse

    monkeypatch.setattr(socket, "socket", Refused)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    html = page('<link rel="canonical" href="https://example.org/a"><base href="https://example.org/">')
    assert read(html).text == TEXT


def test_without_the_extra_the_error_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtra, match=r"pip install 'annotator\[html\]'"):
        read(page())


def test_the_version_names_the_extraction() -> None:
    assert read(page()).reader_version.startswith("1+trafilatura-")


def test_heavy_packages_are_imported_only_when_a_page_is_read() -> None:
    script = (
        "import sys\n"
        "from annotator.readers import load_readers, read_bytes\n"
        "load_readers()\n"
        "read_bytes(b'Words.', name='x', suffix='.txt')\n"
        "print([m for m in ('trafilatura', 'lxml', 'markdown_it', 'charset_normalizer', 'textual')"
        " if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

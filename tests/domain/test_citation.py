"""Sources: which origin counts, and which addresses are taken."""

import pytest

from annotator.domain.citation import Source, check_url, site_of, source_fields
from annotator.domain.errors import FieldError


@pytest.mark.parametrize(
    ("source", "origin"),
    [
        (Source(url="https://www.example.org/a", publisher="Post", origin="Wire", author="X"), "Wire"),
        (Source(url="https://www.example.org/a", publisher="Post", author="X"), "Post"),
        (Source(url="https://www.example.org/a", author="X", reference="A book"), "example.org"),
        (Source(author="X", reference="A book"), "X"),
        (Source(reference="A book"), "A book"),
        (Source(), ""),
    ],
)
def test_the_origin_is_the_best_that_is_known(source: Source, origin: str) -> None:
    assert source.effective_origin == origin


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://WWW.Example.org:8080/a?b#c", "example.org"),
        ("http://user@news.example.org", "news.example.org"),
        ("https://[::1]/", "::1"),
        ("https://[::1", ""),
        ("not an address", ""),
        ("", ""),
    ],
)
def test_the_site_of_an_address(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    "url",
    ["https://example.org", " http://example.org/a%20b ", "https://[::1]:8/", "HTTPS://EXAMPLE.ORG/", ""],
)
def test_web_addresses_are_taken_and_stripped(url: str) -> None:
    assert check_url(url, "url") == url.strip()


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org/",
        "https://",
        "https:///path",
        "https://exa mple.org/",
        "https://example.org/a\nb",
        "https://[::1",
        "data:text/html,x",
    ],
)
def test_anything_else_is_refused_and_the_field_named(url: str) -> None:
    with pytest.raises(FieldError, match=r"^archive url:") as caught:
        check_url(url, "archive_url")
    assert caught.value.field == "archive_url"


def test_only_fields_that_are_given_enter_an_event() -> None:
    assert source_fields(Source(url="u", origin="o")) == {"url": "u", "origin": "o"}

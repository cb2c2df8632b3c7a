"""Nothing that is put into a page as text can become markup."""

import ast
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotator.report
from annotator.domain.text import clean
from annotator.report import markup
from annotator.report.markup import Markup, document, element, group, jump, link


class Seen(HTMLParser):
    """What a parser finds in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(*children: Markup) -> Seen:
    return Seen(document("default-src 'none'", "p { }", group(), group(*children)).partition("</head>")[2])


NASTY = st.text() | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '" onload="x',
        "' onclick='x",
        "</p><img src=x>",
        "&lt;b&gt;",
        "<!--",
        "]]>",
    ]
)


@given(NASTY, NASTY)
def test_text_comes_out_as_text_and_makes_no_element(text: str, value: str) -> None:
    found = seen(element("p", text, title=value))

    assert found.tags == [("p", {"title": clean(value)})]
    assert found.text.strip("\n") == clean(text).strip("\n")


@given(st.text() | st.sampled_from(["javascript:alert(1)", "data:text/html,x", "//x.org", "https://"]))
def test_only_the_web_is_linked_to(address: str) -> None:
    for tag, attributes in seen(link(address, "words")).tags:
        assert (tag, attributes["rel"]) == ("a", "noreferrer noopener")
        assert str(attributes["href"]).startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "address",
    [
        "JavaScript:alert(1)", "java\nscript:alert(1)", "vbscript:x", "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd", "ftp://example.org/x", "//example.org", "http:", "http://[", "", " ",
        "https://example.org/\u202egnp.exe", "https://example.org/a b", "https://example.org/\x00",
        "https://example.org/" + "a" * 3000,
    ],
)  # fmt: skip
def test_other_addresses_stay_words(address: str) -> None:
    found = seen(link(address, "words"))

    assert (found.tags, found.text.strip()) == ([], "words")


def test_a_plain_address_is_a_link() -> None:
    address = "https://example.org/a?b=1&c=%20#d"

    assert seen(link(address, "words")).tags == [
        ("a", {"href": address, "rel": "noreferrer noopener"})
    ]  # as it was given
    assert seen(jump("time", "words")).tags == [("a", {"href": "#time"})]


@pytest.mark.parametrize("name", ["script", "STYLE", "iframe", "p onload=x", "p>", "", "a b", "embed"])
def test_elements_that_load_or_run_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no element"):
        element(name)


@pytest.mark.parametrize("name", ["onload", "ONCLICK", "href", "src", "style", "srcset", "x>", "a b"])
def test_attributes_that_load_or_run_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no attribute"):
        element("p", **{name: "x"})


def test_markup_is_made_in_one_place_and_does_not_become_a_string() -> None:
    made = element("p", "words")
    for attempt in (lambda: str(made), lambda: f"{made}", lambda: " ".join([made]), lambda: Markup("<b>", 0)):
        with pytest.raises(TypeError):
            attempt()
    assert "words" not in repr(made)


def test_a_stylesheet_cannot_end_its_element() -> None:
    with pytest.raises(ValueError, match="<"):
        document("default-src 'none'", "</style><script>", group(), group())


def test_no_other_module_of_the_report_reaches_into_markup() -> None:
    """The constructor's key and the raw text are for the one module that escapes."""
    folder = Path(annotator.report.__file__).parent
    for file in sorted(folder.glob("*.py")):
        if file.name == Path(markup.__file__).name:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = getattr(node, "attr", getattr(node, "id", ""))
            assert named not in {"_html", "_KEY", "_element", "Template"}, (file.name, named)

"""Fact-check pages in Markdown, rendered by markdown-it-py: foreign text comes out as text."""

import json
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from dataset_records import MemoryFolder, Records, make_citation, make_gold, make_label, make_record
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.domain.article import METADATA_FIELDS, Metadatum
from annotator.domain.citation import Source
from annotator.domain.claim import Claim
from annotator.domain.dataset import About, ClaimRecord, DatasetArticle, RevisionRecord
from annotator.domain.scheme_reading import default_scheme
from annotator.domain.text import clean
from annotator.formats.format import Written
from annotator.formats.markdown_text import block, web_link
from annotator.formats.pages import MARKDOWN

STARTS = [
    *(
        "- x",
        "+ x",
        "* x",
        "1. x",
        "12) x",
        "# x",
        "> x",
        "    x",
        "\tx",
        "=====",
        "-----",
        "***",
        "```",
        "~~~",
    ),
    *("<div>", "<!-- x", "[x]: http://a.example", "| a | b |", ": x", "{{ x }}", "{% x %}", "&copy;", "\\"),
]
HOSTILE = (
    "<script>alert(1)</script>\n# heading\n\n- item\n1. one\n\n    code\n```\nfence\n> quote\n"
    "[a](javascript:x)"
    " ![i](http://e.example/i.png) <http://e.example> www.e.example a@e.example **b** `c` {{ x }} {% y %}"
    " [r]: http://e.example\n---\n===\n| a | b |\n| --- | --- |\n<!-- \u202e &copy; \\"
)
OURS = {"h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "a", "hr", "blockquote"}


def rendered(markdown: str) -> str:
    """As a lenient site would: HTML, tables and struck words are markup too."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return str(reader.render(markdown))


def tags(html: str) -> Counter[str]:
    return Counter(re.findall(r"<([a-z][a-z0-9]*)", html))


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def written(*records: ClaimRecord, **parts: Any) -> tuple[dict[str, str], Written]:
    folder = MemoryFolder()
    done = MARKDOWN.write_folder(Records(records, **parts), folder)  # type: ignore[misc]
    return {name: raw.decode() for name, raw in folder.files.items()}, done


def whole(text: str) -> ClaimRecord:
    """A record that has this text wherever a person can write one."""
    citation = make_citation(
        source=Source(*[text] * 7), quote=text, archive_url=text, archived_at=text, closed=text, locator=text
    )
    label = make_label(text or "x", None, by=text, citations=[citation], missing=(text,))
    known = {name: Metadatum(text, "x") for name in METADATA_FIELDS}
    return make_record(
        article=DatasetArticle("6a" * 32, known, text * 2 + "ab"),
        claim=Claim(
            ((0, len(text)), (len(text) + 1, len(text) + 2)), text, speaker=text, date=text, id="7" * 64
        ),
        labels=(label,),
        gold=make_gold(text or "x", None, by=text, rationale=text, citations=(citation,), at=text),
        revision=RevisionRecord((), (), text, "wording", text, text),
    )


def pages(text: str) -> str:
    about = About(text, "1", default_scheme(), guideline_name=text)
    return "\n\n".join(rendered(page) for page in written(whole(text), about=about)[0].values())


def test_a_page_tells_claims_labels_evidence_method_and_corrections() -> None:
    citation = make_citation(archive_url="https://archive.example/1")
    record = make_record(
        labels=(make_label("verified", "supported", citations=[citation]),), gold=make_gold()
    )
    files, done = written(record, about=About("pilot", "1", default_scheme(), guideline_name="Claims 2"))
    assert list(files) == ["talks-aaaaaaaaaaaaaaaa.md", "index.md"]
    page = words(rendered(files["talks-aaaaaaaaaaaaaaaa.md"]))
    for told in (
        "Fact-check: Talks 1 claim: 1 supported.",
        "[1▸Lorna Vey◂1] left the talks [1▸on Monday◂1]. She said so.",
        "1. Lorna Vey left on Monday. Supported",
        "Supports the claim : Minutes ( archived copy ) left the talks Kind: primary source",
        "Decision, olga : verified, a lead decided (2026-03-03) The minutes say so. Rests on no citation.",
        "anna : verified, confidence 4 of 5 (2026-03-01) One wire. Rests on evidence 1.",
        "Guideline : Claims 2",
    ):
        assert told in page, told
    assert '<a href="talks-aaaaaaaaaaaaaaaa.md">Talks</a>' in rendered(files["index.md"])
    assert '<a href="https://example.org/a">Minutes</a>' in rendered(files["talks-aaaaaaaaaaaaaaaa.md"])
    assert done == Written(1, 2)


def test_an_article_without_a_title_is_called_by_its_first_words() -> None:
    record = make_record()
    files, _ = written(replace(record, article=replace(record.article, metadata={})))
    page = "article-aaaaaaaaaaaaaaaa.md"
    called = "Lorna Vey left the talks on Monday. She said so."
    assert words(rendered(files[page])).startswith(f"Fact-check: {called}")
    assert f'<a href="{page}">{called}</a>' in rendered(files["index.md"])


def test_hostile_text_makes_no_markup_link_or_template() -> None:
    html = pages(HOSTILE)
    assert tags(html) == tags(pages("\n".join("plain" for line in HOSTILE.split("\n") if line)))
    assert set(tags(html)) <= OURS
    assert {address.rpartition(".")[2] for address in re.findall(r'href="([^"]*)"', html)} == {"md"}
    source = "".join(written(whole(HOSTILE), about=About(HOSTILE, "1", default_scheme()))[0].values())
    assert "{{" not in source
    assert "{%" not in source
    assert words(html).count("<script>alert(1)</script>") >= 10


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab1.)-+=#>*_`~[]()<>!&|:\\\t {}%漢\u202e"), min_size=1, max_size=12))
@example("1)")
def test_any_line_is_one_paragraph_that_shows_it(text: str) -> None:
    html = rendered(f"{block(text)}\n\nend\n")
    shown = " ".join(clean(text).split())
    assert words(html) == f"{shown} end".strip()
    assert tags(html) == Counter({"p": 1 + bool(shown)})


@pytest.mark.parametrize("start", STARTS)
def test_no_line_begins_anything(start: str) -> None:
    in_list = rendered(f"- {block(start)}\n\n  {block(start)}\n\n  > {block(start)}\n")
    assert set(tags(in_list)) == {"ul", "li", "p", "blockquote"}
    assert words(in_list).count(" ".join(start.split())) == 3


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "http://a.example/>",
        "http://a.example/ b",
        "https://",
        "data:text/html,x",
        "http://a.example/\\",
    ],
)
def test_only_fit_addresses_of_the_web_are_linked(address: str) -> None:
    assert web_link(address, "x") == "x"


def test_an_address_comes_out_as_it_is() -> None:
    address = "https://a.example/p_(x)?a=1&copy=2#*_~"
    assert f'href="{address.replace("&", "&amp;")}"' in rendered(web_link(address, "x"))


def test_a_published_page_embeds_claim_reviews_that_nothing_can_end() -> None:
    hostile = "</script> {{ x }} {% y %} <!-- `"
    record = make_record(gold=make_gold(rationale=hostile))
    options = {"page": "https://checks.example/{claim}", "publisher": hostile}
    page = written(record, options=options)[0]["talks-aaaaaaaaaaaaaaaa.md"]
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', rendered(page))
    [review] = json.loads(block)["@graph"]
    assert review["author"]["name"] == review["reviewRating"]["ratingExplanation"] == hostile
    assert "{{" not in page
    assert "{%" not in page
    assert set(tags(rendered(page))) <= OURS | {"script"}

"""Fact-check pages: what they tell, that foreign text stays text, and how they look in a real browser."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from dataset_records import MemoryFolder, Records, make_citation, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.agreement import agreement_of
from annotator.domain.article import METADATA_FIELDS, Metadatum
from annotator.domain.citation import Source
from annotator.domain.claim import Claim
from annotator.domain.dataset import About, ClaimRecord, DatasetArticle, RevisionRecord
from annotator.domain.errors import InputError
from annotator.domain.round import Round
from annotator.domain.scheme_reading import default_scheme
from annotator.domain.text import clean
from annotator.formats.format import Written
from annotator.formats.pages import HTML

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> \" onload='x' --></style><!-- javascript:alert(3)"
    " [x](javascript:alert(4)) **b** \u202eabc漢字 &lt;b&gt; @import url(//evil.example/x)"
)
TEXT = "The harbour closed on Monday.\n\nBoth cranes failed, the mayor said."
ARTICLE = DatasetArticle(
    "5f" * 32,
    {"title": Metadatum("Harbour closed", "x"), "url": Metadatum("https://example.org/h", "x")},
    TEXT,
)
PAGE = "harbour-closed-5f5f5f5f5f5f5f5f.html"
ALLOWED = {
    "html": {"lang"}, "meta": {"charset", "http-equiv", "content", "name"}, "h2": {"id"}, "h3": {"id"},
    "p": {"class", "dir"}, "div": {"class", "lang"}, "a": {"href", "rel"}, "nav": {"aria-label"},
    "ul": {"class"}, "ol": {"class"}, "li": {"value"}, "section": {"id", "aria-labelledby"},
    "mark": {"class"}, "article": {"class", "id", "aria-labelledby"}, "blockquote": {"dir"},
}  # fmt: skip
"""Elements with their attributes; those without any:"""
PLAIN = frozenset(
    [
        "head",
        "title",
        "style",
        "body",
        "header",
        "h1",
        "h4",
        "bdi",
        "dl",
        "dt",
        "dd",
        "li",
        "main",
        "strong",
        "sup",
        "small",
        "footer",
    ]
)


def is_ours(tag: str, attributes: dict[str, str | None]) -> bool:
    return (tag in PLAIN and not attributes) or (tag in ALLOWED and set(attributes) <= ALLOWED[tag])


class Seen(HTMLParser):
    """What a parser finds in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.comments: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


def written(*records: ClaimRecord, **parts: Any) -> tuple[dict[str, bytes], Written]:
    folder = MemoryFolder()
    done = HTML.write_folder(Records(records, **parts), folder)  # type: ignore[misc]
    return folder.files, done


def seen(*records: ClaimRecord, **parts: Any) -> Seen:
    files, _ = written(*records, **parts)
    [page] = [raw.decode() for name, raw in files.items() if name != "index.html"]
    return Seen(page)


def checked(number: int = 1, **parts: Any) -> ClaimRecord:
    start = TEXT.index("Both")
    claim = Claim(((0, 28), (start, start + 18)), "Both cranes failed on Monday.", id=f"{number}" * 64)
    citation = make_citation(archive_url="https://archive.example/1", archived_at="2026-03-01")
    label = make_label("verified", "supported", citations=[citation])
    gold = make_gold(citations=(citation,))
    return make_record(**{"article": ARTICLE, "claim": claim, "labels": (label,), "gold": gold, **parts})


def hostile() -> ClaimRecord:
    source = Source(*[HOSTILE] * 7)
    known = {name: Metadatum(HOSTILE, "x") for name in METADATA_FIELDS}
    citation = make_citation(
        source=source, quote=HOSTILE, archive_url=HOSTILE, archived_at=HOSTILE, closed=HOSTILE
    )
    label = make_label(HOSTILE, None, by=HOSTILE, citations=[citation], missing=(HOSTILE,))
    return make_record(
        article=DatasetArticle("6a" * 32, known, HOSTILE * 3),
        claim=Claim(((3, 20), (15, 60)), HOSTILE, speaker=HOSTILE, date=HOSTILE, id="7" * 64),
        labels=(label,),
        gold=make_gold(HOSTILE, None, by=HOSTILE, rationale=HOSTILE, citations=(citation,), at=HOSTILE),
        revision=RevisionRecord((), (), HOSTILE, "wording", HOSTILE, HOSTILE),
    )


def hostile_about() -> About:
    return About(HOSTILE, "1", default_scheme(), guideline_name=HOSTILE)


def test_a_page_tells_claims_labels_evidence_method_and_corrections() -> None:
    made = RevisionRecord(("9" * 64,), (), "ben", "wording", "pronoun", "2026-03-02T10:00:00.000Z")
    words = seen(
        checked(revision=made), about=About("pilot", "1", default_scheme(), guideline_name="Claims 2")
    ).words
    for told in (
        "Fact-check: Harbour closed 1 claim: 1 supported.",
        "[1The harbour closed on Monday1]. [1Both cranes failed1], the mayor said.",
        "1. Both cranes failed on Monday. Supported",
        "Supports the claim: Minutes (archived copy, 2026-03-01) left the talks",
        "Kind: primary source · Publisher: Ministry · Where in it: p. 2 · Seen: 2026-03-01",
        "Decision, olga: verified, a lead decided 2026-03-03 The minutes say so. Rests on evidence 1.",
        "anna: verified, confidence 4 of 5 2026-03-01 One wire. Rests on evidence 1.",
        "Reviewers1: anna",
        "Decideda lead decided: 1 claim",
        "GuidelineClaims 2",
        "contesteda citable source denies it or conflicts with it. Needs 1 citation that refutes it, with",
        "Claim 1: its wording was changed (pronoun), ben, 2026-03-02",
    ):
        assert told in words, told


def test_the_page_of_a_round_says_how_it_was_done_and_how_far_people_agree() -> None:
    of = Round(
        "r1", "pilot", "labelling", "olga", 2, True, "s", "f" * 64, "", ("anna", "ben"), {}, "", "closed",
        False, 2,
    )  # fmt: skip
    votes = {"c1": {"anna": "sourced", "ben": "sourced"}, "c2": {"anna": "contested", "ben": "contested"}}
    agreement = agreement_of(votes, ["sourced", "contested"])
    words = seen(checked(), about=About("pilot", "1", default_scheme(), of, agreement=agreement)).words
    assert "Roundpilot: 2 reviewers a claim; they did not see each other’s labels" in words
    assert "AgreementKrippendorff’s alpha 1.000, over 2 claims that several reviewers labelled" in words


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"gold": None, "labels": ()}, "Not checked yet"),
        (
            {"gold": None, "labels": (make_label("contested", "refuted"), make_label(by="ben"))},
            "Reviewers differ",
        ),
        (
            {"gold": None, "labels": (make_label("verified", None, missing=("a source",)),)},
            "Evidence incomplete",
        ),
        ({"gold": make_gold("contested", "conflicting")}, "Conflicting evidence"),
        ({"gold": make_gold("not_checkable", None)}, "Not checkable"),
    ],
)
def test_the_result_is_said_in_words(parts: dict[str, Any], told: str) -> None:
    assert f"1. {told}" not in seen(checked(**parts)).words
    assert f"Both cranes failed on Monday. {told}" in seen(checked(**parts)).words


def test_results_are_those_of_claims_that_were_looked_at_with_their_numbers() -> None:
    page = seen(checked(1, gold=None, labels=()), checked(2))
    assert [one for tag, one in page.tags if tag == "li" and one.get("value")] == [{"value": "2"}]
    assert "One claim is not checked yet." in page.words


def test_the_list_leads_to_every_page_and_they_lead_back() -> None:
    files, done = written(checked(), checked(2), make_record())
    assert list(files) == [PAGE, "talks-aaaaaaaaaaaaaaaa.html", "index.html"]
    index = Seen(files["index.html"].decode())
    assert [one["href"] for tag, one in index.tags if tag == "a"] == list(files)[:2]
    assert "Harbour closed 2 claims: 2 supported." in index.words
    assert ("a", {"href": "index.html"}) in Seen(files[PAGE].decode()).tags
    assert done == Written(3, 4)


def test_the_parts_of_a_split_dataset_are_folders_under_one_list() -> None:
    files, _ = written(by_split={"train": [checked()], "dev": [make_record()]})
    assert list(files) == [f"train/{PAGE}", "dev/talks-aaaaaaaaaaaaaaaa.html", "index.html"]
    assert ("a", {"href": "../index.html"}) in Seen(files[f"train/{PAGE}"].decode()).tags
    assert ("a", {"href": f"train/{PAGE}"}) in Seen(files["index.html"].decode()).tags


def test_foreign_text_is_no_markup_style_or_address() -> None:
    files, _ = written(hostile(), about=hostile_about())
    for page in map(bytes.decode, files.values()):
        found = Seen(page)
        assert found.comments == []
        for tag, attributes in found.tags:
            assert is_ours(tag, attributes), (tag, attributes)
        addresses = [one["href"] for tag, one in found.tags if tag == "a"]
        assert all(one.startswith("#") or one.endswith(".html") for one in addresses)
        assert " ".join(clean(HOSTILE).split()) in found.words
        assert "\u202e" not in page


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_whatever_the_texts_hold_the_page_has_our_elements_and_all_of_the_article(
    data: st.DataObject, any_records: st.SearchStrategy[list[ClaimRecord]]
) -> None:
    for record in data.draw(any_records):
        page = seen(record)
        assert all(is_ours(*tag) for tag in page.tags)
        assert " ".join(clean(record.claim.text).split()) in page.words
        quotes = [one.quote for label in record.labels for one in label.citations]
        assert all(" ".join(clean(quote).split()) in page.words for quote in quotes)


PUBLISHED = {"page": "https://checks.example/2026", "publisher": "Harbour </script><!-- Checks"}


def test_a_published_page_embeds_claim_reviews_that_nothing_can_end() -> None:
    files, done = written(checked(), checked(2, gold=None, labels=()), options=PUBLISHED)
    page = files[PAGE].decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert not set(block) & set("<>&")
    [review] = json.loads(block)["@graph"]
    assert review["url"] == f"https://checks.example/2026/{PAGE}#claim-1"
    assert review["author"]["name"] == PUBLISHED["publisher"]
    assert review["reviewRating"]["alternateName"] == "Verified"
    assert done.left_out == {
        "claims without an embedded ClaimReview: not settled, merely sourced, or not checkable": 1
    }
    assert [tag for tag, _ in Seen(page).tags].count("script") == 1
    assert Seen(page).comments == []


def test_an_address_with_ids_is_that_of_each_check() -> None:
    options = {**PUBLISHED, "page": "https://checks.example/{claim}"}
    page = written(checked(), options=options)[0][PAGE].decode()
    assert f'"url":"https://checks.example/{"1" * 64}"' in page


def test_an_address_without_a_publisher_is_refused() -> None:
    with pytest.raises(InputError, match="name of who publishes"):
        written(checked(), options={"page": "https://checks.example"})


def test_equal_records_give_equal_bytes() -> None:
    assert written(checked(), hostile()) == written(checked(), hostile())


FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


async def test_in_a_browser_it_asks_for_nothing_fits_a_phone_and_prints_black_on_white(
    chromium: Any, tmp_path: Path
) -> None:
    endless = replace(checked(3), claim=replace(checked().claim, text="W" * 400))
    files, _ = written(checked(), checked(2), endless, hostile(), about=hostile_about(), options=PUBLISHED)
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    tab = await chromium.tab()
    for name in files:
        await tab.open((tmp_path / name).as_uri())
        await tab.shows(f"document.readyState === 'complete' && location.href.endsWith('/{name}')")
        assert await tab.js("document.styleSheets.length") == 1
        for colours, width in product(("light", "dark"), (360, 1280)):
            await tab.size(width, 900)
            await tab.do(
                "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": colours}]
            )
            ground = await tab.js("getComputedStyle(document.body).backgroundColor")
            assert await tab.js(FITS), (name, width)
            assert (ground == "rgb(255, 255, 255)") == (colours == "light")
        await tab.do(
            "Emulation.setEmulatedMedia",
            media="print",
            features=[{"name": "prefers-color-scheme", "value": "dark"}],
        )
        assert await tab.js("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert await tab.js("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        await tab.do("Emulation.setEmulatedMedia", media="")
    assert {address.rpartition("/")[2] for address in tab.requests} == set(files)
    assert tab.console == []


async def test_every_part_has_a_name_for_who_cannot_see_it(chromium: Any, tmp_path: Path) -> None:
    files, _ = written(checked(), checked(2))
    (tmp_path / PAGE).write_bytes(files[PAGE])
    tab = await chromium.tab()
    await tab.open((tmp_path / PAGE).as_uri())
    await tab.shows("document.readyState === 'complete' && document.querySelector('main')")
    named: dict[str, list[str]] = {}
    for node in (await tab.do("Accessibility.getFullAXTree"))["nodes"]:
        if not node.get("ignored"):
            named.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    assert named["navigation"] == ["Contents"]
    assert named["region"] == ["Results", "The article", "The claims", "Method", "Corrections"]
    assert named["article"] == ["1. Both cranes failed on Monday.", "2. Both cranes failed on Monday."]
    assert len(named["main"]) == len(named["banner"]) == len(named["contentinfo"]) == 1
    assert all(name.strip() for role in ("heading", "link") for name in named[role])
    levels = await tab.js("[...document.querySelectorAll('h1,h2,h3,h4')].map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))

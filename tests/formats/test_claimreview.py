import json
from pathlib import Path
from typing import Any

import pytest
from dataset_records import RECORDS, TEXTS, make_citation, make_gold, make_label, make_record
from hypothesis import given, settings
from imported_records import labelled_here, read, read_well, schema, written
from reader_modules import reader

from annotator.domain.article import Metadatum
from annotator.domain.citation import Source
from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.errors import InputError
from annotator.domain.incoming import Incoming
from annotator.formats.claimreview import FORMAT

GIVEN = {"page": "https://checks.example.org/{claim}", "publisher": "Example Checks"}
CONTEXT = Path(__file__).parent / "schemas" / "schema_org.context.json"
TERMS = json.loads(CONTEXT.read_text(encoding="utf-8"))


def feed(*records: ClaimRecord) -> dict[str, Any]:
    found = json.loads(written(FORMAT, records, **GIVEN)[0])
    schema("claimreview").validate(found)
    return dict(found)


def reviews(*records: ClaimRecord) -> list[dict[str, Any]]:
    return [item for element in feed(*records)["dataFeedElement"] for item in element["item"]]


def full_record(**changes: object) -> ClaimRecord:
    known = {
        "published": "2024-02-09", "publisher": "Orsa Courier", "url": "https://example.org/a",
        "title": "Dam shut", "language": "en",
    }  # fmt: skip
    article = DatasetArticle(
        "a" * 64, {name: Metadatum(text, "file") for name, text in known.items()}, "The dam"
    )
    claim = Claim(((0, 7),), "The dam was shut.", speaker="Lena Varga", id="c" * 64)
    evidence = make_citation(archive_url="https://web.archive.org/web/2024/https://example.org/a")
    labels = (make_label("verified", "supported", citations=[evidence]),)
    return make_record(**{"article": article, "claim": claim, "labels": labels, **changes})


def test_a_published_check() -> None:
    assert reviews(full_record()) == [
        {
            "@type": "ClaimReview",
            "identifier": "c" * 64,
            "url": "https://checks.example.org/" + "c" * 64,
            "claimReviewed": "The dam was shut.",
            "author": {"@type": "Organization", "name": "Example Checks"},
            "datePublished": "2026-03-01",
            "inLanguage": "en",
            "itemReviewed": {
                "@type": "Claim",
                "author": {"@type": "Person", "name": "Lena Varga"},
                "datePublished": "2024-02-09",
                "appearance": {
                    "@type": "NewsArticle", "url": "https://example.org/a", "headline": "Dam shut"
                },
            },
            "reviewRating": {
                "@type": "Rating", "alternateName": "Verified", "ratingValue": 5, "worstRating": 1,
                "bestRating": 5, "ratingExplanation": "One wire.",
            },
            "citation": [
                {
                    "@type": "CreativeWork",
                    "url": "https://example.org/a",
                    "name": "Minutes",
                    "publisher": {"@type": "Organization", "name": "Ministry"},
                    "archivedAt": "https://web.archive.org/web/2024/https://example.org/a",
                    "text": "left the talks",
                }
            ],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "verdict", "name", "value"),
    [
        ("verified", "supported", "Verified", 5),
        ("sourced", "supported", "Sourced, not independently verified", None),
        ("contested", "refuted", "Not supported by the evidence", 1),
        ("contested", "conflicting", "Disputed", 3),
        ("insufficient", "insufficient", "Unproven", None),
    ],
)
def test_each_verdict_has_its_rating(label: str, verdict: str, name: str, value: int | None) -> None:
    [one] = reviews(full_record(labels=(), gold=make_gold(label, verdict)))
    assert (one["reviewRating"]["alternateName"], one["reviewRating"].get("ratingValue")) == (name, value)


def test_without_a_speaker_the_publisher_is_the_claimant() -> None:
    claim = Claim(((0, 7),), "The dam was shut.", id="c" * 64)
    [one] = reviews(full_record(claim=claim))
    assert one["itemReviewed"]["author"] == {"@type": "Organization", "name": "Orsa Courier"}


def test_what_is_not_published_and_long_claims_are_counted() -> None:
    long = Claim(((0, 7),), "word " * 15, id="c" * 64)
    raw, done = written(
        FORMAT,
        [
            full_record(claim=long),
            make_record(labels=(make_label("sourced", "insufficient"),)),
            make_record(labels=(make_label("not_checkable", None),)),
            make_record(),
        ],
        **GIVEN,
    )
    assert json.loads(raw)["dataFeedElement"][0]["item"][0]["claimReviewed"] == "word " * 15
    assert (done.claims, done.left_out) == (
        1,
        {
            "claims of 75 characters and more, written whole: no short wording of them is known": 1,
            "claims that are merely sourced (there is no independent evidence to publish a check of)": 1,
            "claims that are not checkable (ClaimReview has no rating for them)": 1,
            "claims without a label": 1,
        },
    )


def test_dates_and_addresses_that_are_none_are_not_published() -> None:
    known = {"published": Metadatum("199X", "file"), "url": Metadatum("no address", "file")}
    record = full_record(article=DatasetArticle("a" * 64, known, "The dam"))
    [one] = reviews(record)
    assert one["itemReviewed"] == {"@type": "Claim", "author": {"@type": "Person", "name": "Lena Varga"}}
    assert written(FORMAT, [record], **GIVEN)[1].left_out == {
        "dates of articles that are no day, month or year": 1
    }


def test_an_empty_feed() -> None:
    assert feed() == feed(make_record()) == {
        "@context": "https://schema.org", "@type": "DataFeed", "name": "talks", "dataFeedElement": []
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "needs the address where each check is published and the name of who publishes"),
        ({"page": GIVEN["page"]}, "needs the name of who publishes the checks"),
        ({**GIVEN, "page": "checks/{claim}"}, "is not a web address"),
    ],
)
def test_it_is_refused_without_a_place_of_publication(given: dict[str, str], why: str) -> None:
    with pytest.raises(InputError, match=why):
        written(FORMAT, [full_record()], **given)


@pytest.mark.reader
def test_pyld_expands_it_to_terms_of_schema_org_alone() -> None:
    jsonld = reader("pyld").jsonld
    document = feed(full_record(), full_record(gold=make_gold("contested", "conflicting")))

    def load(url: str, _: object) -> dict[str, Any]:
        assert url == "https://schema.org"
        return {
            "contextUrl": None,
            "documentUrl": url,
            "contentType": "application/ld+json",
            "document": TERMS,
        }

    [expanded] = jsonld.expand(document, {"documentLoader": load})
    elements = expanded["https://schema.org/dataFeedElement"]
    [review] = elements[0]["https://schema.org/item"]
    assert review["https://schema.org/claimReviewed"] == [{"@value": "The dam was shut."}]
    assert review["https://schema.org/url"] == [{"@id": GIVEN["page"].replace("{claim}", "c" * 64)}]
    assert named(document) == expanded_names(expanded)


def named(value: Any) -> int:
    """How many properties a document has."""
    if isinstance(value, list):
        return sum(map(named, value))
    if not isinstance(value, dict):
        return 0
    return sum(1 + named(inner) for name, inner in value.items() if not name.startswith("@"))


def expanded_names(value: Any) -> int:
    """The same of an expanded one: what its context does not know is not there."""
    if isinstance(value, dict):
        assert all(name.startswith(("@", "https://schema.org/")) for name in value)
    return named(value)


REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example.org/7",
    "claimReviewed": "The Orsa Dam was shut in 2023.",
    "headline": "Was the dam shut?",
    "datePublished": "2024-03-01T08:00:00Z",
    "inLanguage": "en-GB",
    "author": {"@type": "Organization", "name": "Example Checks", "url": "https://checks.example.org"},
    "reviewRating": {
        "@type": "Rating", "alternateName": "Mostly false", "ratingValue": 2, "worstRating": 1,
        "bestRating": 5, "ratingExplanation": "It was open.",
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Lena Varga"},
        "datePublished": "2024-02-09",
        "appearance": [{"@type": "NewsArticle", "url": "https://example.org/speech"}],
    },
}  # fmt: skip
SEARCH: dict[str, Any] = {
    "text": "The Orsa Dam was shut in 2023.",
    "claimant": "Lena Varga",
    "claimDate": "2024-02-09T00:00:00Z",
    "claimReview": [
        {
            "publisher": {"name": "Example Checks", "site": "checks.example.org"},
            "url": "https://checks.example.org/7",
            "title": "Was the dam shut?",
            "reviewDate": "2024-03-01T08:00:00Z",
            "textualRating": "Mostly false",
            "languageCode": "en",
        }
    ],
}
PAGE: dict[str, Any] = {
    "name": "pages/x",
    "pageUrl": "https://checks.example.org/7",
    "publishDate": "2024-03-01",
    "claimReviewAuthor": {"name": "Example Checks"},
    "claimReviewMarkups": [
        {
            "claimReviewed": "The Orsa Dam was shut in 2023.",
            "claimDate": "2024-02-09",
            "claimAuthor": {"name": "Lena Varga", "jobTitle": "Minister"},
            "claimAppearances": ["https://example.org/speech"],
            "rating": {
                "textualRating": "Mostly false",
                "ratingValue": 2,
                "ratingExplanation": "It was open.",
            },
        }
    ],
}
EXPANDED: dict[str, Any] = {
    "@type": ["http://schema.org/ClaimReview"],
    "http://schema.org/url": [
        {"@id": "https://checks.example.org/7", "@value": "https://checks.example.org/7"}
    ],
    "http://schema.org/claimReviewed": [{"@value": "The Orsa Dam was shut in 2023."}],
    "schema:author": [{"schema:name": [{"@value": "Example Checks"}]}],
    "schema:reviewRating": [{"schema:alternateName": "Mostly false"}],
    "schema:itemReviewed": [{"@type": "schema:Claim", "schema:author": "Lena Varga"}],
}


def put(folder: Path, value: object) -> Path:
    file = folder / "checks.json"
    file.write_text(json.dumps(value))
    return file


@pytest.mark.parametrize(
    "document",
    [
        REVIEW,
        [REVIEW],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, REVIEW]},
        [{"@graph": [REVIEW]}],
        {"@type": "DataFeed", "dataFeedElement": [{"item": None}, {"item": [REVIEW, None]}]},
        {"claims": [SEARCH], "nextPageToken": "x"},
        SEARCH,
        {"claimReviewMarkupPages": [PAGE]},
        PAGE,
        EXPANDED,
        [EXPANDED],
    ],
)  # fmt: skip
def test_every_shape_comes_in_as_a_claim_that_is_checked(tmp_path: Path, document: object) -> None:
    [one] = read_well(FORMAT, put(tmp_path, document))
    assert (one.claim.text, one.claim.speaker) == ("The Orsa Dam was shut in 2023.", "Lena Varga")
    [label] = one.labels
    assert (label.label, label.value, label.by) == ("", "Mostly false", "Example Checks")
    [check] = label.citations
    assert (check.kind, check.stance, check.quote) == ("fact_check", "context", "Mostly false")
    assert (check.source.url, check.source.publisher) == ("https://checks.example.org/7", "Example Checks")
    assert document in (EXPANDED, [EXPANDED]) or check.source.published == "2024-03-01"


def test_an_address_that_is_none_is_kept_as_a_reference_and_flagged(tmp_path: Path) -> None:
    [one] = read_well(FORMAT, put(tmp_path, {**REVIEW, "url": "checks.example.org/7"}))
    [label] = one.labels
    assert label.flags == ("its address is no web address",)
    [check] = label.citations
    assert (check.source.url, check.source.reference) == ("", "checks.example.org/7")
    for url in ("", "https://checks.example.org/7"):
        [one] = read_well(FORMAT, put(tmp_path, {**REVIEW, "url": url}))
        assert one.labels[0].flags == ()


def test_what_is_known_beside_the_rating(tmp_path: Path) -> None:
    [one] = read_well(FORMAT, put(tmp_path, REVIEW))
    assert one.article.known == {
        "published": "2024-02-09", "url": "https://example.org/speech", "language": "en"
    }  # fmt: skip
    assert (one.labels[0].rationale, one.labels[0].citations[0].source.title) == (
        "It was open.",
        "Was the dam shut?",
    )
    [page] = read_well(FORMAT, put(tmp_path, PAGE))
    assert page.article.known == {"published": "2024-02-09", "url": "https://example.org/speech"}


def test_a_rating_may_be_a_number_and_a_claim_have_several_reviews(tmp_path: Path) -> None:
    number = {**REVIEW, "reviewRating": {"ratingValue": "2", "worstRating": 1, "bestRating": 5}}
    [one] = read_well(FORMAT, put(tmp_path, number))
    assert one.labels[0].value == "2 of 1 to 5"
    second = {
        "publisher": {"site": "other.example"},
        "url": "https://other.example/1",
        "textualRating": "True",
    }
    [one] = read_well(FORMAT, put(tmp_path, {**SEARCH, "claimReview": [*SEARCH["claimReview"], second]}))
    assert [(label.by, label.value) for label in one.labels] == [
        ("Example Checks", "Mostly false"), ("other.example", "True")
    ]  # fmt: skip


def test_only_an_identifier_that_is_a_text_is_the_key(tmp_path: Path) -> None:
    named = [{"@type": "PropertyValue", "name": "SHA-256", "value": "ab"}]
    keys = [
        one.key
        for one in read_well(FORMAT, put(tmp_path, [{**REVIEW, "identifier": i} for i in ("7", named)]))
    ]
    assert keys == ["7", ""]


def test_the_same_review_is_the_same_record_wherever_it_stands(tmp_path: Path) -> None:
    [alone] = read_well(FORMAT, put(tmp_path, REVIEW))
    [listed] = read_well(FORMAT, put(tmp_path, [{"@graph": [REVIEW]}]))
    assert alone.raw == listed.raw


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".toml", '["example checks"]\n"MOSTLY  false" = "contested"\n["*"]\n"True" = "sourced"\n'),
        (
            ".toml",
            '["checks.example.org"]\n"Mostly false" = "contested"\n["*"]\n"Mostly false" = "sourced"\n',
        ),
        (".csv", "publisher,rating,label\nExample Checks,Mostly false,contested\n*,True,sourced\n"),
    ],
)
def test_a_file_says_which_label_rating_words_are(tmp_path: Path, suffix: str, text: str) -> None:
    ratings = tmp_path / f"ratings{suffix}"
    ratings.write_text(text)
    [one] = read_well(FORMAT, put(tmp_path, REVIEW), ratings=str(ratings))
    assert (one.labels[0].label, one.labels[0].value, one.labels[0].flags) == (
        "contested", "Mostly false", ("the label is by the file of ratings",)
    )  # fmt: skip
    [other] = read_well(FORMAT, put(tmp_path, {**REVIEW, "reviewRating": {"alternateName": "Odd"}}))
    assert (other.labels[0].label, other.labels[0].flags) == ("", ())


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        (
            "r.toml",
            '["*"]\nTrue = "verified"',
            "has the label 'verified' for 'True': nothing imported is verified",
        ),
        ("r.toml", '["*"]\nTrue = 1', "has the label 1 for 'True': use one of sourced"),
        ("r.toml", 'True = "sourced"', "'True' is no table of ratings"),
        ("r.toml", "= 1", "cannot be read"),
        ("r.csv", "rating,label\nTrue,sourced\n", "its columns are not publisher, rating, label"),
        ("r.csv", "publisher,rating,label\n*,True\n", "has the label '' for 'True'"),
        ("r.csv", "publisher,rating,label\n*,True,sourced\n*,true,contested\n", "has two labels for 'true'"),
        ("r.csv", None, "cannot be read"),
    ],
)
def test_a_file_of_ratings_that_is_wrong_is_refused(
    tmp_path: Path, name: str, text: str | None, why: str
) -> None:
    ratings = tmp_path / name
    if text is not None:
        ratings.write_text(text)
    with pytest.raises(InputError, match=why):
        read(FORMAT, put(tmp_path, REVIEW), ratings=str(ratings))


def test_a_review_without_its_claim_or_source_is_bad_and_the_next_is_read(tmp_path: Path) -> None:
    nameless = {"@type": "ClaimReview", "claimReviewed": "It rained."}
    element = {"item": [{**REVIEW, "claimReviewed": True}, nameless, REVIEW]}
    found = read(FORMAT, put(tmp_path, {"dataFeedElement": [element, {"item": REVIEW}]}))
    assert [str(one) for one in found[:2]] == [
        "checks.json, record 1 (line 1), field item[0].claimReviewed: is missing, or no text.",
        "checks.json, record 1 (line 1), field item[1].url: is missing, and so is the name of the publisher.",
    ]
    assert [isinstance(one, Incoming) for one in found[2:]] == [True, True]


@pytest.mark.parametrize("document", [{}, [], [{"@type": "WebPage"}], {"claims": []}, [{"claim": "x"}]])
def test_a_file_without_reviews_is_refused(tmp_path: Path, document: object) -> None:
    with pytest.raises(InputError, match="has no ClaimReview"):
        read(FORMAT, put(tmp_path, document))


def test_a_review_that_came_in_goes_out_beside_ours(tmp_path: Path) -> None:
    given = {key: value for key, value in REVIEW.items() if key != "@context"} | {"keywords": "dam"}
    [one] = read_well(FORMAT, put(tmp_path, given))
    [out] = reviews(labelled_here(FORMAT, one, "contested", "refuted"))
    assert out["associatedClaimReview"] == [given]
    assert out["reviewRating"]["alternateName"] == "Not supported by the evidence"


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_whatever_texts_hold_the_feed_parses_and_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, records: list[ClaimRecord]
) -> None:
    raw, done = written(FORMAT, records, **GIVEN)
    assert not set(raw.decode()) & set("\x1b\x7f\x9b\u202e\u2028")
    texts = [element["item"][0].get("claimReviewed", "") for element in json.loads(raw)["dataFeedElement"]]
    assert done.claims == len(texts)
    file = tmp_path_factory.mktemp("claimreview") / "feed.jsonld"
    file.write_bytes(raw)
    if texts:
        found = [one.claim.text for one in read(FORMAT, file) if isinstance(one, Incoming)]
        assert found == [text for text in texts if text.strip()]


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS)
def test_claim_and_speaker_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, text: str, speaker: str
) -> None:
    claim = Claim(((0, 7),), f"x{text}", speaker=f"y{speaker}", id="c" * 64)
    file = tmp_path_factory.mktemp("claimreview") / "feed.jsonld"
    file.write_bytes(written(FORMAT, [full_record(claim=claim)], **GIVEN)[0])
    [one] = read_well(FORMAT, file)
    assert (one.claim.text, one.claim.speaker, one.key) == (f"x{text}", f"y{speaker}", "c" * 64)
    assert one.labels[0].citations[0].source == Source(
        GIVEN["page"].replace("{claim}", "c" * 64), publisher="Example Checks", published="2026-03-01"
    )

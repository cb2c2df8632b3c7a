"""The shapes that ClaimReview is found in, and those of Fact Check Tools, as one: claims with their reviews.

https://schema.org/ClaimReview,
https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims and .../pages
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.citation import is_url, site_of
from annotator.formats.jsonld_values import (
    address_of,
    listed,
    node_of,
    path_to,
    text_of,
    words_of,
)

_WITHIN = ("@graph", "dataFeedElement", "item", "itemListElement", "mainEntity")
"""Fields of other nodes that reviews stand in."""


@dataclass(frozen=True, slots=True)
class Review:
    """What one review says."""

    publisher: str = ""
    site: str = ""
    url: str = ""
    title: str = ""
    date: str = ""
    words: str = ""
    """Of its rating."""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with the reviews of it."""

    path: str
    """Of its node in the record."""
    text: str
    reviews: Sequence[Review]
    nodes: Sequence[Mapping[str, Any]]
    """The reviews as ClaimReview nodes."""
    text_field: str = "claimReviewed"
    speaker: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    key: str = ""


def found_in(node: Any, path: str) -> Iterator[CheckedClaim]:
    """The reviewed claims in a node, whose terms are `plain`."""
    if isinstance(node, list):
        for at, one in enumerate(node):
            yield from found_in(one, f"{path}[{at}]")
    elif isinstance(node, dict):
        yield from _found_in_node(node, path)


def _found_in_node(node: Mapping[str, Any], path: str) -> Iterator[CheckedClaim]:
    if "ClaimReview" in listed(node.get("@type")):
        yield _of_markup(node, path)
    elif "claimReviewMarkups" in node:
        for at, one in enumerate(listed(node["claimReviewMarkups"])):
            if isinstance(one, dict):
                yield _of_page(node, one, path_to(path, f"claimReviewMarkups[{at}]"))
    elif "claimReview" in node:
        yield _of_search(node, path)
    else:
        for name in _WITHIN:
            if name in node:
                yield from found_in(node[name], path_to(path, name))


def _of_markup(node: Mapping[str, Any], path: str) -> CheckedClaim:
    """Of https://schema.org/ClaimReview."""
    item = node_of(node.get("itemReviewed"))
    author = node_of(node.get("author")) or node_of(node.get("publisher"))
    rating = node_of(node.get("reviewRating"))
    appearances = (item.get("firstAppearance"), item.get("appearance"), item.get("url"), item.get("sameAs"))
    url = text_of(node.get("url"))
    return CheckedClaim(
        path,
        text_of(node.get("claimReviewed")) or text_of(item.get("text")),
        [
            Review(
                text_of(author.get("name")) or site_of(text_of(author.get("url"))),
                site_of(url) or site_of(text_of(author.get("url"))),
                url,
                text_of(node.get("headline")) or text_of(node.get("name")),
                text_of(node.get("datePublished")),
                words_of(rating),
                text_of(rating.get("ratingExplanation")),
            )
        ],
        [{name: value for name, value in node.items() if name != "@context"}],
        speaker=text_of(item.get("author")),
        date=text_of(item.get("datePublished")),
        url=next(filter(is_url, map(address_of, appearances)), ""),
        language=text_of(node.get("inLanguage")),
        key=key if isinstance(key := node.get("identifier"), str) else "",
    )


def _of_search(node: Mapping[str, Any], path: str) -> CheckedClaim:
    """Of a claim in the answer to a search of Fact Check Tools."""
    reviews, languages = [], []
    for one in map(node_of, listed(node["claimReview"])):
        publisher = node_of(one.get("publisher"))
        site = text_of(publisher.get("site"))
        reviews.append(
            Review(
                text_of(publisher.get("name")) or site, site, text_of(one.get("url")),
                text_of(one.get("title")), text_of(one.get("reviewDate")), text_of(one.get("textualRating")),
            )
        )  # fmt: skip
        languages.append(text_of(one.get("languageCode")))
    text, speaker, date = (
        text_of(node.get("text")),
        text_of(node.get("claimant")),
        text_of(node.get("claimDate")),
    )
    nodes = [_markup(text, review, speaker, date) for review in reviews]
    return CheckedClaim(path, text, reviews, nodes, "text", speaker, date, language=next(iter(languages), ""))


def _of_page(page: Mapping[str, Any], node: Mapping[str, Any], path: str) -> CheckedClaim:
    """Of a markup page of Fact Check Tools: the page says who published all its reviews, where and when."""
    rating = node_of(node.get("rating"))
    url = text_of(node.get("url")) or text_of(page.get("pageUrl"))
    review = Review(
        text_of(node_of(page.get("claimReviewAuthor")).get("name")) or site_of(url), site_of(url), url, "",
        text_of(page.get("publishDate")), words_of({**rating, "alternateName": rating.get("textualRating")}),
        text_of(rating.get("ratingExplanation")),
    )  # fmt: skip
    text, date = text_of(node.get("claimReviewed")), text_of(node.get("claimDate"))
    speaker = text_of(node.get("claimAuthor"))
    appearances = (node.get("claimFirstAppearance"), node.get("claimAppearances"))
    found = next(filter(is_url, map(address_of, appearances)), "")
    return CheckedClaim(
        path, text, [review], [_markup(text, review, speaker, date)], speaker=speaker, date=date, url=found
    )


def _markup(text: str, review: Review, speaker: str, date: str) -> dict[str, Any]:
    """The review as a ClaimReview node."""
    item = {"@type": "Claim", "author": {"name": speaker} if speaker else None, "datePublished": date}
    rating = {"alternateName": review.words, "ratingExplanation": review.explanation}
    node = {
        "@type": "ClaimReview",
        "claimReviewed": text,
        "url": review.url,
        "headline": review.title,
        "datePublished": review.date,
        "author": {"@type": "Organization", "name": review.publisher},
        "reviewRating": {"@type": "Rating", **{name: value for name, value in rating.items() if value}},
        "itemReviewed": {name: value for name, value in item.items() if value},
    }
    return {name: value for name, value in node.items() if value}

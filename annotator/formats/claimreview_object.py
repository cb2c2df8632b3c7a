"""One ClaimReview, as it stands in the page of a fact-check and in feeds of them.

https://schema.org/ClaimReview, with what Google documents as required (claimReviewed, reviewRating with an
alternateName, url) and recommended:
https://developers.google.com/search/docs/appearance/structured-data/factcheck
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.citation import Citation, check_url, is_url
from annotator.domain.dataset import ClaimRecord, Judgement
from annotator.domain.edtf import is_point
from annotator.domain.errors import FieldError, InputError
from annotator.formats.field import Field, object_of
from annotator.formats.outcome import Outcome

CONTEXT = "https://schema.org"
WORST, BEST = 1, 5
MAX_CLAIM = 75
"""Characters from which Google calls a claim too long for small screens."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What a review says of a claim."""

    name: str
    value: int | None = None
    """None where a number would say more than is known."""


VERIFIED = Rating("Verified", BEST)
SOURCED = Rating("Sourced, not independently verified")
DISPUTED = Rating("Disputed", 3)
REFUTED = Rating("Not supported by the evidence", WORST)
UNPROVEN = Rating("Unproven")


def rating_of(judgement: Judgement, outcome: Outcome) -> Rating | None:
    """None for what no review is published of: a claim that is merely sourced, one that is none to check."""
    match outcome:
        case "supported":
            return VERIFIED if judgement.label == "verified" else SOURCED
        case "refuted":
            return REFUTED
        case "conflicting":
            return DISPUTED
        case "insufficient":
            return UNPROVEN if judgement.label == "insufficient" else None
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Publication:
    """Where reviews are published, and by whom."""

    page: str
    """Address, in which {claim} and {article} stand for their ids."""
    publisher: str

    def address(self, record: ClaimRecord) -> str:
        return self.page.replace("{claim}", record.claim.id).replace("{article}", record.article.id)


def publication(options: Mapping[str, str]) -> Publication:
    """From the options `page` and `publisher`. Raises InputError when one is missing, or page no address."""
    page, publisher = options.get("page", "").strip(), options.get("publisher", "").strip()
    safe = "Nothing was written."
    if not page or not publisher:
        needed = {
            ("the address where each check is published", "page=https://example.org/checks/{claim}"): page,
            ("the name of who publishes the checks", 'publisher="Example Checks"'): publisher,
        }
        missing = [words for words, given in needed.items() if not given]
        what = f"ClaimReview needs {' and '.join(words for words, _ in missing)}."
        raise InputError(what, safe=safe, do=f"Give {' '.join(f'--with {like}' for _, like in missing)}")
    found = Publication(page, publisher)
    try:
        check_url(page.replace("{claim}", "0").replace("{article}", "0"), "page")
    except FieldError:
        what = f"--with page={page} is not a web address."
        raise InputError(what, safe=safe, do="Give one that begins with http:// or https://") from None
    return found


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A claim with its rating, ready to be published."""

    record: ClaimRecord
    judgement: Judgement
    rating: Rating
    publication: Publication

    def known(self, name: str) -> str | None:
        found = self.record.article.metadata.get(name)
        return (found.value or None) if found else None


def review_of(reviewed: Reviewed) -> dict[str, Any]:
    """The ClaimReview, without a context; fields that have no value are not there."""
    found = object_of(REVIEW_FIELDS, reviewed)
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _node(kind: str, **values: Any) -> dict[str, Any] | None:
    """A node of that type, None where all its fields are empty."""
    known = {name: value for name, value in values.items() if value not in (None, "", [])}
    return {"@type": kind, **known} if known else None


def _claimant(reviewed: Reviewed) -> dict[str, Any] | None:
    """The speaker; without one, the article's publisher."""
    speaker = reviewed.record.claim.speaker
    if speaker:
        return _node("Person", name=speaker)
    return _node("Organization", name=reviewed.known("publisher"))


def _claim(reviewed: Reviewed) -> dict[str, Any] | None:
    url = reviewed.known("url") or ""
    appearance = _node("NewsArticle", url=url if is_url(url) else "", headline=reviewed.known("title"))
    published = date_of(reviewed.known("published") or "")
    return _node("Claim", author=_claimant(reviewed), datePublished=published, appearance=appearance)


def date_of(edtf: str) -> str:
    """A date that ISO 8601 has too, else empty."""
    return edtf if is_point(edtf) else ""


def _rating(reviewed: Reviewed) -> dict[str, Any] | None:
    return _node(
        "Rating", alternateName=reviewed.rating.name, ratingValue=reviewed.rating.value, worstRating=WORST,
        bestRating=BEST, ratingExplanation=reviewed.judgement.rationale,
    )  # fmt: skip


def _evidence(citation: Citation) -> dict[str, Any] | None:
    source = citation.source
    return _node(
        "CreativeWork", url=source.url, name=source.name if source.name != source.url else "",
        author=_node("Person", name=source.author), publisher=_node("Organization", name=source.publisher),
        datePublished=date_of(source.published), archivedAt=citation.archive_url, text=citation.quote,
    )  # fmt: skip


REVIEW_FIELDS: tuple[Field[Reviewed], ...] = (
    Field("@type", "ClaimReview", lambda _: "ClaimReview"),
    Field("identifier", "id of the claim", lambda r: r.record.claim.id),
    Field("url", "the option page, with the ids in it", lambda r: r.publication.address(r.record)),
    Field("claimReviewed", f"the wording, whole; those of {MAX_CLAIM} characters and more are counted",
          lambda r: r.record.claim.text),
    Field("author", "an Organization with the option publisher as its name",
          lambda r: _node("Organization", name=r.publication.publisher)),
    Field("datePublished", "the day of the label or decision", lambda r: r.judgement.at[:10]),
    Field("inLanguage", "language of the article", lambda r: r.known("language")),
    Field("itemReviewed", "a Claim: author (the speaker as a Person; without one the article's publisher, an"
          " Organization), datePublished of the article, appearance (a NewsArticle: url, headline)", _claim),
    Field("reviewRating", f"a Rating: alternateName as above, ratingValue from worstRating {WORST} to"
          f" bestRating {BEST}, ratingExplanation (the rationale, or a decision's reason)", _rating),
    Field("citation", "what the label rests on, each a CreativeWork: url, name, author, publisher,"
          " datePublished, archivedAt, text (the quote)",
          lambda r: [_evidence(citation) for citation in r.judgement.citations if not citation.closed]),
)  # fmt: skip
RATINGS_IN_WORDS: Mapping[str, str] = {
    "verified (supported)": f"{VERIFIED.value}, {VERIFIED.name}",
    "any other label that is supported": f"no number, {SOURCED.name}",
    "conflicting": f"{DISPUTED.value}, {DISPUTED.name}",
    "refuted": f"{REFUTED.value}, {REFUTED.name}",
    "the label insufficient": f"no number, {UNPROVEN.name}",
    "sourced (insufficient)": "left out, and counted",
    "not_checkable": "left out, and counted",
}

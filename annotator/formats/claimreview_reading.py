"""Reading fact-checks of others as claims that are already checked; `claimreview_shapes` has the shapes."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.domain.citation import CitationDraft, is_url
from annotator.domain.citation import Source as CitedSource
from annotator.domain.errors import InputError
from annotator.domain.incoming import (
    BadRecord,
    Incoming,
    IncomingArticle,
    IncomingClaim,
    IncomingLabel,
    Place,
)
from annotator.formats.claimreview_shapes import CheckedClaim, Review, found_in
from annotator.formats.format import Source
from annotator.formats.json_record import canonical
from annotator.formats.json_stream import read_array
from annotator.formats.jsonld_values import day_of, plain
from annotator.formats.rating_words import NO_WORDS, RatingWords, load_ratings
from annotator.formats.taking import FieldFault, Fields, checked

FORMAT_ID = "claimreview"
LABELS_IN_WORDS: Mapping[str, str] = {
    "any rating": "none; its words are kept, unless --with ratings=FILE says which label they are",
}
MAPPED = "the label is by the file of ratings"
NO_WEB_ADDRESS = "its address is no web address"
REVIEWS = "associatedClaimReview"
"""The reviews as they were, among the extras."""
_LISTS = ("@graph", "dataFeedElement", "claims", "claimReviewMarkupPages")


def read(source: Source) -> Iterator[Incoming | BadRecord]:
    """The reviewed claims, one by one. Raises InputError for a file that has none."""
    given = source.options.get("ratings", "")
    ratings = load_ratings(Path(given)) if given else NO_WORDS
    none = True
    for record in read_array(source.path, *_LISTS, single=True):
        if isinstance(record, BadRecord):
            none = False
            yield record
            continue
        for one in found_in(plain(record.value), ""):
            none = False
            raw = canonical([one.text, *one.nodes])
            try:
                yield _incoming(one, record.place, raw, ratings)
            except FieldFault as fault:
                yield BadRecord(record.place, fault.field, fault.what, raw)
    if none:
        what = f"{source.path.name} has no ClaimReview, and no claims of Fact Check Tools."
        raise InputError(what, safe="Nothing was changed.")


def _incoming(one: CheckedClaim, place: Place, raw: str, ratings: RatingWords) -> Incoming:
    """Raises FieldFault."""
    fields = Fields({}, one.path)
    if not one.text.strip():
        raise fields.fault(one.text_field, "is missing, or no text")
    known = {"published": day_of(one.date), "url": one.url, "language": one.language[:2].lower()}
    if not re.fullmatch("[a-z]{2}(?:[-_].*)?", one.language, re.IGNORECASE):
        known["language"] = ""
    return Incoming(
        place,
        raw,
        IncomingClaim(one.text, speaker=one.speaker),
        IncomingArticle(known={name: value for name, value in known.items() if value}),
        key=one.key,
        labels=tuple(_label(review, fields, ratings) for review in one.reviews),
        extras={REVIEWS: list(one.nodes)},
    )


def _label(review: Review, fields: Fields, ratings: RatingWords) -> IncomingLabel:
    label = ratings.label(review.words, review.publisher, review.site)
    url = review.url.strip() if is_url(review.url) else ""
    reference = "" if url else review.url or review.title or review.publisher
    if not url and not reference:
        raise fields.fault("url", "is missing, and so is the name of the publisher")
    source = CitedSource(
        url, reference, review.title, publisher=review.publisher, published=day_of(review.date)
    )
    draft = CitationDraft(source, "context", "fact_check", quote=review.words)
    flags = (*((MAPPED,) if label else ()), *((NO_WEB_ADDRESS,) if review.url and not url else ()))
    return IncomingLabel(
        label, review.words, review.publisher, rationale=review.explanation,
        citations=(checked(draft, fields),), flags=flags,
    )  # fmt: skip

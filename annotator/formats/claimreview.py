"""ClaimReview JSON-LD: a DataFeed of the checks that are published, one document that is written claim by
claim. `claimreview_object` has the single review, `claimreview_reading` the shapes that are read."""

from collections import Counter
from typing import BinaryIO

from annotator.formats.claimreview_object import (
    CONTEXT,
    MAX_CLAIM,
    RATINGS_IN_WORDS,
    REVIEW_FIELDS,
    Reviewed,
    date_of,
    publication,
    rating_of,
    review_of,
)
from annotator.formats.claimreview_reading import FORMAT_ID, LABELS_IN_WORDS, REVIEWS, read
from annotator.formats.field import Described, FieldTable
from annotator.formats.format import Dataset, Format, Option, Written
from annotator.formats.jsonl import encoded
from annotator.formats.outcome import settled
from annotator.formats.unsaid import count_further, count_remarks

_NOT_PUBLISHED = {
    "insufficient": "claims that are merely sourced (there is no independent evidence to publish a check of)",
    "not_checkable": "claims that are not checkable (ClaimReview has no rating for them)",
}
_NO_DATE = "dates of articles that are no day, month or year"
_LONG = f"claims of {MAX_CLAIM} characters and more, written whole: no short wording of them is known"


def write(dataset: Dataset, split: str, out: BinaryIO) -> Written:
    """Write the feed. Raises InputError without the options `page` and `publisher`."""
    where = publication(dataset.options)
    claims, left_out = 0, Counter[str]()
    head = {"@context": CONTEXT, "@type": "DataFeed", "name": dataset.about.name}
    out.write(encoded(head)[:-2] + b',"dataFeedElement":[')
    for record in dataset.records(split):
        found = settled(record, left_out)
        if found is None:
            continue
        judgement, outcome = found
        rating = rating_of(judgement, outcome)
        if rating is None:
            left_out[_NOT_PUBLISHED[outcome]] += 1
            continue
        review = review_of(Reviewed(record, judgement, rating, where))
        item = {"@type": "DataFeedItem", "item": [{**record.extras_in(FORMAT_ID), **review}]}
        out.write((b",\n" if claims else b"\n") + encoded(item)[:-1])
        claims += 1
        published = record.article.metadata.get("published")
        left_out[_NO_DATE] += bool(published and published.value and not date_of(published.value))
        left_out[_LONG] += len(record.claim.text) >= MAX_CLAIM
        count_further(record, left_out)
        count_remarks(record, left_out)
    out.write(b"\n]}\n" if claims else b"]}\n")
    return Written(claims, claims, {words: count for words, count in left_out.items() if count})


FORMAT = Format(
    id=FORMAT_ID,
    description="ClaimReview JSON-LD: a feed of published checks; reads Fact Check Tools results too",
    suffix=".jsonld",
    write=write,
    read=read,
    own_extras=(REVIEWS,),
    writes_with=(
        Option("page", "address of each published check; {claim} and {article} stand for ids (required)"),
        Option("publisher", "name of who publishes the checks (required)"),
    ),
    reads_with=(
        Option(
            "ratings", "TOML or CSV file that says which label a publisher's rating words are", is_path=True
        ),
    ),
    tables=(
        FieldTable(
            "the feed",
            (
                Described("@context", CONTEXT),
                Described("@type", "DataFeed"),
                Described("name", "name of the round or of the file"),
                Described("dataFeedElement", "each a DataFeedItem; its item is a list of one ClaimReview"),
            ),
        ),
        FieldTable("a ClaimReview", REVIEW_FIELDS),
    ),
    labels_out=RATINGS_IN_WORDS,
    labels_in=LABELS_IN_WORDS,
    notes=(
        "Ranges cannot be said in it. Where a claim appeared first, and whether a speaker is an organization,"
        " is not known here: firstAppearance is not written, and speakers are Persons.",
        "Read are a ClaimReview, a list or an @graph of them, a DataFeed as Data Commons has it, the claims"
        " of a Fact Check Tools search, and its markup pages. Each comes in as a claim of its own, already"
        " checked: the review is a citation of kind fact_check, its rating words are the quote. HTML pages"
        " are not read. Nodes that are no reviews are passed over.",
        'The file of --with ratings= is TOML, a table for each publisher (name or site, "*" for all) with'
        ' "rating words" = "label", or CSV with the columns publisher, rating, label. Labels are sourced,'
        " contested, insufficient and not_checkable.",
        "A review whose url is no web address keeps it as a reference, and its suggestion says so.",
        "A review that came in goes out as associatedClaimReview of ours of the same claim.",
        "Tested with pyld, which expands it with the terms of schema.org, and a JSON Schema written from"
        " Google's page on fact checks.",
    ),
)

"""Fact-check pages, in HTML and in Markdown: a folder with a page for each article, and a list of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.dataset import About, DatasetArticle
from annotator.formats.by_article import Tally, by_article
from annotator.formats.claimreview_object import (
    CONTEXT,
    Publication,
    Reviewed,
    publication,
    rating_of,
    review_of,
)
from annotator.formats.fact_check import Entry
from annotator.formats.fact_check import entries as entries_of
from annotator.formats.field import Described, FieldTable
from annotator.formats.format import Dataset, Folder, Format, Option, Written
from annotator.formats.jsonl import encoded

_TABLES = (
    FieldTable(
        "a page",
        [
            Described("Results", "each claim with what came out"),
            Described("The article", "its text, the claims marked in place with their numbers"),
            Described(
                "The claims",
                "wording, speaker, time; the evidence: quote, source, dates, archived copy; the decision and "
                "all labels, how sure and why",
            ),
            Described("Method", "who labelled, how it was decided, guideline, what the labels mean and need"),
            Described("Corrections", "claims that people changed, citations that were set aside"),
        ],
    ),
)
_NO_REVIEW = "claims without an embedded ClaimReview: not settled, merely sourced, or not checkable"
_LABELS = {
    "supported": "Supported",
    "refuted": "Refuted",
    "conflicting": "Conflicting evidence",
    "insufficient": "Not enough evidence",
    "not_checkable": "Not checkable",
    "no decision": "what all reviewers say; else Reviewers differ, Evidence incomplete or Not checked yet",
}


@dataclass(frozen=True, slots=True)
class Maker:
    """How pages of one kind are made."""

    suffix: str
    page: Callable[[About, DatasetArticle, Sequence[Entry], str, str], bytes]
    """Of an article; the last two are where the list is, as seen from there, and the JSON-LD to embed."""
    before: bytes
    """What stands in the list before its entries; below, behind them."""
    after: bytes
    entry: Callable[[str, DatasetArticle, Sequence[Entry]], bytes]
    """Of a page, by the name of its file."""


def _write(dataset: Dataset, folder: Folder, maker: Maker) -> Written:
    """Write the pages one by one, and the list as they come."""
    tally, index = Tally(), f"index{maker.suffix}"
    where = _publication(dataset.options)
    with folder.opened(index) as (listed,):
        listed.write(maker.before)
        for name, article, records in by_article(dataset):
            file = f"{name}{maker.suffix}"
            back = f"../{index}" if "/" in name else index
            entries = entries_of(records)
            data = _reviews(where, file, entries, tally) if where else ""
            with folder.opened(file) as (out,):
                out.write(maker.page(dataset.about, article, entries, back, data))
            listed.write(maker.entry(file, article, entries))
            for record in records:
                tally.count(record)
        listed.write(maker.after)
    return tally.written


def _publication(options: Mapping[str, str]) -> Publication | None:
    """None where nothing is to be embedded. Raises InputError where only one of the two is given."""
    return publication(options) if options.get("page") or options.get("publisher") else None


def _reviews(where: Publication, file: str, entries: Sequence[Entry], tally: Tally) -> str:
    """The ClaimReviews of a page as JSON-LD, empty when it has none. An address without ids in it is that of
    the folder: a claim's is its place on the page then."""
    found = []
    for entry in entries:
        judged = entry.settled
        rating = rating_of(*judged) if judged else None
        if not judged or not rating:
            tally.left_out[_NO_REVIEW] += 1
            continue
        place = where
        if not any(name in where.page for name in ("{claim}", "{article}")):
            place = replace(where, page=f"{where.page.rstrip('/')}/{file}#claim-{entry.number}")
        found.append(review_of(Reviewed(entry.record, judged[0], rating, place)))
    return encoded({"@context": CONTEXT, "@graph": found}).decode().rstrip("\n") if found else ""


def write_html(dataset: Dataset, folder: Folder) -> Written:
    """Write pages that load nothing and run nothing."""
    from annotator.formats.page_html import maker

    return _write(dataset, folder, maker(dataset.about))


def write_markdown(dataset: Dataset, folder: Folder) -> Written:
    """Write pages in CommonMark in which nothing foreign is markup."""
    from annotator.formats.page_markdown import maker

    return _write(dataset, folder, maker(dataset.about))


_OPTIONS = (
    Option(
        "page",
        "address of the folder once it is published, or of each check, with {claim} or {article} for their "
        "ids; with publisher: the pages embed ClaimReview",
    ),
    Option("publisher", "name of who publishes the checks"),
)
HTML = Format(
    id="html",
    description="a fact-check page for each article, and a list of them: a folder of HTML",
    suffix="",
    write_folder=write_html,
    writes_with=_OPTIONS,
    tables=_TABLES,
    labels_out=_LABELS,
    notes=(
        "Each page stands alone: it asks nothing of the network and runs no script, and its "
        "Content-Security-Policy allows neither. It fits a phone, prints without colour, has a dark mode.",
    ),
)
MARKDOWN = Format(
    id="markdown",
    description="a fact-check page for each article, and a list of them: a folder of Markdown",
    suffix="",
    write_folder=write_markdown,
    writes_with=_OPTIONS,
    tables=_TABLES,
    labels_out=_LABELS,
    notes=(
        "CommonMark. Claims are marked in the text as [1▸ and ◂1]. Whatever people wrote is escaped, also "
        "the braces that the templates of static sites use. Tested with markdown-it-py.",
    ),
)

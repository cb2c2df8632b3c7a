"""Fact-check pages, in HTML and in Markdown: a folder with a page for each article, and a list of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.domain.dataset import About, ClaimRecord, DatasetArticle
from annotator.formats.by_article import Tally, by_article
from annotator.formats.field import Described, FieldTable
from annotator.formats.format import Dataset, Folder, Format, Written

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
    page: Callable[[About, DatasetArticle, Sequence[ClaimRecord], str], bytes]
    """Of an article; the last is where the list is, as seen from there."""
    before: bytes
    """What stands in the list before its entries; below, behind them."""
    after: bytes
    entry: Callable[[str, DatasetArticle, Sequence[ClaimRecord]], bytes]
    """Of a page, by the name of its file."""


def _write(dataset: Dataset, folder: Folder, maker: Maker) -> Written:
    """Write the pages one by one, and the list as they come."""
    tally, index = Tally(), f"index{maker.suffix}"
    with folder.opened(index) as (listed,):
        listed.write(maker.before)
        for name, article, records in by_article(dataset):
            file = f"{name}{maker.suffix}"
            with folder.opened(file) as (out,):
                out.write(
                    maker.page(dataset.about, article, records, f"../{index}" if "/" in name else index)
                )
            listed.write(maker.entry(file, article, records))
            for record in records:
                tally.count(record)
        listed.write(maker.after)
    return tally.written


def write_html(dataset: Dataset, folder: Folder) -> Written:
    """Write pages that load nothing and run nothing."""
    from annotator.formats.page_html import maker

    return _write(dataset, folder, maker(dataset.about))


def write_markdown(dataset: Dataset, folder: Folder) -> Written:
    """Write pages in CommonMark in which nothing foreign is markup."""
    from annotator.formats.page_markdown import maker

    return _write(dataset, folder, maker(dataset.about))


HTML = Format(
    id="html",
    description="a fact-check page for each article, and a list of them: a folder of HTML",
    suffix="",
    write_folder=write_html,
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
    tables=_TABLES,
    labels_out=_LABELS,
    notes=(
        "CommonMark. Claims are marked in the text as [1▸ and ◂1]. Whatever people wrote is escaped, also "
        "the braces that the templates of static sites use. Tested with markdown-it-py.",
    ),
)

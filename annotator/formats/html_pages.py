"""Fact-check pages in HTML: a folder with a page for each article, and one that lists them."""

from annotator.formats.by_article import Tally, by_article
from annotator.formats.field import Described, FieldTable
from annotator.formats.format import Dataset, Folder, Format, Written

INDEX = "index.html"
TABLES = (
    FieldTable(
        "a page",
        [
            Described("Results", "each claim with what came out"),
            Described("The article", "its text, the claims marked in place with their numbers"),
            Described("The claims", "wording, speaker, time; the decision and all labels with their reasons; "
                                    "each citation with quote, source, dates and archived copy"),
            Described("Method", "who labelled, how it was decided, guideline, what the labels mean and need"),
            Described("Corrections", "claims that people changed, citations that were set aside"),
        ],
    ),
)  # fmt: skip


def write_folder(dataset: Dataset, folder: Folder) -> Written:
    """Write the pages one by one, and the list as they come."""
    from annotator.formats.article_page import article_page, list_entry, list_page
    from annotator.report.markup import source_of

    tally = Tally()
    before, end, after = list_page(dataset.about.name).partition(b"</ol>")
    with folder.opened(INDEX) as (index,):
        index.write(before)
        for name, article, records in by_article(dataset):
            back = f"../{INDEX}" if "/" in name else INDEX
            file = f"{name}.html"
            with folder.opened(file) as (out,):
                out.write(article_page(dataset.about, article, records, back, None))
            index.write(source_of(list_entry(file, article, records)).encode())
            for record in records:
                tally.count(record)
        index.write(end + after)
    return tally.written


FORMAT = Format(
    id="html",
    description="a fact-check page for each article, and a list of them: a folder of HTML",
    suffix="",
    write_folder=write_folder,
    tables=TABLES,
)

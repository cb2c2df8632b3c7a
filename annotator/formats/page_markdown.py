"""A fact-check of one article as a page of Markdown (CommonMark), in which nothing foreign is markup."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.citation import Citation
from annotator.domain.dataset import About, DatasetArticle, Judgement
from annotator.formats import fact_check as words
from annotator.formats.fact_check import Entry
from annotator.formats.markdown_text import block, web_link
from annotator.formats.marked_text import Piece, paragraphs
from annotator.formats.pages import Maker
from annotator.report.markup import data_block, source_of

_MARKS = (
    "A claim begins at its number with ▸ and ends at its number with ◂. Claims may overlap; one in several "
    "pieces has its number at each."
)
_FOOTER = "Made with annotator. Days are in UTC."


def maker(about: About) -> Maker:
    """Of the pages of a dataset."""
    before = f"# Fact-checks: {block(about.name)}\n\n"
    return Maker(".md", _article_page, before.encode(), f"\n{_FOOTER}\n".encode(), _entry)


def _article_page(
    about: About, article: DatasetArticle, listed: Sequence[Entry], index: str, data: str
) -> bytes:
    blocks = (
        *_header(article, listed, index),
        "## Results",
        *_results(listed),
        "## The article",
        _MARKS,
        *_text(article, listed),
        "## The claims",
        *_claims(listed),
        "## Method",
        _facts(words.method(about, listed)),
        "### What the labels mean",
        _facts((words.plain(label.id), words.rule(label)) for label in about.scheme.labels),
        "## Corrections",
        *_corrections(listed),
        "---",
        _FOOTER,
        _embedded(data) if data else "",
    )
    return "".join(f"{one}\n\n" for one in blocks if one).encode()


def _results(listed: Sequence[Entry]) -> tuple[str, str]:
    """A list of what was checked, with numbers that Markdown does not count anew."""
    found, left = words.checked(listed)
    lines = (f"- {entry.number}\\. **{entry.result}**: {block(entry.record.claim.text)}" for entry in found)
    return "\n".join(lines), left


def _entry(file: str, article: DatasetArticle, listed: Sequence[Entry]) -> bytes:
    told = (words.known(article, field) for field in ("publisher", "published"))
    about = "".join(f" {block(value)}." for value in told if value)
    results = words.results(listed)
    return f"- [{block(words.title(article))}]({file}).{about} {results}.\n".encode()


def _header(article: DatasetArticle, listed: Sequence[Entry], index: str) -> Iterator[str]:
    yield f"# Fact-check: {block(words.title(article))}"
    yield f"{words.results(listed)}."
    known = [(name, words.known(article, field)) for field, name in words.TITLES.items()]
    address = words.known(article, "url")
    about = _facts((name, value) for name, value in known if value)
    if address:
        about += f"\n- **Address**: {web_link(address, block(address))}"
    yield about.strip()
    yield f"[All articles]({index})"


def _text(article: DatasetArticle, listed: Sequence[Entry]) -> Iterator[str]:
    for pieces in paragraphs(article.text, [entry.record.claim.ranges for entry in listed]):
        yield block("".join(map(_marked, pieces)))


def _marked(piece: Piece) -> str:
    begin = "".join(f"[{number}▸" for number in piece.begin)
    end = "".join(f"◂{number}]" for number in piece.end)
    return f"{begin}{piece.text}{end}"


def _claims(listed: Sequence[Entry]) -> Iterator[str]:
    numbers = {entry.record.claim.id: entry.number for entry in listed}
    for entry in listed:
        record, evidence = entry.record, words.evidence(entry.record)
        places = {citation.id: place for place, citation in enumerate(evidence, 1)}
        yield f"### {entry.number}\\. {block(record.claim.text)}"
        yield f"**{entry.result}**"
        yield _facts(words.facts(entry, numbers))
        if evidence:
            yield "#### Evidence"
            yield "\n\n".join(_evidence(place, citation) for place, citation in enumerate(evidence, 1))
        if record.judgements:
            yield "#### Labels"
            yield "\n\n".join(_judgement(one, places) for one in record.judgements)


def _evidence(place: int, citation: Citation) -> str:
    source, margin = citation.source, " " * (len(str(place)) + 2)
    named = f"**{words.STANCES[citation.stance]}**: {web_link(source.url, block(source.name))}"
    if citation.archive_url:
        when = f", {block(words.moment(citation.archived_at))}" if citation.archived_at else ""
        named += f" ({web_link(citation.archive_url, 'archived copy')}{when})"
    about = " · ".join(f"{name}: {block(value)}" for name, value in words.source_facts(citation))
    quote = [f"{margin}> {line}" for line in _lines(citation.quote)]
    return "\n".join([f"{place}. {named}", *(["", *quote] if quote else []), "", f"{margin}{about}"])


def _judgement(one: Judgement, places: dict[str, int]) -> str:
    who = f"Decision, {block(one.by)}" if one.method else block(one.by)
    day = words.moment(one.at)
    told = f"- **{who}**: {block(words.said(one))}{f' ({block(day)})' if day else ''}"
    return "\n\n".join(
        [told, *(f"  {line}" for line in _lines(one.rationale)), f"  {words.rests_on(one, places)}"]
    )


def _corrections(listed: Sequence[Entry]) -> Iterator[str]:
    made = [f"- Claim {number}: {block(what)}" for number, what in words.corrections(listed)]
    yield "\n".join(made) or words.NONE_CORRECTED
    yield words.REPLACED


def _embedded(data: str) -> str:
    """JSON-LD as HTML, which CommonMark leaves as it is. Two braces can only be within its texts: they are
    escaped for the templates of static sites."""
    safe = data.replace("{{", "{\\u007b").replace("{%", "{\\u0025")
    return source_of(data_block(safe)).strip()


def _facts(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- **{name}**: {block(value)}" for name, value in rows)


def _lines(text: str) -> list[str]:
    """The lines of a text, those that are blank left out."""
    return [block(line) for line in text.split("\n") if line.strip()]

"""A fact-check of one article as a page of HTML: it loads nothing and runs nothing."""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files

from annotator.domain.citation import Citation
from annotator.domain.dataset import About, DatasetArticle, Judgement
from annotator.formats import fact_check as words
from annotator.formats.fact_check import Entry
from annotator.formats.marked_text import Piece, paragraphs
from annotator.formats.pages import Maker
from annotator.report.markup import (
    Child,
    Markup,
    data_block,
    document,
    element,
    group,
    jump,
    link,
    page_link,
    source_of,
)

_SECTIONS = (
    ("results", "Results"),
    ("article", "The article"),
    ("claims", "The claims"),
    ("method", "Method"),
    ("corrections", "Corrections"),
)
_MARKS = (
    "A claim begins at its number with an opening bracket and ends at its number with a closing one. Claims "
    "may overlap; one in several pieces has its number at each."
)
_FOOTER = (
    "Made with annotator. Days are in UTC. This page loads nothing from the network and runs no scripts."
)


def maker(about: About) -> Maker:
    """Of the pages of a dataset."""
    header = element("header", element("h1", "Fact-checks: ", _own(about.name)))
    listed = _page(f"Fact-checks: {about.name}", header, element("main", element("ol", class_="articles")))
    before, end, after = listed.partition(b"</ol>")
    return Maker(".html", _article_page, before, end + after, _entry)


def _article_page(
    about: About, article: DatasetArticle, listed: Sequence[Entry], index: str, data: str
) -> bytes:
    main = element(
        "main",
        _results(listed),
        _text(article, listed),
        _claims(listed),
        _method(about, listed),
        _corrections(listed),
    )
    contents = [element("li", page_link(index, "All articles"))]
    contents += [element("li", jump(anchor, name)) for anchor, name in _SECTIONS]
    nav = element("nav", element("ul", *contents), aria_label="Contents")
    return _page(f"Fact-check: {words.title(article)}", _header(article, listed), nav, main, data=data)


def _entry(file: str, article: DatasetArticle, listed: Sequence[Entry]) -> bytes:
    told = [words.known(article, field) for field in ("publisher", "published")]
    about = [element("bdi", f"{value}. ") for value in told if value]
    results = words.results(listed)
    name = page_link(file, _own(words.title(article)))
    return source_of(element("li", element("p", name), element("small", *about, f"{results}."))).encode()


def _page(title: str, header: Markup, *parts: Child, data: str = "") -> bytes:
    """Any page of the folder, with its stylesheet and what forbids all else."""
    css = (files(__package__) / "fact_check.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = group(
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title[:200]),
        data_block(data) if data else None,
    )
    body = element("body", header, *parts, element("footer", element("p", _FOOTER)))
    return document(policy, css, head, body).encode()


def _header(article: DatasetArticle, listed: Sequence[Entry]) -> Markup:
    about = [(name, words.known(article, field)) for field, name in words.TITLES.items()]
    address = words.known(article, "url")
    rows: list[tuple[str, Child]] = [(name, _own(value)) for name, value in about if value]
    if address:
        rows.append(("Address", link(address, address)))
    return element(
        "header",
        element("h1", "Fact-check: ", _own(words.title(article))),
        element("p", words.results(listed), ".", class_="lead"),
        _facts(rows),
    )


def _results(listed: Sequence[Entry]) -> Markup:
    found, left = words.checked(listed)
    rows = [
        element(
            "li",
            element("strong", entry.result),
            ": ",
            jump(_anchor(entry.number), _own(entry.record.claim.text)),
            value=str(entry.number),
        )
        for entry in found
    ]
    told = [element("ol", *rows)] if rows else []
    return _section("results", "Results", *told, *([element("p", left)] if left else []))


def _text(article: DatasetArticle, listed: Sequence[Entry]) -> Markup:
    language = words.known(article, "language")
    text = [
        element("p", *(_piece(piece) for piece in pieces), dir="auto")
        for pieces in paragraphs(article.text, [entry.record.claim.ranges for entry in listed])
    ]
    return _section(
        "article",
        "The article",
        element("p", _MARKS, class_="note"),
        element("div", *text, class_="text", lang=language if re.fullmatch("[a-z]{2,3}", language) else None),
    )


def _piece(piece: Piece) -> Markup:
    begin = [element("sup", jump(_anchor(number), f"[{number}")) for number in piece.begin]
    end = [element("sup", f"{number}]") for number in piece.end]
    if not piece.over:
        return group(*begin, piece.text, *end)
    return group(*begin, element("mark", piece.text, class_="over" if piece.over > 1 else None), *end)


def _claims(listed: Sequence[Entry]) -> Markup:
    numbers = {entry.record.claim.id: entry.number for entry in listed}
    return _section("claims", "The claims", *(_claim(entry, numbers) for entry in listed))


def _claim(entry: Entry, numbers: dict[str, int]) -> Markup:
    anchor, record = _anchor(entry.number), entry.record
    evidence = words.evidence(record)
    places = {citation.id: place for place, citation in enumerate(evidence, 1)}
    return element(
        "article",
        element("h3", f"{entry.number}. ", _own(record.claim.text), id=f"{anchor}-title"),
        element("p", entry.result, class_="result"),
        _facts((name, _own(value)) for name, value in words.facts(entry, numbers)),
        *_part("Evidence", "ol", "evidence", map(_evidence, evidence)),
        *_part("Labels", "ul", "labels", (_judgement(one, places) for one in record.judgements)),
        class_="claim",
        id=anchor,
        aria_labelledby=f"{anchor}-title",
    )


def _part(title: str, kind: str, name: str, listed: Iterable[Markup]) -> list[Markup]:
    """A list with its heading, or nothing."""
    every = list(listed)
    return [element("h4", title), element(kind, *every, class_=name)] if every else []


def _judgement(one: Judgement, places: dict[str, int]) -> Markup:
    day = words.moment(one.at)
    return element(
        "li",
        element("p", element("strong", "Decision, " if one.method else None, _own(one.by)), ": ",
                _own(words.said(one)), element("small", f" {day}") if day else None),
        element("p", one.rationale, dir="auto") if one.rationale else None,
        element("p", words.rests_on(one, places), class_="note"),
    )  # fmt: skip


def _evidence(citation: Citation) -> Markup:
    stance = element("strong", words.STANCES[citation.stance])
    named = link(citation.source.url, _own(citation.source.name))
    about: list[Child] = []
    for name, value in words.source_facts(citation):
        about += [" · " if about else None, f"{name}: ", _own(value)]
    return element(
        "li",
        element("p", stance, ": ", named, _archived(citation)),
        element("blockquote", citation.quote, dir="auto") if citation.quote else None,
        element("p", *about, class_="note"),
    )


def _archived(citation: Citation) -> Markup | None:
    if not citation.archive_url:
        return None
    when = f", {words.moment(citation.archived_at)}" if citation.archived_at else ""
    return group(" (", link(citation.archive_url, "archived copy"), _own(when), ")")


def _method(about: About, listed: Sequence[Entry]) -> Markup:
    return _section(
        "method",
        "Method",
        _facts((name, _own(value)) for name, value in words.method(about, listed)),
        element("h3", "What the labels mean"),
        _facts((words.plain(label.id), _own(words.rule(label))) for label in about.scheme.labels),
    )


def _corrections(listed: Sequence[Entry]) -> Markup:
    made = [
        element("li", jump(_anchor(number), f"Claim {number}"), ": ", _own(what))
        for number, what in words.corrections(listed)
    ]
    return _section(
        "corrections",
        "Corrections",
        element("ul", *made) if made else element("p", words.NONE_CORRECTED),
        element("p", words.REPLACED, class_="note"),
    )


def _section(anchor: str, title: str, *children: Child) -> Markup:
    return element("section", element("h2", title, id=f"{anchor}-title"), *children,
                   id=anchor, aria_labelledby=f"{anchor}-title")  # fmt: skip


def _facts(rows: Iterable[tuple[Child, Child]]) -> Markup | None:
    told = [element("div", element("dt", name), element("dd", value)) for name, value in rows]
    return element("dl", *told) if told else None


def _own(text: str) -> Markup:
    """Foreign words, kept apart from the direction of what is around."""
    return element("bdi", text)


def _anchor(number: int) -> str:
    return f"claim-{number}"

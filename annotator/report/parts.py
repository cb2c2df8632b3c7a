"""What all sections of a report are put together from: words, tables, lists of facts."""

from collections.abc import Iterable, Sequence

from annotator.domain.agreement import Figure, Interval
from annotator.domain.date_format import in_utc
from annotator.domain.scheme import Scheme
from annotator.report.markup import Child, Markup, element, group, link

LONGEST = 1200
"""Code points of one person's text that are shown."""
MOST_ROWS = 100
"""Of a table: what a person reads, and what keeps a page of any file small."""
SHORTEST = 160
"""The same of a name or title."""


def cut(text: str, longest: int = LONGEST) -> str:
    """A text, or its beginning and how much is left out: the file has all of it."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]}… ({len(text) - longest:,} more characters)"


def name(text: str) -> Markup:
    """A name that somebody gave, kept apart from the direction of what is around."""
    return element("bdi", cut(text, SHORTEST))


def prose(text: str, longest: int = LONGEST) -> Markup:
    """Foreign text as a paragraph of its own direction."""
    return element("p", cut(text, longest), dir="auto")


def note(*children: Child) -> Markup:
    """A paragraph that explains or adds."""
    return element("p", *children, class_="note")


def joined(parts: Iterable[Child], between: str = " · ") -> Markup:
    """Pieces with something between them, without those that are nothing."""
    found: list[Child] = []
    for part in parts:
        if part is not None and part != "":
            found += [between, part] if found else [part]
    return group(*found)


def address(url: str) -> Markup:
    """A web address as a link that shows where it leads; anything else as the words that it is."""
    return element("span", link(url, cut(url, SHORTEST)), class_="address")


def plain(identifier: str) -> str:
    """An id of a label, stance or kind as people read it."""
    return identifier.replace("_", " ")


def label(scheme: Scheme, label_id: str) -> Markup:
    """A label with the letter that stands for it."""
    rule = scheme.label(label_id)
    letter = element("span", rule.key if rule else "?", class_="key", aria_hidden="true")
    return element("span", letter, " ", element("bdi", cut(plain(label_id), SHORTEST)), class_="label")


def counted(count: int, thing: str) -> str:
    """ "1 claim", "12,000 claims"."""
    return f"{count:,} {thing if count == 1 else thing + 's'}"


def share(part: int, whole: int) -> str:
    """A share in whole percent; "under 1 %" and "over 99 %" for what is neither none nor all."""
    if not whole:
        return "–"
    percent = (200 * part + whole) // (2 * whole)
    if percent == 0 and part:
        return "under 1 %"
    return "over 99 %" if percent == 100 and part < whole else f"{percent} %"


def figure(found: Figure) -> Markup:
    """A number, or why there is none."""
    if found.value is None:
        return element("span", f"not defined: {found.why}", class_="undefined")
    return group(decimal(found.value))


def decimal(value: float) -> str:
    """Three places, with a true minus sign."""
    return f"{value:z.3f}".replace("-", "−")


def interval_words(around: Interval) -> str:
    if around.low is None or around.high is None:
        return "–"
    return f"{decimal(around.low)} to {decimal(around.high)}"


def duration(seconds: int | None) -> str:
    """ "45 s", "2 min 5 s", "1 h 20 min"."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(seconds, 60)
    hours, short = divmod(minutes, 60)
    if hours:
        return f"{hours:,} h {short} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def moment(at: str) -> str:
    """A day and minute in UTC; what is no moment, as it is."""
    found = in_utc(at)
    return f"{found:%Y-%m-%d %H:%M} UTC" if found else cut(at, SHORTEST)


def facts(rows: Iterable[tuple[Child, Child]], *, short: bool = False) -> Markup:
    """A list of terms with what they are here; short ones stand in two columns where there is room."""
    return element(
        "dl",
        *(element("div", element("dt", term), element("dd", value)) for term, value in rows),
        class_="facts short" if short else "facts",
    )


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Child]], *, words: int = 1) -> Markup:
    """A table in a box that scrolls by itself. The first cell of a row is its head; columns are numbers, to
    the right, but for the first so many. At most MOST_ROWS are shown, and how many there are besides."""
    every = list(rows)
    sides = [None if place < words else "number" for place in range(len(heads))]
    named = zip(heads, sides, strict=True)
    head = element("tr", *(element("th", text, scope="col", class_=side) for text, side in named))
    body = [
        element(
            "tr",
            element("th", first, scope="row"),
            *(element("td", cell, class_=side) for cell, side in zip(cells, sides[1:], strict=True)),
        )
        for first, *cells in every[:MOST_ROWS]
    ]
    whole = element(
        "table", element("caption", element("h3", caption)), element("thead", head), element("tbody", *body)
    )
    rest = len(every) - MOST_ROWS
    return group(
        scrolling(whole, caption), note(f"{counted(rest, 'more row')} not shown.") if rest > 0 else None
    )


def scrolling(wide: Markup, caption: str) -> Markup:
    """A box that scrolls sideways, from the keyboard too."""
    return element("div", wide, class_="scroll", role="region", tabindex="0", aria_label=caption)


def section(anchor: str, title: str, *children: Child) -> Markup:
    return element("section", element("h2", title, id=f"{anchor}-title"), *children,
                   id=anchor, aria_labelledby=f"{anchor}-title")  # fmt: skip

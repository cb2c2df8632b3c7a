"""How far reviewers agree: all figures, and what one says where another says something."""

from annotator.domain.agreement import EvidenceAgreement, Figure, Interval
from annotator.domain.round_report import RoundReport
from annotator.report.charts import interval
from annotator.report.markup import Child, Markup, element, group
from annotator.report.parts import (
    MOST_ROWS,
    counted,
    cut,
    figure,
    interval_words,
    label,
    name,
    note,
    plain,
    scrolling,
    section,
    share,
    table,
)


def agreeing(report: RoundReport) -> Markup:
    if report.why_no_votes:
        return section("agreement", "Agreement", element("p", report.why_no_votes))
    return section("agreement", "Agreement", _scope(report), *_body(report))


def _body(report: RoundReport) -> list[Child]:
    of = report.agreement
    if not of.pairs:
        return [element("p", f"Agreement is not defined: {of.alpha.why}.")]
    return [
        _drawn(of.alpha, of.alpha_interval),
        _figures(report),
        _heat(report),
        _labels(report),
        _reviewers(report),
        _pairs(report),
        _evidence(report),
    ]


def _scope(report: RoundReport) -> Markup:
    of = report.agreement
    words = (
        f"From {counted(of.votes, 'vote')} on {counted(of.claims, 'claim')}; {of.overlapping:,} of these "
        f"have two votes or more, which makes {counted(of.pairs, 'pair')} of votes."
    )
    rest = ", ".join(
        f"{cut(plain(one), 80)} ({counted(count, 'vote')})" for one, count in report.left_out[:MOST_ROWS]
    )
    kept_back = (
        f"{counted(report.kept_back, 'claim')} left out here and below: another, blind round keeps the votes "
        "on them from whoever made this report."
    )
    return group(
        element("p", words),
        note(f"Not counted in agreement: {rest}.") if rest else None,
        note(kept_back) if report.kept_back else None,
    )


def _drawn(alpha: Figure, around: Interval) -> Markup | None:
    drawing = interval(alpha, around)
    if drawing is None:
        return None
    told = (
        "Krippendorff’s alpha with its 95 % bootstrap interval. 1 is perfect agreement, 0 what chance would "
        "give. Krippendorff asks for 0.8, and for 0.667 at least where conclusions are tentative."
    )
    return element("figure", drawing, element("figcaption", told))


def _figures(report: RoundReport) -> Markup:
    of = report.agreement
    rows = [
        ("Krippendorff’s alpha, labels", figure(of.alpha), interval_words(of.alpha_interval)),
        ("Raw agreement of pairs", figure(of.raw), ""),
        ("Randolph’s kappa", figure(of.randolph), ""),
        ("Fleiss’ kappa", figure(of.fleiss), ""),
        ("Alpha of confidence, ordinal", figure(of.confidence_alpha), interval_words(of.confidence_interval)),
    ]
    return table("Figures of agreement", ("Figure", "Value", "95 % interval"), rows)


def _heat(report: RoundReport) -> Markup:
    """The rows add up to all: a pair that agrees is seen from both of its votes."""
    of = report.agreement.confusion
    caption = "Where one says the row’s label, another says the column’s"
    heads = [element("th", label(report.scheme, one), scope="col", class_="number") for one in of.labels]
    rows = []
    for at, one in enumerate(of.labels):
        seen = [count * (2 if at == other else 1) for other, count in enumerate(of.counts[at])]
        cells = [
            _cell(count, part, sum(seen), at == other)
            for other, (count, part) in enumerate(zip(of.counts[at], seen, strict=True))
        ]
        rows.append(element("tr", element("th", label(report.scheme, one), scope="row"), *cells))
    whole = element(
        "table",
        element("caption", element("h3", caption)),
        element("thead", element("tr", element("td"), *heads)),
        element("tbody", *rows),
        class_="heat",
    )
    told = (
        "Of all pairs of votes on one claim. Each cell: its share of the row, and the number of pairs; the "
        "stronger the colour, the larger the share. Framed cells are agreement. A pair that differs stands "
        "in two cells."
    )
    return group(scrolling(whole, caption), note(told))


def _cell(count: int, part: int, whole: int, agrees: bool) -> Markup:
    heat = f"heat{10 * part // whole if whole else 0}"
    pairs = element("small", f"{count:,}")
    words = share(part, whole) if count else "0"
    return element("td", element("b", words), pairs, class_=f"{heat} agrees" if agrees else heat)


def _labels(report: RoundReport) -> Markup:
    rows = [
        (
            label(report.scheme, one.label),
            f"{one.votes:,}",
            f"{one.claims:,}",
            figure(one.alpha),
            figure(one.specific),
        )
        for one in report.agreement.by_label
    ]
    heads = ("Label", "Votes", "Claims", "Alpha, this label or not", "Specific agreement")
    told = "Specific agreement: the chance that another vote on the claim says this label when one does."
    return group(table("Agreement on each label", heads, rows), note(told))


def _reviewers(report: RoundReport) -> Markup:
    rows = [
        (name(one.reviewer), f"{one.votes:,}", f"{one.shared:,}", figure(one.raw), figure(one.alpha))
        for one in report.agreement.by_reviewer
    ]
    return table(
        "Each reviewer against all others",
        ("Reviewer", "Votes", "Shared claims", "Raw agreement", "Alpha"),
        rows,
    )


def _pairs(report: RoundReport) -> Markup | None:
    """Those who agree least first."""
    shared = [one for one in report.agreement.by_pair if one.shared]
    if len(shared) < 2:
        return None  # it would say what stands above
    worst = sorted(shared, key=lambda one: (one.raw.value or 0.0, one.first, one.second))
    return table(
        "Every two reviewers, those who agree least first",
        ("One", "Other", "Shared claims", "Raw agreement", "Cohen’s kappa"),
        [
            (name(one.first), name(one.second), f"{one.shared:,}", figure(one.raw), figure(one.kappa))
            for one in worst
        ],
        words=2,
    )


def _evidence(report: RoundReport) -> Markup:
    rows = [
        _cited("Origins (who first published it)", report.origins),
        _cited("Addresses", report.addresses),
    ]
    return group(
        table(
            "Whether two reviewers of a claim cite the same",
            ("What they cite", "Mean Jaccard index", "Pairs that cite", "Share something", "Cite nothing"),
            rows,
        ),
        note("Jaccard index: what both cite as a share of what either cites."),
    )


def _cited(words: str, of: EvidenceAgreement) -> tuple[Child, ...]:
    return words, figure(of.jaccard), f"{of.pairs:,}", f"{of.sharing:,}", f"{of.empty:,}"

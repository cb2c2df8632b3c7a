"""The figures of a round's agreement as lines for people, on the screen and from the command line.

Knows no Textual, so that the command line can use it.
"""

from collections.abc import Sequence

from annotator.domain.agreement import EvidenceAgreement, Figure, Interval
from annotator.services.agreeing import RoundAgreement
from annotator.services.comparing import BoundaryAgreement, PairBoundaries
from annotator.tui.commands import label_name
from annotator.tui.matrix import matrix_lines
from annotator.tui.tables import Column, Lines, paragraph, table, titled

HOW_TO_READ = (
    "1 is full agreement, 0 what chance would give. Krippendorff (2004, Content Analysis, 2nd ed., p. 241)"
    " relies on data with an alpha of 0.800 and more, and draws tentative conclusions only from 0.667 on;"
    " what is enough depends on what the data are for."
)
NO_LABELS = (
    "There are no figures on labels and evidence: in a segmentation round reviewers correct where claims"
    " begin and end, and label nothing."
)
HOW_MATCHED = (
    "Claims match one to one where the characters that both cover are 0.8 or more of those that either"
    " covers (Jaccard); exact ones cover the same. F1 is the share of both reviewers' claims that match;"
    " precision is that of the second one's, recall of the first one's. Characters: what both cover at all."
)
PAIRS = 20
"""Pairs of reviewers that are shown where there are more."""


def counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def summary_lines(found: RoundAgreement, width: int) -> Lines:
    """What was counted, and the figures of the whole round."""
    if found.boundaries is not None:
        return _boundary_lines(found, found.boundaries, width)
    figures = found.agreement
    about = (
        f"{counted(found.claims, 'claim')}, {figures.claims:,} with votes, {figures.overlapping:,} with two"
        f" or more; {counted(figures.votes, 'vote')}, {counted(figures.pairs, 'pair')}."
    )
    lines = paragraph(about, width, "text") + paragraph(_what_counts(found), width)
    lines += titled("Agreement on labels")
    lines += _figure("Krippendorff's alpha", figures.alpha, width, figures.alpha_interval)
    lines += _figure("Randolph's kappa", figures.randolph, width)
    lines += _figure("Fleiss' kappa", figures.fleiss, width)
    lines += _figure("raw agreement", figures.raw, width)
    lines += _figure("alpha of confidence", figures.confidence_alpha, width, figures.confidence_interval)
    if found.choices:
        lines += titled("With other labels counted")
        lines += table(
            [Column("labels", name=True), *map(Column, ("votes", "claims with two", "alpha", "raw"))],
            [
                (_named(one.labels, found), one.votes, one.overlapping, one.alpha, one.raw)
                for one in found.choices
            ],
            width,
        )
    return [*lines, [], *paragraph(HOW_TO_READ, width)]


def _boundary_lines(found: RoundAgreement, boundaries: BoundaryAgreement, width: int) -> Lines:
    """Of a segmentation round."""
    of_all, pairs = boundaries.overall, boundaries.by_pair
    about = (
        f"{counted(found.claims, 'claim')} as the round has frozen them;"
        f" {counted(boundaries.articles, 'article')} with two reviewers or more,"
        f" {counted(len(pairs), 'pair')} of them."
    )
    lines = paragraph(about, width, "text") + paragraph(NO_LABELS, width)
    lines += titled("Agreement on where claims begin and end, all pairs together")
    for name, figure in (
        ("F1", of_all.f1),
        ("precision", of_all.precision),
        ("recall", of_all.recall),
        ("exact F1", of_all.exact_f1),
        ("characters F1", of_all.character_f1),
    ):
        lines += _figure(name, figure, width)
    if pairs:
        lines += titled("Two by two, those who agree least first")
        lines += _pair_table(pairs, width)
    return [*lines, [], *paragraph(HOW_MATCHED, width)]


def _pair_table(pairs: Sequence[PairBoundaries], width: int) -> Lines:
    columns = ("matched", "F1", "precision", "recall", "exact", "chars")
    shown = sorted(pairs, key=lambda one: (one.figures.f1.value or 0.0, one.first, one.second))[:PAIRS]
    lines = table(
        [Column("reviewer", name=True), Column("and", name=True), *map(Column, columns)],
        [
            (
                one.first, one.second, one.figures.counts.matched, one.figures.f1, one.figures.precision,
                one.figures.recall, one.figures.exact_f1, one.figures.character_f1,
            )
            for one in shown
        ],
        width,
    )  # fmt: skip
    return lines + _and_more(len(pairs), width)


def _and_more(pairs: int, width: int) -> Lines:
    if pairs <= PAIRS:
        return []
    return paragraph(f"And {counted(pairs - PAIRS, 'pair')} more: --json has all of them.", width)


def _named(labels: Sequence[str], found: RoundAgreement) -> str:
    """All that somebody chose is `all labels`: their names would have no room."""
    known = {*found.labels, *(label for label, _ in found.left_out)}
    return "all labels" if known <= set(labels) else ", ".join(map(label_name, labels))


def _what_counts(found: RoundAgreement) -> str:
    words = f"Counted: {', '.join(map(label_name, found.labels))}."
    if found.left_out:
        left = ", ".join(f"{label_name(label)} ({counted(votes, 'vote')})" for label, votes in found.left_out)
        words += f" Left out: {left}."
    if found.kept_back:
        words += f" {counted(found.kept_back, 'claim')} more are in a blind round that keeps votes from you."
    return words


def _figure(name: str, figure: Figure, width: int, interval: Interval | None = None) -> Lines:
    """A name, its figure and where 95 of 100 resamples lie."""
    words = str(figure)
    if figure.value is not None and interval is not None:
        words += f", 95 % interval {interval}"
    first, *more = paragraph(words, width - 24, "strong" if figure.value is not None else "muted")
    head = [(f" {name}".ljust(24), "text"), *first]
    return [head, *([(" " * 24, "text"), *line] for line in more)]


def label_lines(found: RoundAgreement, width: int) -> Lines:
    """The figures of each label, and which labels stand against which."""
    lines = titled("Each label against all others")
    lines += table(
        [Column("label", name=True), *map(Column, ("votes", "claims", "alpha", "specific"))],
        [
            (label_name(one.label), one.votes, one.claims, one.alpha, one.specific)
            for one in found.agreement.by_label
        ],
        width,
    )
    lines += paragraph("specific: how often another vote says this label too, when one does.", width)
    return lines + titled("What two votes on one claim say") + matrix_lines(found.agreement.confusion, width)


def reviewer_lines(found: RoundAgreement, width: int) -> Lines:
    """Each reviewer against the rest, and two by two those who agree least first."""
    lines = titled("Each reviewer against the others")
    lines += table(
        [Column("reviewer", name=True), *map(Column, ("votes", "claims shared", "raw", "alpha"))],
        [(one.reviewer, one.votes, one.shared, one.raw, one.alpha) for one in found.agreement.by_reviewer],
        width,
    )
    by_pair = sorted(
        found.agreement.by_pair,
        key=lambda one: (one.kappa.value is None, one.kappa.value or 0.0, -one.shared, one.first, one.second),
    )
    if not by_pair:
        return lines
    lines += titled("Two by two, those who agree least first (Cohen's kappa)")
    lines += table(
        [
            Column("reviewer", name=True),
            Column("and", name=True),
            *map(Column, ("claims shared", "raw", "kappa")),
        ],
        [(one.first, one.second, one.shared, one.raw, one.kappa) for one in by_pair[:PAIRS]],
        width,
    )
    return lines + _and_more(len(by_pair), width)


def evidence_lines(found: RoundAgreement, width: int) -> Lines:
    """How far votes rest on the same evidence."""

    def row(name: str, one: EvidenceAgreement) -> tuple[str | int | Figure, ...]:
        return name, one.jaccard, one.pairs, one.sharing, one.empty

    lines = titled("What the votes rest on, two by two on each claim")
    lines += table(
        [Column("", name=True), *map(Column, ("Jaccard", "pairs", "share something", "cite nothing"))],
        [row("origins", found.origins), row("addresses", found.addresses)],
        width,
    )
    words = (
        "Jaccard: what both cite among what either cites, 0 to 1, the mean over the pairs where at least one"
        " cites something. An origin is who first published a source; an address its URL, or its words."
    )
    return lines + paragraph(words, width)


def article_lines(found: RoundAgreement, width: int) -> Lines:
    """Article by article, when that was asked for."""
    if not found.articles:
        return []
    return titled("Article by article") + table(
        [Column("article", name=True), *map(Column, ("claims", "with two votes", "raw", "alpha"))],
        [
            (one.title or one.article, one.claims, one.overlapping, one.raw, one.alpha)
            for one in found.articles
        ],
        width,
    )


def all_lines(found: RoundAgreement, width: int) -> Lines:
    """Everything, one part below the other."""
    if found.boundaries is not None:
        return summary_lines(found, width)
    return [
        *summary_lines(found, width),
        *label_lines(found, width),
        *reviewer_lines(found, width),
        *evidence_lines(found, width),
        *article_lines(found, width),
    ]

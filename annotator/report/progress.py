"""How far the round is: overall, by reviewer, over time."""

from collections.abc import Sequence

from annotator.domain.round_report import ReviewerProgress, RoundReport
from annotator.report.charts import PARTS, columns, progress_bar, swatch
from annotator.report.markup import Child, Markup, element
from annotator.report.parts import counted, duration, name, note, section, share, table

_MEANING = {
    "done": "voted, evidence complete",
    "incomplete": "voted, evidence still incomplete",
    "skipped": "left to others, with a reason",
    "open": "not voted on yet",
}


def progress(report: RoundReport) -> Markup:
    people = report.reviewers
    if not people:
        return section(
            "progress", "Progress", element("p", "Nobody has been given claims of this round yet.")
        )
    return section(
        "progress",
        "Progress",
        _words(report),
        element("ul", *(_legend(part) for part in PARTS), class_="legend"),
        table(
            "Assigned claims by reviewer",
            ("Reviewer", "", "Claims", "Done", "Incomplete", "Skipped", "Open", "Votes", "Median time"),
            [*_all(people), *(_row(name(one.reviewer), [one]) for one in people)],
            words=2,
        ),
        element(
            "p", "Votes count also where the claim has since been handed to somebody else.", class_="note"
        ),
        *_over_time(report),
    )


def _words(report: RoundReport) -> Markup:
    claims = report.round.claims
    return element(
        "p",
        f"{counted(report.votes, 'vote')} on {counted(claims, 'claim')}. All votes are in on "
        f"{report.full:,} of them ({share(report.full, claims)}). A lead has settled {report.settled:,} "
        f"({share(report.settled, claims)}){with_evidence(report)}.",
    )


def with_evidence(report: RoundReport) -> str:
    """ ", 3 of these with complete evidence": those alone count as settled when the round closes."""
    return f", {report.settled_complete:,} of these with complete evidence" if report.settled else ""


def _legend(part: str) -> Markup:
    return element("li", swatch(part), f" {part}: {_MEANING[part]}")


def _row(head: Child, people: Sequence[ReviewerProgress]) -> list[Child]:
    counts = [sum(getattr(one, part) for one in people) for part in PARTS]
    votes = sum(one.votes for one in people)
    took = duration(people[0].seconds) if len(people) == 1 else ""
    return [head, progress_bar(counts), *(f"{n:,}" for n in (sum(counts), *counts, votes)), took]


def _all(people: Sequence[ReviewerProgress]) -> list[list[Child]]:
    return [_row("All", people)] if len(people) > 1 else []


def _over_time(report: RoundReport) -> list[Child]:
    if not report.days:
        return [element("p", report.why_no_votes)] if report.why_no_votes else []
    width = (report.days[0].last - report.days[0].first).days + 1
    each = "Votes a day" if width == 1 else f"Votes in each {width} days"
    return [
        element("h3", f"{each}, by the reviewers’ clocks, in UTC"),
        element("figure", columns(report.days)),
        note(f"{counted(report.undated, 'vote')} without a date not shown.") if report.undated else None,
    ]

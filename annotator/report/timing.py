"""How long claims took."""

from annotator.domain.round_report import TIME_EDGES, RoundReport
from annotator.report.charts import row_bar
from annotator.report.markup import Markup, element
from annotator.report.parts import counted, duration, name, section, share, table


def timing(report: RoundReport) -> Markup:
    found = report.timing
    if not found.timed:
        return section("time", "Time", element("p", "The time of work is not known for any vote."))
    most = max(found.counts)
    steps = zip((0, *TIME_EDGES), (*TIME_EDGES, None), found.counts, strict=True)
    people = [one for one in report.reviewers if one.timed]
    return section(
        "time",
        "Time",
        element(
            "p",
            f"Seconds of work on a claim, idle time cut out, known for {counted(found.timed, 'vote')}. "
            f"The median is {duration(found.seconds)}: half took as long or less.",
        ),
        table(
            "Time on a claim, all reviewers",
            ("Time", "", "Votes", "Share"),
            [
                (_step(start, end), row_bar(count, most), f"{count:,}", share(count, found.timed))
                for start, end, count in steps
            ],
            words=2,
        ),
        table(
            "Time on a claim, by reviewer",
            ("Reviewer", "Votes with a time", "Median"),
            [(name(one.reviewer), f"{one.timed:,}", duration(one.seconds)) for one in people],
        ),
    )


def _step(start: int, end: int | None) -> str:
    if end is None:
        return f"{_short(start)} or more"
    return f"under {_short(end)}" if not start else f"{_short(start)} to {_short(end)}"


def _short(seconds: int) -> str:
    return f"{seconds // 60} min" if seconds >= 60 else f"{seconds} s"

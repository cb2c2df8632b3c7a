"""The page as a whole: what stands above the sections, and what keeps it from loading or running anything."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from annotator.domain.round_report import RoundReport
from annotator.report.agreeing import agreeing
from annotator.report.charts import patterns
from annotator.report.disputing import disputing
from annotator.report.markup import Child, Markup, document, element, group, jump
from annotator.report.parts import (
    MOST_ROWS,
    counted,
    cut,
    facts,
    figure,
    interval_words,
    label,
    moment,
    name,
    plain,
    section,
    share,
)
from annotator.report.progress import progress, with_evidence
from annotator.report.timing import timing

_SECTIONS = (
    ("round", "The round"),
    ("progress", "Progress"),
    ("agreement", "Agreement"),
    ("time", "Time"),
    ("disputed", "Disputed claims"),
)
_NOT_FOR_ALL = "Not for its reviewers: the round is blind, and this page shows who voted how."
_FOOTER = (
    "Made by annotator from the round’s file. Dates and times are those of the acts, by the clocks of who "
    "did them, in UTC. This page loads nothing from the network and runs no scripts."
)


def page(report: RoundReport) -> bytes:
    """The report as an HTML file, the same for the same report. It has no script; its policy allows none, nor
    anything from the network."""
    css = (files(__package__) / "page.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return document(policy, css, _head(report), _body(report)).encode()


def _head(report: RoundReport) -> Markup:
    return group(
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"Round {cut(report.round.name, 80)}: report"),
    )


def _body(report: RoundReport) -> Markup:
    return element(
        "body",
        patterns(),
        _header(report),
        element(
            "nav",
            element("ul", *(element("li", jump(anchor, title)) for anchor, title in _SECTIONS)),
            aria_label="Sections",
        ),
        element(
            "main", _round(report), progress(report), agreeing(report), timing(report), disputing(report)
        ),
        element("footer", element("p", _FOOTER)),
    )


def _header(report: RoundReport) -> Markup:
    title = element("h1", "Round ", name(report.round.name))
    warning = element("p", element("strong", _NOT_FOR_ALL), class_="warning") if report.round.hides else None
    return element("header", title, _lead(report), warning, _key_figures(report))


def _lead(report: RoundReport) -> Markup:
    of = report.round
    hides = "blind" if of.hides else "blind, revealed" if of.blind else "not blind"
    words = f"{plain(of.kind).capitalize()} round, {of.state}, {hides}: {counted(of.claims, 'claim')}, "
    return element("p", f"{words}{counted(len(report.reviewers), 'reviewer')}.", class_="lead")


def _key_figures(report: RoundReport) -> Markup:
    claims = report.round.claims
    given = sum(one.claims for one in report.reviewers)
    voted = sum(one.done + one.incomplete for one in report.reviewers)
    disputed = sum(settled + not_settled for _, settled, not_settled in report.disputes)
    alpha = report.agreement.alpha
    around = report.agreement.alpha_interval
    told = alpha.why if alpha.value is None else f"95 % interval {interval_words(around)}"
    settled = f"{report.settled:,} of {claims:,}{with_evidence(report)}"
    tiles = (
        ("Assigned work done", share(voted, given), f"{voted:,} of {given:,}"),
        ("Claims settled", share(report.settled, claims), settled),
        ("Krippendorff’s alpha", "–" if alpha.value is None else figure(alpha), told),
        ("Disputed claims", f"{disputed:,}", f"{sum(row[2] for row in report.disputes):,} not settled"),
    )
    return element(
        "dl",
        *(
            element("div", element("dt", term), element("dd", element("b", value), element("span", more)))
            for term, value, more in tiles
        ),
        class_="tiles",
    )


def _round(report: RoundReport) -> Markup:
    of = report.round
    guideline = report.guideline
    rows: list[tuple[str, Child]] = [
        ("Kind", plain(of.kind)),
        ("Made", group("by ", name(of.lead), f", {moment(of.at)}")),
        ("State", of.state),
        ("Reviewers see each other’s acts", _seeing(report)),
        ("Reviewers a claim", _overlap(report)),
        ("Seed", cut(of.seed, 80)),
        ("Guideline", group(name(guideline.name), f", version {guideline.version}") if guideline else "none"),
        ("Scheme", group(name(report.scheme.name), f", version {cut(report.scheme.version, 80)}, "
                         f"digest {of.scheme[:12]}")),
        ("Id", cut(of.id, 80)),
    ]  # fmt: skip
    rows += [
        (f"Left open: {counted(count, 'claim')}", name(reason))
        for reason, count in report.left_open[:MOST_ROWS]
    ]
    return section(
        "round",
        "The round",
        facts(rows, short=True),
        element("h3", "Labels"),
        facts((label(report.scheme, rule.id), cut(rule.help)) for rule in report.scheme.labels),
    )


def _overlap(report: RoundReport) -> str:
    more = report.round.settings.get("more")
    if isinstance(more, list) and len(more) == 2 and all(isinstance(part, int) for part in more):
        return f"{report.round.overlap:,}; {more[0]:,} for {more[1]:,} % of the claims"
    return f"{report.round.overlap:,}"


def _seeing(report: RoundReport) -> str:
    of = report.round
    if not of.blind:
        return "yes"
    if of.revealed:
        return "not until it was revealed"
    return "no, until it closes or is revealed" if of.state == "open" else "not until it closed"

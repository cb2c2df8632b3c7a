"""The disputed claims with all that people brought for and against them."""

from collections import Counter
from collections.abc import Sequence

from annotator.domain.citation import Citation
from annotator.domain.dispute import Vote
from annotator.domain.round import Adjudication
from annotator.domain.round_report import DisputedClaim, RoundReport
from annotator.domain.scheme import Scheme
from annotator.domain.severity import Level
from annotator.report.markup import Markup, element, group, jump, link
from annotator.report.parts import (
    SHORTEST,
    address,
    counted,
    cut,
    duration,
    joined,
    label,
    moment,
    name,
    note,
    plain,
    prose,
    section,
    table,
)

MOST_VOTES = 10
"""On one claim that are shown; below, citations of one vote, and code points of a quote."""
MOST_CITATIONS = 6
LONGEST_QUOTE = 600
LEVELS: dict[Level, str] = {
    Level.AGREED: "all agree",
    Level.WAITING: "votes are missing",
    Level.UNSURE: "agreed, but unsure or incomplete",
    Level.EVIDENCE: "a citation refutes it",
    Level.LABEL: "labels differ",
    Level.VERDICT: "verdicts at odds",
}
_WHICH = (
    "Claims on which votes differ, which a citation refutes although all agree, or which were settled "
    "against a vote; the severest first."
)
_SIGNS: dict[str, str] = {
    "supports": "+",
    "partly_supports": "±",
    "refutes": "−",
    "context": "·",
    "attributes": "»",
}


def disputing(report: RoundReport) -> Markup:
    every = sum(settled + not_settled for _, settled, not_settled in report.disputes)
    if not every:
        none = report.why_no_votes or "No claim is disputed."
        return section("disputed", "Disputed claims", element("p", none))
    rest = every - len(report.disputed)
    return section(
        "disputed",
        "Disputed claims",
        element("p", _WHICH),
        table(
            "What people are at odds about",
            ("At odds", "Settled", "Not settled"),
            [(LEVELS[level], f"{settled:,}", f"{left:,}") for level, settled, left in report.disputes],
        ),
        element("ol", *(_entry(report, one) for one in report.disputed), class_="contents"),
        *(_claim(report, one) for one in report.disputed),
        element("p", f"{counted(rest, 'more disputed claim')} not shown here.") if rest else None,
    )  # fmt: skip


def _entry(report: RoundReport, one: DisputedClaim) -> Markup:
    decision = one.dossier.decision
    said = group("settled as ", label(report.scheme, decision.label)) if decision else "not settled"
    words = element("bdi", cut(one.dossier.claim.text, SHORTEST))
    return element("li", jump(_anchor(one), words), element("small", f" {LEVELS[one.level]}, ", said))


def _anchor(one: DisputedClaim) -> str:
    return f"claim-{one.dossier.number + 1}"


def _claim(report: RoundReport, one: DisputedClaim) -> Markup:
    dossier = one.dossier
    speaker = dossier.claim.speaker
    more = len(dossier.votes) - MOST_VOTES
    anchor = _anchor(one)
    return element(
        "article",
        element(
            "p", f"Claim {dossier.number + 1:,} · ", element("strong", LEVELS[one.level]), " · ",
            _tally(report.scheme, dossier.votes), class_="eyebrow",
        ),
        element("h3", cut(dossier.claim.text), id=f"{anchor}-title", dir="auto"),
        _whence(one),
        note("Said by ", name(speaker), ".") if speaker else None,
        _context(one),
        _decision(report.scheme, dossier.decision, dossier.votes),
        element("h4", "Votes and their evidence"),
        element("div", *(_vote(report.scheme, vote) for vote in dossier.votes[:MOST_VOTES]), class_="votes"),
        note(f"{counted(more, 'more vote')} not shown here.") if more > 0 else None,
        _waiting(one),
        class_="claim", id=anchor, aria_labelledby=f"{anchor}-title",
    )  # fmt: skip


def _context(one: DisputedClaim) -> Markup:
    """The article's own words around the claim, which are marked."""
    words = (element("mark", part.text) if part.claimed else part.text for part in one.context)
    return element("blockquote", element("p", *words, dir="auto"))


def _tally(scheme: Scheme, votes: Sequence[Vote]) -> Markup:
    counts = Counter(vote.view.label.label for vote in votes)
    found = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return joined((group(f"{count:,} × ", label(scheme, each)) for each, count in found), ", ")


def _whence(one: DisputedClaim) -> Markup:
    return note(joined(name(words) for words in (one.publisher, one.title, one.published) if words))


def _decision(scheme: Scheme, decision: Adjudication | None, votes: Sequence[Vote]) -> Markup:
    if decision is None:
        return element("div", element("p", element("strong", "Not settled yet.")), class_="decision")
    others = [vote for vote in votes if vote.view.label.label != decision.label]
    otherwise = _several(
        [group(name(vote.member), " ", label(scheme, vote.view.label.label)) for vote in others]
    )
    return element(
        "div",
        element(
            "p",
            element("strong", "Settled as ", label(scheme, decision.label)),
            f" · {cut(decision.method, SHORTEST)}, by ",
            name(decision.lead),
            f", {moment(decision.at)}",
        ),
        _standing(decision.missing, decision.verdict),
        prose(decision.reason) if decision.reason else None,
        element("p", "Voted otherwise, and kept: ", otherwise, ".") if others else None,
        class_="decision",
    )


def _standing(missing: Sequence[str], verdict: str | None) -> Markup | None:
    """What the evidence rule says."""
    if missing:
        return note(f"Incomplete: {cut('; '.join(missing))}.")
    return note(f"Complete, verdict: {verdict}.") if verdict else None


def _vote(scheme: Scheme, vote: Vote) -> Markup:
    said, judged = vote.view.label, vote.view.standing
    sure = f" · confidence {said.confidence} of 5" if said.confidence else ""
    took = f" · {duration(vote.seconds)}" if vote.seconds else ""
    more = len(vote.citations) - MOST_CITATIONS
    return element(
        "section",
        element("h5", name(vote.member), ": ", label(scheme, said.label)),
        note(f"{moment(said.at)}{sure}{took}"),
        _standing(judged.missing, judged.verdict),
        prose(said.rationale) if said.rationale else None,
        element("ul", *map(_citation, vote.citations[:MOST_CITATIONS]), class_="citations")
        if vote.citations
        else note("No citations."),
        note(f"{counted(more, 'more citation')} not shown here.") if more > 0 else None,
        class_="vote",
    )


def _citation(one: Citation) -> Markup:
    source = one.source
    named = element("bdi", cut(source.name, SHORTEST))
    origin = source.effective_origin
    about = (source.author, source.publisher, source.published, one.locator)
    sole = f"Sole authority: {cut(one.sole_authority, SHORTEST)}" if one.sole_authority else ""
    return element(
        "li",
        element(
            "p", element("span", _SIGNS.get(one.stance, "?"), class_="sign", aria_hidden="true"), " ",
            element("strong", plain(one.stance)), f" ({plain(one.kind)}{', closed' if one.closed else ''}): ",
            joined([link(source.url, named), *(name(words) for words in about if words)]),
        ),
        note("Origin: ", name(origin)) if origin != source.publisher else None,
        element("blockquote", prose(one.quote, LONGEST_QUOTE)) if one.quote else None,
        note(sole) if sole else None,
        note("Closed: ", name(one.closed)) if one.closed else None,
        _reached(one),
    )  # fmt: skip


def _reached(one: Citation) -> Markup | None:
    """Where and when it was read, and the copy that stays."""
    when = f" ({cut(one.archived_at, 40)})" if one.archived_at else ""
    parts = [
        address(one.source.url) if one.source.url else None,
        f"read {cut(one.accessed, 40)}" if one.accessed else None,
        group("archived: ", address(one.archive_url), when) if one.archive_url else None,
    ]
    return note(joined(parts)) if any(parts) else None


def _waiting(one: DisputedClaim) -> Markup | None:
    holders = [
        group(name(holder.member), f" (skipped: {cut(holder.skipped, SHORTEST)})" if holder.skipped else None)
        for holder in one.dossier.holders
    ]
    return note("Have not voted: ", _several(holders), ".") if holders else None


def _several(people: Sequence[Markup]) -> Markup:
    rest = len(people) - MOST_VOTES
    return joined([*people[:MOST_VOTES], f"{rest:,} more" if rest > 0 else None], ", ")

"""The datasheet of a release: those questions of Gebru et al., "Datasheets for Datasets" (Communications of
the ACM 64(12), 2021), that the data themselves can answer."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.agreement import Agreement, EvidenceAgreement
from annotator.domain.closing import RoundEvent
from annotator.domain.release import Counts, ReleaseOptions
from annotator.domain.round import Round
from annotator.domain.scheme import LabelRule, Scheme
from annotator.formats.markdown_text import plain, table


@dataclass(frozen=True, slots=True)
class Facts:
    """What a datasheet is made of; names in it are replaced already where they are to be."""

    round: Round
    settings: Mapping[str, Any]
    life: Sequence[RoundEvent]
    scheme: Scheme
    guideline: str
    """Name and version, or empty."""
    options: ReleaseOptions
    counts: Counts
    articles: int
    counted: Sequence[str]
    """The labels whose votes count in the figures of agreement."""
    left_out: Sequence[tuple[str, int]]
    """Labels that votes carry and that do not count there, with how many."""
    agreement: Agreement
    origins: EvidenceAgreement
    late_votes: int
    """Standing votes of a blind round that were given after others could be seen."""
    app: str

    @property
    def absent(self) -> int:
        return self.round.claims - self.counts.claims


def datasheet(facts: Facts) -> str:
    """Markdown; nothing in it is of the time or place of writing."""
    found, parts = facts.round, [f"# Datasheet of {plain(facts.round.name)}\n"]
    if facts.options.draft:
        parts.append("\n**Draft: the round was still open. Do not give this to its reviewers.**\n")
    sections = (
        ("Motivation", _motivation),
        ("Composition", _composition),
        ("What was left out", _left_out),
        ("Collection", _collection),
        ("Labels and decisions", _labels),
        ("Agreement", _agreement),
        ("Known limits", _limits),
        ("Distribution and maintenance", _distribution),
    )
    for title, told in sections:
        parts.append(f"\n## {title}\n\n")
        parts += (f"\n{line}\n" if line.startswith("|") else f"- {line}\n" for line in told(facts))
    parts.append(f"\nRound {found.id}.\n")
    return "".join(parts)


def _motivation(facts: Facts) -> Iterator[str]:
    guideline = f"the guideline {plain(facts.guideline)}" if facts.guideline else "no guideline"
    yield f"A {facts.round.kind} round of fact-checking: claims from articles, labelled with {guideline}."
    yield "Why and for whom it was made is not recorded in the data."


def _composition(facts: Facts) -> Iterator[str]:
    counts = facts.counts
    yield f"**Claims**: {counts.released} released, of {facts.round.claims} in the round."
    yield f"**Articles**: {facts.articles}, {_texts(facts)}."
    yield f"**Reviewers**: {len(counts.voted)} voted; {counts.votes} votes on all claims of the round."
    yield f"**Control items** (known answers, mixed in unseen) among the released claims: {counts.controls}."
    yield f"**Claims that a person corrected** before they were labelled: {counts.revised}."
    made = ", ".join(f"{plain(name)} ({count})" for name, count in sorted(counts.splitters.items()))
    yield f"**Split by**: {made or 'none'}; this program is version {plain(facts.app)}."
    if counts.labels:
        yield table(
            ("gold label", "claims", "meaning"),
            (
                (plain(name), str(counts.labels[name]), plain(_help(facts.scheme.label(name))))
                for name in _label_order(facts)
            ),
        )
        yield table(
            ("verdict", "claims"),
            ((plain(name or "none"), str(count)) for name, count in sorted(counts.verdicts.items())),
        )


def _texts(facts: Facts) -> str:
    if facts.options.without_texts:
        return "without their texts, which were left out for their rights; the words of the claims are here"
    return "with their texts"


def _help(rule: LabelRule | None) -> str:
    return rule.help if rule else "not in the scheme of the round"


def _label_order(facts: Facts) -> list[str]:
    """As in the scheme, then others by name."""
    known = [rule.id for rule in facts.scheme.labels]
    return [*known, *sorted(set(facts.counts.labels) - set(known))]


def _claims(count: int) -> str:
    return f"{count} claim{'' if count == 1 else 's'}"


def _left_out(facts: Facts) -> Iterator[str]:
    status, takes = facts.counts.status, facts.options.takes
    for name, meaning in (("incomplete", "decided, but evidence is missing"), ("open", "not decided")):
        how = "kept, marked by their status" if takes(name) else "left out"
        if status[name]:
            yield f"{_claims(status[name])} {meaning}: {how}."
    if facts.absent:
        yield f"{_claims(facts.absent)} of the round not in the file that this was made from: left out."
    reasons: dict[str, int] = {}
    for event in facts.life[-1:]:
        for _, reason in event.left_open if event.what == "closed" else ():
            reasons[reason] = reasons.get(reason, 0) + 1
    for reason, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"The round was closed over {count} of its claims because: {plain(reason)}"
    if not (facts.absent or status["incomplete"] or status["open"]):
        yield "Nothing: every claim of the round was settled."
    yield "Comments, flags, and votes that their reviewers replaced are in the decision log only."


def _collection(facts: Facts) -> Iterator[str]:
    found, counts = facts.round, facts.counts
    settings = "; ".join(
        f"{plain(name)}: {plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))}"
        for name, value in sorted(facts.settings.items())
        if value not in (None, "", [], {})
    )
    yield f"**How the claims were chosen**: {settings or 'not recorded'}; seed {plain(found.seed)}."
    yield f"**Overlap asked for**: {found.overlap} reviewers a claim."
    given = ", ".join(f"{_claims(claims)} with {votes}" for votes, claims in sorted(counts.overlaps.items()))
    yield f"**Votes that came**: {given}."
    yield f"**Blind**: {'yes' if found.blind else 'no, reviewers could see each other'}."
    for event in facts.life:
        because = f", because: {plain(event.reason)}" if event.reason else ""
        yield f"**{event.what.capitalize()}** by {plain(event.by)} on {plain(event.at)}{because}."
    if counts.votes:
        first, last = plain(counts.first_vote), plain(counts.last_vote)
        yield f"**Votes given** from {first} to {last}, by the reviewers' clocks."
    if counts.timed:
        mean = round(counts.seconds / counts.timed)
        yield f"**Work**: {counts.seconds} seconds for {counts.timed} timed votes, {mean} each on average."
    yield f"**Skipped**: {counts.skips} times a reviewer left a claim to others."


def _labels(facts: Facts) -> Iterator[str]:
    counts, scheme = facts.counts, facts.scheme
    yield f"**Scheme**: {plain(scheme.name)} {plain(scheme.version)}, digest {scheme.digest} (scheme.toml)."
    yield "The verdict is derived from label and evidence; nobody types it."
    for method, count in sorted(counts.methods.items()):
        yield f"**{plain(method.capitalize())}**: {count} of the released decisions."
    yield f"Votes that differ from the decision on their claim, kept and marked: {counts.minority_votes}."
    yield f"Votes that do not meet the evidence rule of their label, marked: {counts.incomplete_votes}."


def _agreement(facts: Facts) -> Iterator[str]:
    figures = facts.agreement
    yield "Over all claims of the round, also those that were left out; votes.csv has what is counted here."
    words = f"Votes that count: {', '.join(map(plain, facts.counted))}."
    if facts.left_out:
        left = ", ".join(f"{plain(label)} ({votes})" for label, votes in facts.left_out)
        words += f" Left out of the figures, not of votes.csv: {left}."
    yield words
    yield f"Claims with two such votes or more: {figures.overlapping}; pairs of votes: {figures.pairs}."
    yield table(
        ("figure", "value"),
        (
            ("Krippendorff's alpha, nominal", str(figures.alpha)),
            ("its 95 % bootstrap interval", str(figures.alpha_interval)),
            ("raw agreement of pairs", str(figures.raw)),
            ("Randolph's kappa", str(figures.randolph)),
            ("Fleiss' kappa", str(figures.fleiss)),
            ("alpha of confidence, ordinal", str(figures.confidence_alpha)),
            ("evidence: Jaccard of the origins cited", str(facts.origins.jaccard)),
        ),
    )
    yield table(
        ("label", "votes", "specific agreement", "alpha against all others"),
        ((plain(one.label), str(one.votes), str(one.specific), str(one.alpha)) for one in figures.by_label),
    )
    yield table(
        ("reviewer", "votes", "agrees with others", "alpha"),
        ((plain(one.reviewer), str(one.votes), str(one.raw), str(one.alpha)) for one in figures.by_reviewer),
    )


def _limits(facts: Facts) -> Iterator[str]:
    found, counts, status = facts.round, facts.counts, facts.counts.status
    short = sum(claims for votes, claims in counts.overlaps.items() if votes < found.overlap)
    if short:
        yield f"{_claims(short)} with fewer votes than the {found.overlap} that were asked for."
    if facts.late_votes:
        yield f"Votes given after the round had been revealed or closed, so not blind: {facts.late_votes}."
    if counts.released < counts.claims:
        yield (
            f"The released claims are a choice: of {counts.claims}, {status['settled']} were settled. What is"
            " hard to settle is more often missing."
        )
    if counts.minority_votes:
        yield "A gold label is a lead's decision on votes that may differ; use the votes where that matters."
    if facts.options.pseudonyms:
        yield (
            "Names of people are replaced in every field for names, and the decision log, whose digests would"
            " no longer fit, is left out. Free texts (reasons, rationales, the guideline) stay as they are"
            " and may name people."
        )
    yield "Verdicts are as of the dates of the citations; sources may have changed since."
    yield "Times are by the clocks of those who acted."


def _distribution(facts: Facts) -> Iterator[str]:
    licence = facts.options.licence
    yield f"**Licence**: {plain(licence) if licence else 'none given; ask who gave you this'}."
    if not facts.options.without_texts:
        yield "The texts of the articles are their publishers'."
    yield "checksums.txt has the SHA-256 of every file; the same data give the same bytes anywhere."
    yield "Corrections are made in the file that this came from, and released anew."

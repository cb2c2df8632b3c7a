"""A second opinion on the votes of a round as lines for people. Knows no Textual."""

from annotator.domain.agreement import Figure
from annotator.domain.ids import short_id
from annotator.domain.round import Round
from annotator.services.opining import ClaimOpinion, Opinions
from annotator.tui.agreement_text import counted
from annotator.tui.commands import label_name
from annotator.tui.tables import Column, Lines, paragraph, table, titled

NO_DECISION = "It decides nothing: what is settled, a lead settles. It stands beside the votes."
_TRUST = {
    "majority": "trust: the share of their votes that are for the majority, where another voted too.",
    "dawid-skene": "trust: the share of their votes that the model expects to be right (Dawid, Skene 1979).",
    "mace": "trust: the share of claims for which the model expects that they knew (Hovy and others 2013).",
}
LISTED = 50
"""Claims that are listed where there are more."""


def opinion_lines(made: Opinions, found: Round, width: int, *, everything: bool = False) -> Lines:
    """The reviewers' reliability, and the claims where the opinion differs, or all."""
    lines = paragraph(f"{found.name}: what {made.method} makes of the votes. {NO_DECISION}", width, "text")
    if made.kept_back:
        words = f"{counted(made.kept_back, 'claim')} more are in a blind round that keeps votes from you."
        lines += paragraph(words, width)
    if made.undefined:
        return [*lines, *paragraph(f"The opinion is {made.undefined}.", width, "text")]
    lines += titled("How far reviewers can be trusted, by this method")
    lines += table(
        [Column("reviewer", name=True), *map(Column, ("votes", "beside others", "trust"))],
        [
            (
                name,
                one.votes,
                one.shared,
                Figure(one.value, one.undefined.removeprefix("not defined because ")),
            )
            for name, one in made.reviewers.items()
        ],
        width,
    )
    lines += paragraph(_TRUST[made.method], width)
    listed = [one for one in made.claims if everything or one.differs]
    differing = sum(1 for one in made.claims if one.differs)
    lines += titled(f"{counted(differing, 'claim')} of {len(made.claims):,} where it differs from the others")
    for one in listed if everything else listed[:LISTED]:
        lines += _claim_lines(one, width)
    if not everything and len(listed) > LISTED:
        lines += paragraph(f"And {len(listed) - LISTED:,} more: --all lists them.", width)
    return lines


def _claim_lines(one: ClaimOpinion, width: int) -> Lines:
    votes = ", ".join(f"{name} {label_name(label)}" for name, label in one.votes)
    opinion = "none"
    if one.opinion is not None:
        opinion = f"{_named(one.opinion.label)} ({one.opinion.probability:.2f})"
    most = f"{_named(one.majority.label)} ({one.majority.votes_for} of {one.majority.votes})"
    words = f"opinion {opinion} · majority {most} · gold {_named(one.gold, 'not settled')}"
    if one.differs:
        words += f" · differs from {' and '.join(one.differs)}"
    return [
        [],
        *paragraph(f"{short_id(one.claim)}  {one.text}", width, "strong")[:2],
        *paragraph(words, width, "text"),
        *paragraph(f"votes: {votes}", width),
    ]


def _named(label: str | None, otherwise: str = "tied") -> str:
    return label_name(label) if label else otherwise

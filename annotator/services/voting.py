"""The votes of a round as one member may see them: what figures and second opinions are made from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.domain.errors import InputError
from annotator.domain.round import Round
from annotator.domain.scheme import Scheme
from annotator.store import reading, round_votes, sight
from annotator.store.connection import Database
from annotator.store.round_votes import Vote

Labels = dict[str, dict[str, str]]
"""Claim -> reviewer -> label."""


@dataclass
class RoundVotes:
    """The votes of a round as a member may see them."""

    claims: list[str]
    kept_back: int
    scheme: Scheme
    standing: dict[tuple[str, str], Vote] = field(default_factory=dict)
    """By claim and reviewer."""

    def labels(self, counted: Sequence[str]) -> Labels:
        """The votes for these labels, in the order of the claims."""
        wanted = frozenset(counted)
        found: Labels = {claim: {} for claim in self.claims}
        for (claim, member), vote in self.standing.items():
            if vote.label in wanted:
                found[claim][member] = vote.label
        return found

    def confidences(self, labels: Labels) -> dict[str, dict[str, int]]:
        """How sure reviewers were of these."""
        return {
            claim: {
                member: sure
                for member in given
                if (sure := self.standing[claim, member].confidence) is not None
            }
            for claim, given in labels.items()
        }


def check_may_see(db: Database, found: Round, member: str) -> None:
    """Raise InputError for one from whom the round hides what others do."""
    if found.id in sight.hiding_rounds(db, member):
        raise InputError(
            f"The round {found.name!r} is blind: its reviewers see no votes of others, nor figures, yet.",
            do="A lead who reviews nothing in it can look, or reveal it first: annotator round reveal.",
        )


def votes_of(db: Database, found: Round, member: str, articles: Sequence[str] = ()) -> RoundVotes:
    """The votes on the claims of a round, or on those of some articles, for a member.

    Raises InputError for a round that hides them, and for an article that is not in the round.
    """
    check_may_see(db, found, member)
    claims = round_votes.claims(db, found.id)
    if articles:
        article_of = round_votes.articles(db, found.id)
        strange = set(articles) - set(article_of.values())
        if strange:
            raise InputError(f"The round {found.name!r} has no claims of the article {min(strange)}.")
        claims = [claim for claim in claims if article_of.get(claim) in articles]
    hiding = sight.hiding_rounds(db, member)
    veiled = sight.veiled_claims(db, hiding) if hiding else frozenset()
    seen = [claim for claim in claims if claim not in veiled]
    votes = RoundVotes(seen, len(claims) - len(seen), reading.scheme(db, found.id))
    wanted = frozenset(seen)
    for vote in round_votes.votes(db, found.id):
        if vote.claim in wanted:
            votes.standing[vote.claim, vote.member] = vote
    return votes

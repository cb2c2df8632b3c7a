"""The votes of a round as one member may see them: what figures and second opinions are made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.errors import InputError
from annotator.domain.round import Round
from annotator.domain.scheme import Scheme
from annotator.store import reading, round_votes, rounds, sight
from annotator.store.connection import Database
from annotator.store.round_votes import Vote

Labels = dict[str, dict[str, str]]
"""Claim -> reviewer -> label."""


@dataclass(frozen=True)
class RoundVotes:
    """The votes of a round as a member may see them."""

    claims: list[str]
    """In the order of the round, with or without votes."""
    kept_back: int
    """Claims left out because another, blind round keeps their votes from the member."""
    scheme: Scheme
    cast: Mapping[str, Mapping[str, Vote]]
    """Claim -> reviewer -> vote, for the claims that have any."""

    def labels(self, counted: Sequence[str]) -> Labels:
        """The votes for these labels, in the order of the claims."""
        wanted = frozenset(counted)
        return {
            claim: {member: vote.label for member, vote in given.items() if vote.label in wanted}
            for claim, given in self.cast.items()
        }

    def confidences(self, counted: Sequence[str]) -> dict[str, dict[str, int]]:
        """How sure reviewers were of these."""
        wanted = frozenset(counted)
        return {
            claim: {
                member: vote.confidence
                for member, vote in given.items()
                if vote.confidence is not None and vote.label in wanted
            }
            for claim, given in self.cast.items()
        }


def check_may_see(db: Database, found: Round, member: str) -> None:
    """Raise InputError for one from whom the round hides what others do."""
    if found.id in sight.hiding_rounds(db, member):
        raise InputError(
            f"The round {found.name!r} is blind: its reviewers see no figures yet.",
            do="A lead who labels nothing in it can, or reveals it: annotator round reveal.",
        )


def as_they_are(name: str) -> str:
    return name


def votes_of(
    db: Database,
    found: Round,
    member: str,
    articles: Sequence[str] = (),
    called: Callable[[str], str] = as_they_are,
) -> RoundVotes:
    """The votes on the claims of a round, or on those of some articles, for a member.

    `called` gives what each reviewer is called in them, for those who are not to know names.
    Raises InputError for a round that hides them, and for an article that is not in the round.
    """
    check_may_see(db, found, member)
    claims = list(rounds.claims_of(db, found.id))
    if articles:
        article_of = round_votes.articles(db, found.id)
        strange = set(articles) - set(article_of.values())
        if strange:
            raise InputError(f"The round {found.name!r} has no claims of the article {min(strange)}.")
        claims = [claim for claim in claims if article_of.get(claim) in articles]
    hiding = sight.hiding_rounds(db, member)
    veiled = sight.veiled_claims(db, hiding) if hiding else frozenset()
    seen = [claim for claim in claims if claim not in veiled]
    votes = round_votes.votes(db, found.id)
    cast = {claim: votes[claim] for claim in seen if claim in votes}
    if called is not as_they_are:
        cast = {claim: {called(name): vote for name, vote in given.items()} for claim, given in cast.items()}
    return RoundVotes(seen, len(claims) - len(seen), reading.scheme(db, found.id), cast)

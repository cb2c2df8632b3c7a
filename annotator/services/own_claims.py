"""Which claims a person may change: in a segmentation round their own copies, else those of no round."""

from annotator.domain.errors import InputError
from annotator.store import rounds, segments
from annotator.store.connection import Database
from annotator.store.projections.showing import shown_set

_SAFE = "Nothing was changed."


def check_changeable(db: Database, claim: str, round_id: str, member: str) -> None:
    """Raise InputError for a claim that is to stay as it is. The claims of an open round are to stay what its
    reviewers saw; a copy that a segmentation round gave somebody is changed by that person, in that round."""
    owner = segments.owner_of(db, claim)
    if owner is None:
        frozen = rounds.frozen_in(db, claim)
        if frozen:
            raise InputError(
                f"This claim is frozen in the round {frozen!r} until that closes.",
                safe=_SAFE,
                do="Leave a comment to propose other words.",
            )
        return
    if (owner.round, owner.member) != (round_id, member):
        raise InputError(
            f"This claim is a reviewer's own in the round {owner.name!r}.",
            safe=_SAFE,
            do="In that round you change your own ones: annotator review --round.",
        )
    check_unfinished(db, owner.round, owner.article, member)


def check_unfinished(db: Database, round_id: str, article: str, member: str) -> None:
    """Raise InputError in a segmentation round that is closed, and for an article that one is done with."""
    found = rounds.round_by_id(db, round_id)
    if found is None or found.state != "open":
        raise InputError("The round is closed: its claims stay as they are.", safe=_SAFE)
    if segments.is_done(db, round_id, article, member):
        raise InputError(
            "You said that you are done with this article.", safe=_SAFE, do="Take that back first."
        )


def refuse_private(db: Database, *claims: str) -> None:
    """Raise InputError if one of these is a reviewer's own copy in a round."""
    if any(segments.owner_of(db, claim) is not None for claim in claims):
        raise InputError(
            "In a segmentation round claims are not linked.", safe=_SAFE, do="Link them once they are merged."
        )


def set_to_work_on(db: Database, article: str, round_id: str, member: str) -> str:
    """The claim set that a person adds claims to; "" for an article that has none. Raises InputError."""
    found = rounds.round_by_id(db, round_id) if round_id else None
    if found is None or found.kind != "segmentation":
        return shown_set(db, article)
    check_unfinished(db, round_id, article, member)
    own = segments.private_set(db, round_id, article, member)
    if not own:
        raise InputError("This article is not yours in the round.", safe=_SAFE)
    return own

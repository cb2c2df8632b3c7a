"""What an export tells of a dataset as a whole."""

from dataclasses import replace

from annotator import __version__
from annotator.domain.agreement import Agreement
from annotator.domain.dataset import About
from annotator.domain.round import Round
from annotator.services.agreeing import agreement_in
from annotator.services.export_request import ExportRequest
from annotator.store import reading, rounds, sight
from annotator.store.connection import Database
from annotator.store.dataset import Claims


def about_of(
    db: Database, claims: Claims, found: Round | None, member: str, name: str, request: ExportRequest
) -> About:
    """As far as the member may see it: from one who is bound by a blind round its team is kept too."""
    hidden = found is not None and found.id in sight.hiding_rounds(db, member)
    splitters: dict[str, int] = {}
    for maker, count in claims.makers():
        splitters[maker.words] = splitters.get(maker.words, 0) + count
    guideline = rounds.guideline(db, found.guideline if found else rounds.newest_guideline(db))
    reviewers = claims.reviewers() if request.labels != "gold" else []
    return About(
        found.name if found else name,
        __version__,
        reading.scheme(db, claims.round_id),
        replace(found, reviewers=(), settings={}) if found and hidden else found,
        guideline.text if guideline else "",
        f"{guideline.name}, version {guideline.version}" if guideline else "",
        None if found is None or hidden else _agreement(db, found, member),
        tuple(one for one in reviewers if not request.by or one in request.by),
        tuple(claims.languages()),
        splitters,
    )


def _agreement(db: Database, found: Round, member: str) -> Agreement | None:
    """In a segmentation round nobody labels."""
    return None if found.kind == "segmentation" else agreement_in(db, found, member).agreement

"""A round as a page for people: gathered from the file, as far as whoever asks may see it."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotator.domain.date_format import in_utc
from annotator.domain.dispute import Dispute
from annotator.domain.round import Round
from annotator.domain.round_report import (
    MOST_DISPUTES,
    DisputedClaim,
    ReviewerProgress,
    RoundReport,
    count_disputes,
    in_context,
    is_disputed,
    middle,
    steps_of,
    timing_of,
)
from annotator.report import page
from annotator.services.agreeing import agreement_in
from annotator.services.voting import check_may_see
from annotator.services.writing import explained, keep_off, write_file
from annotator.store import Store, disputes, reading, round_report, round_status, rounds, sight
from annotator.store.connection import Database

_STATES = ("open", "done", "incomplete", "skipped")


def report_to(store: Store, found: Round, member: str, target: Path) -> RoundReport:
    """Write the report of a round to a file, whole or not at all; `-` is standard output. Raises InputError
    where it cannot be written, and for a reviewer from whom the round hides what others do."""
    if str(target) != "-":
        keep_off(store, target)
    report = report_of(store, found, member)
    written = page(report)
    if str(target) == "-":
        with explained("Standard output"):
            sys.stdout.buffer.write(written)
            sys.stdout.buffer.flush()
    else:
        write_file(target, lambda out: out.write(written))
    return report


def report_of(store: Store, found: Round, member: str) -> RoundReport:
    """All that is said of a round, as one consistent view of the file. Linear in its claims, votes and
    citations. Raises InputError for one from whom the round hides what others do."""
    with store.reading() as db:
        found = rounds.round_by_id(db, found.id) or found  # as it is in this view
        check_may_see(db, found, member)
        figures = agreement_in(db, found, member)
        hiding = sight.hiding_rounds(db, member)
        veiled = sight.veiled_claims(db, hiding) if hiding else frozenset()
        seen = [one for one in disputes.disputes(db, found.id) if one.claim not in veiled]
        disputed = sorted((one for one in seen if is_disputed(one)), key=lambda one: one.rank)
        seconds = {
            pair: taken for pair, taken in round_report.seconds(db, found.id).items() if pair[1] not in veiled
        }
        votes = [vote for vote in round_report.vote_times(db, found.id) if vote[0] not in veiled]
        moments = [in_utc(at) for *_, at in votes]
        days = Counter(moment.date() for moment in moments if moment)
        return RoundReport(
            found,
            reading.scheme(db, found.id),
            rounds.guideline(db, found.guideline),
            _reviewers(db, found, votes, seconds),
            full=sum(bool(one.votes) and not one.severity.missing for one in seen),
            settled=sum(one.is_settled for one in seen),
            settled_complete=sum(one.is_settled and one.complete for one in seen),
            left_open=tuple(round_report.left_open(db, found.id)) if found.state == "closed" else (),
            days=steps_of(days),
            undated=len(votes) - days.total(),
            timing=timing_of(seconds),
            kept_back=figures.kept_back,
            left_out=figures.left_out,
            agreement=figures.agreement,
            origins=figures.origins,
            addresses=figures.addresses,
            disputed=tuple(_in_full(db, found, disputed[:MOST_DISPUTES])),
            disputes=count_disputes(disputed),
        )


def _reviewers(
    db: Database, found: Round, votes: Iterable[tuple[str, str, str]], seconds: dict[tuple[str, str], int]
) -> tuple[ReviewerProgress, ...]:
    states: dict[str, Counter[str]] = {}
    for member, _, state, claims in round_status.tallies(db, found.id):
        states.setdefault(member, Counter())[state] += claims
    voted: dict[str, set[str]] = {}
    for claim, member, _ in votes:
        voted.setdefault(member, set()).add(claim)
    taken: dict[str, list[int]] = {}
    for (member, _), each in seconds.items():
        taken.setdefault(member, []).append(each)
    return tuple(
        ReviewerProgress(
            name,
            **{state: states.get(name, Counter())[state] for state in _STATES},
            votes=len(voted.get(name, ())),
            timed=len(taken.get(name, ())),
            seconds=middle(taken.get(name, ())),
        )
        for name in sorted(states.keys() | voted.keys() | taken.keys())
    )


def _in_full(db: Database, found: Round, disputed: Sequence[Dispute]) -> Iterable[DisputedClaim]:
    for one in disputed:
        dossier = disputes.dossier(db, found.id, one.claim)
        if dossier is not None:
            article = round_report.article_facts(db, one.article)
            yield DisputedClaim(
                dossier,
                one.severity.level,
                article.title,
                article.publisher,
                article.published,
                in_context(article.text, dossier.claim.ranges),
            )

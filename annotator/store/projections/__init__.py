"""Projections: plain tables made from the log, in the transaction that appends to it.

`apply` adds an event's own row, then what it touches is settled: states, evidence rule, progress.
The result depends on the set of events only, not on the order in which feeds arrived.
"""

from collections.abc import Callable, Iterable, Mapping

from annotator.domain.bodies import check_body
from annotator.domain.event import KNOWN_KINDS, Event
from annotator.domain.suggestion import is_importer
from annotator.store import log, search_index
from annotator.store.batches import batches
from annotator.store.claim_rows import CLAIM_COLUMNS
from annotator.store.connection import Database
from annotator.store.content import article_ids, here
from annotator.store.projections import (
    adjudicating,
    brought,
    disagreeing,
    evidence,
    folding,
    labels,
    people,
    progress,
    remarks,
    revising,
    rounds,
    segmenting,
    showing,
    states,
    suggesting,
    undoing,
)
from annotator.store.projections.articles import refresh_info
from annotator.store.projections.decisions import settle_decisions
from annotator.store.projections.touched import Touched

TABLES: Mapping[str, str] = {
    "member": "name, role",
    "scheme": "digest, name, text, event",
    "guideline": "id, name, text",
    "source": "id, member, url, reference, title, author, publisher, published, origin, retracted",
    "citation": "id, claim, member, source, stance, kind, quote, locator, accessed, archive_url, archived_at,"
    " sole_authority, copied_from, at, state, closed",
    "closing": "id, citation, member, reason, retracted",
    "label": "id, claim, member, label, scheme, confidence, rationale, copied_from, at, state, complete,"
    " missing, verdict, round, vote, seconds",
    "label_citation": "label, citation",
    "disagreement": "claim",
    "comment": "id, claim, member, text, at, retracted",
    "flag": "id, claim, member, raised, state",
    "suggestion": "id, claim, format, key, label, value, given_by, confidence, rationale, citations, flags,"
    " extras, retracted",
    "folding": "id, claim, target, member, folded, state",
    "showing": "id, article, claim_set, instead_of, member, state",
    "twin": "claim, other, sameness",
    "revision": "id, article, claim_set, member, action, reason, at, act, continues, state",
    "revision_parent": "revision, parent, alive",
    "fork": "claim, claim_set",
    "dropping": "id, claim, member, dropped, at, state",
    "link": "id, claim, other, member, linked, at, state",
    "hidden_claim": "claim, why",
    "round": "id, name, kind, member, overlap, blind, seed, scheme, guideline, reviewers, settings, at,"
    " state, revealed",
    "round_claim": "round, number, claim",
    "handing": "id, round, member, given, numbers, why, at, retracted",
    "assignment": "round, member, number, claim, article, state",
    "skip": "id, round, claim, member, reason, at, state",
    "segmented": "id, round, article, member, done, seconds, at, state",
    "segment_decision": "id, round, article, grouping, take, text, member, at, state",
    "round_state": "id, round, member, state, reason, left_open, at",
    "reveal": "id, round, member, at",
    "control": "id, round, claim, label",
    "adjudication": "id, round, claim, member, label, scheme, method, reason, at, state, complete, missing,"
    " verdict",
    "adjudication_citation": "adjudication, citation",
    "supersession": "target, event, member",
    "retraction": "target, event",
    "act": "feed, seq, id, role, claim, taken_back",
    "article_info": "article, shown_set, claims, title, published, place, publisher, author, language, url,"
    " sort_date",
    "progress": "article, member, labelled, incomplete",
}
"""Every projection with its columns, for `rebuild` and for comparing."""

_Handler = Callable[[Database, Event, str, Touched], None]
_HANDLERS: Mapping[str, _Handler] = {
    "member": people.member,
    "scheme": people.scheme,
    "guideline": people.guideline,
    "source": evidence.source,
    "citation": evidence.citation,
    "citation.close": evidence.closing,
    "label": labels.label,
    "comment": remarks.comment,
    "flag": remarks.flag,
    "suggestion": suggesting.suggestion,
    "fold": folding.fold,
    "claim_set.show": showing.show,
    "claim.revise": revising.revise,
    "claim.drop": revising.drop,
    "claim.link": revising.link,
    "round": rounds.made,
    "round.claims": rounds.claims,
    "round.assign": rounds.handing,
    "round.release": rounds.handing,
    "round.state": rounds.state,
    "round.reveal": rounds.reveal,
    "round.control": rounds.control,
    "skip": rounds.skip,
    "segmented": segmenting.segmented,
    "segment.decide": segmenting.decide,
    "adjudicate": adjudicating.adjudicate,
    "retract": undoing.retract,
}


def apply(db: Database, events: Iterable[Event], member: str, touched: Touched) -> None:
    """Add rows for events of one feed (of that member), in order; settle `touched` afterwards.

    Events of unknown kinds change nothing. Raises ValueError for a body that is not well formed.
    """
    for batch in batches(event for event in events if event.kind in KNOWN_KINDS):
        for event in batch:
            check_body(event.kind, event.data)
        if is_importer(member) and brought.is_plain(db, batch, member):
            brought.add(db, batch, member)
            continue
        for event in batch:
            _HANDLERS[event.kind](db, event, member, touched)
            states.note_superseded(db, event, member, touched)
            undoing.note_act(db, event)


def settle(db: Database, touched: Touched) -> None:
    """Bring what depends on the touched rows up to date; the cost does not grow with the log.

    Articles come first, since labels are judged by what is known of them, and are counted anew last.
    """
    revising.settle(db, touched)
    before = {key: progress.count_current(db, *key, touched.fresh) for key in touched.counted}
    for claim in touched.folds:
        settle_decisions(db, "folding", (claim,))
    showing.settle(db, touched)
    articles = [*here(db, "article", touched.articles), *folding.articles_of(db, touched.folds)]
    refresh_info(db, articles)
    for table, event in touched.rows:
        states.settle_state(db, table, event)
    for citation in touched.citations:
        evidence.settle_closed(db, citation)
    for key in touched.judged:
        labels.judge(db, *key)
    for key, counted in before.items():
        progress.count_progress(db, *key, counted)
    progress.recount(db, articles)
    segmenting.settle(db, touched)
    rounds.settle(db, touched)
    for key in before:
        rounds.settle_assignment(db, *key)
    adjudicating.settle(db, touched)
    for claim in dict.fromkeys(claim for claim, _ in before):
        disagreeing.settle_disagreement(db, claim)


def refresh(db: Database, articles: Iterable[str]) -> None:
    """After content has come: which set is shown, the articles' info, their progress, the labels that
    rest on them."""
    touched = Touched()
    for batch in batches(articles):
        for article in batch:
            touched.show(article)
        revising.look_again(db, batch, touched)
        labels.touch_articles(db, batch, touched)
        rounds.look_again(db, batch, touched)
    settle(db, touched)


def take_up(db: Database, claim_set: str, article: str, touched: Touched) -> None:
    """After a claim set of an article has come that is not shown thereby: what waited for it."""
    revising.look_again(db, [article], touched)
    labels.touch_articles(db, [article], touched)
    rounds.look_at_set(db, claim_set, touched)


def rebuild(db: Database) -> None:
    """Make all projections again; called inside a transaction."""
    revising.forget(db)
    for table in TABLES:
        db.execute(f"DELETE FROM {table}")
    search_index.clear(db)
    search_index.add_all_claims(db)
    touched = Touched()
    articles = article_ids(db)
    refresh_info(db, articles)
    for article in articles:
        touched.show(article)
    for feed in log.feeds(db):
        apply(db, log.events_of(db, feed.id), feed.member, touched)
    settle(db, touched)


def snapshot(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """All projections as they stand, each in a fixed order, to compare with others; `claim` has the
    claims of revisions."""
    found = {
        table: db.execute(f"SELECT {columns} FROM {table} ORDER BY {columns}").fetchall()
        for table, columns in TABLES.items()
    }
    found["claim"] = db.execute(
        f"SELECT c.claim_set, c.position, {CLAIM_COLUMNS} FROM claim AS c WHERE c.revised = 1 ORDER BY c.id"
    ).fetchall()
    return found | search_index.summary(db)


__all__ = ["TABLES", "Touched", "apply", "rebuild", "refresh", "settle", "snapshot", "take_up"]

"""What imports bring, some hundred events at a time: the same rows that the handlers of single events make.

An importer labels nothing, and nobody builds on its events before they are here, unless packs were merged
in between. So all that depends on a batch is as it is at first; a batch of which that is not sure is left to
the handlers.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.domain.citation import Source
from annotator.domain.event import Event
from annotator.store import search_index
from annotator.store.batches import insert, listed
from annotator.store.connection import Database
from annotator.store.projections import evidence, suggesting, undoing

_KINDS = frozenset({"source", "citation", "suggestion"})
_BUILT_ON = (
    "SELECT 1 FROM json_each(:ids) AS b WHERE EXISTS (SELECT 1 FROM citation AS c WHERE c.source = b.value)"
    " OR EXISTS (SELECT 1 FROM closing AS x WHERE x.citation = b.value)"
    " OR EXISTS (SELECT 1 FROM retraction AS r WHERE r.target = b.value)"
    " OR EXISTS (SELECT 1 FROM supersession AS s WHERE s.target = b.value)"
    " UNION ALL SELECT 1 FROM json_each(:claims) AS b CROSS JOIN label AS l"
    " ON l.claim = b.value AND l.member = :member LIMIT 1"
)


def is_plain(db: Database, events: Sequence[Event], member: str) -> bool:
    """Whether nothing in the file depends on these events of one feed, and they on nothing but each other."""
    if any(event.kind not in _KINDS or event.data.get("supersedes") for event in events):
        return False
    claims = dict.fromkeys(event.data["claim"] for event in events if event.kind == "citation")
    values = {"ids": listed(event.id for event in events), "claims": listed(claims), "member": member}
    return db.execute(_BUILT_ON, values).fetchone() is None


def add(db: Database, events: Sequence[Event], member: str) -> None:
    """Add the rows of such events; there is nothing to settle."""
    by_kind: dict[str, list[Event]] = {kind: [] for kind in _KINDS}
    for event in events:
        by_kind[event.kind].append(event)
    evidence.put_sources(db, by_kind["source"], member)
    evidence.put_citations(db, by_kind["citation"], member, "current")
    _index_citations(db, by_kind["citation"], {event.id: event for event in by_kind["source"]})
    suggesting.add(db, by_kind["suggestion"])
    _note_acts(db, events)


def _index_citations(db: Database, events: Sequence[Event], sources: Mapping[str, Event]) -> None:
    texts = []
    for event in events:
        named, quote = event.data["source"], event.data.get("quote", "")
        if named in sources:
            source = Source(*(sources[named].data.get(field, "") for field in evidence.SOURCE_FIELDS))
            texts.append((event.id, evidence.search_text(quote, source)))
        else:
            texts.append((event.id, evidence.text_with_source(db, quote, named)))
    search_index.add_all(db, "citation", texts)


def _note_acts(db: Database, events: Sequence[Event]) -> None:
    """What `undoing.note_act` notes: each act with the first claim that one of its events names."""
    acts: list[list[Any]] = []
    for event in events:
        claim = event.data.get("claim", "")
        if "act" not in event.data:
            acts.append([event.feed, event.seq, event.id, "act", claim, 0])
        elif not acts:  # its act began in an earlier batch
            undoing.note_act(db, event)
        elif acts[-1][2] == event.data["act"] and not acts[-1][4]:
            acts[-1][4] = claim
    insert(db, "act", "feed, seq, id, role, claim, taken_back", acts)

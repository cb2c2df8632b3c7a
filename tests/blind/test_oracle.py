"""Whatever is done in whatever order: through one's sight a file is what it would be if it had only ever got
the acts that one may see."""

import io
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from imported import Record, put_import

from annotator.domain.claim_filter import ClaimFilter
from annotator.domain.errors import AnnotatorError
from annotator.domain.event import Event, seal
from annotator.domain.history import HistoryEntry
from annotator.domain.round import Round, RoundPlan
from annotator.services.acting import Acting
from annotator.services.counting import statistics
from annotator.services.finding import Finding
from annotator.services.leading import Leading
from annotator.services.packing import write_pack
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.services.searching import Searching
from annotator.store import Sight, Store, dataset, log, open_to_read, open_to_write, projections
from annotator.store.sight import hiding_rounds, veiled

MEMBERS = ("ann", "bob", "cyd", "lou", "lea")
"""Two of the round, one who is not, a lead who is a reviewer of it, and the lead who made it."""
IN_ROUND = ("ann", "bob", "lou")
ACTS = ("label", "rationale", "cite", "refute", "comment", "flag", "skip", "link", "unlink", "fold", "undo")
LEADS = ("make", "reveal", "close", "open", "import")
CLAIMS = range(5)
STEP = st.tuples(
    st.sampled_from(MEMBERS),
    st.sampled_from(ACTS),
    st.sampled_from(CLAIMS),
    st.sampled_from(CLAIMS),
    st.booleans(),
)
LEADING = st.tuples(st.just("lea"), st.sampled_from(LEADS), st.just(0), st.just(0), st.just(False))
STEPS = st.lists(STEP | LEADING, min_size=4, max_size=24)


class Team:
    """One file, and what its members do to it."""

    def __init__(self, kit: Any) -> None:
        self.kit = kit
        self.desk = kit.desk("lea")
        self.claims = self.desk.claims
        self.store: Store = self.desk.store
        self.round: Round | None = None
        self.imports = 0
        with self.acting("lea").act() as act:
            act.append("member", {"name": "lou", "role": "lead"})

    def acting(self, member: str) -> Acting:
        return Acting(self.store, member, f"{member:0<32}")

    def do(self, member: str, act: str, one: int, other: int, inside: bool) -> None:
        if act in LEADS:
            self.lead(act)
            return
        round_id = self.round.id if self.round and inside and member in IN_ROUND else ""
        by = Reviewing(self.store, member, f"{member:0<32}", round_id=round_id)
        claim, second = self.claims[one], self.claims[other]
        draft = self.kit.draft
        url = f"https://{member}.example/{one}"
        deeds: dict[str, Callable[[], object]] = {
            "label": lambda: by.label(claim, "sourced" if member < "c" else "contested"),
            "rationale": lambda: by.set_rationale(claim, f"reason of {member}"),
            "cite": lambda: by.cite(claim, draft(url=url, publisher=f"Press of {member}")),
            "refute": lambda: by.cite(claim, draft("refutes", url=url, origin=f"Wire of {member}")),
            "comment": lambda: by.comment(claim, f"remark of {member}"),
            "flag": lambda: by.flag(claim),
            "skip": lambda: by.skip(claim, f"pass by {member}"),
            "link": lambda: by.link(claim, second),
            "unlink": lambda: by.unlink(claim, second),
            "fold": lambda: by.fold(claim, second),
            "undo": by.undo,
        }
        deeds[act]()

    def lead(self, act: str) -> None:
        leading = Leading(self.store, "lea", f"{'lea':0<32}")
        if act == "make":
            if self.round is None:
                hands = {name: [0, 1] for name in IN_ROUND}
                plan = RoundPlan("r", "labelling", [self.claims[0], self.claims[3]], hands, 3, True, "1")
                self.round = leading.make(plan)
        elif act == "import":
            self.imports += 1
            told = f"told by import {self.imports} of"
            said = [
                Record(
                    claim,
                    "sourced",
                    told,
                    rationale=told,
                    citations=[self.kit.draft(url=f"https://{self.imports}.example/")],
                )
                for claim in self.claims[self.imports % 2 :: 2]
            ]
            put_import(self.store, "fever", *said)
        elif self.round is not None and act == "reveal":
            leading.reveal(self.round)
        elif self.round is not None:
            state = "closed" if act == "close" else "open"
            fields = {"round": self.round.id, "state": state, "reason": "", "left_open": []}
            with leading.act() as made:
                made.append("round.state", {**fields, "supersedes": []})

    # --- the same file without what a member may not see --------------------------------------

    def seen_by(self, member: str, path: Path) -> None:
        """Make the file that only ever got what this member may see."""
        self.store.copy_to(path)
        kept = {feed.id: list(self.kept(feed.id, member)) for feed in log.feeds(self.store.db)}
        cited = {e.data["source"] for events in kept.values() for e in events if e.kind == "citation"}
        with open_to_write(path) as store, store.writing() as db:
            for (trigger,) in db.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'event'"
            ).fetchall():
                db.execute(f"DROP TRIGGER {trigger}")
            db.execute("DELETE FROM event")
            for feed in log.feeds(db):
                prev, seq = feed.head, 0
                for event in kept[feed.id]:
                    if event.kind == "source" and event.id not in cited and feed.member != member:
                        continue
                    seq += 1
                    again = seal(feed.id, seq, event.id, prev, event.kind, event.body, event.data)
                    log.put_events(db, [again], event.data["at"])
                    prev = again.digest
            projections.rebuild(db)

    def kept(self, feed: str, member: str) -> Iterator[Event]:
        """The events of a feed but for others' acts on claims that are veiled for the member. Which claims
        are folded is the same for all; who did it is looked at in `history_of`."""
        left_out: set[str] = set()
        own = log.feed_by_id(self.store.db, feed).member == member
        for event in log.events_of(self.store.db, feed):
            about = [event.data.get(name) for name in ("claim", "other") if event.data.get(name)]
            hidden = (
                not own
                and event.kind != "fold"
                and any(veiled(self.store.db, member, claim) for claim in about)
            )
            hidden |= event.kind == "retract" and bool(set(event.data["targets"]) & left_out)
            if hidden:
                left_out.add(event.id)
            else:
                yield event


FILTERS = [
    ClaimFilter(label="open"),
    ClaimFilter(label="contested"),
    ClaimFilter(disagreement=True),
    ClaimFilter(suggested=True),
    *(
        ClaimFilter(reviewer=name, **asked)
        for name in MEMBERS
        for asked in ({"label": "open"}, {"label": "sourced"}, {"flagged": True}, {"incomplete": True})
    ),
]


def history_of(reading: Reading, claim: str) -> list[HistoryEntry]:
    """Without others' folds, of which one who is bound may see none."""
    found = reading.history(claim)
    folds = [entry for entry in found if entry.kind == "fold" and entry.member != reading.member]
    if reading.store.sight is not None:
        assert not any(veiled(reading.db, reading.member, fold.claim) for fold in folds)
    return [entry for entry in found if entry not in folds]


def view(store: Store, member: str, claims: list[str]) -> dict[str, Any]:
    """All that the services answer."""
    reading, finding = Reading(store, member), Finding(store, member)
    counted = statistics(store, member)
    return {
        "states": [reading.state(claim) for claim in claims],
        "marks": [reading.mark(claim) for claim in claims],
        "history": [history_of(reading, claim) for claim in claims],
        "library": [(row.labelled, row.incomplete) for row in reading.library()],
        "completion": [reading.completion(name, word) for name in ("publisher", "origin") for word in "PW"],
        "sources": reading.earlier_sources(),
        "sites": [reading.publisher_of_site(f"https://{name}.example/x") for name in MEMBERS],
        "found": [
            [row for part in finding.order(one, "", "") for row in part.rows] for one in FILTERS
        ],
        "disagreement": finding.next_claim("disagreement", "", ""),
        "search": sorted(Searching(store).search("of").hits, key=repr),
        "records": list(dataset.records(store.db, dataset.ShownClaims(store.db))),
        "reviewers": counted["reviewers"],
        "counts": {name: counted[name] for name in ("citations", "comments", "labelled_claims")},
    }  # fmt: skip


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(steps=STEPS)
def test_what_one_sees_is_the_file_without_the_rest(kit_in: Callable[[Path], Any], steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kit = kit_in(Path(folder))
        team = Team(kit)
        for step in [("lea", "make", 0, 0, False), *steps] if len(steps) % 2 else steps:
            try:
                team.do(*step)
            except AnnotatorError:
                continue  # frozen, nothing to undo, skipped outside of a round ...
        for member in MEMBERS:
            path = kit.path()
            team.seen_by(member, path)
            with (
                open_to_read(team.store.path, sight=Sight(member)) as real,
                open_to_read(path) as oracle,
            ):
                assert view(real, member, team.claims) == view(oracle, member, team.claims)
                given_away(team, real, member, oracle)
        kit.close_all()


def given_away(team: Team, real: Store, member: str, oracle: Store) -> None:
    """A pack has all that the member did, and nothing that they may not see; all of it if nothing hides."""
    out = io.BytesIO()
    write_pack(real, out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    packed = {line["id"] for line in lines if line["type"] == "event"}
    seen = {row[0] for row in oracle.db.execute("SELECT id FROM event")}
    own = "SELECT e.id FROM event AS e JOIN feed AS f ON f.id = e.feed WHERE f.member = ?"
    mine = {row[0] for row in oracle.db.execute(own, (member,))}
    assert mine <= packed <= seen
    if not hiding_rounds(team.store.db, member):
        assert packed == seen

"""What the views cost, in steps of SQLite's machine: nearly nothing while no round hides."""

from collections.abc import Callable
from typing import Any

import pytest

from annotator.domain.claim_filter import ClaimFilter
from annotator.domain.round import RoundPlan
from annotator.services.acting import Acting
from annotator.services.counting import statistics
from annotator.services.finding import Finding
from annotator.services.leading import Leading
from annotator.services.reading import Reading
from annotator.store import Sight, Store, open_to_read

ARTICLES, LINES = 20, 50


def questions(store: Store) -> dict[str, Callable[[], Any]]:
    reading, finding = Reading(store, "ann"), Finding(store, "ann")
    article, _ = reading.first_place() or ("", "")
    claim = reading.listed(article)[10]
    return {
        "article": lambda: reading.article(article),
        "state": lambda: reading.state(claim),
        "mark": lambda: reading.mark(claim),
        "history": lambda: reading.history(claim),
        "next open": lambda: reading.next_open(article, claim),
        "library": reading.library,
        "sources": reading.earlier_sources,
        "my open": lambda: list(finding.order(ClaimFilter(label="open"), "", "")),
        "another's": lambda: list(finding.order(ClaimFilter(label="sourced", reviewer="bob"), "", "")),
        "disagreement": lambda: list(finding.order(ClaimFilter(disagreement=True), "", "")),
        "statistics": lambda: statistics(store, "ann"),
    }


def steps(store: Store) -> dict[str, int]:
    """Of each question."""
    found = {}
    for name, ask in questions(store).items():
        count = [0]

        def step(count: list[int] = count) -> None:
            count[0] += 1

        store.db.set_progress_handler(step, 1)
        ask()
        store.db.set_progress_handler(None, 1)
        found[name] = count[0]
    return found


@pytest.fixture
def team(kit: Any) -> Any:
    """1,000 claims, which bob and ann have labelled otherwise; ann's every second."""
    desk = kit.open(kit.path(), "lea", create=True)
    for number in range(ARTICLES):
        text = "".join(f"Ship {line} of fleet {number} left port.\n" for line in range(LINES))
        desk.claims += kit.seed(desk.store, (text,))
    for member, label, every in (("bob", "sourced", 1), ("ann", "contested", 2)):
        with Acting(desk.store, member, f"{member:0<32}").act() as act:
            scheme = act.scheme().digest
            for claim in desk.claims[::every]:
                fields = {"claim": claim, "label": label, "scheme": scheme, "citations": []}
                act.append("label", {**fields, "rationale": "so", "supersedes": []})
    return desk


def test_the_views_are_all_but_free_and_a_hiding_round_costs_a_little(team: Any) -> None:
    def asked(sight: Sight | None) -> dict[str, int]:
        with open_to_read(team.store.path, sight=sight) as store:
            return steps(store)

    plain, free = asked(None), asked(Sight("ann"))
    assert {name: cost for name, cost in free.items() if cost > plain[name] * 1.25 + 150} == {}
    plan = RoundPlan("r", "labelling", team.claims[::2], {"ann": range(500)}, 1, True, "1")
    Leading(team.store, "lea", team.place.device).make(plan)
    hides = asked(Sight("ann"))
    assert {name: cost for name, cost in hides.items() if cost > plain[name] * 4 + 300} == {}

"""Rounds that come from other files, in parts and in any order, made by anybody's program."""

import json
from typing import Any

import pytest

from annotator.domain.scheme_reading import default_scheme
from annotator.services.merging import merge
from annotator.store import rounds

DIGEST = default_scheme().digest
ROUND = {"id": "eve-round", "name": "odd", "kind": "labelling", "overlap": 1, "blind": False, "seed": ""}
MADE = ROUND | {"scheme": DIGEST, "guideline": "", "reviewers": ["bob"], "settings": "{}"}


def freezes(first: int, *claims: str) -> tuple[str, dict[str, Any]]:
    return "round.claims", {"round": "eve-round", "first": first, "claims": list(claims)}


def gives(*numbers: int) -> tuple[str, dict[str, Any]]:
    return "round.assign", {"round": "eve-round", "reviewer": "bob", "numbers": list(numbers), "why": ""}


def test_two_claims_for_one_number_are_settled_alike_whichever_comes_first(kit: Any, desk: Any) -> None:
    low, high = sorted(desk.claims[:2])
    first = kit.forged(desk, "eve", ("round", MADE), freezes(0, high), gives(0))
    second = kit.forged(desk, "eva", freezes(0, low))
    kit.both_ways(desk, first, second)
    assert desk.sql("SELECT claim FROM assignment") == [(low,)]


def test_a_claim_that_somebody_made_is_assigned_when_it_comes_later(kit: Any, desk: Any) -> None:
    claim = desk.claims[0]
    (article, claim_set) = desk.sql(
        "SELECT s.article, s.id FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set WHERE c.id = ?",
        claim,
    )[0]
    made = "01890a5d-ac96-774b-bcce-b302099a8057"
    revised = {"id": made, "article": article, "claim_set": claim_set, "text": "Anew.", "action": "wording"}
    more = {
        "reason": "",
        "position": 0,
        "parents": [claim],
        "ranges": [[0, 4]],
        "mode": "content",
        "edits": [],
    }
    round_pack = kit.forged(desk, "eve", ("round", MADE), freezes(0, made), gives(0))
    claim_pack = kit.forged(desk, "eva", ("claim.revise", revised | more))
    kit.both_ways(desk, round_pack, claim_pack)
    assert desk.sql("SELECT claim FROM assignment") == [(made,)]


@pytest.mark.parametrize("first", ["scheme", "decision"])
def test_a_decision_without_votes_is_judged_once_its_scheme_is_here(kit: Any, desk: Any, first: str) -> None:
    text = default_scheme().text.replace("name =", "# of our own\nname =", 1)
    from annotator.domain.scheme import scheme_digest

    decided = {
        "round": "eve-round",
        "claim": desk.claims[0],
        "label": "not_checkable",
        "method": "adjudicated",
    }
    more = {"scheme": scheme_digest(text), "reason": "An opinion.", "citations": []}
    a = kit.forged(desk, "eve", ("round", MADE), freezes(0, desk.claims[0]), ("adjudicate", decided | more))
    b = kit.forged(desk, "eva", ("scheme", {"name": "ours", "text": text}))
    kit.both_ways(desk, *((b, a) if first == "scheme" else (a, b)))
    assert desk.sql("SELECT complete FROM adjudication") == [(1,)]


@pytest.mark.parametrize(
    "settings",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"a":NaN}',
        '{"a":1e999}',
        "{",
        '{"a":[[1]]}',
        '"\\ud800"',
        '{"a":"\\ud800"}',
    ],
    ids=["lists", "objects", "nan", "infinite", "cut", "nested", "no object", "half a character"],
)
def test_settings_that_are_no_settings_are_empty(kit: Any, desk: Any, settings: str) -> None:
    merge(desk.store, [kit.forged(desk, "eve", ("round", MADE | {"settings": settings}))])
    (found,) = rounds.rounds(desk.store.db)
    assert json.dumps(found.settings, allow_nan=False) == "{}"
